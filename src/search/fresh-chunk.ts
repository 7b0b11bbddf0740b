import type { Chunk, ChunkData } from './chunk.ts';
import { chunkSize, inSharedMemory, longestSentence, SealedChunk, widenBound } from './chunk.ts';
import { shared16, shared32 } from './shared-memory.ts';

/** Room of a list when it is begun; half of all terms of a chunk occur once. */
const firstRoom = 2;

function larger<T extends Uint16Array | Uint32Array>(array: T, make: (length: number) => T, needed: number): T {
  if (needed <= array.length) return array;
  const grown = make(Math.max(needed, array.length * 2));
  grown.set(array);
  return grown;
}
const words16 = (length: number): Uint16Array => new Uint16Array(length);
const words32 = (length: number): Uint32Array => new Uint32Array(length);

/**
 * The chunk that still takes sentences. Their terms are only noted one after another until somebody searches: a whole
 * chunk that nobody has asked meanwhile is sorted into its lists at once, for a quarter of what growing them costs.
 *
 * Where the lists have to grow, each lies in one piece of a common pool; one that outgrows its room moves to the end with
 * twice the room, so that a search reads it like any other.
 */
export class FreshChunk implements Chunk {
  sentences = 0;
  articles = 0;
  lists = 0;
  lengths = new Uint8Array(chunkSize);
  articleOf = new Uint16Array(chunkSize);
  rows: number[] = [];
  firsts: number[] = [];
  offsets: number[] = [];
  postings = words16(1 << 14);
  /** Terms of all sentences, and where those of each end. */
  #noted = words32(1 << 14);
  readonly #ends = words32(chunkSize);
  /** Sentences whose terms stand in the lists. */
  #settled = 0;
  /** The last sentence that holds a term, plus one. */
  #lastOf = words32(1024);
  #used = 0;
  /** Place of a term's list plus one. */
  #listOf = words32(0);
  #terms = words32(0);
  #starts = words32(0);
  #counts = words32(0);
  #rooms = words32(0);
  #bounds = words16(0);
  /** How often the sentence that was added last holds the term. */
  #repeats = words16(0);

  get isFull(): boolean {
    return this.sentences === chunkSize;
  }

  /** Begins an article, or goes on with one that filled the chunk before. */
  beginArticle(row: number, offset: number): void {
    this.rows.push(row);
    this.firsts.push(this.sentences);
    this.offsets.push(offset);
    this.articles++;
  }

  /** Adds a sentence of the article begun last, and counts it in the frequency of each of its terms. */
  addSentence(terms: Uint32Array, count: number, words: number, frequencies: Uint32Array): void {
    const sentence = this.sentences;
    this.lengths[sentence] = Math.min(words, longestSentence);
    this.articleOf[sentence] = this.articles - 1;
    const start = this.#notedBefore(sentence);
    this.#noted = larger(this.#noted, words32, start + count);
    // No term has a number that its frequency has no place for.
    this.#lastOf = larger(this.#lastOf, words32, frequencies.length);
    const noted = this.#noted;
    const lastOf = this.#lastOf;
    for (let place = 0; place < count; place++) {
      const term = terms[place] ?? 0;
      noted[start + place] = term;
      if (lastOf[term] === sentence + 1) continue;
      lastOf[term] = sentence + 1;
      frequencies[term] = (frequencies[term] ?? 0) + 1;
    }
    this.#ends[sentence] = start + count;
    this.sentences = sentence + 1;
  }

  /** Brings the lists up to the sentences. Everything that is said of lists holds only after it. */
  settle(): void {
    for (; this.#settled < this.sentences; this.#settled++) {
      const end = this.#ends[this.#settled] ?? 0;
      for (let place = this.#notedBefore(this.#settled); place < end; place++) {
        this.#enter(this.#noted[place] ?? 0, this.#settled);
      }
    }
  }

  locate(term: number): number {
    return (this.#listOf[term] ?? 0) - 1;
  }

  startOf(list: number): number {
    return this.#starts[list] ?? 0;
  }

  endOf(list: number): number {
    return (this.#starts[list] ?? 0) + (this.#counts[list] ?? 0);
  }

  boundOf(list: number): number {
    return this.#bounds[list] ?? longestSentence;
  }

  termOf(list: number): number {
    return this.#terms[list] ?? 0;
  }

  /** The same content packed; this chunk may be thrown away then. */
  seal(): SealedChunk {
    return new SealedChunk({
      ...inSharedMemory({
        lengths: this.lengths.subarray(0, this.sentences),
        articleOf: this.articleOf.subarray(0, this.sentences),
        rows: this.rows,
        firsts: this.firsts,
        offsets: this.offsets,
      }),
      ...this.#sortedLists(),
    });
  }

  /** The lists of all terms, by counting what is noted: no list has to grow, and the terms come out in order. */
  #sortedLists(): Pick<ChunkData, 'terms' | 'starts' | 'bounds' | 'postings'> {
    const total = this.#notedBefore(this.sentences);
    const noted = this.#noted;
    const next = words32(this.#lastOf.length);
    for (let place = 0; place < total; place++) next[noted[place] ?? 0] = (next[noted[place] ?? 0] ?? 0) + 1;
    let lists = 0;
    for (const count of next) if (count > 0) lists++;
    const terms = shared32(lists);
    const starts = shared32(lists + 1);
    let list = 0;
    let end = 0;
    for (let term = 0; term < next.length; term++) {
      const count = next[term] ?? 0;
      if (count === 0) continue;
      terms[list] = term;
      starts[list++] = end;
      next[term] = end;
      end += count;
    }
    starts[list] = end;
    const postings = shared16(total);
    for (let sentence = 0, place = 0; sentence < this.sentences; sentence++) {
      for (const last = this.#ends[sentence] ?? 0; place < last; place++) {
        const term = noted[place] ?? 0;
        const to = next[term] ?? 0;
        postings[to] = sentence;
        next[term] = to + 1;
      }
    }
    return { terms, starts, bounds: boundsOf(starts, postings, this.lengths), postings };
  }

  #notedBefore(sentence: number): number {
    return sentence === 0 ? 0 : (this.#ends[sentence - 1] ?? 0);
  }

  #enter(term: number, sentence: number): void {
    const list = this.#listFor(term);
    const count = this.#counts[list] ?? 0;
    const isNew = count === 0 || this.postings[(this.#starts[list] ?? 0) + count - 1] !== sentence;
    const repeats = isNew ? 1 : (this.#repeats[list] ?? 0) + 1;
    this.#repeats[list] = repeats;
    this.#bounds[list] = widenBound(this.#bounds[list] ?? longestSentence, this.lengths[sentence] ?? 0, repeats);
    this.#append(list, sentence);
  }

  #listFor(term: number): number {
    if (term >= this.#listOf.length) this.#listOf = larger(this.#listOf, words32, term + 1);
    const known = (this.#listOf[term] ?? 0) - 1;
    if (known >= 0) return known;
    const list = this.lists++;
    this.#terms = larger(this.#terms, words32, list + 1);
    this.#starts = larger(this.#starts, words32, list + 1);
    this.#counts = larger(this.#counts, words32, list + 1);
    this.#rooms = larger(this.#rooms, words32, list + 1);
    this.#bounds = larger(this.#bounds, words16, list + 1);
    this.#repeats = larger(this.#repeats, words16, list + 1);
    this.#listOf[term] = list + 1;
    this.#terms[list] = term;
    this.#bounds[list] = longestSentence;
    this.#starts[list] = this.#reserve(firstRoom);
    this.#rooms[list] = firstRoom;
    return list;
  }

  #reserve(room: number): number {
    const start = this.#used;
    this.#used += room;
    this.postings = larger(this.postings, words16, this.#used);
    return start;
  }

  #append(list: number, sentence: number): void {
    const count = this.#counts[list] ?? 0;
    const room = this.#rooms[list] ?? 0;
    if (count === room) {
      const from = this.#starts[list] ?? 0;
      const start = this.#reserve(room * 2);
      this.postings.copyWithin(start, from, from + count);
      this.#starts[list] = start;
      this.#rooms[list] = room * 2;
    }
    this.postings[(this.#starts[list] ?? 0) + count] = sentence;
    this.#counts[list] = count + 1;
  }
}

/** The bound of each list, from its postings and the lengths of their sentences. */
function boundsOf(starts: Uint32Array, postings: Uint16Array, lengths: Uint8Array): Uint16Array {
  const bounds = shared16(starts.length - 1);
  for (let list = 0; list < bounds.length; list++) {
    const end = starts[list + 1] ?? 0;
    let shortest = longestSentence;
    let most = 0;
    let previous = -1;
    let repeats = 0;
    for (let place = starts[list] ?? 0; place < end; place++) {
      const sentence = postings[place] ?? 0;
      if (sentence === previous) repeats++;
      else {
        previous = sentence;
        repeats = 1;
        const length = lengths[sentence] ?? 0;
        if (length < shortest) shortest = length;
      }
      if (repeats > most) most = repeats;
    }
    bounds[list] = widenBound(longestSentence, shortest, most);
  }
  return bounds;
}
