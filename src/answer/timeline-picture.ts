import { Worker } from 'node:worker_threads';
import type { Answer, Series } from '../model/answer.ts';
import type { Attachment } from '../model/chat.ts';
import { type Chart, outletsOf } from './chart.ts';
import { counted, daysWords, dayWords, listWords, type Speech } from './words.ts';

/**
 * Draws what a timeline counts, with the same in words for those who cannot see it. In a thread of its own: the
 * libraries take half a second to load, and whoever chats meanwhile must not wait.
 *
 * @returns `null` where there is nothing to draw
 */
export async function timelinePicture(answer: Answer, speech: Speech): Promise<Attachment | null> {
  const { series, understood } = answer;
  if (series === undefined || series.points.length === 0) return null;
  const about = understood.about === undefined ? '' : ` on ${understood.about}`;
  const title = `${understood.speaker ?? 'Timeline'}${about}`;
  const png = await drawn({ title, subtitle: subtitleOf(series, speech), series });
  return {
    name: `${fileName(title)}.png`,
    base64: Buffer.from(png).toString('base64'),
    alternative: alternativeOf(title, series, speech),
  };
}

/** Long enough for a machine that is busy; a picture that takes longer is not worth the wait. */
const longestDrawingMs = 20_000;

function drawn(chart: Chart): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./chart-thread.ts', import.meta.url), { workerData: chart });
    const late = setTimeout(() => {
      reject(new Error(`Expected a picture within ${longestDrawingMs / 1000} s`));
      worker.terminate();
    }, longestDrawingMs);
    worker.once('message', (png: Uint8Array) => resolve(png));
    worker.once('error', reject);
    worker.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`The thread that draws ended with code ${code}`));
    });
  });
}

/** "by week, 2 to 14 May 2025" */
function subtitleOf({ unit, points }: Series, speech: Speech): string {
  const first = points[0]?.day ?? '';
  const last = points.at(-1)?.day ?? '';
  return `by ${unit} and outlet, ${daysWords(first, last, speech)}`;
}

/** What the bars show, the greatest of them by name. */
function alternativeOf(title: string, series: Series, speech: Speech): string {
  const sum = (points: Series['points']) =>
    `${counted(total(points, 'mentions'), 'mention', 'mentions', speech)} and ${counted(total(points, 'statements'), 'statement', 'statements', speech)}`;
  const byDay = [...Map.groupBy(series.points, ({ day }) => day)];
  const [most] = byDay.toSorted((a, b) => weight(b[1]) - weight(a[1]));
  const when = series.unit === 'day' ? 'on' : `in the ${series.unit} of`;
  const outlets = outletsOf(series)
    .slice(0, 6)
    .map((outlet) => `${outlet} ${sum(series.points.filter((point) => point.outlet === outlet))}`);
  return [
    `Bars of ${title} ${subtitleOf(series, speech)}: ${sum(series.points)}.`,
    ...(most === undefined || byDay.length < 2 ? [] : [`Most ${when} ${dayWords(most[0], speech)}: ${sum(most[1])}.`]),
    `${listWords(outlets)}.`,
  ].join(' ');
}

function weight(points: Series['points']): number {
  return total(points, 'mentions') + total(points, 'statements');
}

function total(points: Series['points'], field: 'mentions' | 'statements'): number {
  return points.reduce((sum, point) => sum + point[field], 0);
}

function fileName(title: string): string {
  const words =
    title
      .toLowerCase()
      .normalize('NFKD')
      .match(/[a-z0-9]+/g) ?? [];
  return ['timeline', ...words].join('-').slice(0, 60);
}
