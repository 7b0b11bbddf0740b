import { describe, expect, test, vi } from 'vitest';
import type { SlackState } from '../../../src/adapters/slack/socket.ts';
import { eventCallback, messageEvent, slashCommand } from './events.ts';
import { channel } from './harness.ts';
import { botUser, directOf } from './server/workspace.ts';
import {
  anna,
  callsOf,
  delivery,
  door,
  patient,
  question,
  reply,
  sleep,
  socketMode,
  started,
  target,
  withHandle,
} from './started.ts';

describe('acknowledging', () => {
  test('comes at once, however long the answer takes', async () => {
    const answered = door();
    const harness = await started(
      {},
      withHandle(async (event, next) => {
        await answered.opened;
        return next(event);
      }),
    );
    // `command` resolves when Slack has its acknowledgement.
    await harness.command({ name: 'check', options: { quote: 'every bolt' } });
    await harness.ask({ text: question });
    expect(harness.server.acks).toHaveLength(3);
    expect(harness.sent()).toEqual([]);
    answered.open();
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(2), patient);
  });

  test('comes while Slack does not even tell who asks', async () => {
    const harness = await started({ adapter: { timeoutMs: 200 } });
    harness.server.fail('users.info', { kind: 'hang', taken: false });
    await harness.ask({ text: question });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
  });

  test('an event that comes again is answered once', async () => {
    const harness = await started();
    const { workspace } = harness.server;
    const asked = workspace.write(anna, channel, `<@${botUser}> ${question}`, null);
    const event = eventCallback(messageEvent(asked, { type: 'app_mention' }));
    const command = slashCommand(anna, channel, 'help', harness.server.responseUrl(channel, anna, null));
    for (let turn = 0; turn < 3; turn += 1) {
      await harness.server.deliver('events_api', event);
      await harness.server.deliver('slash_commands', command);
    }
    await harness.stop();
    expect(harness.sent()).toHaveLength(2);
  });

  test('an ack that is too late for its connection brings the event again, and one answer', async () => {
    const harness = await started({ server: { ackTimeoutMs: 300 }, adapter: { mode: socketMode(1) } });
    const { workspace, sockets } = harness.server;
    const asked = workspace.write(anna, directOf(anna), question, null);
    const delivered = harness.server.deliver('events_api', eventCallback(messageEvent(asked)));
    for (const socket of [...sockets]) socket.terminate();
    await delivered;
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    await harness.stop();
    expect(harness.sent()).toHaveLength(1);
  });
});

describe('👀', () => {
  function slow(ms: number) {
    return withHandle(async (event, next) => {
      await sleep(ms);
      return next(event);
    });
  }

  test('is set when an answer takes long, and removed when it is there', async () => {
    const harness = await started({ adapter: { reactionAfterMs: 20 } }, slow(200));
    const asked = await harness.write(anna, directOf(anna), question);
    await vi.waitFor(() => expect([...asked.reactions]).toEqual(['eyes']), patient);
    await vi.waitFor(() => expect(asked.reactions.size).toBe(0), patient);
    expect(harness.sent()).toHaveLength(1);
  });

  test('is not set when the answer is quick', async () => {
    const harness = await started({ adapter: { reactionAfterMs: 5_000 } });
    await harness.write(anna, directOf(anna), question);
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    await harness.stop();
    expect(callsOf(harness, 'reactions.add')).toEqual([]);
  });

  test('is not removed where it could not be set, and keeps nothing from being answered', async () => {
    const granted = ['chat:write', 'users:read'];
    const harness = await started({ server: { granted }, adapter: { reactionAfterMs: 20 } }, slow(100));
    await harness.write(anna, directOf(anna), question);
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    await harness.stop();
    expect(callsOf(harness, 'reactions.remove')).toEqual([]);
    expect(JSON.stringify(harness.lines)).toContain('missing_scope');
  });

  test('is removed at the third try, also where nobody can tell whether it was set', async () => {
    const harness = await started({ adapter: { reactionAfterMs: 20 } }, slow(100));
    const status = { kind: 'status', status: 500 } as const;
    harness.server.fail('reactions.add', status);
    harness.server.fail('reactions.remove', status, status);
    const asked = await harness.write(anna, directOf(anna), question);
    await vi.waitFor(() => expect(callsOf(harness, 'reactions.remove')).toHaveLength(3), patient);
    await vi.waitFor(() => expect(asked.reactions.size).toBe(0), patient);
  });
});

describe('the connection', () => {
  test('is there twice, and one hears while the other is renewed', async () => {
    const harness = await started();
    await vi.waitFor(() => expect(harness.server.sockets).toHaveLength(2), patient);
    for (let turn = 0; turn < 6; turn += 1) {
      const [renewed] = harness.server.sockets;
      harness.server.recycle(renewed);
      await vi.waitFor(() => expect(harness.server.sockets).not.toContain(renewed), patient);
      expect(harness.server.sockets.length).toBeGreaterThan(0);
      await harness.write(anna, directOf(anna), `words number ${turn} to find again`);
      await vi.waitFor(() => expect(harness.server.sockets).toHaveLength(2), patient);
    }
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(6), patient);
    expect(harness.server.redeliveries()).toBe(0);
  });

  test('that is closed under an event brings it again, and one answer', async () => {
    const harness = await started({ server: { ackTimeoutMs: 200 } });
    const { workspace, sockets } = harness.server;
    for (let turn = 0; turn < 4; turn += 1) {
      const asked = workspace.write(anna, directOf(anna), `words number ${turn} to find again`, null);
      for (const socket of [...sockets]) harness.server.recycle(socket);
      await harness.server.deliver('events_api', eventCallback(messageEvent(asked)));
      await vi.waitFor(() => expect(harness.sent()).toHaveLength(turn + 1), patient);
    }
    await harness.stop();
    expect(harness.sent()).toHaveLength(4);
  });

  test('is opened again when all of it breaks in the middle of an answer, and the answer comes', async () => {
    const answered = door();
    const harness = await started(
      {},
      withHandle(async (event, next) => {
        await answered.opened;
        return next(event);
      }),
    );
    await harness.write(anna, directOf(anna), question);
    for (const socket of [...harness.server.sockets]) socket.terminate();
    await vi.waitFor(() => expect(harness.server.sockets.length).toBeGreaterThan(0), patient);
    answered.open();
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
  });

  test('that is refused for good ends nothing: it says what to do, and what is posted still goes out', async () => {
    const states: SlackState[] = [];
    const harness = await started({ adapter: { onState: (state) => states.push(state), mode: socketMode(1) } });
    harness.server.fail('apps.connections.open', { kind: 'word', word: 'invalid_auth' });
    harness.server.recycle(harness.server.sockets[0]);
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ kind: 'refused', why: 'invalid_auth' }), patient);
    const refusal = harness.lines.find(({ message }) => message === 'Slack refuses the connection');
    expect(JSON.stringify(refusal)).toContain('App-Level Tokens');
    expect(await harness.adapter.post(target, reply, delivery)).toMatchObject({ kind: 'sent' });
  });

  test('is tried again as long as Slack is only out of order', async () => {
    const harness = await started({ adapter: { mode: socketMode(1) } });
    const down = { kind: 'status', status: 503 } as const;
    harness.server.fail('apps.connections.open', down, { kind: 'reset', taken: false }, down, {
      kind: 'word',
      word: 'internal_error',
    });
    harness.server.recycle(harness.server.sockets[0]);
    await vi.waitFor(() => expect(callsOf(harness, 'apps.connections.open').length).toBeGreaterThanOrEqual(6), patient);
    await harness.write(anna, directOf(anna), question);
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
  });

  test('is not opened again and again at once when Slack closes each', async () => {
    const harness = await started({ adapter: { mode: socketMode(1), waitsMs: [300] } });
    const before = callsOf(harness, 'apps.connections.open').length;
    harness.server.closesAtOnce(true);
    harness.server.recycle(harness.server.sockets[0]);
    await sleep(1_000);
    expect(callsOf(harness, 'apps.connections.open').length - before).toBeLessThanOrEqual(4);
    harness.server.closesAtOnce(false);
    await harness.write(anna, directOf(anna), question);
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
  });

  test('can be stopped while it is being opened', async () => {
    const harness = await started({ adapter: { mode: socketMode(1), timeoutMs: 5_000 } });
    harness.server.fail('apps.connections.open', { kind: 'hang', taken: false });
    harness.server.recycle(harness.server.sockets[0]);
    await vi.waitFor(() => expect(callsOf(harness, 'apps.connections.open')).toHaveLength(2), patient);
    await harness.stop();
    expect(harness.server.sockets).toEqual([]);
  });

  test('is left only when what runs is done', async () => {
    const answered = door();
    const harness = await started(
      {},
      withHandle(async (event, next) => {
        await answered.opened;
        return next(event);
      }),
    );
    await harness.write(anna, directOf(anna), question);
    let stopped = false;
    const stopping = harness.stop().then(() => {
      stopped = true;
    });
    await sleep(100);
    expect(stopped).toBe(false);
    answered.open();
    await stopping;
    expect(harness.sent()).toHaveLength(1);
  });

  test('leaves no rejection unhandled', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const harness = await started(
      { adapter: { mode: socketMode(2) } },
      withHandle(() => Promise.reject(new Error('broken'))),
    );
    harness.server.fail('apps.connections.open', { kind: 'word', word: 'invalid_auth' });
    harness.server.recycle(harness.server.sockets[0]);
    await harness.write(anna, directOf(anna), question);
    harness.server.fail('apps.connections.open', { kind: 'reset', taken: false });
    for (const socket of [...harness.server.sockets]) socket.terminate();
    await harness.stop();
    await sleep(50);
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});
