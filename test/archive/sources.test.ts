import { beforeEach, describe, expect, test } from 'vitest';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import type { SourceMemory } from '../../src/model/feeds.ts';
import type { Scope, Space } from '../../src/model/scope.ts';
import type { Carrier, PollOutcome, SourceStore } from '../../src/model/sources.ts';
import { ferry, harbour, tell } from './news.ts';

const now = new Date('2025-04-20T12:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const [one, two] = ['slack:T1' as Space, 'discord:2' as Space];
const all: Scope = { sources: 'all' };
const memory: SourceMemory = {
  etag: '"1"',
  lastModified: null,
  fingerprint: null,
  ttlMinutes: null,
  skipHours: [],
  skipDays: [],
};

let archive: Archive;
let sources: SourceStore;

beforeEach(() => {
  archive = openArchive(':memory:', { now: () => now });
  sources = archive.sources;
});

const carrier = (space: Space | null): Omit<Carrier, 'added' | 'paused'> => ({
  space,
  group: 'Harbours',
  addedBy: 'slack:U1',
  channel: { platform: 'slack', space: 'T1', channel: 'C1', thread: null },
  limits: { keepDays: null, keepArticles: null },
});
const add = (address: string, space: Space | null) =>
  sources.add({ address, form: 'feed', title: 'Courier' }, carrier(space), now);
const success = (nextTry: Date, more: Partial<PollOutcome & { kind: 'success' }> = {}): PollOutcome => ({
  kind: 'success',
  title: null,
  memory,
  movedTo: null,
  nextTry,
  itemsADay: 3.5,
  ...more,
});

describe('add()', () => {
  test('makes one source of one address, whoever adds it and however often', () => {
    const first = add('https://courier.example/feed', one);
    expect(first).toMatchObject({ outcome: 'new', source: { title: 'Courier', carriers: [carrier(one)] } });
    expect(add('http://courier.example/feed/', two)).toMatchObject({
      outcome: 'carried',
      source: { id: first.source.id },
    });
    expect(add('https://courier.example/feed', one).outcome).toBe('known');
    expect(sources.list('all')).toHaveLength(1);
  });

  test('tells a space of itself and of what is shared, and of nobody else', () => {
    add('https://courier.example/feed', one);
    add('https://courier.example/feed', two);
    add('https://post.example/feed', null);
    add('https://sun.example/feed', two);
    expect(sources.list(one).map(({ address, carriers }) => [address, carriers.map(({ space }) => space)])).toEqual([
      ['https://courier.example/feed', [one]],
      ['https://post.example/feed', [null]],
    ]);
    expect(sources.list(null).map(({ address }) => address)).toEqual(['https://post.example/feed']);
    expect(sources.list('all').map(({ carriers }) => carriers.length)).toEqual([2, 1, 1]);
  });
});

describe('scopeOf()', () => {
  test('is what is shared, and what the space has itself', () => {
    const files = archive.source('import', 'files');
    const own = archive.source('import', 'files of T1', one);
    const courier = add('https://courier.example/feed', one).source.id;
    const shared = add('https://post.example/feed', null).source.id;
    expect(sources.scopeOf(one).sources).toEqual([files, own, courier, shared]);
    expect(sources.scopeOf(two).sources).toEqual([files, shared]);
    expect(sources.scopeOf(null).sources).toEqual([files, shared]);
  });

  test('that leaves out nothing is read like everything, until a source comes that it does not see', () => {
    archive.store([harbour], archive.source('import', 'files'));
    const scope = sources.scopeOf(one);
    expect(archive.rowsWithin({ scope })).toBe('all');
    archive.store([ferry], archive.source('import', 'files of 2', two));
    expect(archive.extent({ scope }).articles).toBe(1);
    expect(archive.outlets(scope)).toMatchObject([{ name: 'The Northern Courier' }]);
  });
});

describe('remove()', () => {
  /** Courier in both spaces, Post in the first: "both" is in either, "own" in Courier alone. */
  function filled() {
    const courier = add('https://courier.example/feed', one).source.id;
    add('https://courier.example/feed', two);
    const post = add('https://post.example/feed', one).source.id;
    const [own, both] = [tell({ id: 'own', sentences: ['Own.'] }), tell({ id: 'both', sentences: ['Both.'] })];
    archive.store([own, both], courier);
    archive.store([both], post);
    return { courier, post };
  }
  const isSeen = (id: string, space: Space | null) => archive.article(id, sources.scopeOf(space)) !== null;

  test('says before what it would do, and takes a source from the one who removes it', () => {
    const { courier } = filled();
    expect(sources.removal(courier, one)).toEqual({ articles: 2, stillSeen: 1, unseen: 0 });
    expect(sources.remove(courier, one, 'delete', 'slack:U1')).toEqual({ articles: 2, stillSeen: 1, unseen: 0 });
    expect([isSeen('own', one), isSeen('both', one), isSeen('own', two)]).toEqual([false, true, true]);
    expect(archive.audit(1)).toMatchObject([{ who: 'slack:U1', action: 'remove source' }]);
  });

  test.each(['keep', 'delete'] as const)('by the last who had it can %s what nobody else sees', (fate) => {
    const { courier } = filled();
    sources.remove(courier, one, fate, 'test');
    expect(sources.remove(courier, two, fate, 'test')).toMatchObject({ articles: 2, unseen: 1 });
    expect(archive.article('own', all) !== null).toBe(fate === 'keep');
    expect(archive.article('both', all)).not.toBeNull();
    expect([isSeen('own', two), isSeen('both', two)]).toEqual([false, false]);
    expect(sources.find(courier)).toBeNull();
    expect(sources.due(later(9), 9).map(({ id }) => id)).not.toContain(courier);
    archive.store([tell({ id: 'own', sentences: ['Own.'] })], add('https://courier.example/feed', two).source.id);
    expect(isSeen('own', two)).toBe(true);
  });

  test('by the operator takes it from all', () => {
    const { courier } = filled();
    expect(sources.remove(courier, 'all', 'keep', 'terminal')).toMatchObject({ unseen: 1 });
    expect([isSeen('own', one), isSeen('own', two), isSeen('both', one)]).toEqual([false, false, true]);
  });
});

describe('due()', () => {
  test('tells each source once, as long as somebody wants it', () => {
    const { id } = add('https://courier.example/feed', one).source;
    add('https://courier.example/feed', two);
    expect(sources.due(now, 9).map((source) => source.id)).toEqual([id]);
    expect(sources.pause(id, one)).toBe(true);
    expect(sources.pause(id, one)).toBe(false);
    expect(sources.due(now, 9)).toHaveLength(1);
    sources.pause(id, two);
    expect(sources.due(now, 9)).toEqual([]);
    expect(sources.nextDue()).toBeNull();
    expect(sources.resume(id, two, later(5))).toBe(true);
    expect(sources.nextDue()).toEqual(later(5));
  });

  test('waits as a poll says, and tells how it went', () => {
    const { id } = add('https://courier.example/feed', one).source;
    sources.note(id, success(later(30), { title: 'Northern Courier' }), now);
    expect(sources.due(later(29), 9)).toEqual([]);
    expect(sources.due(later(30), 9)).toMatchObject([
      {
        title: 'Northern Courier',
        state: { memory, lastSuccess: now, lastTry: now, nextTry: later(30), failures: 0, itemsADay: 3.5 },
      },
    ]);
    sources.note(id, { kind: 'failure', error: 'answered with 503', nextTry: later(40) }, later(30));
    const failed = sources.note(id, { kind: 'failure', error: 'answered with 502', nextTry: later(60) }, later(40));
    expect(failed?.state).toMatchObject({ failures: 2, lastError: 'answered with 502', lastSuccess: now, memory });
    expect(sources.note(id, success(later(90)), later(60))?.state).toMatchObject({ failures: 0, lastError: null });
  });

  test('leaves out what was given up until somebody who has it resumes it', () => {
    const { id } = add('https://courier.example/feed', one).source;
    sources.giveUp(id, now);
    expect(sources.due(later(9), 9)).toEqual([]);
    expect(sources.resume(id, two, later(9))).toBe(false);
    expect(sources.resume(id, one, later(9))).toBe(true);
    expect(sources.due(later(9), 9)).toMatchObject([{ state: { failures: 0, givenUp: null } }]);
  });

  test('follows a source that moved, unless that is another already', () => {
    const { id } = add('https://courier.example/feed', one).source;
    sources.note(id, success(now, { movedTo: 'https://new.example/feed' }), now);
    expect(sources.find(id)?.address).toBe('https://new.example/feed');
    expect(add('https://new.example/feed', two).source.id).toBe(id);
    const other = add('https://other.example/feed', one).source.id;
    sources.note(other, success(now, { movedTo: 'https://new.example/feed' }), now);
    expect(sources.find(other)?.address).toBe('https://other.example/feed');
  });
});

test('items are known again by their digest', () => {
  const { id } = add('https://courier.example/feed', one).source;
  expect(sources.itemDigest(id, 'a')).toBeNull();
  sources.noteItem(id, 'a', 'x', now);
  sources.noteItem(id, 'a', 'y', later(60));
  sources.noteItem(id, 'b', 'x', later(60));
  expect(sources.itemDigest(id, 'a')).toBe('y');
  expect([sources.itemsSince(id, now), sources.itemsSince(id, later(1))]).toEqual([2, 1]);
});

test('a chosen space is kept until another is chosen', () => {
  expect(sources.chosenSpace('discord', 'u')).toBeNull();
  sources.chooseSpace('discord', 'u', two, now);
  expect([sources.chosenSpace('discord', 'u'), sources.chosenSpace('slack', 'u')]).toEqual([two, null]);
  sources.chooseSpace('discord', 'u', null, now);
  expect(sources.chosenSpace('discord', 'u')).toBeNull();
});
