import type { Sentence } from '../../model/reading.ts';
import type { Span } from '../../model/span.ts';
import {
  isApostropheCode,
  isAsciiLetter,
  isDigitCode,
  isHyphenCode,
  isLowerCode,
  isUpperCode,
  isWordCode,
} from './characters.ts';
import { foldWord } from './fold.ts';
import { abbreviations } from './lexicon.ts';

/** How a word is written: "he", "Rubio", "IAEA", "F.", "2024". */
type Shape = 'lower' | 'capital' | 'caps' | 'initial' | 'number';

/** What stands between a word and the one before it; of several signs the one that parts most. */
type Gap = 'none' | 'space' | 'hyphen' | 'comma' | 'dash' | 'open' | 'close' | 'quote' | 'colon' | 'stop';

/** A word with all that the rules about names ask of it. The span leaves out a possessive ending. */
export interface Word extends Span {
  /** Folded: lower case, no accents, no points. */
  readonly key: string;
  readonly shape: Shape;
  readonly possessive: boolean;
  readonly gap: Gap;
  /** True where the capital may only be due to the place: first in a sentence, after a colon or a mark. */
  readonly leading: boolean;
  /** Number of the sentence; of the one before, where the word stands outside all. */
  readonly sentence: number;
  /** True within words in quotation marks. */
  readonly quoted: boolean;
}

const gapOrder: readonly Gap[] = [
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
];

/**
 * Splits a text into words, in reading order.
 *
 * @param quoted spans in reading order; they may touch and overlap
 */
export function readWords(text: string, sentences: readonly Sentence[], quoted: readonly Span[]): Word[] {
  const words: Word[] = [];
  let sentence = 0;
  let run = 0;
  let from = 0;
  let lastSentence = -1;
  let possessive = false;
  for (let at = 0; at < text.length; ) {
    if (!isWordCode(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const end = endOfWord(text, at);
    while (sentence + 1 < sentences.length && (sentences[sentence + 1]?.start ?? Infinity) <= at) sentence += 1;
    while ((quoted[run]?.end ?? Infinity) <= at) run += 1;
    const fresh = words.length === 0 || sentence !== lastSentence;
    const gap = fresh ? 'stop' : gapBetween(text, from, at, possessive);
    const stem = endOfStem(text, at, end);
    const shape = shapeOf(text, at, stem);
    const key = text.slice(at, stem);
    possessive = stem < end || hasBarePossessive(text, end);
    words.push({
      start: at,
      end: stem,
      key: foldWord(key),
      shape,
      possessive,
      gap,
      leading: gap === 'stop' || gap === 'colon' || gap === 'quote',
      sentence,
      quoted: (quoted[run]?.start ?? Infinity) <= at,
    });
    lastSentence = sentence;
    from = end;
    at = end;
  }
  return words;
}

/** Goes on over inner hyphens and apostrophes ("O’Brien", "Jean-Noel"), and over the points of "U.S." and "Sen.". */
function endOfWord(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (at < text.length && isWordCode(text.charCodeAt(at))) at += 1;
    const sign = text.charCodeAt(at);
    const joins = isHyphenCode(sign) || isApostropheCode(sign) || (sign === ampersand && at - start === 1);
    if (joins && at + 1 < text.length && isWordCode(text.charCodeAt(at + 1))) {
      at += 1;
      continue;
    }
    if (sign !== point || at - start > 9) return at;
    const letters = text.slice(start, at);
    if (isInitials(letters)) {
      if (!isAsciiLetter(text.charCodeAt(at + 1)) || isAsciiLetter(text.charCodeAt(at + 2))) return at + 1;
      at += 1;
      continue;
    }
    return at - start <= 6 && abbreviations.has(letters.toLowerCase()) ? at + 1 : at;
  }
}

const point = 0x2e;
const ampersand = 0x26;
const blank = 0x20;

/** "U", "U.S", "J.D". */
function isInitials(letters: string): boolean {
  if (letters.length % 2 === 0) return false;
  for (let at = 0; at < letters.length; at += 1) {
    const code = letters.charCodeAt(at);
    if (at % 2 === 0 ? !isAsciiLetter(code) : code !== point) return false;
  }
  return true;
}

function isS(code: number): boolean {
  return code === 0x73 || code === 0x53;
}

/** End without the ending of "Rubio's". */
function endOfStem(text: string, start: number, end: number): number {
  return end - start > 2 && isS(text.charCodeAt(end - 1)) && isApostropheCode(text.charCodeAt(end - 2)) ? end - 2 : end;
}

/** "Nations' watchdog": an apostrophe after s, with a word to follow; where a quotation ends, no letter follows so. */
function hasBarePossessive(text: string, end: number): boolean {
  return (
    isApostropheCode(text.charCodeAt(end)) &&
    isS(text.charCodeAt(end - 1)) &&
    text.charCodeAt(end + 1) === blank &&
    isAsciiLetter(text.charCodeAt(end + 2))
  );
}

function shapeOf(text: string, start: number, end: number): Shape {
  const first = text.charCodeAt(start);
  if (isDigitCode(first)) return isNumberedName(text, start, end) ? 'capital' : 'number';
  if (!isUpperCode(first)) return hasInnerCapital(text, start, end) ? 'capital' : 'lower';
  let capitals = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (isLowerCode(code)) return 'capital';
    if (isUpperCode(code)) capitals += 1;
  }
  return capitals === 1 ? 'initial' : 'caps';
}

/** "3Com", "7Eleven": digits that a capital and small letters follow. */
function isNumberedName(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && isDigitCode(text.charCodeAt(at))) at += 1;
  return at < end - 1 && isUpperCode(text.charCodeAt(at)) && isLowerCode(text.charCodeAt(at + 1));
}

/** "al-Assad", "d’Estaing", "iPhone", "then-Senator". */
function hasInnerCapital(text: string, start: number, end: number): boolean {
  for (let at = start + 1; at < end && at < start + 6; at += 1) if (isUpperCode(text.charCodeAt(at))) return true;
  return false;
}

/** Sign between two words of one sentence; the one that parts most. */
function gapBetween(text: string, from: number, to: number, possessive: boolean): Gap {
  if (to === from + 1 && text.charCodeAt(from) === blank) return 'space';
  if (isIrish(text, from, to)) return 'space';
  let gap = 0;
  // A long stretch without a word is a rule or a table: one look at its beginning says enough.
  const end = Math.min(to, from + 12);
  for (let at = from; at < end; at += 1) {
    if (at === from && possessive && isApostropheCode(text.charCodeAt(at))) continue;
    gap = Math.max(gap, gapOrder.indexOf(signs[text.charAt(at)] ?? 'none'));
  }
  const found = gapOrder[gap] ?? 'none';
  // A hyphen with blanks is a dash.
  return found === 'hyphen' && to - from > 1
    ? 'dash'
    : found === 'space' && text.slice(from, to).includes('-')
      ? 'dash'
      : found;
}

/** "O' Neill": what stands between is part of the name. */
function isIrish(text: string, from: number, to: number): boolean {
  return (
    to === from + 2 &&
    text.charCodeAt(from - 1) === 0x4f &&
    !isWordCode(text.charCodeAt(from - 2)) &&
    isApostropheCode(text.charCodeAt(from)) &&
    text.charCodeAt(from + 1) === blank &&
    isUpperCode(text.charCodeAt(to))
  );
}

const signs: Readonly<Record<string, Gap>> = {
  ' ': 'space',
  '\u00a0': 'space',
  '\n': 'space',
  '\t': 'space',
  '\r': 'space',
  '-': 'hyphen',
  '–': 'dash',
  '—': 'dash',
  '―': 'dash',
  ',': 'comma',
  '(': 'open',
  '[': 'open',
  '<': 'open',
  ')': 'close',
  ']': 'close',
  '>': 'close',
  '"': 'quote',
  '“': 'quote',
  '”': 'quote',
  '″': 'quote',
  '«': 'quote',
  '»': 'quote',
  '„': 'quote',
  '‘': 'quote',
  '’': 'quote',
  "'": 'quote',
  ':': 'colon',
  ';': 'stop',
  '.': 'stop',
  '!': 'stop',
  '?': 'stop',
  '…': 'stop',
  '/': 'stop',
  '•': 'stop',
  '|': 'stop',
};
