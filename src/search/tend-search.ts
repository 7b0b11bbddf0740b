import { setImmediate } from 'node:timers/promises';
import type { Search } from './open-search.ts';

export interface Tending {
  /** Says that somebody asks: what can wait until nobody does, waits. */
  busy(): void;
  /** Ends the rounds, and writes the base if that is worth it. */
  stop(): Promise<void>;
}

export interface TendOptions {
  /** Between two rounds; 200 when absent. */
  readonly everyMs?: number;
  /** Without a question and without a change of the archive: idle; 2,000 when absent. */
  readonly idleMs?: number;
  /** Called after each base that was written. */
  readonly onSealed?: () => void;
  /** Called in each round in which nobody has asked for a while, after what there was to seal. */
  readonly onIdle?: () => void;
}

/** A few milliseconds of work: a question that comes meanwhile waits no longer. */
const articlesAtOnce = 10;
/** A folder that cannot be written now is tried again after this, then after twice as long, and so on. */
const firstRetryMs = 60_000;
const longestRetryMs = 3_600_000;

/**
 * Takes new articles up and keeps the sealed base fresh while nobody asks, so that the next question finds the index
 * ready and the next start finds a base.
 */
export function tendSearch(
  search: Search,
  { everyMs = 200, idleMs = 2_000, onSealed, onIdle }: TendOptions = {},
): Tending {
  let lastBusy = performance.now();
  let notBefore = 0;
  let retryMs = firstRetryMs;
  let round: Promise<void> | null = null;
  let isStopped = false;

  async function takeUp(): Promise<void> {
    while (!isStopped && search.catchUp(articlesAtOnce)) {
      lastBusy = performance.now();
      await setImmediate();
    }
  }

  async function seal(): Promise<void> {
    const now = performance.now();
    if (isStopped || now < notBefore) return;
    const sealed = await search.sealIfDue(now - lastBusy < idleMs ? 'moving' : 'idle');
    if (sealed?.kind === 'failed') {
      notBefore = performance.now() + retryMs;
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    } else if (sealed?.kind === 'sealed') {
      retryMs = firstRetryMs;
      onSealed?.();
    }
  }

  const timer = setInterval(() => {
    // An archive that cannot be read at the moment is told to the next who asks, and tried again in the next round.
    round ??= takeUp()
      .then(seal)
      .then(() => {
        if (!isStopped && performance.now() - lastBusy >= idleMs) onIdle?.();
      })
      .catch(() => undefined)
      .finally(() => {
        round = null;
      });
  }, everyMs);

  return {
    busy() {
      lastBusy = performance.now();
    },
    async stop() {
      clearInterval(timer);
      isStopped = true;
      await round;
      await search.close();
    },
  };
}
