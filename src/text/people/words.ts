import type { Sentence } from '../../model/reading.ts';
import type { Span } from '../../model/span.ts';
import { foldWord } from './fold.ts';
import { abbreviations } from './lexicon.ts';

/** How a word is written: "he", "Rubio", "IAEA", "F.", "2024". */
export type Shape = 'lower' | 'capital' | 'caps' | 'initial' | 'number';

/** What stands between a word and the one before it; of several signs the one that parts most. */
export type Gap = 'none' | 'space' | 'hyphen' | 'comma' | 'dash' | 'open' | 'close' | 'quote' | 'colon' | 'stop';

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
  for (let at = 0; at < text.length; ) {
    if (!isWordCharacter(text, at)) {
      at += 1;
      continue;
    }
    const end = endOfWord(text, at);
    while (sentence + 1 < sentences.length && (sentences[sentence + 1]?.start ?? Infinity) <= at) sentence += 1;
    while ((quoted[run]?.end ?? Infinity) <= at) run += 1;
    const gap = gapBetween(text, from, at, words.length === 0 || sentence !== lastSentence);
    const stem = at + stemLength(text, at, end);
    words.push({
      start: at,
      end: stem,
      key: foldWord(text.slice(at, stem)),
      shape: shapeOf(text, at, stem),
      possessive: stem < end || hasBarePossessive(text, end),
      gap,
      leading: gap === 'stop' || gap === 'colon' || gap === 'quote' || sentence !== lastSentence,
      sentence,
      quoted: (quoted[run]?.start ?? Infinity) <= at,
    });
    lastSentence = sentence;
    from = end;
    at = end;
  }
  return words;
}

function isWordCharacter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return isAsciiLetter(code) || isDigit(code);
  return letterBeyondAscii.test(text.charAt(at));
}

const letterBeyondAscii = /[\p{L}\p{M}\p{N}]/u;

function isAsciiLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

const hyphens = new Set(['-', '‐', '‑']);
const apostrophes = new Set(["'", '’', 'ʼ']);

/** Goes on over inner hyphens and apostrophes ("O’Brien", "Jean-Noel"), and over the points of "U.S." and "Sen.". */
function endOfWord(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (at < text.length && isWordCharacter(text, at)) at += 1;
    const sign = text.charAt(at);
    const joins = hyphens.has(sign) || apostrophes.has(sign) || (sign === '&' && at - start === 1);
    if (joins && at + 1 < text.length && isWordCharacter(text, at + 1)) {
      at += 1;
      continue;
    }
    if (sign !== '.') return at;
    const letters = text.slice(start, at);
    if (isInitials(letters)) {
      if (isAsciiLetter(text.charCodeAt(at + 1)) && !isAsciiLetter(text.charCodeAt(at + 2))) {
        at += 1;
        continue;
      }
      return at + 1;
    }
    return at - start <= 6 && abbreviations.has(letters.toLowerCase()) ? at + 1 : at;
  }
}

/** "U", "U.S", "J.D". */
function isInitials(letters: string): boolean {
  if (letters.length % 2 === 0 || letters.length > 9) return false;
  for (let at = 0; at < letters.length; at += 1) {
    const code = letters.charCodeAt(at);
    if (at % 2 === 0 ? !isAsciiLetter(code) : code !== 0x2e) return false;
  }
  return true;
}

/** Length without the ending of "Rubio's". */
function stemLength(text: string, start: number, end: number): number {
  const length = end - start;
  if (length < 3) return length;
  const last = text.charAt(end - 1);
  return (last === 's' || last === 'S') && apostrophes.has(text.charAt(end - 2)) ? length - 2 : length;
}

/** "Nations' watchdog": an apostrophe after s, with a word to follow; where a quotation ends, no letter follows so. */
function hasBarePossessive(text: string, end: number): boolean {
  if (!apostrophes.has(text.charAt(end)) || text.charAt(end + 1) !== ' ') return false;
  const last = text.charAt(end - 1);
  return (last === 's' || last === 'S') && isAsciiLetter(text.charCodeAt(end + 2));
}

function shapeOf(text: string, start: number, end: number): Shape {
  const first = text.charAt(start);
  if (isDigit(first.charCodeAt(0))) return 'number';
  if (!isUpper(first))
    return isUpper(first, text.charAt(end - 1)) || hasInnerCapital(text, start, end) ? 'capital' : 'lower';
  let letters = 0;
  for (let at = start; at < end; at += 1) {
    const sign = text.charAt(at);
    if (isLower(sign)) return 'capital';
    if (isUpper(sign)) letters += 1;
  }
  return letters === 1 ? 'initial' : 'caps';
}

/** "al-Assad", "d’Estaing", "iPhone". */
function hasInnerCapital(text: string, start: number, end: number): boolean {
  for (let at = start + 1; at < end && at < start + 5; at += 1) if (isUpper(text.charAt(at))) return true;
  return false;
}

function isUpper(first: string, last = first): boolean {
  return first === last && first !== first.toLowerCase();
}

function isLower(sign: string): boolean {
  return sign !== sign.toUpperCase();
}

function gapBetween(text: string, from: number, to: number, fresh: boolean): Gap {
  if (fresh) return 'stop';
  let gap: Gap = 'none';
  // A long stretch without a word is a rule or a table: one look at its beginning says enough.
  const end = Math.min(to, from + 12);
  for (let at = from; at < end; at += 1) {
    const found = signs[text.charAt(at)] ?? 'none';
    if (gapOrder.indexOf(found) > gapOrder.indexOf(gap)) gap = found;
  }
  return gap === 'hyphen' ? hyphenGap(text, from, to) : gap;
}

/** A hyphen with blanks is a dash. */
function hyphenGap(text: string, from: number, to: number): Gap {
  return text.slice(from, to).trim().length < to - from ? 'dash' : 'hyphen';
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
  ')': 'close',
  ']': 'close',
  '"': 'quote',
  '“': 'quote',
  '”': 'quote',
  '″': 'quote',
  '«': 'quote',
  '»': 'quote',
  '„': 'quote',
  '‘': 'quote',
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
