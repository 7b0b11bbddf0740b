import type { Span } from '../model/span.ts';
import { wantedBy } from './answer-words.ts';
import { answeringName, readWhoQuestion } from './answering-name.ts';
import { confidenceFeatures, confidenceOf } from './confidence.ts';
import { indexEvidence, mostPromising } from './index-evidence.ts';
import {
  type Candidate,
  type Examined,
  examine,
  featureNames,
  type IndexEvidence,
  type PreparedQuestion,
} from './passage-features.ts';
import weights from './passage-weights.json' with { type: 'json' };
import { type RankingModel, scorerOf, softmax } from './ranking-model.ts';
import type { Setting } from './setting.ts';
import { type Shelved, type Token, tokensOf } from './shelf.ts';
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
}

/** The gold sentence is among this many for 96 of 100 questions; more only cost time. */
const mostHits = 200;
/** Of which so many are read: their articles come from the disk. */
const mostCandidates = 48;

const model: RankingModel = weights;
const score = scorerOf(model, featureNames);

/** Finds sentences that answer a question, best first. */
export function rankPassages(search: PassageSearch, setting: Setting): RankedPassage[] {
  const question = prepareQuestion(search.question, search.topic);
  const { candidates, evidence } = candidatesOf(search, setting);
  const examined = examine(question, candidates, evidence);
  const scores = examined.map(({ features }) => score(features));
  const probabilities = softmax(scores);
  return examined
    .map((each, place) => ({
      shelved: each.candidate.shelved,
      sentence: each.candidate.hit.sentence,
      score: scores[place] ?? 0,
      probability: probabilities[place] ?? 0,
      highlight: () => highlightOf(each, question, search),
      examined: each,
    }))
    .sort((a, b) => b.score - a.score);
}

/** Probability that the first of them answers. */
export function passageConfidence(ranked: readonly RankedPassage[], topic: Topic): number {
  return confidenceOf(model.confidence, passageConfidenceFeatures(ranked, topic));
}

export function passageConfidenceFeatures(
  ranked: readonly Pick<RankedPassage, 'score' | 'probability' | 'examined'>[],
  topic: Topic,
): Float64Array {
  return confidenceFeatures(ranked, {
    coverage: ranked[0]?.examined.features[featureNames.indexOf('coverage')] ?? 0,
    words: topic.words.length,
    expanded: topic.words.filter(({ expanded }) => expanded).length,
  });
}

/** Sentences that hold words of the question, with their articles at hand, and what the index knows of them. */
export function candidatesOf(
  { topic, exact, excluded }: PassageSearch,
  { index, shelf, filter, allows }: Setting,
): { readonly candidates: readonly Candidate[]; readonly evidence: IndexEvidence } {
  const hits = index.search(topic.query, { limit: mostHits, ...(allows === undefined ? {} : { allows }) });
  const evidence = indexEvidence(topic, hits, index);
  // Words that must or must not stand in a sentence are in its text alone: all of them are read then.
  const isFiltered = exact.length > 0 || excluded.length > 0;
  const read = mostPromising(topic, evidence, isFiltered ? hits.length : mostCandidates);
  const articles = shelf.take(
    read.map(({ row }) => row),
    filter.scope,
  );
  const candidates = read.flatMap((hit): Candidate[] => {
    const shelved = articles.get(hit.row);
    return shelved?.article.sentences[hit.sentence] === undefined ? [] : [{ hit, shelved }];
  });
  return { candidates: isFiltered ? thatPass(candidates, exact, excluded) : candidates, evidence };
}

function thatPass(
  candidates: readonly Candidate[],
  exact: readonly string[],
  excluded: readonly string[],
): Candidate[] {
  const texts = new Map(candidates.map((candidate) => [candidate, textOf(candidate)]));
  const allowed = candidates.filter((each) => !excluded.some((word) => holdsWord(texts.get(each) ?? '', word)));
  const exactly = allowed.filter((each) => exact.every((phrase) => holdsPhrase(texts.get(each) ?? '', phrase)));
  return exactly.length > 0 ? exactly : allowed;
}

function textOf({ hit, shelved: { article } }: Candidate): string {
  const sentence = article.sentences[hit.sentence];
  return sentence === undefined ? '' : article.text.slice(sentence.start, sentence.end);
}

export function prepareQuestion(question: string, topic: Topic): PreparedQuestion {
  const tokens = tokensOf(question, 0);
  const bigrams = new Set<string>();
  for (let place = 0; place + 1 < tokens.length; place += 1) {
    bigrams.add(`${tokens[place]?.stem} ${tokens[place + 1]?.stem}`);
  }
  return {
    topic,
    wanted: wantedBy(question),
    folded: new Set(topic.words.map(({ folded }) => folded)),
    bigrams,
    names: topic.words.flatMap(({ isName }, place) => (isName ? [place] : [])),
    focus: focusOf(tokens, topic),
    numbers: topic.words.flatMap(({ folded }, place) => (/^\d/.test(folded) ? [place] : [])),
    counted: countedIn(tokens),
    prefixes: topic.words.flatMap(({ folded }, place) =>
      folded.length >= 5 ? [{ place, letters: folded.slice(0, Math.min(6, folded.length - 1)) }] : [],
    ),
  };
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
  const { shelved, hit } = each.candidate;
  if (wanted !== 'person') return each.answers.length > 0 ? each.answers : topicWords(each, topic);
  const tokens = shelved.tokens(hit.sentence);
  const asked = readWhoQuestion(tokensOf(question, 0));
  const answering =
    asked === null
      ? null
      : answeringName(tokens, shelved.article.text, asked, (stem) => isSameWord(stem, asked.verb, topic));
  if (answering !== null) return [answering];
  const nearest = nearestTo(each.answers, topicWords(each, topic));
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

function topicWords({ candidate: { shelved, hit } }: Examined, topic: Topic): Span[] {
  return shelved
    .tokens(hit.sentence)
    .filter(({ stem }) => topic.byTerm.has(stem))
    .map(({ start, end }) => ({ start, end }));
}
