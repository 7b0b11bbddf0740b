import type { Span } from '../model/span.ts';
import { byWord } from './by-word.ts';

/** A word, a number, or one other sign. */
export interface Word extends Span {
  /** As it stands. */
  readonly text: string;
  /** In lower case, apostrophes straight. */
  readonly lower: string;
  readonly kind: 'word' | 'number' | 'sign';
  /** Begins with a capital. */
  readonly capital: boolean;
  /** What makes a word a token, so that none is copied: it is no run in marks. */
  readonly run: null;
}

/**
 * Dotted letters and abbreviated titles keep their stop; "'s" is a word of its own; hyphens and apostrophes stay inside.
 */
const pattern =
  /((?:\p{Lu}\.){2,}|(?:Mr|Mrs|Ms|Mx|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Prof|Rev|Hon|Del|Supt|Insp|Det|Atty|Amb|Cmdr|Cpl|Brig|St|Jr|Sr)\.|\p{Lu}\.(?=\s?\p{Lu})|['’]s(?![\p{L}\p{N}])|(?:\p{L}(?:(?!['’]s(?![\p{L}\p{N}]))[\p{L}\p{M}\p{N}]|['’&-](?!s(?![\p{L}\p{N}]))(?=[\p{L}\p{N}])|[.@](?=\p{Ll}))*))|(\p{N}+(?:[.,:]\p{N}+)*(?:st|nd|rd|th|s|m|bn|k)?(?:-\p{L}+)*)|\S/uy;

/** Splits a part of a text into words in reading order. */
export function splitWords(text: string, part: Span): Word[] {
  const words: Word[] = [];
  addWords(text, part, words);
  return words;
}

/** Adds the words of a part of a text to a list. */
export function addWords(text: string, { start, end }: Span, words: { push(word: Word): unknown }): void {
  // The pattern must not look beyond the part.
  let part: string | null = null;
  for (let at = start; at < end; ) {
    const code = text.charCodeAt(at);
    if (code === blank) {
      at += 1;
      continue;
    }
    const plainEnd = endOfPlain(text, at, end, code);
    if (plainEnd > at) {
      words.push(wordAt(text, at, plainEnd, isAsciiLetter(code) ? 'word' : 'sign'));
      at = plainEnd;
      continue;
    }
    part ??= text.slice(start, end);
    pattern.lastIndex = at - start;
    const found = pattern.exec(part);
    if (found === null) {
      // A blank of another kind.
      at += 1;
      continue;
    }
    const kind = found[1] !== undefined ? 'word' : found[2] !== undefined ? 'number' : 'sign';
    words.push(wordAt(text, at, start + pattern.lastIndex, kind));
    at = start + pattern.lastIndex;
  }
}

const blank = 0x20;
const stop = 0x2e;

/** Signs that stand alone whatever is around them, and end a word of plain letters. */
const plainSigns = new Set(Array.from(',;:!?()"', (sign) => sign.charCodeAt(0)));

/**
 * Where a word of plain letters ends, or one sign; `at` when the pattern has to tell. Nine of ten words end here, which is
 * several times as fast as the pattern.
 */
function endOfPlain(text: string, at: number, limit: number, code: number): number {
  if (!isAsciiLetter(code)) return plainSigns.has(code) || code === stop ? at + 1 : at;
  let end = at + 1;
  while (end < limit && isAsciiLetter(text.charCodeAt(end))) end += 1;
  if (end === limit) return end;
  const next = text.charCodeAt(end);
  if (next === blank || plainSigns.has(next)) return end;
  // "end. Next": no abbreviation begins with a small letter.
  const endsHere = next === stop && isSmallAscii(code) && (end + 1 === limit || !isLetter(text.charCodeAt(end + 1)));
  return endsHere ? end : at;
}

function isSmallAscii(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

/** A letter, or a sign beyond ASCII that may be one. */
function isLetter(code: number): boolean {
  return isAsciiLetter(code) || code >= 0x80;
}

function isAsciiLetter(code: number): boolean {
  return isSmallAscii(code) || (code >= 0x41 && code <= 0x5a);
}

function wordAt(text: string, start: number, end: number, kind: Word['kind']): Word {
  const form = formAt(text, start, end);
  return { start, end, text: form.text, lower: form.lower, kind, capital: kind === 'word' && form.capital, run: null };
}

/** What is the same wherever a word stands. */
const formAt = byWord((text) => {
  const lower = text.toLowerCase();
  return {
    text,
    lower: lower.includes('’') ? lower.replaceAll('’', "'") : lower,
    capital: startsWithCapital(text),
  };
});

function startsWithCapital(word: string): boolean {
  const code = word.charCodeAt(0);
  return code < 128 ? code >= 0x41 && code <= 0x5a : /^\p{Lu}/u.test(word);
}
