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

/** Words of one length, with the letters of each as a mask. Grows by doubling. */
interface Bucket {
  count: number;
  words: Uint32Array;
  masks: Uint32Array;
}

const longestWord = 64;

/** A letter a bit, all digits one, whatever else shares the five that are left. */
function maskOf(units: Uint16Array, length: number): number {
  let mask = 0;
  for (let place = 0; place < length; place++) {
    const unit = units[place] ?? 0;
    if (unit >= 0x61 && unit <= 0x7a) mask |= 1 << (unit - 0x61);
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

/** Finds the words of a vocabulary that are spelled nearly as another. Learns new words when it is asked. */
export class Spelling {
  readonly #vocabulary: Vocabulary;
  readonly #buckets: Bucket[] = [];
  readonly #units = new Uint16Array(longestWord);
  #learnt = 0;

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
      const { words, masks, count } = bucket;
      // Each edit changes at most two letters of the set, and one that changes the length at most one.
      const bits = 2 * distance - Math.abs(other - length);
      for (let place = 0; place < count; place++) {
        if (countBits((masks[place] ?? 0) ^ mask) > bits) continue;
        const word = words[place] ?? 0;
        const copied = vocabulary.copyUnits(word, this.#units);
        if (editDistance(units, length, this.#units, copied, distance) !== distance) continue;
        const term = vocabulary.termOf(word);
        const frequency = term === noTerm ? 0 : (vocabulary.frequencies[term] ?? 0);
        if (frequency > 0) found.push({ word, term, distance, frequency });
      }
    }
    return found;
  }

  #learn(): void {
    const vocabulary = this.#vocabulary;
    for (; this.#learnt < vocabulary.size; this.#learnt++) {
      const length = vocabulary.copyUnits(this.#learnt, this.#units);
      // Capitals stand for acronyms, which stand there in small letters as well.
      if ((this.#units[0] ?? 0) <= 0x5a && (this.#units[0] ?? 0) >= 0x41) continue;
      const bucket = this.#bucketFor(length);
      if (bucket.count === bucket.words.length) {
        bucket.words = doubled(bucket.words);
        bucket.masks = doubled(bucket.masks);
      }
      bucket.words[bucket.count] = this.#learnt;
      bucket.masks[bucket.count++] = maskOf(this.#units, length);
    }
  }

  #bucketFor(length: number): Bucket {
    const known = this.#buckets[length];
    if (known !== undefined) return known;
    const bucket = { count: 0, words: new Uint32Array(64), masks: new Uint32Array(64) };
    this.#buckets[length] = bucket;
    return bucket;
  }
}

function doubled(array: Uint32Array): Uint32Array {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
