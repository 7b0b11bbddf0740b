import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../archive/temporary.ts';
import { plain } from '../contract.ts';
import { type BotProcess, patient, sampleTexts, startBot } from '../process.ts';
import { shownMessages } from './harness.ts';
import { type DiscordServer, startDiscord } from './server/discord-server.ts';

/** The bot as it is started, with the sample articles, against a Discord on loopback. */

let server: DiscordServer;
let output = () => '';

beforeEach(async () => {
  server = await startDiscord();
  server.portal.messageContent = true;
});

afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

async function start(folder: string): Promise<BotProcess> {
  const begun = server.gateway.identified.length;
  const bot = startBot(folder, {
    DISCORD_TOKEN: server.token,
    DISCORD_API_URL: server.api,
    DISCORD_MESSAGE_CONTENT: '1',
  });
  output = () => bot.output;
  await vi.waitFor(() => {
    expect(server.gateway.identified.length, bot.output).toBeGreaterThan(begun);
    expect(server.world.commands.get('global')?.length ?? 0, bot.output).toBeGreaterThan(0);
  }, patient);
  return bot;
}

async function answers(count: number) {
  return vi.waitFor(() => {
    const shown = shownMessages(server);
    expect(shown.length, output()).toBeGreaterThanOrEqual(count);
    return shown;
  }, patient);
}

test('asked, asked on, pressed, killed, started again, pressed, stopped', { timeout: 90_000 }, async () => {
  const folder = temporaryFolder();
  const first = await start(folder);
  const question = server.say({ user: 'anna', text: 'what did Rubio say about Iran?', mention: true });
  const [answer] = await answers(1);
  expect(answer).toMatchObject({ channel: question.id, seenBy: 'all', pings: [], previews: false });
  expect(answer?.quotations.length).toBeGreaterThan(0);
  for (const quotation of answer?.quotations ?? []) expect(sampleTexts()).toContain(plain(quotation));
  expect(plain(answer?.text)).toMatch(/^Marco Rubio on Iran: .* Searched \d+ articles/s);

  server.say({ user: 'anna', text: 'and Lavrov?', channel: question.id });
  const [, followUp] = await answers(2);
  expect(followUp?.channel).toBe(question.id);
  expect(plain(followUp?.text)).toMatch(/Lavrov/);

  await first.stop('SIGKILL');
  const second = await start(folder);
  const stored = server.world.messages.find(({ id }) => id === answer?.id);
  const context = answer?.buttons.find(({ label }) => label.startsWith('Context'));
  if (!stored || !context) throw new Error(`There is no button to press in ${answer?.text}`);
  server.press(stored, context.id, 'bert');
  const [, , privately] = await answers(3);
  expect(privately?.seenBy).toEqual({ user: 'bert' });

  const typing = server.complete('quotes', 'speaker', 'rub', 'anna');
  await vi.waitFor(() => expect(typing.choices?.map(({ value }) => value)).toContain('Marco Rubio'), patient);
  const command = server.command('check', { quote: 'the moon is made of cheese', private: true }, 'anna');
  await vi.waitFor(() => expect(command.original?.content).toMatch(/not in this archive/i), patient);

  expect(await second.stop('SIGTERM')).toBe(0);
  expect(shownMessages(server)).toHaveLength(4);
  expect(server.calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands'))).toHaveLength(1);
  for (const { output: written } of [first, second]) {
    expect(written).not.toContain(server.token);
    expect(written).not.toMatch(/interaction-token|Rubio|Lavrov|cheese/);
  }
});
