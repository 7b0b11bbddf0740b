import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Entry } from '../../src/ingest/arrival.ts';
import { readMarkdown } from '../../src/ingest/markdown.ts';

const root = resolve(import.meta.dirname, '..', '..');
const folder = join(root, 'data', 'articles');
const seedFolder = join(root, '..', 'shared', 'seeds');
const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
const seeds = existsSync(seedFolder)
  ? readdirSync(seedFolder).map((name) => readFileSync(join(seedFolder, name), 'utf8'))
  : [];

const samples = new Map<string, Entry>();
for (const name of names) samples.set(name, await readMarkdown(readFileSync(join(folder, name), 'utf8')));

function sample(name: string): Entry {
  const entry = samples.get(name);
  if (entry === undefined) throw new Error(`There is no sample "${name}"`);
  return entry;
}

/** Marks and blanks of one kind, so that the same words are the same string. */
function fold(text: string): string {
  return text.replace(/[‘’]/g, "'").replace(/[“”″]/g, '"').replace(/\s+/g, ' ').toLowerCase();
}

/** What stands in double marks, outer punctuation off. */
function markedRuns(text: string): string[] {
  const runs = [...fold(text).matchAll(/"([^"]*)"/g)].map(([, words = '']) => words);
  return runs.map((words) => words.replace(/^[\s,.]+|[\s,.]+$/g, ''));
}

function wordRuns(text: string, length: number): Set<string> {
  const words = fold(text).match(/[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu) ?? [];
  return new Set(words.slice(length - 1).map((_, start) => words.slice(start, start + length).join(' ')));
}

test('data/articles holds eight articles of two outlets, from three days', () => {
  const articles = names.map((name) => sample(name).article);
  expect(articles).toHaveLength(8);
  expect(new Set(articles.map(({ outlet }) => outlet)).size).toBe(2);
  expect(new Set(articles.map(({ published }) => published?.slice(0, 10)))).toEqual(
    new Set(['2025-04-17', '2025-04-18', '2025-04-19']),
  );
  expect(new Set(articles.map(({ published }) => published)).size).toBe(8);
});

test.each(names)('data/articles/%s says where it comes from', (name) => {
  const { article, warnings } = sample(name);
  expect(warnings).toEqual([]);
  expect(article).toEqual({
    id: null,
    title: expect.stringMatching(/\w/),
    text: expect.stringMatching(/\n/),
    outlet: expect.stringMatching(/^(?:Meridian Wire|The Harbour Courier)$/),
    url: expect.stringMatching(/^https:\/\/[a-z-]+\.example\.com\//),
    published: expect.stringMatching(/^2025-04-1[789]T\d{2}:\d{2}:00[+-]\d{2}:00$/),
    author: expect.stringMatching(/^\w+ \w+$/),
  });
});

test('data/articles carries some quotations twice, once in each outlet', () => {
  const byOutlet = Map.groupBy(names, (name) => sample(name).article.outlet);
  const [one = [], other = []] = [...byOutlet.values()].map((group) =>
    group.flatMap((name) => markedRuns(sample(name).article.text)),
  );
  expect(one.filter((run) => run.split(' ').length > 8 && other.includes(run)).length).toBeGreaterThan(0);
});

test.skipIf(seeds.length === 0).each(names)(
  'data/articles/%s puts nothing in marks that was not said (seeds)',
  (name) => {
    const { article } = sample(name);
    const said = seeds.map(fold);
    for (const run of markedRuns(`${article.title}\n${article.text}`)) {
      expect(
        said.some((seed) => seed.includes(run)),
        `"${run}"`,
      ).toBe(true);
    }
  },
);

test.skipIf(seeds.length === 0).each(names)('data/articles/%s is told in its own words (seeds)', (name) => {
  const { article } = sample(name);
  const ownWords = fold(`${article.title}\n${article.text}`)
    .replace(/"[^"]*"/g, ' | ')
    .split('|');
  const theirs = new Set(seeds.flatMap((seed) => [...wordRuns(seed, 8)]));
  for (const part of ownWords) for (const run of wordRuns(part, 8)) expect(theirs.has(run), run).toBe(false);
});
