import { DateTime } from 'luxon';
import type { NextTry, SourceMemory } from '../../model/feeds.ts';

/** What is known of when to come back. */
interface Asked {
  readonly now: Date;
  readonly freshSeconds: number | null;
  readonly retryAfter: string | null;
  readonly memory: Pick<SourceMemory, 'ttlMinutes' | 'skipHours' | 'skipDays'>;
}

interface Wish {
  readonly until: DateTime;
  readonly why: string;
}

/** Nobody is kept away for longer by what a feed says: publishers forget what they once set. */
const maxWait = { hours: 24 };

/** The latest of all that the publisher asks for, past the hours and days in which nobody is wanted. */
export function nextTry({ now, freshSeconds, retryAfter, memory }: Asked): NextTry {
  const start = DateTime.fromJSDate(now, { zone: 'utc' });
  // A server that is in trouble, or says when, is taken at its word.
  if (retryAfter !== null) return { notBefore: retryAfter, why: 'the server asks to wait until then (Retry-After)' };
  const wishes: Wish[] = [];
  if (freshSeconds !== null && freshSeconds > 0) {
    wishes.push({
      until: start.plus({ seconds: freshSeconds }),
      why: 'the server says that it stays fresh until then (Cache-Control)',
    });
  }
  if (memory.ttlMinutes !== null) {
    const minutes = memory.ttlMinutes;
    wishes.push({
      until: start.plus({ minutes }),
      why: `the feed asks for ${minutes} minutes between two visits (ttl)`,
    });
  }
  const latest = start.plus(maxWait);
  const longest = wishes.reduce<Wish | null>(
    (best, wish) => (best === null || wish.until > best.until ? wish : best),
    null,
  );
  const bounded = longest === null ? null : { ...longest, until: DateTime.min(longest.until, latest) };
  const open = firstOpenHour(bounded?.until ?? start, memory);
  if (open !== null)
    return { notBefore: open.toISO(), why: 'the feed asks to be left alone until then (skipHours, skipDays)' };
  return bounded === null ? { notBefore: null, why: null } : { notBefore: bounded.until.toISO(), why: bounded.why };
}

/** The first full hour from then on that is not skipped; `null` when the hour itself is not, or when all are. */
function firstOpenHour(from: DateTime, { skipHours, skipDays }: Asked['memory']): DateTime | null {
  const skipped = (hour: DateTime): boolean => skipHours.includes(hour.hour) || skipDays.includes(hour.weekday);
  if (!skipped(from)) return null;
  for (let hours = 1; hours <= 7 * 24; hours++) {
    const hour = from.startOf('hour').plus({ hours });
    if (!skipped(hour)) return hour;
  }
  return null;
}
