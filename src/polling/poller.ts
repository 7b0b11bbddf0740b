import { setTimeout as sleep } from 'node:timers/promises';
import type { SourceId } from '../model/scope.ts';
import type { PollingParts, Visit } from './parts.ts';
import { visit } from './visit.ts';

/** Sources that are visited at the same time; most of a visit is waiting. */
const atOnce = 8;
const lookEveryMs = 2_000;
/** A visit that failed on something of ours is not repeated at once. */
const afterFaultMs = 10 * 60_000;

export interface Poller {
  /** Visits what is due, again and again, until `signal` aborts; resolves when what ran has ended. */
  run(signal: AbortSignal): Promise<void>;
  /** Visits what is due now, and resolves when that is done. */
  visitDue(signal: AbortSignal): Promise<Visit[]>;
  /** Visits one source now, or waits for the visit that is under way. */
  visitNow(id: SourceId, signal: AbortSignal): Promise<Visit | null>;
}

/** Keeps sources current: each at its own time, several at once, one that fails stopping no other. */
export function createPoller(options: PollingParts): Poller {
  const { archive, now, onError } = options;
  const { sources } = archive;
  const underWay = new Map<SourceId, Promise<Visit | null>>();
  /** Ends the pause of `run`: where there is room for another visit, it begins at once. */
  let wake = () => {};

  function begin(id: SourceId, signal: AbortSignal): Promise<Visit | null> {
    const running = underWay.get(id);
    if (running !== undefined) return running;
    const source = sources.find(id);
    if (source === null) return Promise.resolve(null);
    const visiting = visit(source, options, signal)
      .catch((error: unknown) => {
        if (signal.aborted) return null;
        onError(error);
        const nextTry = new Date(now().getTime() + afterFaultMs);
        sources.note(id, { kind: 'failure', error: 'something went wrong here, and it was logged', nextTry }, now());
        return null;
      })
      .finally(() => {
        underWay.delete(id);
        wake();
      });
    underWay.set(id, visiting);
    return visiting;
  }

  function beginDue(signal: AbortSignal): Promise<Visit | null>[] {
    // Those that are under way are due as well, until they are noted.
    const due = sources.due(now(), atOnce + underWay.size).filter(({ id }) => !underWay.has(id));
    return due.slice(0, Math.max(0, atOnce - underWay.size)).map(({ id }) => begin(id, signal));
  }

  async function pause(signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    wake = () => woken.abort();
    await sleep(lookEveryMs, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(() => {});
    wake = () => {};
  }

  return {
    async run(signal) {
      while (!signal.aborted) {
        try {
          beginDue(signal);
        } catch (error) {
          onError(error);
        }
        await pause(signal);
      }
      await Promise.allSettled(underWay.values());
    },

    async visitDue(signal) {
      const visits: Visit[] = [];
      for (;;) {
        const came = await Promise.all(beginDue(signal));
        if (came.length === 0 || signal.aborted) return visits;
        visits.push(...came.filter((each) => each !== null));
      }
    },

    visitNow: (id, signal) => begin(id, signal),
  };
}
