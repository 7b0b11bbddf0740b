/**
 * How well quotations and their speakers are found: prints the scores over annotated news beside those of the last release
 * and the goals.
 * Usage: node test/eval/quotations.ts [--data DIR] [--part train|dev] [--layer rules|trained] [--write]
 * `--write` keeps the figures in test/eval/quotations-results.json, where the next release finds them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Reading } from '../../src/model/reading.ts';
import type { Layer } from '../../src/text/attributions.ts';
import { extractQuotes } from '../../src/text/extract.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { type AnnotatedArticle, readAnnotated } from './annotated-news.ts';
import { scoreNames } from './names-in-news.ts';
import { readOtherNews } from './other-news.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    part: { type: 'string', default: 'dev' },
    layer: { type: 'string', default: 'trained' },
    write: { type: 'boolean', default: false },
  },
});
const shared = '../shared/eval/quotations';
const folder = values.data ?? (existsSync(shared) ? shared : 'test/fixtures');
const layer: Layer = values.layer === 'rules' ? 'rules' : 'trained';
const newsFolder = '../shared/eval/questions';
const resultsFile = 'test/eval/quotations-results.json';

const scoresSchema = z.record(z.string(), z.unknown());
const scoreSchema = z.object({ F1: z.number() });
const resultsSchema = z.record(z.string(), z.number());
type Results = z.infer<typeof resultsSchema>;

interface Measure {
  readonly name: string;
  readonly slice: readonly string[];
  readonly score: 'exact' | 'e2e@0.3' | 'e2e@0.8';
  readonly probe?: number;
  readonly human?: number;
  readonly goal?: number;
}

const directAndMixed = ['--types', 'direct,mixed'];
const indirect = ['--types', 'indirect'];
const speech = ['--speech'];
const measures: readonly Measure[] = [
  {
    name: 'end to end @0.3, direct and mixed',
    slice: directAndMixed,
    score: 'e2e@0.3',
    probe: 73.1,
    human: 94.0,
    goal: 92,
  },
  { name: 'end to end @0.3, speech cues', slice: speech, score: 'e2e@0.3', probe: 70.7, human: 85.0, goal: 83 },
  { name: 'end to end @0.3, indirect', slice: indirect, score: 'e2e@0.3', probe: 44.1, human: 73.8, goal: 68 },
  { name: 'end to end @0.3, all', slice: [], score: 'e2e@0.3', probe: 57.1, human: 79.9, goal: 75 },
  { name: 'content exact, all', slice: [], score: 'exact', probe: 46.6, human: 72.8, goal: 65 },
  { name: 'content exact, direct and mixed', slice: directAndMixed, score: 'exact' },
  { name: 'content exact, speech cues', slice: speech, score: 'exact' },
  { name: 'content exact, indirect', slice: indirect, score: 'exact' },
  { name: 'end to end @0.8, all', slice: [], score: 'e2e@0.8' },
  { name: 'end to end @0.8, direct and mixed', slice: directAndMixed, score: 'e2e@0.8' },
  { name: 'end to end @0.8, speech cues', slice: speech, score: 'e2e@0.8' },
  { name: 'end to end @0.8, indirect', slice: indirect, score: 'e2e@0.8' },
];

function readAll(articles: readonly AnnotatedArticle[]): Reading[] {
  return articles.map(({ text, date, title }) =>
    readArticle({ text, title: title ?? null, published: date ?? null }, layer),
  );
}

/** What `extract` would write of all articles. */
function predict(articles: readonly AnnotatedArticle[], readings = readAll(articles)): string {
  const lines = articles.flatMap(({ id, text }, place) => {
    const reading = readings[place];
    return reading === undefined ? [] : [JSON.stringify(extractQuotes(id, text, reading))];
  });
  return lines.join('\n');
}

/** Articles of 4,000 characters that one core reads in a second: processor time of this thread, the fastest of some passes. */
function speedOf(articles: readonly AnnotatedArticle[], by: Layer): number {
  let best = Infinity;
  for (let pass = 0; pass < 6; pass += 1) {
    const start = process.threadCpuUsage();
    for (const { text } of articles) readArticle({ text, title: null, published: null }, by);
    const { user, system } = process.threadCpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  const characters = articles.reduce((sum, { text }) => sum + text.length, 0);
  return Math.round(characters / 4000 / best);
}

function scoreFile(gold: string, predicted: string, measured: readonly Measure[], label: string): Results {
  const cache = new Map<string, Record<string, unknown>>();
  const results: Results = {};
  for (const { name, slice, score } of measured) {
    const key = slice.join(' ');
    const scores =
      cache.get(key) ??
      scoresSchema.parse(
        JSON.parse(
          execFileSync(
            'python3',
            [join(folder, 'score.py'), gold, predicted, '--utf16', '--primary', '--json', ...slice],
            { encoding: 'utf8' },
          ),
        ),
      );
    cache.set(key, scores);
    const { F1 } = scoreSchema.parse(scores[score]);
    results[`${label}${name}`] = Math.round(F1 * 1000) / 10;
  }
  return results;
}

/** The same measures over news of other years, countries and houses, and who is named there. */
function scoreOtherNews(scratchFolder: string): Results {
  const label = 'other news: ';
  const articles = readOtherNews(newsFolder, 'held out');
  const readings = readAll(articles);
  const gold = join(scratchFolder, 'other-gold.jsonl');
  const predicted = join(scratchFolder, 'other.jsonl');
  writeFileSync(gold, articles.map((article) => JSON.stringify(article)).join('\n'));
  writeFileSync(predicted, predict(articles, readings));
  const main = measures.filter(({ score }) => score !== 'e2e@0.8');
  const names: Results = {};
  for (const [name, { right, of }] of scoreNames(articles, readings))
    names[`${label}${name}`] = Math.round((1000 * right) / Math.max(1, of)) / 10;
  return { ...scoreFile(gold, predicted, main, label), ...names };
}

const results: Results = {};
const scratch = mkdtempSync(join(tmpdir(), 'verbatim-eval-'));
try {
  const news = `polnear-${values.part}.jsonl.gz`;
  const canScore = existsSync(join(folder, 'score.py'));
  if (existsSync(join(folder, news)) && canScore) {
    const articles = readAnnotated(folder, news).filter(({ primary }) => primary);
    const predicted = join(scratch, 'news.jsonl');
    writeFileSync(predicted, predict(articles));
    console.log(`PolNeAR ${values.part}, ${articles.length} articles, layer ${layer}`);
    Object.assign(results, scoreFile(join(folder, news), predicted, measures, ''));
    results['articles a second, rules'] = speedOf(articles, 'rules');
    results['articles a second, trained'] = speedOf(articles, 'trained');
  }
  if (existsSync(join(newsFolder, 'articles.jsonl.gz')) && canScore) Object.assign(results, scoreOtherNews(scratch));
  const traps = readAnnotated(folder, 'traps.jsonl');
  if (canScore) {
    const predicted = join(scratch, 'traps.jsonl');
    writeFileSync(predicted, predict(traps));
    const main = measures.filter(({ name }) => name.endsWith('all'));
    Object.assign(results, scoreFile(join(folder, 'traps.jsonl'), predicted, main, 'traps: '));
  } else {
    console.log('no score.py beside the data: predictions of the traps follow');
    console.log(predict(traps));
  }
} finally {
  rmSync(scratch, { recursive: true });
}

const released = existsSync(resultsFile) ? resultsSchema.parse(JSON.parse(readFileSync(resultsFile, 'utf8'))) : {};
const cell = (value: number | undefined): string => (value === undefined ? '-' : String(value)).padStart(8);
console.log(
  `${'measure'.padEnd(42)}${['now', 'release', 'goal', 'human', 'probe'].map((head) => head.padStart(8)).join('')}`,
);
for (const [name, value] of Object.entries(results)) {
  const measure = measures.find((one) => one.name === name);
  const goal = name.endsWith('second, rules') ? 1000 : name.endsWith('second, trained') ? 300 : measure?.goal;
  console.log(`${name.padEnd(42)}${[value, released[name], goal, measure?.human, measure?.probe].map(cell).join('')}`);
}
if (values.write) writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
