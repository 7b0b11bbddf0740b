import { scoreUnit } from './bm25.ts';
import type { Chunk } from './chunk.ts';
import { chunkSize, longestSentence, mostRepeats } from './chunk.ts';
import type { Ranked } from './top.ts';
import { Top } from './top.ts';

/** A chunk with a bit for each sentence that is gone, `null` while none is. */
export interface SearchedChunk {
  readonly chunk: Chunk;
  readonly gone: Uint8Array | null;
}

/** A term of a question: `factor` is its weight times its inverse frequency, in score units. */
export interface WantedTerm {
  readonly term: number;
  readonly factor: number;
}

/** A word of a question. A sentence gets the best of its terms, not their sum. */
export type WantedWord = readonly WantedTerm[];

interface PlannedTerm extends WantedTerm {
  /** What one occurrence is worth in a sentence of a length. */
  readonly once: Int32Array;
}

const lengths = longestSentence + 1;

// Scratch for one search at a time; the index is synchronous. Everything in it is zero between two chunks.
const scores = new Int32Array(chunkSize);
const bestOfWord = new Int32Array(chunkSize);
const touched = new Uint16Array(chunkSize);
const candidates = new Uint16Array(chunkSize);
const allowed = new Uint8Array(chunkSize);
const YES = 1;
const NO = 2;

/** Tells whether the bit of a sentence is set. */
export function isGone(gone: Uint8Array, sentence: number): boolean {
  return (((gone[sentence >> 3] ?? 0) >> (sentence & 7)) & 1) === 1;
}

/**
 * The best `limit` sentences by BM25, without scoring those that cannot get in.
 *
 * Words are added chunk by chunk, rarest first. Once the words not added yet cannot lift a sentence without any of the
 * others over the threshold, they are only looked up for the sentences that are still in the race.
 *
 * @param table from `saturation()`
 * @see H. Turtle, J. Flood: Query evaluation: strategies and optimizations (1995), for MaxScore;
 *   Lucene's `MaxScoreBulkScorer`, for doing it in windows
 */
export function searchChunks(
  chunks: readonly SearchedChunk[],
  words: readonly WantedWord[],
  table: Float64Array,
  options: { readonly limit: number; readonly allows?: (row: number) => boolean },
): Ranked[] {
  const top = new Top(options.limit);
  const plan = planWords(words, table);
  if (plan.length === 0 || options.limit < 1) return [];
  const visits = chunks.map((searched) => visit(searched, plan, table)).filter(({ bound }) => bound > 0);
  // Where most can be won comes first: the threshold is high from then on.
  visits.sort((one, other) => other.bound - one.bound);
  for (const each of visits) {
    if (top.isFull && each.bound < top.threshold) break;
    searchChunk(each, plan, table, top, options.allows);
  }
  return top.ranking();
}

function planWords(words: readonly WantedWord[], table: Float64Array): PlannedTerm[][] {
  const plan = words
    .map((terms) => terms.filter(({ factor }) => factor > 0).map((term) => ({ ...term, once: onceTable(term, table) })))
    .filter((terms) => terms.length > 0);
  const weight = (terms: readonly PlannedTerm[]): number => Math.max(...terms.map(({ factor }) => factor));
  return plan.sort((one, other) => weight(other) - weight(one));
}

function onceTable({ factor }: WantedTerm, table: Float64Array): Int32Array {
  const once = new Int32Array(lengths);
  for (let length = 0; length < lengths; length++) once[length] = worth(factor, table, 1, length);
  return once;
}

/** Score of a term that occurs `repeats` times; never nothing, since zero marks a sentence not met yet. */
function worth(factor: number, table: Float64Array, repeats: number, length: number): number {
  return Math.max(1, Math.round(factor * (table[Math.min(repeats, mostRepeats) * lengths + length] ?? 0)));
}

/** Where the terms of a question stand in one chunk, and the most that each word can give there. */
interface Visit extends SearchedChunk {
  /** For each word its lists; -1 where a term does not occur. */
  readonly lists: readonly (readonly number[])[];
  readonly bounds: readonly number[];
  readonly bound: number;
}

function visit({ chunk, gone }: SearchedChunk, plan: readonly (readonly PlannedTerm[])[], table: Float64Array): Visit {
  const lists: number[][] = [];
  const bounds: number[] = [];
  let total = 0;
  for (const terms of plan) {
    const own: number[] = [];
    let most = 0;
    for (const { term, factor } of terms) {
      const list = chunk.locate(term);
      own.push(list);
      if (list < 0) continue;
      const bound = chunk.boundOf(list);
      most = Math.max(most, worth(factor, table, bound >>> 8, bound & 0xff));
    }
    lists.push(own);
    bounds.push(most);
    total += most;
  }
  return { chunk, gone, lists, bounds, bound: total };
}

function searchChunk(
  { chunk, gone, lists, bounds, bound }: Visit,
  plan: readonly (readonly PlannedTerm[])[],
  table: Float64Array,
  top: Top,
  allows: ((row: number) => boolean) | undefined,
): void {
  if (allows !== undefined && !anyAllowed(chunk, allows)) return;
  const { threshold } = top;
  let rest = bound;
  let word = 0;
  let met = 0;
  // A sentence without any of the words so far can still get in: they have to be met wherever they stand.
  while (word < plan.length && (!top.isFull || rest >= threshold)) {
    met = meet(chunk, plan[word] ?? [], lists[word] ?? [], table, met);
    rest -= bounds[word] ?? 0;
    word++;
  }
  let left = 0;
  for (let place = 0; place < met; place++) {
    const sentence = touched[place] ?? 0;
    if ((scores[sentence] ?? 0) + rest < threshold) continue;
    if (gone !== null && isGone(gone, sentence)) continue;
    if (allows !== undefined && !isAllowed(chunk, sentence, allows)) continue;
    candidates[left++] = sentence;
  }
  for (; word < plan.length && left > 0; word++) {
    lookUp(chunk, plan[word] ?? [], lists[word] ?? [], table, left);
    rest -= bounds[word] ?? 0;
    left = keepAbove(threshold - rest, left);
  }
  for (let place = 0; place < left; place++) {
    const sentence = candidates[place] ?? 0;
    const score = scores[sentence] ?? 0;
    if (score < top.threshold) continue;
    const article = chunk.articleOf[sentence] ?? 0;
    const number = (chunk.offsets[article] ?? 0) + sentence - (chunk.firsts[article] ?? 0);
    top.offer(score, chunk.rows[article] ?? 0, number);
  }
  for (let place = 0; place < met; place++) scores[touched[place] ?? 0] = 0;
  if (allows !== undefined) allowed.fill(0, 0, chunk.articles);
}

function anyAllowed(chunk: Chunk, allows: (row: number) => boolean): boolean {
  for (let article = 0; article < chunk.articles; article++) if (judge(chunk, article, allows) === YES) return true;
  allowed.fill(0, 0, chunk.articles);
  return false;
}

function isAllowed(chunk: Chunk, sentence: number, allows: (row: number) => boolean): boolean {
  return judge(chunk, chunk.articleOf[sentence] ?? 0, allows) === YES;
}

/** Asks once for each article of a chunk. */
function judge(chunk: Chunk, article: number, allows: (row: number) => boolean): number {
  const known = allowed[article] ?? 0;
  if (known !== 0) return known;
  const found = allows(chunk.rows[article] ?? 0) ? YES : NO;
  allowed[article] = found;
  return found;
}

/** Adds a word to every sentence that holds it; returns how many sentences have been met so far. */
function meet(
  chunk: Chunk,
  terms: readonly PlannedTerm[],
  lists: readonly number[],
  table: Float64Array,
  metBefore: number,
): number {
  const [only, another] = terms;
  if (only !== undefined && another === undefined) return meetTerm(chunk, only, lists[0] ?? -1, table, metBefore);
  let met = metBefore;
  for (let place = 0; place < terms.length; place++) {
    const term = terms[place];
    const list = lists[place] ?? -1;
    if (term !== undefined && list >= 0) met = meetBest(chunk, term, list, table, met);
  }
  for (const list of lists) if (list >= 0) forget(chunk, list);
  return met;
}

function meetTerm(chunk: Chunk, term: PlannedTerm, list: number, table: Float64Array, metBefore: number): number {
  if (list < 0) return metBefore;
  const { postings, lengths: wordCounts } = chunk;
  const { once, factor } = term;
  const end = chunk.endOf(list);
  let met = metBefore;
  let previous = -1;
  let repeats = 1;
  for (let place = chunk.startOf(list); place < end; place++) {
    const sentence = postings[place] ?? 0;
    const length = wordCounts[sentence] ?? 0;
    const score = scores[sentence] ?? 0;
    if (sentence === previous) {
      repeats++;
      scores[sentence] = score + worth(factor, table, repeats, length) - worth(factor, table, repeats - 1, length);
    } else {
      if (score === 0) touched[met++] = sentence;
      scores[sentence] = score + (once[length] ?? 0);
      previous = sentence;
      repeats = 1;
    }
  }
  return met;
}

/** As `meetTerm()`, but what the sentence already has for this word counts against it. */
function meetBest(chunk: Chunk, term: PlannedTerm, list: number, table: Float64Array, metBefore: number): number {
  const { postings, lengths: wordCounts } = chunk;
  const end = chunk.endOf(list);
  let met = metBefore;
  let place = chunk.startOf(list);
  while (place < end) {
    const sentence = postings[place] ?? 0;
    let repeats = 1;
    while (++place < end && postings[place] === sentence) repeats++;
    const value = worth(term.factor, table, repeats, wordCounts[sentence] ?? 0);
    const best = bestOfWord[sentence] ?? 0;
    if (value <= best) continue;
    const score = scores[sentence] ?? 0;
    if (score === 0) touched[met++] = sentence;
    scores[sentence] = score + value - best;
    bestOfWord[sentence] = value;
  }
  return met;
}

function forget(chunk: Chunk, list: number): void {
  const { postings } = chunk;
  const end = chunk.endOf(list);
  for (let place = chunk.startOf(list); place < end; place++) bestOfWord[postings[place] ?? 0] = 0;
}

/** Adds a word to the candidates that hold it. */
function lookUp(
  chunk: Chunk,
  terms: readonly PlannedTerm[],
  lists: readonly number[],
  table: Float64Array,
  left: number,
): void {
  for (let place = 0; place < left; place++) {
    const sentence = candidates[place] ?? 0;
    const length = chunk.lengths[sentence] ?? 0;
    let best = 0;
    for (let which = 0; which < terms.length; which++) {
      const term = terms[which];
      const list = lists[which] ?? -1;
      if (term === undefined || list < 0) continue;
      const repeats = countIn(chunk, list, sentence);
      if (repeats === 1) best = Math.max(best, term.once[length] ?? 0);
      else if (repeats > 1) best = Math.max(best, worth(term.factor, table, repeats, length));
    }
    scores[sentence] = (scores[sentence] ?? 0) + best;
  }
}

/** How often a list holds a sentence. */
function countIn(chunk: Chunk, list: number, sentence: number): number {
  const { postings } = chunk;
  const end = chunk.endOf(list);
  let low = chunk.startOf(list);
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((postings[middle] ?? 0) < sentence) low = middle + 1;
    else high = middle;
  }
  let repeats = 0;
  while (low < end && postings[low] === sentence) {
    repeats++;
    low++;
  }
  return repeats;
}

function keepAbove(least: number, left: number): number {
  let kept = 0;
  for (let place = 0; place < left; place++) {
    const sentence = candidates[place] ?? 0;
    if ((scores[sentence] ?? 0) >= least) candidates[kept++] = sentence;
  }
  return kept;
}

/** A score as `Hit` tells it. */
export function tellScore(score: number): number {
  return score / scoreUnit;
}
