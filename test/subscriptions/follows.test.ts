import { describe, expect, test } from 'vitest';
import type { Follow, FollowWish, Subscriber } from '../../src/model/subscriptions.ts';
import { isSameStatement, normalWords } from '../../src/subscriptions/same-statement.ts';
import { boss, bulletinOf, followOutcomes, reader, type SmallBot, smallBot, taken, type Written } from './small-bot.ts';

const opening = 'The council of Lindholm met on Monday in the old town hall.';

function writtenBy(id: string, outlet: string, sentence: string, published = '2025-05-12T09:00:00Z'): Written {
  return {
    id,
    outlet,
    published,
    title: `What was said about ${id}`,
    text: `${opening} ${sentence} The next meeting is in June.`,
  };
}

const marten = '“The harbour bridge stays closed until every bolt is tested,” Mayor Ilse Marten said.';
const brandt = '“Ilse Marten has forgotten the islands of our harbour,” said Oskar Brandt, who runs the ferries.';

async function follow(bot: SmallBot, wish: FollowWish, by: Subscriber = reader): Promise<Follow> {
  const { follow: draft } = taken(await bot.subscriptions.draftFollow({ bundle: 1, ...wish }, by, bot.now()));
  return taken(bot.subscriptions.startFollow(draft.id, by));
}

/** The words of each alert, oldest first. */
function alerts(bot: SmallBot): string[][] {
  return bot.posted.map((post) => bulletinOf(post).stories.map(({ quotation }) => quotation?.text ?? ''));
}

async function later(bot: SmallBot, articles: readonly Written[]): Promise<void> {
  bot.set('2025-05-12T10:00:00Z');
  bot.store(articles);
  await bot.round('2025-05-12T10:00:05Z');
  await bot.round('2025-05-12T10:02:00Z');
}

describe('what a follow tells of', () => {
  test.each([
    { it: 'a speaker who speaks', wish: { speaker: 'Ilse Marten' }, found: [marten] },
    { it: 'a speaker who speaks about a topic', wish: { speaker: 'Ilse Marten', topic: 'bridges' }, found: [marten] },
    { it: 'a speaker, but not about another topic', wish: { speaker: 'Ilse Marten', topic: 'ferries' }, found: [] },
    { it: 'a topic', wish: { topic: 'harbour' }, found: [marten, brandt] },
    { it: 'exact words', wish: { words: 'the islands of our harbour' }, found: [brandt] },
    { it: 'exact words in another order not at all', wish: { words: 'harbour of our islands' }, found: [] },
    { it: 'an outlet', wish: { outlet: 'the courier' }, found: [opening] },
    { it: 'an outlet and a topic', wish: { outlet: 'Northern Wire', topic: 'harbour' }, found: [brandt] },
  ])('$it', async ({ wish, found }) => {
    const bot = smallBot();
    bot.store([writtenBy('earlier', 'The Courier', marten.replace('every bolt', 'each rivet'))]);
    await bot.round('2025-05-12T08:00:00Z');
    await follow(bot, wish);
    await later(bot, [writtenBy('bridge', 'The Courier', marten), writtenBy('ferry', 'Northern Wire', brandt)]);
    expect(alerts(bot).flat()).toEqual(found);
  });

  test('a speaker who is mentioned, when that is asked for', async () => {
    const bot = smallBot();
    await bot.round('2025-05-12T08:00:00Z');
    await follow(bot, { speaker: 'Ilse Marten', manner: 'mentioned' });
    await later(bot, [writtenBy('ferry', 'Northern Wire', brandt)]);
    expect(alerts(bot)).toEqual([[brandt]]);
  });

  test('nothing that the archive had before, nor its new versions and readings', async () => {
    const bot = smallBot();
    const old = writtenBy('bridge', 'The Courier', marten);
    bot.store([old]);
    await bot.round('2025-05-12T08:00:00Z');
    await follow(bot, { speaker: 'Ilse Marten' });
    await later(bot, [{ ...old, text: old.text.replace('every bolt is tested', 'all bolts are new') }]);
    for (const { row, ...article } of bot.archive.outdated('other rules', 10)) {
      const { readArticle } = await import('../../src/text/read-article.ts');
      bot.archive.replaceReading(row, { ...readArticle(article), rules: 'other rules' });
    }
    await bot.round('2025-05-12T10:10:00Z');
    expect(bot.posted).toEqual([]);
  });

  test('nothing that was published long ago', async () => {
    const bot = smallBot();
    await bot.round('2025-05-12T08:00:00Z');
    await follow(bot, { speaker: 'Ilse Marten' });
    await later(bot, [writtenBy('bridge', 'The Courier', marten, '2025-04-01T09:00:00Z')]);
    expect(bot.posted).toEqual([]);
  });

  test('nothing that the place of the follow may not see', async () => {
    const bot = smallBot();
    await bot.round('2025-05-12T08:00:00Z');
    await follow(bot, { speaker: 'Ilse Marten' });
    bot.scopes.set('T1', { sources: [bot.archive.source('import', 'shared')] });
    bot.set('2025-05-12T10:00:00Z');
    bot.store([writtenBy('bridge', 'The Courier', marten)], 'secret');
    await bot.round('2025-05-12T10:05:00Z');
    await bot.round('2025-05-12T10:10:00Z');
    expect(bot.posted).toEqual([]);
  });
});

describe('how it tells', () => {
  test('once for each statement, however many outlets carry it, bundled', async () => {
    const bot = smallBot();
    await bot.round('2025-05-12T08:00:00Z');
    const followed = await follow(bot, { speaker: 'Ilse Marten', bundle: 15 });
    bot.set('2025-05-12T10:00:00Z');
    bot.store([writtenBy('one', 'The Courier', marten), writtenBy('two', 'Northern Wire', marten)]);
    await bot.round('2025-05-12T10:00:05Z');
    bot.set('2025-05-12T10:10:00Z');
    bot.store([writtenBy('three', 'The Gazette', `${marten} “We are not in a hurry at all,” Ilse Marten said.`)]);
    await bot.round('2025-05-12T10:10:05Z');
    expect(bot.posted).toEqual([]);
    await bot.round('2025-05-12T10:15:10Z');
    expect(alerts(bot)).toHaveLength(1);
    expect(alerts(bot)[0]).toHaveLength(2);
    const [post] = bot.posted;
    expect(post?.target.channel).toBe('@U2');
    expect(post === undefined ? '' : bulletinOf(post).lead).toBe('Ilse Marten: 2 new statements');
    expect(post?.reply.buttons.map(({ label }) => label)).toEqual(['Why', 'Mute', 'Stop']);
    expect(followOutcomes(bot, followed)).toEqual(['delivered']);
    await bot.round('2025-05-12T11:00:00Z');
    expect(bot.posted).toHaveLength(1);
  });

  test('what has no room in an alert comes with More', async () => {
    const bot = smallBot();
    await bot.round('2025-05-12T08:00:00Z');
    const followed = await follow(bot, { speaker: 'Ilse Marten' });
    const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
    const said = days.map((day) => `“We will open it for the fair of ${day} and for no other,” Ilse Marten said.`);
    await later(
      bot,
      said.map((sentence, place) =>
        writtenBy(`fair${place}`, 'The Courier', `${sentence} ${'Nobody laughed. '.repeat(place)}`),
      ),
    );
    const [post] = bot.posted;
    const shown = post === undefined ? 0 : bulletinOf(post).stories.length;
    const occasion = bot.stores.follows.history(followed.id, 1)[0]?.number ?? 0;
    const found = bot.stores.follows.told(occasion)?.sightings.length ?? 0;
    expect([shown, found > shown]).toEqual([5, post?.reply.buttons.some(({ label }) => label === 'More')]);
    const more = taken(bot.subscriptions.moreOfAlert(occasion, 5, reader));
    expect(more.body.stories).toHaveLength(found - 5);
    expect(more.buttons).toEqual([]);
  });

  test('not in quiet hours, but after them', async () => {
    const bot = smallBot();
    await bot.round('2025-05-12T08:00:00Z');
    await follow(bot, { speaker: 'Ilse Marten', quiet: '11:00-13:00' });
    await later(bot, [writtenBy('bridge', 'The Courier', marten)]);
    await bot.round('2025-05-12T10:59:00Z');
    expect(bot.posted).toEqual([]);
    await bot.round('2025-05-12T11:00:30Z');
    expect(bot.posted).toHaveLength(1);
  });

  test('not while it is muted, and the history says so', async () => {
    const bot = smallBot();
    await bot.round('2025-05-12T08:00:00Z');
    const followed = await follow(bot, { speaker: 'Ilse Marten' });
    taken(bot.subscriptions.muteFollow(followed.id, reader, bot.now()));
    await later(bot, [writtenBy('bridge', 'The Courier', marten)]);
    expect(bot.posted).toEqual([]);
    expect(followOutcomes(bot, followed)).toEqual(['paused']);
  });

  test('once, when the bot is restarted between finding and telling', async () => {
    const bot = smallBot();
    await bot.round('2025-05-12T08:00:00Z');
    await follow(bot, { speaker: 'Ilse Marten' });
    bot.set('2025-05-12T10:00:00Z');
    bot.store([writtenBy('bridge', 'The Courier', marten)]);
    await bot.round('2025-05-12T10:00:05Z');
    const again = bot.reopened();
    await again.round('2025-05-12T10:02:00Z');
    await again.reopened().round('2025-05-12T10:03:00Z');
    expect(again.posted).toHaveLength(1);
  });

  test('Why tells of the follow and the rule that found the speaker, to who sees the alert', async () => {
    const bot = smallBot();
    await bot.round('2025-05-12T08:00:00Z');
    const followed = await follow(bot, { speaker: 'Ilse Marten' });
    await later(bot, [writtenBy('bridge', 'The Courier', marten)]);
    const occasion = bot.stores.follows.history(followed.id, 1)[0]?.number ?? 0;
    const why = taken(bot.subscriptions.whyAlert(occasion, reader));
    expect(why.sightings[0]?.item.speaker).toMatchObject({ name: 'Ilse Marten', rule: expect.any(String) });
    expect(
      bot.subscriptions.whyAlert(occasion, { ...reader, user: 'U9', at: { ...reader.at, channel: 'C9' } }),
    ).toMatchObject({ kind: 'refused' });
  });

  test('a direct message that is not taken pauses it', async () => {
    const bot = smallBot();
    await bot.round('2025-05-12T08:00:00Z');
    const followed = await follow(bot, { speaker: 'Ilse Marten' });
    bot.next.push({ kind: 'refused', why: 'user_not_found', cause: 'channel gone' });
    await later(bot, [writtenBy('bridge', 'The Courier', marten)]);
    await bot.round('2025-05-12T10:05:00Z');
    expect(bot.stores.follows.get(followed.id)).toMatchObject({
      state: 'paused',
      why: expect.stringContaining('channel gone'),
    });
    expect(bot.posted).toEqual([]);
  });
});

describe('before it is kept', () => {
  test('it says how often it would have fired, with the newest', async () => {
    const bot = smallBot();
    bot.store([
      writtenBy('new', 'The Courier', marten, '2025-05-11T09:00:00Z'),
      writtenBy('copy', 'Northern Wire', marten, '2025-05-11T10:00:00Z'),
      writtenBy('old', 'The Courier', '“Nobody will cross this spring,” Ilse Marten said.', '2025-04-20T09:00:00Z'),
      writtenBy('older', 'The Courier', '“It was built to last,” Ilse Marten said.', '2025-03-01T09:00:00Z'),
    ]);
    const { preview, follow: draft } = taken(
      await bot.subscriptions.draftFollow({ speaker: 'Marten' }, reader, bot.now()),
    );
    expect(preview).toMatchObject({ week: 1, month: 2, atLeast: false });
    expect(preview.newest?.article.id).toMatch(/new|copy/);
    expect(draft.plan.followed.speaker).toBe('Ilse Marten');
    expect(bot.subscriptions.follows(reader)).toEqual([]);
  });

  test('what would never have fired is offered wider', async () => {
    const bot = smallBot();
    bot.store([writtenBy('new', 'The Courier', marten, '2025-05-11T09:00:00Z')]);
    const { preview } = taken(
      await bot.subscriptions.draftFollow({ speaker: 'Ilse Marten', topic: 'submarines' }, reader, bot.now()),
    );
    expect(preview.month).toBe(0);
    expect(preview.wider[0]).toMatchObject({ followed: { speaker: 'Ilse Marten' }, month: 1 });
  });

  test.each([
    { it: 'nothing', wish: {}, why: /speaker, topic, outlet or words/ },
    { it: 'a channel, as no administrator', wish: { topic: 'harbour', channel: 'here' }, why: /administrators/ },
    { it: 'hours that are none', wish: { topic: 'harbour', quiet: 'at night' }, why: /no hours/ },
  ])('draftFollow() refuses $it', async ({ wish, why }) => {
    const bot = smallBot();
    expect(await bot.subscriptions.draftFollow(wish, reader, bot.now())).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(why),
    });
  });

  test('an administrator follows for a channel', async () => {
    const bot = smallBot();
    await bot.round('2025-05-12T08:00:00Z');
    await follow(bot, { topic: 'bridge', channel: 'here' }, boss);
    await later(bot, [writtenBy('bridge', 'The Courier', marten)]);
    expect(bot.posted.map(({ target }) => target.channel)).toEqual(['C1']);
  });
});

test.each([
  { one: '“We go on.”', other: 'we go on', same: true },
  { one: 'The bridge stays closed until June', other: 'the bridge stays closed until June, and longer', same: true },
  { one: 'The bridge will open in June', other: 'The bridge will not open in June', same: false },
  { one: 'Not now.', other: 'Not now, not ever, said the mayor', same: false },
  { one: 'The bridge stays closed until June', other: 'The bridge was never closed at all', same: false },
])('isSameStatement() of "$one" and "$other" is $same', ({ one, other, same }) => {
  expect(isSameStatement(normalWords(one), normalWords(other))).toBe(same);
});
