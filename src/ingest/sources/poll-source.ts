import type { FetchFailure, Polled, SourceMemory } from '../../model/feeds.ts';
import { failure } from '../fetch/failure.ts';
import type { Fetcher } from '../fetch/fetcher.ts';
import { nextTry } from './next-try.ts';
import { readAnswer } from './read-answer.ts';
import { isSameDocument, memoryOf, refreshed } from './source-memory.ts';

export interface PollOptions {
  readonly fetcher: Fetcher;
  /** What the last visit handed back; `null` at the first one. */
  readonly memory: SourceMemory | null;
  readonly now: Date;
  readonly signal?: AbortSignal;
}

/**
 * Visits a source that was added before. Never rejects for what the network does.
 *
 * @param address of a feed or a news sitemap
 */
export async function pollSource(address: string, { memory, ...options }: PollOptions): Promise<Polled> {
  const { fetcher, now } = options;
  const validators = memory === null ? {} : { validators: memory };
  const fetched = await fetcher.fetch(address, { accept: 'feed', ...options, ...validators });
  if (fetched.kind === 'failed') return failed(fetched.failure, memory, now);
  const { freshSeconds, movedTo } = fetched;
  const come = (kept: SourceMemory) => ({
    memory: kept,
    movedTo,
    next: nextTry({ now, freshSeconds, retryAfter: null, memory: kept }),
  });
  if (fetched.kind === 'unchanged') {
    const unasked = failure(
      'broken-answer',
      `${address} answered 304 without having been asked whether anything changed`,
    );
    return memory === null
      ? failed(unasked, null, now)
      : { kind: 'unchanged', ...come(refreshed(memory, fetched.validators)) };
  }
  const read = await readAnswer(fetched, options);
  if (read.kind === 'failed') return failed(read.failure, memory, now);
  if (read.kind === 'page') {
    return failed(failure('not-a-feed', `${address}: expected a feed, got a web page in its place`), memory, now);
  }
  const fresh = memoryOf(read.answer, read.feed);
  if (isSameDocument(memory, fresh)) return { kind: 'unchanged', ...come(fresh) };
  return { kind: 'items', feed: read.feed, ...come(fresh) };
}

function failed(met: FetchFailure, memory: SourceMemory | null, now: Date): Polled {
  const asked = memory ?? { ttlMinutes: null, skipHours: [], skipDays: [] };
  const next = nextTry({ now, freshSeconds: null, retryAfter: met.retryAfter, memory: { ...asked, ttlMinutes: null } });
  return { kind: 'failed', failure: met, next };
}
