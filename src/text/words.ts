import type { Span } from '../model/span.ts';
import { byWord } from './by-word.ts';
import { codesOf } from './character-codes.ts';
import { type Cue, findCue } from './cues.ts';
import type { NameForm } from './people/word-forms.ts';
import type { TokenFacts } from './trained/token-facts.ts';

/** A word, a number, or one other sign. */
export interface Word extends Span {
  /** As it stands. */
  readonly text: string;
  /** In lower case, apostrophes straight. */
  readonly lower: string;
  readonly kind: 'word' | 'number' | 'sign';
  /** Begins with a capital. */
  readonly capital: boolean;
  readonly form: Form;
  /** What makes a word a token, so that none is copied: it is no run in marks. */
  readonly run: null;
}

/** What is the same wherever a word stands. */
export interface Form {
  readonly text: string;
  readonly lower: string;
  /** Begins with a capital. */
  readonly capital: boolean;
  /** Letters of ASCII and nothing else. */
  readonly plain: boolean;
  /** The verb that it may report by. */
  readonly cue: Cue | undefined;
  /** What features ask of it where it does not open a unit; made when they do. */
  facts: TokenFacts | null;
  /** The same where it opens one. */
  openingFacts: TokenFacts | null;
  /** What rules about names ask of it; made when they do. */
  name: NameForm | null;
}

/**
 * Dotted letters and abbreviated titles keep their stop; "'s" is a word of its own; hyphens and apostrophes stay inside.
 */
const titles =
  'Mr|Mrs|Ms|Mx|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Prof|Rev|Hon|Del|Supt|Insp|Det|Atty|Amb|Cmdr|Cpl|Brig|St|Jr|Sr';
const pattern = new RegExp(
  String.raw`((?:\p{Lu}\.){2,}|(?:${titles})\.|\p{Lu}\.(?=\s?\p{Lu})|['’]s(?![\p{L}\p{N}])|(?:\p{L}(?:(?!['’]s(?![\p{L}\p{N}]))[\p{L}\p{M}\p{N}]|['’&-](?!s(?![\p{L}\p{N}]))(?=[\p{L}\p{N}])|[.@](?=\p{Ll}))*))|(\p{N}+(?:[.,:]\p{N}+)*(?:st|nd|rd|th|s|m|bn|k)?(?:-\p{L}+)*)|\S`,
  'uy',
);

/** Splits a part of a text into words in reading order. */
export function splitWords(text: string, part: Span): Word[] {
  const words: Word[] = [];
  addWords(text, part, words);
  return words;
}

/** Adds the words of a part of a text to a list. */
export function addWords(text: string, { start, end }: Span, words: { push(word: Word): unknown }): void {
  const codes = codesOf(text);
  // The pattern must not look beyond the part.
  let part: string | null = null;
  for (let at = start; at < end; ) {
    const code = codes[at] ?? 0;
    if (code === blank) {
      at += 1;
      continue;
    }
    const plainEnd = endOfPlain(codes, at, end, code);
    if (plainEnd > at) {
      words.push(wordAt(text, codes, at, plainEnd, isAsciiLetter(code) ? 'word' : isDigit(code) ? 'number' : 'sign'));
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
    words.push(wordAt(text, codes, at, start + pattern.lastIndex, kind));
    at = start + pattern.lastIndex;
  }
}

const blank = 0x20;
const stop = 0x2e;
const comma = 0x2c;
const colon = 0x3a;
const hyphen = 0x2d;
const apostrophe = 0x27;
const curlyApostrophe = 0x2019;

/**
 * Where a word ends that plain letters or digits make up, or one sign; `at` when the pattern has to tell. Nearly all end
 * here, which is many times as fast as the pattern.
 */
function endOfPlain(codes: Uint16Array, at: number, limit: number, code: number): number {
  if (isAsciiLetter(code)) return endOfLetters(codes, at, limit);
  if (isDigit(code)) return endOfDigits(codes, at, limit);
  return isSign(code) ? at + 1 : at;
}

function endOfLetters(codes: Uint16Array, at: number, limit: number): number {
  let end = at + 1;
  while (end < limit && isAsciiLetter(codes[end] ?? 0)) end += 1;
  if (end === limit) return end;
  const next = codes[end] ?? 0;
  if (next === blank) return end;
  const after = end + 1 < limit ? (codes[end + 1] ?? 0) : blank;
  if (next === stop) {
    // "end. Next", "Iran. Then": no abbreviation begins with a small letter, and those with a capital are short.
    const mayKeepStop = !isSmallAscii(codes[at] ?? 0) && end - at <= longestAbbreviation;
    return mayKeepStop || isLetter(after) ? at : end;
  }
  if (next === apostrophe || next === curlyApostrophe) {
    // "Holt's": a letter or digit behind the s would make it another word.
    const isS = after === 0x73 && (end + 2 >= limit || !isLetterOrDigit(codes[end + 2] ?? 0));
    return isS ? end : at;
  }
  return endsWord[next] === 1 ? end : at;
}

const longestAbbreviation = Math.max(...titles.split('|').map(({ length }) => length));

/** "12", "1,250.5", but not "12th" or "5-year". */
function endOfDigits(codes: Uint16Array, at: number, limit: number): number {
  for (let end = at + 1; ; end += 1) {
    if (end === limit) return end;
    const next = codes[end] ?? 0;
    if (isDigit(next)) continue;
    if (next === blank) return end;
    if (next === stop || next === comma || next === colon) {
      const after = end + 1 < limit ? (codes[end + 1] ?? 0) : blank;
      if (isDigit(after)) continue;
      return after < 0x80 ? end : at;
    }
    return next !== hyphen && endsWord[next] === 1 ? end : at;
  }
}

/** ASCII signs that end a word of plain letters whatever follows them: all but those that may stand within one. */
const endsWord = new Uint8Array(128);
for (const sign of ' ,;:!?()"/[]{}<>*%$#+=|~^\\`_') endsWord[sign.charCodeAt(0)] = 1;

/** A sign that stands alone whatever is around it: of ASCII all but the apostrophe, beyond it dashes and quotation marks. */
function isSign(code: number): boolean {
  if (code < 0x80) return code > blank && code !== apostrophe && code !== 0x7f && !isLetterOrDigit(code);
  return code >= 0x2010 && code <= 0x2027 && code !== curlyApostrophe;
}

function isSmallAscii(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A letter, or a sign beyond ASCII that may be one. */
function isLetter(code: number): boolean {
  return isAsciiLetter(code) || code >= 0x80;
}

function isLetterOrDigit(code: number): boolean {
  return isLetter(code) || isDigit(code);
}

function isAsciiLetter(code: number): boolean {
  return isSmallAscii(code) || (code >= 0x41 && code <= 0x5a);
}

function wordAt(text: string, codes: Uint16Array, start: number, end: number, kind: Word['kind']): Word {
  const form = formAt(text, codes, start, end);
  const capital = kind === 'word' && form.capital;
  return { start, end, text: form.text, lower: form.lower, kind, capital, form, run: null };
}

/** The form of the word from `start` to `end` of a text with these codes. */
export const formAt = byWord((text): Form => {
  const small = text.toLowerCase();
  // "The WHO said": the agency, no pronoun.
  const lower = text === 'WHO' ? 'w.h.o.' : small.includes('’') ? small.replaceAll('’', "'") : small;
  return {
    text,
    lower,
    capital: startsWithCapital(text),
    plain: /^[A-Za-z]+$/.test(text),
    cue: findCue(lower),
    facts: null,
    openingFacts: null,
    name: null,
  };
});

function startsWithCapital(word: string): boolean {
  const code = word.charCodeAt(0);
  return code < 128 ? code >= 0x41 && code <= 0x5a : /^\p{Lu}/u.test(word);
}
