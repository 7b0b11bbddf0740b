import { setImmediate } from 'node:timers/promises';
import { openArchive } from './archive/open-archive.ts';
import { rederive } from './refresh.ts';

/** Some 10 ms of work. */
const fingerprintedAtOnce = 20;

/** Reads again, between the questions, what older rules have read. It changes no text, and ids of statements last. */
export async function rereadOutdated(file: string, signal: AbortSignal): Promise<void> {
  // The text stage brings its word lists and weights along: half of the time of a start.
  const { readArticle, readingRules } = await import('./text/read-article.ts');
  using archive = openArchive(file);
  await rederive({ archive, readArticle, rules: readingRules, signal });
  while (!signal.aborted && archive.fingerprintMissing(fingerprintedAtOnce) > 0) await setImmediate();
}
