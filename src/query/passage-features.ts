import type { VersionRow } from '../model/archive.ts';
import type { Hit } from '../model/search.ts';
import { findAnswerWords, type Wanted } from './answer-words.ts';
import { gradedShare, isCounted, pairShare, synonymShare } from './loose-matches.ts';
import type { Shelved, Token } from './shelf.ts';
import type { Topic } from './topic.ts';

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
  readonly wanted: Wanted;
  /** Folded words of the question that count, in their order. */
  readonly folded: ReadonlySet<string>;
  /** Neighbouring pairs of words of the question, by stem. */
  readonly bigrams: ReadonlySet<string>;
  /** Places of topic words that the archive writes with a capital, however they were typed. */
  readonly names: readonly number[];
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
  readonly hit: Hit;
  readonly shelved: Shelved;
}

/** A candidate with its features, and the words that may answer. */
export interface Examined {
  readonly candidate: Candidate;
  readonly features: Features;
  readonly answers: readonly { readonly start: number; readonly end: number }[];
}

/** What the index knows of the articles of all hits, before any of them is read. */
export interface IndexEvidence {
  readonly best: number;
  /** What was found in each article, the best counting most. */
  readonly sums: ReadonlyMap<VersionRow, number>;
  readonly hits: readonly Hit[];
  /** For each word of the topic its weight in the sentence; `null` for an article that holds none. */
  weightsIn(row: VersionRow, sentence: number): readonly number[];
  inArticle(row: VersionRow): readonly number[];
}

/** Looks at all candidates of one question: some features compare them with one another. */
export function examine(
  question: PreparedQuestion,
  candidates: readonly Candidate[],
  evidence: IndexEvidence,
): Examined[] {
  const paragraphs = new Map<string, ParagraphWords>();
  const sums = paragraphSums(candidates, evidence);
  return candidates.map((candidate) => {
    const { shelved, hit } = candidate;
    const { first, last } = shelved.paragraphOf(hit.sentence);
    const key = `${hit.row}/${first}`;
    const paragraph = paragraphs.get(key) ?? wordsOfParagraph(question.topic, hit.row, { first, last }, evidence);
    paragraphs.set(key, paragraph);
    const article = evidence.inArticle(hit.row);
    const hits = { paragraph: sums.get(key) ?? 0, article: evidence.sums.get(hit.row) ?? 0 };
    return examineOne(question, candidate, { paragraph, article, evidence, hits });
  });
}

/** What the index found in each paragraph of the candidates' articles, the best counting most. */
function paragraphSums(candidates: readonly Candidate[], { hits, best }: IndexEvidence): ReadonlyMap<string, number> {
  const shelves = new Map(candidates.map(({ hit, shelved }) => [hit.row, shelved]));
  const scores = new Map<string, number[]>();
  for (const { row, sentence, score } of hits) {
    const shelved = shelves.get(row);
    if (shelved === undefined) continue;
    const key = `${row}/${shelved.paragraphOf(sentence).first}`;
    const list = scores.get(key) ?? [];
    list.push(score / best);
    scores.set(key, list);
  }
  return new Map([...scores].map(([key, list]) => [key, fallingSum(list)]));
}

const mostSummed = 6;

/** The best whole, the second by half, the third by a third. */
export function fallingSum(scores: readonly number[]): number {
  return [...scores]
    .sort((a, b) => b - a)
    .slice(0, mostSummed)
    .reduce((sum, score, place) => sum + score / (place + 1), 0);
}

interface ParagraphWords {
  readonly found: number[];
  /** For each word of the topic, in how many sentences of the paragraph it stands. */
  readonly sentences: number[];
}

function wordsOfParagraph(
  topic: Topic,
  row: VersionRow,
  { first, last }: { readonly first: number; readonly last: number },
  evidence: IndexEvidence,
): ParagraphWords {
  const sentences = new Array<number>(topic.words.length).fill(0);
  const found = new Array<number>(topic.words.length).fill(0);
  for (let place = first; place <= last; place += 1) {
    for (const [word, weight] of evidence.weightsIn(row, place).entries()) {
      if (weight === 0) continue;
      sentences[word] = (sentences[word] ?? 0) + 1;
      found[word] = Math.max(found[word] ?? 0, weight);
    }
  }
  return { found, sentences };
}

function presence(topic: Topic, tokens: Iterable<Pick<Token, 'stem'>>): number[] {
  const found = new Array<number>(topic.words.length).fill(0);
  for (const { stem } of tokens) {
    const places = topic.byTerm.get(stem);
    if (places === undefined) continue;
    for (const { place, weight } of places) if (weight > (found[place] ?? 0)) found[place] = weight;
  }
  return found;
}

function share(topic: Topic, found: readonly number[]): number {
  if (topic.totalIdf === 0) return 0;
  let sum = 0;
  for (let place = 0; place < topic.words.length; place += 1) {
    sum += (topic.words[place]?.idf ?? 0) * (found[place] ?? 0);
  }
  return sum / topic.totalIdf;
}

/** Verbs of "be" make titles and lists; a sentence without any verb form of the question's is often one. */
const perSentence = 24;

function examineOne(
  question: PreparedQuestion,
  candidate: Candidate,
  around: {
    readonly paragraph: ParagraphWords;
    readonly article: readonly number[];
    readonly evidence: IndexEvidence;
    readonly hits: { readonly paragraph: number; readonly article: number };
  },
): Examined {
  const { topic } = question;
  const { hit, shelved } = candidate;
  const sentence = shelved.article.sentences[hit.sentence];
  const tokens = shelved.tokens(hit.sentence);
  const found = presence(topic, tokens);
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
  const before = around.evidence.weightsIn(hit.row, hit.sentence - 1);
  const title = presence(topic, titleTokens(shelved));

  set('bm25', hit.score / around.evidence.best);
  set('coverage', share(topic, found));
  set('paragraph', share(topic, around.paragraph.found));
  set('title', share(topic, title));
  set('article', share(topic, around.article));
  set('before', share(topic, before));
  set('after', share(topic, around.evidence.weightsIn(hit.row, hit.sentence + 1)));
  set('bigrams', bigramShare(question, tokens));
  set('exact', exactShare(question, tokens, total));
  set('names', nameShare(question, found));
  set('prefix', prefixShare(question, tokens, found, total));
  set('local', localShare(topic, found, around.paragraph, total));
  set('answer', answers.length > 0 ? 1 : 0);
  set('answerNear', answerNear(answers, tokens, topic));
  set('typedAnswer', Math.min(answers.length, 4) / 4);
  set('length', Math.min(tokens.length, 60) / perSentence);
  set('short', tokens.length < 6 ? 1 : 0);
  set('first', hit.sentence === 0 ? 1 : 0);
  set('missingRare', rarestMissing(topic, found));
  set('span', nearness(tokens, topic, found));
  set('verbal', /[.!?]["'”’)\]]*$/.test(text) ? 0 : 1);
  set(
    'heading',
    tokens.length > 0 && tokens.every(({ shape, folded }) => (shape & 2) !== 0 || folded.length < 4) ? 1 : 0,
  );
  set(
    'fromBefore',
    share(
      topic,
      before.map((weight, place) => (found[place] ? 0 : weight)),
    ),
  );
  set(
    'fromParagraph',
    share(
      topic,
      around.paragraph.found.map((weight, place) => (found[place] ? 0 : weight)),
    ),
  );
  set(
    'fromTitle',
    share(
      topic,
      title.map((weight, place) => (found[place] ? 0 : weight)),
    ),
  );
  set('pairs', pairShare(topic, tokens));
  set('numbers', shareOfPlaces(question.numbers, found));
  set('focus', shareOfPlaces(question.focus, found));
  set('counted', question.counted !== null && isCounted(tokens, question.counted) ? 1 : 0);
  set('opening', share(topic, presence(topic, tokens.slice(0, 6))));
  set('paragraphHits', around.hits.paragraph);
  set('articleHits', around.hits.article);
  set('synonyms', synonymShare(topic, tokens, found, total));
  set('graded', gradedShare(topic, tokens, found, total));
  return { candidate, features, answers };
}

function shareOfPlaces(places: readonly number[], found: readonly number[]): number {
  if (places.length === 0) return 0;
  return places.reduce((sum, place) => sum + (found[place] ?? 0), 0) / places.length;
}

function* titleTokens(shelved: Shelved): Generator<Pick<Token, 'stem'>> {
  for (const stem of shelved.titleStems()) yield { stem };
}

function bigramShare({ bigrams }: PreparedQuestion, tokens: readonly Token[]): number {
  if (bigrams.size === 0) return 0;
  let count = 0;
  const seen = new Set<string>();
  for (let place = 0; place + 1 < tokens.length; place += 1) {
    const pair = `${tokens[place]?.stem} ${tokens[place + 1]?.stem}`;
    if (bigrams.has(pair) && !seen.has(pair)) {
      seen.add(pair);
      count += 1;
    }
  }
  return count / Math.sqrt(bigrams.size);
}

function exactShare({ topic, folded }: PreparedQuestion, tokens: readonly Token[], total: number): number {
  const exact = new Set<string>();
  for (const token of tokens) if (folded.has(token.folded)) exact.add(token.folded);
  let sum = 0;
  for (const word of topic.words) if (exact.has(word.folded)) sum += word.idf;
  return sum / total;
}

function nameShare({ names }: PreparedQuestion, found: readonly number[]): number {
  if (names.length === 0) return 0;
  return names.reduce((sum, place) => sum + (found[place] ?? 0), 0) / names.length;
}

function prefixShare(
  { prefixes, topic }: PreparedQuestion,
  tokens: readonly Token[],
  found: readonly number[],
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
function localShare(topic: Topic, found: readonly number[], paragraph: ParagraphWords, total: number): number {
  let sum = 0;
  for (let place = 0; place < topic.words.length; place += 1) {
    const weight = found[place] ?? 0;
    if (weight > 0) sum += (weight * (topic.words[place]?.idf ?? 0)) / (paragraph.sentences[place] || 1);
  }
  return sum / total;
}

/** How near the words that may answer stand to words of the question: 1 beside one, 0 far away. */
function answerNear(
  answers: readonly { readonly start: number; readonly end: number }[],
  tokens: readonly Token[],
  topic: Topic,
): number {
  let best = 0;
  for (const answer of answers) {
    for (const token of tokens) {
      if (!topic.byTerm.has(token.stem) || (token.start >= answer.start && token.end <= answer.end)) continue;
      const distance = token.start >= answer.end ? token.start - answer.end : answer.start - token.end;
      best = Math.max(best, 1 / (1 + Math.max(0, distance) / 12));
    }
  }
  return best;
}

function rarestMissing(topic: Topic, found: readonly number[]): number {
  let rarest = 0;
  let missing = 0;
  for (const [place, { idf }] of topic.words.entries()) {
    rarest = Math.max(rarest, idf);
    if ((found[place] ?? 0) === 0) missing = Math.max(missing, idf);
  }
  return rarest === 0 ? 0 : missing / rarest;
}

/** How close together the question's words stand: their number by the stretch that holds them. */
function nearness(tokens: readonly Token[], topic: Topic, found: readonly number[]): number {
  const wanted = found.filter((weight) => weight > 0).length;
  if (wanted < 2) return 0;
  let first = -1;
  let last = -1;
  for (const [place, { stem }] of tokens.entries()) {
    if (!topic.byTerm.has(stem)) continue;
    if (first < 0) first = place;
    last = place;
  }
  return wanted / Math.max(wanted, last - first + 1);
}
