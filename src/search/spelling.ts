import { editDistance } from './edit-distance.ts';
import type { Vocabulary } from './vocabulary.ts';
import { noTerm, unitsOf } from './vocabulary.ts';

/** A word of the archive that is spelled much like the one that was typed. */
export interface Neighbour {
  /** Number of the word in the vocabulary. */
  readonly word: number;
  readonly term: number;
  readonly distance: number;
  /** Sentences that hold its term. */
  readonly frequency: number;
}

const longestWord = 64;
/** Every letter, those first that about half of all words have. */
const letters = 'earintoslcudpmhgybfvkwzxjq';
const bitOf = new Uint8Array(128);
for (let place = 0; place < letters.length; place++) bitOf[letters.charCodeAt(place)] = place;
/** Words are laid together by which of the first so many letters they have. */
const groupBits = 8;
const groups = 1 << groupBits;

/** A letter a bit, all digits one, whatever else shares the five that are left. */
function maskOf(units: Uint16Array, length: number): number {
  let mask = 0;
  for (let place = 0; place < length; place++) {
    const unit = units[place] ?? 0;
    if (unit >= 0x61 && unit <= 0x7a) mask |= 1 << (bitOf[unit] ?? 0);
    else if (unit >= 0x30 && unit <= 0x39) mask |= 1 << 26;
    else mask |= 1 << (27 + (unit % 5));
  }
  return mask >>> 0;
}

function countBits(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Words of one length, with the letters of each as a mask. Grows by doubling. */
class Bucket {
  #words = new Uint32Array(64);
  #masks = new Uint32Array(64);
  #count = 0;
  /** Where each group begins, and the end of the last. Words that came later lie behind it, in no group. */
  #starts = new Uint32Array(groups + 1);

  add(word: number, mask: number): void {
    if (this.#count === this.#words.length) {
      this.#words = doubled(this.#words);
      this.#masks = doubled(this.#masks);
    }
    this.#words[this.#count] = word;
    this.#masks[this.#count++] = mask;
  }

  /** Tells of each word whose letters differ from a mask in at most so many bits. */
  visit(mask: number, bits: number, tell: (word: number) => void): void {
    if (this.#count > 2 * (this.#starts[groups] ?? 0)) this.#lay();
    for (let group = 0; group < groups; group++) {
      if (countBits((group ^ mask) & (groups - 1)) > bits) continue;
      this.#visitBetween(this.#starts[group] ?? 0, this.#starts[group + 1] ?? 0, mask, bits, tell);
    }
    this.#visitBetween(this.#starts[groups] ?? 0, this.#count, mask, bits, tell);
  }

  #visitBetween(from: number, to: number, mask: number, bits: number, tell: (word: number) => void): void {
    const masks = this.#masks;
    for (let place = from; place < to; place++) {
      if (countBits((masks[place] ?? 0) ^ mask) <= bits) tell(this.#words[place] ?? 0);
    }
  }

  /** Lays all words together by group. */
  #lay(): void {
    const starts = new Uint32Array(groups + 1);
    const masks = this.#masks.subarray(0, this.#count);
    for (const mask of masks) starts[(mask & (groups - 1)) + 1] = (starts[(mask & (groups - 1)) + 1] ?? 0) + 1;
    for (let group = 0; group < groups; group++) starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
    const next = starts.slice();
    const [words, laid] = [new Uint32Array(this.#words.length), new Uint32Array(this.#words.length)];
    masks.forEach((mask, place) => {
      const group = mask & (groups - 1);
      const to = next[group] ?? 0;
      next[group] = to + 1;
      words[to] = this.#words[place] ?? 0;
      laid[to] = mask;
    });
    this.#words = words;
    this.#masks = laid;
    this.#starts = starts;
  }
}

/** Finds the words of a vocabulary that are spelled nearly as another. Learns new words when it is asked. */
export class Spelling {
  readonly #vocabulary: Vocabulary;
  #buckets: Bucket[] = [];
  readonly #units = new Uint16Array(longestWord);
  #learnt = 0;
  #generation = 0;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** Words at the least distance from 1 to `most` at which there are any, in no order; only such as occur. */
  nearest(typed: string, most: number): Neighbour[] {
    this.#learn();
    const units = unitsOf(typed);
    for (let distance = 1; distance <= most; distance++) {
      const found = this.#at(units, distance);
      if (found.length > 0) return found;
    }
    return [];
  }

  #at(units: Uint16Array, distance: number): Neighbour[] {
    const vocabulary = this.#vocabulary;
    const { length } = units;
    const mask = maskOf(units, length);
    const found: Neighbour[] = [];
    for (let other = Math.max(1, length - distance); other <= length + distance; other++) {
      const bucket = this.#buckets[other];
      if (bucket === undefined) continue;
      // Each edit changes at most two letters of the set, and one that changes the length at most one.
      const bits = 2 * distance - Math.abs(other - length);
      bucket.visit(mask, bits, (word) => {
        const copied = vocabulary.copyUnits(word, this.#units);
        if (editDistance(units, length, this.#units, copied, distance) !== distance) return;
        const term = vocabulary.termOf(word);
        const frequency = term === noTerm ? 0 : (vocabulary.frequencies[term] ?? 0);
        if (frequency > 0) found.push({ word, term, distance, frequency });
      });
    }
    return found;
  }

  #learn(): void {
    const vocabulary = this.#vocabulary;
    if (vocabulary.generation !== this.#generation) {
      this.#buckets = [];
      this.#learnt = 0;
      this.#generation = vocabulary.generation;
    }
    for (; this.#learnt < vocabulary.size; this.#learnt++) {
      const length = vocabulary.copyUnits(this.#learnt, this.#units);
      // Capitals stand for acronyms, which stand there in small letters as well.
      if ((this.#units[0] ?? 0) <= 0x5a && (this.#units[0] ?? 0) >= 0x41) continue;
      this.#bucketFor(length).add(this.#learnt, maskOf(this.#units, length));
    }
  }

  #bucketFor(length: number): Bucket {
    const known = this.#buckets[length];
    if (known !== undefined) return known;
    const bucket = new Bucket();
    this.#buckets[length] = bucket;
    return bucket;
  }
}

function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
