import { setImmediate } from 'node:timers/promises';
import type { ArchiveWriter, Stored, StoredArticle, VersionRow } from './model/archive.ts';
import type { IncomingArticle } from './model/article.ts';
import type { PackedReading, Reading } from './model/reading.ts';
import type { SourceId } from './model/scope.ts';
import type { Lookout } from './model/sources.ts';

/** An article on its way, with the place that it came from in words. */
export interface Arrived {
  readonly article: IncomingArticle;
  readonly where: string;
}

/** The text stage: what it finds in one article. It may run in another thread. */
export type ReadArticle = (
  article: Pick<IncomingArticle, 'text' | 'title' | 'published'>,
) => Reading | Promise<Reading>;

/** As `ReadArticle`, for many articles: what is read ahead of its batch may wait packed. */
export type ReadAhead = (
  ...article: Parameters<ReadArticle>
) => Reading | PackedReading | Promise<Reading | PackedReading>;

/** When a batch is full; whichever comes first. A transaction costs a disk flush, and a crash loses what is in no batch. */
export interface BatchLimits {
  readonly articles: number;
  /** UTF-16 units of text. */
  readonly text: number;
  readonly ms: number;
}

const usualBatch: BatchLimits = { articles: 50, text: 4_000_000, ms: 250 };

export interface Stages {
  readonly readArticle: ReadAhead;
  readonly archive: Pick<ArchiveWriter, 'store'>;
  /** Looks before an article is read whether it is there already: reading costs a hundred times as much. */
  readonly lookout?: Lookout;
  readonly source: SourceId;
  /** Articles that are read at the same time, where `readArticle` works in other threads; 1 when absent. */
  readonly readers?: number;
  readonly batch?: BatchLimits;
  /** Ends the work after the current batch, which is still stored. */
  readonly signal?: AbortSignal;
  /** Told after each batch what became of its articles, in their order. */
  readonly onStored?: (batch: readonly StoredArrival[]) => void | Promise<void>;
  /** Told of an article that the reader failed on; it is left out and the rest goes on. */
  readonly onFailed?: (arrived: Arrived, error: unknown) => void | Promise<void>;
}

export interface StoredArrival extends Stored {
  readonly where: string;
}

/** How many articles came to what. */
export interface Refreshed {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Articles that the owner has taken out, and that stay out. */
  readonly removed: number;
  readonly failed: number;
}

/**
 * Runs the stages: articles in, read, stored. What was reported by `onStored` is in the archive for good.
 *
 * @throws {ArchiveError} when a batch cannot be stored; the batches before it stay
 */
export async function refresh(arrivals: AsyncIterable<Arrived>, stages: Stages): Promise<Refreshed> {
  const count = { added: 0, changed: 0, unchanged: 0, removed: 0, failed: 0 };
  const readings = readEach(arrivals, stages);
  for await (const batch of inBatches(readings, stages.batch ?? usualBatch, stages.signal)) {
    const stored = storeBatch(batch, stages);
    count.failed += batch.length - stored.length;
    for (const { outcome } of stored) count[outcome] += 1;
    await stages.onStored?.(stored);
    // Reading and storing block the thread: signals and timers get their turn here.
    await setImmediate();
  }
  return count;
}

/** What became of each article of a batch that the reader did not fail on, in their order. */
function storeBatch(batch: readonly ReadItem[], { archive, source }: Stages): StoredArrival[] {
  const read = batch.filter((item) => item.kind === 'read');
  const stored = archive.store(
    read.map(({ arrived: { article }, reading }) => ({ article, reading })),
    source,
  );
  const outcomes = new Map(read.map((item, place) => [item, stored[place]]));
  return batch.flatMap((item) => {
    const outcome = item.kind === 'settled' ? item.stored : item.kind === 'read' ? outcomes.get(item) : undefined;
    return outcome === undefined ? [] : [{ ...outcome, where: item.arrived.where }];
  });
}

type ReadItem =
  | { readonly kind: 'settled'; readonly arrived: Arrived; readonly stored: Stored }
  | { readonly kind: 'read'; readonly arrived: Arrived; readonly reading: Reading | PackedReading }
  | { readonly kind: 'failed'; readonly arrived: Arrived };

/** Reads as many articles at a time as there are readers, and gives them in the order in which they came. */
async function* readEach(arrivals: AsyncIterable<Arrived>, stages: Stages): AsyncGenerator<ReadItem> {
  const iterator = arrivals[Symbol.asyncIterator]();
  const room = stages.readers ?? 1;
  const underWay: Promise<ReadItem>[] = [];
  let next: Promise<IteratorResult<Arrived>> | null = iterator.next();
  while (next !== null || underWay.length > 0) {
    const [first] = underWay;
    const arrival = next !== null && underWay.length < room ? next : null;
    // What has been read is not held back while the next article is awaited; where both are there the readers come first.
    const met = await Promise.race([
      ...(arrival === null ? [] : [arrival.then((result) => ({ result }))]),
      ...(first === undefined ? [] : [first.then((item) => ({ item }))]),
    ]);
    if ('item' in met) {
      underWay.shift();
      yield met.item;
    } else if (met.result.done === true) next = null;
    else {
      underWay.push(readOne(met.result.value, stages));
      next = iterator.next();
      // Where there is no room it is looked at later, and must not count as unhandled until then.
      next.catch(() => {});
    }
  }
}

async function readOne(arrived: Arrived, { readArticle, onFailed, lookout, source }: Stages): Promise<ReadItem> {
  const look = lookout?.look(arrived.article, source);
  if (look?.kind === 'settled') return { kind: 'settled', arrived, stored: look.stored };
  try {
    return { kind: 'read', arrived, reading: await readArticle(arrived.article) };
  } catch (error) {
    await onFailed?.(arrived, error);
    return { kind: 'failed', arrived };
  }
}

/** Gathers items until a batch is full or its time is up, also while the next item is still awaited. */
async function* inBatches(
  items: AsyncGenerator<ReadItem>,
  limits: BatchLimits,
  signal: AbortSignal | undefined,
): AsyncGenerator<ReadItem[]> {
  let next = items.next();
  try {
    for (let ended = false; !ended; ) {
      const batch: ReadItem[] = [];
      let text = 0;
      let deadline = Number.POSITIVE_INFINITY;
      while (batch.length < limits.articles && text < limits.text && performance.now() < deadline) {
        const met = await settledOrInterrupted(next, deadline - performance.now(), signal);
        if (met === 'late') break;
        ended = met === 'stopped' || met.done === true;
        if (met === 'stopped' || met.done === true) break;
        if (batch.length === 0) deadline = performance.now() + limits.ms;
        batch.push(met.value);
        text += met.value.arrived.article.text.length;
        next = items.next();
      }
      if (batch.length > 0) yield batch;
    }
  } finally {
    // Not awaited: a source that waits for input answers only when that comes. What it still says is heard by nobody.
    next.catch(() => {});
    void items.return(undefined).catch(() => {});
  }
}

/** What `next` comes to, unless the time is up or the signal aborts before it has settled. */
function settledOrInterrupted<T>(
  next: Promise<T>,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<T | 'late' | 'stopped'> {
  // Not Promise.race: every race with a promise that stays open is kept by it, and an import has millions.
  return new Promise((resolve, reject) => {
    const timer = Number.isFinite(ms) ? setTimeout(() => settle(() => resolve('late')), ms) : undefined;
    const stop = (): void => settle(() => resolve('stopped'));
    const settle = (pass: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      pass();
    };
    if (signal?.aborted === true) return stop();
    signal?.addEventListener('abort', stop);
    next.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}

export interface Rederivation {
  readonly archive: Pick<ArchiveWriter, 'outdated' | 'replaceReading'>;
  readonly readArticle: ReadArticle;
  /** Version of the rules that readings should have. */
  readonly rules: string;
  readonly signal?: AbortSignal;
  /** Told of an article that the reader failed on; it keeps its old reading. */
  readonly onFailed?: (article: StoredArticle, error: unknown) => void;
}

const outdatedAtOnce = 20;

/**
 * Reads again what other rules have read, oldest first, one article at a turn so that questions are answered in between.
 *
 * @returns how many readings were replaced
 */
export async function rederive({ archive, readArticle, rules, signal, onFailed }: Rederivation): Promise<number> {
  const failed = new Set<VersionRow>();
  let replaced = 0;
  const readAgain = async (article: StoredArticle): Promise<Reading | null> => {
    try {
      return await readArticle(article);
    } catch (error) {
      failed.add(article.row);
      onFailed?.(article, error);
      return null;
    }
  };
  for (;;) {
    const rows = archive.outdated(rules, outdatedAtOnce + failed.size).filter(({ row }) => !failed.has(row));
    if (rows.length === 0) return replaced;
    for (const article of rows) {
      await setImmediate();
      if (signal?.aborted === true) return replaced;
      const reading = await readAgain(article);
      if (reading !== null) archive.replaceReading(article.row, reading);
      replaced += reading === null ? 0 : 1;
    }
  }
}
