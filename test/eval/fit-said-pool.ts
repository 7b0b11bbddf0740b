/**
 * Fits by what the index knows of a sentence which ones are read for what somebody said: on every second article, reported
 * on the others and the other way round. Tells how often the right sentence is among so many.
 *
 *     node test/eval/fit-said-pool.ts [--data FOLDER] [--every 2] [--archives FOLDER] [--write]
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Scorer, scorerOf } from '../../src/query/ranking-model.ts';
import { hitsFor, readName } from '../../src/query/said-candidates.ts';
import { poolFeatureNames, poolFeatures, saidEvidence } from '../../src/query/said-pool.ts';
import type { Setting } from '../../src/query/setting.ts';
import { whosOf } from '../../src/query/speaker-test.ts';
import { readTopic } from '../../src/query/topic.ts';
import { read, settingOver } from './eval-setting.ts';
import { type Example, fitLinear } from './fit-linear.ts';
import { type EvalQuestion, readEvalData } from './question-data.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: resolve(import.meta.dirname, '../../../shared/eval/questions') },
    every: { type: 'string', default: '2' },
    archives: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

interface Case extends Example {
  readonly fold: number;
}

const data = readEvalData(values.data);
const setting = settingOver(data.articles, values.archives);
const order = new Map(data.articles.map(({ id }, place) => [id, place]));

function caseOf(question: EvalQuestion, typed: string, { index, archive, filter }: Setting): Case {
  const asked = read(typed, setting);
  const topic = readTopic(asked.about ?? typed, index);
  const whos = whosOf(asked.speakers);
  const name = readName(asked.speakers, whos, setting);
  const found = hitsFor(topic, name, whos, setting);
  const evidence = saidEvidence(topic, name.stems, found.hits, index);
  const article = archive.article(question.article, filter.scope);
  return {
    features: found.hits.map((hit) => poolFeatures(hit, topic, found, evidence)),
    right: found.hits.map(({ row, sentence }) => {
      const span = row === article?.row ? article.sentences[sentence] : undefined;
      return span !== undefined && question.spans.some(([from, to]) => from < span.end && span.start < to);
    }),
    fold: (order.get(question.article) ?? 0) % 2,
  };
}

function fitPool(cases: readonly Case[]): { readonly weights: readonly number[]; readonly score: Scorer } {
  const fitted = fitLinear(cases, poolFeatureNames.length, { steps: 60, rate: 0.05, decay: 1e-4 });
  const weights = [...fitted].map((weight) => Number(weight.toPrecision(4)));
  return { weights, score: scorerOf({ ...empty, weights }, poolFeatureNames) };
}

const empty = { features: poolFeatureNames, units: [], confidence: {} };

/** How often one that is right is among the first `most`, of all where any was found. */
function recall(cases: readonly Case[], score: Scorer, most: number): string {
  const found = cases.filter(({ right }) => right.some(Boolean));
  const within = found.filter(({ features, right }) => {
    const scores = features.map(score);
    const best = scores.map((_score, place) => place).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
    return best.slice(0, most).some((place) => right[place]);
  });
  return ((100 * within.length) / Math.max(1, found.length)).toFixed(1);
}

const cases = data.said
  .filter((_question, place) => place % Number(values.every) === 0)
  .flatMap((question) => [question.question, question.misspelt].map((typed) => caseOf(question, typed, setting)));
const halves = [0, 1].map((fold) => cases.filter((each) => each.fold === fold));
for (const [place, half] of halves.entries()) {
  const { score, weights } = fitPool(halves[1 - place] ?? []);
  const among = [1, 12, 24, 48, 64].map((most) => `${most}: ${recall(half, score, most)}`);
  console.log(`half ${place + 1}, fitted on the other, right among the first ${among.join(', ')}`);
  if (!values.write || place === 0) continue;
  const file = resolve(import.meta.dirname, '../../src/query/said-pool-weights.json');
  writeFileSync(file, `${JSON.stringify({ ...empty, weights })}\n`);
}
