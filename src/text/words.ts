import type { Span } from '../model/span.ts';

/** A word, a number, or one other sign. */
export interface Word extends Span {
  /** As it stands. */
  readonly text: string;
  /** In lower case, apostrophes straight. */
  readonly lower: string;
  readonly kind: 'word' | 'number' | 'sign';
  /** Begins with a capital. */
  readonly capital: boolean;
}

/**
 * Dotted letters and abbreviated titles keep their stop; "'s" is a word of its own; hyphens and apostrophes stay inside.
 */
const pattern =
  /((?:\p{Lu}\.){2,}|(?:Mr|Mrs|Ms|Mx|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Prof|Rev|Hon|St|Jr|Sr)\.|\p{Lu}\.(?=\s?\p{Lu})|['’]s(?![\p{L}\p{N}])|(?:\p{L}(?:(?!['’]s(?![\p{L}\p{N}]))[\p{L}\p{M}\p{N}]|['’&-](?!s(?![\p{L}\p{N}]))(?=[\p{L}\p{N}])|[.@](?=\p{Ll}))*))|(\p{N}+(?:[.,:]\p{N}+)*(?:st|nd|rd|th|s|m|bn|k)?(?:-\p{L}+)*)|\S/gu;

/** Splits a part of a text into words in reading order. */
export function splitWords(text: string, { start, end }: Span): Word[] {
  const words: Word[] = [];
  for (const found of text.slice(start, end).matchAll(pattern)) {
    const at = start + found.index;
    const kind = found[1] !== undefined ? 'word' : found[2] !== undefined ? 'number' : 'sign';
    words.push({
      start: at,
      end: at + found[0].length,
      text: found[0],
      lower: found[0].toLowerCase().replaceAll('’', "'"),
      kind,
      capital: kind === 'word' && startsWithCapital(found[0]),
    });
  }
  return words;
}

function startsWithCapital(word: string): boolean {
  const code = word.charCodeAt(0);
  return code < 128 ? code >= 0x41 && code <= 0x5a : /^\p{Lu}/u.test(word);
}
