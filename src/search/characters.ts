/**
 * What a UTF-16 unit is to a word: what it belongs to, and what it is folded to.
 * Both tables fill as units are met: filling them for all of Unicode at once takes 30 ms of every start.
 */

export const OTHER = 0;
export const SMALL = 1;
export const CAPITAL = 2;
export const DIGIT = 3;
/** Part of the word before it, and nothing by itself: accents, soft hyphens, invisible joiners. */
export const SILENT = 4;
export const APOSTROPHE = 5;
export const HYPHEN = 6;
export const DOT = 7;
export const COMMA = 8;
/** Of a script that sets no blanks between words. */
export const UNSPACED = 9;
/** First half of a letter outside the basic plane. */
export const SURROGATE = 10;
const UNKNOWN = 255;

/** First and last unit of each range: soft hyphen; accents, Hebrew points, Arabic vowel signs; joiners, selectors. */
const silentRanges: readonly (readonly [first: number, last: number])[] = [
  [0x00ad, 0x00ad],
  [0x0300, 0x036f],
  [0x0591, 0x05bd],
  [0x05bf, 0x05bf],
  [0x05c1, 0x05c7],
  [0x0610, 0x061a],
  [0x064b, 0x065f],
  [0x0670, 0x0670],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200c, 0x200d],
  [0x2060, 0x2060],
  [0x20d0, 0x20ff],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff, 0xfeff],
];
const apostrophe = /['`´ʹʼʻ‘’‛′＇]/u;
const hyphen = /[-‐‑﹣－]/u;
const unspaced =
  /[ー々〆\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Letters that Unicode does not take apart into a letter and a mark, as they are typed on a keyboard without them. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
};

function isSilent(unit: number): boolean {
  return silentRanges.some(([first, last]) => unit >= first && unit <= last);
}

function withoutMarks(text: string): string {
  return [...text].filter((character) => !isSilent(character.charCodeAt(0))).join('');
}

function classify(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdbff) return SURROGATE;
  const character = String.fromCharCode(unit);
  if (isSilent(unit)) return SILENT;
  if (character === '.') return DOT;
  if (character === ',') return COMMA;
  if (apostrophe.test(character)) return APOSTROPHE;
  if (hyphen.test(character)) return HYPHEN;
  if (unspaced.test(character)) return /[\p{L}\p{M}\p{N}]/u.test(character) ? UNSPACED : OTHER;
  if (/\p{Nd}/u.test(character)) return DIGIT;
  if (/[\p{Lu}\p{Lt}]/u.test(character)) return CAPITAL;
  return /[\p{L}\p{M}\p{N}]/u.test(character) ? SMALL : OTHER;
}

const classes = new Uint8Array(0x10000).fill(UNKNOWN);

/** Class of a unit; `OTHER` for the `NaN` that `charCodeAt` gives past the end. */
export function classOf(unit: number): number {
  const known = classes[unit] ?? OTHER;
  return known === UNKNOWN ? learnClass(unit) : known;
}

function learnClass(unit: number): number {
  const found = classify(unit);
  classes[unit] = found;
  return found;
}

/** Case, accents and ligatures folded away: "É" to "e", "ß" to "ss", "ﬁ" to "fi". */
export function foldCharacter(character: string): string {
  // Composed again at the end, since Hangul syllables and Japanese sound marks come apart as well.
  const folded = withoutMarks(withoutMarks(character.normalize('NFKD')).toLowerCase()).normalize('NFC');
  return plain[folded] ?? folded;
}

/** Stands in the table for a fold of another length than one. */
export const SEVERAL = 0xffff;
const folds = new Uint16Array(0x10000);

/** The unit that a unit folds to, or `SEVERAL`. */
export function foldUnit(unit: number): number {
  const known = folds[unit] ?? 0;
  return known === 0 ? learnFold(unit) : known;
}

function learnFold(unit: number): number {
  const folded = foldCharacter(String.fromCharCode(unit));
  const found = folded.length === 1 ? folded.charCodeAt(0) : SEVERAL;
  folds[unit] = found === 0 ? SEVERAL : found;
  return folds[unit] ?? SEVERAL;
}
