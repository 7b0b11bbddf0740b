import { expect, test } from 'vitest';
import { createRateLimit } from '../src/rate-limit.ts';

const start = Date.UTC(2025, 3, 18);
const at = (seconds: number) => new Date(start + seconds * 1000);

test('createRateLimit() lets the limit pass and then says how long to wait', () => {
  const limit = createRateLimit(3);
  expect([0, 10, 20].map((second) => limit.waitMs('anna', at(second)))).toEqual([0, 0, 0]);
  expect(limit.waitMs('anna', at(30))).toBe(30_000);
  expect(limit.waitMs('anna', at(60))).toBe(0);
  expect(limit.waitMs('anna', at(61))).toBe(9_000);
});

test('createRateLimit() counts each person alone', () => {
  const limit = createRateLimit(1);
  expect(limit.waitMs('anna', at(0))).toBe(0);
  expect(limit.waitMs('ben', at(0))).toBe(0);
  expect(limit.waitMs('anna', at(1))).toBe(59_000);
});

test('createRateLimit() does not count what it refused', () => {
  const limit = createRateLimit(1);
  limit.waitMs('anna', at(0));
  for (let second = 1; second < 60; second++) limit.waitMs('anna', at(second));
  expect(limit.waitMs('anna', at(60))).toBe(0);
});
