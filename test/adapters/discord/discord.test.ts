import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Handlers, Incoming, Notice, Reply, Target } from '../../../src/model/chat.ts';
import { firstPage } from '../../fixtures/answers.ts';
import { commands, connected, type Running, run, type Setting, shownMessages } from './harness.ts';
import { type DiscordServer, startDiscord, tooManyRequests } from './server/discord-server.ts';
import { intents } from './server/gateway.ts';
import { snowflake } from './server/world.ts';

let server: DiscordServer;
let running: Running | null = null;
let events: Incoming[] = [];

beforeEach(async () => {
  server = await startDiscord();
  events = [];
});

afterEach(async () => {
  await running?.stop();
  running = null;
  await server.close();
  expect(server.violations).toEqual([]);
});

const note: Notice = { kind: 'notice', lead: 'Understood.', sections: [] };
const privately: Reply = { body: note, buttons: [], visibility: 'private', placement: 'new' };

/** Logs in, and answers every event as told. */
async function serve(
  answer: (event: Incoming) => Promise<Reply | null> | Reply | null,
  setting: Setting = {},
): Promise<Running> {
  server.portal.messageContent = setting.messageContent ?? false;
  running = await run(server, setting, () => handlersFor(answer));
  await connected(running);
  return running;
}

function handlersFor(answer: (event: Incoming) => Promise<Reply | null> | Reply | null): Handlers {
  return {
    async handle(event) {
      events.push(event);
      return answer(event);
    },
    async suggest() {
      return [];
    },
  };
}

const soon = { timeout: 5_000, interval: 5 };

/** A thread that was not made from a message, such as a post in a forum. */
function thread(name: string, more: { readonly owner_id?: string } = {}): string {
  const { world } = server;
  const id = snowflake();
  world.channels.set(id, { id, type: 11, name, parent_id: world.channel, guild_id: world.guild, ...more });
  return id;
}

function inThread(id: string): Target {
  return { platform: 'discord', space: server.world.guild, channel: server.world.channel, thread: id };
}

describe('which messages are questions', () => {
  test.each([
    {
      it: 'takes a mention',
      said: { text: 'who is Marten?', mention: true },
      taken: { manner: 'mention', text: 'who is Marten?' },
    },
    {
      it: 'takes a direct message',
      said: { text: 'who is Marten?', channel: 'direct' },
      taken: { manner: 'direct', text: 'who is Marten?' },
    },
    {
      it: 'takes an empty mention as a call for help',
      said: { text: '', mention: true },
      taken: { manner: 'mention', text: '' },
    },
    { it: 'passes over what is not addressed to it', said: { text: 'who is Marten?' }, taken: null },
    { it: 'passes over other bots', said: { text: 'who is Marten?', mention: true, bot: true }, taken: null },
    { it: 'passes over webhooks', said: { text: 'who is Marten?', mention: true, webhook: true }, taken: null },
  ])('listen() $it', async ({ said, taken }) => {
    await serve(() => null, { messageContent: true });
    server.say({ user: 'anna', ...said });
    await server.gateway.flush();
    expect(events).toHaveLength(taken === null ? 0 : 1);
    if (taken !== null) expect(events[0]).toMatchObject({ kind: 'question', edited: false, ...taken });
  });

  test.each([
    { it: 'at the end', text: 'who is Marten? <@SELF>', read: 'who is Marten?' },
    { it: 'in the middle', text: 'tell me, <@SELF> who is Marten?', read: 'tell me, who is Marten?' },
    { it: 'in the form with an exclamation mark', text: '<@!SELF>: who is Marten?', read: 'who is Marten?' },
    { it: 'twice', text: '<@SELF> <@SELF> who?', read: 'who?' },
  ])('listen() takes the mention out $it', async ({ text, read }) => {
    await serve(() => null);
    server.say({ user: 'anna', text: text.replaceAll('SELF', server.world.bot.id), mentions: [server.world.bot] });
    await server.gateway.flush();
    expect(events).toMatchObject([{ text: read }]);
  });

  test.each([
    { it: 'with its words where they may be read', messageContent: true, text: 'who is Marten?' },
    { it: 'as a call for help where they may not', messageContent: false, text: '' },
  ])('listen() takes a mention of the role of the bot $it', async ({ messageContent, text }) => {
    await serve(() => null, { messageContent });
    server.say({ user: 'anna', text: 'who is Marten?', role: true });
    await server.gateway.flush();
    expect(events).toMatchObject([{ kind: 'question', manner: 'mention', text }]);
  });

  test('listen() tells who may manage the server', async () => {
    server.world.managers.add('boss');
    await serve(() => null);
    for (const user of ['boss', 'anna']) {
      server.command('help', {}, user);
      server.say({ user, text: 'who is Marten?', mention: true });
      server.say({ user, text: 'who is Marten?', channel: 'direct' });
    }
    await server.gateway.flush();
    expect(events.map(({ from }) => from.administrator)).toEqual([true, true, false, false, false, false]);
  });

  test('listen() names a thread beside its channel, for commands too', async () => {
    await serve(() => null);
    const id = thread('ours');
    server.say({ user: 'anna', text: 'who is Marten?', mention: true, channel: id });
    server.command('help', {}, 'anna', id);
    await server.gateway.flush();
    await vi.waitFor(() => expect(events).toHaveLength(2), soon);
    expect(events.map(({ at }) => at)).toEqual([inThread(id), inThread(id)]);
  });

  test('listen() takes follow-ups in a thread of its own that slept while it was away', async () => {
    const id = thread('ours', { owner_id: server.world.bot.id });
    const { world } = server;
    const known = world.channels.get(id);
    world.channels.delete(id);
    await serve(() => null, { messageContent: true });
    if (known) world.channels.set(id, known);
    server.say({ user: 'anna', text: 'and Dahl?', channel: id });
    await vi.waitFor(() => expect(events).toMatchObject([{ manner: 'thread', at: inThread(id) }]), soon);
  });

  test('listen() hands over one conversation: mention, thread, and reply where no thread may be made', async () => {
    server.world.granted.delete('CREATE_PUBLIC_THREADS');
    const { adapter } = await serve((event) =>
      event.kind === 'question' && event.text === 'first' ? { ...privately, visibility: 'public' } : null,
    );
    const question = server.say({ user: 'anna', text: 'first', mention: true });
    const answer = await vi.waitFor(() => {
      const [message] = shownMessages(server);
      if (!message) throw new Error('no answer yet');
      return message;
    }, soon);
    expect(answer.thread).toBe(question.id);
    server.say({ user: 'anna', text: 'and then?', replyTo: answer.id });
    await server.gateway.flush();
    expect(events.map(({ at }) => at)).toEqual([events[0]?.at, events[0]?.at]);
    expect(events[0]?.at).toMatchObject({ channel: server.world.channel, thread: question.id });
    expect(adapter.name).toBe('discord');
  });

  test('listen() gives a follow-up to a command the conversation of the channel', async () => {
    await serve((event) => (event.kind === 'command' ? { ...privately, visibility: 'public' } : null));
    const command = server.command('ask', { question: 'who is Marten?' }, 'anna');
    const answer = await vi.waitFor(() => {
      if (command.original === null) throw new Error('no answer yet');
      return command.original;
    }, soon);
    server.say({ user: 'anna', text: 'and Dahl?', replyTo: answer.id });
    await server.gateway.flush();
    expect(events.map(({ at }) => at)).toEqual([events[0]?.at, events[0]?.at]);
    expect(events[0]?.at.thread).toBeNull();
  });

  test.each([
    { it: 'what is said to somebody else', said: (other: string) => ({ text: 'and you?', replyTo: other }) },
    { it: 'what mentions somebody else', said: () => ({ text: 'look', mentions: [server.world.user('carla')] }) },
  ])('listen() passes over $it in its thread', async ({ said }) => {
    await serve(({ kind }) => (kind === 'question' ? { ...privately, visibility: 'public' } : null), {
      messageContent: true,
    });
    const question = server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), soon);
    const other = server.say({ user: 'carla', text: 'I know', channel: question.id });
    await vi.waitFor(() => expect(events).toHaveLength(2), soon);
    server.say({ user: 'anna', channel: question.id, ...said(other.id) });
    await server.gateway.flush();
    expect(events).toHaveLength(2);
    expect(events[1]).toMatchObject({ manner: 'thread', text: 'I know' });
  });
});

test('listen() takes unaddressed words in a thread from those alone who asked there', async () => {
  const answer: Reply = { ...privately, visibility: 'public' };
  await serve(({ kind }) => (kind === 'question' ? answer : null), {
    messageContent: true,
    takesPart: (_at, user) => user === server.world.user('anna').id,
  });
  const question = server.say({ user: 'anna', text: 'first', mention: true });
  await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), soon);
  server.say({ user: 'bert', text: 'thanks', channel: question.id });
  server.say({ user: 'anna', text: 'and Dahl?', channel: question.id });
  await server.gateway.flush();
  expect(events.map((event) => event.kind === 'question' && event.text)).toEqual(['first', 'and Dahl?']);
});

describe('questions that are edited', () => {
  test('an edit within two minutes is handed over as one, once', async () => {
    await serve(() => null);
    const message = server.say({ user: 'anna', text: 'who is Martn?', mention: true });
    const at = new Date();
    server.edit(message, `<@${server.world.bot.id}> who is Marten?`, at);
    // The platform's own update repeats the time of the edit.
    server.edit(message, message.content);
    await server.gateway.flush();
    const edits = events.filter((event) => event.kind === 'question' && event.edited);
    expect(edits[0]).toMatchObject({
      text: 'who is Marten?',
      message: message.id,
      eventId: `${message.id}:${at.getTime()}`,
    });
    expect(new Set(edits.map(({ eventId }) => eventId)).size).toBe(1);
  });

  test('a preview, a pin or a thread is no edit', async () => {
    await serve(() => null);
    const message = server.say({ user: 'anna', text: 'who is Marten?', mention: true });
    server.edit(message, message.content);
    await server.gateway.flush();
    expect(events).toHaveLength(1);
  });

  test('a later edit is left alone', async () => {
    await serve(() => null);
    const message = server.say({ user: 'anna', text: 'who is Martn?', mention: true });
    server.edit(message, `<@${server.world.bot.id}> who is Marten?`, new Date(Date.now() + 130_000));
    await server.gateway.flush();
    expect(events).toHaveLength(1);
  });
});

describe('answers', () => {
  test('a question in a channel is answered in a thread below it, named by the question', async () => {
    await serve(() => ({ body: firstPage, buttons: [], visibility: 'public', placement: 'new' }));
    const question = server.say({ user: 'anna', text: 'what did Marten say?', mention: true });
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), soon);
    expect(server.world.channels.get(question.id)).toMatchObject({ type: 11, name: firstPage.question });
    expect(shownMessages(server)[0]?.channel).toBe(question.id);
  });

  test('a thread that is there already is used', async () => {
    const { adapter } = await serve(() => null);
    const question = server.say({ user: 'anna', text: 'first', mention: true });
    const thread = {
      id: question.id,
      type: 11,
      name: 'ours',
      parent_id: server.world.channel,
      guild_id: server.world.guild,
    };
    server.world.channels.set(question.id, thread);
    const at = {
      platform: 'discord',
      space: server.world.guild,
      channel: server.world.channel,
      thread: question.id,
    } as const;
    const posting = await adapter.post(at, { ...privately, visibility: 'public' }, 'd1' as never);
    expect(posting).toMatchObject({ kind: 'sent', ref: { target: at } });
    expect(shownMessages(server)[0]?.channel).toBe(question.id);
  });

  test('a thread that was not made from a message is found', async () => {
    const { adapter } = await serve(() => null);
    const id = thread('a post in a forum');
    const posting = await adapter.post(inThread(id), { ...privately, visibility: 'public' }, 'd1' as never);
    expect(posting).toMatchObject({ kind: 'sent', ref: { target: inThread(id) } });
    expect(shownMessages(server)[0]?.channel).toBe(id);
  });

  test('a question is answered beside it when Discord makes no more threads for now', async () => {
    await serve(() => ({ ...privately, visibility: 'public' }));
    server.fail({ path: /\/threads$/, meets: tooManyRequests(300), times: 1 });
    const question = server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(() => expect(shownMessages(server)).toMatchObject([{ thread: question.id }]), soon);
    expect(shownMessages(server)[0]?.channel).toBe(server.world.channel);
  });

  test('a thread in which it may not write is left for the channel', async () => {
    server.world.granted.delete('SEND_MESSAGES_IN_THREADS');
    await serve(() => ({ ...privately, visibility: 'public' }));
    const question = server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(
      () => expect(shownMessages(server)).toMatchObject([{ channel: server.world.channel, thread: question.id }]),
      soon,
    );
  });

  test('a reference leads back to the message, so that it can be edited', async () => {
    server.world.granted.delete('CREATE_PUBLIC_THREADS');
    const { adapter } = await serve(() => null);
    const question = server.say({ user: 'anna', text: 'first', mention: true });
    const at = {
      platform: 'discord',
      space: server.world.guild,
      channel: server.world.channel,
      thread: question.id,
    } as const;
    const posting = await adapter.post(at, { ...privately, visibility: 'public' }, 'd1' as never);
    if (posting.kind !== 'sent') throw new Error(posting.why);
    await adapter.edit(posting.ref, { ...privately, body: { ...note, lead: 'Changed.' } });
    expect(shownMessages(server)).toMatchObject([{ text: 'Changed.', edits: 1 }]);
  });

  test('eyes are shown while an answer takes long, and taken away after', async () => {
    const answered = Promise.withResolvers<null>();
    await serve(() => answered.promise, { times: { reactAfterMs: 20 } });
    const question = server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(() => expect([...question.reactions]).toEqual(['👀']), soon);
    answered.resolve(null);
    await vi.waitFor(() => expect([...question.reactions]).toEqual([]), soon);
  });

  test('no eyes are shown for a quick answer', async () => {
    await serve(() => ({ ...privately, visibility: 'public' }));
    server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), soon);
    expect(server.calls.some(({ path }) => path.includes('/reactions/'))).toBe(false);
  });

  test('a note for the asker alone goes by direct message', async () => {
    await serve(() => privately);
    server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), soon);
    expect(server.world.channels.get(shownMessages(server)[0]?.channel ?? '')?.type).toBe(1);
  });

  test('a note for somebody who takes no direct messages stands below the question', async () => {
    await serve(() => privately);
    server.fail({
      path: /^\/users\/@me\/channels$/,
      meets: { status: 403, body: { code: 50007, message: 'Cannot send messages to this user' } },
      times: 1,
    });
    const question = server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(() => expect(shownMessages(server)).toMatchObject([{ channel: question.id }]), soon);
  });

  test.each(['public', 'private'] as const)('a file comes along with a %s answer', async (visibility) => {
    await serve(() => ({ ...privately, visibility, file: { name: 'quotes.csv', text: 'speaker,words\n' } }));
    const command = server.command('ask', { question: 'as a file' }, 'anna');
    await vi.waitFor(
      () =>
        expect(command.original?.attachments).toMatchObject([{ filename: 'quotes.csv', content: 'speaker,words\n' }]),
      soon,
    );
  });

  test('a file that is too large is named and left out', async () => {
    await serve(() => ({ ...privately, file: { name: 'quotes.csv', text: 'x'.repeat(10 * 1024 * 1024 + 1) } }));
    const command = server.command('ask', { question: 'as a file' }, 'anna');
    await vi.waitFor(() => expect(command.original?.content).toMatch(/not attached: it has 10\.0 MB/), soon);
  });
});

describe('commands', () => {
  test('a command comes with its options, and who shall see the answer', async () => {
    await serve(() => privately);
    server.command('check', { quote: 'every bolt', count: 3, private: true }, 'anna');
    server.command('check', { quote: 'every bolt' }, 'anna');
    await server.gateway.flush();
    expect(events).toMatchObject([
      { kind: 'command', name: 'check', options: { quote: 'every bolt', count: 3 }, text: null, visibility: 'private' },
      { kind: 'command', options: { quote: 'every bolt' }, visibility: 'public' },
    ]);
    expect(events[0]?.kind === 'command' && 'private' in events[0].options).toBe(false);
  });

  test.each([
    { it: 'a private answer to a public command that took long', asked: false, answer: 'private', seen: 'anna' },
    { it: 'a private command whose answer says public', asked: true, answer: 'public', seen: 'anna' },
    { it: 'a public command that took long', asked: false, answer: 'public', seen: 'all' },
  ] as const)('only the asker sees $it, if anybody does not ($seen)', async ({ asked, answer, seen }) => {
    await serve(
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        return { ...privately, visibility: answer };
      },
      { times: { deferAfterMs: 10 } },
    );
    server.command('ask', { question: 'who?', private: asked }, 'anna');
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), soon);
    expect(shownMessages(server)[0]?.seenBy).toEqual(seen === 'all' ? 'all' : { user: seen });
  });

  test('a command that was answered already leaves nothing behind', async () => {
    await serve(
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        return null;
      },
      { times: { deferAfterMs: 10 } },
    );
    const command = server.command('ask', { question: 'who?' }, 'anna');
    await vi.waitFor(() => expect(command.acked).toBe(5), soon);
    await running?.stop();
    expect(shownMessages(server)).toEqual([]);
    expect(server.world.messages).toEqual([]);
  });

  test('what is pressed in a direct message is seen by one person alone', async () => {
    await serve((event) =>
      event.kind === 'question'
        ? { ...privately, visibility: 'public', buttons: [{ id: 'a', label: 'A' }] }
        : { ...privately, placement: 'in place' },
    );
    server.say({ user: 'anna', text: 'first', channel: 'direct' });
    const [message] = await vi.waitFor(() => {
      const found = server.world.messages.filter(({ author }) => author.bot);
      expect(found).toHaveLength(1);
      return found;
    }, soon);
    if (!message) throw new Error('no message');
    server.press(message, shownMessages(server)[0]?.buttons[0]?.id ?? '', 'anna');
    await vi.waitFor(() => expect(message.edits).toBe(1), soon);
    expect(events[1]).toMatchObject({ kind: 'button', button: 'a', privately: true, message: message.id });
  });
});

describe('connections', () => {
  test('nothing needs a privileged intent', async () => {
    await serve(() => null);
    expect(server.gateway.identified).toEqual([
      { intents: intents.guilds | intents.guildMessages | intents.directMessages, outcome: 'ready' },
    ]);
  });

  test('Message Content that is not switched on is done without, and said', async () => {
    running = await run(server, { messageContent: true }, () => handlersFor(() => null));
    await connected(running);
    expect(server.gateway.identified.map(({ outcome }) => outcome)).toEqual([4014, 'ready']);
    expect((server.gateway.identified[1]?.intents ?? 0) & intents.messageContent).toBe(0);
    expect(running.lines.find(({ level }) => level === 'warn')).toMatchObject({
      details: { why: '4014 disallowed intents', remedy: expect.stringMatching(/Message Content Intent/) },
    });
    expect(running.states.at(-1)).toBe('connected');
  });

  test('a server that it is taken out of is told', async () => {
    const { spacesGone } = await serve(() => null);
    server.removeBot();
    await server.gateway.flush();
    expect(spacesGone).toEqual([server.world.guild]);
  });

  test('a command with a name that Discord does not take is found at the start', () => {
    const [first] = commands;
    if (!first) throw new Error('no commands');
    return expect(
      run(server, { commands: [{ ...first, name: 'Ask me' }] }, () => handlersFor(() => null)),
    ).rejects.toThrow(/Expected a name of 1 to 32 lower-case letters.* got "Ask me"/);
  });
});
