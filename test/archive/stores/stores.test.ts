import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenStores, openStores } from '../../../src/archive/stores/open-stores.ts';
import type { Incoming, Reply, Target } from '../../../src/model/chat.ts';
import type { Asked } from '../../../src/model/stores.ts';

const start = new Date('2025-04-18T09:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);
const minute = 60_000;
const day = 24 * 60 * minute;

const thread: Target = { platform: 'slack', space: 'T1', channel: 'C1', thread: '17.1' };
const channel: Target = { ...thread, thread: null };
const reply: Reply = {
  body: { kind: 'notice', lead: 'Yes.', sections: [] },
  buttons: [],
  visibility: 'public',
  placement: 'new',
};

function question(eventId: string): Incoming {
  return {
    kind: 'question',
    eventId,
    at: thread,
    from: { user: 'U1', zone: null, administrator: false },
    text: 'what did Rubio say',
    message: '17.2',
    manner: 'mention',
    edited: false,
  };
}

function asked(when: Date): Asked {
  return {
    command: 'ask',
    options: { question: 'what did Rubio say' },
    previous: null,
    understood: null,
    shown: ['s1'],
    offers: [],
    offset: 3,
    at: thread,
    user: 'U1',
    asked: when,
  };
}

let folder = '';
let stores: OpenStores;
let other: OpenStores;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stores-'));
  const file = join(folder, 'archive.db');
  stores = openStores(file, { now: () => start });
  other = openStores(file, { now: () => start });
});

afterEach(() => {
  stores.close();
  other.close();
  rmSync(folder, { recursive: true });
});

describe('seen events', () => {
  test('are claimed once, whichever process comes first', () => {
    expect(stores.seen.claim(question('e1'), start)).toBe(true);
    expect(stores.seen.claim(question('e1'), start)).toBe(false);
    expect(other.seen.claim(question('e1'), start)).toBe(false);
    expect(other.seen.claim(question('e2'), start)).toBe(true);
  });

  test('come back after a crash until they are done', () => {
    stores.seen.claim(question('e1'), start);
    stores.seen.claim(question('e2'), later(minute));
    stores.seen.done('e1');
    expect(other.seen.unfinished(start)).toEqual([question('e2')]);
    expect(other.seen.unfinished(later(2 * minute))).toEqual([]);
  });

  test('are known for 7 days', () => {
    stores.seen.claim(question('e1'), start);
    stores.forgetOld(later(6 * day));
    expect(stores.seen.claim(question('e1'), later(6 * day))).toBe(false);
    stores.forgetOld(later(8 * day));
    expect(stores.seen.claim(question('e1'), later(8 * day))).toBe(true);
  });
});

describe('asked questions and conversations', () => {
  test('come back as they were kept', () => {
    const id = stores.asked.keep(asked(start));
    expect(other.asked.find(id)).toEqual(asked(start));
    expect(id).toMatch(/^[\w-]{16}$/);
  });

  test('a thread is one conversation of all, a channel one for each person', () => {
    const id = stores.asked.keep(asked(start));
    stores.conversations.remember(thread, 'U1', id, start);
    stores.conversations.remember(channel, 'U1', id, start);
    expect(stores.conversations.last(thread, 'U2', start)).toBe(id);
    expect(stores.conversations.last(channel, 'U1', start)).toBe(id);
    expect(stores.conversations.last(channel, 'U2', start)).toBeNull();
    expect(stores.conversations.last({ ...thread, space: 'T2' }, 'U1', start)).toBeNull();
  });

  test('a conversation lasts a day, an answer can be edited for two minutes', () => {
    const id = stores.asked.keep(asked(start));
    const ref = { target: thread, message: '17.3' };
    stores.conversations.remember(thread, 'U1', id, start);
    stores.conversations.noteAnswer(thread, '17.2', ref, start);
    expect(stores.conversations.last(thread, 'U1', later(day - 1))).toBe(id);
    expect(stores.conversations.last(thread, 'U1', later(day))).toBeNull();
    expect(stores.conversations.answerTo(thread, '17.2', later(minute))).toEqual(ref);
    expect(stores.conversations.answerTo(thread, '17.2', later(3 * minute))).toBeNull();
  });

  test('a space that is forgotten leaves nothing, and others stay', () => {
    const gone = stores.asked.keep(asked(start));
    const kept = stores.asked.keep({ ...asked(start), at: { ...thread, space: 'T2' } });
    stores.conversations.remember(thread, 'U1', gone, start);
    stores.forgetSpace('slack', 'T1');
    expect(stores.asked.find(gone)).toBeNull();
    expect(stores.conversations.last(thread, 'U1', start)).toBeNull();
    expect(stores.asked.find(kept)).not.toBeNull();
  });
});

describe('outbox', () => {
  test('the same key is one delivery, and one process gets it', () => {
    const id = stores.outbox.enqueue('e1', thread, reply, start);
    expect(other.outbox.enqueue('e1', channel, reply, start)).toBe(id);
    expect(stores.outbox.claim(start)).toMatchObject({ id, target: thread, reply, attempts: 0 });
    expect(other.outbox.claim(start)).toBeNull();
    expect(other.outbox.claimThis(id, start)).toBeNull();
  });

  test('what is to be tried again waits for its time', () => {
    const id = stores.outbox.enqueue('e1', thread, reply, start);
    stores.outbox.claimThis(id, start);
    stores.outbox.settle(id, { kind: 'again', at: later(minute), why: '503' }, start);
    expect(stores.outbox.claim(later(minute - 1))).toBeNull();
    expect(stores.outbox.claim(later(minute))).toMatchObject({ id, attempts: 1 });
  });

  test('what was left sending is found, and only that', () => {
    const open = stores.outbox.enqueue('e1', thread, reply, start);
    const sent = stores.outbox.enqueue('e2', thread, reply, start);
    stores.outbox.enqueue('e3', thread, reply, start);
    for (const id of [open, sent]) stores.outbox.claimThis(id, start);
    stores.outbox.settle(open, { kind: 'open', why: 'time-out' }, start);
    stores.outbox.settle(sent, { kind: 'sent', ref: { target: thread, message: '1' } }, start);
    expect(other.outbox.open(later(minute - 1), minute)).toEqual([]);
    expect(other.outbox.open(later(minute), minute).map(({ id }) => id)).toEqual([open]);
  });

  test('what is not settled outlives its time', () => {
    const id = stores.outbox.enqueue('e1', thread, reply, start);
    stores.forgetOld(later(60 * day));
    expect(stores.outbox.claimThis(id, later(60 * day))).not.toBeNull();
  });
});

test('zones are kept for each person of each platform', () => {
  stores.askers.setZone('discord', '1', 'Asia/Kathmandu');
  stores.askers.setZone('discord', '1', 'Europe/Paris');
  expect(other.askers.zone('discord', '1')).toBe('Europe/Paris');
  expect(other.askers.zone('slack', '1')).toBeNull();
});

test('an installation is kept until it is replaced, removed, or its space forgotten', () => {
  stores.installations.put('T1', 'v1.a');
  stores.installations.put('T1', 'v1.b');
  stores.installations.put('T2', 'v1.c');
  expect(other.installations.get('T1')).toBe('v1.b');
  stores.forgetSpace('slack', 'T1');
  stores.installations.remove('T2');
  expect(['T1', 'T2', 'T3'].map((space) => other.installations.get(space))).toEqual([null, null, null]);
});
