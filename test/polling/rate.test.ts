import { expect, test } from 'vitest';
import type { IncomingFeedItem } from '../../src/model/feeds.ts';
import { backOffMs, itemsADay, visitAfterMs } from '../../src/polling/rate.ts';

const now = new Date('2025-05-20T12:00:00Z');
const minuteMs = 60_000;
const dayMs = 86_400_000;

function item(published: string | null, updated: string | null = null): IncomingFeedItem {
  return {
    id: published,
    url: null,
    title: null,
    summary: null,
    content: null,
    base: null,
    full: null,
    author: null,
    published,
    updated,
    outlet: null,
    language: null,
  };
}

test.each([
  { it: 'counts over as far back as it lists any', dates: ['2025-05-20T06:00:00Z', '2025-05-18T12:00:00Z'], perDay: 1 },
  {
    it: 'counts over two weeks where it lists older ones',
    dates: ['2025-05-20T06:00:00Z', '2025-05-18T12:00:00Z', '2025-01-01T00:00:00Z'],
    perDay: 2 / 14,
  },
  { it: 'leaves out what comes from the future', dates: ['2025-05-19T12:00:00Z', '2031-01-01T00:00:00Z'], perDay: 1 },
  { it: 'takes what came within the hour for an hour', dates: ['2025-05-20T11:59:00Z'], perDay: 24 },
  { it: 'finds none where all are old', dates: ['2024-05-20T06:00:00Z'], perDay: 0 },
  { it: 'cannot tell where nothing is dated', dates: [], perDay: null },
])('itemsADay() $it', ({ dates, perDay }) => {
  const found = itemsADay(
    dates.map((date) => item(date)),
    0,
    now,
  );
  if (perDay === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(perDay, 5);
});

test('itemsADay() takes the day of a change where no other is told, and what was noted where none is', () => {
  expect(itemsADay([item(null, '2025-05-18T12:00:00Z')], 0, now)).toBeCloseTo(0.5, 5);
  expect(itemsADay([item(null)], 28, now)).toBe(2);
});

test.each([
  { it: 'comes twice for each item', perDay: 2, waitMs: dayMs / 4 },
  { it: 'comes once a day where there is nothing new', perDay: 0, waitMs: dayMs },
  { it: 'comes once a day where nothing is known', perDay: null, waitMs: dayMs },
  { it: 'comes every five minutes at most', perDay: 10_000, waitMs: 5 * minuteMs },
])('visitAfterMs() $it, up to a tenth later', ({ perDay, waitMs }) => {
  expect(visitAfterMs(perDay, () => 0)).toBe(waitMs);
  expect(visitAfterMs(perDay, () => 1)).toBe(Math.round(waitMs * 1.1));
});

test('backOffMs() doubles with each failure, up to a day', () => {
  const waits = [0, 1, 2, 30].map((failures) => backOffMs(failures, () => 0));
  expect(waits).toEqual([5 * minuteMs, 10 * minuteMs, 20 * minuteMs, dayMs]);
});
