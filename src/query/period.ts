import { LRUCache } from 'lru-cache';
import { DateTime } from 'luxon';
import type { Span } from '../model/span.ts';
import { type Clock, type DateWords, dateWordsOf, type Range, weekdayPattern } from './date-words.ts';

/** Days asked for, both included: `2025-04-18`. A missing end is open. */
export interface Period {
  readonly from?: string;
  readonly to?: string;
}

/** A period as a question states it. */
export interface StatedPeriod extends Span {
  readonly period: Period;
  readonly manner: DateWords['manner'];
}

interface Joint {
  readonly pattern: RegExp;
  read(range: Range): { from?: DateTime; to?: DateTime };
}

const joints: readonly Joint[] = [
  { pattern: /\b(?:ever )?since(?: the (?:start|beginning) of)? (?:the )?$/i, read: ({ from }) => ({ from }) },
  { pattern: /\b(?:starting|beginning|as of|from)(?: on)? (?:the )?$/i, read: ({ from }) => ({ from }) },
  {
    pattern: /\b(?:before|prior to|ahead of|earlier than) (?:the )?$/i,
    read: ({ from }) => ({ to: from.minus({ days: 1 }) }),
  },
  { pattern: /\b(?:until|till|up to|through|by) (?:the )?(?:end of )?$/i, read: ({ to }) => ({ to }) },
  { pattern: /\b(?:after|later than|following) (?:the )?$/i, read: ({ to }) => ({ from: to.plus({ days: 1 }) }) },
  { pattern: /\b(?:on|in|during|for|throughout|over|of|at|dated)(?: the)? $/i, read: (range) => range },
];

const pairOpening = /\b(?:between|from) (?:the )?$/i;
/** The first day of "between 1 and 14 May". */
const bareFirstDay =
  /\b(?:between|from) (?:the )?(?<day>\d{1,2})(?:st|nd|rd|th)? (?:and|to|until|till|-|–) (?:the )?$/i;
const pairJoint = /^\s*(?:and|to|until|till|through|-|–|—)\s*(?:the )?$/i;
/** What stands right behind these is the topic: "about Friday", "about today and prices". */
const topicOpening = /\b(?:about|regarding|concerning|and|or|than|of the|the)\s$/i;

/** Finds the period that a question asks for; the first that is one. */
export function findPeriod(text: string, clock: Clock): StatedPeriod | null {
  const atoms = dateWordsOf(text, clock);
  for (const [place, atom] of atoms.entries()) {
    const before = text.slice(0, atom.start);
    const next = atoms[place + 1];
    const bareDay = bareFirstDay.exec(before);
    if (bareDay) {
      const from = atom.range.from.set({ day: Number(bareDay.groups?.day) });
      return { start: bareDay.index, end: atom.end, manner: atom.manner, period: days({ from, to: atom.range.to }) };
    }
    if (next && pairJoint.test(text.slice(atom.end, next.start))) {
      const opening = pairOpening.exec(before);
      if (opening || atom.alone) {
        const from = withYearOf(atom, next, text);
        const start = opening?.index ?? atom.start;
        return { start, end: next.end, manner: atom.manner, period: days({ from, to: next.range.to }) };
      }
    }
    for (const joint of joints) {
      const match = joint.pattern.exec(before);
      if (!match) continue;
      const manner = atom.manner === 'loose' && isReckoned(atom, text) ? 'relative' : atom.manner;
      return { start: match.index, end: atom.end, manner, period: days(joint.read(atom.range)) };
    }
    if (atom.alone && !topicOpening.test(before)) {
      return { start: atom.start, end: atom.end, manner: atom.manner, period: days(atom.range) };
    }
  }
  return null;
}

/** "between 1 and 14 May", "between 1 May and 14 May 2025": the year of the second holds for the first. */
function withYearOf(first: DateWords, second: DateWords, text: string): DateTime {
  const hasYear = /\b(?:19|20)\d\d\b/.test(text.slice(first.start, first.end));
  const from = first.range.from;
  if (from > second.range.to && isReckoned(first, text)) return from.minus({ weeks: 1 });
  if (hasYear) return from;
  const sameYear = from.set({ year: second.range.from.year });
  return first.manner === 'dated' && sameYear <= second.range.to ? sameYear : from;
}

/** A weekday is reckoned from today; a month or a year names itself. */
function isReckoned(atom: DateWords, text: string): boolean {
  return new RegExp(`^(?:this )?(?:${weekdayPattern})`, 'i').test(text.slice(atom.start, atom.end));
}

function days({ from, to }: { from?: DateTime; to?: DateTime }): Period {
  const first = from?.toISODate();
  const last = to?.toISODate();
  return { ...(first ? { from: first } : {}), ...(last ? { to: last } : {}) };
}

/** Moments `[from, to)` of the days asked for, in the asker's zone. */
export function momentsOf(period: Period, zone: string): { from?: Date; to?: Date } {
  if (period.from === undefined && period.to === undefined) return {};
  const safe = DateTime.local({ zone }).isValid ? zone : 'utc';
  const from = period.from === undefined ? null : DateTime.fromISO(period.from, { zone: safe });
  const to = period.to === undefined ? null : DateTime.fromISO(period.to, { zone: safe }).plus({ days: 1 });
  return { ...(from?.isValid ? { from: from.toJSDate() } : {}), ...(to?.isValid ? { to: to.toJSDate() } : {}) };
}

/** The day of a publication date, in the asker's zone; a date without a time is that day everywhere. */
export function dayOf(published: string | null, zone: string): string | null {
  if (published === null) return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(published)) return published;
  const key = `${zone} ${published}`;
  let day = daysKept.get(key);
  if (day === undefined) {
    day = { day: localDay(published, zone) };
    daysKept.set(key, day);
  }
  return day.day;
}

const mostDays = 5_000;
/** To reckon a day in a zone takes ten microseconds, and an answer counts the days of all that it found. */
const daysKept = new LRUCache<string, { readonly day: string | null }>({ max: mostDays });

function localDay(published: string, zone: string): string | null {
  const moment = DateTime.fromISO(published, { setZone: true });
  if (!moment.isValid) return null;
  const local = moment.setZone(zone);
  return (local.isValid ? local : moment).toISODate();
}
