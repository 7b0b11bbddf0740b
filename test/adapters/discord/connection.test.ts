import { describe, expect, test, vi } from 'vitest';
import type { Handlers, Reply } from '../../../src/model/chat.ts';
import { commands, connected, type Running, shownMessages } from './harness.ts';
import { farDiscord, publicly, soon } from './served.ts';
import { serverError } from './server/discord-server.ts';
import { intents } from './server/gateway.ts';
import type { StoredMessage } from './server/world.ts';

const far = farDiscord();

const silent: Handlers = { handle: async () => null, suggest: async () => [] };

describe('connections', () => {
  test('nothing needs a privileged intent', async () => {
    await far.serve(() => null);
    expect(far.server.gateway.identified).toEqual([
      { intents: intents.guilds | intents.guildMessages | intents.directMessages, outcome: 'ready' },
    ]);
  });

  test('Message Content that is not switched on is done without, and said', async () => {
    const running = await far.start(silent, { messageContent: true });
    await connected(running);
    expect(far.server.gateway.identified.map(({ outcome }) => outcome)).toEqual([4014, 'ready']);
    expect((far.server.gateway.identified[1]?.intents ?? 0) & intents.messageContent).toBe(0);
    expect(running.lines.find(({ level }) => level === 'warn')).toMatchObject({
      details: { why: '4014 disallowed intents', remedy: expect.stringMatching(/Message Content Intent/) },
    });
    expect(running.states.at(-1)).toBe('connected');
  });

  test('a server that it is taken out of is told', async () => {
    const { spacesGone } = await far.serve(() => null);
    far.server.removeBot();
    await far.server.gateway.flush();
    expect(spacesGone).toEqual([far.server.world.guild]);
  });

  test('a command with a name that Discord does not take is found at the start', () => {
    const [first] = commands;
    if (!first) throw new Error('no commands');
    return expect(far.start(silent, { commands: [{ ...first, name: 'Ask' }] })).rejects.toThrow(
      /Expected a name of 1 to 32 lower-case letters.* got "Ask"/,
    );
  });
});

describe('the gateway', () => {
  async function ask(text: string): Promise<StoredMessage> {
    return far.server.say({ user: 'anna', text, mention: true });
  }

  test.each<{ it: string; breaks: () => void; resumes: boolean }>([
    { it: 'a connection that drops', breaks: () => far.server.gateway.drop(), resumes: true },
    { it: 'a close that can be resumed', breaks: () => far.server.gateway.disconnect(4000), resumes: true },
    { it: 'a call to reconnect', breaks: () => far.server.gateway.askToReconnect(), resumes: true },
    {
      it: 'a session that is void',
      breaks: () => far.server.gateway.invalidateSessions({ resumable: false }),
      resumes: false,
    },
  ])('questions are answered after $it', async ({ breaks, resumes }) => {
    await far.serve(() => publicly);
    breaks();
    await vi.waitFor(
      () => expect(resumes ? far.server.gateway.resumed() : far.server.gateway.identified.length - 1).toBe(1),
      {
        timeout: 15_000,
        interval: 10,
      },
    );
    await ask('are you there?');
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), soon);
  });

  test('what was asked while it was away is answered, once', async () => {
    await far.serve(() => publicly);
    far.server.gateway.setDown(true);
    far.server.gateway.drop();
    await ask('are you there?');
    await new Promise((resolve) => setTimeout(resolve, 50));
    far.server.gateway.setDown(false);
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), { timeout: 15_000, interval: 10 });
    expect(far.events).toHaveLength(1);
  });

  test('an answer goes out while the connection is away', async () => {
    const answered = Promise.withResolvers<Reply>();
    await far.serve(() => answered.promise);
    await ask('are you there?');
    await vi.waitFor(() => expect(far.events).toHaveLength(1), soon);
    far.server.gateway.setDown(true);
    far.server.gateway.drop();
    answered.resolve(publicly);
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), soon);
    far.server.gateway.setDown(false);
  });

  test('a Discord that is down at the start is waited for', async () => {
    far.server.fail({ path: /^\/gateway\/bot$/, meets: serverError, times: 8 });
    const running = await far.start(
      { handle: async () => publicly, suggest: async () => [] },
      { times: { retryMs: 5 } },
    );
    await connected(running);
    expect(running.states).toContain('connected');
    expect(running.lines.filter(({ message }) => /connection to Discord failed/.test(message)).length).toBeGreaterThan(
      0,
    );
  });

  test.each<{ it: string; revoke: (running: Running) => Promise<void> | void; early: boolean }>([
    { it: 'at the start', revoke: () => {}, early: true },
    { it: 'while it runs', revoke: () => far.server.revokeToken(), early: false },
  ])('a token that is worth nothing $it is said, and the process goes on', async ({ revoke, early }) => {
    if (early) far.server.revokeToken();
    const running = await far.start({ handle: async () => publicly, suggest: async () => [] });
    if (!early) await connected(running);
    await revoke(running);
    await vi.waitFor(() => expect(running.states.at(-1)).toBe('refused'), { timeout: 15_000, interval: 10 });
    expect(running.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { details: { remedy: expect.stringMatching(/Reset Token, then set DISCORD_TOKEN/) } },
    ]);
    const logins = far.server.gateway.identified.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(far.server.gateway.identified.length).toBe(logins);
  });

  test('what runs is finished before it stops', async () => {
    const answered = Promise.withResolvers<Reply>();
    await far.serve(() => answered.promise);
    await ask('are you there?');
    await vi.waitFor(() => expect(far.events).toHaveLength(1), soon);
    const stopping = far.stop();
    setTimeout(() => answered.resolve(publicly), 50);
    await stopping;
    expect(shownMessages(far.server)).toHaveLength(1);
  });

  test('what takes too long to finish is left', async () => {
    await far.serve(() => new Promise<never>(() => {}), { times: { drainMs: 50 } });
    await ask('are you there?');
    await vi.waitFor(() => expect(far.events).toHaveLength(1), soon);
    await far.stop();
    expect(shownMessages(far.server)).toEqual([]);
  });

  test('a handler that fails is said without its words, and harms nobody', async () => {
    const running = await far.serve(({ kind }) => {
      if (kind === 'question') throw new Error('the secret words of the question');
      return publicly;
    });
    await ask('are you there?');
    await vi.waitFor(() => expect(running.lines.some(({ level }) => level === 'error')).toBe(true), soon);
    expect(JSON.stringify(running.lines)).not.toContain('secret words');
    far.server.command('ask', { question: 'who?' }, 'anna');
    await vi.waitFor(() => expect(shownMessages(far.server)).toHaveLength(1), soon);
  });
});
