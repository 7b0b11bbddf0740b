import { expect, test } from 'vitest';
import { readPublished } from '../../src/ingest/published.ts';

test.each([
  { given: '2025-04-18', published: '2025-04-18' },
  { given: ' 2025-04-18 ', published: '2025-04-18' },
  { given: '2025-04-18T14:05:00+02:00', published: '2025-04-18T14:05:00+02:00' },
  { given: '2025-04-18T14:05:00Z', published: '2025-04-18T14:05:00Z' },
  { given: '2025-04-18t14:05:00z', published: '2025-04-18T14:05:00Z' },
  { given: '2025-04-18T14:05:00.123Z', published: '2025-04-18T14:05:00.123Z' },
  { given: '2025-04-18T14:05Z', published: '2025-04-18T14:05:00Z' },
  { given: '2025-04-18T14:05:00-0430', published: '2025-04-18T14:05:00-04:30' },
  { given: '2025-04-18 14:05:00+02', published: '2025-04-18T14:05:00+02:00' },
  { given: '2025-04-18 14:05:00 UTC', published: '2025-04-18T14:05:00Z' },
  { given: 'Fri, 18 Apr 2025 14:05:00 GMT', published: '2025-04-18T14:05:00Z' },
  { given: 'Fri, 18 Apr 2025 14:05:00 -0400', published: '2025-04-18T14:05:00-04:00' },
  { given: '18 April 2025', published: '2025-04-18' },
  { given: '8 Apr 2025', published: '2025-04-08' },
  { given: 'April 18, 2025', published: '2025-04-18' },
  { given: '', published: null },
])('readPublished() reads "$given"', ({ given, published }) => {
  expect(readPublished(given)).toEqual({ published, warning: null });
});

test.each(['2025-04-18T14:05:00', '2025-04-18 14:05'])(
  'readPublished() keeps the day of "%s", which has no zone',
  (given) => {
    const { published, warning } = readPublished(given);
    expect(published).toBe('2025-04-18');
    expect(warning).toContain('no zone');
  },
);

test.each([
  'yesterday',
  '2025',
  '2025-04',
  '2025-02-30',
  '2025-04-18T25:00:00Z',
  '2025-04-18T14:05:00 Europe/Paris',
  '04/05/2025',
  '1744985100',
  '2025-W16-5',
  '\u0000',
])('readPublished() guesses no date from "%s"', (given) => {
  const { published, warning } = readPublished(given);
  expect(published).toBeNull();
  expect(warning).toContain('left unknown');
});
