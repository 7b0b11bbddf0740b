import type { VersionRow } from '../model/archive.ts';
import type { Span } from '../model/span.ts';
import { foldWord } from '../search/analyse.ts';
import { wantedBy } from './answer-words.ts';
import { answeringName, beyondAsked, readWhoQuestion } from './answering-name.ts';
import { passageConfidenceFeatures, passageConfidenceOf, type RankedList } from './passage-confidence.ts';
import {
  type Candidate,
  type Examined,
  examine,
  featureNames,
  featureOf,
  type PreparedQuestion,
} from './passage-features.ts';
import { type Pool, type PooledSentence, type PoolOptions, poolSentences } from './passage-pool.ts';
import weights from './passage-weights.json' with { type: 'json' };
import { type RankingModel, scorerOf, softmax } from './ranking-model.ts';
import { meaningsOf } from './sentence-match.ts';
import type { Setting } from './setting.ts';
import { type Shelved, stemOf, type Token, tokensOf } from './shelf.ts';
import { isStopword, type Topic } from './topic.ts';
import { holdsPhrase, holdsWord } from './word-filters.ts';

/** A sentence that may answer. */
export interface RankedPassage {
  readonly shelved: Shelved;
  /** Place of the sentence in its article. */
  readonly sentence: number;
  readonly score: number;
  /** Share of all candidates' probability, 0 to 1. */
  readonly probability: number;
  /** Words that answer, in the article. */
  readonly highlight: () => readonly Span[];
  readonly examined: Examined;
}

export interface PassageSearch {
  readonly question: string;
  readonly topic: Topic;
  readonly exact: readonly string[];
  readonly excluded: readonly string[];
  /** An answer may stand beside the sentence that has the question's words; a mention has them itself. */
  readonly wants: 'answer' | 'mention';
}

/** So many tell which articles are about the question; more only cost time. */
const mostHits = 100;
/** Whoever looks for mentions, or for words that stand exactly so, is served by the hits themselves. */
const mostMentioning = 200;
/** Sentences that are read. The answer is among so many for 95 of 100 questions; half as many again find not one more. */
export const mostAnswers = 32;
/** Whoever looks for mentions pages on. */
const mostMentions = 48;
/** Of a few words that must stand exactly so, or must not, only the text tells. */
const mostFiltered = 300;

const model: RankingModel = weights;
const score = scorerOf(model, featureNames);

/** Finds sentences that answer a question, best first. */
export function rankPassages(search: PassageSearch, setting: Setting): RankedPassage[] {
  const question = prepareQuestion(search.question, search.topic);
  const { candidates, pool } = candidatesOf(search, setting);
  const examined = examine(question, candidates, pool.articles);
  const scores = examined.map(({ features }) => score(features));
  const probabilities = softmax(scores);
  return examined
    .map((each, place) => ({
      shelved: each.candidate.shelved,
      sentence: each.candidate.pooled.sentence,
      score: scores[place] ?? 0,
      probability: probabilities[place] ?? 0,
      highlight: () => highlightOf(each, question, search),
      examined: each,
    }))
    .sort((a, b) => b.score - a.score);
}

/** Probability that the first of them answers. */
export function passageConfidence(ranked: readonly RankedPassage[], topic: Topic): number {
  const [first] = ranked;
  if (first === undefined) return 0;
  const list = rankedList(
    ranked.map(({ score: own, shelved: { article } }) => ({ score: own, row: article.row })),
    first.examined,
    topic,
  );
  return passageConfidenceOf(model.confidence, passageConfidenceFeatures(list));
}

/** What confidence reads of a ranking, best first. */
export function rankedList(
  ranked: readonly { readonly score: number; readonly row: VersionRow }[],
  first: Examined,
  { words }: Topic,
): RankedList {
  return {
    scores: ranked.map(({ score: own }) => own),
    rows: ranked.map(({ row }) => row),
    coverage: featureOf(first, 'coverage'),
    words: words.length,
    expanded: words.filter(({ expanded }) => expanded).length,
  };
}

function candidatesOf(
  { topic, exact, excluded, wants }: PassageSearch,
  setting: Setting,
): { readonly candidates: readonly Candidate[]; readonly pool: Pool } {
  const isFiltered = exact.length > 0 || excluded.length > 0;
  const most = isFiltered ? mostFiltered : wants === 'answer' ? mostAnswers : mostMentions;
  const pool = poolFor(topic, { articles: isFiltered ? 'all' : 'likeliest', wants, most }, setting);
  if (!isFiltered) return { candidates: readCandidates(pool.sentences, setting), pool };
  const exactly = exact.length === 0 ? [] : thatHold(readCandidates(withWordsOf(exact, topic, pool), setting), exact);
  const candidates = exactly.length > 0 ? exactly : readCandidates(pool.sentences, setting);
  return { candidates: withoutWords(candidates, excluded), pool };
}

/** Of the pool what holds all words of some phrases, in whatever order: the index tells, and nothing else need be read. */
function withWordsOf(phrases: readonly string[], topic: Topic, { sentences, articles }: Pool): PooledSentence[] {
  const folded = new Set(phrases.flatMap((phrase) => tokensOf(phrase, 0).map((token) => token.folded)));
  const places = topic.words.flatMap((word, place) => (folded.has(word.folded) ? [place] : []));
  return sentences.filter(({ row, sentence }) => {
    const evidence = articles.get(row);
    return places.every((place) => (evidence?.weightAt(sentence, place) ?? 0) > 0);
  });
}

/** Sentences that may answer, and what the index knows of their articles. */
export function poolFor(topic: Topic, options: PoolOptions, { index, allows }: Setting): Pool {
  const limit = options.wants === 'answer' && options.articles === 'likeliest' ? mostHits : mostMentioning;
  const hits = index.search(topic.query, { limit, ...(allows === undefined ? {} : { allows }) });
  return poolSentences(topic, hits, index, options);
}

/** Pooled sentences with their articles at hand. */
export function readCandidates(pooled: readonly PooledSentence[], { shelf, filter }: Setting): Candidate[] {
  const articles = shelf.take(
    pooled.map(({ row }) => row),
    filter.scope,
  );
  return pooled.flatMap((each): Candidate[] => {
    const shelved = articles.get(each.row);
    return shelved?.article.sentences[each.sentence] === undefined ? [] : [{ pooled: each, shelved }];
  });
}

function thatHold(candidates: readonly Candidate[], phrases: readonly string[]): Candidate[] {
  return candidates.filter((each) => {
    const text = textOf(each);
    return phrases.every((phrase) => holdsPhrase(text, phrase));
  });
}

function withoutWords(candidates: readonly Candidate[], words: readonly string[]): readonly Candidate[] {
  if (words.length === 0) return candidates;
  return candidates.filter((each) => {
    const text = textOf(each);
    return !words.some((word) => holdsWord(text, word));
  });
}

function textOf({ pooled, shelved: { article } }: Candidate): string {
  const sentence = article.sentences[pooled.sentence];
  return sentence === undefined ? '' : article.text.slice(sentence.start, sentence.end);
}

/** Words of a question that are compared one after another. */
const mostStems = 64;

export function prepareQuestion(question: string, typed: Topic): PreparedQuestion {
  const topic = asRead(typed);
  const tokens = withoutSlips(tokensOf(question, 0), typed);
  const pairs = new Map<string, Map<string, number>>();
  let pairCount = 0;
  for (let place = 0; place + 1 < tokens.length; place += 1) {
    const [first = '', second = ''] = [tokens[place]?.stem, tokens[place + 1]?.stem];
    const followers = pairs.get(first) ?? new Map<string, number>();
    pairs.set(first, followers);
    if (followers.has(second)) continue;
    followers.set(second, pairCount);
    pairCount += 1;
  }
  return {
    topic,
    meanings: meaningsOf(topic),
    wanted: wantedBy(question),
    stems: tokens.slice(0, mostStems).map(({ stem }) => stem),
    pairs,
    pairCount,
    names: topic.words.flatMap(({ isName }, place) => (isName ? [place] : [])),
    plain: topic.words.flatMap(({ isName }, place) => (isName ? [] : [place])),
    focus: focusOf(tokens, topic),
    numbers: topic.words.flatMap(({ folded }, place) => (/^\d/.test(folded) ? [place] : [])),
    counted: countedIn(tokens),
    prefixes: topic.words.flatMap(({ folded }, place) =>
      folded.length >= 5 ? [{ place, letters: folded.slice(0, Math.min(6, folded.length - 1)) }] : [],
    ),
  };
}

/** The topic with the words as they were read: what was typed by a slip stands nowhere. */
function asRead(topic: Topic): Topic {
  const words = topic.words.map((word, place) => {
    const readAs = topic.query[place]?.readAs;
    return readAs === undefined ? word : { ...word, folded: foldWord(readAs) };
  });
  return { ...topic, words };
}

function withoutSlips(tokens: readonly Token[], { query }: Topic): Token[] {
  const readings = Map.groupBy(query, ({ typed }) => typed);
  return tokens.map((token) => {
    const [reading, another] = readings.get(token.folded) ?? [];
    // What was typed without blanks is several words, and none of them alone.
    if (reading?.readAs === undefined || another !== undefined) return token;
    const folded = foldWord(reading.readAs);
    return { ...token, folded, stem: stemOf(folded) };
  });
}

/** Words between "what" or "which" and the verb: "which city", "what type of water". */
function focusOf(tokens: readonly Token[], topic: Topic): number[] {
  const asking = tokens.findIndex(({ folded }) => folded === 'what' || folded === 'which');
  if (asking < 0) return [];
  const focus = new Set<string>();
  for (const { folded } of tokens.slice(asking + 1, asking + 5)) {
    if (isStopword(folded) && folded !== 'of') break;
    focus.add(folded);
  }
  return topic.words.flatMap(({ folded }, place) => (focus.has(folded) ? [place] : []));
}

function countedIn(tokens: readonly Token[]): string | null {
  const many = tokens.findIndex(({ folded }, place) => folded === 'many' && tokens[place - 1]?.folded === 'how');
  return many < 0 ? null : (tokens[many + 1]?.stem ?? null);
}

/** The answering words; the words of the question where the sentence holds none of the kind asked for. */
function highlightOf(
  each: Examined,
  { wanted }: PreparedQuestion,
  { question, topic }: PassageSearch,
): readonly Span[] {
  const { shelved, pooled } = each.candidate;
  if (wanted !== 'person') return each.answers.length > 0 ? each.answers : topicWords(each, topic);
  const tokens = shelved.tokens(pooled.sentence);
  const asked = readWhoQuestion(tokensOf(question, 0));
  const answering =
    asked === null
      ? null
      : answeringName(tokens, shelved.article.text, asked, (stem) => isSameWord(stem, asked.verb, topic));
  if (answering !== null) return [answering];
  const isAsked = ({ stem }: Token) => topic.byTerm.has(stem);
  const named = each.answers.flatMap((answer) => beyondAsked(answer, tokens, isAsked) ?? []);
  const nearest = nearestTo(named.length > 0 ? named : each.answers, topicWords(each, topic));
  return nearest === null ? topicWords(each, topic) : [nearest];
}

function isSameWord(stem: string, verb: string, { byTerm }: Topic): boolean {
  if (stem === verb) return true;
  const places = new Set((byTerm.get(verb) ?? []).map(({ place }) => place));
  return (byTerm.get(stem) ?? []).some(({ place }) => places.has(place));
}

/** Of several names the one that stands nearest to the words of the question. */
function nearestTo(answers: readonly Span[], words: readonly Span[]): Span | null {
  const distance = ({ start, end }: Span): number =>
    words.reduce((sum, word) => sum + Math.max(0, word.start - end, start - word.end), 0);
  const [first, ...others] = answers;
  if (first === undefined) return null;
  return others.reduce((best, each) => (distance(each) < distance(best) ? each : best), first);
}

function topicWords({ candidate: { shelved, pooled } }: Examined, topic: Topic): Span[] {
  return shelved
    .tokens(pooled.sentence)
    .filter(({ stem }) => topic.byTerm.has(stem))
    .map(({ start, end }) => ({ start, end }));
}
