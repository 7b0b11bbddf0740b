import { DateTime } from 'luxon';
import type { Series } from '../../model/answer.ts';

const mostRows = 14;
const narrowestBar = 6;
const widestBar = 30;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * Mentions and statements as bars of letters, a line for each day, week or month that has any; of many the newest.
 *
 * @param width columns for all; lines are shorter where there is no more to show
 */
export function barsOf({ unit, points }: Series, width: number): string[] {
  const days = [...Map.groupBy(points, ({ day }) => day)].slice(-mostRows).map(([day, ofDay]) => ({
    label: labelOf(day, unit),
    mentions: ofDay.reduce((sum, point) => sum + point.mentions, 0),
    statements: ofDay.reduce((sum, point) => sum + point.statements, 0),
  }));
  if (days.length < 2) return [];
  const labels = Math.max(...days.map(({ label }) => label.length));
  const most = Math.max(1, ...days.flatMap(({ mentions, statements }) => [mentions, statements]));
  const digits = String(most).length;
  const bar = Math.min(widestBar, Math.floor((width - labels - 6 - 2 * digits) / 2));
  if (bar < narrowestBar) return [];
  const head = `${' '.repeat(labels)}  ${'mentions'.padEnd(bar + digits + 3)}statements`;
  return [
    head,
    ...days.map(({ label, mentions, statements }) =>
      [
        label.padEnd(labels),
        '  ',
        `${drawn(mentions, most, bar)} ${mentions}`.trimStart().padEnd(bar + digits + 3),
        `${drawn(statements, most, bar)} ${statements}`.trimStart(),
      ].join(''),
    ),
  ];
}

function drawn(count: number, most: number, width: number): string {
  const parts = Math.round((count / most) * width * 8);
  return '█'.repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? '');
}

function labelOf(day: string, unit: Series['unit']): string {
  const date = DateTime.fromISO(day, { zone: 'utc', locale: 'en-GB' });
  return date.toFormat(unit === 'month' ? 'LLL yyyy' : 'd LLL yyyy');
}
