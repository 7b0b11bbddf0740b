/**
 * Fits how a passage that answers is told from the nearest one where nothing does (`support-weights.json`): the questions
 * are asked among all articles, and once more without the article that has the answer. What is fitted on every second
 * article is reported on the others, both ways; `--write` writes what is fitted on all of them.
 *
 *     node test/eval/fit-support.ts [--data FOLDER] [--archives FOLDER] [--every 3] [--write]
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { leastSupport } from '../../src/query/answer-passages.ts';
import { passageConfidence, rankPassages } from '../../src/query/find-passages.ts';
import { supportFeatures, supportNames } from '../../src/query/passage-support.ts';
import { logistic } from '../../src/query/ranking-model.ts';
import type { Setting } from '../../src/query/setting.ts';
import { readTopic } from '../../src/query/topic.ts';
import { read, settingOver } from './eval-setting.ts';
import { type Example, fitLinear } from './fit-linear.ts';
import { type EvalArticle, type EvalQuestion, readEvalData } from './question-data.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: resolve(import.meta.dirname, '../../../shared/eval/questions') },
    /** Folder to keep the archives in between runs; they are made in memory when absent. */
    archives: { type: 'string' },
    /** Every n-th question only. */
    every: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
});

/** The first passage of a question. */
interface Case {
  readonly fold: 0 | 1;
  /** *right* and *wrong* where the answer was there to be found. */
  readonly outcome: 'right' | 'wrong' | 'hidden';
  readonly support: Float64Array;
  readonly confidence: number;
}

const data = readEvalData(values.data);
const order = new Map(data.articles.map(({ id }, place) => [id, place]));
const none = new Float64Array(supportNames.length);
/** Each question is asked four times with its answer, and once without. */
const hiddenCounts = 3;

function firstOf(typed: string, setting: Setting): Pick<Case, 'support' | 'confidence'> & { isRight: typeof isRight } {
  const text = read(typed, setting).about ?? typed;
  const topic = readTopic(text, setting.index);
  const ranked = rankPassages({ question: text, topic, exact: [], excluded: [], wants: 'answer' }, setting);
  const [first] = ranked;
  function isRight({ article, spans }: EvalQuestion): boolean {
    const sentence = first?.shelved.article.sentences[first.sentence];
    if (sentence === undefined || first?.shelved.article.id !== article) return false;
    return spans.some(([from, to]) => from < sentence.end && sentence.start < to);
  }
  return {
    support: first === undefined ? none : supportFeatures(first.examined),
    confidence: passageConfidence(ranked, topic),
    isRight,
  };
}

function casesOf(articles: readonly EvalArticle[], asks: 'with its answer' | 'with and without'): Case[] {
  const setting = settingOver(articles, values.archives);
  return data.questions
    .filter((_question, place) => place % Number(values.every) === 0)
    .flatMap((question): Case[] => {
      const fold = (order.get(question.article) ?? 0) % 2 === 0 ? 0 : 1;
      const found = (['question', 'misspelt'] as const).map((spelling): Case => {
        const { isRight, ...first } = firstOf(question[spelling], setting);
        return { ...first, fold, outcome: isRight(question) ? 'right' : 'wrong' };
      });
      if (asks === 'with its answer') return found;
      const row = setting.archive.article(question.article, setting.filter.scope)?.row;
      const { support, confidence } = firstOf(question.question, { ...setting, allows: (other) => other !== row });
      return [...found, { support, confidence, fold, outcome: 'hidden' }];
    });
}

function weightsFor(cases: readonly Case[]): Readonly<Record<string, number>> {
  // A yes-or-no question is a choice between the features and nothing. What is wrong says nothing of either.
  const examples = cases
    .filter(({ outcome }) => outcome !== 'wrong')
    .flatMap(({ outcome, support }) => {
      const example: Example = { features: [support, none], right: [outcome === 'right', outcome === 'hidden'] };
      return new Array<Example>(outcome === 'hidden' ? hiddenCounts : 1).fill(example);
    });
  const weights = fitLinear(examples, supportNames.length, { steps: 60, rate: 0.05, decay: 1e-3 });
  return Object.fromEntries(supportNames.map((name, place) => [name, Number((weights[place] ?? 0).toFixed(3))]));
}

function supportBy(weights: Readonly<Record<string, number>>, { support }: Case): number {
  return logistic(supportNames.reduce((sum, name, place) => sum + (weights[name] ?? 0) * (support[place] ?? 0), 0));
}

function report(name: string, cases: readonly Case[], isCertain: (each: Case) => boolean): void {
  const certain = (outcome: Case['outcome']): string => {
    const own = cases.filter((each) => each.outcome === outcome);
    return ((100 * own.filter(isCertain).length) / Math.max(1, own.length)).toFixed(1).padStart(7);
  };
  console.log(`${name.padEnd(44)} ${certain('right')} ${certain('wrong')} ${certain('hidden')}`);
}

const encyclopaedia = data.articles.filter(({ source }) => source === 'squad');
const cases = [...casesOf(encyclopaedia, 'with its answer'), ...casesOf(data.articles, 'with and without')];
const folds = [0, 1] as const;
const fitted = folds.map((fold) => weightsFor(cases.filter((each) => each.fold === fold)));

console.log(`${'called certain, of 100'.padEnd(44)}   right   wrong  without an answer`);
for (const fold of folds) {
  const own = cases.filter((each) => each.fold === fold);
  const other = fitted[1 - fold] ?? {};
  report(`half ${fold + 1}, by confidence alone`, own, ({ confidence }) => confidence >= 0.5);
  report(
    `half ${fold + 1}, with support fitted on the other`,
    own,
    (each) => each.confidence >= 0.5 && supportBy(other, each) >= leastSupport,
  );
}
if (values.write) {
  writeFileSync(
    resolve(import.meta.dirname, '../../src/query/support-weights.json'),
    `${JSON.stringify(weightsFor(cases), null, 2)}\n`,
  );
}
