/**
 * How well quotations and their speakers are found: prints the scores of annotated news beside those of the last release.
 * Usage: node test/eval/quotations.ts [--data DIR] [--part train|dev] [--write]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { extractQuotes } from '../../src/text/extract.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { type AnnotatedArticle, readAnnotated } from './annotated-news.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, part: { type: 'string', default: 'dev' }, write: { type: 'boolean' } },
});
const shared = '../shared/eval/quotations';
const folder = values.data ?? (existsSync(shared) ? shared : 'test/fixtures');

interface Slice {
  readonly name: string;
  readonly options: readonly string[];
}
const slices: readonly Slice[] = [
  { name: 'all', options: [] },
  { name: 'direct and mixed', options: ['--types', 'direct,mixed'] },
  { name: 'indirect', options: ['--types', 'indirect'] },
  { name: 'speech cues', options: ['--speech'] },
];

function read(articles: readonly AnnotatedArticle[]): { lines: string; perSecond: number } {
  for (const { text } of articles.slice(0, 20)) readArticle({ text, title: null, published: null });
  const start = performance.now();
  const readings = articles.map(({ id, text, date }) => ({
    id,
    text,
    reading: readArticle({ text, title: null, published: date ?? null }),
  }));
  const seconds = (performance.now() - start) / 1000;
  const characters = articles.reduce((sum, { text }) => sum + text.length, 0);
  const lines = readings.map(({ id, text, reading }) => JSON.stringify(extractQuotes(id, text, reading))).join('\n');
  return { lines, perSecond: characters / 4000 / seconds };
}

type Scores = Record<string, number>;

function score(gold: string, predicted: string, options: readonly string[]): Scores {
  const output = execFileSync(
    'python3',
    [join(folder, 'score.py'), gold, predicted, '--utf16', '--primary', '--json', ...options],
    { encoding: 'utf8' },
  );
  const parsed: Record<string, { P: number; R: number; F1: number }> = JSON.parse(output);
  const figure = (name: string, part: 'P' | 'R' | 'F1'): number => Math.round(1000 * (parsed[name]?.[part] ?? 0)) / 10;
  return {
    exact: figure('exact', 'F1'),
    'e2e@0.3': figure('e2e@0.3', 'F1'),
    'e2e@0.8': figure('e2e@0.8', 'F1'),
    'P@0.3': figure('e2e@0.3', 'P'),
    'R@0.3': figure('e2e@0.3', 'R'),
  };
}

function evaluate(file: string, label: string): Record<string, Scores> {
  const articles = readAnnotated(folder, file).filter(({ primary }) => primary);
  const { lines, perSecond } = read(articles);
  const predicted = join(mkdtempSync(join(tmpdir(), 'verbatim-eval-')), 'predicted.jsonl');
  writeFileSync(predicted, lines);
  const table: Record<string, Scores> = {};
  for (const { name, options } of slices) table[`${label}: ${name}`] = score(join(folder, file), predicted, options);
  console.log(`${label}: ${articles.length} articles, ${Math.round(perSecond)} articles of 4,000 characters a second`);
  return table;
}

const results: Record<string, Scores> = {};
const news = `polnear-${values.part}.jsonl.gz`;
if (existsSync(join(folder, news))) Object.assign(results, evaluate(news, `PolNeAR ${values.part}`));
if (existsSync(join(folder, 'traps.jsonl'))) Object.assign(results, evaluate('traps.jsonl', 'traps'));

const resultsFile = 'test/eval/quotations-results.json';
const released: Record<string, Scores> = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : {};
for (const [name, scores] of Object.entries(results)) {
  const before = released[name];
  const cells = Object.entries(scores).map(([measure, value]) => {
    const old = before?.[measure];
    return `${measure} ${value.toFixed(1).padStart(5)}${old === undefined ? '' : ` (${old.toFixed(1)})`}`;
  });
  console.log(`${name.padEnd(30)} ${cells.join('  ')}`);
}
if (values.write === true) writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
