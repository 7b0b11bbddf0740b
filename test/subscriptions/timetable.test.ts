import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { Timetable } from '../../src/model/subscriptions.ts';
import { lastBefore, nextAfter } from '../../src/subscriptions/timetable.ts';
import { daysWords, momentWords, readDays, readTime } from '../../src/subscriptions/timetable-words.ts';
import { changesOf, firstShown } from './clock-changes.ts';

const dayMs = 24 * 3_600_000;
const everyDay = [1, 2, 3, 4, 5, 6, 7];

function daily(zone: string, hour: number, minute: number): Timetable {
  return { weekdays: everyDay, monthDays: [], hour, minute, zone };
}

/** All times in `(from, to)`. */
function timesOf(timetable: Timetable, from: number, to: number): number[] {
  const times: number[] = [];
  for (let at = nextAfter(timetable, new Date(from)); at !== null && at.getTime() < to; at = nextAfter(timetable, at))
    times.push(at.getTime());
  return times;
}

describe('nextAfter(), five years day by day against an independent reckoning', () => {
  const from = Date.UTC(2024, 0, 1);
  const to = Date.UTC(2029, 0, 1);

  test.each([
    {
      zone: 'Australia/Lord_Howe',
      times: [
        [2, 15],
        [8, 0],
      ],
    },
    { zone: 'Asia/Kathmandu', times: [[0, 0]] },
    { zone: 'Pacific/Apia', times: [[3, 30]] },
    { zone: 'Africa/Casablanca', times: [[2, 30]] },
    {
      zone: 'America/Santiago',
      times: [
        [0, 0],
        [23, 30],
      ],
    },
    { zone: 'America/New_York', times: [[2, 30]] },
    { zone: 'Africa/Cairo', times: [[0, 30]] },
    { zone: 'Antarctica/Troll', times: [[1, 30]] },
    { zone: 'America/Nuuk', times: [[23, 30]] },
  ])('$zone', ({ zone, times }) => {
    const changes = changesOf(zone, from - 2 * dayMs, to + 2 * dayMs);
    for (const [hour = 0, minute = 0] of times) {
      const expected = new Set<number>();
      for (let day = from - 2 * dayMs; day < to + 2 * dayMs; day += dayMs) {
        const moment = firstShown(changes, day + hour * 3_600_000 + minute * 60_000);
        if (moment > from && moment < to) expected.add(moment);
      }
      expect(timesOf(daily(zone, hour, minute), from, to)).toEqual([...expected]);
    }
  });

  test('Pacific/Apia leaves 30 December 2011 out: what was due then comes when the 31st begins', () => {
    const times = timesOf(daily('Pacific/Apia', 8, 0), Date.UTC(2011, 11, 28, 20), Date.UTC(2012, 0, 1, 12));
    expect(times.map((time) => new Date(time).toISOString())).toEqual([
      '2011-12-29T18:00:00.000Z',
      '2011-12-30T10:00:00.000Z',
      '2011-12-30T18:00:00.000Z',
      '2011-12-31T18:00:00.000Z',
    ]);
  });
});

test.each([
  {
    it: 'runs at the next time that exists',
    hour: 2,
    minute: 30,
    day: '2025-03-30',
    utc: ['2025-03-30T01:00:00.000Z'],
  },
  {
    it: 'runs once where the time comes twice',
    hour: 2,
    minute: 30,
    day: '2025-10-26',
    utc: ['2025-10-26T00:30:00.000Z'],
  },
])('nextAfter() $it', ({ hour, minute, day, utc }) => {
  const start = DateTime.fromISO(day, { zone: 'Europe/Berlin' });
  const times = timesOf(daily('Europe/Berlin', hour, minute), start.toMillis(), start.plus({ days: 1 }).toMillis());
  expect(times.map((time) => new Date(time).toISOString())).toEqual(utc);
});

test.each([
  {
    it: 'leap days',
    days: { weekdays: [], monthDays: [29] },
    from: '2027-02-01',
    count: 3,
    found: ['03-29', '04-29', '05-29'],
  },
  {
    it: 'the leap day of 2028',
    days: { weekdays: [], monthDays: [29] },
    from: '2028-02-01',
    count: 2,
    found: ['02-29', '03-29'],
  },
  {
    it: 'months of 31 days',
    days: { weekdays: [], monthDays: [31] },
    from: '2025-01-01',
    count: 3,
    found: ['01-31', '03-31', '05-31'],
  },
  {
    it: 'last days',
    days: { weekdays: [], monthDays: [32] },
    from: '2028-01-15',
    count: 3,
    found: ['01-31', '02-29', '03-31'],
  },
  {
    it: 'Mondays over a month',
    days: { weekdays: [1], monthDays: [] },
    from: '2025-12-25',
    count: 2,
    found: ['12-29', '01-05'],
  },
  { it: 'Sundays', days: { weekdays: [7], monthDays: [] }, from: '2025-12-28', count: 2, found: ['12-28', '01-04'] },
])('nextAfter() finds $it', ({ days, from, count, found }) => {
  const times: string[] = [];
  let at: Date | null = new Date(`${from}T00:00:00Z`);
  const timetable = { ...days, hour: 8, minute: 0, zone: 'UTC' };
  while (times.length < count && at !== null) {
    at = nextAfter(timetable, at);
    if (at !== null) times.push(at.toISOString().slice(5, 10));
  }
  expect(times).toEqual(found);
});

test.each([
  { weekdays: [1], monthDays: [], found: '2025-05-12' },
  { weekdays: everyDay, monthDays: [], found: '2025-05-14' },
  { weekdays: [], monthDays: [1], found: '2025-05-01' },
])('lastBefore() gives $found', ({ found, ...days }) => {
  const last = lastBefore({ ...days, hour: 8, minute: 0, zone: 'UTC' }, new Date('2025-05-14T12:00:00Z'));
  expect(last?.toISOString().slice(0, 10)).toBe(found);
});

test.each([
  { words: 'daily', days: { weekdays: everyDay, monthDays: [] } },
  { words: 'every weekday', days: { weekdays: [1, 2, 3, 4, 5], monthDays: [] } },
  { words: 'Mon, Wed', days: { weekdays: [1, 3], monthDays: [] } },
  { words: 'Mondays and Thursdays', days: { weekdays: [1, 4], monthDays: [] } },
  { words: 'Tue Fri', days: { weekdays: [2, 5], monthDays: [] } },
  { words: 'fri-mon', days: { weekdays: [1, 5, 6, 7], monthDays: [] } },
  { words: '1st and 15th', days: { weekdays: [], monthDays: [1, 15] } },
  { words: 'the last day of the month', days: { weekdays: [], monthDays: [32] } },
  { words: 'soon', days: null },
  { words: '32', days: null },
])('readDays() of "$words"', ({ words, days }) => {
  expect(readDays(words)).toEqual(days);
});

test.each(['daily', 'weekdays', 'Mon, Wed', '1st, 15th', 'last day'])('daysWords() of "%s" is read back', (words) => {
  const days = readDays(words);
  expect(days === null ? null : daysWords(days)).toBe(words);
});

test.each([
  { words: '8', time: { hour: 8, minute: 0 } },
  { words: '08:30', time: { hour: 8, minute: 30 } },
  { words: '8.30 pm', time: { hour: 20, minute: 30 } },
  { words: '12 am', time: { hour: 0, minute: 0 } },
  { words: 'noon', time: { hour: 12, minute: 0 } },
  { words: '24:00', time: null },
  { words: '13 pm', time: null },
])('readTime() of "$words"', ({ words, time }) => {
  expect(readTime(words)).toEqual(time);
});

test.each([
  { at: '2025-05-13T06:00:00Z', words: 'yesterday 08:00' },
  { at: '2025-05-14T06:00:00Z', words: 'today 08:00' },
  { at: '2025-05-16T06:00:00Z', words: 'Fri 08:00' },
  { at: '2025-06-01T06:00:00Z', words: 'Sun 1 Jun 08:00' },
])('momentWords() of $at is "$words"', ({ at, words }) => {
  expect(momentWords(new Date(at), 'Europe/Berlin', new Date('2025-05-14T12:00:00Z'))).toBe(words);
});
