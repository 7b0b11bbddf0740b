import { reportsSpeech } from '../text/cues.ts';
import type { AskedName, SaidCandidate } from './said-candidates.ts';
import { greatest } from './said-pool.ts';
import type { Token } from './shelf.ts';
import { contentTokens } from './statement-text.ts';
import { coverage, shareOf, type Topic } from './topic.ts';

/** What tells the statement that was asked for. Order of the weights. */
export const saidFeatureNames = [
  'theirs',
  'fit',
  'direct',
  'content',
  'sentence',
  'paragraph',
  'article',
  'title',
  'allInContent',
  'allInSentence',
  'missing',
  'exact',
  'bm25',
  'nameInSentence',
  'nameFirst',
  'cue',
  'openCue',
  'span',
  'length',
  'nested',
  'denied',
  'local',
  'doubtful',
] as const;

type SaidFeature = (typeof saidFeatureNames)[number];

const placeOf = Object.fromEntries(saidFeatureNames.map((feature, place) => [feature, place])) as Readonly<
  Record<SaidFeature, number>
>;

/** Features of all candidates of one question. */
export function saidFeatures(candidates: readonly SaidCandidate[], topic: Topic, name: AskedName): Float64Array[] {
  return candidates.map((candidate) => featuresOf(candidate, topic, name));
}

function featuresOf(candidate: SaidCandidate, topic: Topic, name: AskedName): Float64Array {
  const { statement, shelved, first, last, evidence } = candidate;
  const features = new Float64Array(saidFeatureNames.length);
  const set = (feature: SaidFeature, value: number): void => {
    features[placeOf[feature]] = value;
  };
  const tokens = tokensBetween(candidate, first, last);
  const content = statement === null ? tokens : contentTokens(statement, shelved);
  const inContent = presence(topic, content);
  const inSentence = presence(topic, tokens);
  const paragraph = { first: first - 1, last: last + 1 };
  const near = greatest(topic.words.length, [paragraph.first, paragraph.last], evidence.weightsIn);
  const inParagraph = inSentence.map((weight, place) => Math.max(weight, near[place] ?? 0));
  const total = Math.max(topic.totalIdf, 1e-9);
  const isNamed = tokens.some(({ stem }) => name.stems.has(stem));
  const hasCue = tokens.some(({ folded }) => reportsSpeech(folded));

  set('theirs', statement === null ? 0 : 1);
  set('fit', candidate.fit);
  set('direct', statement === null || statement.type === 'indirect' ? 0 : 1);
  set('content', shareOf(topic, inContent));
  set('sentence', shareOf(topic, inSentence));
  set('paragraph', shareOf(topic, inParagraph));
  set('article', shareOf(topic, evidence.article));
  set('title', shareOf(topic, coverage(topic, shelved.titleStems())));
  set('allInContent', inContent.every((weight) => weight > 0) ? 1 : 0);
  set('allInSentence', inSentence.every((weight) => weight > 0) ? 1 : 0);
  set('missing', inSentence.filter((weight) => weight === 0).length);
  set('exact', exactShare(topic, tokens, total));
  set('bm25', candidate.bm25);
  set('nameInSentence', isNamed ? 1 : 0);
  set('nameFirst', tokens.slice(0, 4).some(({ stem }) => name.stems.has(stem)) ? 1 : 0);
  set('cue', hasCue ? 1 : 0);
  set('openCue', statement === null && hasCue && isNamed ? 1 : 0);
  set('span', nearness(tokens, topic));
  set('length', Math.min(tokens.length, 120) / 40);
  set('nested', statement?.nested ? 1 : 0);
  set('denied', statement?.denied ? 1 : 0);
  set('doubtful', candidate.isDoubtful ? 1 : 0);
  set('local', localShare(candidate, topic, inSentence, total));
  return features;
}

function tokensBetween({ shelved }: SaidCandidate, first: number, last: number): readonly Token[] {
  if (first === last) return shelved.tokens(first);
  const tokens: Token[] = [];
  for (let place = Math.max(0, first); place <= last; place += 1) tokens.push(...shelved.tokens(place));
  return tokens;
}

function presence(topic: Topic, tokens: readonly Token[]): number[] {
  const found = new Array<number>(topic.words.length).fill(0);
  for (const { stem } of tokens) {
    const own = topic.byTerm.get(stem);
    if (own === undefined) continue;
    for (const { place, weight } of own) if (weight > (found[place] ?? 0)) found[place] = weight;
  }
  return found;
}

function exactShare(topic: Topic, tokens: readonly Token[], total: number): number {
  const words = new Set(tokens.map(({ folded }) => folded));
  return topic.words.reduce((sum, { folded, idf }) => sum + (words.has(folded) ? idf : 0), 0) / total;
}

function nearness(tokens: readonly Token[], topic: Topic): number {
  let first = -1;
  let last = -1;
  const stems = new Set<string>();
  for (const [place, { stem }] of tokens.entries()) {
    if (!topic.byTerm.has(stem)) continue;
    stems.add(stem);
    if (first < 0) first = place;
    last = place;
  }
  return stems.size < 2 ? 0 : 1 / (1 + (last - first) / 8);
}

/** What the paragraph has of the topic only here. */
function localShare(
  { evidence, first, last }: SaidCandidate,
  topic: Topic,
  found: readonly number[],
  total: number,
): number {
  const [before, after] = [evidence.weightsIn(first - 1), evidence.weightsIn(last + 1)];
  let sum = 0;
  for (const [place, { idf }] of topic.words.entries()) {
    const elsewhere = Number((before[place] ?? 0) > 0) + Number((after[place] ?? 0) > 0);
    sum += (idf * (found[place] ?? 0)) / (1 + elsewhere);
  }
  return sum / total;
}
