import { afterEach, describe, expect, test, vi } from 'vitest';
import { slackAdapter } from '../../../src/adapters/slack/slack.ts';
import type { DeliveryId } from '../../../src/model/chat.ts';
import { firstPage } from '../../fixtures/answers.ts';
import { smallDispatcher } from '../small-dispatcher.ts';
import { buttonPressed, eventCallback, messageEvent, slashCommand, userId } from './events.ts';
import { channel, recordingLog } from './harness.ts';
import { asForm, sendSigned, signingSecret, startHttpBot } from './http-bot.ts';
import { startSlackServer } from './server/slack-server.ts';
import { botToken, botUser, directOf, team } from './server/workspace.ts';

const anna = userId('anna');
const patient = { timeout: 10_000, interval: 5 };
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function started() {
  const server = await startSlackServer();
  const bot = await startHttpBot();
  const { lines, log } = recordingLog();
  const adapter = slackAdapter({
    mode: { kind: 'http', signingSecret, mount: bot.mount, botToken },
    commands: [],
    log,
    now: () => new Date('2025-05-14T12:00:00Z'),
    slackApiUrl: server.apiUrl,
    waitsMs: [10],
  });
  const stopping = new AbortController();
  const listening = adapter.listen(smallDispatcher(adapter), stopping.signal);
  const stop = async () => {
    stopping.abort();
    await listening;
  };
  closing.push(
    () => server.close(),
    () => bot.close(),
    stop,
  );
  await vi.waitFor(() => expect(bot.routes.size).toBeGreaterThan(0), patient);
  const sent = () => server.workspace.messages.filter(({ author }) => author === 'bot');
  return { server, bot, adapter, lines, stop, sent };
}

describe('Slack over HTTP', () => {
  test('answers a signed event, and the same event again with nothing', async () => {
    const { server, bot, sent, stop } = await started();
    const asked = server.workspace.write(anna, channel, `<@${botUser}> everything on cranes`, null);
    const event = eventCallback(messageEvent(asked, { type: 'app_mention' }));
    for (const retry of ['', '1', '2']) {
      const headers = retry === '' ? {} : { 'x-slack-retry-num': retry, 'x-slack-retry-reason': 'http_timeout' };
      expect((await sendSigned(bot.url, event, { headers })).status).toBe(200);
    }
    await vi.waitFor(() => expect(sent()).toHaveLength(1), patient);
    await stop();
    expect(sent()).toHaveLength(1);
    expect(server.workspace.violations).toEqual([]);
  });

  test('answers slash commands and buttons', async () => {
    const { server, bot, sent } = await started();
    const command = slashCommand(anna, channel, 'check every bolt', server.responseUrl(channel, anna, null));
    expect((await sendSigned(bot.url, asForm(command))).status).toBe(200);
    await vi.waitFor(() => expect(sent()).toHaveLength(1), patient);
    const [bearing] = sent();
    if (bearing === undefined) throw new Error('no message');
    const pressed = buttonPressed(anna, bearing, 'back:0', server.responseUrl(channel, anna, bearing));
    expect((await sendSigned(bot.url, asForm({ payload: JSON.stringify(pressed) }))).status).toBe(200);
    await vi.waitFor(() => expect(bearing.edits).toBe(1), patient);
  });

  test('answers the check of its address', async () => {
    const { bot } = await started();
    const answer = await sendSigned(bot.url, { type: 'url_verification', challenge: 'a word', token: 't' });
    expect(await answer.text()).toContain('a word');
  });

  test.each([
    { it: 'signed with another secret', options: { secret: 'another secret' } },
    { it: 'signed ten minutes ago', options: { at: Math.floor(Date.now() / 1000) - 600 } },
    { it: 'not signed', options: { headers: { 'x-slack-signature': 'v0=' } } },
  ])('refuses what is $it', async ({ options }) => {
    const { bot, sent, stop, server } = await started();
    const asked = server.workspace.write(anna, directOf(anna), 'everything on cranes', null);
    const answer = await sendSigned(bot.url, eventCallback(messageEvent(asked)), options);
    expect(answer.status).toBe(401);
    await stop();
    expect(sent()).toEqual([]);
  });

  test('takes part in a server that others use, from start to stop', async () => {
    const { bot, stop } = await started();
    expect((await fetch(`${bot.url}/slack/events`)).status).toBe(404);
    expect((await fetch(`${bot.url}/slack/install`)).status).toBe(404);
    await stop();
    expect(bot.routes.size).toBe(0);
  });

  test('posts before it listens and after', async () => {
    const { adapter, stop, sent } = await started();
    await stop();
    const target = { platform: 'slack', space: team, channel, thread: null } as const;
    const reply = { body: firstPage, buttons: [], visibility: 'public', placement: 'new' } as const;
    expect(await adapter.post(target, reply, 'd1' as DeliveryId)).toMatchObject({ kind: 'sent' });
    expect(sent()).toHaveLength(1);
  });
});
