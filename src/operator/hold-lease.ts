import { setTimeout as wait } from 'node:timers/promises';
import type { Lease } from '../model/stores.ts';

interface Holding {
  readonly lease: Lease;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly log: { info(details: object, message: string): void; warn(details: object, message: string): void };
}

/** The lease lasts four times as long. */
const renewEveryMs = 5_000;
/** How often a process that waits looks whether it may begin. */
const lookEveryMs = 1_000;

/**
 * Waits until the lease is ours, and works for as long as it is. Resolves when `signal` aborts, or when the lease was
 * lost and the work has ended: a process that was stopped for half a minute finds another one in its place.
 *
 * @param work handed a signal that aborts in both cases
 */
export async function holdLease(holding: Holding, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const { lease, now, signal, log } = holding;
  for (let turn = 0; !lease.take(now()); turn += 1) {
    if (turn === 0) log.info({}, 'Another process serves this archive; waiting to take over');
    if (!(await pause(lookEveryMs, signal))) return;
  }
  const over = new AbortController();
  const renewing = renew(holding, over);
  try {
    await work(AbortSignal.any([signal, over.signal]));
  } finally {
    over.abort();
    await renewing;
    lease.release();
  }
}

async function renew(holding: Holding, over: AbortController): Promise<void> {
  while (await pause(renewEveryMs, over.signal)) {
    if (isStillOurs(holding)) continue;
    holding.log.warn({}, 'Another process has taken over');
    over.abort();
  }
}

/** A file that is busy, or a full disk, is no loss yet: the lease lasts for some turns. */
function isStillOurs({ lease, now, log }: Holding): boolean {
  try {
    return lease.take(now());
  } catch (error) {
    log.warn({ err: error }, 'The lease could not be renewed; it is tried again');
    return true;
  }
}

/** @returns false when it was cut short */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  return wait(ms, true, { signal }).catch(() => false);
}
