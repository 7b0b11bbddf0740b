import { beforeEach, describe, expect, test } from 'vitest';
import { ask } from '../../commands/ask.ts';
import { digestButtonCommands, digestCommands } from '../../commands/digest.ts';
import { followButtonCommands, followCommands } from '../../commands/follow.ts';
import { help } from '../../commands/help.ts';
import { correctionsOf } from '../../src/archive/open-corrections.ts';
import { createDispatcher, type Dispatcher } from '../../src/dispatch.ts';
import type { Incoming, Person, Reply } from '../../src/model/chat.ts';
import { createCore } from '../../src/query/core.ts';
import { createRateLimit } from '../../src/rate-limit.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { unusedPorts } from '../fixtures/ports.ts';
import { channel, type SmallBot, smallBot } from './small-bot.ts';

const boss: Person = { user: 'U1', zone: 'Europe/Berlin', administrator: true };
const reader: Person = { user: 'U2', zone: 'Europe/Berlin', administrator: false };

let bot: SmallBot;
let dispatcher: Dispatcher;
let events = 0;

beforeEach(() => {
  bot = smallBot();
  bot.store([
    {
      id: 'bridge',
      outlet: 'The Courier',
      title: 'Bridge closed',
      published: '2025-05-11T09:00:00Z',
      text: 'The council met on Monday. “The harbour bridge stays closed until every bolt is tested,” Mayor Ilse Marten said. The next meeting is in June.',
    },
  ]);
  dispatcher = createDispatcher({
    commands: [ask, ...digestCommands, ...followCommands, help],
    buttonCommands: [...digestButtonCommands, ...followButtonCommands],
    core: createCore({ archive: bot.archive, search: openSearch({ archive: bot.archive }), samples: false }),
    ports: {
      ...unusedPorts,
      corrections: correctionsOf(bot.archive),
      subscriptions: () => bot.subscriptions,
    },
    stores: bot.stores,
    adapters: new Map(),
    deliverer: bot.deliverer,
    rateLimit: createRateLimit(1_000),
    now: bot.now,
    zone: 'UTC',
    scopeOf: () => ({ sources: 'all' }),
    administrators: new Set(),
    onError: (error) => {
      throw error;
    },
  });
});

async function told(
  event: Omit<Incoming & { kind: 'command' }, 'eventId' | 'at'> | Omit<Incoming & { kind: 'button' }, 'eventId' | 'at'>,
): Promise<Reply> {
  events += 1;
  const reply = await dispatcher.handle({ ...event, eventId: `e${events}`, at: channel } as Incoming);
  if (reply === null) throw new Error('There was no answer');
  return reply;
}

function typed(line: string, from: Person = boss): Promise<Reply> {
  const [name = '', ...words] = line.split(' ');
  return told({ kind: 'command', name, options: {}, text: words.join(' '), visibility: 'private', from });
}

function press(reply: Reply, label: string, from: Person = boss): Promise<Reply> {
  const button = reply.buttons.find((drawn) => drawn.label === label);
  if (button === undefined)
    throw new Error(`There is no "${label}" among ${reply.buttons.map((drawn) => drawn.label)}`);
  return told({ kind: 'button', button: button.id, message: 'm1', privately: true, from });
}

function wordsOf({ body }: Reply): string {
  return JSON.stringify(body);
}

describe('digest', () => {
  test('set without options opens a form; what comes back sets it; Change opens it filled in', async () => {
    const form = await typed('digest set');
    expect(form).toMatchObject({ body: { kind: 'form', command: 'digest set' }, visibility: 'private' });
    const set = await told({
      kind: 'command',
      name: 'digest set',
      options: { days: 'Mon, Wed 9:30', topics: 'bridge', channel: 'here', length: '3', empty: 'one line' },
      text: null,
      visibility: 'private',
      from: boss,
    });
    expect(wordsOf(set)).toContain(
      'Digest 1 is set: Mon, Wed 09:30 (Europe/Berlin) · on bridge · in channel C1 · next: today 09:30',
    );
    await bot.round('2025-05-12T07:30:01Z');
    const post = bot.posted[0]?.reply;
    if (post === undefined) throw new Error('There is a post');
    const change = await press(post, 'Change');
    expect(change.body).toMatchObject({ kind: 'form', title: 'Change digest 1', along: { digest: '1' } });
    expect(wordsOf(change)).toContain('Mon, Wed 09:30');
    expect(wordsOf(await press(post, 'Pause', reader))).toContain('no digest 1 that you may see');
    expect(wordsOf(await press(post, 'Pause'))).toContain('Digest 1 is paused.');
    expect(wordsOf(await typed('digest history'))).toMatch(/paused \(by U1\).*delivered/);
    expect(wordsOf(await typed('digest resume'))).toContain('goes on');
    expect(wordsOf(await typed('digest show'))).toContain('1: Mon, Wed 09:30');
    expect(wordsOf(await typed('digest remove 1'))).toContain('is removed');
  });

  test('test shows to the asker alone what would be posted', async () => {
    await typed('digest set daily 08:00');
    bot.set('2025-05-12T07:00:00Z');
    const shown = await typed('digest test');
    expect(shown).toMatchObject({ visibility: 'private', body: { kind: 'bulletin' } });
    expect(wordsOf(shown)).toContain('every bolt is tested');
    expect(bot.posted).toEqual([]);
  });

  test.each([
    { line: 'digest set daily 08:00', words: 'administrators' },
    { line: 'digest show', words: 'no digest here yet' },
    { line: 'digest pause 9', words: 'no digest 9' },
    { line: 'digest test', words: 'no digest here yet' },
  ])('"$line" by a reader says "$words"', async ({ line, words }) => {
    expect(wordsOf(await typed(line, reader))).toContain(words);
  });

  test('with several one has to be named', async () => {
    await typed('digest set daily 08:00');
    await typed('digest set weekdays 18:00');
    expect(wordsOf(await typed('digest pause'))).toContain('say which one, by its number: 1, 2');
  });
});

describe('follow', () => {
  test('Follow under an answer shows how often, and is kept when it is pressed again', async () => {
    const answer = await typed('ask what did Ilse Marten say about the bridge?', reader);
    const preview = await press(answer, 'Follow', reader);
    expect(preview.visibility).toBe('private');
    expect(wordsOf(preview)).toContain('It would have told you once in the last 7 days, once in 30.');
    // As it stands in the article: no marks around the reporter's words.
    expect(wordsOf(preview)).toContain(
      '["“The harbour bridge stays closed until every bolt is tested,” Mayor Ilse Marten said.",',
    );
    expect(wordsOf(await typed('follow list', reader))).toContain('You follow nothing yet');
    expect(wordsOf(await press(preview, 'Follow', reader))).toContain('Follow 1 runs: Ilse Marten on');
    expect(wordsOf(await typed('follow list', reader))).toContain('1: Ilse Marten on');
    expect(wordsOf(await typed('follow test 1', reader))).toContain('a test: the newest of 1 in 30 days');
    expect(wordsOf(await typed('follow pause 1', { ...reader, user: 'U3' }))).toContain('no follow 1 that you may see');
  });

  test('Why, Mute and Stop under an alert', async () => {
    await bot.round('2025-05-12T06:31:00Z');
    await press(await typed('follow add topic:harbour bundle:1', reader), 'Follow', reader);
    bot.set('2025-05-12T07:00:00Z');
    bot.store([
      {
        id: 'new',
        outlet: 'Northern Wire',
        text: 'The harbour froze over. “It has not been so cold for years,” said Oskar Brandt.',
      },
    ]);
    await bot.round('2025-05-12T07:00:01Z');
    await bot.round('2025-05-12T07:02:00Z');
    const alert = bot.posted[0]?.reply;
    if (alert === undefined) throw new Error('There is an alert');
    expect(wordsOf(await press(alert, 'Why', reader))).toMatch(/because of follow 1.*Northern Wire/);
    expect(wordsOf(await press(alert, 'Mute', reader))).toContain('muted for 24 hours');
    expect(wordsOf(await press(alert, 'Stop', reader))).toContain('no longer followed');
    expect(wordsOf(await press(alert, 'Why', reader))).toContain('was removed');
  });
});
