import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import { type OpenStores, openStores } from '../../src/archive/stores/open-stores.ts';
import type { Adapter, Bulletin, DeliveryId, Platform, Posting, Reply, Target } from '../../src/model/chat.ts';
import type { Scope } from '../../src/model/scope.ts';
import type { Digest, Follow, Refused, Subscriber } from '../../src/model/subscriptions.ts';
import { createDeliverer, type Deliverer } from '../../src/outbox.ts';
import { createCore } from '../../src/query/core.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { createSubscriptions, type RunningSubscriptions } from '../../src/subscriptions/subscriptions.ts';
import { withTrueQuotations } from '../../src/subscriptions/true-quotations.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { temporaryFolder } from '../archive/temporary.ts';

export interface Written {
  readonly id?: string;
  readonly title?: string;
  readonly text: string;
  readonly outlet?: string;
  readonly published?: string;
}

export interface Posted {
  readonly target: Target;
  readonly reply: Reply;
  readonly delivery: DeliveryId;
}

/** Digests and follows over a real archive, with a platform whose far end is a list and a clock that is set. */
export interface SmallBot {
  readonly archive: Archive;
  readonly stores: OpenStores;
  readonly subscriptions: RunningSubscriptions;
  readonly deliverer: Deliverer;
  readonly posted: readonly Posted[];
  /** What the platform says next instead of taking a post. */
  readonly next: Posting[];
  /** Sources that a space may see; all of them when it is not there. */
  readonly scopes: Map<string | null, Scope>;
  now(): Date;
  set(moment: string): void;
  /** At the moment that is set. */
  store(articles: readonly Written[], source?: string): void;
  /** One round at a moment: plans, composes, matches, sends. */
  round(moment: string): Promise<void>;
  /** The same after a restart. */
  reopened(): SmallBot;
}

export const channel: Target = { platform: 'slack', space: 'T1', channel: 'C1', thread: null };

export const boss: Subscriber = {
  at: channel,
  user: 'U1',
  zone: 'Europe/Berlin',
  administrator: true,
  scope: { sources: 'all' },
};

export const reader: Subscriber = { ...boss, user: 'U2', administrator: false };

export function smallBot(file = join(temporaryFolder(), 'news.db')): SmallBot {
  let at = new Date('2025-05-12T06:30:00Z');
  const now = () => at;
  const archive = openArchive(file, { now });
  const stores = openStores(file, { now });
  onTestFinished(() => {
    stores.close();
    archive.close();
  });
  const posted: Posted[] = [];
  const next: Posting[] = [];
  const scopes = new Map<string | null, Scope>();
  const adapter: Adapter = {
    name: 'slack',
    listen: async () => {},
    async post(target, reply, delivery) {
      const told = next.shift();
      if (told !== undefined) return told;
      posted.push({ target, reply, delivery });
      return { kind: 'sent', ref: { target, message: `m${posted.length}` } };
    },
    edit: async (ref) => ({ kind: 'sent', ref }),
    find: async () => 'absent',
  };
  const adapters = new Map<Platform, Adapter>([['slack', adapter]]);
  const subscriptions = createSubscriptions({
    stores,
    archive,
    core: createCore({ archive, search: openSearch({ archive }), samples: false }),
    scopeOf: ({ space }) => scopes.get(space) ?? { sources: 'all' },
    delivers: (place) => adapters.has(place.platform),
  });
  const deliverer = createDeliverer({
    outbox: stores.outbox,
    adapters,
    now,
    recheck: (reply) => withTrueQuotations(reply, archive).reply,
    betweenPostsMs: 0,
  });
  return {
    archive,
    stores,
    subscriptions,
    deliverer,
    posted,
    next,
    scopes,
    now,
    set(moment) {
      at = new Date(moment);
    },
    store(articles, source = 'files') {
      archive.store(articles.map(read), archive.source('import', source));
    },
    async round(moment) {
      at = new Date(moment);
      await subscriptions.work(at, (error) => {
        throw error;
      });
      await deliverer.sweep();
    },
    reopened: () => smallBot(file),
  };
}

function read({ id, title, text, outlet, published }: Written) {
  const article = {
    id: id ?? null,
    title: title ?? null,
    text,
    outlet: outlet ?? null,
    url: id === undefined ? null : `https://news.example/${id}`,
    published: published ?? null,
    author: null,
  };
  return { article, reading: readArticle(article) };
}

export function taken<T extends object>(value: T | Refused): T {
  if ('kind' in value && value.kind === 'refused') throw new Error(`Refused: ${value.why}`);
  return value as T;
}

export function bulletinOf({ reply }: Posted | { readonly reply: Reply }): Bulletin {
  if (reply.body.kind !== 'bulletin') throw new Error(`Expected a bulletin, got a ${reply.body.kind}`);
  return reply.body;
}

export function outcomesOf(bot: SmallBot, { id }: Digest): string[] {
  return bot.stores.digests.history(id, 50).map(({ outcome }) => outcome);
}

export function followOutcomes(bot: SmallBot, { id }: Follow): string[] {
  return bot.stores.follows.history(id, 50).map(({ outcome }) => outcome);
}
