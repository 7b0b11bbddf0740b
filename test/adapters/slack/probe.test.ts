import { afterEach, describe, expect, test } from 'vitest';
import { probeSlack } from '../../../src/adapters/slack/probe.ts';
import { type SlackServer, startSlackServer } from './server/slack-server.ts';
import { appToken, botToken } from './server/workspace.ts';

let server: SlackServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function probe(
  settings: Parameters<typeof startSlackServer>[0],
  fields: Partial<Parameters<typeof probeSlack>[0]> = {},
  prepare: (started: SlackServer) => void = () => {},
) {
  server = await startSlackServer(settings);
  prepare(server);
  return probeSlack({
    botToken,
    appToken,
    channels: [],
    now: () => new Date(),
    slackApiUrl: server.apiUrl,
    timeoutMs: 2_000,
    ...fields,
  });
}

describe('probeSlack()', () => {
  test('finds what works, and the scopes that are missing with their reasons', async () => {
    const found = await probe({
      granted: ['chat:write', 'commands', 'app_mentions:read', 'im:history', 'channels:read'],
    });
    expect(found).toMatchObject({ bot: { team: 'Test' }, socket: 'open' });
    expect(found.missing?.map(({ name }) => name)).toContain('reactions:write');
    expect(found.missing?.map(({ name }) => name)).not.toContain('chat:write');
    expect(Math.abs(found.clockAheadMs ?? Number.NaN)).toBeLessThan(60_000);
  });

  test('tells each token that is refused, with what to do', async () => {
    const found = await probe({}, { botToken: 'xoxb-wrong', appToken: 'xapp-wrong' });
    const refused = { why: 'invalid_auth', remedy: expect.stringContaining('copy it again') };
    expect(found).toMatchObject({ bot: refused, socket: refused, missing: null });
  });

  test('tries no socket where Slack comes over HTTP', async () => {
    expect((await probe({}, { appToken: null })).socket).toBeNull();
  });

  test('tells of each channel whether the bot is in it', async () => {
    const { channels } = await probe({}, { channels: ['C1', 'C2', 'C3', 'C4'] }, ({ workspace }) => {
      workspace.closedChannels.set('C2', 'not_in_channel');
      workspace.closedChannels.set('C3', 'channel_not_found');
      workspace.closedChannels.set('C4', 'is_archived');
    });
    expect(channels.map(({ state }) => (state === 'member' ? state : state.why))).toEqual([
      'member',
      'not_in_channel',
      'channel_not_found',
      'is_archived',
    ]);
    expect(channels[1]?.state).toMatchObject({ remedy: expect.stringContaining('/invite') });
  });

  test('tells by how much this clock is wrong', async () => {
    const found = await probe({}, { now: () => new Date(Date.now() + 600_000) });
    expect(found.clockAheadMs).toBeGreaterThan(590_000);
  });

  test('says so where nothing answers', async () => {
    const gone = await startSlackServer();
    await gone.close();
    const found = await probe({}, { slackApiUrl: gone.apiUrl });
    expect(found).toMatchObject({ bot: { why: 'ECONNREFUSED' }, socket: { why: 'ECONNREFUSED' }, clockAheadMs: null });
  });
});
