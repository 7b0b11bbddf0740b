import type { VersionRow } from '../model/archive.ts';
import type { Hit, SentenceIndex } from '../model/search.ts';
import { indexEvidence } from './index-evidence.ts';
import { type RankingModel, scorerOf } from './ranking-model.ts';
import weights from './said-pool-weights.json' with { type: 'json' };
import { shareOf, type Topic } from './topic.ts';

/** A statement this many sentences from what the index found has nothing of the topic near it. */
export const reach = 1;

/** What the index found for a topic and a name. */
export interface FoundHits {
  readonly hits: readonly Hit[];
  /** Rows in which they speak; `null` when nobody is known. */
  readonly own: ReadonlySet<VersionRow> | null;
}

/** What the index knows of an article, so that only the sentences of a candidate are taken apart. */
export interface SaidEvidence {
  /** Of each word of the topic its weight in a sentence. */
  weightsIn(sentence: number): readonly number[];
  /** Of each word of the topic its greatest weight in what the index found of the article. */
  readonly article: readonly number[];
  /** Tells whether a word of the name stands in a sentence. */
  isNamedIn(sentence: number): boolean;
}

interface EvidenceOfHits {
  readonly topic: ReturnType<typeof indexEvidence>;
  isNamedIn(row: VersionRow, sentence: number): boolean;
  /** @param found the sentences of the row that count for the article */
  of(row: VersionRow, found: readonly number[]): SaidEvidence;
}

/** A sentence, and those that are near it. */
export function sentencesAround(sentence: number): number[] {
  const around: number[] = [];
  for (let place = sentence - reach; place <= sentence + reach; place += 1) around.push(place);
  return around;
}

/** Reads what the index knows of the articles of some hits. */
export function saidEvidence(
  topic: Topic,
  stems: ReadonlySet<string>,
  hits: readonly Hit[],
  index: SentenceIndex,
): EvidenceOfHits {
  const evidence = indexEvidence(topic, hits, index);
  const held = index.occurrences([...new Set(hits.map(({ row }) => row))], [...stems]);
  const named = new Map<VersionRow, ReadonlySet<number>>();

  function isNamedIn(row: VersionRow, sentence: number): boolean {
    let places = named.get(row);
    if (places === undefined) {
      places = new Set(held(row)?.flat());
      named.set(row, places);
    }
    return places.has(sentence);
  }

  return {
    topic: evidence,
    isNamedIn,
    of: (row, found) => ({
      weightsIn: (sentence) => evidence.weightsIn(row, sentence),
      article: greatest(topic.words.length, found, (sentence) => evidence.weightsIn(row, sentence)),
      isNamedIn: (sentence) => isNamedIn(row, sentence),
    }),
  };
}

/** Of each word the greatest weight in some sentences. */
export function greatest(
  words: number,
  sentences: readonly number[],
  weightsIn: (sentence: number) => readonly number[],
): number[] {
  const most = new Array<number>(words).fill(0);
  for (const sentence of sentences) {
    const weights = weightsIn(sentence);
    for (let place = 0; place < words; place += 1) {
      const weight = weights[place] ?? 0;
      if (weight > (most[place] ?? 0)) most[place] = weight;
    }
  }
  return most;
}

/** An article with its statements costs as much to read as everything else that is done with one. */
const mostRead = 48;
const leastRead = 12;
/** Share of the topic that a hit may lack of what stands about the best one near the name. */
const mostLacking = 0.4;
/** Where the topic stands whole nowhere near the name, any part of it may be the answer. */
const wholeFrom = 0.6;

/** A hit as the index tells of it. */
interface Prospect {
  readonly hit: Hit;
  /** Share of the topic in its sentence and those beside it. */
  readonly near: number;
  /** Where they speak, or beside their name. */
  readonly isTheirs: boolean;
  readonly score: number;
}

/**
 * The hits that deserve to be read, best first. Where the whole topic stands near the name, what holds a part of it is
 * left alone: of three hits that answer, two hundred are found.
 */
export function worthReading(topic: Topic, found: FoundHits, evidence: EvidenceOfHits): readonly Hit[] {
  if (found.hits.length <= leastRead) return found.hits;
  const prospects = found.hits
    .map((hit) => prospectOf(hit, topic, found, evidence))
    .sort((a, b) => b.score - a.score)
    .slice(0, mostRead);
  const best = Math.max(0, ...prospects.map(({ near, isTheirs }) => (isTheirs ? near : 0)));
  const least = best < wholeFrom ? 0 : best - mostLacking;
  return prospects.filter(({ near }, place) => place < leastRead || near >= least).map(({ hit }) => hit);
}

/** What the index tells of a hit. Order of the weights. */
export const poolFeatureNames = [
  'bm25',
  'here',
  'near',
  'article',
  'sum',
  'ownRow',
  'namedNear',
  'namedHere',
  'allNear',
  'allHere',
  'missingNear',
] as const;

const model: RankingModel = weights;
const scoreOf = scorerOf(model, poolFeatureNames);

/** How likely a hit answers, as far as the index can tell. */
function prospectOf(hit: Hit, topic: Topic, found: FoundHits, evidence: EvidenceOfHits): Prospect {
  const features = poolFeatures(hit, topic, found, evidence);
  const has = (feature: (typeof poolFeatureNames)[number]) => features[poolFeatureNames.indexOf(feature)] ?? 0;
  return { hit, near: has('near'), isTheirs: has('ownRow') + has('namedNear') > 0, score: scoreOf(features) };
}

/** In the order of `poolFeatureNames`. */
export function poolFeatures(hit: Hit, topic: Topic, { own }: FoundHits, evidence: EvidenceOfHits): Float64Array {
  const { row, sentence, score } = hit;
  const here = evidence.topic.weightsIn(row, sentence);
  const around = sentencesAround(sentence);
  const near = greatest(topic.words.length, around, (place) => evidence.topic.weightsIn(row, place));
  let missing = 0;
  for (const weight of near) if (weight === 0) missing += 1;
  return Float64Array.of(
    score / evidence.topic.best,
    shareOf(topic, here),
    shareOf(topic, near),
    shareOf(topic, evidence.topic.inArticle(row)),
    evidence.topic.sums.get(row) ?? 0,
    own?.has(row) ? 1 : 0,
    around.some((place) => evidence.isNamedIn(row, place)) ? 1 : 0,
    evidence.isNamedIn(row, sentence) ? 1 : 0,
    missing === 0 ? 1 : 0,
    here.every((weight) => weight > 0) ? 1 : 0,
    missing,
  );
}
