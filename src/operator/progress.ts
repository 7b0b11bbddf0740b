import { createLogUpdate } from 'log-update';
import type { Output } from './output.ts';

/** Shows how far a long work is. In a pipe nothing is shown, and lines are only passed on. */
export interface Progress {
  /** @param done bytes read so far */
  update(done: number, articles: number): void;
  /** Writes a line above the bar. */
  line(text: string): void;
  stop(): void;
}

const redrawMs = 125;

/** @param total bytes to read, or `null` when the input has no known end */
export function showProgress(output: Output, total: number | null): Progress {
  const { terminal } = output;
  if (terminal === null) return { update() {}, line: (text) => output.err(text), stop() {} };
  const redraw = createLogUpdate(terminal);
  const started = performance.now();
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    update(done, articles) {
      const now = performance.now();
      if (now - drawn < redrawMs) return;
      drawn = now;
      redraw(progressLine({ done, total, articles, seconds: (now - started) / 1000 }, terminal.columns ?? 80));
    },
    line(text) {
      redraw.clear();
      drawn = Number.NEGATIVE_INFINITY;
      output.err(text);
    },
    stop() {
      redraw.clear();
      redraw.done();
    },
  };
}

interface State {
  /** Bytes read, and to read. */
  readonly done: number;
  readonly total: number | null;
  readonly articles: number;
  /** Since the start. */
  readonly seconds: number;
}

/** "━━━━━━          43 % · 1,240 articles · 310/s · 12 s left" */
export function progressLine({ done, total, articles, seconds }: State, columns: number): string {
  const rate = `${Math.round(articles / Math.max(seconds, 0.001)).toLocaleString('en')}/s`;
  const counts = [`${articles.toLocaleString('en')} articles`, rate];
  if (total === null || total === 0) return [...counts, `${(done / 1e6).toFixed(1)} MB`].join(' · ');
  const share = Math.min(1, done / total);
  const left = share > 0 ? [`${duration((seconds * (1 - share)) / share)} left`] : [];
  const words = [`${Math.floor(share * 100)} %`, ...counts, ...left].join(' · ');
  const width = Math.min(30, columns - words.length - 2);
  if (width < 5) return words;
  return `${'━'.repeat(Math.round(share * width)).padEnd(width, '╌')} ${words}`;
}

/** "8 s", "3 min", "2 h 5 min": as exact as a forecast can be. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
