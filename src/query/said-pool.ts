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
  for (const sentence of sentences) raise(most, weightsIn(sentence));
  return most;
}

/** Makes each weight the greater of two. */
function raise(most: number[], weights: readonly number[]): void {
  for (let place = 0; place < most.length; place += 1) {
    const weight = weights[place] ?? 0;
    if (weight > (most[place] ?? 0)) most[place] = weight;
  }
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
// Features of one hit at a time: they are weighed and not kept.
const scratch = new Float64Array(poolFeatureNames.length);

/** How likely a hit answers, as far as the index can tell. */
function prospectOf(hit: Hit, topic: Topic, found: FoundHits, evidence: EvidenceOfHits): Prospect {
  const features = poolFeatures(hit, topic, found, evidence, scratch);
  const has = (feature: (typeof poolFeatureNames)[number]) => features[poolFeatureNames.indexOf(feature)] ?? 0;
  return { hit, near: has('near'), isTheirs: has('ownRow') + has('namedNear') > 0, score: scoreOf(features) };
}

/** In the order of `poolFeatureNames`, written to `into`. */
export function poolFeatures(
  { row, sentence, score }: Hit,
  topic: Topic,
  { own }: FoundHits,
  evidence: EvidenceOfHits,
  into: Float64Array = new Float64Array(poolFeatureNames.length),
): Float64Array {
  const here = evidence.topic.weightsIn(row, sentence);
  const near = [...here];
  let isNamedNear = false;
  for (let place = sentence - reach; place <= sentence + reach; place += 1) {
    if (evidence.isNamedIn(row, place)) isNamedNear = true;
    raise(near, evidence.topic.weightsIn(row, place));
  }
  let missing = 0;
  for (let word = 0; word < near.length; word += 1) if (near[word] === 0) missing += 1;
  into[0] = score / evidence.topic.best;
  into[1] = shareOf(topic, here);
  into[2] = shareOf(topic, near);
  into[3] = shareOf(topic, evidence.topic.inArticle(row));
  into[4] = evidence.topic.sums.get(row) ?? 0;
  into[5] = own?.has(row) ? 1 : 0;
  into[6] = isNamedNear ? 1 : 0;
  into[7] = evidence.isNamedIn(row, sentence) ? 1 : 0;
  into[8] = missing === 0 ? 1 : 0;
  into[9] = here.every((weight) => weight > 0) ? 1 : 0;
  into[10] = missing;
  return into;
}
