/**
 * Fits the weights of what somebody said and of its confidence on every second article, reports them on the others and the
 * other way round, and writes what was fitted on the first half to `src/query/`.
 *
 *     node test/eval/fit-said.ts [--data FOLDER] [--every 2] [--archives FOLDER] [--write]
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Span } from '../../src/model/span.ts';
import { confidenceNames, confidenceOf } from '../../src/query/confidence.ts';
import { saidConfidenceFeatures } from '../../src/query/rank-said.ts';
import { type RankingModel, type Scorer, scorerOf, softmax } from '../../src/query/ranking-model.ts';
import { readName, saidCandidates } from '../../src/query/said-candidates.ts';
import { saidFeatureNames, saidFeatures } from '../../src/query/said-features.ts';
import type { Setting } from '../../src/query/setting.ts';
import { whosOf } from '../../src/query/speaker-test.ts';
import { readTopic } from '../../src/query/topic.ts';
import { read, settingOver } from './eval-setting.ts';
import { type Example, fitLinear } from './fit-linear.ts';
import { fitNetwork } from './fit-network.ts';
import { type EvalArticle, type EvalQuestion, readEvalData } from './question-data.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: resolve(import.meta.dirname, '../../../shared/eval/questions') },
    every: { type: 'string', default: '2' },
    archives: { type: 'string' },
    write: { type: 'boolean', default: false },
    units: { type: 'string', default: '16' },
    epochs: { type: 'string', default: '20' },
    rate: { type: 'string', default: '0.004' },
    decay: { type: 'string', default: '0.0005' },
  },
});

/** A question with its candidates, and how confidence reads them once they are scored. */
interface Case extends Example {
  readonly fold: 0 | 1;
  readonly spelling: 'question' | 'misspelt';
  confidence(scores: readonly number[]): Float64Array;
}

const every = Number(values.every);
const data = readEvalData(values.data);
const steps = { steps: 60, rate: 0.05, decay: 1e-4 };
const network = {
  units: Number(values.units),
  epochs: Number(values.epochs),
  rate: Number(values.rate),
  decay: Number(values.decay),
  seed: 1,
};

function overlaps(spans: EvalQuestion['spans'], { start, end }: Span): boolean {
  return spans.some(([from, to]) => from < end && start < to);
}

type MakeCase = (question: EvalQuestion, text: string, setting: Setting) => Omit<Case, 'fold' | 'spelling'>;

const saidCase: MakeCase = (question, typed, setting) => {
  const asked = read(typed, setting);
  const topic = readTopic(asked.about ?? typed, setting.index);
  const whos = whosOf(asked.speakers);
  const name = readName(asked.speakers, whos, setting);
  const candidates = saidCandidates(topic, { name, whos }, setting);
  const features = saidFeatures(candidates, topic, name);
  const answers = new Set(
    candidates.flatMap(({ statement, shelved: { article }, first }) => {
      const span = statement?.extent ?? article.sentences[first];
      const isOne = article.id === question.article && span !== undefined && overlaps(question.spans, span);
      return isOne ? [article.text.slice(span.start, span.end)] : [];
    }),
  );
  const right = candidates.map(({ statement, shelved, first }) => {
    const span = statement?.extent ?? shelved.article.sentences[first];
    if (span === undefined) return false;
    // Of two articles with the same words neither is the better answer.
    return shelved.article.id === question.article
      ? overlaps(question.spans, span)
      : answers.has(shelved.article.text.slice(span.start, span.end));
  });
  const items = candidates.map((candidate, place) => ({ candidate, features: features[place] ?? new Float64Array() }));
  return {
    features,
    right,
    confidence(scores) {
      const ranked = rank(items, scores).map(({ item, ...rest }) => ({ ...item, ...rest }));
      return saidConfidenceFeatures(ranked, topic);
    },
  };
};

function rank<T>(items: readonly T[], scores: readonly number[]): { item: T; score: number; probability: number }[] {
  const shares = softmax(scores);
  return items
    .map((item, place) => ({ item, score: scores[place] ?? 0, probability: shares[place] ?? 0 }))
    .sort((a, b) => b.score - a.score);
}

function casesOf(make: MakeCase, questions: readonly EvalQuestion[], articles: readonly EvalArticle[]): Case[] {
  const setting = settingOver(articles, values.archives);
  const order = new Map(articles.map(({ id }, place) => [id, place]));
  return questions
    .filter(({ article }, place) => order.has(article) && place % every === 0)
    .flatMap((question) =>
      (['question', 'misspelt'] as const).map((spelling) => ({
        ...make(question, question[spelling], setting),
        fold: (order.get(question.article) ?? 0) % 2 === 0 ? (0 as const) : (1 as const),
        spelling,
      })),
    );
}

interface Fitted {
  readonly model: RankingModel;
  readonly score: Scorer;
}

function fitCases(cases: readonly Case[], names: readonly string[]): Fitted {
  const layers = fitNetwork(cases, names.length, network);
  const bare: RankingModel = { features: names, ...layers, confidence: {} };
  const score = scorerOf(bare, names);
  const none = new Float64Array(confidenceNames.length);
  // A yes-or-no question is a choice between the features and nothing.
  const examples = cases.map((each): Example => {
    const { scores, isRight } = scored(each, score);
    return { features: [each.confidence(scores), none], right: [isRight, !isRight] };
  });
  const confidence = fitLinear(examples, confidenceNames.length, steps);
  const named = Object.fromEntries(
    confidenceNames.map((name, place) => [name, Number((confidence[place] ?? 0).toFixed(3))]),
  );
  return { model: { ...bare, confidence: named }, score };
}

function scored(each: Case, score: Scorer): { scores: number[]; isRight: boolean; place: number } {
  const scores = each.features.map(score);
  const order = scores.map((_score, place) => place).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const place = order.findIndex((candidate) => each.right[candidate]);
  return { scores, isRight: place === 0, place };
}

function report(name: string, cases: readonly Case[], { model, score }: Fitted): void {
  const outcomes = cases.map((each) => {
    const { scores, place } = scored(each, score);
    return { place, confidence: confidenceOf(model.confidence, each.confidence(scores)) };
  });
  const share = (part: number, whole: number): string => ((100 * part) / Math.max(1, whole)).toFixed(1).padStart(6);
  const within = (most: number): string =>
    share(outcomes.filter(({ place }) => place >= 0 && place < most).length, outcomes.length);
  const sure = [...outcomes].sort((a, b) => b.confidence - a.confidence).slice(0, Math.round(outcomes.length * 0.7));
  const right = share(sure.filter(({ place }) => place === 0).length, sure.length);
  console.log(`${name.padEnd(48)} ${within(1)} ${within(5)} ${within(1000)} ${right}  of ${outcomes.length}`);
}

function fitBothWays(
  title: string,
  make: MakeCase,
  questions: readonly EvalQuestion[],
  articles: readonly EvalArticle[],
  names: readonly string[],
  file: string,
): void {
  const cases = casesOf(make, questions, articles);
  const halves = [cases.filter(({ fold }) => fold === 0), cases.filter(({ fold }) => fold === 1)];
  const fitted = halves.map((half) => fitCases(half, names));
  for (const [place, half] of halves.entries()) {
    const other = fitted[1 - place];
    if (other === undefined) continue;
    for (const spelling of ['question', 'misspelt'] as const) {
      report(
        `${title}, half ${place + 1}, ${spelling}, fitted on the other`,
        half.filter((each) => each.spelling === spelling),
        other,
      );
    }
  }
  const [first] = fitted;
  if (!values.write || first === undefined) return;
  writeFileSync(resolve(import.meta.dirname, '../../src/query', file), `${JSON.stringify(first.model)}\n`);
}

console.log(`${''.padEnd(48)} ${'hit@1'.padStart(6)} ${'hit@5'.padStart(6)} ${'found'.padStart(6)} right@70`);
fitBothWays('said', saidCase, data.said, data.articles, saidFeatureNames, 'said-weights.json');
