import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenStores, openStores } from '../src/archive/stores/open-stores.ts';
import type { Adapter, Found, MessageRef, Posting, Reply, Target } from '../src/model/chat.ts';
import type { Settled } from '../src/model/stores.ts';
import { createDeliverer, type Deliverer } from '../src/outbox.ts';

const target: Target = { platform: 'slack', space: 'T1', channel: 'C1', thread: null };
const ref: MessageRef = { target, message: 'm1' };
const reply: Reply = {
  body: { kind: 'notice', lead: 'The bridge opens.', sections: [] },
  buttons: [],
  visibility: 'public',
  placement: 'new',
};
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let now: Date;
let stores: OpenStores;
let deliverer: Deliverer;
/** What the platform says to each attempt, the last one repeated. */
let postings: Posting[];
let found: Found;
let posted: number;
let settled: Settled['kind'][];

beforeEach(() => {
  now = new Date('2025-04-18T12:00:00Z');
  postings = [{ kind: 'sent', ref }];
  found = 'absent';
  posted = 0;
  settled = [];
  stores = openStores(':memory:', { now: () => now });
  const platform: Adapter = {
    name: 'slack',
    listen: async () => {},
    async post() {
      posted += 1;
      return postings[Math.min(posted, postings.length) - 1] ?? { kind: 'sent', ref };
    },
    edit: async () => ({ kind: 'sent', ref }),
    find: async () => found,
  };
  deliverer = createDeliverer({
    outbox: stores.outbox,
    adapters: new Map([['slack', platform]]),
    now: () => now,
    betweenPostsMs: 0,
    onSettled: (_delivery, { kind }) => settled.push(kind),
  });
});

afterEach(() => stores.close());

function later(afterMs: number): Posting {
  return { kind: 'later', why: 'http 503', afterMs };
}

async function sweepAfter(ms: number): Promise<void> {
  now = new Date(now.getTime() + ms);
  await deliverer.sweep();
}

describe('a delivery that the platform did not take', () => {
  test('waits as long as the platform asks for, where that is longer than our own wait', async () => {
    postings = [later(5 * minuteMs), { kind: 'sent', ref }];
    await deliverer.deliver('k', target, reply);
    await sweepAfter(4 * minuteMs);
    expect(posted).toBe(1);
    await sweepAfter(minuteMs);
    expect(settled).toEqual(['again', 'sent']);
  });

  test('is given up in the end, and its history says so', async () => {
    postings = [later(0)];
    await deliverer.deliver('k', target, reply);
    for (let round = 0; round < 10; round += 1) await sweepAfter(hourMs);
    expect(settled).toEqual([...Array.from({ length: 6 }, () => 'again'), 'failed']);
    expect(posted).toBe(7);
  });
});

describe('a delivery without an answer', () => {
  beforeEach(async () => {
    postings = [
      { kind: 'unsettled', why: 'timeout' },
      { kind: 'sent', ref },
    ];
    await deliverer.deliver('k', target, reply);
  });

  test('is left alone while its request may still be under way', async () => {
    found = ref;
    await sweepAfter(minuteMs / 2);
    expect(settled).toEqual(['open']);
  });

  test.each([
    { it: 'is sent again where it is absent', finds: 'absent' as const, becomes: ['again', 'sent'], posts: 2 },
    { it: 'is known as sent where it is found', finds: ref, becomes: ['sent'], posts: 1 },
    { it: 'stays unknown where nobody may look', finds: 'cannot-tell' as const, becomes: ['unknown'], posts: 1 },
    { it: 'is looked for later where the platform is down', finds: 'later' as const, becomes: [], posts: 1 },
  ])('$it', async ({ finds, becomes, posts }) => {
    found = finds;
    await sweepAfter(2 * minuteMs);
    expect(settled).toEqual(['open', ...becomes]);
    expect(posted).toBe(posts);
  });

  test('becomes unknown when the platform cannot be asked for hours', async () => {
    found = 'later';
    await sweepAfter(5 * hourMs);
    expect(settled).toEqual(['open']);
    await sweepAfter(2 * hourMs);
    expect(settled).toEqual(['open', 'unknown']);
    expect(posted).toBe(1);
  });
});
