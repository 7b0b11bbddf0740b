import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { privacy } from '../../commands/privacy.ts';
import { sources } from '../../commands/sources.ts';
import { space } from '../../commands/space.ts';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import { correctionsOf } from '../../src/archive/open-corrections.ts';
import { type OpenStores, openStores } from '../../src/archive/stores/open-stores.ts';
import { createDispatcher, type Dispatcher } from '../../src/dispatch.ts';
import type { Notice, Reply, Target } from '../../src/model/chat.ts';
import { openSourceWorks, type SourceWorks } from '../../src/operator/sources.ts';
import { createDeliverer } from '../../src/outbox.ts';
import { createCore } from '../../src/query/core.ts';
import { createRateLimit } from '../../src/rate-limit.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { createScopes } from '../../src/spaces.ts';
import { unusedPorts } from '../fixtures/ports.ts';
import { startUnrulyServer, type UnrulyServer } from '../fixtures/unruly-server.ts';
import { publish, type Story } from '../polling/mill-news.ts';

const start = new Date('2026-01-05T12:00:00Z');
const never = new AbortController().signal;

let now: Date;
let server: UnrulyServer;
let archive: Archive;
let stores: OpenStores;
let works: SourceWorks;
let dispatcher: Dispatcher;
let events = 0;

beforeEach(async () => {
  now = start;
  server = await startUnrulyServer();
  archive = openArchive(':memory:', { now: () => now });
  stores = openStores(':memory:', { now: () => now });
  works = openSourceWorks({
    archive,
    settings: { allowHosts: server.allowHosts, contact: null },
    now: () => now,
    added: 'by the poller',
    signal: never,
    onError: (error) => {
      throw error;
    },
  });
  const adapters = new Map();
  dispatcher = createDispatcher({
    commands: [...sources, space, ...privacy],
    ports: { ...unusedPorts, corrections: correctionsOf(archive), sources: async () => works.desk },
    core: createCore({ archive, search: openSearch({ archive }), samples: false }),
    stores,
    adapters,
    deliverer: createDeliverer({ outbox: stores.outbox, adapters, now: () => now }),
    rateLimit: createRateLimit(1_000),
    now: () => now,
    zone: 'UTC',
    scopeOf: createScopes({ sources: archive.sources, adapters }),
    administrators: new Set(),
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(async () => {
    await works.close();
    await server.close();
    stores.close();
    archive.close();
  });
});

const channel: Target = { platform: 'slack', space: 'T1', channel: 'C1', thread: null };
const elsewhere: Target = { ...channel, space: 'T2' };
const terminal: Target = { platform: 'console', space: null, channel: 'terminal', thread: null };

async function send(line: string, at = channel, administrator = true): Promise<Reply & { body: Notice }> {
  const [name = '', ...rest] = line.split(' ');
  events += 1;
  return noticeOf(
    await dispatcher.handle({
      kind: 'command',
      eventId: `e${events}`,
      at,
      from: { user: 'U1', zone: null, administrator },
      name,
      options: {},
      text: rest.join(' '),
      visibility: 'public',
    }),
  );
}

async function press(reply: Reply, label: string, at = channel): Promise<Reply & { body: Notice }> {
  events += 1;
  return noticeOf(
    await dispatcher.handle({
      kind: 'button',
      eventId: `e${events}`,
      at,
      from: { user: 'U1', zone: null, administrator: true },
      button: reply.buttons.find((button) => button.label === label)?.id ?? `no button "${label}"`,
      message: 'm',
      privately: true,
    }),
  );
}

function noticeOf(reply: Reply | null): Reply & { body: Notice } {
  if (reply?.body.kind !== 'notice') throw new Error('expected a notice');
  return { ...reply, body: reply.body };
}

const linesOf = ({ body }: { body: Notice }) => body.sections.flatMap(({ lines }) => lines);
const story = (number: number, more: Partial<Story> = {}): Story => ({
  number,
  published: new Date(start.getTime() - number * 3_600_000),
  whole: true,
  ...more,
});
const url = (path: string) => `${server.origin}${path}`;
const page = (head: string) => ({ headers: { 'content-type': 'text/html' }, body: `<!doctype html>${head}<p>News` });

describe('sources add', () => {
  test('says what it found, and takes the articles behind the answer', async () => {
    publish(server, '/news', [story(1), story(30)], '"1"');
    const added = await send(`sources add ${url('/news')} group:Mills`);
    expect(added.body.lead).toBe('Added 1: Mill News.');
    expect(linesOf(added)).toEqual([
      url('/news'),
      'It lists 2 items, back to 4 January 2026. I am taking its articles now.',
      'Mill 1 (1 hour ago)',
      'Mill 30 (1 day ago)',
    ]);
    expect(added.visibility).toBe('private');
    await works.poller.visitDue(never);
    expect(archive.extent({ scope: { sources: 'all' } }).articles).toBe(2);
    expect((await send(`sources add ${url('/news')}`)).body.lead).toBe('You have it already: 1: Mill News.');
  });

  test('takes no more than what it was asked to look back for', async () => {
    publish(server, '/news', [story(1), story(30)], '"1"');
    await send(`sources add ${url('/news')} backfill:12h`);
    await works.poller.visitDue(never);
    expect(archive.extent({ scope: { sources: 'all' } }).articles).toBe(1);
    expect((await send(`sources add ${url('/news')} backfill:soon`)).body.lead).toContain(
      'a time such as 12h, 7d or 2w',
    );
  });

  test('of a page with several feeds gives a line for each', async () => {
    const link = (path: string, title: string) =>
      `<link rel="alternate" type="application/rss+xml" title="${title}" href="${path}">`;
    server.serve('/', page(link('/news', 'All') + link('/sport', 'Sport')));
    const choice = await send(`sources add ${url('/')}`);
    expect(linesOf(choice)).toEqual([`All: sources add ${url('/news')}`, `Sport: sources add ${url('/sport')}`]);
    publish(server, '/sport', [story(1)], '"1"');
    expect((await send(linesOf(choice)[1]?.replace('Sport: ', '') ?? '')).body.lead).toBe('Added 1: Mill News.');
  });

  test.each([
    ['/status/403', /403/],
    ['/status/404', /404/],
    ['/status/410', /410/],
    ['/to-metadata', /169\.254\.169\.254/],
  ])(
    'of %s says why not',
    async (path, why) => {
      const refused = await send(`sources add ${url(path)}`);
      expect(refused.body.lead).toMatch(/^I could not add it: /);
      expect(refused.body.lead).toMatch(why);
      expect(archive.sources.list('all')).toEqual([]);
    },
    40_000,
  );

  test('reads an address as Slack writes it', async () => {
    publish(server, '/news', [story(1)], '"1"');
    expect((await send(`sources add <${url('/news')}|the news>`)).body.lead).toBe('Added 1: Mill News.');
  });

  test('is for administrators, in a server', async () => {
    expect((await send(`sources add ${url('/news')}`, channel, false)).body.lead).toContain('for administrators');
    const direct: Target = { platform: 'discord', space: null, channel: 'D', thread: null };
    expect((await send(`sources add ${url('/news')}`, direct)).body.lead).toContain('belong to a server');
  });
});

describe('a space', () => {
  test('sees its own sources and the shared ones, and may not change those', async () => {
    publish(server, '/news', [story(1)], '"1"');
    publish(server, '/shared', [story(2)], '"1"');
    await send(`sources add ${url('/news')}`);
    await send(`sources add ${url('/shared')}`, terminal);
    expect(linesOf(await send('sources list'))).toEqual([
      `1: Mill News · ${url('/news')}`,
      `2: Mill News · ${url('/shared')} · shared by all`,
    ]);
    expect(linesOf(await send('sources list', elsewhere))).toEqual([
      `2: Mill News · ${url('/shared')} · shared by all`,
    ]);
    expect(linesOf(await send('sources list', terminal))[0]).toBe(`1: Mill News · ${url('/news')} · slack:T1`);
    for (const word of ['remove', 'pause', 'resume', 'limit']) {
      expect((await send(`sources ${word} 2`)).body.lead).toContain('the operator of this bot decides');
      expect((await send(`sources ${word} 1`, elsewhere)).body.lead).toContain('none of your sources');
    }
    expect((await send('sources remove 1 articles:delete', elsewhere)).body.lead).toContain('none of your sources');
    expect(archive.sources.list('all')).toHaveLength(2);
  });

  test('that removes a source is told first what happens to its articles', async () => {
    publish(server, '/news', [story(1), story(2)], '"1"');
    await send(`sources add ${url('/news')}`);
    await works.poller.visitDue(never);
    const asked = await send('sources remove 1');
    expect(asked.body.lead).toBe('Remove 1: Mill News?');
    expect(linesOf(asked).join(' ')).toContain('2 articles leave your answers');
    expect(asked.buttons.map(({ label }) => label)).toEqual(['Remove, keep articles', 'Remove and delete articles']);
    for (const { id } of asked.buttons) expect(id).toMatch(/^do\.sources remove\..{1,40}$/);
    expect(archive.sources.list('all')).toHaveLength(1);
    expect((await press(asked, 'Remove and delete articles', elsewhere)).body.lead).toContain('none of your sources');
    expect((await press(asked, 'Remove and delete articles')).body.lead).toContain(
      '2 articles left your answers, and what nobody else has was deleted',
    );
    expect(archive.extent({ scope: { sources: 'all' } }).articles).toBe(0);
    expect((await send('sources list')).body.lead).toContain('no sources yet');
  });
});

test('sources health tells success, the next try, items a day, and errors in words, the worst first', async () => {
  publish(
    server,
    '/news',
    [0, 1, 2].map((number) => story(number)),
    '"1"',
  );
  await send(`sources add ${url('/news')}`);
  await works.poller.visitDue(never);
  server.serve('/broken', { body: '<rss version="2.0"><channel><title>Broken</title></channel></rss>' });
  await send(`sources add ${url('/broken')}`);
  server.serve('/broken', { status: 503, body: 'no' });
  await works.poller.visitDue(never);
  now = new Date(start.getTime() + 60_000);
  const [worst, best] = linesOf(await send('sources health'));
  expect(worst).toMatch(/^2: Broken · never fetched yet · next try in 4 minutes · failed 1 time: .*503/);
  expect(best).toMatch(
    /^1: Mill News · last success 1 minute ago · next try in \d+ minutes · 3 articles · \d+ items a day$/,
  );
});

test('sources pause and resume say what they did', async () => {
  publish(server, '/news', [story(1)], '"1"');
  await send(`sources add ${url('/news')}`);
  expect((await send('sources pause mill news')).body.lead).toBe('Paused 1: Mill News. To go on: sources resume 1');
  expect(await works.poller.visitDue(never)).toEqual([]);
  expect(linesOf(await send('sources list'))[0]).toContain('paused');
  expect((await send('sources resume 1')).body.lead).toBe('1: Mill News is fetched again, at once.');
  expect((await send('sources resume 1')).body.lead).toBe('1: Mill News was not paused.');
  expect(await works.poller.visitDue(never)).toHaveLength(1);
});

test('sources changes lists what changed after publication, to those who see it', async () => {
  publish(
    server,
    '/news',
    [story(1, { words: 'We will never sell this mill to anybody, not for all the gold' })],
    '"1"',
  );
  await send(`sources add ${url('/news')}`);
  await works.poller.visitDue(never);
  const words = 'We will sell this mill to anybody who asks, for all the gold';
  publish(server, '/news', [story(1, { words, title: 'Mill for sale' })], '"2"');
  now = archive.sources.nextDue() ?? now;
  await works.poller.visitDue(never);
  const changes = await send('sources changes');
  expect(linesOf(changes)).toEqual([
    'Title was: Mill 1',
    'Ilse Marten, was: “We will never sell this mill to anybody, not for all the gold,” now: “We will sell this mill to anybody who asks, for all the gold,”',
  ]);
  expect((await send('sources changes', elsewhere)).body.lead).toBe('No article was changed since I stored it.');
});

test('sources export gives a list that sources import takes again, groups kept', async () => {
  publish(server, '/news', [story(1)], '"1"');
  await send(`sources add ${url('/news')} group:Mills`);
  const { file } = await send('sources export');
  if (file === undefined || !('text' in file)) throw new Error('expected a file');
  server.serve('/list', { headers: { 'content-type': 'text/x-opml' }, body: file.text });
  expect((await send(`sources import ${url('/list')}`, elsewhere)).body.lead).toMatch(/^Added 1 source\. /);
  expect((await send(`sources import ${url('/list')}`, elsewhere)).body.lead).toContain('Added 0 sources. 1 was there');
  expect((await send('sources list', elsewhere)).body.sections).toMatchObject([{ title: 'Mills' }]);
  expect(archive.sources.list('all')).toHaveLength(1);
  expect((await send(`sources import ${url('/status/404')}`)).body.lead).toContain('404');
});

test('space is chosen in a server and undone anywhere', async () => {
  const server1: Target = { platform: 'discord', space: '1', channel: 'C', thread: null };
  const direct: Target = { platform: 'discord', space: null, channel: 'D', thread: null };
  expect((await send('space use:here', direct)).body.lead).toContain('in a channel of the server');
  await send('space use:here', server1, false);
  expect(archive.sources.chosenSpace('discord', 'U1')).toBe('discord:1');
  expect((await send('space', direct)).body.lead).toContain('a server that you chose');
  await send('space use:shared', direct);
  expect(archive.sources.chosenSpace('discord', 'U1')).toBeNull();
  expect((await send('space')).body.lead).toContain('this workspace');
});
