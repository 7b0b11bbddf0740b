/**
 * Fits how passages are ranked and how sure their answers are: which sentences are read (`pool-weights.json`), which of
 * them answers, and with what probability (`passage-weights.json`).
 *
 * The questions are asked among their own articles alone and among all articles, with and without a slip. What is
 * fitted on every second article is reported on the others, both ways; `--write` writes what is fitted on all of them.
 *
 *     node test/eval/fit-passages.ts [--data FOLDER] [--archives FOLDER] [--every 1] [--write]
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { VersionRow } from '../../src/model/archive.ts';
import type { Span } from '../../src/model/span.ts';
import { mostAnswers, poolFor, prepareQuestion, rankedList, readCandidates } from '../../src/query/find-passages.ts';
import {
  passageConfidenceFeatures,
  passageConfidenceNames,
  passageConfidenceOf,
} from '../../src/query/passage-confidence.ts';
import { type Examined, examine, featureNames } from '../../src/query/passage-features.ts';
import { type Pool, type PooledSentence, poolFeatureNames } from '../../src/query/passage-pool.ts';
import { type RankingModel, type Scorer, scorerOf } from '../../src/query/ranking-model.ts';
import type { Setting } from '../../src/query/setting.ts';
import { readTopic, type Topic } from '../../src/query/topic.ts';
import { understand } from '../../src/query/understand.ts';
import { settingOver } from './eval-setting.ts';
import { type Example, fitLinear } from './fit-linear.ts';
import { fitNetwork } from './fit-network.ts';
import { type EvalQuestion, readEvalData } from './question-data.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: resolve(import.meta.dirname, '../../../shared/eval/questions') },
    /** Folder to keep the archives in between runs; they are made in memory when absent. */
    archives: { type: 'string' },
    /** Every n-th question only. */
    every: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
    units: { type: 'string', default: '12' },
    epochs: { type: 'string', default: '10' },
    rate: { type: 'string', default: '0.004' },
    decay: { type: 'string', default: '0.002' },
  },
});

type Fold = 0 | 1;
type Spelling = 'question' | 'misspelt';

interface Asked {
  readonly question: EvalQuestion;
  readonly fold: Fold;
  readonly among: string;
  readonly spelling: Spelling;
}

interface Case extends Example, Asked {
  readonly examined: readonly Examined[];
  readonly topic: Topic;
}

const every = Number(values.every);
const network = {
  units: Number(values.units),
  epochs: Number(values.epochs),
  rate: Number(values.rate),
  decay: Number(values.decay),
  seed: 1,
};
/** Of the pool only so many and the right ones are learnt from: the others are far behind. */
const mostPooled = 120;
/** The pool has few weights, and a part of the questions is enough for them. */
const everyForPool = 2 * every;

/** What is looked for, and in which words, as the product reads the question. */
function read(typed: string, { directory, index }: Setting): { readonly text: string; readonly topic: Topic } {
  const { about } = understand(typed, {
    directory,
    outlets: new Map(),
    known: (word) => index.knows(word),
    clock: { now: new Date('2025-06-01T12:00:00Z'), zone: 'UTC' },
  });
  const text = about ?? typed;
  return { text, topic: readTopic(text, index) };
}

function poolOf(topic: Topic, setting: Setting): Pool {
  return poolFor(topic, { articles: 'likeliest', wants: 'answer', most: Number.POSITIVE_INFINITY }, setting);
}

function overlaps(spans: EvalQuestion['spans'], { start, end }: Span): boolean {
  return spans.some(([from, to]) => from < end && start < to);
}

/** Row and sentences of the answer. */
function answerIn({ question }: Asked, { archive, filter }: Setting): (row: VersionRow, sentence: number) => boolean {
  const article = archive.article(question.article, filter.scope);
  const right = new Set(
    article?.sentences.flatMap((sentence, place) => (overlaps(question.spans, sentence) ? [place] : [])),
  );
  return (row, sentence) => row === article?.row && right.has(sentence);
}

function poolExample(asked: Asked, setting: Setting): Example {
  const isRight = answerIn(asked, setting);
  const { topic } = read(asked.question[asked.spelling], setting);
  const kept = poolOf(topic, setting)
    .sentences.map((pooled) => ({ pooled, right: isRight(pooled.row, pooled.sentence) }))
    .filter(({ right }, place) => right || place < mostPooled);
  return { features: kept.map(({ pooled }) => pooled.features), right: kept.map(({ right }) => right) };
}

function fitPool(examples: readonly Example[]): RankingModel {
  const weights = fitLinear(examples, poolFeatureNames.length, { steps: 30, rate: 0.05, decay: 1e-4 });
  return {
    features: poolFeatureNames,
    weights: [...weights].map((weight) => Number(weight.toPrecision(5))),
    units: [],
    confidence: {},
  };
}

/** The pool in the order of other weights than those that the product has now. */
function reordered(sentences: readonly PooledSentence[], promise: Scorer): PooledSentence[] {
  return sentences
    .map((pooled) => ({ ...pooled, promise: promise(pooled.features) }))
    .sort((a, b) => b.promise - a.promise || b.row - a.row || a.sentence - b.sentence);
}

function caseOf(asked: Asked, promise: Scorer, setting: Setting): Case {
  const isRight = answerIn(asked, setting);
  const { text, topic } = read(asked.question[asked.spelling], setting);
  const pool = poolOf(topic, setting);
  const candidates = readCandidates(reordered(pool.sentences, promise).slice(0, mostAnswers), setting);
  const examined = examine(prepareQuestion(text, topic), candidates, pool.articles);
  return {
    ...asked,
    examined,
    topic,
    features: examined.map(({ features }) => features),
    right: examined.map(({ candidate: { pooled } }) => isRight(pooled.row, pooled.sentence)),
  };
}

interface Scored {
  /** Place of the answer in the ranking, -1 when it is not among the candidates. */
  readonly place: number;
  readonly confidence: Float64Array;
}

function scored({ examined, right, topic }: Case, score: Scorer): Scored {
  const ranked = examined
    .map((each, place) => ({
      each,
      score: score(each.features),
      row: each.candidate.pooled.row,
      right: right[place] === true,
    }))
    .sort((a, b) => b.score - a.score);
  const [first] = ranked;
  const place = ranked.findIndex((candidate) => candidate.right);
  const none = new Float64Array(passageConfidenceNames.length);
  return {
    place,
    confidence: first === undefined ? none : passageConfidenceFeatures(rankedList(ranked, first.each, topic)),
  };
}

function fitRanking(cases: readonly Case[]): RankingModel {
  return { features: featureNames, ...fitNetwork(cases, featureNames.length, network), confidence: {} };
}

/** Fitted on questions that the ranking was not fitted on: on its own it is surer than it may be. */
function fitConfidence(outcomes: readonly Scored[]): Record<string, number> {
  const none = new Float64Array(passageConfidenceNames.length);
  // A yes-or-no question is a choice between the features and nothing.
  const examples = outcomes.map(
    ({ place, confidence }): Example => ({ features: [confidence, none], right: [place === 0, place !== 0] }),
  );
  const weights = fitLinear(examples, none.length, { steps: 60, rate: 0.05, decay: 1e-3 });
  return Object.fromEntries(
    passageConfidenceNames.map((name, place) => [name, Number((weights[place] ?? 0).toFixed(3))]),
  );
}

function report(name: string, outcomes: readonly Scored[], weights: Readonly<Record<string, number>>): void {
  const share = (part: number, whole: number): string => ((100 * part) / Math.max(1, whole)).toFixed(1).padStart(6);
  const within = (most: number): string =>
    share(outcomes.filter(({ place }) => place >= 0 && place < most).length, outcomes.length);
  const sure = outcomes
    .map(({ place, confidence }) => ({ place, sureness: passageConfidenceOf(weights, confidence) }))
    .sort((a, b) => b.sureness - a.sureness)
    .slice(0, Math.round(outcomes.length * 0.7));
  const right = share(sure.filter(({ place }) => place === 0).length, sure.length);
  console.log(`${name.padEnd(48)} ${within(1)} ${within(5)} ${within(mostAnswers)} ${right}  of ${outcomes.length}`);
}

function write(file: string, model: RankingModel): void {
  writeFileSync(resolve(import.meta.dirname, '../../src/query', file), `${JSON.stringify(model)}\n`);
}

const data = readEvalData(values.data);
const encyclopaedia = data.articles.filter(({ source }) => source === 'squad');
const order = new Map(encyclopaedia.map(({ id }, place) => [id, place]));

function askedAmong(among: string, step: number): Asked[] {
  return data.questions
    .filter((_question, place) => place % step === 0)
    .flatMap((question) =>
      (['question', 'misspelt'] as const).map(
        (spelling): Asked => ({
          question,
          among,
          spelling,
          fold: (order.get(question.article) ?? 0) % 2 === 0 ? 0 : 1,
        }),
      ),
    );
}

const places = [
  { among: `${encyclopaedia.length} articles`, setting: settingOver(encyclopaedia, values.archives) },
  { among: `all ${data.articles.length}`, setting: settingOver(data.articles, values.archives) },
];
const folds = [0, 1] as const;

const forPool = places.flatMap(({ among, setting }) =>
  askedAmong(among, everyForPool).map((asked) => ({ fold: asked.fold, example: poolExample(asked, setting) })),
);
const pools = folds.map((fold) => fitPool(forPool.filter((each) => each.fold === fold).map(({ example }) => example)));
const wholePool = fitPool(forPool.map(({ example }) => example));

// The candidates of each half are those that the pool fitted on the other half picks.
const promises = pools.map((pool) => scorerOf(pool, poolFeatureNames));
const cases = places.flatMap(({ among, setting }) =>
  askedAmong(among, every).flatMap((asked) => {
    const promise = promises[1 - asked.fold];
    return promise === undefined ? [] : [caseOf(asked, promise, setting)];
  }),
);
const rankings = folds.map((fold) => fitRanking(cases.filter((each) => each.fold === fold)));
const heldOut = cases.flatMap((each) => {
  const other = rankings[1 - each.fold];
  return other === undefined ? [] : [{ each, outcome: scored(each, scorerOf(other, featureNames)) }];
});
const confidences = folds.map((fold) =>
  fitConfidence(heldOut.filter(({ each }) => each.fold === fold).map(({ outcome }) => outcome)),
);

console.log(`${''.padEnd(48)} ${'hit@1'.padStart(6)} ${'hit@5'.padStart(6)} ${'found'.padStart(6)} right@70`);
for (const { among } of places) {
  for (const fold of folds) {
    for (const spelling of ['question', 'misspelt'] as const) {
      const own = heldOut.filter(
        ({ each }) => each.among === among && each.fold === fold && each.spelling === spelling,
      );
      const label = `among ${among}, half ${fold + 1}, ${spelling}, fitted on the other`;
      report(
        label,
        own.map(({ outcome }) => outcome),
        confidences[1 - fold] ?? {},
      );
    }
  }
}

if (values.write) {
  write('pool-weights.json', wholePool);
  const ranking = fitRanking(cases);
  write('passage-weights.json', { ...ranking, confidence: fitConfidence(heldOut.map(({ outcome }) => outcome)) });
}
