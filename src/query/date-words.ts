import { createRequire } from 'node:module';
import type { ParsedResult } from 'chrono-node';
import { DateTime, Settings } from 'luxon';
import type { Span } from '../model/span.ts';
import { everyMatch } from './every-match.ts';

export interface Clock {
  readonly now: Date;
  readonly zone: string;
  /** Day of the newest article: "in April" over an archive that ends in May 2025 is April 2025. */
  readonly newest?: string | null;
}

/** First and last day, both included. */
export interface Range {
  readonly from: DateTime;
  readonly to: DateTime;
}

/** Words that name a stretch of days. */
export interface DateWords extends Span {
  readonly range: Range;
  /**
   * `relative`: reckoned from today ("last week"); `dated`: a day, or a month with its year; `loose`: a month, weekday
   * or year that may as well belong to the topic ("in 1990").
   */
  readonly manner: 'relative' | 'dated' | 'loose';
  /** True for what stands alone as an adverb ("yesterday", "last week") and needs no preposition. */
  readonly alone: boolean;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const monthPattern =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec';
export const weekdayPattern =
  'mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?';
const numberWords: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  couple: 2,
  few: 3,
};
const count = `\\d{1,3}|${Object.keys(numberWords).join('|')}`;

// Dates are read in English wherever the machine stands, and to ask it for its language takes longer than to answer.
Settings.defaultLocale = 'en';

/** Today at the start of the day, in the asker's zone; UTC when the zone is unknown. */
function startOfToday({ now, zone }: Clock): DateTime {
  const local = DateTime.fromJSDate(now, { zone });
  return (local.isValid ? local : DateTime.fromJSDate(now, { zone: 'utc' })).startOf('day');
}

/** One way to name a stretch of time. `read` gives `null` for what only looks like one. */
interface DateRule {
  readonly pattern: RegExp;
  readonly manner: DateWords['manner'];
  readonly alone: boolean;
  /** `latest`: the last day that a date without its year may be; today, or the newest article's when that is earlier. */
  read(match: RegExpExecArray, today: DateTime, latest: DateTime): Range | null;
}

type Unit = 'hour' | 'day' | 'week' | 'month' | 'year';

function whole(moment: DateTime, unit: 'day' | 'week' | 'month' | 'year'): Range {
  return { from: moment.startOf(unit), to: moment.endOf(unit).startOf('day') };
}

function unitOf(word: string): Unit {
  const unit = word.toLowerCase().replace(/s$/, '');
  return unit === 'hour' || unit === 'week' || unit === 'month' || unit === 'year' ? unit : 'day';
}

function countOf(word: string | undefined): number {
  if (word === undefined) return 1;
  return numberWords[word.toLowerCase()] ?? Number(word);
}

/** The last time this weekday was, today included. */
function latestWeekday(name: string, today: DateTime): DateTime {
  const weekday = weekdays.findIndex((day) => day.startsWith(name.toLowerCase().slice(0, 3))) + 1;
  return today.minus({ days: (today.weekday - weekday + 7) % 7 });
}

function monthNumber(name: string): number {
  return monthPattern.split('|').indexOf(name.toLowerCase()) === -1
    ? 0
    : ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].indexOf(
        name.toLowerCase().slice(0, 3),
      ) + 1;
}

/** A month without a year is the latest that has begun. */
function monthRange(name: string, year: string | undefined, latest: DateTime): Range | null {
  const month = monthNumber(name);
  const latestYear = month > latest.month ? latest.year - 1 : latest.year;
  const start = DateTime.fromObject(
    { year: year === undefined ? latestYear : Number(year), month },
    { zone: latest.zone },
  );
  return start.isValid ? whole(start, 'month') : null;
}

const dateRules: readonly DateRule[] = [
  {
    pattern: /\b(?:today|tonight|this (?:morning|afternoon|evening))\b/i,
    manner: 'relative',
    alone: true,
    read: (_match, today) => whole(today, 'day'),
  },
  {
    pattern: /\b(?:the )?day before yesterday\b/i,
    manner: 'relative',
    alone: true,
    read: (_match, today) => whole(today.minus({ days: 2 }), 'day'),
  },
  {
    pattern: /\b(?:yesterday(?: (?:morning|afternoon|evening|night))?|last night)\b/i,
    manner: 'relative',
    alone: true,
    read: (_match, today) => whole(today.minus({ days: 1 }), 'day'),
  },
  {
    pattern: new RegExp(`\\b(?:early |late |mid-?)?(${monthPattern})\\.?,? (?:of )?(last|this) year\\b`, 'i'),
    manner: 'dated',
    alone: false,
    read: ([, month, which], today) => monthRange(month ?? '', String(today.year - (which === 'last' ? 1 : 0)), today),
  },
  {
    pattern: /\b(?:(?:earlier|later|so far) )?this (week|month|year)\b/i,
    manner: 'relative',
    alone: true,
    read: ([, unit], today) => ({ from: today.startOf(asPeriodUnit(unit)), to: today }),
  },
  {
    pattern: /\b(?:(?:earlier|late|early|later) )?last (week|month|year)\b/i,
    manner: 'relative',
    alone: true,
    read: ([, unit], today) => whole(today.minus({ [`${asPeriodUnit(unit)}s`]: 1 }), asPeriodUnit(unit)),
  },
  {
    pattern: /\b(?:(?:over|at|on) )?(?:the|this|last) weekend\b/i,
    manner: 'relative',
    alone: true,
    read: (_match, today) => {
      const saturday = latestWeekday('sat', today);
      return { from: saturday, to: saturday.plus({ days: 1 }) };
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:in|over|during|within|for) )?(?:the )?(?:last|past|previous) (?:(${count}) (?:of )?)?(hours?|days?|weeks?|months?|years?)\\b`,
      'i',
    ),
    manner: 'relative',
    alone: true,
    read: ([, number, unit], today) => backFrom(today, countOf(number), unitOf(unit ?? 'day')),
  },
  {
    pattern: /\b(?:in )?recent (days|weeks|months)\b/i,
    manner: 'relative',
    alone: true,
    read: ([, unit], today) => backFrom(today, unitOf(unit ?? 'day') === 'day' ? 7 : 3, unitOf(unit ?? 'day')),
  },
  {
    pattern: new RegExp(`\\b(${count}) (days?|weeks?|months?|years?) ago\\b`, 'i'),
    manner: 'relative',
    alone: true,
    read: ([, number, unit], today) => whole(today.minus({ [`${unitOf(unit ?? 'day')}s`]: countOf(number) }), 'day'),
  },
  {
    pattern: new RegExp(`\\blast (${weekdayPattern})\\b`, 'i'),
    manner: 'relative',
    alone: true,
    read: ([, day], today) => {
      const latest = latestWeekday(day ?? '', today);
      return whole(latest.equals(today) ? latest.minus({ weeks: 1 }) : latest, 'day');
    },
  },
  {
    pattern: new RegExp(`\\b(?:this )?(${weekdayPattern})(?: (?:morning|afternoon|evening|night))?\\b(?!,? \\d)`, 'i'),
    manner: 'loose',
    alone: false,
    read: ([, day], today) => whole(latestWeekday(day ?? '', today), 'day'),
  },
  {
    pattern: new RegExp(
      `\\b(?:last )?(?:early |late |mid-?)?(${monthPattern})\\.?,? (?:of )?((?:19|20)\\d\\d)\\b`,
      'i',
    ),
    manner: 'dated',
    alone: false,
    read: ([, month, year], _today, latest) => monthRange(month ?? '', year, latest),
  },
  {
    pattern: new RegExp(`\\b(?:last )?(?:early |late |mid-?)?(${monthPattern})\\b(?!\\.? \\d)`, 'i'),
    manner: 'loose',
    alone: false,
    read: ([, month], _today, latest) => monthRange(month ?? '', undefined, latest),
  },
  {
    pattern: /\bthe (\d{1,2})(?:st|nd|rd|th)\b(?! century)/i,
    manner: 'loose',
    alone: false,
    read: ([, day], today) => latestDayOfMonth(Number(day), today),
  },
  {
    pattern: /\b(?:the year )?((?:19|20)\d\d)\b(?![-/.]\d)/u,
    manner: 'loose',
    alone: false,
    read: ([, year], today) => whole(DateTime.fromObject({ year: Number(year) }, { zone: today.zone }), 'year'),
  },
];

function latestDayOfMonth(day: number, today: DateTime): Range | null {
  const month = day > today.day ? today.minus({ months: 1 }) : today;
  const moment = DateTime.fromObject({ year: month.year, month: month.month, day }, { zone: today.zone });
  return moment.isValid ? whole(moment, 'day') : null;
}

function asPeriodUnit(word: string | undefined): 'week' | 'month' | 'year' {
  return word?.toLowerCase() === 'month' ? 'month' : word?.toLowerCase() === 'year' ? 'year' : 'week';
}

function backFrom(today: DateTime, number: number, unit: Unit): Range {
  if (unit === 'hour') return { from: today.minus({ days: Math.ceil(number / 24) }), to: today };
  return { from: today.minus({ [`${unit}s`]: number }), to: today };
}

const require = createRequire(import.meta.url);
let chrono: typeof import('chrono-node/en') | null = null;

/**
 * Loaded with the first figure that is asked for: it is a quarter of all modules that answer. English alone, since the
 * other languages are two hundred more.
 */
function loadedChrono(): typeof import('chrono-node/en') {
  chrono ??= require('chrono-node/en') as typeof import('chrono-node/en');
  return chrono;
}

const yearAlone = /\b(?:1\d|20)\d\ds?\b/gu;
const dayOrMonth = new RegExp(`\\b(?:today|tonight|tomorrow|yesterday|now|${monthPattern})\\b`, 'iu');

/**
 * Only dates with a figure count, and few questions have one: chrono takes longer than the search, and a tenth of a second
 * to load. A year is no day, but for "the fourth of July 1776" and "today at 2015".
 */
function mayBeWritten(text: string): boolean {
  return /\d/.test(text) && (dayOrMonth.test(text) || /\d/.test(text.replace(yearAlone, '')));
}

/** Days that chrono reads out of written dates ("18 April", "April 18, 2025", "18.04.2025"). */
function writtenDates(text: string, daysNow: () => Days): DateWords[] {
  if (!mayBeWritten(text)) return [];
  const { today, latest } = daysNow();
  const reference = { instant: today.toJSDate(), timezone: today.offset };
  return loadedChrono()
    .parse(text, reference)
    .flatMap((found) => {
      const { start } = found;
      if (!start.isCertain('day') || !start.isCertain('month') || !/\d/.test(found.text)) return [];
      if (/\b(?:ago|last|past|previous|next|coming|within)\b/i.test(found.text)) return [];
      const read = (year: number) =>
        DateTime.fromObject({ year, month: start.get('month') ?? 0, day: start.get('day') ?? 0 }, { zone: today.zone });
      const hasYear = start.isCertain('year');
      const thisYear = read(latest.year);
      // Without a year it is the latest such day: news asked about is news that was.
      const day = hasYear ? read(start.get('year') ?? 0) : thisYear > latest ? read(latest.year - 1) : thisYear;
      if (!day.isValid) return [];
      const prefix = /^(?:on|since|before|after|by|until|from) /i.exec(found.text)?.[0].length ?? 0;
      const end = chronoEnd(found, text);
      return [{ start: found.index + prefix, end, range: whole(day, 'day'), manner: 'dated' as const, alone: true }];
    });
}

/** chrono joins "1 May to 14 May" into one result; our own prepositions do the joining, so only its first date counts. */
function chronoEnd(found: ParsedResult, text: string): number {
  if (!found.end) return found.index + found.text.length;
  const joint = /\s*(?:-|–|to|until|and|through)\s/i.exec(text.slice(found.index, found.index + found.text.length));
  return found.index + (joint?.index ?? found.text.length);
}

const rulesEverywhere = dateRules.map((rule) => ({
  rule,
  everywhere: new RegExp(rule.pattern, `${rule.pattern.flags}g`),
}));

interface Days {
  readonly today: DateTime;
  /** The last day that a date without its year may be. */
  readonly latest: DateTime;
}

function daysOf(clock: Clock): Days {
  const today = startOfToday(clock);
  const newest = DateTime.fromISO(clock.newest ?? '', { zone: today.zone });
  return { today, latest: newest.isValid && newest < today ? newest : today };
}

/** Finds date words in reading order, without overlaps. */
export function dateWordsOf(text: string, clock: Clock): DateWords[] {
  let days: Days | null = null;
  // Few questions name a day, and to reckon today costs as much as looking for all the words that do.
  const daysNow = (): Days => {
    days ??= daysOf(clock);
    return days;
  };
  const found: DateWords[] = writtenDates(text, daysNow);
  for (const { rule, everywhere } of rulesEverywhere) {
    for (const match of everyMatch(everywhere, text)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const { today, latest } = daysNow();
      const range = rule.read(match, today, latest);
      if (range) found.push({ start, end, range, manner: rule.manner, alone: rule.alone });
    }
  }
  // "Friday's talks" and "the Friday meeting" are what is talked about.
  return found.filter(({ end }) => !/^['’]s/.test(text.slice(end))).sort((a, b) => a.start - b.start);
}
