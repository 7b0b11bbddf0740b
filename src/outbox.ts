import { setTimeout as wait } from 'node:timers/promises';
import type { Adapter, Platform, Posting, Reply, Target } from './model/chat.ts';
import type { Delivery, Outbox, Settled } from './model/stores.ts';

/** Waits between attempts: a platform that is down for an hour still gets the answer. */
const waitsMs = [1_000, 5_000, 30_000, 120_000, 600_000, 1_800_000] as const;

/** A delivery that has been `sending` for this long was left open by a crash or a time-out. */
const openAfterMs = 60_000;

/** A platform that is down is asked again for so long. */
const lookForMs = 6 * 3_600_000;

/** Slack takes a message a second and channel, Discord five in five. */
const betweenPostsMs = 1_100;

/** Requests side by side, to channels of their own. */
const mostAtOnce = 8;

interface DelivererOptions {
  readonly outbox: Outbox;
  readonly adapters: ReadonlyMap<Platform, Adapter>;
  readonly now: () => Date;
  /** Looks at a reply once more, just before it is sent. */
  readonly recheck?: (reply: Reply) => Reply;
  /** Told of every settled attempt, for logs and metrics. */
  readonly onSettled?: (delivery: Delivery, outcome: Settled) => void;
  /** Between two posts to one channel, in milliseconds; 1 100 when absent. */
  readonly betweenPostsMs?: number;
}

/** Sends what stands in the outbox, each delivery at most once as far as the platform lets anyone know. */
export interface Deliverer {
  /** Writes the reply down, sends it, and resolves when this first attempt is settled. */
  deliver(key: string, target: Target, reply: Reply): Promise<Settled | null>;
  /** Sends what is due, and settles what an earlier run left open. Resolves when nothing more is due. */
  sweep(signal?: AbortSignal): Promise<void>;
}

export function createDeliverer(options: DelivererOptions): Deliverer {
  const { outbox, adapters, now, onSettled, recheck = (reply: Reply) => reply } = options;
  const pauseMs = options.betweenPostsMs ?? betweenPostsMs;
  /** Channels that were posted to just now, or are being posted to, with the moment at which they are free again. */
  const busy = new Map<string, number>();

  async function attempt(delivery: Delivery): Promise<Settled> {
    const { channel, platform } = delivery.target;
    busy.set(channel, Number.POSITIVE_INFINITY);
    const adapter = adapters.get(platform);
    try {
      const posting: Posting = adapter
        ? await adapter.post(delivery.target, recheck(delivery.reply), delivery.id)
        : { kind: 'later', why: `${platform} is not connected`, afterMs: 60_000 };
      return settle(delivery, judge(posting, delivery.attempts, now()));
    } finally {
      busy.set(channel, performance.now() + pauseMs);
    }
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
    const isLookedForLong = now().getTime() - delivery.since.getTime() > lookForMs;
    if (found === 'later') {
      if (isLookedForLong)
        settle(delivery, {
          kind: 'unknown',
          why: 'the platform could not be asked for hours, so it is not sent again',
        });
    } else if (found === 'cannot-tell') {
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

  function busyChannels(): string[] {
    const moment = performance.now();
    for (const [channel, until] of busy) if (until <= moment) busy.delete(channel);
    return [...busy.keys()];
  }

  /** Sends one after the other until nothing is due; while only busy channels have something due, it waits for them. */
  async function work(signal: AbortSignal | undefined): Promise<void> {
    while (!signal?.aborted) {
      const channels = busyChannels();
      const due = outbox.claim(now(), channels);
      if (due !== null) await attempt(due);
      else if (channels.length === 0 || !outbox.isDue(now())) return;
      else await wait(Math.min(pauseMs, 50));
    }
  }

  return {
    async deliver(key, target, reply) {
      const claimed = outbox.claimThis(outbox.enqueue(key, target, reply, now()), now());
      return claimed ? attempt(claimed) : null;
    },

    async sweep(signal) {
      for (const delivery of outbox.open(now(), openAfterMs)) await settleOpen(delivery);
      await Promise.all(Array.from({ length: mostAtOnce }, () => work(signal)));
    },
  };
}

/** Decides from one attempt what becomes of a delivery. An unsettled one stays open: it is looked for, not repeated. */
function judge(posting: Posting, attempts: number, now: Date): Settled {
  if (posting.kind === 'sent') return { kind: 'sent', ref: posting.ref };
  if (posting.kind === 'refused') {
    return { kind: 'failed', why: posting.why, ...(posting.cause !== undefined && { cause: posting.cause }) };
  }
  if (posting.kind === 'unsettled') return { kind: 'open', why: posting.why };
  const waitMs = waitsMs[attempts];
  if (waitMs === undefined) return { kind: 'failed', why: `${posting.why}; given up after ${attempts + 1} attempts` };
  return { kind: 'again', at: new Date(now.getTime() + Math.max(waitMs, posting.afterMs)), why: posting.why };
}
