import type { Sentence } from '../../model/reading.ts';
import type { Span } from '../../model/span.ts';
import { codesOf } from '../character-codes.ts';
import type { Token, Unit } from '../tokens.ts';
import { type Form, formAt } from '../words.ts';
import { isApostropheCode, isAsciiLetter, isHyphenCode, isUpperCode, isWordCode } from './characters.ts';
import { type NameForm, nameFormOf, type Shape } from './word-forms.ts';

/** What stands between a word and the one before it; of several signs the one that parts most. */
type Gap = 'none' | 'space' | 'hyphen' | 'comma' | 'dash' | 'open' | 'close' | 'quote' | 'colon' | 'stop';

/** A word with all that the rules about names ask of it. The span leaves out a possessive ending. */
export interface Word extends Span {
  /** Folded: lower case, no accents, no points. */
  readonly key: string;
  readonly shape: Shape;
  readonly form: NameForm;
  readonly possessive: boolean;
  readonly gap: Gap;
  /** True where the capital may only be due to the place: first in a sentence, after a colon or a mark. */
  readonly leading: boolean;
  /** Number of the sentence; of the one before, where the word stands outside all. */
  readonly sentence: number;
  /** True within words in quotation marks. */
  readonly quoted: boolean;
  /** True in bylines, credits and datelines, which belong to no sentence. */
  readonly outside: boolean;
}

/** Gaps by how much they part, the least first. */
const gapOrder = [
  'none',
  'hyphen',
  'space',
  'close',
  'open',
  'comma',
  'dash',
  'quote',
  'colon',
  'stop',
] as const satisfies readonly Gap[];

/**
 * Splits a text into words, in reading order.
 *
 * @param quoted spans in reading order; they may touch and overlap
 * @param units of the text, where they are made already: most of their tokens are words here too
 */
export function readWords(
  text: string,
  sentences: readonly Sentence[],
  quoted: readonly Span[],
  units: readonly Unit[] = [],
): Word[] {
  const plainAt = plainWords(units, codesOf(text));
  const codes = codesOf(text);
  const { length } = text;
  const words: Word[] = [];
  let sentence = 0;
  let nextSentence = sentences[1]?.start ?? length;
  let run = 0;
  let runEnd = quoted[0]?.end ?? length;
  let from = 0;
  let lastSentence = -1;
  let wasOutside = false;
  let possessive = false;
  for (let at = 0; at < length; ) {
    if (!isWordCode(codes[at] ?? 0)) {
      at += 1;
      continue;
    }
    const plain = plainAt(at);
    const end = plain === null ? endOfWord(text, codes, at) : plain.end;
    while (nextSentence <= at) {
      sentence += 1;
      nextSentence = sentences[sentence + 1]?.start ?? length;
    }
    while (runEnd <= at) {
      run += 1;
      runEnd = quoted[run]?.end ?? length;
    }
    const outside = at < (sentences[sentence]?.start ?? 0) || at >= (sentences[sentence]?.end ?? length);
    // No name goes on from a byline into the sentence behind it.
    const fresh = words.length === 0 || sentence !== lastSentence || outside !== wasOutside;
    const gap = fresh ? 'stop' : gapBetween(codes, from, at, possessive);
    const stem = plain === null ? endOfStem(codes, at, end) : end;
    const form = nameFormOf(plain === null ? formAt(text, codes, at, stem) : plain.form);
    possessive = plain === null && (stem < end || hasBarePossessive(codes, end));
    words.push({
      start: at,
      end: stem,
      key: form.key,
      shape: form.shape,
      form,
      possessive,
      gap,
      leading: gap === 'stop' || gap === 'colon' || gap === 'quote',
      sentence,
      quoted: run < quoted.length && (quoted[run]?.start ?? length) <= at,
      outside,
    });
    lastSentence = sentence;
    wasOutside = outside;
    from = end;
    at = end;
  }
  return words;
}

/** A token that is the same word to the rules about names. */
type PlainWord = Token & { readonly form: Form };

/** Finds the token of plain letters that begins at a place and ends before a blank or a comma; places are asked for in order. */
function plainWords(units: readonly Unit[], codes: Uint16Array): (at: number) => PlainWord | null {
  let unit = 0;
  let place = 0;
  return (at) => {
    for (;;) {
      const tokens = units[unit]?.tokens;
      if (tokens === undefined) return null;
      const token = tokens[place];
      if (token === undefined) {
        unit += 1;
        place = 0;
        continue;
      }
      if (token.start < at) {
        place += 1;
        continue;
      }
      return token.start === at && isPlainWord(token, codes) ? token : null;
    }
  };
}

function isPlainWord(token: Token, codes: Uint16Array): token is PlainWord {
  const next = codes[token.end];
  return token.form?.plain === true && (next === blank || next === comma);
}

/** Goes on over inner hyphens and apostrophes ("O’Brien", "Jean-Noel"), and over the points of "U.S." and "Sen.". */
function endOfWord(text: string, codes: Uint16Array, start: number): number {
  let at = start;
  for (;;) {
    while (isWordCode(codes[at] ?? 0)) at += 1;
    const sign = codes[at] ?? 0;
    if (sign === blank) return at;
    const joins = isHyphenCode(sign) || isApostropheCode(sign) || (sign === ampersand && at - start === 1);
    if (joins && isWordCode(codes[at + 1] ?? 0)) {
      at += 1;
      continue;
    }
    if (sign !== point || at - start > 9) return at;
    if (isInitials(codes, start, at)) {
      if (!isAsciiLetter(codes[at + 1] ?? 0) || isAsciiLetter(codes[at + 2] ?? 0)) return at + 1;
      at += 1;
      continue;
    }
    return at - start <= 6 && nameFormOf(formAt(text, codes, start, at)).abbreviates ? at + 1 : at;
  }
}

const point = 0x2e;
const comma = 0x2c;
const ampersand = 0x26;
const blank = 0x20;

/** "U", "U.S", "J.D". */
function isInitials(codes: Uint16Array, start: number, end: number): boolean {
  if ((end - start) % 2 === 0) return false;
  for (let at = start; at < end; at += 1) {
    const code = codes[at] ?? 0;
    if ((at - start) % 2 === 0 ? !isAsciiLetter(code) : code !== point) return false;
  }
  return true;
}

function isS(code: number | undefined): boolean {
  return code === 0x73 || code === 0x53;
}

/** End without the ending of "Rubio's". */
function endOfStem(codes: Uint16Array, start: number, end: number): number {
  return end - start > 2 && isS(codes[end - 1]) && isApostropheCode(codes[end - 2] ?? 0) ? end - 2 : end;
}

/** "Nations' watchdog": an apostrophe after s, with a word to follow; where a quotation ends, no letter follows so. */
function hasBarePossessive(codes: Uint16Array, end: number): boolean {
  return (
    isApostropheCode(codes[end] ?? 0) &&
    isS(codes[end - 1]) &&
    codes[end + 1] === blank &&
    isAsciiLetter(codes[end + 2] ?? 0)
  );
}

/** Sign between two words of one sentence; the one that parts most. */
function gapBetween(codes: Uint16Array, from: number, to: number, possessive: boolean): Gap {
  if (to === from + 1 && codes[from] === blank) return 'space';
  if (isIrish(codes, from, to)) return 'space';
  let gap = 0;
  // A long stretch without a word is a rule or a table: one look at its beginning says enough.
  const end = Math.min(to, from + 12);
  for (let at = from; at < end; at += 1) {
    if (at === from && possessive && isApostropheCode(codes[at] ?? 0)) continue;
    gap = Math.max(gap, gapRanks[codes[at] ?? 0] ?? 0);
  }
  const found = gapOrder[gap] ?? 'none';
  // A hyphen with blanks is a dash.
  if (found === 'hyphen') return to - from > 1 ? 'dash' : found;
  return found === 'space' && codes.subarray(from, to).includes(hyphen) ? 'dash' : found;
}

/** "O' Neill": what stands between is part of the name. */
function isIrish(codes: Uint16Array, from: number, to: number): boolean {
  return (
    to === from + 2 &&
    codes[from - 1] === 0x4f &&
    !isWordCode(codes[from - 2] ?? 0) &&
    isApostropheCode(codes[from] ?? 0) &&
    codes[from + 1] === blank &&
    isUpperCode(codes[to] ?? 0)
  );
}

const hyphen = 0x2d;

const signs: Readonly<Record<Exclude<Gap, 'none'>, string>> = {
  space: ' \u00a0\n\t\r',
  hyphen: '-',
  dash: '–—―',
  comma: ',',
  open: '([<',
  close: ')]>',
  quote: '"“”″«»„‘’\'',
  colon: ':',
  stop: ';.!?…/•|',
};

/** Place in `gapOrder` of what a sign makes of the gap, by its code; the signs beyond make none. */
const gapRanks = new Uint8Array(0x2040);
for (const [rank, gap] of gapOrder.entries())
  if (gap !== 'none') for (const sign of signs[gap]) gapRanks[sign.charCodeAt(0)] = rank;

export function isCapital({ shape }: Word): boolean {
  return shape === 'capital' || shape === 'caps' || shape === 'initial';
}

/** "The first minister": an office, not the first of many. */
export function isFirstMinister(first: Word | undefined, next: Word | undefined): boolean {
  return first?.key === 'first' && next?.key === 'minister';
}
