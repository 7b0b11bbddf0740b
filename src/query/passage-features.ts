import type { Span } from '../model/span.ts';
import { SHAPE } from '../search/analyse.ts';
import { findAnswerWords, type Wanted } from './answer-words.ts';
import {
  gradedShare,
  isCounted,
  isNumberWord,
  longestRun,
  orderShare,
  pairShare,
  synonymShare,
} from './loose-matches.ts';
import { type ArticleEvidence, fallingSum, type PooledSentence, poolFeatureNames } from './passage-pool.ts';
import { type Meanings, matchSentence, type SentenceMatch } from './sentence-match.ts';
import type { Shelved, Token } from './shelf.ts';
import type { Topic } from './topic.ts';
import {
  exactShare,
  openingWords,
  presence,
  rarestMissing,
  share,
  shareBeside,
  shareOfPlaces,
  type Weights,
} from './topic-shares.ts';

/** What tells a sentence that answers from one that only shares words with the question. Order of the weights. */
export const featureNames = [
  'bm25',
  'coverage',
  'paragraph',
  'title',
  'article',
  'before',
  'after',
  'bigrams',
  'exact',
  'names',
  'prefix',
  'local',
  'answer',
  'answerNear',
  'verbal',
  'length',
  'short',
  'first',
  'missingRare',
  'span',
  'typedAnswer',
  'heading',
  'fromBefore',
  'fromParagraph',
  'fromTitle',
  'pairs',
  'numbers',
  'focus',
  'counted',
  'opening',
  'paragraphHits',
  'articleHits',
  'graded',
  'synonyms',
  'near',
  'often',
  'behind',
  'articleLocal',
  'words',
  'promise',
  'missingInParagraph',
  'missingInArticle',
  'inOrder',
  'run',
  'plain',
  'others',
  'otherNames',
  'otherNumbers',
  'pronoun',
  'neighbour',
  'coverageBehind',
  'paragraphBehind',
  'localBehind',
  'promiseBehind',
  'asksPerson',
  'asksTime',
  'asksPlace',
  'asksNumber',
  'asksReason',
  'asksOther',
  'asked',
] as const;

type FeatureName = (typeof featureNames)[number];
const placeOfFeature = Object.fromEntries(featureNames.map((name, place) => [name, place])) as Record<
  FeatureName,
  number
>;
type Features = Float64Array;

/** A question made ready for looking at many sentences. */
export interface PreparedQuestion {
  readonly topic: Topic;
  readonly meanings: Meanings;
  readonly wanted: Wanted;
  /** All words of the question in their order, by stem. */
  readonly stems: readonly string[];
  /** Neighbouring pairs of words of the question, by stem: what may follow each word, with the number of the pair. */
  readonly pairs: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly pairCount: number;
  /** Places of topic words that the archive writes with a capital, however they were typed. */
  readonly names: readonly number[];
  /** Places of the others. */
  readonly plain: readonly number[];
  /** Places of topic words that name the kind of answer ("which city"): the answer seldom repeats them. */
  readonly focus: readonly number[];
  /** Places of topic words that are numbers. */
  readonly numbers: readonly number[];
  /** The stem of what is counted ("how many students"), or `null`. */
  readonly counted: string | null;
  /** First letters of words, for forms that stemming does not join. */
  readonly prefixes: readonly { readonly place: number; readonly letters: string }[];
}

export interface Candidate {
  readonly pooled: PooledSentence;
  readonly shelved: Shelved;
}

/** A candidate with its features, and the words that may answer. */
export interface Examined {
  readonly candidate: Candidate;
  readonly features: Features;
  readonly answers: readonly Span[];
}

export function featureOf({ features }: Pick<Examined, 'features'>, name: FeatureName): number {
  return features[placeOfFeature[name]] ?? 0;
}

/** Looks at all candidates of one question: some features compare them with one another. */
export function examine(
  question: PreparedQuestion,
  candidates: readonly Candidate[],
  articles: ReadonlyMap<Candidate['pooled']['row'], ArticleEvidence>,
): Examined[] {
  const paragraphs = new Map<string, ParagraphWords>();
  const examined = candidates.flatMap((candidate): Examined[] => {
    const { pooled, shelved } = candidate;
    const evidence = articles.get(pooled.row);
    if (evidence === undefined) return [];
    const { first, last } = shelved.paragraphOf(pooled.sentence);
    const key = `${pooled.row}/${first}`;
    const paragraph = paragraphs.get(key) ?? wordsOfParagraph(question.topic, { first, last }, evidence);
    paragraphs.set(key, paragraph);
    return [examineOne(question, candidate, paragraph, evidence)];
  });
  for (const [own, behind] of compared) setBehind(examined, own, behind);
  return examined;
}

/** Features whose distance from the best candidate of the question is a feature of its own. */
const compared: readonly (readonly [own: FeatureName, behind: FeatureName])[] = [
  ['coverage', 'coverageBehind'],
  ['paragraph', 'paragraphBehind'],
  ['local', 'localBehind'],
  ['promise', 'promiseBehind'],
];

function setBehind(examined: readonly Examined[], own: FeatureName, behind: FeatureName): void {
  const most = examined.reduce((best, { features }) => Math.max(best, features[placeOfFeature[own]] ?? 0), -1e9);
  for (const { features } of examined) {
    features[placeOfFeature[behind]] = (features[placeOfFeature[own]] ?? 0) - most;
  }
}

interface ParagraphWords {
  readonly found: Float64Array;
  /** For each word of the topic, in how many sentences of the paragraph it stands. */
  readonly sentences: Float64Array;
  /** What was found in it, the best sentence counting most. */
  readonly hits: number;
}

function wordsOfParagraph(
  topic: Topic,
  { first, last }: { readonly first: number; readonly last: number },
  evidence: ArticleEvidence,
): ParagraphWords {
  const sentences = new Float64Array(topic.words.length);
  const found = new Float64Array(topic.words.length);
  const scores: number[] = [];
  for (let place = first; place <= last; place += 1) {
    const score = evidence.scoreAt(place);
    if (score === 0) continue;
    scores.push(score);
    for (let word = 0; word < found.length; word += 1) {
      const weight = evidence.weightAt(place, word);
      if (weight === 0) continue;
      sentences[word] = (sentences[word] ?? 0) + 1;
      if (weight > (found[word] ?? 0)) found[word] = weight;
    }
  }
  return { found, sentences, hits: fallingSum(scores) };
}

/** Words of a usual sentence. */
const perSentence = 24;

function examineOne(
  question: PreparedQuestion,
  candidate: Candidate,
  paragraph: ParagraphWords,
  evidence: ArticleEvidence,
): Examined {
  const { topic } = question;
  const { pooled, shelved } = candidate;
  const sentence = shelved.article.sentences[pooled.sentence];
  const tokens = shelved.tokens(pooled.sentence);
  const match = matchSentence(tokens, question.meanings, topic.words.length);
  const { found } = match;
  const features = new Float64Array(featureNames.length);
  const set = (name: FeatureName, value: number): void => {
    features[placeOfFeature[name]] = value;
  };
  const text = sentence === undefined ? '' : shelved.article.text.slice(sentence.start, sentence.end);
  const answers =
    sentence === undefined
      ? []
      : findAnswerWords({ text, start: sentence.start, tokens }, question.wanted, (stem) => topic.byTerm.has(stem));
  const total = Math.max(topic.totalIdf, 1e-9);
  const title = presence(topic, shelved.titleStems());

  setPooled(set, pooled);
  set('promise', pooled.promise);
  set('coverage', share(topic, found));
  set('paragraph', share(topic, paragraph.found));
  set('title', share(topic, title));
  set('bigrams', bigramShare(question, tokens));
  set('exact', exactShare(topic, tokens, match, total));
  set('names', shareOfPlaces(question.names, found));
  set('plain', shareOfPlaces(question.plain, found));
  set('prefix', prefixShare(question, tokens, found, total));
  set('local', localShare(topic, found, paragraph, total));
  set('answer', answers.length > 0 ? 1 : 0);
  set('answerNear', answerNear(answers, tokens, match));
  set('typedAnswer', Math.min(answers.length, 4) / 4);
  set('length', Math.min(tokens.length, 60) / perSentence);
  set('first', pooled.sentence === 0 ? 1 : 0);
  set('span', nearness(match));
  set('verbal', /[.!?]["'”’)\]]*$/.test(text) ? 0 : 1);
  set('heading', isHeading(tokens) ? 1 : 0);
  set(
    'fromBefore',
    shareBeside(topic, (word) => evidence.weightAt(pooled.sentence - 1, word), found),
  );
  set(
    'fromParagraph',
    shareBeside(topic, (word) => paragraph.found[word] ?? 0, found),
  );
  set(
    'fromTitle',
    shareBeside(topic, (word) => title[word] ?? 0, found),
  );
  set('pairs', pairShare(topic, match));
  set('inOrder', orderShare(topic, match));
  set('run', longestRun(question.stems, tokens));
  set('numbers', shareOfPlaces(question.numbers, found));
  set('focus', shareOfPlaces(question.focus, found));
  set('counted', question.counted !== null && isCounted(tokens, question.counted) ? 1 : 0);
  set('opening', share(topic, openingWords(match, topic.words.length)));
  set('paragraphHits', paragraph.hits);
  set('synonyms', synonymShare(topic, match, total));
  set('graded', gradedShare(topic, tokens, match, total));
  set('missingInParagraph', rarestMissing(topic, paragraph.found));
  set('missingInArticle', rarestMissing(topic, evidence.words.best));
  set('others', Math.min(match.others, 40) / perSentence);
  setNewWords(set, tokens, topic);
  set('pronoun', /^(?:he|she|it|they|this|these|his|her|their|its|such)$/.test(tokens[0]?.folded ?? '') ? 1 : 0);
  set('neighbour', Math.max(evidence.scoreAt(pooled.sentence - 1), evidence.scoreAt(pooled.sentence + 1)));
  setAsked(set, question);
  return { candidate, features, answers };
}

type Setter = (name: FeatureName, value: number) => void;

/** What the pool knew already, and under which name it goes on. */
const fromPool: Readonly<Record<string, FeatureName>> = {
  score: 'bm25',
  near: 'near',
  before: 'before',
  after: 'after',
  article: 'article',
  hits: 'articleHits',
  often: 'often',
  behind: 'behind',
  local: 'articleLocal',
  missing: 'missingRare',
  words: 'words',
  short: 'short',
};

const pooledPlaces = poolFeatureNames.flatMap((name, place) => {
  const feature = fromPool[name];
  return feature === undefined ? [] : [{ place, feature }];
});

function setPooled(set: Setter, { features }: PooledSentence): void {
  for (const { place, feature } of pooledPlaces) set(feature, features[place] ?? 0);
}

/** Names and numbers that the question does not have: an answer tells something new. */
function setNewWords(set: Setter, tokens: readonly Token[], { byTerm }: Topic): void {
  let names = 0;
  let numbers = 0;
  for (let place = 0; place < tokens.length; place += 1) {
    const token = tokens[place];
    if (token === undefined || byTerm.has(token.stem)) continue;
    if (isNumberWord(token.folded)) numbers += 1;
    else if (place > 0 && (token.shape & SHAPE.capital) !== 0) names += 1;
  }
  set('otherNames', Math.min(names, 8) / 4);
  set('otherNumbers', Math.min(numbers, 6) / 3);
}

/** What is asked for says nothing by itself: it tells which of the other features count. */
function setAsked(set: Setter, { wanted, topic }: PreparedQuestion): void {
  set('asked', Math.min(topic.words.length, 12) / 6);
  if (wanted === 'person') set('asksPerson', 1);
  else if (wanted === 'time') set('asksTime', 1);
  else if (wanted === 'place') set('asksPlace', 1);
  else if (wanted === 'reason') set('asksReason', 1);
  else if (wanted === 'other' || wanted === 'name') set('asksOther', 1);
  else set('asksNumber', 1);
}

function isHeading(tokens: readonly Token[]): boolean {
  return tokens.length > 0 && tokens.every(({ shape, folded }) => (shape & SHAPE.capital) !== 0 || folded.length < 4);
}

function bigramShare({ pairs, pairCount }: PreparedQuestion, tokens: readonly Token[]): number {
  if (pairCount === 0) return 0;
  const seen = new Uint8Array(pairCount);
  let count = 0;
  for (let place = 0; place + 1 < tokens.length; place += 1) {
    const pair = pairs.get(tokens[place]?.stem ?? '')?.get(tokens[place + 1]?.stem ?? '');
    if (pair === undefined || seen[pair] === 1) continue;
    seen[pair] = 1;
    count += 1;
  }
  return count / Math.sqrt(pairCount);
}

function prefixShare(
  { prefixes, topic }: PreparedQuestion,
  tokens: readonly Token[],
  found: Weights,
  total: number,
): number {
  let sum = 0;
  for (const { place, letters } of prefixes) {
    if ((found[place] ?? 0) > 0) continue;
    if (tokens.some(({ folded }) => folded.startsWith(letters))) sum += topic.words[place]?.idf ?? 0;
  }
  return sum / total;
}

/** What the paragraph has of the question only here. */
function localShare({ words }: Topic, found: Weights, paragraph: ParagraphWords, total: number): number {
  let sum = 0;
  for (let place = 0; place < words.length; place += 1) {
    const weight = found[place] ?? 0;
    if (weight > 0) sum += (weight * (words[place]?.idf ?? 0)) / (paragraph.sentences[place] || 1);
  }
  return sum / total;
}

/** How near the words that may answer stand to words of the question: 1 beside one, 0 far away. */
function answerNear(answers: readonly Span[], tokens: readonly Token[], { places }: SentenceMatch): number {
  let best = 0;
  for (const answer of answers) {
    for (const place of places) {
      const token = tokens[place];
      if (token === undefined || (token.start >= answer.start && token.end <= answer.end)) continue;
      const distance = token.start >= answer.end ? token.start - answer.end : answer.start - token.end;
      best = Math.max(best, 1 / (1 + Math.max(0, distance) / 12));
    }
  }
  return best;
}

/** How close together the question's words stand: their number by the stretch that holds them. */
function nearness({ found, places }: SentenceMatch): number {
  let wanted = 0;
  for (const weight of found) if (weight > 0) wanted += 1;
  if (wanted < 2) return 0;
  return wanted / Math.max(wanted, (places.at(-1) ?? 0) - (places[0] ?? 0) + 1);
}
