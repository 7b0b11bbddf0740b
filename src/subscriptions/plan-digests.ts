import type { Digest, DigestStore, DueDecision } from '../model/subscriptions.ts';
import { nextAfter } from './timetable.ts';
import { momentWords } from './timetable-words.ts';

/** After downtime a post that is later than this is left out: the next regular one tells all. */
const latestMs = 12 * 3_600_000;
const batch = 500;
/** Of a downtime of years not every single time is noted. */
const mostNoted = 5;

interface PlannerOptions {
  readonly digests: DigestStore;
}

/** Decides what is due. Every decision is kept before anything is composed, so that a crash loses none. */
export interface DigestPlanner {
  plan(now: Date): void;
}

export function createDigestPlanner({ digests }: PlannerOptions): DigestPlanner {
  let last: Date | null = null;

  /** A clock that was ahead has moved digests into a far future: they come back. */
  function reschedule(now: Date): void {
    let after = now;
    for (let some = digests.dueAfter(after, batch); some.length > 0; some = digests.dueAfter(after, batch)) {
      const next = memoized(now);
      for (const digest of some) {
        const regular = next(digest);
        if (regular !== null && digest.next !== null && regular < digest.next) digests.reschedule(digest.id, regular);
      }
      const furthest = some.at(-1)?.next ?? null;
      if (furthest === null || furthest <= after || some.length < batch) return;
      after = furthest;
    }
  }

  return {
    plan(now) {
      if (last === null || now.getTime() < last.getTime() - 1_000) reschedule(now);
      last = now;
      for (let due = digests.due(now, batch); due.length > 0; due = digests.due(now, batch)) {
        const next = memoized(now);
        digests.decide(
          due.map((digest) => decide(digest, now, next)),
          now,
        );
      }
    },
  };
}

/** Digests that are due together have few timetables among them. */
function memoized(now: Date): (digest: Digest) => Date | null {
  const known = new Map<string, Date | null>();
  return ({ plan: { timetable } }) => {
    const key = JSON.stringify(timetable);
    const next = known.get(key);
    if (next !== undefined) return next;
    const reckoned = nextAfter(timetable, now);
    known.set(key, reckoned);
    return reckoned;
  };
}

/** Far enough to be never. */
const never = new Date(8_640_000_000_000_000);

function decide(digest: Digest, now: Date, nextOf: (digest: Digest) => Date | null): DueDecision {
  const next = nextOf(digest) ?? never;
  const passed = passedTimes(digest, now);
  const newest = passed.at(-1);
  if (newest === undefined) return { digest: digest.id, next, occasions: [] };
  const lateMs = now.getTime() - newest.getTime();
  const missed = passed
    .slice(0, -1)
    .map((due) => ({ due, outcome: 'skipped' as const, why: 'the bot was not running; a later post tells of it' }));
  const isTooLate = lateMs > latestMs;
  return {
    digest: digest.id,
    next,
    occasions: [
      ...missed.slice(-mostNoted),
      {
        due: newest,
        outcome: isTooLate ? 'skipped' : 'planned',
        why: isTooLate
          ? `the bot was not running for more than 12 hours; the next one, ${momentWords(next, digest.plan.timetable.zone, now)}, tells of it`
          : null,
      },
    ],
  };
}

/** Every time since the one that was due first, oldest first; the last ones when there are many. */
function passedTimes({ next: first, plan: { timetable } }: Digest, now: Date): Date[] {
  if (first === null) return [];
  const passed: Date[] = [];
  for (let at: Date | null = first; at !== null && at <= now; at = nextAfter(timetable, at)) {
    passed.push(at);
    if (passed.length > 2 * mostNoted) passed.shift();
  }
  return passed;
}
