import type { Adapter, Platform, Posting, Reply, Target } from './model/chat.ts';
import type { Delivery, Outbox, Settled } from './model/stores.ts';

/** Waits between attempts: a platform that is down for an hour still gets the answer. */
const waitsMs = [1_000, 5_000, 30_000, 120_000, 600_000, 1_800_000] as const;

/** A delivery that has been `sending` for this long was left open by a crash or a time-out. */
const openAfterMs = 60_000;

interface DelivererOptions {
  readonly outbox: Outbox;
  readonly adapters: ReadonlyMap<Platform, Adapter>;
  readonly now: () => Date;
  /** Told of every settled attempt, for logs and metrics. */
  readonly onSettled?: (delivery: Delivery, outcome: Settled) => void;
}

/** Sends what stands in the outbox, each delivery at most once as far as the platform lets anyone know. */
export interface Deliverer {
  /** Writes the reply down, sends it, and resolves when this first attempt is settled. */
  deliver(key: string, target: Target, reply: Reply): Promise<Settled | null>;
  /** Sends what is due, and settles what an earlier run left open. Resolves when nothing more is due. */
  sweep(): Promise<void>;
}

export function createDeliverer({ outbox, adapters, now, onSettled }: DelivererOptions): Deliverer {
  async function attempt(delivery: Delivery): Promise<Settled> {
    const adapter = adapters.get(delivery.target.platform);
    const posting: Posting = adapter
      ? await adapter.post(delivery.target, delivery.reply, delivery.id)
      : { kind: 'later', why: `${delivery.target.platform} is not connected`, afterMs: 60_000 };
    return settle(delivery, judge(posting, delivery.attempts, now()));
  }

  function settle(delivery: Delivery, outcome: Settled): Settled {
    // Two processes may look for the same delivery: what one has found out late must not undo what the other did.
    const isOurs = outbox.settle(delivery.id, outcome, now(), delivery.since);
    if (isOurs) onSettled?.(delivery, outcome);
    return outcome;
  }

  async function settleOpen(delivery: Delivery): Promise<void> {
    const adapter = adapters.get(delivery.target.platform);
    if (!adapter) return;
    const found = await adapter.find(delivery.target, delivery.id, delivery.since);
    if (found === 'cannot-tell') {
      settle(delivery, { kind: 'unknown', why: 'the channel history may not be read, so it is not sent again' });
    } else if (found === 'absent') {
      settle(delivery, {
        kind: 'again',
        at: now(),
        why: 'a crash or time-out left it open, and it is not in the channel',
      });
    } else {
      settle(delivery, { kind: 'sent', ref: found });
    }
  }

  return {
    async deliver(key, target, reply) {
      const claimed = outbox.claimThis(outbox.enqueue(key, target, reply, now()), now());
      return claimed ? attempt(claimed) : null;
    },

    async sweep() {
      for (const delivery of outbox.open(now(), openAfterMs)) await settleOpen(delivery);
      for (let due = outbox.claim(now()); due !== null; due = outbox.claim(now())) await attempt(due);
    },
  };
}

/** Decides from one attempt what becomes of a delivery. An unsettled one stays open: it is looked for, not repeated. */
function judge(posting: Posting, attempts: number, now: Date): Settled {
  if (posting.kind === 'sent') return { kind: 'sent', ref: posting.ref };
  if (posting.kind === 'refused') return { kind: 'failed', why: posting.why };
  if (posting.kind === 'unsettled') return { kind: 'open', why: posting.why };
  const wait = waitsMs[attempts];
  if (wait === undefined) return { kind: 'failed', why: `${posting.why}; given up after ${attempts + 1} attempts` };
  return { kind: 'again', at: new Date(now.getTime() + Math.max(wait, posting.afterMs)), why: posting.why };
}
