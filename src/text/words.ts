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
  /((?:\p{Lu}\.){2,}|(?:Mr|Mrs|Ms|Mx|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Prof|Rev|Hon|St|Jr|Sr)\.|\p{Lu}\.(?=\s?\p{Lu})|['’]s(?![\p{L}\p{N}])|(?:\p{L}(?:(?!['’]s(?![\p{L}\p{N}]))[\p{L}\p{M}\p{N}]|['’&-](?!s(?![\p{L}\p{N}]))(?=[\p{L}\p{N}])|[.@](?=\p{Ll}))*))|(\p{N}+(?:[.,:]\p{N}+)*(?:st|nd|rd|th|s|m|bn|k)?(?:-\p{L}+)*)|\S/uy;

/** Splits a part of a text into words in reading order. */
export function splitWords(text: string, { start, end }: Span): Word[] {
  const words: Word[] = [];
  const part = text.slice(start, end);
  for (let at = 0; at < part.length; ) {
    const code = part.charCodeAt(at);
    if (code === blank) {
      at += 1;
      continue;
    }
    const plainEnd = endOfPlain(part, at, code);
    if (plainEnd > at) {
      words.push(wordOf(part, start, at, plainEnd, isAsciiLetter(code) ? 'word' : 'sign'));
      at = plainEnd;
      continue;
    }
    pattern.lastIndex = at;
    const found = pattern.exec(part);
    if (found === null) {
      // A blank of another kind.
      at += 1;
      continue;
    }
    const kind = found[1] !== undefined ? 'word' : found[2] !== undefined ? 'number' : 'sign';
    words.push(wordOf(part, start, at, pattern.lastIndex, kind));
    at = pattern.lastIndex;
  }
  return words;
}

const blank = 0x20;
const stop = 0x2e;

/** Signs that stand alone whatever is around them, and end a word of plain letters. */
const plainSigns = new Set(Array.from(',;:!?()"', (sign) => sign.charCodeAt(0)));

/**
 * Where a word of plain letters ends, or one sign; `at` when the pattern has to tell. Nine of ten words end here, which is
 * several times as fast as the pattern.
 */
function endOfPlain(part: string, at: number, code: number): number {
  if (!isAsciiLetter(code)) return plainSigns.has(code) || code === stop ? at + 1 : at;
  let end = at + 1;
  let next = part.charCodeAt(end);
  while (isAsciiLetter(next)) {
    end += 1;
    next = part.charCodeAt(end);
  }
  if (end === part.length || next === blank || plainSigns.has(next)) return end;
  // "end. Next": no abbreviation begins with a small letter.
  return next === stop && isSmallAscii(code) && !isLetter(part.charCodeAt(end + 1)) ? end : at;
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

function wordOf(part: string, offset: number, from: number, to: number, kind: Word['kind']): Word {
  const text = part.slice(from, to);
  const lower = text.toLowerCase();
  return {
    start: offset + from,
    end: offset + to,
    text,
    lower: lower.includes('’') ? lower.replaceAll('’', "'") : lower,
    kind,
    capital: kind === 'word' && startsWithCapital(text),
  };
}

function startsWithCapital(word: string): boolean {
  const code = word.charCodeAt(0);
  return code < 128 ? code >= 0x41 && code <= 0x5a : /^\p{Lu}/u.test(word);
}
