import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { shownMessages as shownOnDiscord } from '../adapters/discord/harness.ts';
import { type DiscordServer, startDiscord } from '../adapters/discord/server/discord-server.ts';
import { type BotProcess, patient, startBot } from '../adapters/process.ts';
import { eventCallback, messageEvent, userId } from '../adapters/slack/events.ts';
import { channel, shownMessages as shownOnSlack } from '../adapters/slack/harness.ts';
import { type SlackServer, startSlackServer } from '../adapters/slack/server/slack-server.ts';
import { appToken, botToken, botUser } from '../adapters/slack/server/workspace.ts';
import { temporaryFolder } from '../archive/temporary.ts';

/** One process that serves Slack and Discord, both on loopback. */

const question = 'what did Rubio say about Iran?';

let slack: SlackServer;
let discord: DiscordServer;

beforeEach(async () => {
  [slack, discord] = await Promise.all([startSlackServer(), startDiscord()]);
});

afterEach(async () => {
  await Promise.all([slack.close(), discord.close()]);
  expect([...slack.workspace.violations, ...discord.violations]).toEqual([]);
});

interface Serving {
  readonly bot: BotProcess;
  /** Asks for a page of the HTTP port. */
  get(path: string): Promise<{ readonly status: number; readonly type: string | null; readonly text: string }>;
}

async function start(settings: Readonly<Record<string, string>> = {}): Promise<Serving> {
  const bot = startBot(temporaryFolder(), {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
    VERBATIM_HTTP_PORT: '0',
    ...settings,
  });
  const port = await vi.waitFor(() => {
    const [, found] = /"port":(\d+)/.exec(bot.output) ?? [];
    if (found === undefined) throw new Error(`No port is told: ${bot.output}`);
    return found;
  }, patient);
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };
  return { bot, get };
}

async function askOnSlack(): Promise<void> {
  const message = slack.workspace.write(userId('anna'), channel, `<@${botUser}> ${question}`, null);
  await Promise.all([
    slack.deliver('events_api', eventCallback(messageEvent(message, { type: 'app_mention' }))),
    slack.deliver('events_api', eventCallback(messageEvent(message))),
  ]);
}

async function answersOnSlack(bot: BotProcess, count: number): Promise<void> {
  await vi.waitFor(() => expect(shownOnSlack(slack), bot.output).toHaveLength(count), patient);
}

async function answersOnDiscord(bot: BotProcess, count: number): Promise<void> {
  await vi.waitFor(() => expect(shownOnDiscord(discord), bot.output).toHaveLength(count), patient);
}

async function connected({ bot }: Serving, { onSlack, onDiscord }: { onSlack: number; onDiscord: number }) {
  await vi.waitFor(() => {
    expect(slack.sockets.length, bot.output).toBe(onSlack);
    expect(discord.gateway.identified.length, bot.output).toBe(onDiscord);
  }, patient);
}

/** The value of one line of the Prometheus text. */
function metricOf(text: string, line: string): number {
  const found = text.split('\n').find((candidate) => candidate.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1));
}

async function unready({ bot, get }: Serving, reason: RegExp): Promise<void> {
  await vi.waitFor(async () => {
    const { status, text } = await get('/readyz');
    expect(`${status} ${text}`, bot.output).toMatch(reason);
  }, patient);
  expect(await get('/healthz')).toMatchObject({ status: 200, text: 'ok\n' });
  expect(bot.exitCode).toBeNull();
}

async function stopped({ bot }: Serving): Promise<void> {
  expect(await bot.stop('SIGTERM')).toBe(0);
  for (const secret of [botToken, appToken, discord.token, 'Rubio']) expect(bot.output).not.toContain(secret);
}

describe('one process', () => {
  test('serves both, tells how it stands, and goes on where one is revoked', { timeout: 60_000 }, async () => {
    const serving = await start();
    const { bot, get } = serving;
    await connected(serving, { onSlack: 2, onDiscord: 1 });
    await vi.waitFor(async () => expect(await get('/readyz')).toMatchObject({ status: 200, text: 'ready\n' }), patient);
    await askOnSlack();
    discord.say({ user: 'anna', text: question, mention: true });
    await Promise.all([answersOnSlack(bot, 1), answersOnDiscord(bot, 1)]);

    const { status, type, text } = await vi.waitFor(async () => {
      const metrics = await get('/metrics');
      expect(metrics.text.match(/^verbatim_questions_total\{.*$/gm), bot.output).toHaveLength(2);
      return metrics;
    }, patient);
    expect({ status, type }).toEqual({ status: 200, type: expect.stringMatching(/^text\/plain; version=0\.0\.4/) });
    for (const platform of ['slack', 'discord']) {
      // A mention reaches us twice from Slack, and is one question.
      expect(metricOf(text, `verbatim_questions_total{platform="${platform}",outcome="statements"}`)).toBe(1);
      expect(metricOf(text, `verbatim_answer_seconds_count{platform="${platform}"}`)).toBe(1);
      expect(metricOf(text, `verbatim_deliveries_total{platform="${platform}",outcome="sent"}`)).toBe(1);
      expect(metricOf(text, `verbatim_connected{platform="${platform}"}`)).toBe(1);
    }
    expect(metricOf(text, 'verbatim_archive_articles')).toBeGreaterThan(0);
    expect(metricOf(text, 'verbatim_index_sentences')).toBeGreaterThan(0);
    expect(metricOf(text, 'verbatim_dropped_quotations_total')).toBe(0);
    expect(await get('/elsewhere')).toMatchObject({ status: 404 });

    slack.revoke(botToken);
    await askOnSlack();
    await unready(serving, /^503 slack: token_revoked \(SLACK_BOT_TOKEN\)\n$/);
    slack.revoke(appToken);
    await unready(serving, /^503 (?=.*slack: token_revoked$)/ms);
    expect(bot.output).toMatch(/"remedy":"the token was revoked: install the app again at/);
    expect(metricOf((await get('/metrics')).text, 'verbatim_connected{platform="slack"}')).toBe(0);

    discord.say({ user: 'bert', text: question, mention: true });
    await answersOnDiscord(bot, 2);
    await stopped(serving);
  });

  test.each([
    {
      what: 'bot',
      settings: { SLACK_BOT_TOKEN: 'xoxb-wrong-one' },
      sockets: 2,
      reason: /^503 slack: invalid_auth \(SLACK_BOT_TOKEN\)\n$/,
    },
    { what: 'app', settings: { SLACK_APP_TOKEN: 'xapp-wrong-one' }, sockets: 0, reason: /^503 slack: invalid_auth\n$/ },
  ])(
    'serves Discord where the $what token of Slack is wrong at start',
    { timeout: 60_000 },
    async ({ settings, sockets, reason }) => {
      const serving = await start(settings);
      await connected(serving, { onSlack: sockets, onDiscord: 1 });
      await unready(serving, reason);
      expect(serving.bot.output).toMatch(/"remedy":"the token is not valid: copy it again from api\.slack\.com/);
      discord.say({ user: 'anna', text: question, mention: true });
      await answersOnDiscord(serving.bot, 1);
      await stopped(serving);
      expect(serving.bot.output).not.toContain('wrong-one');
    },
  );

  test('serves Slack where the token of Discord is wrong at start', { timeout: 60_000 }, async () => {
    const serving = await start({ DISCORD_TOKEN: 'a.token.of-another-bot' });
    await connected(serving, { onSlack: 2, onDiscord: 0 });
    await unready(serving, /^503 discord: 4(?:01|004) .*\n$/);
    expect(serving.bot.output).toMatch(/"remedy":"the token is not valid, or was reset: discord\.com/);
    await askOnSlack();
    await answersOnSlack(serving.bot, 1);
    await stopped(serving);
    expect(serving.bot.output).not.toContain('of-another-bot');
  });
});
