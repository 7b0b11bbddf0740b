import { copied, shared8, shared16, shared32, shared64 } from './shared-memory.ts';

/** Sentences in one chunk at most: a posting is then two bytes. */
export const chunkSize = 0x10000;
/** More words or more repetitions than this count as this many. */
export const longestSentence = 127;
export const mostRepeats = 15;

/**
 * Up to 65,536 sentences and, for every term, the sentences that hold it.
 * A sentence stands in a list once for every time that the term occurs in it, one right after another.
 */
export interface Chunk {
  readonly sentences: number;
  /** Words of each sentence, at most `longestSentence`. */
  readonly lengths: Uint8Array;
  /** Place of each sentence's article in `rows`. */
  readonly articleOf: Uint16Array;
  /** Row of each article; one that another chunk began stands here again. */
  readonly rows: ArrayLike<number>;
  /** First sentence of each article in this chunk, and its number within the article. */
  readonly firsts: ArrayLike<number>;
  readonly offsets: ArrayLike<number>;
  /** Articles held. */
  readonly articles: number;
  readonly postings: Uint16Array;
  /** Place of a term's list, or -1. */
  locate(term: number): number;
  startOf(list: number): number;
  endOf(list: number): number;
  /** Shortest sentence of a list in the low byte, most repetitions in the high one: bounds every score in it. */
  boundOf(list: number): number;
  /** Lists held, in no order. */
  readonly lists: number;
  termOf(list: number): number;
}

/** The arrays of a chunk that takes no more sentences, in memory that threads share: it never changes, and one serves all. */
export interface ChunkData {
  readonly lengths: Uint8Array;
  readonly articleOf: Uint16Array;
  readonly rows: Float64Array;
  readonly firsts: Uint32Array;
  readonly offsets: Uint32Array;
  /** Terms, ascending. */
  readonly terms: Uint32Array;
  /** Where each term's list begins in `postings`, and the end of the last. */
  readonly starts: Uint32Array;
  readonly bounds: Uint16Array;
  readonly postings: Uint16Array;
}

/** What a chunk knows of its sentences and articles, as it was gathered. */
interface Gathered {
  readonly lengths: Uint8Array;
  readonly articleOf: Uint16Array;
  readonly rows: readonly number[];
  readonly firsts: readonly number[];
  readonly offsets: readonly number[];
}

export function inSharedMemory({
  lengths,
  articleOf,
  rows,
  firsts,
  offsets,
}: Gathered): Omit<ChunkData, 'terms' | 'starts' | 'bounds' | 'postings'> {
  return {
    lengths: copied(shared8, lengths),
    articleOf: copied(shared16, articleOf),
    rows: copied(shared64, rows),
    firsts: copied(shared32, firsts),
    offsets: copied(shared32, offsets),
  };
}

export class SealedChunk implements Chunk {
  readonly data: ChunkData;
  readonly sentences: number;
  readonly lengths: Uint8Array;
  readonly articleOf: Uint16Array;
  readonly rows: Float64Array;
  readonly firsts: Uint32Array;
  readonly offsets: Uint32Array;
  readonly articles: number;
  readonly postings: Uint16Array;
  readonly lists: number;
  readonly #terms: Uint32Array;
  readonly #starts: Uint32Array;
  readonly #bounds: Uint16Array;
  /** Made at the first question: a start need not wait for it. */
  #directory: Uint32Array | null = null;

  constructor(data: ChunkData) {
    this.data = data;
    this.sentences = data.lengths.length;
    this.lengths = data.lengths;
    this.articleOf = data.articleOf;
    this.rows = data.rows;
    this.firsts = data.firsts;
    this.offsets = data.offsets;
    this.articles = data.rows.length;
    this.postings = data.postings;
    this.lists = data.terms.length;
    this.#terms = data.terms;
    this.#starts = data.starts;
    this.#bounds = data.bounds;
  }

  locate(term: number): number {
    this.#directory ??= directoryOf(this.#terms);
    const directory = this.#directory;
    const page = term >>> pageBits;
    if (page >= directory.length - 1) return -1;
    const terms = this.#terms;
    let low = directory[page] ?? 0;
    let high = (directory[page + 1] ?? 0) - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = terms[middle] ?? 0;
      if (found === term) return middle;
      if (found < term) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  startOf(list: number): number {
    return this.#starts[list] ?? 0;
  }

  endOf(list: number): number {
    return this.#starts[list + 1] ?? 0;
  }

  boundOf(list: number): number {
    return this.#bounds[list] ?? 0;
  }

  termOf(list: number): number {
    return this.#terms[list] ?? 0;
  }
}

/** Terms in a page of the directory: two lines of the processor's cache hold those of them that a chunk has. */
const pageBits = 6;

/** Where the terms of each page begin, and where the last ends: halving all terms of a cold chunk costs ten times as much. */
function directoryOf(terms: Uint32Array): Uint32Array {
  const pages = ((terms.at(-1) ?? 0) >>> pageBits) + 1;
  const directory = new Uint32Array(pages + 1);
  let next = 0;
  for (let page = 0; page < pages; page++) {
    directory[page] = next;
    while (next < terms.length && (terms[next] ?? 0) >>> pageBits === page) next++;
  }
  directory[pages] = terms.length;
  return directory;
}

/** Widens a bound by one more sentence; that of an empty list is `longestSentence`. */
export function widenBound(bound: number, length: number, repeats: number): number {
  const shortest = Math.min(bound & 0xff, length);
  const most = Math.max(bound >>> 8, Math.min(repeats, mostRepeats));
  return shortest | (most << 8);
}

/** Tells whether the bit of a sentence is set. */
export function isGone(gone: Uint8Array, sentence: number): boolean {
  return (((gone[sentence >> 3] ?? 0) >> (sentence & 7)) & 1) === 1;
}
