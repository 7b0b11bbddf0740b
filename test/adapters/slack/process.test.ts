import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../archive/temporary.ts';
import { plain, type Shown } from '../contract.ts';
import { type BotProcess, patient, sampleTexts, startBot } from '../process.ts';
import { buttonPressed, eventCallback, messageEvent, slashCommand, userId } from './events.ts';
import { channel, shownMessages } from './harness.ts';
import { type SlackServer, startSlackServer } from './server/slack-server.ts';
import { appToken, botToken, botUser } from './server/workspace.ts';

/** The bot as it is started, with the sample articles, against a Slack on loopback. */

const anna = userId('anna');
const bert = userId('bert');

let server: SlackServer;
let output = () => '';

beforeEach(async () => {
  server = await startSlackServer();
});

afterEach(async () => {
  await server.close();
  expect(server.workspace.violations).toEqual([]);
});

async function start(folder: string): Promise<BotProcess> {
  await vi.waitFor(() => expect(server.sockets).toEqual([]), patient);
  const bot = startBot(folder, {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: server.apiUrl,
  });
  output = () => bot.output;
  await vi.waitFor(() => expect(server.sockets.length, bot.output).toBe(2), patient);
  return bot;
}

/** Slack tells of a mention in a channel twice, as two events. */
async function mention(text: string): Promise<string> {
  const message = server.workspace.write(anna, channel, `<@${botUser}> ${text}`, null);
  await Promise.all([
    server.deliver('events_api', eventCallback(messageEvent(message, { type: 'app_mention' }))),
    server.deliver('events_api', eventCallback(messageEvent(message))),
  ]);
  return message.ts;
}

async function write(text: string, threadTs: string): Promise<void> {
  const message = server.workspace.write(anna, channel, text, threadTs);
  await server.deliver('events_api', eventCallback(messageEvent(message)));
}

async function press(shown: Shown, label: string, user: string): Promise<void> {
  const bearing = server.workspace.find(shown.channel, shown.id);
  const button = shown.buttons.find((drawn) => drawn.label === label);
  if (!bearing || !button) throw new Error(`There is no button "${label}" under: ${shown.text}`);
  const address = server.responseUrl(shown.channel, user, bearing);
  await server.deliver('interactive', buttonPressed(user, bearing, button.id, address));
}

async function message(place: number): Promise<Shown> {
  return vi.waitFor(() => {
    const shown = shownMessages(server)[place];
    if (shown === undefined) throw new Error(`There is no message ${place} yet: ${output()}`);
    return shown;
  }, patient);
}

test('asked, asked on, killed, started again, pressed, commanded, stopped', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const first = await start(folder);
  const thread = await mention('what did Rubio say?');
  const answer = await message(0);
  expect(answer).toMatchObject({ channel, thread, seenBy: 'all', pings: [], previews: false });
  expect(answer.quotations.length).toBeGreaterThan(0);
  for (const quotation of answer.quotations) expect(sampleTexts()).toContain(plain(quotation));
  expect(plain(answer.text)).toMatch(/^Marco Rubio: .* Searched \d+ articles/s);

  await write('and Lavrov?', thread);
  const followUp = await message(1);
  expect(followUp).toMatchObject({ thread, seenBy: 'all' });
  expect(plain(followUp.text)).toMatch(/Lavrov/);

  await first.stop('SIGKILL');
  const second = await start(folder);
  await press(answer, 'More', anna);
  await vi.waitFor(async () => expect((await message(0)).edits, output()).toBe(1), patient);
  const paged = await message(0);
  expect(paged.quotations).not.toEqual(answer.quotations);
  for (const quotation of paged.quotations) expect(sampleTexts()).toContain(plain(quotation));
  expect(paged.buttons.map(({ label }) => label)).toContain('Back');

  await press(paged, 'Back', bert);
  const copy = await message(2);
  expect(copy).toMatchObject({ seenBy: { user: bert }, quotations: answer.quotations });

  const address = server.responseUrl(channel, anna, null);
  await server.deliver('slash_commands', slashCommand(anna, channel, 'check "the moon is made of cheese"', address));
  expect((await message(3)).text).toMatch(/not in this archive/i);

  expect(await second.stop('SIGTERM')).toBe(0);
  expect(shownMessages(server)).toHaveLength(4);
  for (const { output: written } of [first, second]) {
    expect(written).not.toMatch(/xoxb-|xapp-|secret-ticket/);
    expect(written).not.toMatch(/Rubio|Lavrov|cheese/);
  }
});
