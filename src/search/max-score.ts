import { scoreUnit } from './bm25.ts';
import type { Chunk } from './chunk.ts';
import { chunkSize, isGone } from './chunk.ts';
import { areRowsAscending } from './occurrences.ts';
import type { Plan, SearchedChunk, SearchOptions, Visit, WantedWord } from './search-plan.ts';
import { planSearch, visit, worth } from './search-plan.ts';
import type { Ranked } from './top.ts';
import { Top } from './top.ts';

// Scratch for one search at a time; the index is synchronous. Everything in it is zero between two chunks.
const sums = new Int32Array(chunkSize);
const candidates = new Uint16Array(chunkSize);
const allowed = new Uint8Array(chunkSize);
const YES = 1;
const NO = 2;

/** Postings that can be passed over in the time that one takes to be looked up. */
const lookUpPrice = 24;
/** From so many postings on, all sums are set to nothing at once. */
const manyPostings = chunkSize / 16;
/** Part of a chunk's postings that is spent on learning where the threshold will be. */
const scoutingShare = 0.1;

/** A score as `Hit` tells it. */
export function tellScore(score: number): number {
  return score / scoreUnit;
}

/**
 * The best `limit` sentences by BM25, without scoring those that cannot get in.
 *
 * Words are met chunk by chunk, rarest first: each adds its share to the sum of every sentence that holds it, whatever
 * the sentence's length, and once more for each repetition, so that the innermost loop reads nothing but the list. Such
 * a sum times what one occurrence is worth in a sentence of that length is the score itself where no word is repeated,
 * and never below it. Once the words not met yet cannot lift a sentence that has none of the others over the threshold,
 * they are only looked up for the sentences that are still in the race. Who is left is scored.
 *
 * @param table from `saturation()`
 * @see H. Turtle, J. Flood: Query evaluation: strategies and optimizations (1995), for MaxScore;
 *   Lucene's `MaxScoreBulkScorer`, for doing it in windows
 */
export function searchChunks(
  chunks: readonly SearchedChunk[],
  words: readonly WantedWord[],
  table: Float64Array,
  options: SearchOptions,
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
 * Scores the sentences of one chunk that look best by its rarest words: what the last of them has is the least that the
 * last place of the real ranking will have. Spares the first chunk from being scored to the last posting; 0 when too few
 * sentences have any of those words.
 */
function scout(plan: Plan, each: Visit | undefined): number {
  if (each === undefined) return 0;
  const budget = scoutingShare * each.sizes.reduce((sum, size) => sum + size, 0);
  let met = 1;
  let postings = each.sizes[0] ?? 0;
  while (met < plan.words.length && postings + (each.sizes[met] ?? 0) <= budget) postings += each.sizes[met++] ?? 0;
  const left = keepLikely(plan, each, meet(plan, each, met, 1), met, 1);
  const likely = new Top(plan.limit);
  for (let place = 0; place < left; place++) {
    const sentence = candidates[place] ?? 0;
    likely.offer((sums[sentence] ?? 0) * (plan.wholes.once[each.chunk.lengths[sentence] ?? 0] ?? 0), 0, sentence);
  }
  clear(each, met);
  forgetAllowed(plan, each.chunk);
  if (!likely.isFull) return 0;
  const sentences = Uint16Array.from(likely.ranking(), ({ sentence }) => sentence).sort();
  const cursors = cursorsOf(each);
  let least = Number.POSITIVE_INFINITY;
  for (const sentence of sentences) least = Math.min(least, scoreOf(plan, each, cursors, sentence));
  return least;
}

function searchChunk(plan: Plan, each: Visit, top: Top, floor: number): void {
  const { chunk, sizes } = each;
  const { words, wholes } = plan;
  if (!mayHoldAllowed(chunk, plan)) return;
  const threshold = Math.max(floor, top.threshold);
  const met = wordsToMeet(plan, each, threshold);
  let touched = met;
  let left = keepLikely(plan, each, meet(plan, each, met, leastSum(wholes, each, met, threshold)), met, threshold);
  for (let word = met; word < words.length && left > 0; word++) {
    if (left * lookUpPrice > (sizes[word] ?? 0)) {
      addToAll(plan, each, word);
      touched = word + 1;
    } else lookUp(plan, each, word, left);
    left = keepReaching(plan, each, left, word + 1, threshold);
  }
  offer(plan, each, left, top);
  clear(each, touched);
  forgetAllowed(plan, chunk);
}

/** Whether a chunk is worth searching: most hold nothing of somebody who seldom speaks. */
function mayHoldAllowed(chunk: Chunk, { allows, allowsAny }: Plan): boolean {
  if (allows === undefined) return true;
  if (allowsAny === undefined || !areRowsAscending(chunk)) return anyAllowed(chunk, allows);
  return allowsAny(chunk.rows[0] ?? 0, chunk.rows[chunk.articles - 1] ?? 0);
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

function forgetAllowed({ allows }: Plan, { articles }: Chunk): void {
  if (allows !== undefined) allowed.fill(0, 0, articles);
}

function mayStand({ chunk, gone }: Visit, { allows }: Plan, sentence: number): boolean {
  if (gone !== null && isGone(gone, sentence)) return false;
  return allows === undefined || judge(chunk, chunk.articleOf[sentence] ?? 0, allows) === YES;
}

/** How many of the rarest words have to be met wherever they stand. */
function wordsToMeet({ words, wholes }: Plan, each: Visit, threshold: number): number {
  const { bounds, sizes, bound } = each;
  let met = 0;
  // A sentence without any of the words so far can still get in.
  for (let rest = bound; met < words.length && rest >= threshold; met++) rest -= bounds[met] ?? 0;
  // Where one word met is enough to be in the race, the next one thins the race out for less than looking it up costs.
  for (; met < words.length; met++) {
    const least = leastSum(wholes, each, met, threshold);
    let racing = 0;
    for (let word = 0; word < met; word++) if ((each.shares[word] ?? 0) >= least) racing += sizes[word] ?? 0;
    if (racing * lookUpPrice <= (sizes[met] ?? 0)) break;
  }
  return met;
}

/** What the words from `met` on can give a sentence of a length at most. */
function restFor({ once, often, slack }: Plan['wholes'], { rests }: Visit, met: number, length: number): number {
  return (rests.once[met] ?? 0) * (once[length] ?? 0) + (rests.often[met] ?? 0) * (often[length] ?? 0) + slack;
}

/** The least sum of the words before `met` with which a sentence of the best length can reach a score. */
function leastSum(wholes: Plan['wholes'], each: Visit, met: number, score: number): number {
  return Math.max(1, Math.floor((score - restFor(wholes, each, met, 0)) / (wholes.once[0] ?? 1)));
}

/** Adds the first words to the sums; returns how many sentences came to `least` and are candidates now. */
function meet({ words }: Plan, { chunk, lists }: Visit, met: number, least: number): number {
  let left = 0;
  for (let word = 0; word < met; word++) {
    const terms = words[word] ?? [];
    const own = lists[word] ?? [];
    for (let place = 0; place < terms.length; place++) {
      const list = own[place] ?? -1;
      if (list >= 0) left = addList(chunk, list, terms[place]?.share ?? 0, least, left);
    }
  }
  return left;
}

// The innermost loop: it reads no more than the list, and the only branch in it is hardly ever taken.
function addList(chunk: Chunk, list: number, share: number, least: number, leftBefore: number): number {
  const { postings } = chunk;
  const end = chunk.endOf(list);
  const enough = least - share;
  let left = leftBefore;
  for (let place = chunk.startOf(list); place < end; place++) {
    const sentence = postings[place] ?? 0;
    const sum = sums[sentence] ?? 0;
    sums[sentence] = sum + share;
    // Sums only rise, so that each sentence comes by once.
    if (sum >= enough && sum < least) candidates[left++] = sentence;
  }
  return left;
}

/** Adds a word to the sums of all sentences that hold it, for the few among them that are in the race. */
function addToAll({ words }: Plan, { chunk, lists }: Visit, word: number): void {
  const { postings } = chunk;
  const own = lists[word] ?? [];
  const terms = words[word] ?? [];
  for (let which = 0; which < terms.length; which++) {
    const list = own[which] ?? -1;
    if (list < 0) continue;
    const share = terms[which]?.share ?? 0;
    const end = chunk.endOf(list);
    for (let place = chunk.startOf(list); place < end; place++) {
      const sentence = postings[place] ?? 0;
      sums[sentence] = (sums[sentence] ?? 0) + share;
    }
  }
}

/** Looks a word up for each sentence in the race. */
function lookUp({ words }: Plan, { chunk, lists }: Visit, word: number, left: number): void {
  const terms = words[word] ?? [];
  const own = lists[word] ?? [];
  for (let which = 0; which < terms.length; which++) {
    const list = own[which] ?? -1;
    if (list < 0) continue;
    const share = terms[which]?.share ?? 0;
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
      if (repeats > 0) sums[sentence] = (sums[sentence] ?? 0) + share * repeats;
    }
  }
}

/** Keeps the candidates that may stand in the ranking and can still reach a score; returns how many. */
function keepLikely(plan: Plan, each: Visit, left: number, met: number, score: number): number {
  const reaching = keepReaching(plan, each, left, met, score);
  if (each.gone === null && plan.allows === undefined) return reaching;
  let kept = 0;
  for (let place = 0; place < reaching; place++) {
    const sentence = candidates[place] ?? 0;
    if (mayStand(each, plan, sentence)) candidates[kept++] = sentence;
  }
  return kept;
}

/** Keeps the candidates that can still reach a score with the words from `met` on; returns how many. */
function keepReaching({ wholes }: Plan, each: Visit, left: number, met: number, score: number): number {
  const { lengths: wordCounts } = each.chunk;
  let kept = 0;
  for (let place = 0; place < left; place++) {
    const sentence = candidates[place] ?? 0;
    const length = wordCounts[sentence] ?? 0;
    const most = (sums[sentence] ?? 0) * (wholes.once[length] ?? 0) + restFor(wholes, each, met, length);
    if (most >= score) candidates[kept++] = sentence;
  }
  return kept;
}

/** Where the last sentence was looked for in each list: the next one is behind it. */
type Cursors = readonly number[][];

function cursorsOf({ chunk, lists }: Visit): Cursors {
  return lists.map((own) => own.map((list) => (list < 0 ? -1 : chunk.startOf(list))));
}

/** The score of a sentence, by looking all words up; sentences come in ascending order. */
function scoreOf({ words, table }: Plan, { chunk, lists }: Visit, cursors: Cursors, sentence: number): number {
  const length = chunk.lengths[sentence] ?? 0;
  let score = 0;
  for (let word = 0; word < words.length; word++) {
    const terms = words[word] ?? [];
    const own = lists[word] ?? [];
    const reached = cursors[word] ?? [];
    let best = 0;
    for (let which = 0; which < terms.length; which++) {
      const list = own[which] ?? -1;
      if (list < 0) continue;
      const end = chunk.endOf(list);
      const at = seek(chunk, sentence, reached[which] ?? 0, end);
      reached[which] = at;
      const repeats = countAt(chunk, sentence, at, end);
      if (repeats > 0) best = Math.max(best, worth(terms[which]?.factor ?? 0, table, repeats, length));
    }
    score += best;
  }
  return score;
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

/** Scores who is left, as long as it can get in. */
function offer(plan: Plan, each: Visit, left: number, top: Top): void {
  const { chunk } = each;
  const { wholes, words } = plan;
  const cursors = cursorsOf(each);
  candidates.subarray(0, left).sort();
  for (let place = 0; place < left; place++) {
    const sentence = candidates[place] ?? 0;
    const most = (sums[sentence] ?? 0) * (wholes.once[chunk.lengths[sentence] ?? 0] ?? 0);
    if (most + restFor(wholes, each, words.length, 0) < top.threshold) continue;
    const score = scoreOf(plan, each, cursors, sentence);
    if (score < top.threshold) continue;
    const article = chunk.articleOf[sentence] ?? 0;
    const number = (chunk.offsets[article] ?? 0) + sentence - (chunk.firsts[article] ?? 0);
    top.offer(score, chunk.rows[article] ?? 0, number);
  }
}

/** Sets the sums of all sentences that hold one of the first words to nothing. */
function clear({ chunk, lists, sizes }: Visit, touched: number): void {
  let postings = 0;
  for (let word = 0; word < touched; word++) postings += sizes[word] ?? 0;
  if (postings > manyPostings) {
    sums.fill(0);
    return;
  }
  for (let word = 0; word < touched; word++) {
    for (const list of lists[word] ?? []) {
      const end = list < 0 ? 0 : chunk.endOf(list);
      for (let place = list < 0 ? 0 : chunk.startOf(list); place < end; place++) sums[chunk.postings[place] ?? 0] = 0;
    }
  }
}
