import type { VersionRow } from '../model/archive.ts';
import type { ArticleWords, Hit, SentenceIndex } from '../model/search.ts';
import weights from './pool-weights.json' with { type: 'json' };
import { scorerOf } from './ranking-model.ts';
import type { Topic } from './topic.ts';

/** What the index alone tells of a sentence, before any text is read. Order of the weights. */
export const poolFeatureNames = [
  'score',
  'own',
  'near',
  'before',
  'after',
  'article',
  'hits',
  'often',
  'behind',
  'local',
  'missing',
  'words',
  'nothing',
  'short',
] as const;

/** What an article holds of a topic, by sentence. */
export interface ArticleEvidence {
  readonly words: ArticleWords;
  /** Weight of a word of the topic in a sentence; 0 past the ends. */
  weightAt(sentence: number, word: number): number;
  /** BM25 of a sentence as a share of the best of all pooled ones; 0 past the ends. */
  scoreAt(sentence: number): number;
  /** What was found in the article, the best counting most. */
  readonly hits: number;
}

/** A sentence that may answer, as far as the index can tell. */
export interface PooledSentence {
  readonly row: VersionRow;
  readonly sentence: number;
  readonly features: Float64Array;
  /** The features weighed. */
  readonly promise: number;
}

export interface Pool {
  /** Most promising first. */
  readonly sentences: readonly PooledSentence[];
  readonly articles: ReadonlyMap<VersionRow, ArticleEvidence>;
}

export interface PoolOptions {
  /** Where words must stand exactly so, the likeliest articles may not be those. */
  readonly articles: 'likeliest' | 'all';
  readonly wants: 'answer' | 'mention';
  /** Sentences that are kept. */
  readonly most: number;
}

const score = scorerOf(weights, poolFeatureNames);

/**
 * Which articles are about the question decides more than which sentence has its words: the right one is the first in 95
 * of 100 questions and among twelve in 99, be it among two dozen or 25,000.
 */
const mostArticles = 12;
/** The best sentences stay, whatever else their articles hold. */
const surelyKept = 16;
/** A sentence that holds no word of the question may answer beside one that holds this share of them. */
const besideFrom = 0.3;
const reach = 2;

/** About what `sentenceBm25` gives for one occurrence, with the usual length of a sentence of news. */
const usualLength = 22;
function saturation(length: number): number {
  return 1.4 / (1 + 0.4 * (0.5 + (0.5 * Math.max(12, length)) / usualLength));
}

/** Gathers the sentences of the likeliest articles, and those that the index found first. */
export function poolSentences(
  topic: Topic,
  hits: readonly Hit[],
  index: SentenceIndex,
  { articles: which, wants, most }: PoolOptions,
): Pool {
  const articles = likeliestArticles(topic, hits, index, which);
  const laidOut = articles.map((article) => layOut(article, topic));
  const best = Math.max(1e-9, ...laidOut.map(({ bestScore }) => bestScore));
  const likeliest = Math.max(...articles.map(({ likeliness }) => likeliness));
  const comparison = { best, likeliest, rarest: Math.max(0, ...topic.words.map(({ idf }) => idf)) };
  const row = new Float64Array(poolFeatureNames.length);
  const promises = laidOut.map((article) => {
    const promised = new Float64Array(article.shares.length).fill(unpromising);
    for (let place = 0; place < promised.length; place += 1) {
      if (article.shares[place] === 0 && (wants === 'mention' || !isBeside(article, place))) continue;
      promised[place] = score(writeFeatures(row, article, place, topic, comparison));
    }
    return { article, promised };
  });
  const least = nthGreatest(
    promises.map(({ promised }) => promised),
    most,
  );
  const found: { readonly article: LaidOut; readonly place: number; readonly promise: number }[] = [];
  for (const { article, promised } of promises) {
    for (let place = 0; place < promised.length; place += 1) {
      const promise = promised[place] ?? unpromising;
      if (promise >= least && promise > unpromising) found.push({ article, place, promise });
    }
  }
  found.sort((a, b) => b.promise - a.promise || b.article.row - a.article.row || a.place - b.place);
  return {
    // Only what is read needs features of its own.
    sentences: found.slice(0, most).map(({ article, place, promise }) => ({
      row: article.row,
      sentence: place,
      features: writeFeatures(new Float64Array(row.length), article, place, topic, comparison),
      promise,
    })),
    articles: new Map(laidOut.map((article) => [article.row, evidenceOf(article, topic, best)])),
  };
}

const unpromising = Number.NEGATIVE_INFINITY;

/** Of several hundred sentences a few dozen are kept: plain numbers are put in order faster than what they are of. */
function nthGreatest(lists: readonly Float64Array[], nth: number): number {
  const all = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const list of lists) {
    all.set(list, filled);
    filled += list.length;
  }
  all.sort();
  return all[Math.max(0, all.length - nth)] ?? unpromising;
}

interface LikelyArticle {
  readonly row: VersionRow;
  readonly words: ArticleWords;
  /** Share of the topic that stands in it. */
  readonly cover: number;
  readonly hits: number;
  /** The same share, what stands there often counting more. */
  readonly often: number;
  readonly likeliness: number;
}

function likeliestArticles(
  topic: Topic,
  hits: readonly Hit[],
  index: SentenceIndex,
  which: PoolOptions['articles'],
): LikelyArticle[] {
  const best = Math.max(1e-9, hits[0]?.score ?? 0);
  const byRow = new Map<VersionRow, number[]>();
  for (const { row, score: found } of hits) {
    const own = byRow.get(row);
    if (own === undefined) byRow.set(row, [found / best]);
    else own.push(found / best);
  }
  const wordsOf = index.articleWords([...byRow.keys()], topic.query);
  const articles = [...byRow].flatMap(([row, scores]): LikelyArticle[] => {
    const words = wordsOf(row);
    return words === null ? [] : [likelyArticle(row, words, fallingSum(scores), scores[0] ?? 0, topic)];
  });
  const kept = new Set(hits.slice(0, surelyKept).map(({ row }) => row));
  return articles
    .sort((a, b) => b.likeliness - a.likeliness || b.row - a.row)
    .filter(({ row }, place) => which === 'all' || place < mostArticles || kept.has(row));
}

function likelyArticle(
  row: VersionRow,
  words: ArticleWords,
  hits: number,
  first: number,
  { words: topicWords, totalIdf }: Topic,
): LikelyArticle {
  let cover = 0;
  let often = 0;
  for (let word = 0; word < topicWords.length; word += 1) {
    const idf = topicWords[word]?.idf ?? 0;
    const count = words.counts[word] ?? 0;
    cover += idf * (words.best[word] ?? 0);
    often += (idf * count) / (count + 1 + words.sentences / 50);
  }
  const total = Math.max(totalIdf, 1e-9);
  cover /= total;
  often /= total;
  return { row, words, cover, hits, often, likeliness: 5 * cover + 3.5 * hits + 6 * first + 3 * often };
}

const mostSummed = 6;

/** The best whole, the second by half, the third by a third. */
export function fallingSum(scores: readonly number[]): number {
  return [...scores]
    .sort((a, b) => b - a)
    .slice(0, mostSummed)
    .reduce((sum, found, place) => sum + found / (place + 1), 0);
}

/** An article with the share of the topic in each sentence. */
interface LaidOut extends LikelyArticle {
  readonly weights: Float32Array;
  readonly lengths: Uint8Array;
  readonly shares: Float64Array;
  /** The share that stands in a sentence or near it. */
  readonly nears: Float64Array;
  readonly scores: Float64Array;
  readonly bestScore: number;
  /** The same share, a word counting for how rare it is within the article. */
  readonly locals: Float64Array;
}

function layOut(article: LikelyArticle, { words, totalIdf }: Topic): LaidOut {
  const { weights: laid, lengths } = article.words.layOut();
  const { sentences, counts, best } = article.words;
  const width = words.length;
  const total = Math.max(totalIdf, 1e-9);
  const idfs = words.map(({ idf }) => idf / total);
  const localIdfs = words.map((_word, place) => {
    const count = Math.min(sentences, counts[place] ?? 0);
    return Math.log(1 + (sentences - count + 0.5) / (count + 0.5));
  });
  const localTotal = localIdfs.reduce((sum, idf, place) => sum + ((best[place] ?? 0) > 0 ? idf : 0), 1e-9);
  const shares = new Float64Array(sentences);
  const nears = new Float64Array(sentences);
  const scores = new Float64Array(sentences);
  const locals = new Float64Array(sentences);
  let bestScore = 0;
  for (let word = 0; word < width; word += 1) {
    if ((best[word] ?? 0) === 0) continue;
    const idf = idfs[word] ?? 0;
    for (let place = 0; place < sentences; place += 1) {
      const weight = laid[place * width + word] ?? 0;
      if (weight === 0) continue;
      shares[place] = (shares[place] ?? 0) + weight * idf;
      locals[place] = (locals[place] ?? 0) + (weight * (localIdfs[word] ?? 0)) / localTotal;
    }
    addNear(nears, { laid, width, word }, idf);
  }
  for (let place = 0; place < sentences; place += 1) {
    const own = (shares[place] ?? 0) * saturation(lengths[place] ?? 0);
    scores[place] = own;
    if (own > bestScore) bestScore = own;
  }
  return { ...article, weights: laid, lengths, shares, nears, scores, bestScore, locals };
}

/** Adds the best weight of a word within reach of each sentence. */
function addNear(
  nears: Float64Array,
  { laid, width, word }: { readonly laid: Float32Array; readonly width: number; readonly word: number },
  idf: number,
): void {
  const { length } = nears;
  let last = -1 - 2 * reach;
  for (let place = 0; place < Math.min(reach, length); place += 1)
    if ((laid[place * width + word] ?? 0) > 0) last = place;
  for (let place = 0; place < length; place += 1) {
    const ahead = Math.min(length - 1, place + reach);
    if ((laid[ahead * width + word] ?? 0) > 0) last = ahead;
    if (last < place - reach) continue;
    let weight = 0;
    for (let other = Math.max(0, place - reach); other <= ahead; other += 1) {
      weight = Math.max(weight, laid[other * width + word] ?? 0);
    }
    nears[place] = (nears[place] ?? 0) + weight * idf;
  }
}

function isBeside({ shares }: LaidOut, place: number): boolean {
  return (shares[place - 1] ?? 0) >= besideFrom || (shares[place + 1] ?? 0) >= besideFrom;
}

/** What a feature is compared with: the best sentence, the likeliest article, the rarest word. */
interface Comparison {
  readonly best: number;
  readonly likeliest: number;
  readonly rarest: number;
}

/** Writes the features of a sentence to a row, in the order of their names. */
function writeFeatures(
  row: Float64Array,
  article: LaidOut,
  place: number,
  { words }: Topic,
  { best, likeliest, rarest }: Comparison,
): Float64Array {
  const width = words.length;
  const { weights: laid, shares } = article;
  let missing = 0;
  let held = 0;
  for (let word = 0; word < width; word += 1) {
    const idf = words[word]?.idf ?? 0;
    if ((laid[place * width + word] ?? 0) > 0) held += 1;
    else if (idf > missing) missing = idf;
  }
  const own = shares[place] ?? 0;
  row[0] = (article.scores[place] ?? 0) / best;
  row[1] = own;
  row[2] = article.nears[place] ?? 0;
  row[3] = shares[place - 1] ?? 0;
  row[4] = shares[place + 1] ?? 0;
  row[5] = article.cover;
  row[6] = article.hits;
  row[7] = article.often;
  row[8] = article.likeliness - likeliest;
  row[9] = article.locals[place] ?? 0;
  row[10] = rarest === 0 ? 0 : missing / rarest;
  row[11] = width === 0 ? 0 : held / width;
  row[12] = own === 0 ? 1 : 0;
  row[13] = (article.lengths[place] ?? 0) < 6 ? 1 : 0;
  return row;
}

function evidenceOf({ words, weights: laid, scores, hits }: LaidOut, topic: Topic, best: number): ArticleEvidence {
  const width = topic.words.length;
  return {
    words,
    hits,
    weightAt: (sentence, word) => (sentence < 0 ? 0 : (laid[sentence * width + word] ?? 0)),
    scoreAt: (sentence) => (scores[sentence] ?? 0) / best,
  };
}
