import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import { openStores } from '../../src/archive/stores/open-stores.ts';
import { createFetcher } from '../../src/ingest/fetch/fetcher.ts';
import { createRobots } from '../../src/ingest/fetch/robots.ts';
import type { Target } from '../../src/model/chat.ts';
import type { Scope, SourceId, Space } from '../../src/model/scope.ts';
import type { Source } from '../../src/model/sources.ts';
import { tellGivenUp } from '../../src/polling/given-up.ts';
import type { PollingParts } from '../../src/polling/parts.ts';
import { createPoller } from '../../src/polling/poller.ts';
import { mostFailures, visit } from '../../src/polling/visit.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { startUnrulyServer, type UnrulyServer } from '../fixtures/unruly-server.ts';
import { feedOf, pageOf, publish, type Story } from './mill-news.ts';

const all: Scope = { sources: 'all' };
const start = new Date('2026-01-05T12:00:00Z');
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);
const never = new AbortController().signal;
const channel: Target = { platform: 'slack', space: 'T1', channel: 'C1', thread: null };

let now: Date;
let server: UnrulyServer;
let archive: Archive;
let parts: PollingParts;
let givenUp: Source[];

beforeEach(async () => {
  now = start;
  server = await startUnrulyServer();
  archive = openArchive(':memory:', { now: () => now });
  const fetcher = createFetcher({ allowHosts: server.allowHosts, contact: null, limits: { totalMs: 2_000 } });
  givenUp = [];
  parts = {
    archive,
    fetcher,
    robots: createRobots(fetcher),
    readArticle,
    now: () => now,
    random: () => 0,
    onGivenUp: (source) => givenUp.push(source),
    onError: (error) => {
      throw error;
    },
  };
  onTestFinished(async () => {
    await fetcher.close();
    await server.close();
    archive.close();
  });
});

function add(path: string, space: Space | null = null, backfill: Date | null = null): SourceId {
  return archive.sources.add(
    { address: `${server.origin}${path}`, form: 'feed', title: null, backfill },
    { space, group: null, addedBy: 'test', channel, limits: { keepDays: null, keepArticles: null } },
    now,
  ).source.id;
}

const story = (number: number, more: Partial<Story> = {}): Story => ({ number, published: hours(-number), ...more });
const stateOf = (id: SourceId) => archive.sources.find(id)?.state;
const poll = () => createPoller(parts).visitDue(never);
const paths = () => server.requests.map(({ path }) => path).filter((path) => path !== '/robots.txt');
function stored(): { title: string | null; text: string }[] {
  const rows = archive.movement(0, 999).stored;
  return archive.articles(rows, all).map(({ title, text }) => ({ title, text }));
}

describe('a visit', () => {
  test('takes what a feed lists, from the pages where it has only teasers', async () => {
    publish(server, '/news', [story(1), story(2, { whole: true })], '"1"');
    add('/news');
    expect(await poll()).toMatchObject([{ error: null, added: 2, changed: 0, failed: 0 }]);
    expect(stored().map(({ title }) => title)).toEqual(['Mill 2', 'Mill 1']);
    expect(archive.statementsBy(['Ilse Marten'], { scope: all })).toHaveLength(2);
    expect(paths()).toEqual(['/news', '/mill/1']);
  });

  test('that brings nothing new fetches nothing more, and changes no article', async () => {
    publish(server, '/news', [story(1), story(2)], '"1"');
    const id = add('/news');
    await poll();
    const [before, mark] = [paths().length, archive.mark()];
    now = stateOf(id)?.nextTry ?? now;
    expect(await poll()).toMatchObject([{ added: 0, changed: 0 }]);
    now = stateOf(id)?.nextTry ?? now;
    publish(server, '/news', [story(1), story(2)], '"2"');
    expect(await poll()).toMatchObject([{ added: 0, changed: 0 }]);
    expect([paths().length, archive.mark()]).toEqual([before + 2, mark]);
  });

  test('takes a changed item as a new version, and the new one beside it', async () => {
    publish(server, '/news', [story(1, { whole: true })], '"1"');
    const id = add('/news');
    await poll();
    now = stateOf(id)?.nextTry ?? now;
    const changed = story(1, { whole: true, words: 'The wheel turned for one day only, and then it broke apart' });
    publish(server, '/news', [story(0, { whole: true }), changed], '"2"');
    expect(await poll()).toMatchObject([{ added: 1, changed: 1 }]);
    expect(archive.changes(all, 9)).toMatchObject([{ quotations: [{ speaker: 'Ilse Marten' }] }]);
  });

  test('keeps the teaser, marked, where the page may not be had, and tries a passing fault again', async () => {
    publish(server, '/news', [story(1)], '"1"');
    server.serve('/mill/1', { status: 503, body: 'later' });
    const id = add('/news');
    expect(await poll()).toMatchObject([{ failed: 1, error: null }]);
    expect(stored()).toEqual([{ title: 'Mill 1', text: 'A teaser of mill 1.' }]);
    server.serve('/mill/1', { headers: { 'content-type': 'text/html' }, body: pageOf(story(1)) });
    now = stateOf(id)?.nextTry ?? now;
    expect(await poll()).toMatchObject([{ changed: 1, failed: 0 }]);
    expect(stored()[0]?.text).toContain('The wheel number 1 turns well');
    // What became whole was no change after publication.
    expect(archive.changes(all, 9)).toEqual([]);
  });

  test('asks for a page that cannot be had at three visits, and no more', async () => {
    publish(server, '/news', [story(1)], '"1"');
    server.serve('/mill/1', { status: 503, body: 'later' });
    const id = add('/news');
    for (let visits = 0; visits < 5; visits += 1) {
      await poll();
      now = stateOf(id)?.nextTry ?? now;
    }
    expect(paths().filter((path) => path === '/mill/1')).toHaveLength(3);
  });

  test('never puts a teaser in the place of the whole', async () => {
    publish(server, '/news', [story(1)], '"1"');
    const id = add('/news');
    await poll();
    publish(server, '/news', [story(1, { title: 'Mill 1, again' })], '"2"');
    server.serve('/mill/1', { status: 403, body: 'no' });
    now = stateOf(id)?.nextTry ?? now;
    await poll();
    expect(stored()).toHaveLength(1);
    expect(stored()[0]?.text).toContain('The wheel number 1 turns well');
  });

  test('goes back as far as it was asked to, over the pages of older items', async () => {
    const older = [story(30, { whole: true }), story(40, { whole: true }), story(80, { whole: true })];
    server.serve('/older', { body: feedOf(server.origin, older) });
    server.serve('/news', { body: feedOf(server.origin, [story(1, { whole: true })], `${server.origin}/older`) });
    add('/news', null, hours(-48));
    expect(await poll()).toMatchObject([{ added: 3 }]);
    expect(stored().map(({ title }) => title)).toEqual(['Mill 40', 'Mill 30', 'Mill 1']);
  });

  test('fetches a source once, however many spaces have it', async () => {
    publish(server, '/news', [story(1, { whole: true })], '"1"');
    add('/news', 'slack:T1' as Space);
    add('/news', 'discord:2' as Space);
    await poll();
    expect(paths()).toEqual(['/news']);
    for (const space of ['slack:T1', 'discord:2'] as Space[]) {
      expect(archive.extent({ scope: archive.sources.scopeOf(space) }).articles).toBe(1);
    }
    expect(archive.extent({ scope: archive.sources.scopeOf('slack:T3' as Space) }).articles).toBe(0);
  });

  test('takes an article that two feeds list as one, and the word of its page where they differ', async () => {
    publish(server, '/news', [story(1, { whole: true })], '"1"');
    publish(
      server,
      '/top',
      [story(1, { whole: true, words: 'Nobody has ever said anything like this before' })],
      '"1"',
    );
    server.serve('/mill/1', { headers: { 'content-type': 'text/html' }, body: pageOf(story(1)) });
    add('/news');
    await poll();
    const top = add('/top', 'slack:T1' as Space);
    await poll();
    expect(stored()).toHaveLength(1);
    expect(stored()[0]?.text).toContain('The wheel number 1 turns well');
    expect(archive.extent({ scope: { sources: [top] } }).articles).toBe(1);
  });

  test('of a feed that claims the articles of another host replaces none of them', async () => {
    publish(server, '/news', [story(1, { whole: true })], '"1"');
    add('/news');
    await poll();
    const forged = story(1, { whole: true, words: 'I have stolen the mill, and I would do it again tomorrow' });
    const elsewhere = server.origin.replace('127.0.0.1', 'localhost');
    server.serve('/forged', { body: feedOf(server.origin, [forged]) });
    archive.sources.add(
      { address: `${elsewhere}/forged`, form: 'feed', title: null },
      { space: null, group: null, addedBy: 'test', channel: null, limits: { keepDays: null, keepArticles: null } },
      now,
    );
    await poll();
    expect(stored().filter(({ text }) => text.includes('stolen'))).toEqual([]);
  });
});

describe('the next visit', () => {
  test('comes twice for each item that comes', async () => {
    publish(
      server,
      '/busy',
      [0, 1, 2, 3, 4, 5].map((number) => story(number)),
      '"1"',
    );
    const [busy, quiet] = [add('/busy'), add('/quiet')];
    publish(server, '/quiet', [story(24 * 20), story(24 * 30)], '"1"');
    await poll();
    expect(stateOf(busy)?.itemsADay).toBeCloseTo(28.8);
    expect(stateOf(busy)?.nextTry).toEqual(hours(5 / 12));
    expect(stateOf(quiet)?.nextTry).toEqual(hours(24));
  });

  test('waits as long as the publisher asks', async () => {
    const news = [0, 1, 2].map((number) => story(number));
    server.serve('/news', { headers: { 'cache-control': 'max-age=7200' }, body: feedOf(server.origin, news) });
    server.serve('/tired', { status: 429, headers: { 'retry-after': '18000' } });
    const [polite, tired] = [add('/news'), add('/tired')];
    await poll();
    expect(stateOf(polite)?.nextTry).toEqual(hours(2));
    expect(stateOf(tired)?.nextTry).toEqual(hours(5));
  });

  test('comes later after each failure, and after the tenth not at all, which is told once', async () => {
    server.serve('/broken', { status: 500, body: 'oops' });
    publish(server, '/news', [story(1, { whole: true })], '"1"');
    const [id, other] = [add('/broken'), add('/news')];
    const waits: number[] = [];
    for (let round = 0; round < mostFailures; round++) {
      await poll();
      const next = stateOf(id)?.nextTry ?? now;
      waits.push((next.getTime() - now.getTime()) / 60_000);
      now = next;
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440]);
    expect(stateOf(other)).toMatchObject({ failures: 0, lastError: null });
    expect(givenUp).toHaveLength(1);
    const before = paths().filter((path) => path === '/broken').length;
    now = hours(1000);
    await poll();
    expect(paths().filter((path) => path === '/broken')).toHaveLength(before);
    archive.sources.resume(id, null, now);
    await poll();
    expect(paths().filter((path) => path === '/broken')).toHaveLength(before + 1);
    expect(givenUp).toHaveLength(1);
  });

  test('never comes where a source is gone', async () => {
    server.serve('/gone', { status: 410 });
    const id = add('/gone');
    await poll();
    expect(stateOf(id)).toMatchObject({ failures: 1, givenUp: now });
    expect(givenUp).toHaveLength(1);
  });
});

test('tellGivenUp() writes to each channel once, with how to resume', async () => {
  const stores = openStores(':memory:', { now: () => now });
  onTestFinished(() => stores.close());
  server.serve('/gone', { status: 410 });
  const id = add('/gone', 'slack:T1' as Space);
  await poll();
  const [source] = givenUp;
  for (let time = 0; time < 2; time++) if (source !== undefined) tellGivenUp(source, stores.outbox, now);
  const delivery = stores.outbox.claim(now);
  expect(delivery?.target).toEqual(channel);
  expect(JSON.stringify(delivery?.reply)).toContain(`sources resume ${id}`);
  expect(stores.outbox.claim(now)).toBeNull();
});

describe('a crash', () => {
  test.each(['store', 'note', 'after'] as const)('before "%s" loses nothing and doubles nothing', async (place) => {
    publish(server, '/news', [story(1, { whole: true }), story(2), story(3, { whole: true })], '"1"');
    const id = add('/news');
    let count = 0;
    const crash = () => {
      count += 1;
      if (count === 2) throw new Error('the power went out');
    };
    const sources = {
      ...archive.sources,
      noteItem: (...given: Parameters<typeof archive.sources.noteItem>) => {
        if (place === 'note') crash();
        archive.sources.noteItem(...given);
        if (place === 'after') crash();
      },
    };
    const store: Archive['store'] = (...given) => {
      if (place === 'store') crash();
      return archive.store(...given);
    };
    const source = archive.sources.find(id);
    if (source === null) throw new Error('expected a source');
    const crashing = { ...parts, archive: { store, look: archive.look, sources } };
    await expect(visit(source, crashing, never)).rejects.toThrow('the power went out');
    expect(await poll()).toMatchObject([{ error: null }]);
    expect(stored().map(({ title }) => title)).toEqual(['Mill 3', 'Mill 2', 'Mill 1']);
    expect(archive.changes(all, 9)).toEqual([]);
  });
});

test('run() visits what is due until it is stopped', async () => {
  publish(server, '/news', [story(1, { whole: true })], '"1"');
  add('/news');
  const stop = new AbortController();
  const visits: string[] = [];
  const running = createPoller({
    ...parts,
    onVisit: ({ source }) => {
      visits.push(source.address);
      stop.abort();
    },
  }).run(stop.signal);
  await running;
  expect(visits).toEqual([`${server.origin}/news`]);
});
