import { expect, test } from 'vitest';
import { readFreshSeconds, readRetryAfter, readValidators } from '../../../src/ingest/fetch/response-headers.ts';

const now = new Date('2026-01-05T12:00:00Z');

test.each([
  { headers: {}, seconds: null },
  { headers: { 'cache-control': 'max-age=600' }, seconds: 600 },
  { headers: { 'cache-control': 'public, s-maxage=60, Max-Age="600"' }, seconds: 600 },
  { headers: { 'cache-control': 's-maxage=60' }, seconds: null },
  { headers: { 'cache-control': 'max-age=600', age: '500' }, seconds: 100 },
  { headers: { 'cache-control': 'max-age=600', age: '5000' }, seconds: 0 },
  { headers: { 'cache-control': 'no-cache, max-age=600' }, seconds: 0 },
  { headers: { 'cache-control': 'no-store' }, seconds: 0 },
  { headers: { expires: 'Mon, 05 Jan 2026 13:00:00 GMT' }, seconds: 3600 },
  { headers: { expires: 'Mon, 05 Jan 2026 13:00:00 GMT', date: 'Mon, 05 Jan 2026 12:30:00 GMT' }, seconds: 1800 },
  { headers: { expires: 'Sun, 06 Nov 1994 08:49:37 GMT' }, seconds: 0 },
  { headers: { expires: '0' }, seconds: 0 },
  { headers: { 'cache-control': 'max-age=600', expires: '0' }, seconds: 600 },
])('readFreshSeconds() of $headers is $seconds', ({ headers, seconds }) => {
  expect(readFreshSeconds(new Headers(Object.entries(headers)), now)).toBe(seconds);
});

test.each([
  { given: '120', at: '2026-01-05T12:02:00.000Z' },
  { given: '0', at: '2026-01-05T12:00:00.000Z' },
  { given: 'Mon, 05 Jan 2026 13:00:00 GMT', at: '2026-01-05T13:00:00.000Z' },
  { given: 'Mon, 05 Jan 2015 13:00:00 GMT', at: '2026-01-05T12:00:00.000Z' },
  { given: '999999999', at: '2026-02-04T12:00:00.000Z' },
  { given: '-5', at: null },
  { given: 'soon', at: null },
])('readRetryAfter() of $given is $at', ({ given, at }) => {
  expect(readRetryAfter(new Headers({ 'retry-after': given }), now)).toBe(at);
});

test('readValidators() keeps nothing that could not be sent back', () => {
  const strange = new Headers({ etag: `"${'x'.repeat(1000)}"`, 'last-modified': 'Größer' });
  expect(readValidators(strange)).toEqual({ etag: null, lastModified: null });
});
