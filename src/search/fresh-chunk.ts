import type { Chunk, ChunkData } from './chunk.ts';
import { chunkSize, longestSentence, SealedChunk, widenBound } from './chunk.ts';

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
 * The chunk that still takes sentences. Every list lies in one piece of a common pool; one that outgrows its room moves
 * to the end with twice the room, so that a search reads it like any other.
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
  #used = 0;
  /** Place of a term's list plus one. */
  #listOf = words32(1024);
  #terms = words32(1024);
  #starts = words32(1024);
  #counts = words32(1024);
  #rooms = words32(1024);
  #bounds = words16(1024);
  /** How often the sentence that was added last holds the term. */
  #repeats = words16(1024);

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

  /** Adds a sentence of the article begun last; `onNew` hears of each of its terms once. */
  addSentence(terms: Uint32Array, count: number, words: number, frequencies: Uint32Array): void {
    const sentence = this.sentences;
    const length = Math.min(words, longestSentence);
    this.lengths[sentence] = length;
    this.articleOf[sentence] = this.articles - 1;
    this.sentences = sentence + 1;
    for (let place = 0; place < count; place++) {
      const term = terms[place] ?? 0;
      const list = this.#listFor(term);
      const end = (this.#starts[list] ?? 0) + (this.#counts[list] ?? 0);
      const isNew = this.#counts[list] === 0 || this.postings[end - 1] !== sentence;
      if (isNew) frequencies[term] = (frequencies[term] ?? 0) + 1;
      const repeats = isNew ? 1 : (this.#repeats[list] ?? 0) + 1;
      this.#repeats[list] = repeats;
      this.#bounds[list] = widenBound(this.#bounds[list] ?? longestSentence, length, repeats);
      this.#append(list, sentence);
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
    const terms = this.#terms.slice(0, this.lists).sort();
    let total = 0;
    for (let list = 0; list < this.lists; list++) total += this.#counts[list] ?? 0;
    const starts = words32(terms.length + 1);
    const bounds = words16(terms.length);
    const postings = words16(total);
    let end = 0;
    for (let place = 0; place < terms.length; place++) {
      const list = this.locate(terms[place] ?? 0);
      starts[place] = end;
      bounds[place] = this.boundOf(list);
      postings.set(this.postings.subarray(this.startOf(list), this.endOf(list)), end);
      end += this.#counts[list] ?? 0;
    }
    starts[terms.length] = end;
    const data: ChunkData = {
      lengths: this.lengths.slice(0, this.sentences),
      articleOf: this.articleOf.slice(0, this.sentences),
      rows: Float64Array.from(this.rows),
      firsts: Uint32Array.from(this.firsts),
      offsets: Uint32Array.from(this.offsets),
      terms,
      starts,
      bounds,
      postings,
    };
    return new SealedChunk(data);
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
