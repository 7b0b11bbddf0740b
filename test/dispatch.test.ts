import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask } from '../commands/ask.ts';
import { check } from '../commands/check.ts';
import { context } from '../commands/context.ts';
import { correct } from '../commands/correct.ts';
import { help } from '../commands/help.ts';
import { quotes } from '../commands/quotes.ts';
import { status } from '../commands/status.ts';
import { zone } from '../commands/zone.ts';
import { openArchive } from '../src/archive/open-archive.ts';
import { correctionsOf } from '../src/archive/open-corrections.ts';
import { type OpenStores, openStores } from '../src/archive/stores/open-stores.ts';
import { createDispatcher, type Dispatcher } from '../src/dispatch.ts';
import type { Answer } from '../src/model/answer.ts';
import type { Adapter, Incoming, Platform, Posting, Reply, Target } from '../src/model/chat.ts';
import { createDeliverer, type Deliverer } from '../src/outbox.ts';
import { createCore } from '../src/query/core.ts';
import { createRateLimit } from '../src/rate-limit.ts';
import { openSearch } from '../src/search/open-search.ts';
import { readArticle } from '../src/text/read-article.ts';
import { unusedPorts } from './fixtures/ports.ts';

const text = [
  'Mayor Ilse Marten said on Friday that the bridge would stay closed.',
  '“We will not reopen it until every bolt has been tested,” Marten told reporters.',
  '“The bridge is old, and nobody should be surprised,” she added.',
  '“I have walked over the bridge every day for years,” Marten said.',
  '“No ship will wait for the bridge,” said harbour master Oskar Dahl.',
  'Dahl said that the cranes were idle.',
].join('\n\n');

const start = new Date('2025-04-20T12:00:00Z');
const thread: Target = { platform: 'slack', space: 'T1', channel: 'C1', thread: '1.0' };

/** The far end of a platform: takes what is posted, or refuses it as it is told to. */
function platform(): Adapter & { posted: Reply[]; edited: Reply[]; next: Posting[] } {
  const posted: Reply[] = [];
  const edited: Reply[] = [];
  const next: Posting[] = [];
  const take = (list: Reply[], reply: Reply, target: Target): Posting => {
    const told = next.shift();
    if (told !== undefined) return told;
    list.push(reply);
    return { kind: 'sent', ref: { target, message: `m${list.length}` } };
  };
  return {
    name: 'slack',
    posted,
    edited,
    next,
    listen: async () => {},
    post: async (target, reply) => take(posted, reply, target),
    edit: async (ref, reply) => take(edited, reply, ref.target),
    find: async () => 'absent',
  };
}

let events = 0;
let now = start;
let stores: OpenStores;
let slack: ReturnType<typeof platform>;
let dispatcher: Dispatcher;
let deliverer: Deliverer;

beforeEach(() => {
  now = start;
  const archive = openArchive(':memory:');
  const article = {
    id: 'bridge',
    title: 'Bridge stays closed',
    text,
    outlet: 'Courier',
    url: 'https://courier.example/bridge',
    published: '2025-04-18T09:00:00Z',
    author: null,
  };
  archive.store([{ article, reading: readArticle(article) }], archive.source('import', 'files'));
  stores = openStores(':memory:', { now: () => now });
  slack = platform();
  const adapters = new Map<Platform, Adapter>([['slack', slack]]);
  deliverer = createDeliverer({ outbox: stores.outbox, adapters, now: () => now });
  dispatcher = createDispatcher({
    commands: [ask, quotes, check, context, correct, zone, status, help],
    ports: { ...unusedPorts, corrections: correctionsOf(archive) },
    core: createCore({ archive, search: openSearch({ archive }), samples: false }),
    stores,
    adapters,
    deliverer,
    rateLimit: createRateLimit(5),
    now: () => now,
    zone: 'UTC',
    scopeOf: () => ({ sources: 'all' }),
    administrators: new Set(),
    onError: (error) => {
      throw error;
    },
  });
});

afterEach(() => stores.close());

function question(
  words: string,
  given: Partial<Incoming & { kind: 'question' }> = {},
): Incoming & { kind: 'question' } {
  events += 1;
  return {
    kind: 'question',
    eventId: `e${events}`,
    at: thread,
    from: { user: 'anna', zone: null, administrator: false },
    text: words,
    message: `q${events}`,
    manner: 'mention',
    edited: false,
    ...given,
  };
}

function press(reply: Reply | undefined, label: string, user = 'anna', privately = false): Promise<Reply | null> {
  const button = reply?.buttons.find((candidate) => candidate.label === label);
  if (button === undefined)
    throw new Error(`no button "${label}" among ${reply?.buttons.map((b) => b.label).join(', ')}`);
  events += 1;
  return dispatcher.handle({
    kind: 'button',
    eventId: `e${events}`,
    at: thread,
    from: { user, zone: null, administrator: false },
    button: button.id,
    message: 'm1',
    privately,
  });
}

function answerOf(reply: Reply | null | undefined): Answer {
  const body = reply?.body;
  if (body === undefined || !('question' in body)) throw new Error('expected an answer');
  return body;
}

function noticeOf(reply: Reply | null | undefined): string {
  if (reply?.body.kind !== 'notice') throw new Error('expected a notice');
  return reply.body.lead;
}

const texts = (reply: Reply | null | undefined): string[] => answerOf(reply).items.map((item) => item.text);

describe('a question', () => {
  test('is answered once through the outbox, in public', async () => {
    const event = question('what did Marten say about the bridge?');
    expect(await dispatcher.handle(event)).toBeNull();
    expect(await dispatcher.handle(event)).toBeNull();
    expect(slack.posted).toHaveLength(1);
    expect(slack.posted[0]).toMatchObject({ visibility: 'public', body: { kind: 'statements' } });
    expect(answerOf(slack.posted[0]).items).toHaveLength(3);
  });

  test('goes on in the thread, for whoever asks there', async () => {
    await dispatcher.handle(question('what did Marten say about the bridge?'));
    await dispatcher.handle(question('and Dahl?', { from: { user: 'ben', zone: null, administrator: false } }));
    expect(texts(slack.posted[1])).toEqual(['“No ship will wait for the bridge,” said harbour master Oskar Dahl.']);
  });

  test('"more" shows what comes next, "back" what was before', async () => {
    await dispatcher.handle(question('what did Marten say?'));
    await dispatcher.handle(question('more'));
    await dispatcher.handle(question('back'));
    const [first, second, third] = slack.posted;
    expect(texts(second)).toHaveLength(1);
    expect(texts(first)).not.toContain(texts(second)[0]);
    expect(texts(third)).toEqual(texts(first));
  });

  test('behind the last page "context" still means what was shown last', async () => {
    await dispatcher.handle(question('what did Dahl say?'));
    await dispatcher.handle(question('more'));
    const reply = await dispatcher.handle(question('context 1'));
    expect(texts(slack.posted[1])).toEqual([]);
    expect(texts(reply ?? slack.posted[2])).not.toEqual([]);
  });

  test('that is edited changes its answer', async () => {
    const first = question('what did Dahl say?');
    await dispatcher.handle(first);
    await dispatcher.handle(question('what did Marten say?', { message: first.message, edited: true }));
    expect(slack.posted).toHaveLength(1);
    expect(answerOf(slack.edited[0]).understood.speaker).toBe('Ilse Marten');
  });

  test.each(['  ', 'hello', 'Thanks!'])('"%s" gets help', async (words) => {
    await dispatcher.handle(question(words));
    expect(noticeOf(slack.posted[0])).toContain('exact words');
  });

  test.each(['status', '/status'])('"%s" is the command', async (words) => {
    await dispatcher.handle(question(words));
    expect(noticeOf(slack.posted[0])).toContain('1 article of 1 outlet');
  });

  test('with a slash before a word that is no command says which there are', async () => {
    expect(noticeOf(await dispatcher.handle(question('/quotse Marten')))).toContain('no command "quotse"');
  });

  test('taken before a crash is answered by the next run, and only once', async () => {
    const event = question('what did Dahl say?');
    stores.seen.claim(event, now);
    await dispatcher.resume(start);
    await dispatcher.resume(start);
    expect(slack.posted).toHaveLength(1);
  });

  test('beyond the limit of a minute is put off, for this person alone', async () => {
    for (let asked = 0; asked < 5; asked++) await dispatcher.handle(question('what did Dahl say?'));
    const put = await dispatcher.handle(question('what did Dahl say?'));
    expect(put).toMatchObject({ visibility: 'private' });
    expect(noticeOf(put)).toContain('60 seconds');
    const other = question('what did Dahl say?', { from: { user: 'ben', zone: null, administrator: false } });
    expect(await dispatcher.handle(other)).toBeNull();
    expect(slack.posted).toHaveLength(6);
  });
});

describe('an answer that the platform does not take', () => {
  test('is sent again when it is time, once', async () => {
    slack.next.push({ kind: 'later', why: '503', afterMs: 0 });
    await dispatcher.handle(question('what did Dahl say?'));
    await deliverer.sweep();
    expect(slack.posted).toHaveLength(0);
    now = new Date(start.getTime() + 2_000);
    await deliverer.sweep();
    await deliverer.sweep();
    expect(slack.posted).toHaveLength(1);
  });

  test('and never will is given up', async () => {
    slack.next.push({ kind: 'refused', why: 'not_in_channel' });
    await dispatcher.handle(question('what did Dahl say?'));
    now = new Date(start.getTime() + 86_400_000);
    await deliverer.sweep();
    expect(slack.posted).toHaveLength(0);
  });

  test('or may have taken is looked for before it is sent again', async () => {
    slack.next.push({ kind: 'unsettled', why: 'time-out' });
    await dispatcher.handle(question('what did Dahl say?'));
    await deliverer.sweep();
    expect(slack.posted).toHaveLength(0);
    now = new Date(start.getTime() + 61_000);
    await deliverer.sweep();
    expect(slack.posted).toHaveLength(1);
  });
});

describe('a button', () => {
  test('More pages in place for the asker, and in a private copy for others', async () => {
    await dispatcher.handle(question('what did Marten say?'));
    const own = await press(slack.posted[0], 'More');
    const others = await press(slack.posted[0], 'More', 'ben');
    expect(own).toMatchObject({ placement: 'in place', visibility: 'public' });
    expect(others).toMatchObject({ placement: 'new', visibility: 'private' });
    expect(texts(own)).toEqual(texts(others));
    const back = await press(own ?? undefined, 'Back');
    expect(texts(back)).toEqual(texts(slack.posted[0]));
  });

  test('Context is private, has its neighbours, and can be shared', async () => {
    await dispatcher.handle(question('what did Dahl say about the cranes?'));
    const shown = await press(slack.posted[0], 'Context', 'ben');
    expect(shown).toMatchObject({ visibility: 'private' });
    expect(texts(shown)[0]).toContain('“No ship will wait');
    const shared = await press(shown ?? undefined, 'Share', 'ben', true);
    expect(shared).toMatchObject({ visibility: 'public', placement: 'new' });
    expect(texts(shared)).toEqual(texts(shown));
  });

  test('of a question that is no longer kept says so', async () => {
    await dispatcher.handle(question('what did Marten say?'));
    stores.forgetOld(new Date(start.getTime() + 31 * 86_400_000));
    expect(noticeOf(await press(slack.posted[0], 'More'))).toContain('too old');
  });

  test.each(['', 'page', 'page.x', 'nonsense.x.y', 'context..-1'])(
    'with the id "%s" is too old, and no fault',
    async (id) => {
      const reply = await press(
        {
          body: { kind: 'notice', lead: '', sections: [] },
          buttons: [{ id, label: 'x' }],
          visibility: 'public',
          placement: 'new',
        },
        'x',
      );
      expect(noticeOf(reply)).toContain('too old');
    },
  );

  test('ids are short enough to carry a delivery along', async () => {
    await dispatcher.handle(question('what did Marten say?'));
    for (const { id } of slack.posted[0]?.buttons ?? []) expect(id).toMatch(/^[A-Za-z0-9:._-]{1,60}$/);
  });
});

describe('a command', () => {
  const command = (name: string, given: { text?: string; options?: Record<string, string> }): Incoming => {
    events += 1;
    return {
      kind: 'command',
      eventId: `e${events}`,
      at: thread,
      from: { user: 'anna', zone: null, administrator: false },
      name,
      options: given.options ?? {},
      text: given.text ?? null,
      visibility: 'private',
    };
  };

  test('takes typed options and a typed line alike', async () => {
    const typed = await dispatcher.handle(command('quotes', { options: { speaker: 'Marten', about: 'bolt' } }));
    const line = await dispatcher.handle(command('quotes', { text: 'Marten about:bolt' }));
    const spoken = await dispatcher.handle(command('quotes', { text: 'Marten about bolt' }));
    expect(texts(line)).toEqual(texts(typed));
    expect(texts(spoken)).toEqual(texts(typed));
    expect(texts(line)).toHaveLength(1);
    const twice = await dispatcher.handle(command('quotes', { text: 'Marten about a worry about the bolt' }));
    expect(texts(twice)).toEqual(texts(typed));
    expect(typed).toMatchObject({ visibility: 'private' });
  });

  test('with a time that cannot be read says so, and shows nothing of all times', async () => {
    const quotesSince = (since: string) =>
      dispatcher.handle(command('quotes', { options: { speaker: 'Marten', since } }));
    expect(noticeOf(await quotesSince('the flood'))).toContain('not "the flood"');
    expect(texts(await quotesSince('April 2025')).length).toBeGreaterThan(0);
  });

  test('taken before a crash is not run by the next one', async () => {
    stores.seen.claim(command('zone', { options: { zone: 'Asia/Tokyo' } }), now);
    await dispatcher.resume(start);
    expect(stores.askers.zone('slack', 'anna')).toBeNull();
  });

  test('with an option that it does not take says what it takes', async () => {
    expect(noticeOf(await dispatcher.handle(command('quotes', { options: { colour: 'red' } })))).toContain(
      'has no option "colour"',
    );
  });
});

describe('correct', () => {
  const administrator = { user: 'edda', zone: null, administrator: true };

  test('puts the speaker of a statement in the last answer right', async () => {
    await dispatcher.handle(question('what did Dahl say about the ship?', { from: administrator }));
    const reply = await dispatcher.handle(question('/correct 1 Ilse Marten', { from: administrator }));
    expect(reply).toMatchObject({ visibility: 'private', body: { lead: 'Corrected: Oskar Dahl → Ilse Marten.' } });
    await dispatcher.handle(question('what did Marten say about the ship?', { from: administrator }));
    expect(slack.posted.at(-1)?.body).toMatchObject({
      items: [{ speaker: { name: 'Ilse Marten', rule: 'corrected' } }],
    });
  });

  test('is for administrators', async () => {
    await dispatcher.handle(question('what did Dahl say about the ship?'));
    const reply = await dispatcher.handle(question('/correct 1 speaker:Ilse Marten'));
    expect(reply?.body).toMatchObject({ lead: expect.stringContaining('for administrators') });
  });

  test.each([
    { it: 'tells of a number that was not shown', line: '/correct 9 speaker:Marten', lead: 'There is no statement 9' },
    {
      it: 'tells of an id that does not exist',
      line: '/correct abc speaker:Marten',
      lead: 'There is no such statement',
    },
    { it: 'asks for the speaker', line: '/correct abc', lead: 'Who said it?' },
    { it: 'tells that nothing was reported', line: '/correct', lead: 'Nobody has reported a wrong speaker.' },
  ])('$it', async ({ line, lead }) => {
    const reply = await dispatcher.handle(question(line, { from: administrator }));
    expect(reply?.body).toMatchObject({ lead: expect.stringContaining(lead) });
  });
});

describe('zone', () => {
  const lead = async (line: string, from = {}) =>
    (await dispatcher.handle(question(line, { from: { user: 'anna', zone: null, administrator: false, ...from } })))
      ?.body;

  test('is the one of the platform, else the one of the server', async () => {
    expect(await lead('/zone')).toMatchObject({ lead: expect.stringContaining('UTC (12:00 now)') });
    await lead('/zone Kathmandu for:server', { administrator: true });
    expect(await lead('/zone')).toMatchObject({ lead: expect.stringContaining('Asia/Kathmandu (17:45 now)') });
    const inParis = await lead('/zone', { zone: 'Europe/Paris' });
    expect(inParis).toMatchObject({ lead: expect.stringContaining('Europe/Paris') });
  });

  test('is the one that the asker set before all others', async () => {
    await lead('/zone Asia/Tokyo');
    const inParis = await lead('/zone', { zone: 'Europe/Paris' });
    expect(inParis).toMatchObject({ lead: expect.stringContaining('Asia/Tokyo') });
  });

  test.each([
    { it: 'offers what resembles a name that is none', line: '/zone Lodnon', lead: 'Europe/London' },
    { it: 'leaves the zone of a server to administrators', line: '/zone Paris for:server', lead: 'administrators' },
  ])('$it', async ({ line, lead: said }) => {
    expect(await lead(line)).toMatchObject({ lead: expect.stringContaining(said) });
  });

  test('is offered while it is typed', async () => {
    const offered = await dispatcher.suggest({ kind: 'zone', typed: 'lond', limit: 3 }, thread, {
      user: 'anna',
      zone: null,
      administrator: false,
    });
    expect(offered[0]).toEqual({ name: 'Europe/London', count: null });
  });
});
