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

interface PlannedTerm extends WantedTerm {
  /** What it adds to the sum of a sentence: `factor` in whole units of the plan, never less. */
  readonly share: number;
}

/** What shares are worth, as scores, for each length of a sentence; no less for a shorter one. */
interface Wholes {
  /** Of a word that occurs once. Of one that is repeated it is added up, and never less than the score. */
  readonly once: Float64Array;
  /** Of a word that occurs as often as counts. */
  readonly often: Float64Array;
  /** The most by which a score is above that since it is rounded. */
  readonly slack: number;
}

/** A question as it is searched, whatever the chunk. */
export interface Plan {
  /** Rarest first. */
  readonly words: readonly (readonly PlannedTerm[])[];
  readonly wholes: Wholes;
  readonly table: Float64Array;
  readonly limit: number;
  readonly allows: SearchOptions['allows'];
  readonly allowsAny: SearchOptions['allowsAny'];
}

/** See `SentenceIndex.search`. */
export interface SearchOptions {
  readonly limit: number;
  readonly allows?: ((row: number) => boolean) | undefined;
  readonly allowsAny?: ((first: number, last: number) => boolean) | undefined;
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
  /** The greatest share of each word's terms. */
  readonly shares: readonly number[];
  /** For each place in the words the shares of that word and all after it: of those that occur once, of the others. */
  readonly rests: { readonly once: readonly number[]; readonly often: readonly number[] };
}

/**
 * The greatest share. A sentence has at most 4,096 terms and a question 64 words, and no sum of all of them must leave
 * 32 bits.
 */
const greatestShare = 8191;

/** Orders the words of a question, rarest first, and reckons what they can give. */
export function planSearch(
  wanted: readonly WantedWord[],
  table: Float64Array,
  { limit, allows, allowsAny }: SearchOptions,
): Plan {
  const weight = (terms: WantedWord): number => Math.max(...terms.map(({ factor }) => factor));
  const kept = wanted.map((terms) => terms.filter(({ factor }) => factor > 0)).filter((terms) => terms.length > 0);
  const unit = Math.max(...kept.map(weight)) / greatestShare;
  const words = kept
    .toSorted((one, other) => weight(other) - weight(one))
    .map((terms) => terms.map((term) => ({ ...term, share: Math.ceil(term.factor / unit) })));
  const worthOf = (repeats: number): Float64Array =>
    table.slice(repeats * lengths, (repeats + 1) * lengths).map((each) => each * unit);
  const wholes = { once: worthOf(1), often: worthOf(mostRepeats), slack: words.length };
  return { words, wholes, table, limit, allows, allowsAny };
}

/** Score of a term that occurs `repeats` times; never nothing, since zero is what a sentence without the word has. */
export function worth(factor: number, table: Float64Array, repeats: number, length: number): number {
  return Math.max(1, Math.round(factor * (table[Math.min(repeats, mostRepeats) * lengths + length] ?? 0)));
}

/** Looks the words of a question up in one chunk. */
export function visit({ chunk, gone }: SearchedChunk, { words, table }: Plan): Visit {
  const lists: number[][] = [];
  const bounds: number[] = [];
  const sizes: number[] = [];
  const shares: number[] = [];
  const rests = {
    once: new Array<number>(words.length + 1).fill(0),
    often: new Array<number>(words.length + 1).fill(0),
  };
  let total = 0;
  // Backwards, since the rests are added up from the last word.
  for (let word = words.length - 1; word >= 0; word--) {
    const own: number[] = [];
    let most = 0;
    let size = 0;
    let share = 0;
    let isRepeated = false;
    for (const { term, factor, share: each } of words[word] ?? []) {
      const list = chunk.locate(term);
      own.push(list);
      if (list < 0) continue;
      const bound = chunk.boundOf(list);
      size += chunk.endOf(list) - chunk.startOf(list);
      most = Math.max(most, worth(factor, table, bound >>> 8, bound & 0xff));
      share = Math.max(share, each);
      if (bound >>> 8 > 1) isRepeated = true;
    }
    lists[word] = own;
    bounds[word] = most;
    sizes[word] = size;
    shares[word] = share;
    rests.once[word] = (rests.once[word + 1] ?? 0) + (isRepeated ? 0 : share);
    rests.often[word] = (rests.often[word + 1] ?? 0) + (isRepeated ? share : 0);
    total += most;
  }
  return { chunk, gone, lists, bounds, sizes, bound: total, shares, rests };
}
