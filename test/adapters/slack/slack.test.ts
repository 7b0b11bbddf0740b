import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SlackState } from '../../../src/adapters/slack/socket.ts';
import type { Adapter, DeliveryId, Handlers, Incoming, Reply, Target } from '../../../src/model/chat.ts';
import { firstPage, help, status, tooMany } from '../../fixtures/answers.ts';
import { plain } from '../contract.ts';
import { type SmallDispatcher, smallDispatcher } from '../small-dispatcher.ts';
import { buttonPressed, editedEvent, eventCallback, homeOpened, messageEvent, slashCommand, userId } from './events.ts';
import { channel, type SlackHarness, slackHarness } from './harness.ts';
import { readBlocks } from './server/reader.ts';
import { botUser, directOf, team } from './server/workspace.ts';

const patient = { timeout: 10_000, interval: 5 };
const question = 'what did Ilse Marten say about the bridge?';
const anna = userId('anna');
const bert = userId('bert');

let open: SlackHarness | null = null;

afterEach(async () => {
  const violations = open?.violations();
  await open?.close();
  open = null;
  expect(violations ?? []).toEqual([]);
});

async function started(
  settings: Parameters<typeof slackHarness>[0] = {},
  dispatch: (adapter: Adapter) => Handlers = smallDispatcher,
): Promise<SlackHarness> {
  open = await slackHarness(settings);
  await open.start(dispatch);
  return open;
}

/** Answers in its own time; everything else as the small dispatcher does. */
function withHandle(handle: (event: Incoming, next: SmallDispatcher['handle']) => Promise<Reply | null>) {
  return (adapter: Adapter): Handlers => {
    const dispatcher = smallDispatcher(adapter);
    return { ...dispatcher, handle: (event) => handle(event, dispatcher.handle) };
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A door that stays shut until it is opened. */
function door(): { readonly opened: Promise<void>; readonly open: () => void } {
  let unlock = () => {};
  const opened = new Promise<void>((resolve) => {
    unlock = resolve;
  });
  return { opened, open: () => unlock() };
}

function callsOf(harness: SlackHarness, method: string) {
  return harness.server.calls.filter((call) => call.method === method);
}

const target: Target = { platform: 'slack', space: team, channel, thread: null };
const delivery = 'delivery-1' as DeliveryId;
const reply: Reply = { body: firstPage, buttons: [], visibility: 'public', placement: 'new' };

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

  test('is removed at the third try', async () => {
    const harness = await started({ adapter: { reactionAfterMs: 20 } }, slow(100));
    const status = { kind: 'status', status: 500 } as const;
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

describe('post()', () => {
  test.each(['not_in_channel', 'channel_not_found', 'is_archived'])(
    'is refused with %s, and the log says what to do',
    async (word) => {
      const harness = await started();
      harness.server.workspace.closedChannels.set(channel, word);
      expect(await harness.adapter.post(target, reply, delivery)).toEqual({ kind: 'refused', why: word });
      const line = harness.lines.find(({ message }) => message === 'Slack did not take a message');
      expect(line?.details).toMatchObject({ why: word, remedy: expect.stringMatching(/\S/) });
    },
  );

  test.each([
    {
      fault: { kind: 'status', status: 429, retryAfter: 7 } as const,
      outcome: { kind: 'later', why: 'ratelimited', afterMs: 7_000 },
    },
    { fault: { kind: 'status', status: 500 } as const, outcome: { kind: 'later', why: 'http 500' } },
    { fault: { kind: 'word', word: 'token_revoked' } as const, outcome: { kind: 'refused', why: 'token_revoked' } },
    { fault: { kind: 'word', word: 'fatal_error' } as const, outcome: { kind: 'unsettled', why: 'fatal_error' } },
  ])('tells $fault.kind as $outcome.kind, and asks Slack once', async ({ fault, outcome }) => {
    const harness = await started();
    harness.server.fail('chat.postMessage', fault);
    expect(await harness.adapter.post(target, reply, delivery)).toMatchObject(outcome);
    expect(callsOf(harness, 'chat.postMessage')).toHaveLength(1);
  });

  const lost = (['reset', 'hang'] as const).flatMap((kind) => [
    { kind, taken: true },
    { kind, taken: false },
  ]);

  test.each(lost)('is unsettled after a $kind, and find() tells whether it was taken: $taken', async (fault) => {
    const harness = await started({ adapter: { timeoutMs: 300 } });
    const asked = harness.server.workspace.write(anna, channel, 'a question', null);
    for (const at of [target, { ...target, thread: asked.ts }]) {
      harness.server.fail('chat.postMessage', fault);
      const name = `lost-${at.thread}` as DeliveryId;
      expect(await harness.adapter.post(at, reply, name)).toMatchObject({ kind: 'unsettled' });
      const found = await harness.adapter.find(at, name, new Date('2025-05-14T12:00:00Z'));
      if (fault.taken) expect(found).toEqual({ target: at, message: harness.sent().at(-1)?.id });
      else expect(found).toBe('absent');
    }
    expect(harness.sent()).toHaveLength(fault.taken ? 2 : 0);
  });

  test('is to be tried later when nobody answers at all', async () => {
    const harness = await started();
    await harness.stop();
    await harness.server.close();
    expect(await harness.adapter.post(target, reply, delivery)).toMatchObject({ kind: 'later', why: 'ECONNREFUSED' });
  });

  test('goes to a person as a direct message, and says where it stands', async () => {
    const harness = await started();
    const sent = await harness.adapter.post({ ...target, channel: anna }, reply, delivery);
    expect(sent).toMatchObject({ kind: 'sent', ref: { target: { channel: directOf(anna) } } });
  });

  test('attaches a file, and says so where it cannot', async () => {
    const file = { name: 'quotes.csv', text: 'speaker,quotation\n"Marten","…"' };
    const harness = await started();
    await harness.adapter.post(target, { ...reply, file }, delivery);
    expect(harness.server.workspace.files).toMatchObject([{ name: 'quotes.csv', content: file.text, channel }]);
    await harness.close();

    const poor = await started({ server: { granted: ['chat:write', 'users:read'] } });
    expect(await poor.adapter.post(target, { ...reply, file }, delivery)).toMatchObject({ kind: 'sent' });
    expect(plain(poor.sent()[0]?.text)).toMatch(/quotes\.csv could not be attached: missing_scope/);
  });
});

describe('find()', () => {
  const longAgo = new Date('2025-05-14T00:00:00Z');

  test('finds a delivery behind many pages of other messages', async () => {
    const harness = await started();
    await harness.adapter.post(target, reply, delivery);
    for (let turn = 0; turn < 40; turn += 1) harness.server.workspace.write(bert, channel, `talk ${turn}`, null);
    const [sent] = harness.sent();
    expect(await harness.adapter.find(target, delivery, longAgo)).toMatchObject({ message: sent?.id });
    expect(await harness.adapter.find(target, 'another' as DeliveryId, longAgo)).toBe('absent');
  });

  test('finds it when the message has been paged through since', async () => {
    const harness = await started();
    await harness.ask({ text: question });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    const [message] = harness.sent();
    if (message === undefined) throw new Error('no message');
    await harness.press(message, 'More');
    await vi.waitFor(() => expect(harness.sent()[0]?.edits).toBe(1), patient);
    const at = { ...target, thread: message.thread };
    expect(await harness.adapter.find(at, 'delivery-1' as DeliveryId, longAgo)).toMatchObject({ message: message.id });
  });

  test('finds it in a thread and with a person', async () => {
    const harness = await started();
    const { ts } = harness.server.workspace.write(anna, channel, 'a question', null);
    for (const at of [
      { ...target, thread: ts },
      { ...target, channel: anna },
    ]) {
      await harness.adapter.post(at, reply, delivery);
      expect(await harness.adapter.find(at, delivery, longAgo)).toMatchObject({ message: harness.sent().at(-1)?.id });
    }
  });

  test('cannot tell without the scope', async () => {
    const harness = await started({ server: { granted: ['chat:write'] } });
    await harness.adapter.post(target, reply, delivery);
    expect(await harness.adapter.find(target, delivery, longAgo)).toBe('cannot-tell');
  });

  test('waits when Slack asks for a pause, and tries again when it fails', async () => {
    const harness = await started();
    await harness.adapter.post(target, reply, delivery);
    harness.server.fail(
      'conversations.history',
      { kind: 'status', status: 429, retryAfter: 0 },
      { kind: 'status', status: 500 },
    );
    expect(await harness.adapter.find(target, delivery, longAgo)).toMatchObject({ message: harness.sent()[0]?.id });
  });
});

describe('edit()', () => {
  test('changes the message, also when Slack fails at first', async () => {
    const harness = await started();
    const sent = await harness.adapter.post(target, reply, delivery);
    if (sent.kind !== 'sent') throw new Error(sent.kind);
    harness.server.fail('chat.update', { kind: 'reset', taken: true }, { kind: 'status', status: 502 });
    expect(await harness.adapter.edit(sent.ref, { ...reply, body: status })).toMatchObject({ kind: 'sent' });
    expect(harness.sent()[0]?.text).toContain(status.lead);
    expect(harness.sent()[0]?.previews).toBe(false);
  });

  test('is refused for a message that is gone', async () => {
    const harness = await started();
    expect(await harness.adapter.edit({ target, message: '1.1' }, reply)).toEqual({
      kind: 'refused',
      why: 'message_not_found',
    });
  });
});

describe('answers to commands and buttons', () => {
  const broken = { kind: 'status', status: 500 } as const;

  test.each([0, 1, 4])(
    'come in private after %d faults of Slack',
    async (faults) => {
      const harness = await started();
      harness.server.fail('response_url', ...Array.from({ length: faults }, () => broken));
      await harness.command({ name: 'check', options: { quote: 'every bolt' } });
      await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), { timeout: 15_000, interval: 20 });
      expect(harness.sent()[0]?.seenBy).toEqual({ user: anna });
      expect(callsOf(harness, 'response_url')).toHaveLength(faults + 1);
    },
    30_000,
  );

  test('come another way when the address has taken five', async () => {
    const harness = await started();
    harness.server.fail('response_url', ...Array.from({ length: 5 }, () => broken));
    await harness.command({ name: 'check', options: { quote: 'every bolt' } });
    await vi.waitFor(() => expect(callsOf(harness, 'chat.postEphemeral')).toHaveLength(1), {
      timeout: 18_000,
      interval: 20,
    });
    expect(harness.sent()[0]?.seenBy).toEqual({ user: anna });
  });

  test('change the message another way when the address is too old', async () => {
    const harness = await started();
    await harness.ask({ text: question });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    const bearing = harness.server.workspace.messages.at(-1);
    if (bearing === undefined) throw new Error('no message');
    const gone = `${new URL(harness.server.apiUrl).origin}/respond/999`;
    await harness.server.deliver('interactive', buttonPressed(anna, bearing, `more:3:${anna}`, gone));
    await vi.waitFor(() => expect(callsOf(harness, 'chat.update')).toHaveLength(1), patient);
    expect(harness.sent()[0]?.edits).toBe(1);
  });

  test('stand before all once, though the first answer of Slack was lost', async () => {
    const harness = await started();
    harness.server.fail('response_url', { kind: 'reset', taken: true });
    await harness.command({ name: 'check', options: { quote: 'every bolt' }, visibility: 'public' });
    await vi.waitFor(() => expect(callsOf(harness, 'conversations.history')).toHaveLength(1), patient);
    await harness.stop();
    expect(harness.sent()).toHaveLength(1);
    expect(harness.sent()[0]?.seenBy).toBe('all');
  });

  test('are sent again before all when they are not there', async () => {
    const harness = await started();
    harness.server.fail('response_url', { kind: 'reset', taken: false });
    await harness.command({ name: 'check', options: { quote: 'every bolt' }, visibility: 'public' });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    await harness.stop();
    expect(harness.sent()).toHaveLength(1);
  });

  test('bear a file in the direct messages, and say so', async () => {
    const file = { name: 'quotes.jsonl', text: '{"speaker":"Marten"}' };
    const harness = await started(
      {},
      withHandle(async () => ({ ...reply, visibility: 'private', file })),
    );
    await harness.command({ name: 'quotes', options: { speaker: 'Marten' } });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    expect(plain(harness.sent()[0]?.text)).toContain('quotes.jsonl is in our direct messages.');
    expect(harness.server.workspace.files).toMatchObject([{ content: file.text, channel: directOf(anna) }]);
  });

  test('work after a restart between question and button', async () => {
    const harness = await started();
    await harness.ask({ text: question });
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    await harness.stop();
    await harness.start(smallDispatcher);
    const [message] = harness.sent();
    if (message === undefined) throw new Error('no message');
    await harness.press(message, 'More');
    await vi.waitFor(() => expect(harness.sent()[0]?.edits).toBe(1), patient);
  });
});

describe('what is for the asker alone', () => {
  const privately = withHandle(async () => ({ body: tooMany, buttons: [], visibility: 'private', placement: 'new' }));

  test('is shown to nobody else in a channel, in the thread of the question', async () => {
    const harness = await started({}, privately);
    await harness.ask({ text: question });
    await vi.waitFor(() => expect(harness.sent().length).toBeGreaterThan(0), patient);
    const [shown] = harness.sent();
    expect(shown?.seenBy).toEqual({ user: anna });
    expect(shown?.thread).not.toBeNull();
  });

  test('is a plain message among two', async () => {
    const harness = await started({}, privately);
    await harness.write(anna, directOf(anna), question);
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    expect(harness.sent()[0]).toMatchObject({ seenBy: 'all', channel: directOf(anna) });
  });
});

describe('who is heard', () => {
  test('neither bots nor itself', async () => {
    const harness = await started();
    const { workspace } = harness.server;
    const byBot = workspace.write('U0OTHER', directOf(anna), question, null);
    await harness.server.deliver('events_api', eventCallback(messageEvent(byBot, { bot_id: 'B9' })));
    await harness.write(botUser, directOf(anna), question);
    await harness.stop();
    expect(harness.sent()).toEqual([]);
  });

  test('whoever edits a question within two minutes', async () => {
    const events: Incoming[] = [];
    const harness = await started(
      {},
      withHandle(async (event) => {
        events.push(event);
        return null;
      }),
    );
    const asked = await harness.write(anna, directOf(anna), 'what did Martin say?');
    const edited = editedEvent(asked, 'what did Marten say?', `${Number(asked.ts) + 30}`);
    await harness.server.deliver('events_api', eventCallback(edited));
    await harness.stop();
    expect(events.map((event) => event.kind === 'question' && [event.text, event.edited])).toEqual([
      ['what did Martin say?', false],
      ['what did Marten say?', true],
    ]);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(2);
  });

  test('in threads only where it takes part', async () => {
    const harness = await started({ adapter: { takesPart: (at) => at.thread === '1.5' } });
    await harness.write(anna, channel, 'and Dahl?', '1.4');
    await harness.write(anna, channel, 'and Dahl?', '1.5');
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    await harness.stop();
    expect(harness.sent()).toHaveLength(1);
    expect(harness.sent()[0]?.thread).toBe('1.5');
  });

  test('with zone and rights, which are asked for once', async () => {
    const events: Incoming[] = [];
    const note = withHandle(async (event) => {
      events.push(event);
      return null;
    });
    const harness = await started({}, note);
    const { people } = harness.server.workspace;
    people.set(anna, { tz: 'Asia/Tokyo', is_owner: true });
    // An administrator elsewhere, who is a guest here.
    people.set(bert, { team_id: 'T0ELSEWHERE', tz: 'UTC', is_admin: true });
    for (let turn = 0; turn < 3; turn += 1) await harness.write(anna, directOf(anna), `question ${turn}`);
    await harness.write(bert, directOf(bert), 'question');
    await harness.stop();
    const from = new Map(events.map((event) => [event.from.user, event.from]));
    expect(from.get(anna)).toEqual({ user: anna, zone: 'Asia/Tokyo', administrator: true });
    expect(from.get(bert)).toEqual({ user: bert, zone: 'UTC', administrator: false });
    expect(callsOf(harness, 'users.info')).toHaveLength(2);
  });

  test('without zone and rights where Slack does not tell them', async () => {
    const events: Incoming[] = [];
    const note = withHandle(async (event) => {
      events.push(event);
      return null;
    });
    const harness = await started({ server: { granted: ['chat:write'] } }, note);
    await harness.write(anna, directOf(anna), 'one');
    await harness.write(anna, directOf(anna), 'two');
    await harness.stop();
    expect(events[0]?.from).toEqual({ user: anna, zone: null, administrator: false });
    expect(callsOf(harness, 'users.info')).toHaveLength(1);
  });
});

describe('the App Home', () => {
  test('shows help and status', async () => {
    const harness = await started();
    await harness.server.deliver('events_api', eventCallback(homeOpened(anna, 'home')));
    await vi.waitFor(() => expect(harness.server.workspace.homes.size).toBe(1), patient);
    const view = harness.server.workspace.homes.get(anna) as { blocks: unknown[] };
    const { text } = readBlocks(view.blocks);
    expect(text).toContain(help.lead);
    expect(text).toContain(status.lead);
  });

  test('answers its buttons in the direct messages', async () => {
    const harness = await started();
    const body = {
      type: 'block_actions',
      user: { id: anna, team_id: team },
      team: { id: team },
      container: { type: 'view', view_id: 'V1' },
      view: { id: 'V1', type: 'home' },
      trigger_id: 'home.1',
      actions: [{ type: 'button', action_id: `more:3:${anna}`, action_ts: '1.1', block_id: 'b' }],
    };
    await harness.server.deliver('interactive', body);
    await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
    expect(harness.sent()[0]?.channel).toBe(directOf(anna));
  });

  test('suggests questions among the messages, at most four', async () => {
    const questions = ['one?', 'two?', 'three?', 'four?', 'five?'];
    const harness = await started({ adapter: { examples: async () => questions } });
    await harness.server.deliver('events_api', eventCallback(homeOpened(anna, 'messages')));
    await vi.waitFor(() => expect(harness.server.workspace.prompts).toHaveLength(1), patient);
    expect(harness.server.workspace.prompts[0]).toMatchObject({
      channel_id: directOf(anna),
      prompts: questions.slice(0, 4).map((words) => ({ title: words, message: words })),
    });
  });

  test('that cannot be drawn is a line in the log', async () => {
    const harness = await started();
    harness.server.fail('views.publish', { kind: 'word', word: 'not_enabled' });
    await harness.server.deliver('events_api', eventCallback(homeOpened(anna, 'home')));
    await vi.waitFor(() => expect(JSON.stringify(harness.lines)).toContain('not_enabled'), patient);
  });
});

describe('leaving', () => {
  test.each([
    { it: 'the app is uninstalled', event: { type: 'app_uninstalled' }, gone: [team] },
    { it: "the bot's token is revoked", event: { type: 'tokens_revoked', tokens: { bot: [botUser] } }, gone: [team] },
    { it: "a person's token is revoked", event: { type: 'tokens_revoked', tokens: { oauth: [anna] } }, gone: [] },
  ])('when $it', async ({ event, gone }) => {
    const left: string[] = [];
    const harness = await started({ adapter: { onSpaceGone: (space) => left.push(space) } });
    await harness.server.deliver('events_api', eventCallback(event));
    await harness.stop();
    expect(left).toEqual(gone);
  });
});

test('a revoked token is told with what to do, and ends nothing', async () => {
  const harness = await started();
  const revoked = { kind: 'word', word: 'token_revoked' } as const;
  harness.server.fail('chat.postMessage', revoked);
  harness.server.fail('users.info', revoked);
  await harness.ask({ text: question });
  await vi.waitFor(() => expect(JSON.stringify(harness.lines)).toContain('install the app again'), patient);
  await harness.ask({ text: question });
  await vi.waitFor(() => expect(harness.sent()).toHaveLength(1), patient);
});

test('no token, ticket or word of a message stands in the log, whatever fails', async () => {
  const harness = await started(
    { adapter: { timeoutMs: 200 } },
    withHandle(async (event, next) => {
      if (event.kind === 'command') throw new Error('broken');
      return next(event);
    }),
  );
  for (const method of ['chat.postMessage', 'users.info', 'response_url', 'apps.connections.open']) {
    harness.server.fail(
      method,
      { kind: 'word', word: 'invalid_auth' },
      { kind: 'reset', taken: false },
      { kind: 'status', status: 500 },
    );
  }
  for (const user of ['anna', 'bert', 'cleo']) await harness.ask({ text: 'the secret words', user });
  await harness.command({ name: 'check', options: { quote: 'the secret words' } });
  for (const socket of [...harness.server.sockets]) socket.terminate();
  await vi.waitFor(() => expect(harness.lines.length).toBeGreaterThan(5), patient);
  await harness.stop();
  const told = JSON.stringify(harness.lines);
  for (const secret of ['xoxb', 'xapp', 'secret-ticket', 'secret words', 'every bolt'])
    expect(told).not.toContain(secret);
});

test('importing slack.ts loads no library of Slack', () => {
  const script = `
    await import('./src/adapters/slack/slack.ts');
    const { createRequire } = await import('node:module');
    const loaded = Object.keys(createRequire(import.meta.url).cache).filter((name) => name.includes('@slack'));
    console.log(JSON.stringify(loaded));
  `;
  const root = join(import.meta.dirname, '../../..');
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' });
  expect(JSON.parse(out)).toEqual([]);
});

function socketMode(connections: number) {
  return { kind: 'socket', botToken: 'xoxb-test-token', appToken: 'xapp-test-token', connections } as const;
}
