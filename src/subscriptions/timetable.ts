import { Cron } from 'croner';
import { LRUCache } from 'lru-cache';
import type { Timetable } from '../model/subscriptions.ts';
import { firstMoment, wallClock } from './wall-clock.ts';

/** In `monthDays` it stands for the last day, however long the month is. */
const lastDay = 32;

const dayMs = 24 * 3_600_000;

/**
 * croner reckons the days in the wall clock, as if it were UTC; the zone is put in afterwards. With a zone of its own
 * it takes some milliseconds for each time, and leaves out what falls into a day that a zone has skipped (Apia, 2011).
 */
const crons = new LRUCache<string, Cron>({ max: 500 });

function cronOf({ weekdays, monthDays, hour, minute }: Timetable): Cron {
  const days = monthDays.map((day) => (day === lastDay ? 'L' : String(day))).join(',') || '*';
  const week = weekdays.map((day) => day % 7).join(',') || '*';
  const pattern = `${minute} ${hour} ${days} * ${week}`;
  const known = crons.get(pattern);
  if (known !== undefined) return known;
  const made = new Cron(pattern, { utcOffset: 0, paused: true });
  crons.set(pattern, made);
  return made;
}

/** The first time after a moment; `null` where there is none, as on 30 February. */
export function nextAfter(timetable: Timetable, moment: Date): Date | null {
  const cron = cronOf(timetable);
  let wall = new Date(wallClock(moment.getTime(), timetable.zone));
  for (;;) {
    const next = cron.nextRun(wall);
    if (next === null) return null;
    const due = firstMoment(next.getTime(), timetable.zone);
    if (due > moment.getTime()) return new Date(due);
    wall = next;
  }
}

/** The last time before a moment, looked for within a year. */
export function lastBefore(timetable: Timetable, moment: Date): Date | null {
  for (const days of [2, 9, 40, 366]) {
    let last: Date | null = null;
    let at = nextAfter(timetable, new Date(moment.getTime() - days * dayMs));
    while (at !== null && at < moment) {
      last = at;
      at = nextAfter(timetable, at);
    }
    if (last !== null) return last;
  }
  return null;
}
