import { describe, expect, test, vi } from 'vitest';
import type { Adapter, DeliveryId, Posting } from '../../../src/model/chat.ts';
import { longQuotation } from '../../fixtures/answers.ts';
import { shownMessages } from './harness.ts';
import { channelTarget, farDiscord, post, publicly, soon } from './served.ts';
import { type Fault, missingAccess, serverError, tooManyRequests } from './server/discord-server.ts';
import { refusal } from './server/http.ts';

const far = farDiscord();

describe('posts', () => {
  const messages = /\/messages$/;

  test.each<{ it: string; meets: Fault['meets']; kind: Posting['kind']; why: RegExp }>([
    {
      it: 'the channel is gone',
      meets: refusal(404, 10003, 'Unknown Channel'),
      kind: 'refused',
      why: /^10003 Unknown Channel$/,
    },
    { it: 'it may not see the channel', meets: missingAccess, kind: 'refused', why: /^50001 Missing Access$/ },
    {
      it: 'it may not write there',
      meets: refusal(403, 50013, 'Missing Permissions'),
      kind: 'refused',
      why: /^50013 Missing Permissions$/,
    },
    { it: 'Discord has a fault', meets: serverError, kind: 'later', why: /^http 500$/ },
    { it: 'it is to wait for long', meets: tooManyRequests(30), kind: 'later', why: /^429/ },
    { it: 'the token is worth nothing', meets: refusal(401, 0, '401: Unauthorized'), kind: 'later', why: /^401/ },
  ])('post() says $kind when $it', async ({ meets, kind, why }) => {
    const { adapter } = await far.serve(() => null);
    far.server.fail({ method: 'POST', path: messages, meets, times: 1 });
    const posting = await post(adapter, channelTarget(far));
    expect(posting).toMatchObject({ kind, why: expect.stringMatching(why) });
  });

  test('post() says what to do about a refusal in the log', async () => {
    const { adapter, lines } = await far.serve(() => null);
    far.server.world.granted.delete('SEND_MESSAGES');
    await post(adapter, channelTarget(far));
    expect(lines.find(({ level }) => level === 'warn')).toMatchObject({
      details: { why: '50013 Missing Permissions', remedy: expect.stringMatching(/Send Messages in Threads/) },
    });
  });

  test('post() waits for a short 429 itself', async () => {
    const { adapter } = await far.serve(() => null);
    far.server.fail({ method: 'POST', path: messages, meets: tooManyRequests(0.1), times: 1 });
    await expect(post(adapter, channelTarget(far))).resolves.toMatchObject({ kind: 'sent' });
    expect(shownMessages(far.server)).toHaveLength(1);
  });

  test('post() says later when nobody listens', async () => {
    const { adapter } = await far.serve(() => null);
    await far.stop();
    await far.server.close();
    await expect(post(adapter, channelTarget(far))).resolves.toMatchObject({ kind: 'later', why: 'ECONNREFUSED' });
  });

  test.each<{ it: string; meets: Fault['meets'] }>([
    { it: 'was not taken', meets: 'reset' },
    { it: 'was taken', meets: 'taken, then reset' },
  ])(
    'post() finds out that a request whose connection broke $it, and the message stands there once',
    async ({ meets }) => {
      const { adapter } = await far.serve(() => null);
      far.server.say({ user: 'anna', text: 'somebody wrote before' });
      far.server.fail({ method: 'POST', path: messages, meets, times: 1 });
      await expect(post(adapter, channelTarget(far))).resolves.toMatchObject({ kind: 'sent' });
      expect(shownMessages(far.server)).toHaveLength(1);
    },
  );

  test('post() leaves open what it cannot find out', async () => {
    const { adapter } = await far.serve(() => null);
    far.server.world.granted.delete('READ_MESSAGE_HISTORY');
    far.server.say({ user: 'anna', text: 'somebody wrote before' });
    far.server.fail({ method: 'POST', path: messages, meets: 'taken, then reset', times: 1 });
    await expect(post(adapter, channelTarget(far))).resolves.toMatchObject({ kind: 'unsettled' });
    expect(shownMessages(far.server)).toHaveLength(1);
  });

  test('post() gives up waiting for an answer that never comes', async () => {
    const { adapter } = await far.serve(() => null, { times: { requestMs: 100 } });
    far.server.world.granted.delete('READ_MESSAGE_HISTORY');
    far.server.fail({ method: 'POST', path: messages, meets: 'hang', times: 1 });
    await expect(post(adapter, channelTarget(far))).resolves.toMatchObject({ kind: 'unsettled', why: 'timeout' });
  });

  test('post() of the same delivery twice makes one message', async () => {
    const { adapter } = await far.serve(() => null);
    const [first, second] = [await post(adapter, channelTarget(far)), await post(adapter, channelTarget(far))];
    expect(second).toEqual(first);
    expect(shownMessages(far.server)).toHaveLength(1);
  });

  test('post() stops after a thread could not be made now, and makes it the next time', async () => {
    const { adapter } = await far.serve(() => null);
    const question = far.server.say({ user: 'anna', text: 'first', mention: true });
    far.server.fail({ method: 'POST', path: /\/threads$/, meets: serverError, times: 1 });
    const target = { ...channelTarget(far), thread: question.id };
    await expect(post(adapter, target, 'd1')).resolves.toMatchObject({ kind: 'later' });
    await expect(post(adapter, target, 'd1')).resolves.toMatchObject({ kind: 'sent' });
    expect(shownMessages(far.server)).toMatchObject([{ channel: question.id }]);
  });

  test('a long answer is cut to the content where it may not embed, posted or edited', async () => {
    const { adapter } = await far.serve(() => null);
    far.server.world.granted.delete('EMBED_LINKS');
    const { items, ...rest } = longQuotation(3000);
    const long = { ...publicly, body: { ...rest, items: [...items, ...items, ...items] } };
    const posting = await adapter.post(channelTarget(far), long, 'd1' as DeliveryId);
    if (posting.kind !== 'sent') throw new Error(posting.why);
    for (const edits of [1, 3]) {
      const [shown, ...others] = shownMessages(far.server);
      expect(others).toEqual([]);
      expect(shown?.edits).toBe(edits);
      expect(shown?.quotations[0]?.length).toBeGreaterThan(200);
      expect(shown?.text).toMatch(/cut here: [\d,]+ more characters/);
      await adapter.edit(posting.ref, long);
    }
  });

  test('edit() says that a message is gone', async () => {
    const { adapter } = await far.serve(() => null);
    const posting = await post(adapter, channelTarget(far));
    if (posting.kind !== 'sent') throw new Error(posting.why);
    far.server.world.messages.splice(0);
    await expect(adapter.edit(posting.ref, publicly)).resolves.toMatchObject({
      kind: 'refused',
      why: '10008 Unknown Message',
    });
  });
});

describe('find()', () => {
  const since = new Date(Date.now() - 1_000);

  test.each([
    { it: 'a message that bears the delivery', prepare: () => {}, found: 'sent' },
    { it: 'one that was paged in place since', prepare: () => {}, found: 'sent', edited: true },
  ])('finds $it', async ({ edited }) => {
    const { adapter } = await far.serve((event) =>
      event.kind === 'button' ? { ...publicly, placement: 'in place' } : null,
    );
    const posting = await post(adapter, channelTarget(far), 'delivery-7');
    const [message] = far.server.world.messages;
    if (edited && message) {
      far.server.press(message, 'a~delivery-7', 'anna');
      await vi.waitFor(() => expect(message.edits).toBe(1), soon);
    }
    const found = await adapter.find(channelTarget(far), 'delivery-7' as DeliveryId, since);
    expect(posting).toEqual({ kind: 'sent', ref: found });
  });

  test.each<{ it: string; prepare: (adapter: Adapter) => unknown; told: 'absent' | 'cannot-tell' | 'later' }>([
    {
      it: 'other messages stand there',
      prepare: () => far.server.say({ user: 'anna', text: 'good morning' }),
      told: 'absent',
    },
    {
      it: 'another delivery stands there',
      prepare: (adapter) => post(adapter, channelTarget(far), 'another'),
      told: 'absent',
    },
    {
      it: 'the channel is gone',
      prepare: () => far.server.world.channels.delete(far.server.world.channel),
      told: 'absent',
    },
    {
      it: 'nothing stands there, which is also what a missing permission looks like',
      prepare: () => {},
      told: 'cannot-tell',
    },
    {
      it: 'the history may not be read',
      prepare: () => {
        far.server.say({ user: 'anna', text: 'good morning' });
        far.server.world.granted.delete('READ_MESSAGE_HISTORY');
      },
      told: 'cannot-tell',
    },
    {
      it: 'a message without buttons stands there, which bears no mark',
      prepare: (adapter) => adapter.post(channelTarget(far), { ...publicly, buttons: [] }, 'another' as DeliveryId),
      told: 'cannot-tell',
    },
    {
      it: 'Discord has a fault',
      prepare: () => far.server.fail({ path: /\/messages$/, meets: serverError, times: 9 }),
      told: 'later',
    },
  ])('says $told when $it', async ({ prepare, told }) => {
    const { adapter } = await far.serve(() => null);
    await prepare(adapter);
    expect(await adapter.find(channelTarget(far), 'delivery-7' as DeliveryId, since)).toBe(told);
  });

  test('looks through more than a page', async () => {
    const { adapter } = await far.serve(() => null);
    for (let number = 0; number < 150; number += 1) far.server.say({ user: 'anna', text: `message ${number}` });
    const posting = await post(adapter, channelTarget(far), 'delivery-7');
    expect(posting).toEqual({
      kind: 'sent',
      ref: await adapter.find(channelTarget(far), 'delivery-7' as DeliveryId, since),
    });
  });

  test('looks in the thread and beside it', async () => {
    const { adapter } = await far.serve(() => null);
    const question = far.server.say({ user: 'anna', text: 'first', mention: true });
    const target = { ...channelTarget(far), thread: question.id };
    expect(await adapter.find(target, 'delivery-7' as DeliveryId, since)).toBe('absent');
    const posting = await post(adapter, target, 'delivery-7');
    expect(posting).toEqual({ kind: 'sent', ref: await adapter.find(target, 'delivery-7' as DeliveryId, since) });
  });
});
