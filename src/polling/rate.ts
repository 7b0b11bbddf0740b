import type { IncomingFeedItem } from '../model/feeds.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** No source is visited more often, and none less often. */
const shortestMs = 5 * minuteMs;
const longestMs = dayMs;
/** What was long ago says nothing of today. */
const windowMs = 14 * dayMs;
/** Share of a wait by which visits are spread, so that sources added together do not stay together. */
const spread = 0.1;

/**
 * How many items a source brings a day, by the dates of those that it lists: over the last two weeks, or as far back as
 * it lists any.
 *
 * @param noted items that were first seen within the last two weeks, which stand for those without a date
 * @returns `null` where nothing is dated and nothing was noted
 */
export function itemsADay(items: readonly IncomingFeedItem[], noted: number, now: Date): number | null {
  const dates = items
    .map(({ published, updated }) => Date.parse(published ?? updated ?? ''))
    .filter((date) => date <= now.getTime());
  if (dates.length === 0) return noted === 0 ? null : (noted * dayMs) / windowMs;
  const recent = dates.filter((date) => date > now.getTime() - windowMs);
  // Where it lists older ones too, the two weeks are whole.
  const since = recent.length < dates.length ? now.getTime() - windowMs : Math.min(...recent);
  const days = Math.max((now.getTime() - since) / dayMs, 1 / 24);
  return recent.length / days;
}

/** Twice for each item that comes: half of the mean time between two of them. */
export function visitAfterMs(perDay: number | null, random: () => number): number {
  const wanted = perDay === null || perDay === 0 ? longestMs : dayMs / perDay / 2;
  return jittered(Math.min(longestMs, Math.max(shortestMs, wanted)), random);
}

/** Twice as long after each failure in a row. */
export function backOffMs(failures: number, random: () => number): number {
  return jittered(Math.min(longestMs, shortestMs * 2 ** Math.min(failures, 20)), random);
}

function jittered(ms: number, random: () => number): number {
  return Math.round(ms * (1 + spread * random()));
}
