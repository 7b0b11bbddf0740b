import { describe, expect, test, vi } from 'vitest';
import type { Reply, Target } from '../../../src/model/chat.ts';
import { shownMessages } from './harness.ts';
import { channelTarget, farDiscord, privately, soon } from './served.ts';
import { snowflake } from './server/world.ts';

const far = farDiscord();

/** A thread that was not made from a message, such as a post in a forum. */
function thread(name: string, more: { readonly owner_id?: string } = {}): string {
  const { world } = far.server;
  const id = snowflake();
  world.channels.set(id, { id, type: 11, name, parent_id: world.channel, guild_id: world.guild, ...more });
  return id;
}

function inThread(id: string): Target {
  return { ...channelTarget(far), thread: id };
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
    await far.serve(() => null, { messageContent: true });
    far.server.say({ user: 'anna', ...said });
    await far.server.gateway.flush();
    expect(far.events).toHaveLength(taken === null ? 0 : 1);
    if (taken !== null) expect(far.events[0]).toMatchObject({ kind: 'question', edited: false, ...taken });
  });

  test.each([
    { it: 'at the end', text: 'who is Marten? <@SELF>', read: 'who is Marten?' },
    { it: 'in the middle', text: 'tell me, <@SELF> who is Marten?', read: 'tell me, who is Marten?' },
    { it: 'in the form with an exclamation mark', text: '<@!SELF>: who is Marten?', read: 'who is Marten?' },
    { it: 'twice', text: '<@SELF> <@SELF> who?', read: 'who?' },
  ])('listen() takes the mention out $it', async ({ text, read }) => {
    await far.serve(() => null);
    far.server.say({
      user: 'anna',
      text: text.replaceAll('SELF', far.server.world.bot.id),
      mentions: [far.server.world.bot],
    });
    await far.server.gateway.flush();
    expect(far.events).toMatchObject([{ text: read }]);
  });

  test.each([
    { it: 'with its words where they may be read', messageContent: true, text: 'who is Marten?' },
    { it: 'as a call for help where they may not', messageContent: false, text: '' },
  ])('listen() takes a mention of the role of the bot $it', async ({ messageContent, text }) => {
    await far.serve(() => null, { messageContent });
    far.server.say({ user: 'anna', text: 'who is Marten?', role: true });
    await far.server.gateway.flush();
    expect(far.events).toMatchObject([{ kind: 'question', manner: 'mention', text }]);
  });

  test('listen() tells who may manage the server', async () => {
    far.server.world.managers.add('boss');
    await far.serve(() => null);
    for (const user of ['boss', 'anna']) {
      far.server.command('help', {}, user);
      far.server.say({ user, text: 'who is Marten?', mention: true });
      far.server.say({ user, text: 'who is Marten?', channel: 'direct' });
    }
    await far.server.gateway.flush();
    expect(far.events.map(({ from }) => from.administrator)).toEqual([true, true, false, false, false, false]);
  });

  test('listen() names a thread beside its channel, for commands too', async () => {
    await far.serve(() => null);
    const id = thread('ours');
    far.server.say({ user: 'anna', text: 'who is Marten?', mention: true, channel: id });
    far.server.command('help', {}, 'anna', id);
    await far.server.gateway.flush();
    await vi.waitFor(() => expect(far.events).toHaveLength(2), soon);
    expect(far.events.map(({ at }) => at)).toEqual([inThread(id), inThread(id)]);
  });

  test('listen() takes follow-ups in a thread of its own that slept while it was away', async () => {
    const id = thread('ours', { owner_id: far.server.world.bot.id });
    const { world } = far.server;
    const known = world.channels.get(id);
    world.channels.delete(id);
    await far.serve(() => null, { messageContent: true });
    if (known) world.channels.set(id, known);
    far.server.say({ user: 'anna', text: 'and Dahl?', channel: id });
    await vi.waitFor(() => expect(far.events).toMatchObject([{ manner: 'thread', at: inThread(id) }]), soon);
  });

  test('listen() hands over one conversation: mention, thread, and reply where no thread may be made', async () => {
    far.server.world.granted.delete('CREATE_PUBLIC_THREADS');
    const { adapter } = await far.serve((event) =>
      event.kind === 'question' && event.text === 'first' ? { ...privately, visibility: 'public' } : null,
    );
    const question = far.server.say({ user: 'anna', text: 'first', mention: true });
    const answer = await vi.waitFor(() => {
      const [message] = shownMessages(far.server);
      if (!message) throw new Error('no answer yet');
      return message;
    }, soon);
    expect(answer.thread).toBe(question.id);
    far.server.say({ user: 'anna', text: 'and then?', replyTo: answer.id });
    await far.server.gateway.flush();
    expect(far.events.map(({ at }) => at)).toEqual([far.events[0]?.at, far.events[0]?.at]);
    expect(far.events[0]?.at).toMatchObject({ channel: far.server.world.channel, thread: question.id });
    expect(adapter.name).toBe('discord');
  });

  test('listen() gives a follow-up to a command the conversation of the channel', async () => {
    await far.serve((event) => (event.kind === 'command' ? { ...privately, visibility: 'public' } : null));
    const command = far.server.command('ask', { question: 'who is Marten?' }, 'anna');
    const answer = await vi.waitFor(() => {
      if (command.original === null) throw new Error('no answer yet');
      return command.original;
    }, soon);
    far.server.say({ user: 'anna', text: 'and Dahl?', replyTo: answer.id });
    await far.server.gateway.flush();
    expect(far.events.map(({ at }) => at)).toEqual([far.events[0]?.at, far.events[0]?.at]);
    expect(far.events[0]?.at.thread).toBeNull();
  });

  test.each([
    { it: 'what is said to somebody else', said: (other: string) => ({ text: 'and you?', replyTo: other }) },
    { it: 'what mentions somebody else', said: () => ({ text: 'look', mentions: [far.server.world.user('carla')] }) },
  ])('listen() passes over $it in its thread', async ({ said }) => {
    await far.serve(({ kind }) => (kind === 'question' ? { ...privately, visibility: 'public' } : null), {
      messageContent: true,
    });
    const question = far.server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), soon);
    const other = far.server.say({ user: 'carla', text: 'I know', channel: question.id });
    await vi.waitFor(() => expect(far.events).toHaveLength(2), soon);
    far.server.say({ user: 'anna', channel: question.id, ...said(other.id) });
    await far.server.gateway.flush();
    expect(far.events).toHaveLength(2);
    expect(far.events[1]).toMatchObject({ manner: 'thread', text: 'I know' });
  });
});

test('listen() takes unaddressed words in a thread from those alone who asked there', async () => {
  const answer: Reply = { ...privately, visibility: 'public' };
  await far.serve(({ kind }) => (kind === 'question' ? answer : null), {
    messageContent: true,
    takesPart: (_at, user) => user === far.server.world.user('anna').id,
  });
  const question = far.server.say({ user: 'anna', text: 'first', mention: true });
  await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), soon);
  far.server.say({ user: 'bert', text: 'thanks', channel: question.id });
  far.server.say({ user: 'anna', text: 'and Dahl?', channel: question.id });
  await far.server.gateway.flush();
  expect(far.events.map((event) => event.kind === 'question' && event.text)).toEqual(['first', 'and Dahl?']);
});

describe('questions that are edited', () => {
  test('an edit within two minutes is handed over as one, once', async () => {
    await far.serve(() => null);
    const message = far.server.say({ user: 'anna', text: 'who is Martn?', mention: true });
    const at = new Date();
    far.server.edit(message, `<@${far.server.world.bot.id}> who is Marten?`, at);
    // The platform's own update repeats the time of the edit.
    far.server.edit(message, message.content);
    await far.server.gateway.flush();
    const edits = far.events.filter((event) => event.kind === 'question' && event.edited);
    expect(edits[0]).toMatchObject({
      text: 'who is Marten?',
      message: message.id,
      eventId: `${message.id}:${at.getTime()}`,
    });
    expect(new Set(edits.map(({ eventId }) => eventId)).size).toBe(1);
  });

  test('a preview, a pin or a thread is no edit', async () => {
    await far.serve(() => null);
    const message = far.server.say({ user: 'anna', text: 'who is Marten?', mention: true });
    far.server.edit(message, message.content);
    await far.server.gateway.flush();
    expect(far.events).toHaveLength(1);
  });

  test('a later edit is left alone', async () => {
    await far.serve(() => null);
    const message = far.server.say({ user: 'anna', text: 'who is Martn?', mention: true });
    far.server.edit(message, `<@${far.server.world.bot.id}> who is Marten?`, new Date(Date.now() + 130_000));
    await far.server.gateway.flush();
    expect(far.events).toHaveLength(1);
  });
});
