import { lengths, scoreUnit } from './bm25.ts';
import type { Chunk } from './chunk.ts';
import { chunkSize, isGone } from './chunk.ts';
import type { Plan, PlannedTerm, SearchedChunk, Visit, WantedWord } from './search-plan.ts';
import { planSearch, visit, worth } from './search-plan.ts';
import type { Ranked } from './top.ts';
import { Top } from './top.ts';

// Scratch for one search at a time; the index is synchronous. Everything in it is zero between two chunks.
const scores = new Int32Array(chunkSize);
const bestOfWord = new Int32Array(chunkSize);
const taken = new Uint8Array(chunkSize);
const candidates = new Uint16Array(chunkSize);
const allowed = new Uint8Array(chunkSize);
const YES = 1;
const NO = 2;

/** Postings that can be passed over in the time that one takes to be looked up. */
const lookUpPrice = 12;
/** Part of a chunk's postings that is spent on learning where the threshold will be. */
const scoutingShare = 0.1;

/** A score as `Hit` tells it. */
export function tellScore(score: number): number {
  return score / scoreUnit;
}

/**
 * The best `limit` sentences by BM25, without scoring those that cannot get in.
 *
 * Words are added chunk by chunk, rarest first. Once the words not added yet cannot lift a sentence that has none of the
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
  const plan = planSearch(words, table, options);
  if (plan.words.length === 0 || options.limit < 1) return [];
  const visits: Visit[] = [];
  for (const each of chunks) {
    const found = visit(each, plan);
    if (found.bound > 0) visits.push(found);
  }
  // Where most can be won comes first: the threshold is high from then on.
  visits.sort((one, other) => other.bound - one.bound);
  const floor = scout(plan, visits[0]);
  const top = new Top(options.limit);
  for (const each of visits) {
    if (each.bound < Math.max(floor, top.threshold)) break;
    searchChunk(plan, each, top, floor);
  }
  return top.ranking();
}

/**
 * Adds the rarest words of one chunk alone: what the last place of that ranking has is the least that the last place of
 * the real one will have. Spares the first chunk from being scored to the last posting; 0 when too few sentences have
 * any of those words.
 */
function scout(plan: Plan, each: Visit | undefined): number {
  if (each === undefined) return 0;
  const budget = scoutingShare * each.sizes.reduce((sum, size) => sum + size, 0);
  let words = 0;
  let met = 0;
  while (met + (each.sizes[words] ?? 0) <= budget) {
    meet(plan, each, words, addTerm);
    met += each.sizes[words++] ?? 0;
  }
  if (met === 0) return 0;
  const reached = new Top(plan.limit);
  const left = collect(plan, each, { words, least: 1, most: null });
  for (let place = 0; place < left; place++) {
    const sentence = candidates[place] ?? 0;
    reached.offer(scores[sentence] ?? 0, 0, 0);
    scores[sentence] = 0;
  }
  if (plan.allows !== undefined) allowed.fill(0, 0, each.chunk.articles);
  return reached.isFull ? reached.threshold : 0;
}

function searchChunk(plan: Plan, each: Visit, top: Top, floor: number): void {
  const { chunk, bounds, sizes } = each;
  const { words, allows } = plan;
  if (allows !== undefined && !anyAllowed(chunk, allows)) return;
  const threshold = Math.max(floor, top.threshold);
  let rest = each.bound;
  let word = 0;
  // A sentence without any of the words so far can still get in: they have to be met wherever they stand.
  while (word < words.length && rest >= threshold) {
    meet(plan, each, word, addTerm);
    rest -= bounds[word] ?? 0;
    word++;
  }
  let left = collect(plan, each, { words: word, least: Math.max(1, threshold - rest), most: threshold });
  for (; word < words.length && left > 0; word++) {
    if (left * lookUpPrice > (sizes[word] ?? 0)) meet(plan, each, word, addTermToMet);
    else lookUp(plan, each, word, left);
    rest -= bounds[word] ?? 0;
    left = keepAbove(threshold - rest, left);
  }
  offer(chunk, left, top);
  if (allows !== undefined) allowed.fill(0, 0, chunk.articles);
}

function anyAllowed(chunk: Chunk, allows: (row: number) => boolean): boolean {
  for (let article = 0; article < chunk.articles; article++) if (judge(chunk, article, allows) === YES) return true;
  allowed.fill(0, 0, chunk.articles);
  return false;
}

/** Asks once for each article of a chunk. */
function judge(chunk: Chunk, article: number, allows: (row: number) => boolean): number {
  const known = allowed[article] ?? 0;
  if (known !== 0) return known;
  const found = allows(chunk.rows[article] ?? 0) ? YES : NO;
  allowed[article] = found;
  return found;
}

function mayStand({ chunk, gone }: Visit, { allows }: Plan, sentence: number): boolean {
  if (gone !== null && isGone(gone, sentence)) return false;
  return allows === undefined || judge(chunk, chunk.articleOf[sentence] ?? 0, allows) === YES;
}

/** Adds one term to sentences that hold it. */
type AddTerm = (chunk: Chunk, term: PlannedTerm, list: number, table: Float64Array) => void;

/** Adds a word to the sentences that hold it: all of them, or those that are in the race. */
function meet({ words, table }: Plan, { chunk, lists }: Visit, word: number, addOnly: AddTerm): void {
  const terms = words[word] ?? [];
  const own = lists[word] ?? [];
  const [only, another] = terms;
  if (only !== undefined && another === undefined) {
    const list = own[0] ?? -1;
    if (list >= 0) addOnly(chunk, only, list, table);
    return;
  }
  for (let place = 0; place < terms.length; place++) {
    const term = terms[place];
    const list = own[place] ?? -1;
    if (term === undefined || list < 0) continue;
    if (addOnly === addTerm) addBest(chunk, term, list, table, 0);
    else addBest(chunk, term, list, table, 1);
  }
  for (const list of own) if (list >= 0) forgetBest(chunk, list);
}

const addTerm: AddTerm = (chunk, term, list, table) => {
  if (chunk.boundOf(list) >>> 8 > 1) addRepeated(chunk, term, list, table);
  else addOnce(chunk, term.once, list);
};

// The innermost loop: no branch in it, since which sentences were met before is as good as random.
function addOnce(chunk: Chunk, worths: Int32Array, list: number): void {
  const { postings, lengths: wordCounts } = chunk;
  const end = chunk.endOf(list);
  for (let place = chunk.startOf(list); place < end; place++) {
    const sentence = postings[place] ?? 0;
    scores[sentence] = (scores[sentence] ?? 0) + (worths[wordCounts[sentence] ?? 0] ?? 0);
  }
}

function addRepeated(chunk: Chunk, term: PlannedTerm, list: number, table: Float64Array): void {
  const { postings, lengths: wordCounts } = chunk;
  const { once: worths, factor } = term;
  const end = chunk.endOf(list);
  let previous = -1;
  let repeats = 1;
  for (let place = chunk.startOf(list); place < end; place++) {
    const sentence = postings[place] ?? 0;
    const length = wordCounts[sentence] ?? 0;
    let gain = worths[length] ?? 0;
    if (sentence === previous) {
      repeats++;
      gain = worth(factor, table, repeats, length) - worth(factor, table, repeats - 1, length);
    } else {
      previous = sentence;
      repeats = 1;
    }
    scores[sentence] = (scores[sentence] ?? 0) + gain;
  }
}

/** Passes over a whole list for the few sentences in it that have a score. */
const addTermToMet: AddTerm = (chunk, { once: worths, factor }, list, table) => {
  const { postings, lengths: wordCounts } = chunk;
  const end = chunk.endOf(list);
  let previous = -1;
  let repeats = 1;
  for (let place = chunk.startOf(list); place < end; place++) {
    const sentence = postings[place] ?? 0;
    const score = scores[sentence] ?? 0;
    if (score === 0) continue;
    const length = wordCounts[sentence] ?? 0;
    let gain = worths[length] ?? 0;
    if (sentence === previous) {
      repeats++;
      gain = worth(factor, table, repeats, length) - worth(factor, table, repeats - 1, length);
    } else {
      previous = sentence;
      repeats = 1;
    }
    scores[sentence] = score + gain;
  }
};

/** What the sentence already has for the word counts against what the term gives. Only from `least` points on. */
function addBest(chunk: Chunk, term: PlannedTerm, list: number, table: Float64Array, least: number): void {
  const { postings, lengths: wordCounts } = chunk;
  const end = chunk.endOf(list);
  let place = chunk.startOf(list);
  while (place < end) {
    const sentence = postings[place] ?? 0;
    let repeats = 1;
    while (++place < end && postings[place] === sentence) repeats++;
    const score = scores[sentence] ?? 0;
    if (score < least) continue;
    const value = worth(term.factor, table, repeats, wordCounts[sentence] ?? 0);
    const best = bestOfWord[sentence] ?? 0;
    if (value <= best) continue;
    scores[sentence] = score + value - best;
    bestOfWord[sentence] = value;
  }
}

function forgetBest(chunk: Chunk, list: number): void {
  const { postings } = chunk;
  const end = chunk.endOf(list);
  for (let place = chunk.startOf(list); place < end; place++) bestOfWord[postings[place] ?? 0] = 0;
}

interface Gathering {
  /** Words met so far. */
  readonly words: number;
  /** What a sentence has to have from them. */
  readonly least: number;
  /** What it has to reach with the words to come, told by its length; `null` when none are to come. */
  readonly most: number | null;
}

/** Gathers the sentences that are still in the race and sets the scores of all others to nothing; returns how many. */
function collect(plan: Plan, each: Visit, { words, least, most }: Gathering): number {
  const rest = most === null ? undefined : plan.rests[words];
  const leasts = new Int32Array(lengths).fill(least);
  if (rest !== undefined && most !== null) {
    for (let length = 0; length < lengths; length++) leasts[length] = Math.max(least, most - (rest[length] ?? 0));
  }
  let left = 0;
  for (let word = 0; word < words; word++) {
    for (const list of each.lists[word] ?? []) if (list >= 0) left = collectList(plan, each, list, leasts, left);
  }
  for (let place = 0; place < left; place++) taken[candidates[place] ?? 0] = 0;
  return left;
}

function collectList(plan: Plan, each: Visit, list: number, leasts: Int32Array, leftBefore: number): number {
  const { postings, lengths: wordCounts } = each.chunk;
  const end = each.chunk.endOf(list);
  let left = leftBefore;
  for (let place = each.chunk.startOf(list); place < end; place++) {
    const sentence = postings[place] ?? 0;
    if ((scores[sentence] ?? 0) < (leasts[wordCounts[sentence] ?? 0] ?? 0)) {
      scores[sentence] = 0;
      continue;
    }
    if (taken[sentence] === 1) continue;
    if (!mayStand(each, plan, sentence)) {
      scores[sentence] = 0;
      continue;
    }
    taken[sentence] = 1;
    candidates[left++] = sentence;
  }
  return left;
}

/** Looks a word up for each sentence in the race. */
function lookUp({ words, table }: Plan, { chunk, lists }: Visit, word: number, left: number): void {
  const terms = words[word] ?? [];
  const own = lists[word] ?? [];
  const [only, another] = terms;
  if (only !== undefined && another === undefined) {
    if ((own[0] ?? -1) >= 0) lookUpTerm(chunk, only, own[0] ?? -1, table, left);
    return;
  }
  for (let place = 0; place < left; place++) {
    const sentence = candidates[place] ?? 0;
    const length = chunk.lengths[sentence] ?? 0;
    let best = 0;
    for (let which = 0; which < terms.length; which++) {
      const term = terms[which];
      const list = own[which] ?? -1;
      if (term === undefined || list < 0) continue;
      const at = seek(chunk, sentence, chunk.startOf(list), chunk.endOf(list));
      const repeats = countAt(chunk, sentence, at, chunk.endOf(list));
      if (repeats > 0) best = Math.max(best, worth(term.factor, table, repeats, length));
    }
    scores[sentence] = (scores[sentence] ?? 0) + best;
  }
}

function lookUpTerm(chunk: Chunk, term: PlannedTerm, list: number, table: Float64Array, left: number): void {
  const start = chunk.startOf(list);
  const end = chunk.endOf(list);
  let at = start;
  let previous = -1;
  for (let place = 0; place < left; place++) {
    const sentence = candidates[place] ?? 0;
    // Sentences come in runs of ascending ones, a run for each list that they were gathered from.
    at = seek(chunk, sentence, sentence < previous ? start : at, end);
    previous = sentence;
    const repeats = countAt(chunk, sentence, at, end);
    if (repeats > 0) {
      scores[sentence] = (scores[sentence] ?? 0) + worth(term.factor, table, repeats, chunk.lengths[sentence] ?? 0);
    }
  }
}

/** First place from `from` on whose posting is not below a sentence: by doubling steps, then by halving. */
function seek({ postings }: Chunk, sentence: number, from: number, end: number): number {
  let low = from;
  let step = 1;
  while (low + step < end && (postings[low + step] ?? 0) < sentence) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, end);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((postings[middle] ?? 0) < sentence) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countAt({ postings }: Chunk, sentence: number, from: number, end: number): number {
  let place = from;
  while (place < end && postings[place] === sentence) place++;
  return place - from;
}

function keepAbove(least: number, left: number): number {
  let kept = 0;
  for (let place = 0; place < left; place++) {
    const sentence = candidates[place] ?? 0;
    if ((scores[sentence] ?? 0) >= least) candidates[kept++] = sentence;
    else scores[sentence] = 0;
  }
  return kept;
}

function offer(chunk: Chunk, left: number, top: Top): void {
  for (let place = 0; place < left; place++) {
    const sentence = candidates[place] ?? 0;
    const score = scores[sentence] ?? 0;
    scores[sentence] = 0;
    if (score < top.threshold) continue;
    const article = chunk.articleOf[sentence] ?? 0;
    const number = (chunk.offsets[article] ?? 0) + sentence - (chunk.firsts[article] ?? 0);
    top.offer(score, chunk.rows[article] ?? 0, number);
  }
}
