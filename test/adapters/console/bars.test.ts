import { expect, test } from 'vitest';
import { barsOf } from '../../../src/adapters/console/bars.ts';
import type { Series } from '../../../src/model/answer.ts';

function point(day: string, mentions: number, statements: number, outlet = 'Courier') {
  return { day, outlet, mentions, statements };
}

const week: Series = {
  unit: 'day',
  points: [point('2025-05-02', 8, 2), point('2025-05-02', 8, 2, 'Wire'), point('2025-05-04', 1, 0)],
};

test('barsOf() adds up the outlets of a day, and draws both counts on one scale', () => {
  expect(barsOf(week, 60)).toEqual([
    '            mentions                 statements',
    '2 May 2025  ████████████████████ 16  █████ 4',
    '4 May 2025  █▎ 1                     0',
  ]);
});

test.each([
  { it: 'for a single day', series: { ...week, points: week.points.slice(0, 2) }, width: 60 },
  { it: 'where there is no room', series: week, width: 30 },
])('barsOf() draws nothing $it', ({ series, width }) => {
  expect(barsOf(series, width)).toEqual([]);
});

test('barsOf() shows the newest of many, and months by their names', () => {
  const points = Array.from({ length: 20 }, (_, month) =>
    point(`${2023 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`, month + 1, 1),
  );
  const lines = barsOf({ unit: 'month', points }, 60);
  expect(lines).toHaveLength(15);
  expect(lines[1]).toMatch(/^Jul 2023 /);
  expect(lines.at(-1)).toMatch(/^Aug 2024 /);
});
