import { setTimeout as sleep } from 'node:timers/promises';
import type { CorePort, Opening } from './core-port.ts';

export interface PoolOptions {
  readonly opening: Opening;
  /** Threads that answer, at most. */
  readonly threads: number;
  readonly start: () => CorePort;
  /** What ended a thread, or kept another from starting. */
  readonly onError: (error: unknown) => void;
}

/**
 * Threads that answer over one archive. Each has its own connection and brings itself up to the archive before it
 * answers, so that any of them may be asked. The first keeps the index on disk; the others begin when that is large
 * enough to be sealed, share its chunks, and take over what it seals later. A thread that ends by itself is replaced.
 */
export interface CorePool {
  /** @throws what ended the last thread, while none answers */
  leastBusy(): CorePort;
  close(): Promise<void>;
}

/** What ended a thread may end the next one too. */
const restartMs = 1_000;

/** @param first is open already */
export function createPool(first: CorePort, { opening, threads, start, onError }: PoolOptions): CorePool {
  const helpers = new Set<CorePort>();
  let leader: CorePort | null = null;
  let lastError: unknown = null;
  let isClosing = false;
  let renewing: Promise<void> = Promise.resolve();

  function lead(port: CorePort): void {
    leader = port;
    port.onSealed(renew);
    void port.ended.then((error) => {
      leader = null;
      lost(error, startLeader);
    });
    renew();
  }

  function lost(error: unknown, replace: () => void): void {
    if (isClosing) return;
    lastError = error;
    onError(error);
    void sleep(restartMs, undefined, { ref: false }).then(() => {
      if (!isClosing) replace();
    });
  }

  function startLeader(): void {
    const port = start();
    port.hold();
    port.open(opening).then(
      () => lead(port),
      (error: unknown) => {
        void port.close();
        lost(error, startLeader);
      },
    );
  }

  /** Hands what the leader holds to all others. */
  function renew(): void {
    if (threads > 1) renewing = renewing.then(share).catch(onError);
  }

  async function share(): Promise<void> {
    const base = isClosing ? null : ((await leader?.share()) ?? null);
    if (base === null) return;
    await Promise.all([...helpers].map((helper) => helper.adopt(base)));
    while (helpers.size < threads - 1 && !isClosing) {
      const port = start();
      port.hold();
      try {
        await port.open({ ...opening, shared: base });
      } catch (error) {
        void port.close();
        throw error;
      }
      helpers.add(port);
      void port.ended.then((error) => {
        helpers.delete(port);
        lost(error, renew);
      });
    }
  }

  lead(first);
  return {
    leastBusy() {
      const [least, ...others] = leader === null ? helpers : [leader, ...helpers];
      if (least === undefined) throw lastError;
      return others.reduce((best, other) => (other.waiting < best.waiting ? other : best), least);
    },
    async close() {
      isClosing = true;
      await renewing;
      await Promise.all([...helpers, ...(leader === null ? [] : [leader])].map((port) => port.close()));
    },
  };
}
