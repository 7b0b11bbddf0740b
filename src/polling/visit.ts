import { pollSource } from '../ingest/sources/poll-source.ts';
import type { Feed, IncomingFeedItem, NextTry, Polled, SourceMemory } from '../model/feeds.ts';
import type { Source } from '../model/sources.ts';
import type { PollingParts, Visit } from './parts.ts';
import { backOffMs, itemsADay, visitAfterMs } from './rate.ts';
import { keyOfItem, takeItem } from './take-item.ts';

/** After so many failures in a row a source is given up, until somebody resumes it. */
export const mostFailures = 10;

/** Pages of older items behind one another, for a source that is to be read far back. */
const mostOlderPages = 20;
const twoWeeksMs = 14 * 86_400_000;

/**
 * Visits one source and takes what is new. Nothing that the network does makes it reject; when `signal` aborts it
 * rejects between two items, and the next visit goes on there.
 *
 * @throws {ArchiveError}
 */
export async function visit(source: Source, parts: PollingParts, signal: AbortSignal): Promise<Visit> {
  const now = parts.now();
  const polled = await pollSource(source.address, {
    fetcher: parts.fetcher,
    memory: source.state.memory,
    now,
    signal,
  });
  signal.throwIfAborted();
  const came = polled.kind === 'failed' ? failed(source, polled, parts) : await taken(source, polled, parts, signal);
  parts.onVisit?.(came);
  return came;
}

function failed(source: Source, { failure, next }: Polled & { kind: 'failed' }, parts: PollingParts): Visit {
  const { sources } = parts.archive;
  const now = parts.now();
  const wait = backOffMs(source.state.failures, parts.random);
  const noted = sources.note(
    source.id,
    { kind: 'failure', error: failure.reason, nextTry: notBefore(next, now, wait) },
    now,
  );
  const isOver = failure.kind === 'gone' || (noted?.state.failures ?? 0) >= mostFailures;
  if (noted !== null && isOver) {
    sources.giveUp(source.id, now);
    parts.onGivenUp(sources.find(source.id) ?? noted);
  }
  return { source: noted ?? source, error: failure.reason, added: 0, changed: 0, failed: 0 };
}

async function taken(
  source: Source,
  polled: Exclude<Polled, { kind: 'failed' }>,
  parts: PollingParts,
  signal: AbortSignal,
): Promise<Visit> {
  const count = { added: 0, changed: 0, failed: 0 };
  let isOpen = false;
  const feed = polled.kind === 'items' ? polled.feed : null;
  if (feed !== null) {
    for (const item of await itemsToTake(source, feed, parts, signal)) {
      const came = await takeItem(item, { source, feed, signal }, parts);
      if (came.kind === 'failed') count.failed += 1;
      if (came.kind === 'failed' && came.again) isOpen = true;
      if (came.kind === 'stored' && (came.outcome === 'added' || came.outcome === 'changed')) count[came.outcome] += 1;
    }
  }
  const { sources } = parts.archive;
  const now = parts.now();
  if (feed !== null) sources.noteListed(source.id, feed.items.map(keyOfItem), now);
  const since = new Date(now.getTime() - twoWeeksMs);
  const perDay =
    feed === null ? source.state.itemsADay : itemsADay(feed.items, sources.itemsSince(source.id, since), now);
  const noted = sources.note(
    source.id,
    {
      kind: 'success',
      title: feed?.title ?? null,
      // Only now: what was noted before its items were stored would be passed over after a crash.
      memory: isOpen ? withoutValidators(polled.memory) : polled.memory,
      movedTo: polled.movedTo,
      nextTry: notBefore(polled.next, now, visitAfterMs(perDay, parts.random)),
      itemsADay: perDay,
    },
    now,
  );
  return { source: noted ?? source, error: null, ...count };
}

/** So that the next answer brings the items once more, and those that failed are tried again. */
function withoutValidators(memory: SourceMemory): SourceMemory {
  return { ...memory, etag: null, lastModified: null, fingerprint: null };
}

function notBefore({ notBefore: asked }: NextTry, now: Date, waitMs: number): Date {
  const earliest = asked === null ? 0 : Date.parse(asked);
  return new Date(Math.max(now.getTime() + waitMs, earliest));
}

/** Oldest first, so that what is cut off leaves a gap at the newer end, which the next visit closes. */
async function itemsToTake(
  { backfill, state }: Source,
  feed: Feed,
  parts: PollingParts,
  signal: AbortSignal,
): Promise<IncomingFeedItem[]> {
  const isFirst = state.memory === null;
  if (!isFirst || backfill === null) return feed.items.toReversed();
  const items = [...feed.items];
  let older = feed.older;
  for (let page = 0; page < mostOlderPages && older !== null && !reachesBackTo(backfill, items); page++) {
    const polled = await pollSource(older, { fetcher: parts.fetcher, memory: null, now: parts.now(), signal });
    if (polled.kind !== 'items') break;
    items.push(...polled.feed.items);
    older = polled.feed.older === older ? null : polled.feed.older;
  }
  return items.filter((item) => !isBefore(backfill, item)).reverse();
}

function reachesBackTo(moment: Date, items: readonly IncomingFeedItem[]): boolean {
  return items.some((item) => isBefore(moment, item));
}

function isBefore(moment: Date, { published, updated }: IncomingFeedItem): boolean {
  return Date.parse(published ?? updated ?? '') < moment.getTime();
}
