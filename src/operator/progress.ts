import { MultiBar } from 'cli-progress';
import { type Output, printable } from './output.ts';

/** Shows how far a long work is. In a pipe nothing is shown, and lines are only passed on. */
export interface Progress {
  /** @param done bytes of all that there is to read */
  update(done: number, articles: number): void;
  /** Writes a line above the bar. */
  line(text: string): void;
  stop(): void;
}

/** @param total bytes to read, or `null` when the input has no known end */
export function showProgress(output: Output, total: number | null): Progress {
  const { terminal } = output;
  if (terminal === null) return { update() {}, line: (text) => output.err(text), stop() {} };
  const started = performance.now();
  const bars = new MultiBar({
    stream: terminal,
    format:
      total === null
        ? '{articles} articles · {rate}/s · {read}'
        : '{bar} {percentage} % · {articles} articles · {rate}/s · {eta_formatted} left',
    barsize: Math.max(10, Math.min(40, terminal.columns - 50)),
    barCompleteChar: '━',
    barIncompleteChar: ' ',
    hideCursor: true,
    clearOnComplete: true,
    // The caller stops it; the library's own handler would end the process in the middle of a batch.
    gracefulExit: false,
    etaBuffer: 50,
    fps: 8,
  });
  const shown = (done: number, articles: number) => ({
    articles: articles.toLocaleString('en'),
    rate: Math.round(articles / Math.max(0.001, (performance.now() - started) / 1000)).toLocaleString('en'),
    read: `${(done / 1e6).toFixed(1)} MB`,
  });
  const bar = bars.create(total ?? 0, 0, shown(0, 0));
  return {
    update: (done, articles) => bar.update(total === null ? 0 : done, shown(done, articles)),
    line: (text) => bars.log(`${printable(text)}\n`),
    stop: () => bars.stop(),
  };
}
