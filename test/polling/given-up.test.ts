import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenStores, openStores } from '../../src/archive/stores/open-stores.ts';
import type { Target } from '../../src/model/chat.ts';
import type { SourceId, Space } from '../../src/model/scope.ts';
import type { Carrier, Source } from '../../src/model/sources.ts';
import { tellGivenUp } from '../../src/polling/given-up.ts';

const now = new Date('2025-05-20T12:00:00Z');

let stores: OpenStores;
beforeEach(() => {
  stores = openStores(':memory:', { now: () => now });
});
afterEach(() => stores.close());

function carrier(id: string | null, channel: string | null): Carrier {
  const space = id === null ? null : (`slack:${id}` as Space);
  const target: Target | null = channel === null ? null : { platform: 'slack', space: id, channel, thread: null };
  const limits = { keepDays: null, keepArticles: null };
  return { space, group: null, addedBy: 'slack:U1', channel: target, added: now, paused: false, limits };
}

function source(givenUp: Date | null, carriers: readonly Carrier[]): Source {
  const state = { memory: null, lastSuccess: null, lastTry: now, nextTry: now, failures: 10, itemsADay: null };
  return {
    id: 7 as SourceId,
    address: 'https://mill.example/feed',
    form: 'feed',
    title: 'Mill News',
    state: { ...state, lastError: 'nothing answers there', givenUp },
    backfill: null,
    carriers,
  };
}

/** Leads and channels of what waits to be sent. */
function waiting(): string[] {
  const told: string[] = [];
  for (let due = stores.outbox.claim(now); due !== null; due = stores.outbox.claim(now)) {
    const { body } = due.reply;
    told.push(`${due.target.channel}: ${'lead' in body ? body.lead : body.title}`);
  }
  return told;
}

test('tellGivenUp() tells each channel in which the source was added, once', () => {
  const carriers = [carrier('T1', 'C1'), carrier('T2', 'C2'), carrier(null, null)];
  tellGivenUp(source(now, carriers), stores.outbox, now);
  tellGivenUp(source(now, carriers), stores.outbox, now);
  const lead = 'I stopped fetching Mill News. It failed 10 times in a row.';
  expect(waiting().sort()).toEqual([`C1: ${lead}`, `C2: ${lead}`]);
});

test('tellGivenUp() says nothing of a source that is fetched', () => {
  tellGivenUp(source(null, [carrier('T1', 'C1')]), stores.outbox, now);
  expect(waiting()).toEqual([]);
});
