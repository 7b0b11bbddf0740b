import { describe, expect, test } from 'vitest';
import type { Digest, DigestWish } from '../../src/model/subscriptions.ts';
import {
  boss,
  bulletinOf,
  channel,
  outcomesOf,
  reader,
  type SmallBot,
  smallBot,
  taken,
  type Written,
} from './small-bot.ts';

const bridge: Written = {
  id: 'bridge',
  title: 'Harbour bridge stays closed',
  outlet: 'The Courier',
  published: '2025-05-12T09:00:00Z',
  text: 'LINDHOLM - Mayor Ilse Marten closed the harbour bridge on Monday. “The harbour bridge stays closed until every bolt is tested,” Marten told reporters in Lindholm. Engineers from Dahl Works began their tests in the afternoon.',
};

const ferry: Written = {
  id: 'ferry',
  title: 'Ferry fares to rise',
  outlet: 'Northern Wire',
  published: '2025-05-12T10:00:00Z',
  text: 'ASKO - The island ferries will cost more from June. “Diesel is half of what we spend,” said Oskar Brandt, who runs the ferries. Islanders met in the school of Asko to protest.',
};

function set(bot: SmallBot, wish: DigestWish = {}): Digest {
  return taken(bot.subscriptions.setDigest({ days: 'daily', time: '08:00', ...wish }, boss, bot.now()));
}

test('a digest tells of what came since the last one: headlines, exact words, outlets, the next time', async () => {
  const bot = smallBot();
  const digest = set(bot);
  bot.set('2025-05-12T11:00:00Z');
  bot.store([bridge, ferry]);
  await bot.round('2025-05-13T05:59:00Z');
  expect(bot.posted).toHaveLength(0);
  await bot.round('2025-05-13T06:00:03Z');
  expect(bot.posted).toHaveLength(1);
  const [post] = bot.posted;
  if (post === undefined) throw new Error('There is a post');
  expect(post.target).toEqual(channel);
  const body = bulletinOf(post);
  expect(body.lead).toBe('Digest · Tuesday 13 May 2025, 08:00 (Europe/Berlin)');
  expect(body.stories.map(({ headline }) => headline?.title).sort()).toEqual([
    'Ferry fares to rise',
    'Harbour bridge stays closed',
  ]);
  for (const { quotation } of body.stories) {
    const article = bot.archive.article(quotation?.article.id ?? '', { sources: 'all' });
    expect(article?.text.slice(quotation?.start, quotation?.end)).toBe(quotation?.text);
  }
  expect(body.closing).toBe('2 new articles since yesterday 08:00 · next: tomorrow 08:00');
  expect(post.reply.buttons.map(({ label }) => label)).toEqual(['Change', 'Pause']);
  expect(outcomesOf(bot, digest)).toEqual(['delivered']);
});

test('a digest never tells twice, whatever the rounds and restarts', async () => {
  const bot = smallBot();
  set(bot);
  bot.set('2025-05-12T11:00:00Z');
  bot.store([bridge]);
  await bot.round('2025-05-13T06:00:03Z');
  await bot.round('2025-05-13T06:00:08Z');
  const again = bot.reopened();
  await again.round('2025-05-13T06:01:00Z');
  await again.round('2025-05-14T06:00:01Z');
  expect(bot.posted).toHaveLength(1);
  expect(again.posted).toHaveLength(0);
});

describe('nothing to tell', () => {
  test.each([
    { it: 'no new article', stored: [], wish: {}, outcome: 'nothing new' },
    { it: 'nothing about the topic', stored: [ferry], wish: { topics: 'bridge' }, outcome: 'filtered' },
  ])('$it is no post, and the history says why', async ({ stored, wish, outcome }) => {
    const bot = smallBot();
    const digest = set(bot, wish);
    bot.set('2025-05-12T11:00:00Z');
    bot.store(stored);
    await bot.round('2025-05-13T06:00:03Z');
    expect(bot.posted).toHaveLength(0);
    expect(outcomesOf(bot, digest)).toEqual([outcome]);
  });

  test('one line where it was asked for', async () => {
    const bot = smallBot();
    set(bot, { ifNothing: 'one line' });
    await bot.round('2025-05-13T06:00:03Z');
    expect(bot.posted.map((post) => bulletinOf(post).remarks)).toEqual([['Nothing new.']]);
  });
});

describe('after downtime', () => {
  test('one post catches up when it is less than 12 hours late, and says so', async () => {
    const bot = smallBot();
    const digest = set(bot);
    bot.set('2025-05-12T11:00:00Z');
    bot.store([bridge]);
    await bot.round('2025-05-15T17:00:00Z');
    expect(bot.posted).toHaveLength(1);
    const [post] = bot.posted;
    expect(post === undefined ? [] : bulletinOf(post).remarks).toContainEqual(
      'Late: it was due today 08:00, and the bot was not running.',
    );
    expect(outcomesOf(bot, digest)).toEqual(['delivered', 'skipped', 'skipped']);
    await bot.round('2025-05-16T06:00:00Z');
    expect(bot.posted).toHaveLength(1);
  });

  test('else the next regular one, and the history says why', async () => {
    const bot = smallBot();
    const digest = set(bot);
    bot.set('2025-05-12T11:00:00Z');
    bot.store([bridge]);
    await bot.round('2025-05-13T18:30:00Z');
    expect(bot.posted).toHaveLength(0);
    expect(bot.stores.digests.history(digest.id, 5)[0]).toMatchObject({
      outcome: 'skipped',
      why: expect.stringContaining('tomorrow 08:00'),
    });
    await bot.round('2025-05-14T06:00:00Z');
    expect(bot.posted).toHaveLength(1);
  });
});

describe('a clock that is wrong', () => {
  test('set a month ahead and back again: the digest comes at its next time', async () => {
    const bot = smallBot();
    set(bot, { ifNothing: 'one line' });
    await bot.round('2025-06-13T05:00:00Z');
    await bot.round('2025-05-12T07:00:00Z');
    const before = bot.posted.length;
    await bot.round('2025-05-13T06:00:00Z');
    expect(bot.posted).toHaveLength(before + 1);
  });

  test('set back by an hour: what was told is not told again', async () => {
    const bot = smallBot();
    set(bot, { ifNothing: 'one line' });
    await bot.round('2025-05-13T06:10:00Z');
    await bot.round('2025-05-13T05:10:00Z');
    await bot.round('2025-05-13T06:10:00Z');
    expect(bot.posted).toHaveLength(1);
  });
});

test.each([
  { why: 'channel_not_found', cause: 'channel gone' },
  { why: 'not_in_channel', cause: 'no permission' },
] as const)('a channel that says $why pauses its digest and tells who set it', async ({ why, cause }) => {
  const bot = smallBot();
  const digest = set(bot, { ifNothing: 'one line' });
  bot.next.push({ kind: 'refused', why, cause });
  await bot.round('2025-05-13T06:00:03Z');
  await bot.round('2025-05-13T06:00:08Z');
  expect(bot.stores.digests.get(digest.id)).toMatchObject({ state: 'paused', next: null });
  expect(outcomesOf(bot, digest)).toEqual([cause]);
  expect(bot.posted.map(({ target }) => target.channel)).toEqual(['@U1']);
  expect(JSON.stringify(bot.posted[0]?.reply.body)).toContain(`digest resume ${digest.id}`);
  await bot.round('2025-05-14T06:00:03Z');
  expect(bot.posted).toHaveLength(1);
});

test('a platform that asks for a pause gets the post later, and the history tells both', async () => {
  const bot = smallBot();
  const digest = set(bot, { ifNothing: 'one line' });
  bot.next.push({ kind: 'later', why: 'ratelimited', afterMs: 30_000 });
  await bot.round('2025-05-13T06:00:03Z');
  expect(outcomesOf(bot, digest)).toEqual(['rate limited']);
  await bot.round('2025-05-13T06:00:40Z');
  expect(outcomesOf(bot, digest)).toEqual(['delivered']);
  expect(bot.posted).toHaveLength(1);
});

test('words that were changed before the post is sent are left out of it', async () => {
  const bot = smallBot();
  set(bot);
  bot.set('2025-05-12T11:00:00Z');
  bot.store([bridge]);
  bot.next.push({ kind: 'later', why: '503', afterMs: 0 });
  await bot.round('2025-05-13T06:00:03Z');
  bot.store([{ ...bridge, text: bridge.text.replace('every bolt', 'each bolt') }]);
  await bot.round('2025-05-13T06:00:30Z');
  const [post] = bot.posted;
  const body = post === undefined ? null : bulletinOf(post);
  expect(body?.stories.map(({ quotation }) => quotation)).toEqual([null]);
  expect(body?.remarks).toContainEqual('Left out 1 quotation: the article has changed meanwhile.');
});

test('a digest tells of what its space may see, and of nothing else', async () => {
  const bot = smallBot();
  set(bot);
  bot.set('2025-05-12T11:00:00Z');
  bot.store([bridge], 'shared');
  bot.store([ferry], 'secret');
  bot.scopes.set('T1', { sources: [bot.archive.source('import', 'shared')] });
  await bot.round('2025-05-13T06:00:03Z');
  expect(bot.posted.flatMap((post) => bulletinOf(post).stories.map(({ headline }) => headline?.id))).toEqual([
    'bridge',
  ]);
});

test('Pause, Change and More are for whom they should be', async () => {
  const bot = smallBot();
  const digest = set(bot, { length: 1 });
  const { subscriptions } = bot;
  bot.set('2025-05-12T11:00:00Z');
  bot.store([bridge, ferry]);
  await bot.round('2025-05-13T06:00:03Z');
  const [post] = bot.posted;
  expect(post?.reply.buttons.map(({ label }) => label)).toEqual(['More', 'Change', 'Pause']);
  expect(post?.reply.buttons.every(({ id }) => id.length + 1 + (post?.delivery.length ?? 0) <= 100)).toBe(true);
  expect(subscriptions.pauseDigest(digest.id, reader, bot.now())).toMatchObject({ kind: 'refused' });
  const occasion = bot.stores.digests.history(digest.id, 1)[0]?.number ?? 0;
  const page = taken(await subscriptions.moreOf(occasion, 1, reader, bot.now()));
  const first = post === undefined ? '' : bulletinOf(post).stories[0]?.headline?.id;
  expect(bulletinOf({ reply: page }).stories.map(({ headline }) => headline?.id)).not.toContain(first);
  taken(subscriptions.pauseDigest(digest.id, { ...boss, user: 'U3' }, bot.now()));
  await bot.round('2025-05-14T06:00:03Z');
  expect(bot.posted).toHaveLength(1);
  expect(outcomesOf(bot, digest)[0]).toBe('paused');
});

test.each([
  { it: 'a channel, as no administrator', wish: {}, by: reader, why: /administrators/ },
  { it: 'days that are none', wish: { days: 'soon' }, by: boss, why: /no days/ },
  { it: 'a time that is none', wish: { time: '25:00' }, by: boss, why: /no time of the day/ },
  { it: 'a zone that is none', wish: { zone: 'Mars/Base' }, by: boss, why: /no time zone/ },
  { it: 'a digest of somebody else', wish: { digest: 99 }, by: boss, why: /no digest 99/ },
])('setDigest() refuses $it', ({ wish, by, why }) => {
  const bot = smallBot();
  expect(bot.subscriptions.setDigest(wish, by, bot.now())).toMatchObject({
    kind: 'refused',
    why: expect.stringMatching(why),
  });
});

test('setDigest() for oneself comes by direct message, whoever asks', async () => {
  const bot = smallBot();
  taken(bot.subscriptions.setDigest({ days: 'daily 08:00', channel: 'me', ifNothing: 'one line' }, reader, bot.now()));
  await bot.round('2025-05-13T06:00:00Z');
  expect(bot.posted.map(({ target }) => target.channel)).toEqual(['@U2']);
});

test('setDigest() changes what is said and keeps the rest', () => {
  const bot = smallBot();
  const digest = set(bot, { topics: 'Iran, Gaza', speakers: 'Ilse Marten' });
  const changed = taken(
    bot.subscriptions.setDigest({ digest: digest.id, days: 'Mon, Wed 9:30', speakers: 'none' }, boss, bot.now()),
  );
  expect(changed.plan).toMatchObject({
    topics: ['Iran', 'Gaza'],
    speakers: [],
    timetable: { weekdays: [1, 3], hour: 9, minute: 30, zone: 'Europe/Berlin' },
  });
  expect(changed.next?.toISOString()).toBe('2025-05-12T07:30:00.000Z');
});
