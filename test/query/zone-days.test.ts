import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { firstDayIn } from '../../src/query/zone-days.ts';

test.each([
  'Europe/London',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/Santiago',
  'UTC',
])('firstDayIn() reckons as a calendar of %s does', (zone) => {
  const moments = fc.integer({ min: Date.UTC(2009, 0, 1), max: Date.UTC(2030, 0, 1) });
  fc.assert(
    fc.property(moments, fc.constantFrom('day' as const, 'week' as const, 'month' as const), (moment, unit) => {
      const expected = DateTime.fromMillis(moment, { zone }).startOf(unit).toISODate();
      expect(firstDayIn(unit, zone)(moment)).toBe(expected);
    }),
    { numRuns: 200 },
  );
});

test('firstDayIn() takes UTC in the place of a zone that is none', () => {
  expect(firstDayIn('day', 'Nowhere/At_All')(Date.UTC(2025, 3, 18, 23, 59))).toBe('2025-04-18');
});
