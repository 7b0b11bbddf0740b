import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { createEmulator } from 'emulate';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { botScopes } from '../../../src/adapters/slack/manifest.ts';
import { slackAdapter } from '../../../src/adapters/slack/slack.ts';
import type { DeliveryId, Target } from '../../../src/model/chat.ts';
import { firstPage } from '../../fixtures/answers.ts';
import { smallDispatcher } from '../small-dispatcher.ts';
import { recordingLog } from './harness.ts';
import { sendSigned, signingSecret, startHttpBot } from './http-bot.ts';
import { refusals } from './server/block-rules.ts';

const patient = { timeout: 10_000, interval: 5 };
const team = 'T000000001';
const admin = 'U000000001';
const general = 'C000000001';
const personToken = 'xoxp-a-person';
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The emulator takes no port of the system's choice. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The emulated Slack, with scopes as strict as Slack's, and the bot into which it can be installed. */
async function started({ scopes = botScopes() } = {}) {
  const bot = await startHttpBot();
  const slack = await createEmulator({
    service: 'slack',
    port: await freePort(),
    seed: {
      slack: {
        strict_scopes: true,
        signing_secret: signingSecret,
        oauth_apps: [
          {
            client_id: 'client',
            client_secret: 'client secret',
            name: 'Verbatim',
            redirect_uris: [`${bot.url}/slack/oauth_redirect`],
            scopes,
          },
        ],
        tokens: [{ token: personToken, user: admin, type: 'user' }],
      },
    },
  });
  const rows = new Map<string, string>();
  const { lines, log } = recordingLog();
  const gone: string[] = [];
  const newAdapter = () =>
    slackAdapter({
      mode: {
        kind: 'oauth',
        signingSecret,
        mount: bot.mount,
        oauth: {
          clientId: 'client',
          clientSecret: 'client secret',
          publicUrl: bot.url,
          secrets: ['a secret of some length'],
          scopes,
          authorizationUrl: `${slack.url}/oauth/v2/authorize`,
          installations: {
            put: (space, sealed) => void rows.set(space, sealed),
            get: (space) => rows.get(space) ?? null,
            remove: (space) => void rows.delete(space),
          },
        },
      },
      commands: [],
      log,
      now: () => new Date(),
      slackApiUrl: `${slack.url}/api/`,
      waitsMs: [10],
      onSpaceGone: (space) => gone.push(space),
    });
  const adapter = newAdapter();
  const stopping = new AbortController();
  const listening = adapter.listen(smallDispatcher(adapter), stopping.signal);
  closing.push(
    () => bot.close(),
    () => slack.close(),
    async () => {
      stopping.abort();
      await listening;
    },
  );
  await vi.waitFor(() => expect(bot.routes.size).toBeGreaterThan(0), patient);

  /** The Web API, as a person uses it. */
  async function asPerson(method: string, args: Readonly<Record<string, string>>) {
    const answer = await fetch(`${slack.url}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${personToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    return (await answer.json()) as { ok: boolean; channel: { id: string }; ts: string; messages: Message[] };
  }

  return { bot, slack, rows, lines, gone, adapter, newAdapter, asPerson };
}

interface Message {
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks?: unknown[];
}

/** Walks through an install as a browser does; gives the answer to the last page. */
async function install(bot: string, { keepsCookie = true, state }: { keepsCookie?: boolean; state?: string } = {}) {
  const page = await fetch(`${bot}/slack/install`);
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
  const address = /href="([^"]+authorize[^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
  const consent = new URL(address);
  const form = new URLSearchParams({
    user_id: admin,
    client_id: 'client',
    scope: consent.searchParams.get('scope') ?? '',
    redirect_uri: consent.searchParams.get('redirect_uri') ?? '',
    state: state ?? consent.searchParams.get('state') ?? '',
  });
  const agreed = await fetch(`${consent.origin}/oauth/v2/authorize/callback`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const back = agreed.headers.get('location') ?? '';
  return fetch(back, { headers: keepsCookie ? { cookie } : {}, redirect: 'manual' });
}

const target: Target = { platform: 'slack', space: team, channel: general, thread: null };
const reply = { body: firstPage, buttons: [], visibility: 'public', placement: 'new' } as const;

describe('an OAuth install', () => {
  test('keeps the token sealed, and with it the bot answers in that workspace', async () => {
    const { bot, rows, asPerson, adapter, newAdapter } = await started();
    expect(await adapter.post(target, reply, 'd0' as DeliveryId)).toMatchObject({ kind: 'refused' });
    expect((await install(bot.url)).status).toBe(200);
    expect([...rows.keys()]).toEqual([team]);
    expect(rows.get(team)).toMatch(/^v1\./);
    expect(rows.get(team)).not.toContain('xox');

    const written = await asPerson('chat.postMessage', { channel: general, text: 'hello' });
    const asked = {
      type: 'app_mention',
      channel: general,
      user: admin,
      text: '<@U0> everything on cranes',
      ts: written.ts,
    };
    expect((await sendSigned(bot.url, eventOf(asked))).status).toBe(200);
    const answer = await vi.waitFor(async () => {
      const { messages } = await asPerson('conversations.replies', { channel: general, ts: written.ts });
      expect(messages).toHaveLength(2);
      return messages[1];
    }, patient);
    expect(answer?.text).toContain('Ilse Marten on cranes');
    expect(refusals(answer?.blocks)).toEqual([]);

    // After a restart the token is read from where it was kept.
    const restarted = newAdapter();
    expect(await restarted.post(target, reply, 'd1' as DeliveryId)).toMatchObject({ kind: 'sent' });
    expect(await restarted.find(target, 'd1' as DeliveryId, new Date())).toMatchObject({ target });
  });

  test.each([
    { it: 'a state that nobody gave out', options: { state: 'made.up.state' } },
    { it: 'the state of another browser', options: { keepsCookie: false } },
  ])('is refused with $it', async ({ options }) => {
    const { bot, rows, lines } = await started();
    expect((await install(bot.url, options)).status).toBe(400);
    expect(rows.size).toBe(0);
    expect(JSON.stringify(lines)).not.toMatch(/xox|client secret|a secret of/);
  });

  test('answers a direct message, and is forgotten when the app is removed', async () => {
    const { bot, rows, gone, asPerson, adapter } = await started();
    await install(bot.url);
    const posted = await adapter.post({ ...target, channel: admin }, reply, 'd1' as DeliveryId);
    if (posted.kind !== 'sent') throw new Error(posted.kind);
    const { channel } = posted.ref.target;
    expect(channel).toMatch(/^D/);
    const written = await asPerson('chat.postMessage', { channel, text: 'everything on cranes' });
    await sendSigned(
      bot.url,
      eventOf({ type: 'message', channel, user: admin, text: 'everything on cranes', ts: written.ts }),
    );
    await vi.waitFor(async () => {
      const { messages } = await asPerson('conversations.history', { channel });
      expect(messages.some(({ text }) => text.includes('Ilse Marten on cranes'))).toBe(true);
    }, patient);

    await sendSigned(bot.url, eventOf({ type: 'app_uninstalled' }));
    await vi.waitFor(() => expect(gone).toEqual([team]), patient);
    expect(rows.size).toBe(0);
    expect(await adapter.post(target, reply, 'd2' as DeliveryId)).toMatchObject({ kind: 'refused' });
  });

  test('with the minimal scopes answers, and knows that it cannot look back', async () => {
    const { bot, asPerson, adapter } = await started({ scopes: botScopes({ minimal: true }) });
    await install(bot.url);
    const written = await asPerson('chat.postMessage', { channel: general, text: 'hello' });
    await sendSigned(
      bot.url,
      eventOf({ type: 'app_mention', channel: general, user: admin, text: '<@U0> help', ts: written.ts }),
    );
    await vi.waitFor(async () => {
      const { messages } = await asPerson('conversations.replies', { channel: general, ts: written.ts });
      expect(messages).toHaveLength(2);
    }, patient);
    expect(await adapter.find(target, 'd9' as DeliveryId, new Date())).toBe('cannot-tell');
  });
});

let events = 0;

function eventOf(event: Readonly<Record<string, unknown>>) {
  events += 1;
  return { type: 'event_callback', team_id: team, event_id: `Ev${events}`, event_time: 1, event };
}
