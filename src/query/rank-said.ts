import { confidenceFeatures, confidenceOf } from './confidence.ts';
import type { Who } from './persons.ts';
import { type RankingModel, scorerOf, softmax } from './ranking-model.ts';
import { type AskedName, readName, type SaidCandidate, saidCandidates } from './said-candidates.ts';
import { saidFeatureNames, saidFeatures } from './said-features.ts';
import { mayBeSlip, respeltCandidates, type Theirs } from './said-respelt.ts';
import weights from './said-weights.json' with { type: 'json' };
import type { Setting } from './setting.ts';
import type { Topic } from './topic.ts';
import type { Nearness } from './topic-evidence.ts';
import type { AskedSpeaker } from './understand.ts';
import { holdsPhrase, holdsWord } from './word-filters.ts';

/** A statement or sentence that may be what was asked for. */
export interface RankedSaid {
  readonly candidate: SaidCandidate;
  readonly score: number;
  /** Share of all candidates' probability. */
  readonly probability: number;
  readonly features: Float64Array;
}

export interface SaidSearch {
  readonly topic: Topic;
  readonly speakers: readonly AskedSpeaker[];
  readonly whos: readonly Who[];
  readonly exact: readonly string[];
  readonly excluded: readonly string[];
}

const model: RankingModel = weights;
const score = scorerOf(model, saidFeatureNames);

/** A name must fit this well to be the one that was asked about. */
const theirsFrom = 0.5;

export function isTheirs({ candidate }: RankedSaid): boolean {
  return candidate.statement !== null && candidate.fit >= theirsFrom;
}

/** Finds what somebody said about something, best first: their statements, and sentences that may be such. */
export function rankSaid({ topic, speakers, whos, exact, excluded }: SaidSearch, setting: Setting): RankedSaid[] {
  const name = readName(speakers, whos, setting);
  const candidates = saidCandidates(topic, { name, whos }, setting);
  return ranked({ name, candidates }, { topic, exact, excluded });
}

/** The same for a name that is none as it was typed, or nobody's who says anything: by those of like names. */
export function rankRespelt(
  { topic, speakers, exact, excluded }: SaidSearch,
  theirs: Theirs,
  setting: Setting,
): RankedSaid[] {
  const [speaker] = speakers;
  if (speakers.length !== 1 || speaker === undefined || !mayBeSlip(speaker, setting.index, theirs)) return [];
  return rankLikeNames({ topic, speaker, exact, excluded }, setting);
}

/** What speakers whose names are a slip away from one said about all of a topic. */
export function rankLikeNames(
  { topic, speaker, exact, excluded }: Omit<SaidSearch, 'speakers' | 'whos'> & { readonly speaker: AskedSpeaker },
  setting: Setting,
): RankedSaid[] {
  const respelt = respeltCandidates(speaker, topic, setting);
  return respelt === null ? [] : ranked(respelt, { topic, exact, excluded }).filter(holdsAll);
}

/** Whether every word of the topic stands in the sentences of a candidate. */
export function holdsAll({ features }: RankedSaid): boolean {
  return features[saidFeatureNames.indexOf('allInSentence')] === 1;
}

function ranked(
  found: { readonly name: AskedName; readonly candidates: readonly SaidCandidate[] },
  { topic, exact, excluded }: Pick<SaidSearch, 'topic' | 'exact' | 'excluded'>,
): RankedSaid[] {
  const candidates = found.candidates.filter((candidate) => passes(candidate, exact, excluded));
  const features = saidFeatures(candidates, topic, found.name);
  const scores = features.map(score);
  const probabilities = softmax(scores);
  return candidates
    .map((candidate, place) => ({
      candidate,
      score: scores[place] ?? 0,
      probability: probabilities[place] ?? 0,
      features: features[place] ?? new Float64Array(),
    }))
    .sort((a, b) => b.score - a.score);
}

function passes(candidate: SaidCandidate, exact: readonly string[], excluded: readonly string[]): boolean {
  if (exact.length === 0 && excluded.length === 0) return true;
  const { article } = candidate.shelved;
  const start = article.sentences[candidate.first]?.start ?? 0;
  const text = article.text.slice(start, article.sentences[candidate.last]?.end ?? start);
  return exact.every((phrase) => holdsPhrase(text, phrase)) && !excluded.some((word) => holdsWord(text, word));
}

/** Whether the one who was asked about is named in the sentences of a candidate. */
export function isNamed({ features }: RankedSaid): boolean {
  return (features[saidFeatureNames.indexOf('nameInSentence')] ?? 0) > 0;
}

/** Probability that the first of them answers. */
export function saidConfidence(ranked: readonly RankedSaid[], topic: Topic): number {
  const [first] = ranked;
  const likely = confidenceOf(model.confidence, saidConfidenceFeatures(ranked, topic));
  return first === undefined ? likely : Math.max(likely, leastConfidence(first));
}

/**
 * A statement by the one asked about that holds every word of the topic is about it, however many others are as well:
 * the fitted confidence tells how likely it is the one best, and falls with each further one.
 */
function leastConfidence(said: RankedSaid): number {
  const has = (feature: (typeof saidFeatureNames)[number]) => said.features[saidFeatureNames.indexOf(feature)] === 1;
  if (!isTheirs(said) || said.candidate.fit < surelyNamed) return 0;
  return has('allInContent') ? 0.75 : has('allInSentence') ? 0.6 : 0;
}

const surelyNamed = 0.88;

export function saidConfidenceFeatures(ranked: readonly RankedSaid[], topic: Topic): Float64Array {
  const [first] = ranked;
  return confidenceFeatures(ranked, {
    coverage: first === undefined ? 0 : shareInSentence(first),
    words: topic.words.length,
    expanded: topic.words.filter(({ expanded }) => expanded).length,
  });
}

/** Where the topic stands nearest to a candidate. */
export function nearnessOf({ features }: RankedSaid): Nearness {
  for (const place of ['content', 'sentence', 'paragraph', 'article'] as const) {
    if ((features[saidFeatureNames.indexOf(place)] ?? 0) > 0) return place;
  }
  return 'nowhere';
}

/** Share of the topic's weight in the sentences of a candidate. */
export function shareInSentence({ features }: RankedSaid): number {
  return features[saidFeatureNames.indexOf('sentence')] ?? 0;
}
