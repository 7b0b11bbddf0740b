import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkArchive } from '../../src/archive/check.ts';
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

function say(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(62)} ${figure}\n`);
}

/** Clock and processor time of each round; the second is the fairer one where others use the machine. */
function measure(what: string, times: number, work: (round: number) => unknown): void {
  const clock: number[] = [];
  const before = process.cpuUsage();
  for (let round = 0; round < times; round++) {
    const start = performance.now();
    work(round);
    clock.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  clock.sort((a, b) => a - b);
  const at = (part: number) => (clock[Math.min(times - 1, Math.floor(times * part))] ?? 0).toFixed(2);
  const spread = times === 1 ? `${at(0)}` : `p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`;
  say(
    what,
    `${spread} ms; processor ${((user + system) / 1000 / times).toFixed(2)} ms${times > 1 ? ` (${times} times)` : ''}`,
  );
}

function fill(archive: Archive): void {
  const source = archive.source('import', 'bench');
  const other = archive.source('feed', 'every fifth');
  const batches = Math.ceil(articles / 200);
  const batchOf = (number: number) =>
    Array.from({ length: Math.min(200, articles - number * 200) }, (_, n) => makeArticle(number * 200 + n));
  let next = batchOf(0);
  // What is made up for the next batch is not counted as storing.
  let spent = 0;
  const before = process.cpuUsage();
  let making = 0;
  for (let number = 0; number < batches; number++) {
    const start = performance.now();
    archive.store(next, source);
    spent += performance.now() - start;
    const other0 = process.cpuUsage();
    archive.store(
      next.filter((_, n) => n % 5 === 0),
      other,
    );
    next = batchOf(number + 1);
    const { user, system } = process.cpuUsage(other0);
    making += user + system;
  }
  const { user, system } = process.cpuUsage(before);
  const processor = (user + system - making) / 1000;
  say(
    `store() 200 at a time, ${usualShape.sentences} sentences, ${usualShape.statements} statements each`,
    `${(spent / articles).toFixed(3)} ms an article; processor ${(processor / articles).toFixed(3)} ms`,
  );
}

function measureReading(archive: Archive): void {
  const random = randomFrom(7);
  const scoped = { sources: [archive.source('feed', 'every fifth')] };
  const month = { from: new Date('2024-03-01'), to: new Date('2024-04-01') };
  const rows = () => Array.from({ length: 150 }, () => Math.floor(random() * articles + 1) as VersionRow);
  const warm = rows();
  const scopes = [['all', all] as const, ['one source in five', scoped] as const];

  measure('articles() of 150 rows anywhere', 100, () => archive.articles(rows(), all));
  measure('articles() of 150 rows, warm', 100, () => archive.articles(warm, all));
  const found = archive.statementsBy([frequentSpeaker], { scope: all });
  measure(`statementsBy() of ${found.length} statements`, 5, () =>
    archive.statementsBy([frequentSpeaker], { scope: all }),
  );
  measure('statementsBy() the newest 100 of them', 10, () =>
    archive.statementsBy([frequentSpeaker], { scope: all }, 100),
  );
  measure('rowsBy() of them', 10, () => archive.rowsBy([frequentSpeaker], { scope: all }));
  measure('statementsBy() within a month', 10, () => archive.statementsBy([frequentSpeaker], { scope: all, ...month }));
  measure('statement() by id', 1000, (round) =>
    archive.statement(found[round % found.length]?.id ?? ('' as never), all),
  );
  for (const [name, scope] of scopes) {
    measure(`extent(), scope ${name}, first time`, 1, () => archive.extent({ scope }));
    measure(`extent(), scope ${name}, again`, 1000, () => archive.extent({ scope }));
    measure(`rowsWithin() a month, scope ${name}`, 1, () => archive.rowsWithin({ scope, ...month }));
    measure(`outlets(), scope ${name}, first time`, 1, () => archive.outlets(scope));
    measure(`speakers(), scope ${name}, first time`, 1, () => archive.speakers(scope));
    measure(`speakers(), scope ${name}, again`, 1000, () => archive.speakers(scope));
  }
  const everyRow = () => Math.floor(random() * articles + 1) as VersionRow;
  measure('copiesOf() one article', 500, () => archive.copiesOf(everyRow(), all));
  measure('copiesOf() one article, scope one source in five', 500, () => archive.copiesOf(everyRow(), scoped));
  measure('changes(), the newest 10', 5, () => archive.changes(all, 10));
  measure('movement(0) of 1,000 rows', 20, () => archive.movement(0, 1000));
  measure('outdated() with none', 20, () => archive.outdated('made-1', 20));
}

function measureWriting(archive: Archive): void {
  const source = archive.source('import', 'bench');
  const news = Array.from({ length: 220 }, (_, n) => makeArticle(articles + n));
  const batch = (round: number) => news.slice(round, round + 1);
  measure('store() one article', 200, (round) => archive.store(batch(round), source));
  measure('store() one article again', 200, (round) => archive.store(batch(round), source));
  measure('store() one more and list all speakers', 20, (round) => {
    archive.store(batch(200 + round), source);
    archive.speakers(all);
  });
}

try {
  {
    using archive = openArchive(file);
    fill(archive);
  }
  say(`file of ${articles} articles`, `${(statSync(file).size / 1e6).toFixed(0)} MB`);
  measure('open and close', 20, () => openArchive(file).close());
  {
    using archive = openArchive(file);
    measureReading(archive);
    measureWriting(archive);
  }
  say('memory', `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
  measure('checkArchive()', 1, () => checkArchive(file));
} finally {
  rmSync(folder, { recursive: true });
}
