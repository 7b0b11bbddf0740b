import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { slackScopes } from '../../src/adapters/slack/manifest.ts';
import { openArchive } from '../../src/archive/open-archive.ts';
import { examine } from '../../src/operator/doctor.ts';
import { readSettings } from '../../src/settings.ts';
import { type DiscordServer, missingAccess, startDiscord } from '../adapters/discord/server/discord-server.ts';
import { type SlackServer, startSlackServer } from '../adapters/slack/server/slack-server.ts';
import { appToken, botToken } from '../adapters/slack/server/workspace.ts';
import { harbour } from '../archive/news.ts';
import { temporaryFolder } from '../archive/temporary.ts';
import { recordOutput } from './recorded-output.ts';

let slack: SlackServer | null = null;
let discord: DiscordServer;

beforeEach(async () => {
  discord = await startDiscord();
});

afterEach(async () => {
  await slack?.close();
  await discord.close();
  slack = null;
  expect(discord.violations).toEqual([]);
});

interface Situation {
  readonly env?: Readonly<Record<string, string>>;
  readonly archive?: string;
  readonly channels?: readonly string[];
  readonly aheadMs?: number;
  readonly granted?: readonly string[];
  readonly prepare?: (slack: SlackServer) => void;
}

const allScopes = slackScopes.map(({ name }) => name);

async function examined({ env, archive, channels = [], aheadMs = 0, granted = allScopes, prepare }: Situation = {}) {
  slack = await startSlackServer({ granted });
  prepare?.(slack);
  const output = recordOutput();
  const code = await examine({
    settings: readSettings({
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      ...env,
    }),
    archive: archive ?? storedArchive(),
    channels,
    now: () => new Date(Date.now() + aheadMs),
    output,
  });
  const told = output.outLines.join('\n');
  for (const secret of [
    botToken,
    appToken,
    discord.token,
    ...Object.values(env ?? {}).filter((value) => value.length > 8),
  ]) {
    expect(told).not.toContain(secret);
  }
  return { code, told, faults: output.outLines.filter((line) => line.startsWith('FAULT')).length };
}

function storedArchive(): string {
  const file = join(temporaryFolder(), 'news.db');
  using archive = openArchive(file);
  archive.store([harbour], archive.source('import', 'files'));
  return file;
}

describe('examine()', () => {
  test('finds everything sound, and changes nothing', async () => {
    discord.portal.messageContent = true;
    const { code, told } = await examined({
      env: { DISCORD_MESSAGE_CONTENT: '1' },
      channels: ['slack:C0NEWS', `discord:${discord.world.channel}`],
    });
    expect(told).not.toContain('FAULT');
    expect(code).toBe(0);
    for (const line of [
      /^ok +archive .*: 1 articles, \d+ statements$/m,
      /^ok +Slack bot token: /m,
      /^ok +Slack app token: Socket Mode opens$/m,
      /^ok +clock: \d s (?:behind|ahead of) Slack's$/m,
      /^ok +Slack channel C0NEWS: the bot is a member$/m,
      /^ok +Discord token: Verbatim \(\d+\)$/m,
      /^ok +Discord Message Content intent: on$/m,
      /^ok +Discord channel \d+: the bot sees it and may post there$/m,
    ]) {
      expect(told).toMatch(line);
    }
    expect(slack?.workspace.messages).toEqual([]);
    expect(slack?.sockets).toEqual([]);
    expect(discord.world.messages).toEqual([]);
    expect(discord.gateway.identified).toEqual([]);
    expect(discord.calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('takes platforms that are not set for sound', async () => {
    const output = recordOutput();
    const options = { archive: storedArchive(), channels: [], now: () => new Date(), output };
    expect(await examine({ settings: readSettings({}), ...options })).toBe(0);
    expect(output.outLines.slice(1)).toEqual([
      'ok      Slack: not set (SLACK_BOT_TOKEN)',
      'ok      Discord: not set (DISCORD_TOKEN)',
    ]);
  });

  test.each<{ it: string; faults: number; found: RegExp; remedy: RegExp } & Situation>([
    {
      it: 'a bot token that is wrong',
      env: { SLACK_BOT_TOKEN: 'xoxb-wrong-one' },
      faults: 1,
      found: /Slack bot token: invalid_auth$/m,
      remedy: /copy it again from api\.slack\.com\/apps/,
    },
    {
      it: 'an app token that is wrong',
      env: { SLACK_APP_TOKEN: 'xapp-wrong-one' },
      faults: 1,
      found: /Slack app token: invalid_auth$/m,
      remedy: /App-Level Tokens \(SLACK_APP_TOKEN\)/,
    },
    {
      it: 'a token that was revoked',
      prepare: (server) => server.revoke(botToken),
      faults: 1,
      found: /Slack bot token: token_revoked$/m,
      remedy: /install the app again/,
    },
    {
      it: 'a scope without which there is no bot',
      granted: allScopes.filter((name) => name !== 'app_mentions:read'),
      faults: 1,
      found: /Slack scopes: missing_scope: app_mentions:read \(hears questions that mention it\)$/m,
      remedy: /OAuth & Permissions.*install the app again/,
    },
    {
      it: 'a scope that would be good to have, as no fault',
      granted: allScopes.filter((name) => name !== 'reactions:write'),
      faults: 0,
      found: /^ok +Slack scopes: missing_scope: reactions:write/m,
      remedy: /OAuth & Permissions/,
    },
    {
      it: 'a Slack channel that the bot is not in',
      channels: ['slack:C2'],
      prepare: ({ workspace }) => workspace.closedChannels.set('C2', 'not_in_channel'),
      faults: 1,
      found: /Slack channel C2: not_in_channel$/m,
      remedy: /\/invite @Verbatim/,
    },
    {
      it: 'a clock that is fast',
      aheadMs: 400_000,
      faults: 1,
      found: /clock: (?:399|400|401) s ahead of Slack's$/m,
      remedy: /NTP/,
    },
    {
      it: 'a clock that is slow',
      aheadMs: -400_000,
      faults: 1,
      found: /clock: (?:399|400|401) s behind Slack's$/m,
      remedy: /NTP/,
    },
    {
      it: 'a Discord token that is wrong',
      env: { DISCORD_TOKEN: 'a.token.of-another-bot' },
      faults: 1,
      found: /Discord token: 401: Unauthorized$/m,
      remedy: /Reset Token, then set DISCORD_TOKEN/,
    },
    {
      it: 'an intent that is not switched on',
      env: { DISCORD_MESSAGE_CONTENT: '1' },
      faults: 1,
      found: /Discord Message Content intent: Used disallowed intents$/m,
      remedy: /Privileged Gateway Intents > Message Content Intent: switch it on/,
    },
    {
      it: 'a Discord channel that is gone',
      channels: ['discord:123456789012345678'],
      faults: 1,
      found: /Discord channel 123456789012345678: 10003 Unknown Channel$/m,
      remedy: /the channel is gone/,
    },
    {
      it: 'a channel of no platform',
      channels: ['general'],
      faults: 1,
      found: /channel general: is no channel that can be looked at$/m,
      remedy: /slack:C0123/,
    },
  ])('tells $it, and what to do', async ({ faults, found, remedy, ...situation }) => {
    const met = await examined(situation);
    expect(met.told).toMatch(found);
    expect(met.told).toMatch(remedy);
    expect(met).toMatchObject({ faults, code: faults === 0 ? 0 : 1 });
  });

  test('tells a Discord channel that it may not see: 50001', async () => {
    discord.fail({ path: /^\/channels\/\d+$/, meets: missingAccess, times: 1 });
    const { told, faults } = await examined({ channels: [`discord:${discord.world.channel}`] });
    expect(told).toMatch(/: 50001 Missing Access\n +the bot may not see the channel: give its role View Channel/);
    expect(faults).toBe(1);
  });

  test('tells what it may not do in a Discord channel: 50013', async () => {
    discord.world.granted.delete('SEND_MESSAGES');
    discord.world.granted.delete('EMBED_LINKS');
    const { told, faults } = await examined({ channels: [`discord:${discord.world.channel}`] });
    expect(told).toMatch(
      /: 50013 Missing Permissions: Send Messages, Embed Links\n +a permission is missing: give the bot/,
    );
    expect(faults).toBe(1);
  });

  test('tells each fault when there are several, and where nothing answers', async () => {
    const gone = await startSlackServer();
    await gone.close();
    const nowhere = gone.apiUrl;
    const { told, code } = await examined({ env: { SLACK_API_URL: nowhere, DISCORD_API_URL: nowhere } });
    expect(told).toMatch(/Slack bot token: ECONNREFUSED\n +.*network, proxy and firewall/);
    expect(told).toMatch(/Slack app token: ECONNREFUSED/);
    expect(told).toMatch(/Discord token: ECONNREFUSED/);
    expect(code).toBe(1);
  });
});

describe('examine(), of the archive,', () => {
  const remark = async (archive: string) => {
    const { told, code } = await examined({ archive });
    const [first = '', second = ''] = told.split('\n');
    return { found: first.replace(archive, 'FILE'), remedy: second.trim(), code };
  };

  test('makes none where there is none', async () => {
    const file = join(temporaryFolder(), 'news.db');
    expect(await remark(file)).toMatchObject({
      found: expect.stringMatching(/^ok .*none yet/),
      remedy: expect.stringContaining('verbatim import'),
      code: 0,
    });
    expect(existsSync(file)).toBe(false);
  });

  test('tells that it is empty', async () => {
    const file = join(temporaryFolder(), 'news.db');
    openArchive(file).close();
    expect(await remark(file)).toMatchObject({
      found: expect.stringMatching(/: 0 articles, 0 statements$/),
      remedy: expect.stringContaining('the sample articles answer'),
      code: 0,
    });
  });

  test('tells that there is no folder for it', async () => {
    expect(await remark(join(temporaryFolder(), 'nowhere', 'news.db'))).toMatchObject({
      found: expect.stringMatching(/^FAULT .*there is no folder/),
      remedy: expect.stringContaining('make the folder'),
      code: 1,
    });
  });

  test('tells that the file is none', async () => {
    const file = join(temporaryFolder(), 'news.db');
    writeFileSync(file, 'Dear diary, today the bridge was closed again. '.repeat(100));
    expect(await remark(file)).toMatchObject({
      found: expect.stringMatching(/^FAULT .*expected an archive of Verbatim/),
      remedy: expect.stringContaining('VERBATIM_ARCHIVE'),
      code: 1,
    });
  });

  test('tells that it is of a newer version', async () => {
    const file = storedArchive();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 9999');
    database.close();
    expect(await remark(file)).toMatchObject({
      found: expect.stringMatching(/^FAULT .*newer Verbatim, so update/),
      code: 1,
    });
  });
});
