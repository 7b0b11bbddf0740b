import { discordAdapter } from '../../src/adapters/discord/discord.ts';
import { slackAdapter } from '../../src/adapters/slack/slack.ts';
import { openArchive } from '../../src/archive/open-archive.ts';
import { openStores } from '../../src/archive/stores/open-stores.ts';
import type { Adapter, Platform, Target } from '../../src/model/chat.ts';
import { createDeliverer } from '../../src/outbox.ts';
import { createCore } from '../../src/query/core.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { createSubscriptions } from '../../src/subscriptions/subscriptions.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { botToken } from '../adapters/slack/server/workspace.ts';

/** One round of a digest's delivery, cut into steps at which it can be killed. */

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** What a process needs to be told to run a round. */
export interface RoundOptions {
  readonly file: string;
  readonly platform: 'slack' | 'discord';
  /** Address of the platform's far end. */
  readonly api: string;
  readonly token: string;
  readonly now: string;
}

const text =
  'Mayor Ilse Marten closed the harbour bridge on Monday. “The harbour bridge stays closed until every bolt is tested,” Marten said in Lindholm.';

/** An archive with one article, and a digest that is due at that moment. */
export function prepareDigest(file: string, target: Target, due: Date): number {
  const set = new Date(due.getTime() - 3_600_000);
  using archive = openArchive(file, { now: () => set });
  const article = {
    id: 'bridge',
    title: 'Bridge closed',
    text,
    outlet: 'The Courier',
    url: null,
    published: null,
    author: null,
  };
  archive.store([{ article, reading: readArticle(article) }], archive.source('import', 'files'));
  const stores = openStores(file, { now: () => set });
  try {
    const timetable = {
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      monthDays: [],
      hour: due.getUTCHours(),
      minute: due.getUTCMinutes(),
      zone: 'UTC',
    };
    const plan = {
      at: target,
      target,
      timetable,
      topics: [],
      speakers: [],
      outlets: [],
      length: 5,
      ifNothing: 'no post',
    } as const;
    const toldUntil = new Date(set.getTime() - 3_600_000);
    return stores.digests.add(plan, 'U1', { next: due, toldUntil }, set).id;
  } finally {
    stores.close();
  }
}

function adapterFor({ platform, api, token, now }: RoundOptions): Adapter {
  const moment = () => new Date(now);
  if (platform === 'slack') {
    const mode = { kind: 'socket', botToken, appToken: 'xapp' } as const;
    return slackAdapter({
      mode,
      commands: [],
      log: silent,
      now: moment,
      slackApiUrl: api,
      timeoutMs: 300,
      waitsMs: [5, 5],
    });
  }
  const times = { requestMs: 300, settleMs: 5, retryMs: 5 };
  return discordAdapter({ token, messageContent: false, commands: [], log: silent, now: moment, api, times });
}

/**
 * Plans, composes, sends and settles.
 *
 * @param onStep called before and after each call to a store or to the platform
 */
export async function runRound(options: RoundOptions, onStep: () => void): Promise<void> {
  const now = new Date(options.now);
  const archive = openArchive(options.file, { now: () => now });
  const stores = openStores(options.file, { now: () => now });
  const requests: Promise<unknown>[] = [];
  const stepwise = <T extends object>(part: T) => betweenSteps(part, onStep, requests);
  try {
    const { outbox, digests } = stores;
    const adapters = new Map<Platform, Adapter>([[options.platform, stepwise(adapterFor(options))]]);
    const subscriptions = createSubscriptions({
      stores: { ...stores, outbox: stepwise(outbox), digests: stepwise(digests) },
      archive,
      core: createCore({ archive, search: openSearch({ archive }), samples: false }),
      scopeOf: () => ({ sources: 'all' }),
      delivers: () => true,
    });
    const deliverer = createDeliverer({
      outbox: stepwise(outbox),
      adapters,
      now: () => now,
      betweenPostsMs: 0,
    });
    await subscriptions.work(now, (error) => {
      throw error;
    });
    await deliverer.sweep();
  } finally {
    // A request that was on its way when the round died arrives all the same, and long before anybody looks.
    await Promise.allSettled(requests);
    stores.close();
    archive.close();
  }
}

/** The same object, every call of it between two steps. */
function betweenSteps<T extends object>(part: T, onStep: () => void, requests: Promise<unknown>[]): T {
  return new Proxy(part, {
    get(whole, name, receiver) {
      const member: unknown = Reflect.get(whole, name, receiver);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        onStep();
        const outcome: unknown = Reflect.apply(member, whole, given);
        if (!(outcome instanceof Promise)) {
          onStep();
          return outcome;
        }
        requests.push(outcome);
        return outcome.then((settled) => {
          onStep();
          return settled;
        });
      };
    },
  });
}
