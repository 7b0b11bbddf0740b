import { SHAPE } from './analyse.ts';
import { copied, shared16, shared32 } from './shared-memory.ts';
import { stemWord } from './stem.ts';
import { hashOf } from './word-hash.ts';

/** The arrays of a vocabulary, as a file and other threads are given them; each is as long as its content. */
export interface VocabularyData {
  /** Units of all words, one after another. */
  readonly units: Uint16Array;
  /** Where each word begins in `units`, and the end of the last. */
  readonly starts: Uint32Array;
  /** For each word the word that is its term; `noTerm` for one that only ever was a term. */
  readonly terms: Uint32Array;
  /** Sentences that hold the term. */
  readonly frequencies: Uint32Array;
  /** Four counts a word: how often it stood small, with a capital, in capitals, in its special form. */
  readonly looks: Uint16Array;
  /** Where each word is found by its hash: see `Vocabulary`. */
  readonly slots: Uint32Array;
  /** Forms that differ from the folded word in more than case: accents, apostrophes, capitals inside. */
  readonly forms: ReadonlyMap<number, string>;
}

/** The same arrays for a vocabulary that goes its own way from here. */
export function ownArrays({ units, starts, terms, frequencies, looks, slots, forms }: VocabularyData): VocabularyData {
  return {
    units: new Uint16Array(units),
    starts: new Uint32Array(starts),
    terms: new Uint32Array(terms),
    frequencies: new Uint32Array(frequencies),
    looks: new Uint16Array(looks),
    slots: new Uint32Array(slots),
    forms,
  };
}

export const noTerm = 0xffff_ffff;
const looksPerWord = 4;
/** In the place of each letter of a word that is no longer there. */
const blank = 0;
const most = 0xffff;
const fewestSlots = 2048;

function grown<T extends Uint16Array | Uint32Array>(array: T, make: (length: number) => T, needed: number): T {
  if (needed <= array.length) return array;
  const larger = make(Math.max(needed, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}
const words16 = (length: number): Uint16Array => new Uint16Array(length);
const words32 = (length: number): Uint32Array => new Uint32Array(length);

/**
 * Every folded word that was met and every term, each with a number that never changes, in arrays: a map of a million
 * strings takes ten times the memory, and finding a word in it needs a string to be made first.
 */
export class Vocabulary {
  size = 0;
  /** Grows when all words are replaced by others: the numbers of before are no longer theirs. */
  generation = 0;
  /** Sentences that hold each term. Read by the number of the term; grows by replacement. */
  frequencies = words32(1024);
  #units = words16(4096);
  #starts = words32(1024);
  #terms = words32(1024);
  #looks = words16(1024 * looksPerWord);
  #forms = new Map<number, string>();
  /**
   * Open addressing, linear probing. A slot holds a word's number plus one in the bits that choose a slot, which are one
   * more than such a number takes, and the rest of the word's hash above them: a word of another hash is passed over
   * without a look at its letters.
   */
  #slots = words32(fewestSlots);

  /**
   * Holds these words from now on, in the place of all that it held.
   *
   * @param data belongs to the vocabulary from now on, which writes to it
   */
  adopt(data: VocabularyData): void {
    this.generation += 1;
    this.size = data.starts.length - 1;
    this.frequencies = data.frequencies;
    this.#units = data.units;
    this.#starts = data.starts;
    this.#terms = data.terms;
    this.#looks = data.looks;
    this.#forms = new Map(data.forms);
    this.#slots = data.slots;
  }

  /**
   * Number of a word, or -1.
   *
   * @param hash as `hashOf()` gives it
   */
  find(units: Uint16Array, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const entry = slots[slot] ?? 0;
      if (entry === 0) return -1;
      if (((entry ^ hash) & ~mask) === 0) {
        const word = (entry & mask) - 1;
        if (this.#holds(word, units, from, to)) return word;
      }
      slot = (slot + 1) & mask;
    }
  }

  findText(word: string): number {
    const units = unitsOf(word);
    return this.find(units, 0, word.length, hashOf(units, 0, word.length));
  }

  /** @param hash as `hashOf()` gives it */
  findOrAdd(units: Uint16Array, from: number, to: number, hash: number): number {
    const known = this.find(units, from, to, hash);
    return known < 0 ? this.#add(units, from, to, hash) : known;
  }

  text(word: number): string {
    const end = this.#starts[word + 1] ?? 0;
    let text = '';
    // A third of the price of one call with all units.
    for (let place = this.#starts[word] ?? 0; place < end; place++)
      text += String.fromCharCode(this.#units[place] ?? 0);
    return text;
  }

  lengthOf(word: number): number {
    return (this.#starts[word + 1] ?? 0) - (this.#starts[word] ?? 0);
  }

  /** Copies the units of a word to `target` and returns how many there are. */
  copyUnits(word: number, target: Uint16Array): number {
    const start = this.#starts[word] ?? 0;
    const length = Math.min(this.lengthOf(word), target.length);
    for (let place = 0; place < length; place++) target[place] = this.#units[start + place] ?? 0;
    return length;
  }

  /** The term of a word, or `noTerm` where it was only ever met as a term itself. */
  termOf(word: number): number {
    return this.#terms[word] ?? noTerm;
  }

  /** The term of a word that stands in a text. */
  learnTerm(word: number): number {
    const known = this.#terms[word] ?? noTerm;
    return known === noTerm ? this.#stem(word) : known;
  }

  #stem(word: number): number {
    const folded = this.text(word);
    const stem = stemWord(folded);
    const term = stem === folded ? word : this.#findOrAddText(stem);
    this.#terms[word] = term;
    return term;
  }

  /** Makes a word that stands for itself: an acronym in capitals. */
  learnAsItIs(units: Uint16Array, from: number, to: number): number {
    const word = this.findOrAdd(units, from, to, hashOf(units, from, to));
    this.#terms[word] = word;
    return word;
  }

  /** Counts how a word looked; `text.slice(start, end)` is what stood there. */
  learnLook(word: number, shape: number, text: string, start: number, end: number): void {
    // The first word of a sentence has its capital from there.
    if ((shape & SHAPE.first) !== 0 && (shape & (SHAPE.upper | SHAPE.special)) === 0) return;
    const look =
      (shape & SHAPE.special) !== 0 ? 3 : (shape & SHAPE.upper) !== 0 ? 2 : (shape & SHAPE.capital) !== 0 ? 1 : 0;
    const place = word * looksPerWord + look;
    const count = this.#looks[place] ?? 0;
    if (count < most) this.#looks[place] = count + 1;
    if (look === 3 && count === 0) this.#forms.set(word, text.slice(start, end));
  }

  /**
   * The word as the texts mostly write it.
   *
   * @param unseen how to show one that was only met at the start of sentences, where all words have a capital
   */
  display(word: number, unseen: 'capital' | 'small' = 'capital'): string {
    const at = word * looksPerWord;
    const [small = 0, capital = 0, upper = 0, special = 0] = this.#looks.subarray(at, at + looksPerWord);
    const folded = this.text(word);
    if (special > small && special >= capital && special >= upper) return this.#forms.get(word) ?? folded;
    if (upper > small && upper >= capital) return folded.toUpperCase();
    const isCapital = capital > small || (small === 0 && unseen === 'capital');
    return isCapital ? folded.charAt(0).toUpperCase() + folded.slice(1) : folded;
  }

  /**
   * The content as it is now, without the words that no sentence holds any more: a removed article is not to be read out
   * of a file. Their numbers stay, with blanks for letters.
   */
  snapshot(): VocabularyData {
    const { size } = this;
    const units = copied(shared16, this.#units.subarray(0, this.#starts[size]));
    const forms = new Map(this.#forms);
    let areAllAlive = true;
    for (let word = 0; word < size; word++) {
      if (this.#isAlive(word)) continue;
      areAllAlive = false;
      units.fill(blank, this.#starts[word] ?? 0, this.#starts[word + 1] ?? 0);
      forms.delete(word);
    }
    const starts = copied(shared32, this.#starts.subarray(0, size + 1));
    return {
      units,
      starts,
      terms: copied(shared32, this.#terms.subarray(0, size)),
      frequencies: copied(shared32, this.frequencies.subarray(0, size)),
      looks: copied(shared16, this.#looks.subarray(0, size * looksPerWord)),
      // Part of the hash of a word that is gone would tell whoever guesses it that it was here.
      slots: copied(shared32, areAllAlive ? this.#slots : slotsOf(units, starts)),
      forms,
    };
  }

  #isAlive(word: number): boolean {
    const term = this.#terms[word] ?? noTerm;
    return (this.frequencies[word] ?? 0) > 0 || (term !== noTerm && (this.frequencies[term] ?? 0) > 0);
  }

  #holds(word: number, units: Uint16Array, from: number, to: number): boolean {
    const start = this.#starts[word] ?? 0;
    const length = (this.#starts[word + 1] ?? 0) - start;
    if (length !== to - from) return false;
    const own = this.#units;
    for (let place = 0; place < length; place++) if (own[start + place] !== units[from + place]) return false;
    return true;
  }

  #findOrAddText(word: string): number {
    const units = unitsOf(word);
    return this.findOrAdd(units, 0, word.length, hashOf(units, 0, word.length));
  }

  #add(units: Uint16Array, from: number, to: number, hash: number): number {
    const word = this.size;
    const start = this.#starts[word] ?? 0;
    const end = start + to - from;
    this.#units = grown(this.#units, words16, end);
    this.#starts = grown(this.#starts, words32, word + 2);
    this.#terms = grown(this.#terms, words32, word + 1);
    this.frequencies = grown(this.frequencies, words32, word + 1);
    this.#looks = grown(this.#looks, words16, (word + 1) * looksPerWord);
    for (let place = from; place < to; place++) this.#units[start + place - from] = units[place] ?? 0;
    this.#starts[word + 1] = end;
    this.#terms[word] = noTerm;
    this.size = word + 1;
    // Above half full, probing gets long.
    if (this.size * 2 > this.#slots.length) this.#slots = slotsOf(this.#units, this.#starts.subarray(0, word + 2));
    else placeWord(this.#slots, word, hash);
    return word;
  }
}

function placeWord(slots: Uint32Array, word: number, hash: number): void {
  const mask = slots.length - 1;
  let slot = hash & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = (hash & ~mask) | (word + 1);
}

/** @param starts where each word begins in `units`, and the end of the last */
function slotsOf(units: Uint16Array, starts: Uint32Array): Uint32Array {
  const size = starts.length - 1;
  const slots = words32(Math.max(fewestSlots, 2 ** Math.ceil(Math.log2((size + 1) * 3))));
  for (let word = 0; word < size; word++) {
    const start = starts[word] ?? 0;
    if (units[start] === blank) continue;
    placeWord(slots, word, hashOf(units, start, starts[word + 1] ?? 0));
  }
  return slots;
}

export function unitsOf(word: string): Uint16Array {
  const units = new Uint16Array(word.length);
  for (let place = 0; place < word.length; place++) units[place] = word.charCodeAt(place);
  return units;
}
