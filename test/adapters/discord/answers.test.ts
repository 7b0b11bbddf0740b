import { describe, expect, test, vi } from 'vitest';
import type { DeliveryId, Target } from '../../../src/model/chat.ts';
import { firstPage } from '../../fixtures/answers.ts';
import { shownMessages } from './harness.ts';
import { channelTarget, farDiscord, privately, soon } from './served.ts';
import { tooManyRequests } from './server/discord-server.ts';
import { snowflake } from './server/world.ts';

const far = farDiscord();

/** A thread that was not made from a message, such as a post in a forum. */
function thread(name: string): string {
  const { world } = far.server;
  const id = snowflake();
  world.channels.set(id, { id, type: 11, name, parent_id: world.channel, guild_id: world.guild });
  return id;
}

function inThread(id: string): Target {
  return { ...channelTarget(far), thread: id };
}

describe('answers', () => {
  test('a question in a channel is answered in a thread below it, named by the question', async () => {
    await far.serve(() => ({ body: firstPage, buttons: [], visibility: 'public', placement: 'new' }));
    const question = far.server.say({ user: 'anna', text: 'what did Marten say?', mention: true });
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), soon);
    expect(far.server.world.channels.get(question.id)).toMatchObject({ type: 11, name: firstPage.question });
    expect(shownMessages(far.server)[0]?.channel).toBe(question.id);
  });

  test('a thread that is there already is used', async () => {
    const { adapter } = await far.serve(() => null);
    const question = far.server.say({ user: 'anna', text: 'first', mention: true });
    const thread = {
      id: question.id,
      type: 11,
      name: 'ours',
      parent_id: far.server.world.channel,
      guild_id: far.server.world.guild,
    };
    far.server.world.channels.set(question.id, thread);
    const at = {
      platform: 'discord',
      space: far.server.world.guild,
      channel: far.server.world.channel,
      thread: question.id,
    } as const;
    const posting = await adapter.post(at, { ...privately, visibility: 'public' }, 'd1' as DeliveryId);
    expect(posting).toMatchObject({ kind: 'sent', ref: { target: at } });
    expect(shownMessages(far.server)[0]?.channel).toBe(question.id);
  });

  test('a thread that was not made from a message is found', async () => {
    const { adapter } = await far.serve(() => null);
    const id = thread('a post in a forum');
    const posting = await adapter.post(inThread(id), { ...privately, visibility: 'public' }, 'd1' as DeliveryId);
    expect(posting).toMatchObject({ kind: 'sent', ref: { target: inThread(id) } });
    expect(shownMessages(far.server)[0]?.channel).toBe(id);
  });

  test('a question is answered beside it when Discord makes no more threads for now', async () => {
    await far.serve(() => ({ ...privately, visibility: 'public' }));
    far.server.fail({ path: /\/threads$/, meets: tooManyRequests(300), times: 1 });
    const question = far.server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(() => expect(shownMessages(far.server)).toMatchObject([{ thread: question.id }]), soon);
    expect(shownMessages(far.server)[0]?.channel).toBe(far.server.world.channel);
  });

  test('a thread in which it may not write is left for the channel', async () => {
    far.server.world.granted.delete('SEND_MESSAGES_IN_THREADS');
    await far.serve(() => ({ ...privately, visibility: 'public' }));
    const question = far.server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(
      () =>
        expect(shownMessages(far.server)).toMatchObject([{ channel: far.server.world.channel, thread: question.id }]),
      soon,
    );
  });

  test('a reference leads back to the message, so that it can be edited', async () => {
    far.server.world.granted.delete('CREATE_PUBLIC_THREADS');
    const { adapter } = await far.serve(() => null);
    const question = far.server.say({ user: 'anna', text: 'first', mention: true });
    const at = {
      platform: 'discord',
      space: far.server.world.guild,
      channel: far.server.world.channel,
      thread: question.id,
    } as const;
    const posting = await adapter.post(at, { ...privately, visibility: 'public' }, 'd1' as DeliveryId);
    if (posting.kind !== 'sent') throw new Error(posting.why);
    await adapter.edit(posting.ref, { ...privately, body: { kind: 'notice', lead: 'Changed.', sections: [] } });
    expect(shownMessages(far.server)).toMatchObject([{ text: 'Changed.', edits: 1 }]);
  });

  test('eyes are shown while an answer takes long, and taken away after', async () => {
    const answered = Promise.withResolvers<null>();
    await far.serve(() => answered.promise, { times: { reactAfterMs: 20 } });
    const question = far.server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(() => expect([...question.reactions]).toEqual(['👀']), soon);
    answered.resolve(null);
    await vi.waitFor(() => expect([...question.reactions]).toEqual([]), soon);
  });

  test('no eyes are shown for a quick answer', async () => {
    await far.serve(() => ({ ...privately, visibility: 'public' }));
    far.server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), soon);
    expect(far.server.calls.some(({ path }) => path.includes('/reactions/'))).toBe(false);
  });

  test('a note for the asker alone goes by direct message', async () => {
    await far.serve(() => privately);
    far.server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), soon);
    expect(far.server.world.channels.get(shownMessages(far.server)[0]?.channel ?? '')?.type).toBe(1);
  });

  test('a note for somebody who takes no direct messages stands below the question', async () => {
    await far.serve(() => privately);
    far.server.fail({
      path: /^\/users\/@me\/channels$/,
      meets: { status: 403, body: { code: 50007, message: 'Cannot send messages to this user' } },
      times: 1,
    });
    const question = far.server.say({ user: 'anna', text: 'first', mention: true });
    await vi.waitFor(() => expect(shownMessages(far.server)).toMatchObject([{ channel: question.id }]), soon);
  });

  test.each(['public', 'private'] as const)('a file comes along with a %s answer', async (visibility) => {
    await far.serve(() => ({ ...privately, visibility, file: { name: 'quotes.csv', text: 'speaker,words\n' } }));
    const command = far.server.command('ask', { question: 'as a file' }, 'anna');
    await vi.waitFor(
      () =>
        expect(command.original?.attachments).toMatchObject([{ filename: 'quotes.csv', content: 'speaker,words\n' }]),
      soon,
    );
  });

  test('a file that is too large is named and left out', async () => {
    await far.serve(() => ({ ...privately, file: { name: 'quotes.csv', text: 'x'.repeat(10 * 1024 * 1024 + 1) } }));
    const command = far.server.command('ask', { question: 'as a file' }, 'anna');
    await vi.waitFor(() => expect(command.original?.content).toMatch(/not attached: it has 10\.0 MB/), soon);
  });
});

describe('commands', () => {
  test('a command comes with its options, and who shall see the answer', async () => {
    await far.serve(() => privately);
    far.server.command('check', { quote: 'every bolt', count: 3, private: true }, 'anna');
    far.server.command('check', { quote: 'every bolt' }, 'anna');
    await far.server.gateway.flush();
    expect(far.events).toMatchObject([
      { kind: 'command', name: 'check', options: { quote: 'every bolt', count: 3 }, text: null, visibility: 'private' },
      { kind: 'command', options: { quote: 'every bolt' }, visibility: 'public' },
    ]);
    expect(far.events[0]?.kind === 'command' && 'private' in far.events[0].options).toBe(false);
  });

  test.each([
    { it: 'a private answer to a public command that took long', asked: false, answer: 'private', seen: 'anna' },
    { it: 'a private command whose answer says public', asked: true, answer: 'public', seen: 'anna' },
    { it: 'a public command that took long', asked: false, answer: 'public', seen: 'all' },
  ] as const)('$it is seen by $seen', async ({ asked, answer, seen }) => {
    await far.serve(
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        return { ...privately, visibility: answer };
      },
      { times: { deferAfterMs: 10 } },
    );
    far.server.command('ask', { question: 'who?', private: asked }, 'anna');
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), soon);
    expect(shownMessages(far.server)[0]?.seenBy).toEqual(seen === 'all' ? 'all' : { user: seen });
  });

  test('a command that was answered already leaves nothing behind', async () => {
    await far.serve(
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        return null;
      },
      { times: { deferAfterMs: 10 } },
    );
    const command = far.server.command('ask', { question: 'who?' }, 'anna');
    await vi.waitFor(() => expect(command.acked).toBe(5), soon);
    await far.stop();
    expect(shownMessages(far.server)).toEqual([]);
    expect(far.server.world.messages).toEqual([]);
  });

  test('what is pressed in a direct message is seen by one person alone', async () => {
    await far.serve((event) =>
      event.kind === 'question'
        ? { ...privately, visibility: 'public', buttons: [{ id: 'a', label: 'A' }] }
        : { ...privately, placement: 'in place' },
    );
    far.server.say({ user: 'anna', text: 'first', channel: 'direct' });
    const [message] = await vi.waitFor(() => {
      const found = far.server.world.messages.filter(({ author }) => author.bot);
      expect(found).toHaveLength(1);
      return found;
    }, soon);
    if (!message) throw new Error('no message');
    far.server.press(message, shownMessages(far.server)[0]?.buttons[0]?.id ?? '', 'anna');
    await vi.waitFor(() => expect(message.edits).toBe(1), soon);
    expect(far.events[1]).toMatchObject({ kind: 'button', button: 'a', privately: true, message: message.id });
  });
});
