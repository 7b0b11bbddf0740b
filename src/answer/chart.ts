import { DateTime } from 'luxon';
import type { TopLevelSpec } from 'vega-lite';
import type { Series } from '../model/answer.ts';

/** What a picture of a timeline shows. */
export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  readonly series: Series;
}

/** CSS pixels: as wide as a phone. */
export const chartWidth = 375;
const margin = 14;
const axisWidth = 34;
const panelHeight = 104;
const mostOutlets = 5;
/** Fewer days are drawn with empty room about them, so that a bar stays a bar. */
const fewestUnits = 7;
const mostTicks = 5;
const gap = 0.06;

/** Okabe and Ito's, which people who see few colours tell apart; grey for all others. */
const colours = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9'];
const grey = '#8A8A8A';
/** Neither white nor black, so that the card is at rest on a light and on a dark screen. */
const paper = '#F2F2EE';
const ink = '#1E1E1C';
const faint = '#C9C9C3';

/** One piece of a bar. */
interface Piece {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
  readonly outlet: string;
}

/** Two rows of bars over the same days: mentions, and statements, each parted by outlet. */
export function chartSpec({ title, subtitle, series }: Chart): TopLevelSpec {
  const all = outletsOf(series);
  const outlets = all.length > mostOutlets ? all.slice(0, mostOutlets) : all;
  const others = all.length - outlets.length;
  const legend = others > 0 ? [...outlets, `${others} other ${others === 1 ? 'outlet' : 'outlets'}`] : outlets;
  const units = unitsOf(series);
  const pad = Math.max(0, fewestUnits - units.length) / 2;
  const every = Math.ceil(units.length / mostTicks);
  const ticks = units.map((_day, place) => place).filter((place) => place % every === 0);
  const isLong = series.unit === 'month' || units.length * (series.unit === 'week' ? 7 : 1) > 180;
  const format = isLong ? 'LLL yyyy' : 'd LLL';
  const labels = Object.fromEntries(
    ticks.map((place) => [
      place,
      DateTime.fromISO(units[place] ?? '', { zone: 'utc', locale: 'en-GB' }).toFormat(format),
    ]),
  );
  const panel = (field: 'mentions' | 'statements', name: string) => ({
    width: chartWidth - 2 * margin - axisWidth,
    height: panelHeight,
    title: { text: name, fontSize: 14, fontWeight: 'bold' as const, anchor: 'start' as const, offset: 6 },
    data: { values: piecesOf(series, { field, legend, outlets, units }) },
    mark: { type: 'rect' as const, stroke: paper, strokeWidth: 0.7 },
    encoding: {
      x: {
        field: 'left',
        type: 'quantitative' as const,
        scale: { domain: [-0.5 - pad, units.length - 0.5 + pad], nice: false, zero: false },
        axis: { title: null, values: ticks, labelExpr: `${JSON.stringify(labels)}[datum.value]`, labelFlush: false },
      },
      x2: { field: 'right' },
      y: {
        field: 'low',
        type: 'quantitative' as const,
        axis: { title: null, tickCount: 3, tickMinStep: 1, format: 'd', minExtent: axisWidth, maxExtent: axisWidth },
      },
      y2: { field: 'high' },
      color: {
        field: 'outlet',
        type: 'nominal' as const,
        scale: { domain: legend, range: legend.map((_outlet, place) => colours[place] ?? grey) },
        legend: {
          title: null,
          orient: 'bottom' as const,
          columns: legend.some((words) => words.length > 17) ? 1 : 2,
          labelLimit: chartWidth - 2 * margin - 40,
          symbolType: 'square' as const,
        },
      },
    },
  });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: paper,
    padding: margin,
    title: {
      text: linesOf(title, 32),
      subtitle: linesOf(subtitle, 46),
      anchor: 'start',
      fontSize: 17,
      subtitleFontSize: 13,
      subtitleColor: ink,
      offset: 12,
    },
    vconcat: [panel('mentions', 'Mentions'), panel('statements', 'Statements')],
    spacing: 14,
    config: {
      font: 'DejaVu Sans',
      title: { color: ink },
      axis: { labelFontSize: 13, labelColor: ink, gridColor: faint, tickColor: ink, domain: false, labelPadding: 4 },
      axisX: { grid: false },
      axisY: { ticks: false },
      legend: { labelFontSize: 13, labelColor: ink, symbolSize: 130, rowPadding: 4, columnPadding: 12, offset: 10 },
      view: { stroke: null },
    },
  };
}

/** Most counted first. */
export function outletsOf({ points }: Series): string[] {
  const counts = new Map<string, number>();
  for (const { outlet, mentions, statements } of points) {
    counts.set(outlet, (counts.get(outlet) ?? 0) + mentions + statements);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([outlet]) => outlet);
}

interface Stacking {
  readonly field: 'mentions' | 'statements';
  /** Names in the legend: the outlets, and behind them what stands for all others. */
  readonly legend: readonly string[];
  readonly outlets: readonly string[];
  readonly units: readonly string[];
}

/** Stacked from the first outlet of the legend up. */
function piecesOf({ points }: Series, { field, legend, outlets, units }: Stacking): Piece[] {
  const places = new Map(units.map((day, place) => [day, place]));
  return [...Map.groupBy(points, ({ day }) => day)].flatMap(([day, ofDay]) => {
    const place = places.get(day) ?? 0;
    let low = 0;
    return legend.map((name, rank) => {
      const own = ofDay.filter(({ outlet }) => (rank < outlets.length ? outlet === name : !outlets.includes(outlet)));
      const high = low + own.reduce((sum, point) => sum + point[field], 0);
      const piece: Piece = { left: place - 0.5 + gap, right: place + 0.5 - gap, low, high, outlet: name };
      low = high;
      return piece;
    });
  });
}

const mostUnits = 2000;

/** First days of all units from the first to the last, those that hold nothing among them. */
function unitsOf({ unit, points }: Series): string[] {
  const last = points.at(-1)?.day ?? '';
  const units: string[] = [];
  let day = DateTime.fromISO(points[0]?.day ?? '', { zone: 'utc' });
  while (day.isValid && units.length < mostUnits) {
    const iso = day.toISODate();
    if (iso > last) break;
    units.push(iso);
    day = day.plus({ [unit]: 1 });
  }
  return units;
}

/** Lines of at most so many characters, at most three of them. */
function linesOf(text: string, longest: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= longest) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.length > longest ? `${word.slice(0, longest - 1)}…` : word);
  }
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), `${lines[2]?.slice(0, longest - 1)}…`];
}
