import {
  APOSTROPHE,
  CAPITAL,
  COMMA,
  classOf,
  DIGIT,
  DOT,
  foldCharacter,
  foldUnit,
  HYPHEN,
  OTHER,
  SEVERAL,
  SILENT,
  SMALL,
  SURROGATE,
  UNSPACED,
} from './characters.ts';
import { emptyHash, finishHash, hashOf, hashWith } from './word-hash.ts';

/** Bits of what a word looked like in the text. */
export const SHAPE = {
  /** Stands for words that are told as well ("ceasefire" of "cease-fire"): does not count to the length. */
  joined: 1,
  /** Begins with a capital. */
  capital: 2,
  /** Two letters or more, all of them capitals. */
  upper: 4,
  /** More than case was folded away: accents, an apostrophe, capitals inside. */
  special: 8,
  /** First word of the text, whose capital says nothing. */
  first: 16,
  /** A piece after an elision or a particle: "Brien" of "O'Brien". Does not count to the length. */
  piece: 32,
} as const;

/**
 * Takes a word as it is found: its folded units are `units[from, to)`, its place in the text `[start, end)`.
 *
 * @param hash as `hashOf()` gives it
 */
export type WordSink = (
  units: Uint16Array,
  from: number,
  to: number,
  start: number,
  end: number,
  shape: number,
  hash: number,
) => void;

/** A word of a text. Words that stand for one another share a place. */
export interface Word {
  /** Without case, accents, apostrophes and the possessive 's. */
  readonly folded: string;
  readonly start: number;
  readonly end: number;
  readonly shape: number;
}

/** Longer words are cut: nobody types them, and a text without blanks must not fill the index. */
const longestWord = 64;
/** Beyond this a chain of hyphens is an address or a line, not a word. */
const longestCompound = 3;

// One buffer for every scan: a text has a word every microsecond, and a fresh string for each costs more than the search
// for it. A sink must therefore not scan.
const units = new Uint16Array(longestWord);
let used = 0;
let capitals = 0;
let letters = 0;
let firstIsCapital = false;
let special = false;
let anyDigit = false;

function beginPart(): void {
  capitals = 0;
  letters = 0;
  firstIsCapital = false;
  special = false;
  anyDigit = false;
}

function append(unit: number): void {
  if (used < longestWord) units[used++] = unit;
}

/** Adds one unit of the text to the word. */
function take(unit: number, kind: number): void {
  if (kind === SILENT) {
    special = true;
    return;
  }
  if (kind === DIGIT) anyDigit = true;
  else {
    if (kind === CAPITAL) {
      if (letters === 0) firstIsCapital = true;
      capitals++;
    }
    letters++;
  }
  const folded = unit < 0x80 ? (kind === CAPITAL ? unit + 32 : unit) : foldUnit(unit);
  if (unit >= 0x80) special = true;
  if (folded !== SEVERAL) append(folded);
  else for (const character of foldCharacter(String.fromCharCode(unit))) append(character.charCodeAt(0));
}

function shapeOfPart(): number {
  if (letters > 1 && capitals === letters) return SHAPE.capital | SHAPE.upper;
  const inside = capitals - (firstIsCapital ? 1 : 0) > 0;
  return (firstIsCapital ? SHAPE.capital : 0) | (special || inside ? SHAPE.special : 0);
}

function isWordUnit(kind: number): boolean {
  return kind === SMALL || kind === CAPITAL || kind === DIGIT;
}

function classAt(text: string, place: number): number {
  return classOf(text.charCodeAt(place));
}

/** Tells whether a dot belongs to an acronym: a single letter before it, a single letter after it. */
function isInAcronym(text: string, dot: number, wordStart: number): boolean {
  const before = classAt(text, dot - 1);
  const after = classAt(text, dot + 1);
  if ((before !== SMALL && before !== CAPITAL) || (after !== SMALL && after !== CAPITAL)) return false;
  const aloneBefore = dot - 1 === wordStart || classAt(text, dot - 2) === DOT;
  const next = classAt(text, dot + 2);
  return aloneBefore && !isWordUnit(next) && next !== APOSTROPHE;
}

/** Tells whether a dot is the last one of an acronym: "U.S." is one word, mark included. */
function endsAcronym(text: string, dot: number, wordStart: number): boolean {
  return dot - wordStart >= 3 && classAt(text, dot - 2) === DOT && isInAcronym(text, dot - 2, wordStart);
}

/** Tells whether a comma only groups digits: exactly three follow. */
function groupsDigits(text: string, comma: number): boolean {
  return (
    classAt(text, comma - 1) === DIGIT &&
    classAt(text, comma + 1) === DIGIT &&
    classAt(text, comma + 2) === DIGIT &&
    classAt(text, comma + 3) === DIGIT &&
    classAt(text, comma + 4) !== DIGIT
  );
}

/** End of the letter outside the basic plane that begins here, or `place` when there is none. */
function endOfRareLetter(text: string, place: number): number {
  const point = text.codePointAt(place) ?? 0;
  return point > 0xffff && /[\p{L}\p{N}]/u.test(String.fromCodePoint(point)) ? place + 2 : place;
}

/** Characters of a script without blanks: every two neighbours are a word, as is one that stands alone. */
function scanUnspaced(text: string, start: number, sink: WordSink): number {
  let end = start + 1;
  while (classAt(text, end) === UNSPACED || classAt(text, end) === SILENT) end++;
  for (let place = start; place < end - 1 || place === start; place++) {
    used = 0;
    beginPart();
    const last = Math.min(place + 2, end);
    for (let each = place; each < last; each++) take(text.charCodeAt(each), classAt(text, each));
    if (used > 0) tell(0, place, last, SHAPE.special, sink);
  }
  return end;
}

/**
 * Finds the words of a text in reading order. Hyphened words are told in parts and joined, dotted acronyms without
 * their dots, numbers without the commas of thousands.
 */
export function scanWords(text: string, sink: WordSink): void {
  const length = text.length;
  let place = 0;
  let firstShape: number = SHAPE.first;
  while (place < length) {
    const kind = classOf(text.charCodeAt(place));
    if (kind === UNSPACED) {
      place = scanUnspaced(text, place, sink);
      firstShape = 0;
    } else if (isWordUnit(kind) || (kind === SURROGATE && endOfRareLetter(text, place) > place)) {
      const end = scanPlainWord(text, place, firstShape, sink);
      place = end > place ? end : scanWord(text, place, firstShape, sink);
      firstShape = 0;
    } else place++;
  }
}

/**
 * Nine words in ten are letters of the English alphabet and nothing else: they are folded and hashed in one pass, with
 * nothing kept outside of it.
 *
 * @returns where the scan goes on; `start` when the word is not of that kind, and then nothing was told
 */
function scanPlainWord(text: string, start: number, firstShape: number, sink: WordSink): number {
  let place = start;
  let hash: number = emptyHash;
  let upper = 0;
  let unit = text.charCodeAt(place);
  const startsUpper = unit >= 0x41 && unit <= 0x5a;
  for (;;) {
    let folded = unit;
    if (unit >= 0x41 && unit <= 0x5a) {
      folded = unit + 32;
      upper++;
    } else if (!(unit >= 0x61 && unit <= 0x7a)) break;
    const at = place - start;
    if (at === longestWord) return start;
    units[at] = folded;
    hash = hashWith(hash, folded);
    unit = text.charCodeAt(++place);
  }
  const length = place - start;
  // Nearly every word ends at a blank.
  if (length === 0 || (unit !== 0x20 && !endsPlainWord(text, place, length))) return start;
  let shape = firstShape;
  if (length > 1 && upper === length) shape |= SHAPE.capital | SHAPE.upper;
  else if (startsUpper) shape |= upper > 1 ? SHAPE.capital | SHAPE.special : SHAPE.capital;
  else if (upper > 0) shape |= SHAPE.special;
  sink(units, 0, length, start, place, shape, finishHash(hash));
  return place;
}

/** Tells whether a word that is only letters so far ends for certain before the unit at `place`. */
function endsPlainWord(text: string, place: number, length: number): boolean {
  switch (classAt(text, place)) {
    case OTHER:
    case UNSPACED:
    case COMMA:
      return true;
    case DOT:
      return length > 1 || !isWordUnit(classAt(text, place + 1));
    case HYPHEN:
    case APOSTROPHE:
      return !isWordUnit(classAt(text, place + 1));
    default:
      return false;
  }
}

function tell(from: number, start: number, end: number, shape: number, sink: WordSink): void {
  sink(units, from, used, start, end, shape, hashOf(units, from, used));
}

// The part of the word that is being scanned, in the text and in the buffer, and the last apostrophe in it. Kept here and
// not in functions inside of `scanWord()`: those would be made anew for each word.
let partStart = 0;
let partFrom = 0;
let cutUnits = -1;
let cutPlace = -1;

function openPart(start: number): void {
  partStart = start;
  partFrom = used;
  cutUnits = -1;
  cutPlace = -1;
  beginPart();
}

/** Drops a possessive 's from the buffer; returns where the part ends in the text. */
function closePart(text: string, end: number): number {
  const isPossessive = cutUnits > partFrom && used === cutUnits + 1 && units[cutUnits] === 0x73;
  if (!isPossessive) return end;
  used = cutUnits;
  letters--;
  // "NATO's" and "NATO'S" alike: what is left decides.
  if (capitals > letters) capitals = letters;
  if (!hasFoldedMore(text, partStart, cutPlace)) special = false;
  cutUnits = -1;
  return cutPlace;
}

function tellPart(end: number, extra: number, sink: WordSink): void {
  if (used === partFrom) return;
  tell(partFrom, partStart, end, shapeOfPart() | extra, sink);
  if (cutUnits > partFrom && cutUnits - partFrom <= 2 && used - cutUnits >= 4 && !anyDigit) {
    tell(cutUnits, cutPlace + 1, end, SHAPE.piece | SHAPE.capital, sink);
  }
}

/** Scans the word that begins at `start` and returns where the scan goes on. */
function scanWord(text: string, start: number, firstShape: number, sink: WordSink): number {
  used = 0;
  openPart(start);
  let place = start;
  let parts = 1;
  let digitParts = 0;
  let firstCapital = false;
  for (;;) {
    const unit = text.charCodeAt(place);
    // Nearly every unit is one of these.
    if (unit >= 0x61 && unit <= 0x7a) {
      letters++;
      append(unit);
      place++;
      continue;
    }
    const kind = classOf(unit);
    if (kind === SMALL || kind === CAPITAL || kind === DIGIT || kind === SILENT) {
      take(unit, kind);
      place++;
      continue;
    }
    if (kind === OTHER || kind === UNSPACED) break;
    if (kind === HYPHEN && isWordUnit(classAt(text, place + 1))) {
      if (parts === 1) firstCapital = firstIsCapital;
      if (letters === 0) digitParts++;
      tellPart(closePart(text, place), parts === 1 ? firstShape : 0, sink);
      parts++;
      place++;
      openPart(place);
      continue;
    }
    const next = takeMark(text, place, kind);
    if (next === place) break;
    place = next;
  }
  if (parts === 1) firstCapital = firstIsCapital;
  if (letters === 0) digitParts++;
  const end = closePart(text, place);
  tellPart(end, parts === 1 ? firstShape : 0, sink);
  if (parts > 1 && parts <= longestCompound && digitParts < parts) {
    tell(0, start, end, SHAPE.joined | SHAPE.special | (firstCapital ? SHAPE.capital : 0), sink);
  }
  return Math.max(place, start + 1);
}

/** Takes a mark that belongs to the word; returns the place behind it, or the same place when the word ends there. */
function takeMark(text: string, place: number, kind: number): number {
  const next = classAt(text, place + 1);
  if (kind === SURROGATE) {
    const end = endOfRareLetter(text, place);
    if (end === place) return place;
    for (const folded of foldCharacter(text.slice(place, end)).split('')) append(folded.charCodeAt(0));
    letters++;
    special = true;
    return end;
  }
  if (kind === APOSTROPHE && isWordUnit(next)) {
    cutUnits = used;
    cutPlace = place;
    special = true;
    return place + 1;
  }
  if (kind === DOT) {
    if (isInAcronym(text, place, partStart) || endsAcronym(text, place, partStart)) return place + 1;
    if (next === DIGIT && classAt(text, place - 1) === DIGIT) {
      append(text.charCodeAt(place));
      return place + 1;
    }
  }
  return kind === COMMA && groupsDigits(text, place) ? place + 1 : place;
}

/** Tells whether a stretch of text holds more than plain letters and digits. */
function hasFoldedMore(text: string, start: number, end: number): boolean {
  for (let place = start; place < end; place++) {
    const unit = text.charCodeAt(place);
    if (unit >= 0x80 || classOf(unit) === APOSTROPHE) return true;
  }
  return false;
}

/** The words of a text in reading order, each with its place. */
export function analyse(text: string): Word[] {
  const words: Word[] = [];
  scanWords(text, (buffer, from, to, start, end, shape) => {
    words.push({ folded: String.fromCharCode(...buffer.subarray(from, to)), start, end, shape });
  });
  return words;
}

/** One word as the index folds it: joined when it is hyphened. */
export function foldWord(word: string): string {
  const words = analyse(word);
  return (words.find(({ shape }) => (shape & SHAPE.joined) !== 0) ?? words[0])?.folded ?? '';
}
