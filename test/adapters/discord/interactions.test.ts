import { describe, expect, test, vi } from 'vitest';
import type { Incoming, Reply } from '../../../src/model/chat.ts';
import { firstPage } from '../../fixtures/answers.ts';
import { type Setting, shownMessages } from './harness.ts';
import { channelTarget, farDiscord, post, publicly, soon } from './served.ts';
import { type Fault, serverError, tooManyRequests } from './server/discord-server.ts';

const far = farDiscord();

describe('interactions', () => {
  const callback = /\/callback$/;
  const original = /\/messages\/@original$/;
  const slowly = async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    return publicly;
  };
  const deferred: Setting = { times: { deferAfterMs: 10, retryMs: 5 } };

  test('an interaction that comes twice is answered once', async () => {
    const seen = new Set<string>();
    await far.serve(({ eventId }) => {
      if (seen.has(eventId)) return null;
      seen.add(eventId);
      return publicly;
    });
    const command = far.server.command('ask', { question: 'who?' }, 'anna');
    far.server.repeat(command);
    await vi.waitFor(() => expect(far.events).toHaveLength(2), soon);
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), soon);
    expect(far.server.calls.filter(({ path }) => callback.test(path))).toHaveLength(1);
  });

  test.each<{ it: string; meets: Fault['meets']; times: number }>([
    { it: 'a fault of Discord', meets: serverError, times: 3 },
    { it: 'a connection that breaks', meets: 'reset', times: 2 },
    { it: 'a connection that breaks after it was taken', meets: 'taken, then reset', times: 1 },
  ])('a quick answer comes through $it, once', async ({ meets, times }) => {
    await far.serve(() => publicly, { times: { retryMs: 5 } });
    far.server.fail({ path: callback, meets, times });
    far.server.command('ask', { question: 'who?' }, 'anna');
    await vi.waitFor(() => expect(shownMessages(far.server)).toMatchObject([{ text: 'Understood.' }]), soon);
  });

  test.each<{ it: string; path: RegExp; meets: Fault['meets']; times: number }>([
    { it: 'five faults of Discord', path: original, meets: serverError, times: 5 },
    { it: 'broken connections', path: original, meets: 'reset', times: 3 },
    {
      it: 'an acknowledgement that was taken although its answer was lost',
      path: callback,
      meets: 'taken, then reset',
      times: 1,
    },
    { it: 'a wait that Discord asks for', path: original, meets: tooManyRequests(0.1), times: 1 },
  ])('a slow answer comes through $it, once', async ({ path, meets, times }) => {
    await far.serve(slowly, deferred);
    far.server.fail({ path, meets, times });
    far.server.command('ask', { question: 'who?' }, 'anna');
    await vi.waitFor(() => expect(shownMessages(far.server)).toMatchObject([{ text: 'Understood.' }]), soon);
    await far.stop();
    expect(shownMessages(far.server)).toHaveLength(1);
  });

  test.each<{ visibility: Reply['visibility']; stands: number }>([
    { visibility: 'public', stands: 0 },
    { visibility: 'private', stands: 1 },
  ])('a $visibility answer that comes too late for the interaction is not lost', async ({ visibility, stands }) => {
    far.server.portal.interactionMs = -1;
    await far.serve(() => ({ ...publicly, visibility }));
    far.server.command('ask', { question: 'who?' }, 'anna');
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), soon);
    const channel = far.server.world.channels.get(shownMessages(far.server)[0]?.channel ?? '');
    expect(channel?.type).toBe(stands);
  });

  test('a page that comes too late for the button is put in place all the same', async () => {
    const { adapter } = await far.serve(() => ({ ...publicly, body: firstPage, placement: 'in place' }));
    await post(adapter, channelTarget(far));
    const [message] = far.server.world.messages;
    if (!message) throw new Error('no message');
    far.server.portal.interactionMs = -1;
    far.server.press(message, 'a~d1', 'anna');
    await vi.waitFor(() => expect(message.edits).toBe(1), soon);
    expect(message.content).toContain('Ilse Marten');
  });

  test('a private copy whose connection broke is not sent again', async () => {
    const { adapter } = await far.serve(async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return { ...publicly, visibility: 'private' };
    }, deferred);
    await post(adapter, channelTarget(far));
    const [message] = far.server.world.messages;
    if (!message) throw new Error('no message');
    far.server.fail({ method: 'POST', path: /^\/webhooks\//, meets: 'taken, then reset', times: 1 });
    far.server.press(message, 'a~d1', 'bert');
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(2), soon);
    await far.stop();
    expect(shownMessages(far.server)).toHaveLength(2);
  });

  test('two processes with one token answer once', async () => {
    const seen = new Set<string>();
    const once = async ({ eventId }: Incoming) => {
      const isFirst = !seen.has(eventId);
      seen.add(eventId);
      await new Promise((resolve) => setTimeout(resolve, 60));
      return isFirst ? publicly : null;
    };
    await far.serve(once, deferred);
    await far.serve(once, deferred);
    far.server.command('ask', { question: 'who?' }, 'anna');
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), soon);
    await far.stop();
    expect(shownMessages(far.server)).toMatchObject([{ text: 'Understood.' }]);
  });

  test('a button still works after a restart', async () => {
    const first = await far.serve(() => null);
    await post(first.adapter, channelTarget(far), 'delivery-7');
    const [message] = far.server.world.messages;
    if (!message) throw new Error('no message');
    await far.stop();
    await far.serve(() => ({ ...publicly, body: firstPage, placement: 'in place' }));
    far.server.press(message, 'a~delivery-7', 'anna');
    await vi.waitFor(() => expect(message.content).toContain('Ilse Marten'), soon);
    expect(far.events).toMatchObject([{ kind: 'button', button: 'a' }]);
  });
});
