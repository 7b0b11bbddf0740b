import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type {
  Adapter,
  DeliveryId,
  Handlers,
  Incoming,
  Notice,
  Posting,
  Reply,
  Target,
} from '../../../src/model/chat.ts';
import { firstPage } from '../../fixtures/answers.ts';
import { connected, type Running, run, type Setting, shownMessages } from './harness.ts';
import {
  type DiscordServer,
  type Fault,
  missingAccess,
  serverError,
  startDiscord,
  tooManyRequests,
} from './server/discord-server.ts';
import { refusal } from './server/http.ts';
import type { StoredMessage } from './server/world.ts';

let server: DiscordServer;
const started: Running[] = [];
let events: Incoming[] = [];

beforeEach(async () => {
  server = await startDiscord();
  events = [];
});

afterEach(async () => {
  for (const running of started.splice(0)) {
    await running.stop();
    const told = JSON.stringify(running.lines);
    expect(told).not.toContain(server.token);
    expect(told).not.toMatch(/interaction-token/);
  }
  await server.close();
  expect(server.violations).toEqual([]);
});

const note: Notice = { kind: 'notice', lead: 'Understood.', sections: [] };
const publicly: Reply = { body: note, buttons: [{ id: 'a', label: 'A' }], visibility: 'public', placement: 'new' };
const soon = { timeout: 8_000, interval: 5 };

async function start(handlers: Handlers, setting: Setting = {}): Promise<Running> {
  const running = await run(server, setting, () => handlers);
  started.push(running);
  return running;
}

async function serve(
  answer: (event: Incoming) => Promise<Reply | null> | Reply | null,
  setting: Setting = {},
): Promise<Running> {
  const running = await start(
    {
      async handle(event) {
        events.push(event);
        return answer(event);
      },
      async suggest() {
        return [];
      },
    },
    setting,
  );
  await connected(running);
  return running;
}

function channelTarget(): Target {
  return { platform: 'discord', space: server.world.guild, channel: server.world.channel, thread: null };
}

async function post(adapter: Adapter, delivery = 'd1', target = channelTarget()): Promise<Posting> {
  return adapter.post(target, publicly, delivery as DeliveryId);
}

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
    const { adapter } = await serve(() => null);
    server.fail({ method: 'POST', path: messages, meets, times: 1 });
    const posting = await post(adapter);
    expect(posting).toMatchObject({ kind, why: expect.stringMatching(why) });
  });

  test('post() says what to do about a refusal in the log', async () => {
    const { adapter, lines } = await serve(() => null);
    server.world.granted.delete('SEND_MESSAGES');
    await post(adapter);
    expect(lines.find(({ level }) => level === 'warn')).toMatchObject({
      details: { why: '50013 Missing Permissions', remedy: expect.stringMatching(/Send Messages in Threads/) },
    });
  });

  test('post() waits for a short 429 itself', async () => {
    const { adapter } = await serve(() => null);
    server.fail({ method: 'POST', path: messages, meets: tooManyRequests(0.1), times: 1 });
    await expect(post(adapter)).resolves.toMatchObject({ kind: 'sent' });
    expect(shownMessages(server)).toHaveLength(1);
  });

  test('post() says later when nobody listens', async () => {
    const { adapter } = await serve(() => null);
    for (const running of started.splice(0)) await running.stop();
    await server.close();
    await expect(post(adapter)).resolves.toMatchObject({ kind: 'later', why: 'ECONNREFUSED' });
    server = await startDiscord();
  });

  test.each<{ it: string; meets: Fault['meets'] }>([
    { it: 'was not taken', meets: 'reset' },
    { it: 'was taken', meets: 'taken, then reset' },
  ])(
    'post() finds out that a request whose connection broke $it, and the message stands there once',
    async ({ meets }) => {
      const { adapter } = await serve(() => null);
      server.say({ user: 'anna', text: 'somebody wrote before' });
      server.fail({ method: 'POST', path: messages, meets, times: 1 });
      await expect(post(adapter)).resolves.toMatchObject({ kind: 'sent' });
      expect(shownMessages(server)).toHaveLength(1);
    },
  );

  test('post() leaves open what it cannot find out', async () => {
    const { adapter } = await serve(() => null);
    server.world.granted.delete('READ_MESSAGE_HISTORY');
    server.say({ user: 'anna', text: 'somebody wrote before' });
    server.fail({ method: 'POST', path: messages, meets: 'taken, then reset', times: 1 });
    await expect(post(adapter)).resolves.toMatchObject({ kind: 'unsettled' });
    expect(shownMessages(server)).toHaveLength(1);
  });

  test('post() gives up waiting for an answer that never comes', async () => {
    const { adapter } = await serve(() => null, { times: { requestMs: 100 } });
    server.world.granted.delete('READ_MESSAGE_HISTORY');
    server.fail({ method: 'POST', path: messages, meets: 'hang', times: 1 });
    await expect(post(adapter)).resolves.toMatchObject({ kind: 'unsettled', why: 'timeout' });
  });

  test('post() of the same delivery twice makes one message', async () => {
    const { adapter } = await serve(() => null);
    const [first, second] = [await post(adapter), await post(adapter)];
    expect(second).toEqual(first);
    expect(shownMessages(server)).toHaveLength(1);
  });

  test('post() stops after a thread could not be made now, and makes it the next time', async () => {
    const { adapter } = await serve(() => null);
    const question = server.say({ user: 'anna', text: 'first', mention: true });
    server.fail({ method: 'POST', path: /\/threads$/, meets: serverError, times: 1 });
    const target = { ...channelTarget(), thread: question.id };
    await expect(post(adapter, 'd1', target)).resolves.toMatchObject({ kind: 'later' });
    await expect(post(adapter, 'd1', target)).resolves.toMatchObject({ kind: 'sent' });
    expect(shownMessages(server)).toMatchObject([{ channel: question.id }]);
  });

  test('edit() says that a message is gone', async () => {
    const { adapter } = await serve(() => null);
    const posting = await post(adapter);
    if (posting.kind !== 'sent') throw new Error(posting.why);
    server.world.messages.splice(0);
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
    const { adapter } = await serve((event) =>
      event.kind === 'button' ? { ...publicly, placement: 'in place' } : null,
    );
    const posting = await post(adapter, 'delivery-7');
    const [message] = server.world.messages;
    if (edited && message) {
      server.press(message, 'a~delivery-7', 'anna');
      await vi.waitFor(() => expect(message.edits).toBe(1), soon);
    }
    const found = await adapter.find(channelTarget(), 'delivery-7' as DeliveryId, since);
    expect(posting).toEqual({ kind: 'sent', ref: found });
  });

  test.each<{ it: string; prepare: (adapter: Adapter) => unknown; told: 'absent' | 'cannot-tell' }>([
    {
      it: 'other messages stand there',
      prepare: () => server.say({ user: 'anna', text: 'good morning' }),
      told: 'absent',
    },
    { it: 'another delivery stands there', prepare: (adapter) => post(adapter, 'another'), told: 'absent' },
    { it: 'the channel is gone', prepare: () => server.world.channels.delete(server.world.channel), told: 'absent' },
    {
      it: 'nothing stands there, which is also what a missing permission looks like',
      prepare: () => {},
      told: 'cannot-tell',
    },
    {
      it: 'the history may not be read',
      prepare: () => {
        server.say({ user: 'anna', text: 'good morning' });
        server.world.granted.delete('READ_MESSAGE_HISTORY');
      },
      told: 'cannot-tell',
    },
    {
      it: 'a message without buttons stands there, which bears no mark',
      prepare: (adapter) => adapter.post(channelTarget(), { ...publicly, buttons: [] }, 'another' as DeliveryId),
      told: 'cannot-tell',
    },
    {
      it: 'Discord has a fault',
      prepare: () => server.fail({ path: /\/messages$/, meets: serverError, times: 9 }),
      told: 'cannot-tell',
    },
  ])('says $told when $it', async ({ prepare, told }) => {
    const { adapter } = await serve(() => null);
    await prepare(adapter);
    expect(await adapter.find(channelTarget(), 'delivery-7' as DeliveryId, since)).toBe(told);
  });

  test('looks through more than a page', async () => {
    const { adapter } = await serve(() => null);
    for (let number = 0; number < 150; number += 1) server.say({ user: 'anna', text: `message ${number}` });
    const posting = await post(adapter, 'delivery-7');
    expect(posting).toEqual({
      kind: 'sent',
      ref: await adapter.find(channelTarget(), 'delivery-7' as DeliveryId, since),
    });
  });

  test('looks in the thread and beside it', async () => {
    const { adapter } = await serve(() => null);
    const question = server.say({ user: 'anna', text: 'first', mention: true });
    const target = { ...channelTarget(), thread: question.id };
    expect(await adapter.find(target, 'delivery-7' as DeliveryId, since)).toBe('absent');
    const posting = await post(adapter, 'delivery-7', target);
    expect(posting).toEqual({ kind: 'sent', ref: await adapter.find(target, 'delivery-7' as DeliveryId, since) });
  });
});

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
    await serve(({ eventId }) => {
      if (seen.has(eventId)) return null;
      seen.add(eventId);
      return publicly;
    });
    const command = server.command('ask', { question: 'who?' }, 'anna');
    server.repeat(command);
    await vi.waitFor(() => expect(events).toHaveLength(2), soon);
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), soon);
    expect(server.calls.filter(({ path }) => callback.test(path))).toHaveLength(1);
  });

  test.each<{ it: string; meets: Fault['meets']; times: number }>([
    { it: 'a fault of Discord', meets: serverError, times: 3 },
    { it: 'a connection that breaks', meets: 'reset', times: 2 },
    { it: 'a connection that breaks after it was taken', meets: 'taken, then reset', times: 1 },
  ])('a quick answer comes through $it, once', async ({ meets, times }) => {
    await serve(() => publicly, { times: { retryMs: 5 } });
    server.fail({ path: callback, meets, times });
    server.command('ask', { question: 'who?' }, 'anna');
    await vi.waitFor(() => expect(shownMessages(server)).toMatchObject([{ text: 'Understood.' }]), soon);
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
    await serve(slowly, deferred);
    server.fail({ path, meets, times });
    server.command('ask', { question: 'who?' }, 'anna');
    await vi.waitFor(() => expect(shownMessages(server)).toMatchObject([{ text: 'Understood.' }]), soon);
    for (const running of started.splice(0)) await running.stop();
    expect(shownMessages(server)).toHaveLength(1);
  });

  test.each<{ visibility: Reply['visibility']; stands: number }>([
    { visibility: 'public', stands: 0 },
    { visibility: 'private', stands: 1 },
  ])('a $visibility answer that comes too late for the interaction is not lost', async ({ visibility, stands }) => {
    server.portal.interactionMs = -1;
    await serve(() => ({ ...publicly, visibility }));
    server.command('ask', { question: 'who?' }, 'anna');
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), soon);
    const channel = server.world.channels.get(shownMessages(server)[0]?.channel ?? '');
    expect(channel?.type).toBe(stands);
  });

  test('a page that comes too late for the button is put in place all the same', async () => {
    const { adapter } = await serve(() => ({ ...publicly, body: firstPage, placement: 'in place' }));
    await post(adapter);
    const [message] = server.world.messages;
    if (!message) throw new Error('no message');
    server.portal.interactionMs = -1;
    server.press(message, 'a~d1', 'anna');
    await vi.waitFor(() => expect(message.edits).toBe(1), soon);
    expect(message.content).toContain('Ilse Marten');
  });

  test('a private copy whose connection broke is not sent again', async () => {
    const { adapter } = await serve(async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return { ...publicly, visibility: 'private' };
    }, deferred);
    await post(adapter);
    const [message] = server.world.messages;
    if (!message) throw new Error('no message');
    server.fail({ method: 'POST', path: /^\/webhooks\//, meets: 'taken, then reset', times: 1 });
    server.press(message, 'a~d1', 'bert');
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(2), soon);
    for (const running of started.splice(0)) await running.stop();
    expect(shownMessages(server)).toHaveLength(2);
  });

  test('two processes with one token answer once', async () => {
    const seen = new Set<string>();
    const once = async ({ eventId }: Incoming) => {
      const isFirst = !seen.has(eventId);
      seen.add(eventId);
      await new Promise((resolve) => setTimeout(resolve, 60));
      return isFirst ? publicly : null;
    };
    await serve(once, deferred);
    await serve(once, deferred);
    server.command('ask', { question: 'who?' }, 'anna');
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), soon);
    for (const running of started.splice(0)) await running.stop();
    expect(shownMessages(server)).toMatchObject([{ text: 'Understood.' }]);
  });

  test('a button still works after a restart', async () => {
    const first = await serve(() => null);
    await post(first.adapter, 'delivery-7');
    const [message] = server.world.messages;
    if (!message) throw new Error('no message');
    for (const running of started.splice(0)) await running.stop();
    await serve(() => ({ ...publicly, body: firstPage, placement: 'in place' }));
    server.press(message, 'a~delivery-7', 'anna');
    await vi.waitFor(() => expect(message.content).toContain('Ilse Marten'), soon);
    expect(events).toMatchObject([{ kind: 'button', button: 'a' }]);
  });
});

describe('the gateway', () => {
  async function ask(text: string): Promise<StoredMessage> {
    return server.say({ user: 'anna', text, mention: true });
  }

  test.each<{ it: string; breaks: () => void; resumes: boolean }>([
    { it: 'a connection that drops', breaks: () => server.gateway.drop(), resumes: true },
    { it: 'a close that can be resumed', breaks: () => server.gateway.disconnect(4000), resumes: true },
    { it: 'a call to reconnect', breaks: () => server.gateway.askToReconnect(), resumes: true },
    {
      it: 'a session that is void',
      breaks: () => server.gateway.invalidateSessions({ resumable: false }),
      resumes: false,
    },
  ])('questions are answered after $it', async ({ breaks, resumes }) => {
    await serve(() => publicly);
    breaks();
    await vi.waitFor(() => expect(resumes ? server.gateway.resumed() : server.gateway.identified.length - 1).toBe(1), {
      timeout: 15_000,
      interval: 10,
    });
    await ask('are you there?');
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), soon);
  });

  test('what was asked while it was away is answered, once', async () => {
    await serve(() => publicly);
    server.gateway.setDown(true);
    server.gateway.drop();
    await ask('are you there?');
    await new Promise((resolve) => setTimeout(resolve, 50));
    server.gateway.setDown(false);
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), { timeout: 15_000, interval: 10 });
    expect(events).toHaveLength(1);
  });

  test('an answer goes out while the connection is away', async () => {
    const answered = Promise.withResolvers<Reply>();
    await serve(() => answered.promise);
    await ask('are you there?');
    await vi.waitFor(() => expect(events).toHaveLength(1), soon);
    server.gateway.setDown(true);
    server.gateway.drop();
    answered.resolve(publicly);
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), soon);
    server.gateway.setDown(false);
  });

  test('a Discord that is down at the start is waited for', async () => {
    server.fail({ path: /^\/gateway\/bot$/, meets: serverError, times: 8 });
    const running = await start({ handle: async () => publicly, suggest: async () => [] }, { times: { retryMs: 5 } });
    await connected(running);
    expect(running.states).toContain('connected');
    expect(running.lines.filter(({ message }) => /connection to Discord failed/.test(message)).length).toBeGreaterThan(
      0,
    );
  });

  test.each<{ it: string; revoke: (running: Running) => Promise<void> | void; early: boolean }>([
    { it: 'at the start', revoke: () => {}, early: true },
    { it: 'while it runs', revoke: () => server.revokeToken(), early: false },
  ])('a token that is worth nothing $it is said, and the process goes on', async ({ revoke, early }) => {
    if (early) server.revokeToken();
    const running = await start({ handle: async () => publicly, suggest: async () => [] });
    if (!early) await connected(running);
    await revoke(running);
    await vi.waitFor(() => expect(running.states.at(-1)).toBe('refused'), { timeout: 15_000, interval: 10 });
    expect(running.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { details: { remedy: expect.stringMatching(/Reset Token, then set DISCORD_TOKEN/) } },
    ]);
    const logins = server.gateway.identified.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.gateway.identified.length).toBe(logins);
  });

  test('what runs is finished before it stops', async () => {
    const answered = Promise.withResolvers<Reply>();
    await serve(() => answered.promise);
    await ask('are you there?');
    await vi.waitFor(() => expect(events).toHaveLength(1), soon);
    const [running] = started.splice(0);
    const stopping = running?.stop();
    setTimeout(() => answered.resolve(publicly), 50);
    await stopping;
    expect(shownMessages(server)).toHaveLength(1);
  });

  test('what takes too long to finish is left', async () => {
    await serve(() => new Promise<never>(() => {}), { times: { drainMs: 50 } });
    await ask('are you there?');
    await vi.waitFor(() => expect(events).toHaveLength(1), soon);
    const [running] = started.splice(0);
    await running?.stop();
    expect(shownMessages(server)).toEqual([]);
  });

  test('a handler that fails is said without its words, and harms nobody', async () => {
    const running = await serve(({ kind }) => {
      if (kind === 'question') throw new Error('the secret words of the question');
      return publicly;
    });
    await ask('are you there?');
    await vi.waitFor(() => expect(running.lines.some(({ level }) => level === 'error')).toBe(true), soon);
    expect(JSON.stringify(running.lines)).not.toContain('secret words');
    server.command('ask', { question: 'who?' }, 'anna');
    await vi.waitFor(() => expect(shownMessages(server)).toHaveLength(1), soon);
  });
});
