import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { plain } from '../contract.ts';
import { shownMessages } from './harness.ts';
import { type DiscordServer, startDiscord } from './server/discord-server.ts';

/** The bot as it is started, with the sample articles, against a Discord on loopback. */

const root = resolve(import.meta.dirname, '../../..');
const patient = { timeout: 20_000, interval: 20 };

let server: DiscordServer;
let folder: string;
let child: ChildProcess | null = null;
let output = '';

beforeEach(async () => {
  server = await startDiscord();
  server.portal.messageContent = true;
  folder = mkdtempSync(join(tmpdir(), 'verbatim-discord-'));
  output = '';
});

afterEach(async () => {
  child?.kill('SIGKILL');
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  expect(server.violations).toEqual([]);
  expect(output).not.toContain(server.token);
});

async function start(): Promise<ChildProcess> {
  const begun = server.gateway.identified.length;
  const started = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: server.token,
      DISCORD_API_URL: server.api,
      DISCORD_MESSAGE_CONTENT: '1',
      VERBATIM_ARCHIVE: join(folder, 'archive.db'),
      VERBATIM_TIME_ZONE: 'Europe/Paris',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  for (const stream of [started.stdout, started.stderr]) {
    stream?.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  await vi.waitFor(() => {
    expect(server.gateway.identified.length, output).toBeGreaterThan(begun);
    expect(server.world.commands.get('global')?.length ?? 0, output).toBeGreaterThan(0);
  }, patient);
  return started;
}

async function stop(running: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  const ended = once(running, 'exit');
  running.kill(signal);
  const [code] = await ended;
  child = null;
  return code;
}

function sampleTexts(): string {
  const samples = join(root, 'data/articles');
  return plain(
    readdirSync(samples)
      .map((name) => readFileSync(join(samples, name), 'utf8'))
      .join('\n'),
  );
}

async function answers(count: number) {
  return vi.waitFor(() => {
    const shown = shownMessages(server);
    expect(shown.length, output).toBeGreaterThanOrEqual(count);
    return shown;
  }, patient);
}

test('asked, asked on, pressed, killed, started again, pressed, stopped', { timeout: 90_000 }, async () => {
  const first = await start();
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

  await stop(first, 'SIGKILL');
  const second = await start();
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

  expect(await stop(second, 'SIGTERM')).toBe(0);
  expect(shownMessages(server)).toHaveLength(4);
  expect(server.calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands'))).toHaveLength(1);
});
