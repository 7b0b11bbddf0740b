import type { ArchiveReader } from '../model/archive.ts';
import type { Target } from '../model/chat.ts';
import type { Core } from '../model/core.ts';
import type { Scope } from '../model/scope.ts';
import type { Stores } from '../model/stores.ts';
import type { Digest, Subscriptions } from '../model/subscriptions.ts';
import { createDigestDelivery, type DigestSources } from './deliver-digests.ts';
import { describeDigest, describeFollow } from './describe.ts';
import { createDigestDesk } from './digest-desk.ts';
import { createFollowDesk } from './follow-desk.ts';
import { followedWords } from './follow-words.ts';
import { createDigestPlanner } from './plan-digests.ts';
import { settleFailures } from './settle-failures.ts';
import { tellFollows } from './tell-follows.ts';
import { momentWords } from './timetable-words.ts';
import { createFollowWatch } from './watch-follows.ts';

interface SubscriptionOptions {
  readonly stores: Pick<Stores, 'digests' | 'follows' | 'failedOccasions' | 'outbox'>;
  readonly archive: ArchiveReader;
  readonly core: Core;
  readonly scopeOf: (at: Target, user: string) => Scope | Promise<Scope>;
  /** Whether posts get there. */
  readonly delivers: (at: Target) => boolean;
  readonly changes?: DigestSources['changes'];
}

export interface RunningSubscriptions extends Subscriptions {
  /**
   * One round: what is due is planned and composed, what is new is matched, and what has failed is told. Whoever calls
   * it holds the lease.
   *
   * @param onError told of a digest that could not be composed
   */
  work(now: Date, onError: (error: unknown, digest: Digest) => void): Promise<void>;
}

export function createSubscriptions({
  stores,
  archive,
  core,
  scopeOf,
  delivers,
  changes,
}: SubscriptionOptions): RunningSubscriptions {
  const { digests, follows, failedOccasions: failed, outbox } = stores;
  const delivery = createDigestDelivery({ digests, core, scopeOf, ...(changes !== undefined && { changes }) });
  const planner = createDigestPlanner({ digests });
  const watch = createFollowWatch({ follows, archive, scopeOf });
  return {
    delivers,
    describe: describeDigest,
    describeFollow,
    followedWords,
    momentWords,
    ...createDigestDesk({ digests, delivery, delivers }),
    ...createFollowDesk({ follows, archive, core, delivers }),

    async work(now, onError) {
      planner.plan(now);
      await delivery.deliver(now, onError);
      await watch.match(now);
      tellFollows(follows, now);
      settleFailures({ failed, digests, follows, outbox }, now);
    },
  };
}
