import { describe, expect, test } from 'vitest';
import { chartSpec } from '../../src/answer/chart.ts';
import { timelineNumbers } from '../../src/answer/timeline-numbers.ts';
import { timelinePicture } from '../../src/answer/timeline-picture.ts';
import type { Series } from '../../src/model/answer.ts';
import { firstPage } from '../fixtures/answers.ts';

const speech = { locale: 'en-GB', zone: 'UTC', now: new Date('2025-05-20T12:00:00Z') };
const outlets = ['Northern Wire', 'Vale Gazette', '=Evil,"Post"'];
const series: Series = {
  unit: 'day',
  points: ['2025-04-07', '2025-04-09'].flatMap((day, place) =>
    outlets.map((outlet, rank) => ({ day, outlet, mentions: 3 * place + rank + 1, statements: rank })),
  ),
};
const answer = { ...firstPage, kind: 'timeline' as const, series };

describe('timelinePicture()', () => {
  test('draws a PNG three pixels a point wide, with fonts of its own, and says in words what it shows', async () => {
    const picture = await timelinePicture(answer, speech);
    if (picture === null || 'text' in picture) throw new Error('Expected a picture');
    const png = Buffer.from(picture.base64, 'base64');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(1125);
    // Without its fonts it would be bars and nothing else: letters make up most of its bytes.
    expect(png.length).toBeGreaterThan(30_000);
    expect(picture.name).toMatch(/^timeline-[a-z0-9-]+\.png$/);
    expect(picture.alternative).toContain('7 to 9 April 2025: 21 mentions and 6 statements.');
    expect(picture.alternative).toContain('Most on 9 April 2025: 15 mentions and 3 statements.');
    expect(picture.alternative.length).toBeLessThanOrEqual(1000);
  });

  test('draws nothing where nothing is counted', async () => {
    expect(await timelinePicture({ ...answer, series: { unit: 'day', points: [] } }, speech)).toBeNull();
  });
});

describe('chartSpec()', () => {
  test('keeps a place for days without any, and one colour for all outlets beyond the fifth', () => {
    const many = Array.from({ length: 8 }, (_, rank) => ({
      day: '2025-04-07',
      outlet: `Outlet ${rank}`,
      mentions: 9 - rank,
      statements: 0,
    }));
    const spec = JSON.stringify(
      chartSpec({ title: 'T', subtitle: 's', series: { unit: 'day', points: [...many, ...series.points.slice(-1)] } }),
    );
    expect(spec).toContain('4 other outlets');
    expect(spec).not.toContain('Outlet 7');
    expect(spec).toContain('"left":1.56');
  });
});

describe('timelineNumbers()', () => {
  test('tells the numbers day by day, and gives all of them as a table', () => {
    const { body, file } = timelineNumbers(answer, speech);
    expect(body.sections.map(({ title }) => title)).toEqual(['7 April 2025', '9 April 2025']);
    expect(body.sections[0]?.lines[0]).toBe('Northern Wire: 1 mention, 0 statements');
    expect(file && 'text' in file ? file.text.split('\r\n') : []).toEqual([
      'day,outlet,mentions,statements',
      '2025-04-07,"Northern Wire",1,0',
      '2025-04-07,"Vale Gazette",2,1',
      `2025-04-07,"'=Evil,""Post""",3,2`,
      '2025-04-09,"Northern Wire",4,0',
      '2025-04-09,"Vale Gazette",5,1',
      `2025-04-09,"'=Evil,""Post""",6,2`,
      '',
    ]);
  });
});
