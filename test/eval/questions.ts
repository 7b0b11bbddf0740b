/**
 * How often the first items of an answer hold the place that answers: hit@1, hit@5, MRR@10, and how often the first is
 * right when the 70 % most confident are answered; `copies` is hit@1 where the same words in another article count that the
 * first item is told to stand in as well. Asked as people ask, through the whole query core.
 *
 *     node test/eval/questions.ts [--data FOLDER] [--archives FOLDER] [--every 1] [--among encyclopaedia|all] [--misses]
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { AnswerItem } from '../../src/model/answer.ts';
import type { Core } from '../../src/model/core.ts';
import type { Findings } from '../../src/model/findings.ts';
import { createCore } from '../../src/query/core.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { archiveOf } from './eval-archive.ts';
import { type EvalArticle, type EvalQuestion, readEvalData } from './question-data.ts';

const { values } = parseArgs({
  options: {
    /** Folder with `articles`, `questions` and `said`, `.jsonl` or `.jsonl.gz`. */
    data: { type: 'string' },
    /** Folder to keep the archives in between runs; they are made in memory when absent. */
    archives: { type: 'string' },
    /** Every n-th question only. */
    every: { type: 'string', default: '1' },
    /** `encyclopaedia`, `all` or both when absent. */
    among: { type: 'string' },
    /** Prints the misses. */
    misses: { type: 'boolean', default: false },
  },
});

const shared = resolve(import.meta.dirname, '../../../shared/eval/questions');
const own = resolve(import.meta.dirname, 'questions-data');
const folder = values.data ?? (existsSync(shared) ? shared : own);
const every = Number(values.every);
const data = readEvalData(folder);

interface Outcome {
  /** Place of the first item that overlaps an answer, from 1; 0 when none of ten does. */
  readonly rank: number;
  /** True when the first item holds an answer, or names a copy of its words that does. */
  readonly isFirstOrCopy: boolean;
  readonly confidence: number;
  readonly kind: Findings['kind'];
}

async function run(
  core: Core,
  questions: readonly EvalQuestion[],
  spelling: 'question' | 'misspelt',
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const found = await core.ask({
      text: question[spelling],
      scope: { sources: 'all' },
      now: new Date('2025-06-01T12:00:00Z'),
      zone: 'UTC',
      limit: 10,
      offset: 0,
    });
    const answers = ({ article, start, end }: Pick<AnswerItem, 'article' | 'start' | 'end'>): boolean =>
      article.id === question.article && question.spans.some(([from, to]) => start < to && from < end);
    const rank = 1 + found.items.findIndex(answers);
    const isFirstOrCopy = found.items.slice(0, 1).some((item) => [item, ...item.alsoIn].some(answers));
    outcomes.push({ rank, isFirstOrCopy, confidence: found.confidence, kind: found.kind });
    if (values.misses && rank !== 1)
      console.log(
        JSON.stringify({
          rank,
          kind: found.kind,
          question: question[spelling],
          first: found.items[0]?.text.slice(0, 200),
          speaker: found.items[0]?.speaker?.name,
          understood: found.understood,
        }),
      );
  }
  return outcomes;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : ((100 * part) / whole).toFixed(1);
}

/** hit@1, hit@5, MRR@10, and how right the first item is when the 70 % most confident are answered. */
function report(name: string, outcomes: readonly Outcome[], seconds: number): void {
  const hits = (most: number): number => outcomes.filter(({ rank }) => rank > 0 && rank <= most).length;
  const reciprocal = outcomes.reduce((sum, { rank }) => sum + (rank > 0 ? 1 / rank : 0), 0);
  const confident = [...outcomes]
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, Math.round(outcomes.length * 0.7));
  const right = confident.filter(({ rank }) => rank === 1).length;
  const row = [
    name.padEnd(44),
    String(outcomes.length).padStart(6),
    percent(hits(1), outcomes.length).padStart(7),
    percent(hits(5), outcomes.length).padStart(7),
    percent(reciprocal, outcomes.length).padStart(7),
    percent(right, confident.length).padStart(9),
    percent(outcomes.filter(({ isFirstOrCopy }) => isFirstOrCopy).length, outcomes.length).padStart(7),
    ((1000 * seconds) / Math.max(1, outcomes.length)).toFixed(1).padStart(7),
  ];
  console.log(row.join(' '));
}

async function evaluate(among: string, articles: readonly EvalArticle[]): Promise<void> {
  const file = values.archives === undefined ? ':memory:' : join(values.archives, `questions-${articles.length}.db`);
  using archive = archiveOf(articles, file);
  const core = createCore({ archive, search: openSearch({ archive }), samples: false });
  await core.holdings({ sources: 'all' });
  const ids = new Set(articles.map(({ id }) => id));
  const sets = [
    { name: 'questions', questions: data.questions },
    { name: 'said', questions: data.said },
  ];
  const together = { clean: [] as Outcome[], misspelt: [] as Outcome[] };
  for (const { name, questions } of sets) {
    const asked = questions.filter(({ article }, place) => ids.has(article) && place % every === 0);
    if (asked.length === 0) continue;
    for (const spelling of ['question', 'misspelt'] as const) {
      const start = performance.now();
      const outcomes = await run(core, asked, spelling);
      const label = spelling === 'question' ? 'clean' : 'misspelt';
      together[label].push(...outcomes);
      report(`${name}, ${label}, among ${among}`, outcomes, (performance.now() - start) / 1000);
    }
  }
  if (data.said.some(({ article }) => ids.has(article))) {
    report(`all, clean, among ${among}`, together.clean, 0);
    report(`all, misspelt, among ${among}`, together.misspelt, 0);
  }
}

console.log(`${''.padEnd(44)} ${'number'.padStart(6)}   hit@1   hit@5  MRR@10  right@70  copies   ms each`);
const encyclopaedia = data.articles.filter(({ source }) => source === 'squad');
if (values.among !== 'all' && encyclopaedia.length > 0 && encyclopaedia.length < data.articles.length) {
  await evaluate(`${encyclopaedia.length} encyclopaedia articles`, encyclopaedia);
}
if (values.among !== 'encyclopaedia') await evaluate(`all ${data.articles.length} articles`, data.articles);
