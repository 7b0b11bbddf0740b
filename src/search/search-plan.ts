import { lengths } from './bm25.ts';
import type { Chunk } from './chunk.ts';
import { mostRepeats } from './chunk.ts';

/** A chunk with a bit for each sentence that is gone, `null` while none is. */
export interface SearchedChunk {
  readonly chunk: Chunk;
  readonly gone: Uint8Array | null;
}

/** A term of a question: `factor` is its weight times its inverse frequency, in score units. */
interface WantedTerm {
  readonly term: number;
  readonly factor: number;
}

/** A word of a question. A sentence gets the best of its terms, not their sum. */
export type WantedWord = readonly WantedTerm[];

export interface PlannedTerm extends WantedTerm {
  /** What one occurrence is worth in a sentence of a length. */
  readonly once: Int32Array;
}

/** A question as it is searched, whatever the chunk. */
export interface Plan {
  /** Rarest first. */
  readonly words: readonly (readonly PlannedTerm[])[];
  /** For each place in `words` what that word and all after it can give a sentence of a length. */
  readonly rests: readonly Int32Array[];
  readonly table: Float64Array;
  readonly limit: number;
  readonly allows: ((row: number) => boolean) | undefined;
}

/** Where the words stand in one chunk, and the most that each can give there. */
export interface Visit extends SearchedChunk {
  /** For each word the lists of its terms; -1 where one does not occur. */
  readonly lists: readonly (readonly number[])[];
  readonly bounds: readonly number[];
  /** Postings of each word. */
  readonly sizes: readonly number[];
  /** The sum of `bounds`. */
  readonly bound: number;
}

/** Orders the words of a question, rarest first, and reckons what they can give. */
export function planSearch(
  wanted: readonly WantedWord[],
  table: Float64Array,
  { limit, allows }: { readonly limit: number; readonly allows?: (row: number) => boolean },
): Plan {
  const words = wanted
    .map((terms) => terms.filter(({ factor }) => factor > 0).map((term) => ({ ...term, once: once(term, table) })))
    .filter((terms) => terms.length > 0);
  const weight = (terms: readonly PlannedTerm[]): number => Math.max(...terms.map(({ factor }) => factor));
  words.sort((one, other) => weight(other) - weight(one));
  const rests: Int32Array[] = [];
  let rest = new Int32Array(lengths);
  for (const terms of words.toReversed()) {
    const factor = weight(terms);
    rest = rest.map((sum, length) => sum + worth(factor, table, mostRepeats, length));
    rests.unshift(rest);
  }
  return { words, rests, table, limit, allows };
}

function once({ factor }: WantedTerm, table: Float64Array): Int32Array {
  const worths = new Int32Array(lengths);
  for (let length = 0; length < lengths; length++) worths[length] = worth(factor, table, 1, length);
  return worths;
}

/** Score of a term that occurs `repeats` times; never nothing, since zero marks a sentence that has no word. */
export function worth(factor: number, table: Float64Array, repeats: number, length: number): number {
  return Math.max(1, Math.round(factor * (table[Math.min(repeats, mostRepeats) * lengths + length] ?? 0)));
}

/** Looks the words of a question up in one chunk. */
export function visit({ chunk, gone }: SearchedChunk, { words, table }: Plan): Visit {
  const lists: number[][] = [];
  const bounds: number[] = [];
  const sizes: number[] = [];
  let total = 0;
  for (const terms of words) {
    const own: number[] = [];
    let most = 0;
    let size = 0;
    for (const { term, factor } of terms) {
      const list = chunk.locate(term);
      own.push(list);
      if (list < 0) continue;
      const bound = chunk.boundOf(list);
      size += chunk.endOf(list) - chunk.startOf(list);
      most = Math.max(most, worth(factor, table, bound >>> 8, bound & 0xff));
    }
    lists.push(own);
    bounds.push(most);
    sizes.push(size);
    total += most;
  }
  return { chunk, gone, lists, bounds, sizes, bound: total };
}
