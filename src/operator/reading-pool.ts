import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import type { PackedReading, Reading } from '../model/reading.ts';
import type { ReadAhead, ReadArticle } from '../refresh.ts';
import { readArticle } from '../text/read-article.ts';

/** Reads articles on all cores. */
export interface ReadingPool {
  readonly readArticle: ReadArticle;
  /** The same for those who read many articles before they store them. */
  readonly readAhead: ReadAhead;
  /** Articles to hand over at the same time, so that no core waits. */
  readonly readers: number;
  close(): Promise<void>;
}

interface PoolOptions {
  /** Articles read in this thread before others are started. A thread takes as long to start as 50 take to read. */
  readonly readHere: number;
  readonly threads: number;
}

/** A thread goes on with what it has while this one stores a batch and the disk takes it: half a second to one. */
const handedAhead = 192;
/** For what an article leaves behind. A thread takes three times as much by itself, and is hardly faster for it. */
const youngMegabytes = 48;

const decoder = new TextDecoder();

/** A thread that nobody needed for so long ends. */
const idleMs = 60_000;

/** The first articles are read in this thread; others are started when more come. */
export function openReadingPool(
  { readHere, threads }: PoolOptions = { readHere: 50, threads: availableParallelism() },
): ReadingPool {
  let pool: Tinypool | null = null;
  let standing: Promise<unknown> = Promise.resolve();
  let articles = 0;

  /** Tinypool 2.2 hands over one by one what came before a thread stood, and all that comes after it: so nothing may. */
  function allStand(started: Tinypool): Promise<unknown> {
    if (started.threads.length < threads) {
      standing = Promise.all(
        Array.from({ length: threads }, () => started.run({ text: '', title: null, published: null })),
      );
    }
    return standing;
  }

  async function readAhead({ text, title, published }: Parameters<ReadAhead>[0]): Promise<Reading | PackedReading> {
    articles += 1;
    if (articles <= readHere) return readArticle({ text, title, published });
    pool ??= new Tinypool({
      filename: new URL('./reading-thread.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads: threads,
      concurrentTasksPerWorker: handedAhead,
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
      idleTimeout: idleMs,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    await allStand(pool);
    // Only ever made of a reading: see reading-thread.ts.
    const packed = (await pool.run({ text, title, published })) as Uint8Array;
    return { unpack: () => JSON.parse(decoder.decode(packed)) as Reading };
  }

  return {
    readers: threads * handedAhead,
    readAhead,
    async readArticle(article) {
      const reading = await readAhead(article);
      return 'unpack' in reading ? reading.unpack() : reading;
    },
    async close() {
      await pool?.destroy();
    },
  };
}
