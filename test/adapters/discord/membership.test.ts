import { afterEach, beforeEach, expect, test } from 'vitest';
import { openApi } from '../../../src/adapters/discord/api.ts';
import { lookUpMember } from '../../../src/adapters/discord/membership.ts';
import { type DiscordServer, startDiscord } from './server/discord-server.ts';

let server: DiscordServer;

beforeEach(async () => {
  server = await startDiscord();
});

afterEach(() => server.close());

test('lookUpMember() tells members from others, and what it cannot tell', async () => {
  const { token, api, world } = server;
  const open = (base: string) => openApi({ token, api: base, requestMs: 2_000 });
  expect(await lookUpMember(open(api), world.guild, world.bot.id)).toBe('yes');
  expect(await lookUpMember(open(api), world.guild, '1234567890')).toBe('no');
  expect(await lookUpMember(open('http://127.0.0.1:9'), world.guild, world.bot.id)).toBe('cannot tell');
});
