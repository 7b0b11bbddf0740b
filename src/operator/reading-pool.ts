import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import type { ReadArticle } from '../refresh.ts';
import { readArticle } from '../text/read-article.ts';

/** Reads articles on all cores. */
export interface ReadingPool {
  readonly readArticle: ReadArticle;
  /** Articles to hand over at the same time, so that no core waits. */
  readonly readers: number;
  close(): Promise<void>;
}

// A thread takes as long to start as 50 articles take to read.
const readHere = 50;

/** The first articles are read in this thread; others are started when more come. */
export function openReadingPool(): ReadingPool {
  const threads = availableParallelism();
  let pool: Tinypool | null = null;
  let articles = 0;
  return {
    readers: threads * 4,
    readArticle({ text, title, published }) {
      articles += 1;
      if (articles <= readHere) return readArticle({ text, title, published });
      pool ??= new Tinypool({
        filename: new URL('./reading-thread.ts', import.meta.url).href,
        minThreads: threads,
        maxThreads: threads,
        execArgv: ['--disable-warning=ExperimentalWarning'],
      });
      return pool.run({ text, title, published });
    },
    async close() {
      await pool?.destroy();
    },
  };
}
