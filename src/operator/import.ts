import type { Readable } from 'node:stream';
import { openArchive } from '../archive/open-archive.ts';
import type { Arrival } from '../ingest/arrival.ts';
import { type Listed, listFiles } from '../ingest/list-files.ts';
import { readFiles } from '../ingest/read-files.ts';
import type { ArchiveWriter } from '../model/archive.ts';
import type { SourceId, Space } from '../model/scope.ts';
import type { Lookout } from '../model/sources.ts';
import {
  type Arrived,
  type BatchLimits,
  type ReadAhead,
  type Refreshed,
  refresh,
  type StoredArrival,
} from '../refresh.ts';
import type { Output } from './output.ts';
import { type Progress, showProgress } from './progress.ts';
import { openReadingPool } from './reading-pool.ts';
import { watchIds } from './repeated-ids.ts';
import { keepHeapSmall } from './small-heap.ts';

export interface ImportOptions {
  readonly archive: Pick<ArchiveWriter, 'store'> & Lookout;
  readonly source: SourceId;
  readonly readArticle: ReadAhead;
  /** See `Stages`. */
  readonly readers?: number;
  readonly output: Output;
  /** What "-" reads. */
  readonly stdin: Readable;
  /** Ends the import after the current batch. */
  readonly signal: AbortSignal;
  /** `each` writes one JSON line for each article once it is stored, and for each refusal; the summary goes to `err`. */
  readonly report: 'summary' | 'each';
}

export interface Imported extends Refreshed {
  /** Files and lines that were not taken. */
  readonly refused: number;
  /** 0 when all was taken, 1 when something was refused, 130 when it was interrupted. */
  readonly exitCode: 0 | 1 | 130;
}

/** What the command line says of an import; the rest is found in the archive. */
type ImportCommand = Pick<ImportOptions, 'output' | 'stdin' | 'signal' | 'report'> & {
  /** Who alone may see the articles; all may when absent. */
  readonly space?: Space;
};

/**
 * Imports into an archive file, which is made where there is none.
 *
 * @returns the exit code, see `Imported`
 * @throws {ArchiveError}
 */
export async function importInto(
  archiveFile: string,
  paths: readonly string[],
  command: ImportCommand,
): Promise<Imported['exitCode']> {
  keepHeapSmall();
  using archive = openArchive(archiveFile, { log: 'long' });
  const { space } = command;
  const source = archive.source('import', space === undefined ? 'files' : `files of ${space}`, space);
  const pool = openReadingPool();
  try {
    const { exitCode } = await importPaths(paths, {
      ...command,
      archive,
      source,
      readArticle: pool.readAhead,
      readers: pool.readers,
    });
    return exitCode;
  } finally {
    await pool.close();
  }
}

/** Larger than those of news as it comes: of the pages that a batch touches, most are touched by the next one again. */
const importBatch: BatchLimits = { articles: 250, text: 8_000_000, ms: 2000 };

// A file tends to have the same fault in each line; nobody reads the thousandth.
const warningsShown = 20;

/**
 * Imports files, folders and standard input ("-") into the archive. What cannot be taken is one line each, and the rest
 * goes on; the same again changes nothing, and the summary says so.
 *
 * @throws {ArchiveError} when the archive cannot be written; what was stored before stays, and is said
 */
export async function importPaths(paths: readonly string[], options: ImportOptions): Promise<Imported> {
  const { archive, source, output, stdin, signal } = options;
  const listed: Listed[] = [];
  for await (const item of listFiles(paths)) listed.push(item);
  const desk = openDesk(options, showProgress(output, totalBytes(listed)));
  let isDone = false;
  try {
    const arrivals = readFiles(listed, { stdin, onBytes: desk.countBytes });
    const refreshed = await refresh(articlesOf(arrivals, desk, signal), {
      archive,
      lookout: archive,
      source,
      readArticle: options.readArticle,
      readers: options.readers ?? 1,
      batch: importBatch,
      signal,
      onStored: desk.stored,
      onFailed: ({ where }, error) => desk.refused(where, `the reader failed on it, please report this: ${error}`),
    });
    isDone = true;
    const refused = desk.count.refused;
    return { ...refreshed, refused, exitCode: signal.aborted ? 130 : refused > 0 ? 1 : 0 };
  } finally {
    // A source that still waits for input would keep the process alive.
    if (signal.aborted) stdin.destroy();
    await desk.close({ isDone });
  }
}

/** Counts what comes of an import and tells it as it comes. */
interface Desk {
  readonly count: { readonly refused: number };
  countBytes(bytes: number): void;
  warned(where: string, warning: string): void;
  refused(where: string, reason: string): Promise<void>;
  stored(batch: readonly StoredArrival[]): Promise<void>;
  /** Sums up in one line. */
  close(end: { readonly isDone: boolean }): Promise<void>;
}

function openDesk({ output, report, signal }: ImportOptions, progress: Progress): Desk {
  const count = { added: 0, changed: 0, unchanged: 0, removed: 0, refused: 0, warnings: 0, bytes: 0 };
  let isClosed = false;
  const handled = () => count.added + count.changed + count.unchanged + count.removed;
  const tellEach = async (fact: object): Promise<void> => {
    if (report === 'each') await output.out(JSON.stringify(fact));
  };
  return {
    count,
    countBytes(bytes) {
      count.bytes += bytes;
      progress.update(count.bytes, handled());
    },
    warned(where, warning) {
      count.warnings += 1;
      if (count.warnings <= warningsShown) progress.line(`Note on ${where}: ${warning}`);
    },
    async refused(where, reason) {
      // Readers that are stopped with the import fail on what they hold.
      if (isClosed) return;
      count.refused += 1;
      progress.line(`Refused ${where}: ${reason}`);
      await tellEach({ where, outcome: 'refused', reason });
    },
    async stored(batch) {
      for (const { outcome } of batch) count[outcome] += 1;
      progress.update(count.bytes, handled());
      for (const { id, outcome, where } of batch) await tellEach({ where, outcome, id });
    },
    async close({ isDone }) {
      isClosed = true;
      progress.stop();
      // An error is on its way to whoever called, and says that this is not all.
      if (!isDone && handled() + count.refused === 0) return;
      const unseen = count.warnings - warningsShown;
      if (unseen > 0) output.err(`${unseen.toLocaleString('en')} more notes of this kind are not shown`);
      const summary = summaryOf(count) + (signal.aborted ? '; stopped, import again to go on' : '');
      if (report === 'each') output.err(summary);
      else await output.out(summary);
    },
  };
}

type Counts = Pick<Imported, 'added' | 'changed' | 'unchanged' | 'removed' | 'refused'>;

/** "12 articles added, 3 changed, 40 unchanged, 2 refused" */
function summaryOf({ added, changed, unchanged, removed, refused }: Counts): string {
  const counts: readonly (readonly [count: number, what: string])[] = [
    [added, 'added'],
    [changed, 'changed'],
    [unchanged, 'unchanged'],
    [removed, 'left out, since removed from this archive before'],
  ];
  const [first, ...rest] = counts.filter(([count]) => count > 0);
  const parts = rest.map(([count, what]) => `${count.toLocaleString('en')} ${what}`);
  if (first !== undefined) parts.unshift(`${articles(first[0])} ${first[1]}`);
  if (refused > 0) parts.push(`${refused.toLocaleString('en')} refused`);
  if (parts.length === 0) return 'Nothing to import';
  return added + changed > 0 ? parts.join(', ') : `Nothing changed: ${parts.join(', ')}`;
}

function articles(count: number): string {
  return count === 1 ? '1 article' : `${count.toLocaleString('en')} articles`;
}

/** The articles among the arrivals; the desk is told of the rest. */
async function* articlesOf(arrivals: AsyncIterable<Arrival>, desk: Desk, signal: AbortSignal): AsyncGenerator<Arrived> {
  const faultOfId = watchIds();
  for await (const arrival of arrivals) {
    // What a source says of its being cut off is no refusal.
    if (signal.aborted) return;
    const { where } = arrival;
    const reason = arrival.kind === 'refused' ? arrival.reason : faultOfId(arrival.article, where);
    if (reason !== null) await desk.refused(where, reason);
    if (reason !== null || arrival.kind === 'refused') continue;
    for (const warning of arrival.warnings) desk.warned(where, warning);
    yield arrival;
  }
}

function totalBytes(listed: readonly Listed[]): number | null {
  let total = 0;
  for (const item of listed) {
    if (item.kind === 'stream') return null;
    if (item.kind === 'file') total += item.bytes;
  }
  return total;
}
