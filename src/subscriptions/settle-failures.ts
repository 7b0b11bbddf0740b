import type { Notice, Target } from '../model/chat.ts';
import type { Outbox } from '../model/stores.ts';
import type { DigestStore, FailedOccasions, FollowStore } from '../model/subscriptions.ts';
import { aboutWords } from './compose-digest.ts';
import { followedWords } from './follow-words.ts';
import { isPersonal } from './permission.ts';

interface FailureOptions {
  readonly failed: FailedOccasions;
  readonly digests: DigestStore;
  readonly follows: FollowStore;
  readonly outbox: Outbox;
}

/**
 * Pauses what cannot be posted where it should, and tells the person who set it by direct message. What is done twice
 * after a crash has the same effect.
 */
export function settleFailures({ failed, digests, follows, outbox }: FailureOptions, now: Date): void {
  for (const { occasion, kind, id, outcome, why } of failed.list()) {
    const subscription = kind === 'digest' ? digests.get(id) : follows.get(id);
    if (subscription !== null) {
      const reason = `${outcome}${why === null ? '' : `: ${why}`}`;
      if (kind === 'digest') digests.setState(id, 'paused', reason, null);
      else follows.pause(id, reason);
      const { at, target } = subscription.plan;
      const what =
        'followed' in subscription.plan ? followedWords(subscription.plan.followed) : aboutWords(subscription.plan);
      const named = `Your ${kind} ${id}${what === '' ? '' : ` (${what})`}`;
      if (!isPersonal(target)) {
        const to: Target = { ...at, channel: `@${subscription.user}`, thread: null };
        const body = pausedNotice(named, { kind, id, outcome, why });
        outbox.enqueue(
          `paused by occasion ${occasion}`,
          to,
          { body, buttons: [], visibility: 'public', placement: 'new' },
          now,
        );
      }
    }
    failed.settle(occasion);
  }
}

function pausedNotice(
  named: string,
  {
    kind,
    id,
    outcome,
    why,
  }: { readonly kind: string; readonly id: number; readonly outcome: string; readonly why: string | null },
): Notice {
  const remedy =
    outcome === 'channel gone'
      ? `choose another channel (${kind === 'digest' ? `digest set digest:${id} channel:...` : `follow add ... channel:...`})`
      : 'invite me into the channel, or let me post there';
  return {
    kind: 'notice',
    lead: `${named} is paused: its channel takes no posts of mine (${outcome}).`,
    sections: [
      {
        title: null,
        lines: [
          ...(why === null ? [] : [`The platform said: ${why}`]),
          `To go on: ${remedy}, then ${kind} resume ${id}`,
        ],
      },
    ],
  };
}
