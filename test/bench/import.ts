/**
 * How long an import takes, from a file of JSON Lines to an archive with quotations and a sealed index.
 *
 *     npm run bench:import -- [--articles 100000] [--data FOLDER] [--folder DIR] [--threads 2]
 *
 * What is imported is written to the folder first; making it is not measured. The folder is removed at the end, unless
 * it was named: then the articles are there for the next run.
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import { importPaths } from '../../src/operator/import.ts';
import { openReadingPool } from '../../src/operator/reading-pool.ts';
import { keepHeapSmall } from '../../src/operator/small-heap.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { usualFolder } from '../eval/search-data.ts';
import { articlesToImport } from './import-articles.ts';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '100000' },
    data: { type: 'string', default: usualFolder },
    folder: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
    /** What a child of this program is to do: making the articles takes memory of its own. */
    make: { type: 'boolean', default: false },
  },
});
const count = Number(values.articles);
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'verbatim-import-'));
const lines = join(folder, `articles-${count}.jsonl`);
const file = join(folder, 'import.db');
const sealed = join(folder, 'index');

function say(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(46)} ${figure}\n`);
}

function seconds(ms: number): string {
  return ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${(ms / 60_000).toFixed(2)} min`;
}

function processorMs({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

async function makeLines(): Promise<void> {
  const { told, article } = articlesToImport(values.data);
  const each = function* (): Generator<string> {
    for (let number = 0; number < count; number++) yield `${JSON.stringify(article(number))}\n`;
  };
  await pipeline(Readable.from(each()), createWriteStream(lines));
  say('articles', told);
}

/** Keeps the time that calls of one kind take in this thread. */
class Watch {
  ms = 0;

  time<T>(work: () => T): T {
    const started = process.threadCpuUsage();
    try {
      return work();
    } finally {
      this.ms += processorMs(process.threadCpuUsage(started));
    }
  }
}

/** The most memory that the process ever held, all threads included. */
function peakMegabytes(): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(peak ?? 0) / 1000;
}

async function measureImport(archive: Archive): Promise<void> {
  const [store, look] = [new Watch(), new Watch()];
  const pool = openReadingPool({ readHere: 50, threads: Number(values.threads) });
  const before = process.cpuUsage();
  const here = process.threadCpuUsage();
  const started = performance.now();
  const { added, exitCode } = await importPaths([lines], {
    readArticle: pool.readAhead,
    readers: pool.readers,
    archive: {
      store: (batch, source) => store.time(() => archive.store(batch, source)),
      look: (article, source) => look.time(() => archive.look(article, source)),
    },
    source: archive.source('import', 'files'),
    output: { out: async () => {}, err: (line) => process.stderr.write(`${line}\n`), terminal: null },
    stdin: Readable.from([]),
    signal: new AbortController().signal,
    report: 'summary',
  });
  const took = performance.now() - started;
  await pool.close();
  const main = processorMs(process.threadCpuUsage(here));
  const others = processorMs(process.cpuUsage(before)) - main;
  const each = (ms: number): string => `${seconds(ms)}, ${(ms / count).toFixed(2)} ms an article`;
  say(`imported ${added.toLocaleString('en')}, exit code ${exitCode}`, seconds(took));
  say('  articles a second', (added / (took / 1000)).toFixed(0));
  say('  processor: reading threads, collectors too', each(others));
  say('  processor: main thread', each(main));
  say('    storing', each(store.ms));
  say('    looking whether it is there', each(look.ms));
  say('    files, JSON, threads', each(main - store.ms - look.ms));
}

async function measureIndex(archive: Archive): Promise<void> {
  const before = process.cpuUsage();
  const started = performance.now();
  const search = openSearch({ archive, sealed: { folder: sealed, identity: archive.identity() } });
  const built = performance.now();
  await search.seal();
  const ended = performance.now();
  say(`index of ${search.index.size.toLocaleString('en')} sentences`, seconds(ended - started));
  say('  read from the archive and built', seconds(built - started));
  say('  sealed', seconds(ended - built));
  say('  processor', seconds(processorMs(process.cpuUsage(before))));
}

mkdirSync(folder, { recursive: true });
if (values.make) {
  await makeLines();
  process.exit();
}
for (const old of [file, `${file}-wal`, `${file}-shm`, sealed]) rmSync(old, { force: true, recursive: true });
if (!existsSync(lines)) {
  const options = ['--make', '--articles', values.articles, '--data', values.data, '--folder', folder];
  spawnSync(process.execPath, [import.meta.filename, ...options], { stdio: 'inherit' });
}
say(`${count.toLocaleString('en')} articles, JSON Lines`, `${(statSync(lines).size / 1e6).toFixed(0)} MB`);
keepHeapSmall();
const archive = openArchive(file, { log: 'long' });
await measureImport(archive);
const { sentences, statements } = archive.extent({ scope: { sources: 'all' } });
say('most memory so far', `${peakMegabytes().toFixed(0)} MB`);
say('sentences, statements', `${sentences.toLocaleString('en')}, ${statements.toLocaleString('en')}`);
say('archive', `${(statSync(file).size / 1e6).toFixed(0)} MB`);
await measureIndex(archive);
archive.close();
say('most memory, index included', `${peakMegabytes().toFixed(0)} MB`);
if (values.folder === undefined) rmSync(folder, { recursive: true });
