import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import type { VersionRow } from '../../src/model/archive.ts';
import { frequentSpeaker, makeArticle, randomFrom, usualShape } from '../archive/made-articles.ts';

// How fast the archive is: npm run bench:archive -- [--articles 100000] [--folder DIR]
const { values } = parseArgs({
  options: { articles: { type: 'string', default: '100000' }, folder: { type: 'string', default: tmpdir() } },
});
const articles = Number(values.articles);
const folder = mkdtempSync(join(values.folder, 'verbatim-bench-'));
const file = join(folder, 'bench.db');
const all = { sources: 'all' } as const;

function quantiles(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(2);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)} ms (${times.length} times)`;
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function repeat(times: number, work: (round: number) => unknown): number[] {
  return Array.from({ length: times }, (_, round) => timed(() => work(round)));
}

function say(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(58)} ${figure}\n`);
}

function fill(archive: Archive): void {
  const source = archive.source('import', 'bench');
  const other = archive.source('feed', 'every fifth');
  let spent = 0;
  for (let first = 0; first < articles; first += 200) {
    const batch = Array.from({ length: Math.min(200, articles - first) }, (_, n) => makeArticle(first + n));
    spent += timed(() => archive.store(batch, source));
    archive.store(
      batch.filter((_, n) => n % 5 === 0),
      other,
    );
  }
  say(
    `store, batches of 200 (${usualShape.sentences} sentences, ${usualShape.statements} statements)`,
    `${(spent / articles).toFixed(3)} ms an article`,
  );
}

function measureReading(): void {
  const opened: Archive[] = [];
  say('open', quantiles(repeat(20, () => opened.push(openArchive(file)))));
  for (const archive of opened) archive.close();
  using archive = openArchive(file);
  const random = randomFrom(7);
  const scoped = { sources: [archive.source('feed', 'every fifth')] };
  const rows = () => Array.from({ length: 150 }, () => Math.floor(random() * articles + 1) as VersionRow);
  say('articles() of 150 rows anywhere', quantiles(repeat(100, () => archive.articles(rows(), all))));
  const warm = rows();
  say('articles() of 150 rows, warm', quantiles(repeat(100, () => archive.articles(warm, all))));
  say('articles() of 150 rows, scope of one source', quantiles(repeat(100, () => archive.articles(warm, scoped))));
  const found = archive.statementsBy([frequentSpeaker], { scope: all });
  say(
    `statementsBy() a frequent speaker: ${found.length} statements`,
    quantiles(repeat(10, () => archive.statementsBy([frequentSpeaker], { scope: all }))),
  );
  say(
    'statementsBy() the same, scope of one source',
    quantiles(repeat(10, () => archive.statementsBy([frequentSpeaker], { scope: scoped }))),
  );
  const month = { from: new Date('2024-03-01'), to: new Date('2024-04-01') };
  say(
    'statementsBy() the same within a month',
    quantiles(repeat(10, () => archive.statementsBy([frequentSpeaker], { scope: all, ...month }))),
  );
  const rare = found.at(-1);
  if (rare !== undefined) say('statement() by id', quantiles(repeat(1000, () => archive.statement(rare.id, all))));
  for (const [name, scope] of [
    ['all', all],
    ['one source', scoped],
  ] as const) {
    say(`extent(), scope ${name}, first and again`, quantiles(repeat(2, () => archive.extent({ scope }))));
    say(
      `extent() within a month, scope ${name}, first and again`,
      quantiles(repeat(2, () => archive.extent({ scope, ...month }))),
    );
    say(
      `rowsWithin() an outlet, scope ${name}`,
      quantiles(repeat(2, () => archive.rowsWithin({ scope, outlet: 'outlet 3' }))),
    );
    say(`outlets(), scope ${name}, first and again`, quantiles(repeat(2, () => archive.outlets(scope))));
    say(`speakers(), scope ${name}, first and again`, quantiles(repeat(2, () => archive.speakers(scope))));
  }
  let next = articles;
  const source = archive.source('import', 'bench');
  const single = repeat(200, () => archive.store([makeArticle(next++)], source));
  say('store one article', quantiles(single));
  say('store one article again', quantiles(repeat(200, () => archive.store([makeArticle(next - 1)], source))));
  say(
    'speakers() after one more article',
    quantiles(
      repeat(10, () => {
        archive.store([makeArticle(next++)], source);
        return archive.speakers(all);
      }),
    ),
  );
  say('movement(0) of 1,000 rows', quantiles(repeat(10, () => archive.movement(0, 1000))));
  say('outdated() with none', quantiles(repeat(10, () => archive.outdated('made-1', 20))));
}

try {
  {
    using archive = openArchive(file);
    fill(archive);
  }
  say(`file of ${articles} articles`, `${(statSync(file).size / 1e6).toFixed(0)} MB`);
  measureReading();
  say('memory', `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
} finally {
  rmSync(folder, { recursive: true });
}
