import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drawChoices } from '../../../src/adapters/discord/completion.ts';
import { discordInvite } from '../../../src/adapters/discord/invite.ts';
import { checkMessage, commandMenu, menuHash } from '../../../src/adapters/discord/menu.ts';
import { registerCommands } from '../../../src/adapters/discord/register.ts';
import { type Command, defineCommand, type Option } from '../../../src/command.ts';
import type { Handlers } from '../../../src/model/chat.ts';
import { commands, connected, type Running, run } from './harness.ts';
import { type DiscordServer, serverError, startDiscord } from './server/discord-server.ts';
import { commandRules } from './server/rules.ts';

let server: DiscordServer;
const started: Running[] = [];

beforeEach(async () => {
  server = await startDiscord();
});

afterEach(async () => {
  for (const running of started.splice(0)) await running.stop();
  await server.close();
  expect(server.violations).toEqual([]);
});

const silent: Handlers = { handle: async () => null, suggest: async () => [] };
const soon = { timeout: 5_000, interval: 5 };

async function start(handlers: Handlers = silent, menu: readonly Command[] = commands): Promise<Running> {
  const running = await run(server, { commands: menu }, () => handlers);
  started.push(running);
  await connected(running);
  return running;
}

function puts(): number {
  return server.calls.filter(({ method }) => method === 'PUT').length;
}

function command(options: Readonly<Record<string, Option>>, rest: Partial<Command> = {}): Command {
  const made = defineCommand({ name: 'made', summary: 'Made for a test', options, run: async () => never() });
  return { ...made, ...rest };
}

function never(): never {
  throw new Error('no command is run');
}

test('commandMenu() puts required options first, and asks last who shall see the answer', () => {
  const check = commandMenu(commands).find(({ name }) => name === 'check');
  expect(check).toMatchObject({
    type: 1,
    description: 'Was it said, and in these words?',
    default_member_permissions: null,
    options: [
      { type: 3, name: 'quote', required: true },
      { type: 3, name: 'speaker', required: false, autocomplete: true },
      { type: 4, name: 'count', min_value: 1, max_value: 20 },
      {
        type: 3,
        name: 'format',
        choices: [
          { name: 'csv', value: 'csv' },
          { name: 'jsonl', value: 'jsonl' },
        ],
      },
      { type: 5, name: 'private', required: false },
    ],
  });
});

test('commandMenu() keeps what is for administrators from others', () => {
  const sources = commandMenu(commands).find(({ name }) => name === 'sources');
  expect(sources).toMatchObject({ default_member_permissions: String(PermissionFlagsBits.ManageGuild) });
});

test('commandMenu() draws commands that share their first word as subcommands of one', () => {
  const group = [
    command({ address: { type: 'text', summary: 'Address', required: true } }, { name: 'feeds add' }),
    command({}, { name: 'feeds list' }),
  ];
  expect(commandMenu(group)).toMatchObject([
    {
      name: 'feeds',
      description: 'add, list',
      options: [
        { type: 1, name: 'add', options: [{ name: 'address' }, { name: 'private' }] },
        { type: 1, name: 'list' },
      ],
    },
  ]);
});

test.each([
  { it: 'where there is a command to check', menu: commands, has: true },
  { it: 'not where there is none', menu: commands.filter(({ name }) => name !== 'check'), has: false },
])('commandMenu() offers "Check this quote" $it', ({ menu, has }) => {
  expect(commandMenu(menu).some(({ name, type }) => name === checkMessage && type === 3)).toBe(has);
});

const manyOptions = Object.fromEntries(
  Array.from({ length: 25 }, (_, place): [string, Option] => [
    `option${place}`,
    { type: 'text', summary: 'One of many' },
  ]),
);

test.each([
  {
    it: 'long summaries',
    menu: [command({ a: { type: 'text', summary: 'a'.repeat(150) } }, { summary: 'b'.repeat(150) })],
  },
  { it: '25 options', menu: [command(manyOptions)] },
  {
    it: '30 choices',
    menu: [command({ a: { type: 'choice', summary: 'a', choices: Array.from({ length: 30 }, (_, n) => `c${n}`) } })],
  },
  { it: 'an option of the same name as ours', menu: [command({ private: { type: 'text', summary: 'a' } })] },
])('commandMenu() stays within what Discord takes with $it', ({ menu }) => {
  expect(commandRules(commandMenu(menu))).toEqual([]);
});

test('menuHash() is the same for what is sent and what comes back, and another for another menu', async () => {
  await start();
  const stored = server.world.commands.get('global') ?? [];
  expect(menuHash(stored)).toBe(menuHash(commandMenu(commands)));
  const [first, ...rest] = commands;
  if (!first) throw new Error('no commands');
  for (const changed of [
    { ...first, summary: 'Another' },
    { ...first, administrators: true as const },
    { ...first, options: {} },
  ]) {
    expect(menuHash(commandMenu([changed, ...rest]))).not.toBe(menuHash(stored));
  }
});

test('commands are registered at the first start, and again only when they changed', async () => {
  await start();
  expect(puts()).toBe(1);
  await start();
  expect(puts()).toBe(1);
  await start(silent, commands.slice(1));
  expect(puts()).toBe(2);
});

test('a registration that fails is said, and questions are taken all the same', async () => {
  server.fail({ path: /\/commands$/, meets: serverError, times: 1 });
  const running = await start();
  expect(running.lines.find(({ level }) => level === 'warn')).toMatchObject({
    message: 'Slash commands could not be registered',
    details: { why: 'http 500' },
  });
  expect(running.states.at(-1)).toBe('connected');
});

test('registerCommands() registers in one server, everywhere, and takes all away', async () => {
  const { token, api, world } = server;
  const own = { token, api, commands };
  await expect(registerCommands({ ...own, guild: world.guild })).resolves.toEqual({ kind: 'changed', commands: 6 });
  await expect(registerCommands({ ...own, guild: world.guild })).resolves.toEqual({ kind: 'unchanged', commands: 6 });
  expect(world.commands.get('global')).toBeUndefined();
  await expect(registerCommands({ ...own, guild: null })).resolves.toMatchObject({ kind: 'changed' });
  await expect(registerCommands({ ...own, commands: [], guild: null })).resolves.toEqual({
    kind: 'changed',
    commands: 0,
  });
  expect(world.commands.get('global')).toEqual([]);
});

test('names are offered with their counts, and put in without', async () => {
  const asked: unknown[] = [];
  await start({
    ...silent,
    async suggest(request) {
      asked.push(request);
      return [{ name: 'Ilse Marten', count: 1241 }];
    },
  });
  const typing = server.complete('check', 'speaker', 'mart', 'anna');
  await vi.waitFor(() => expect(typing.choices).toEqual([{ name: 'Ilse Marten · 1,241', value: 'Ilse Marten' }]), soon);
  expect(asked).toEqual([{ kind: 'speaker', typed: 'mart', limit: 25 }]);
});

test.each([
  { it: 'keeps 25', suggestions: Array.from({ length: 40 }, (_, n) => ({ name: `n${n}`, count: n })), names: 25 },
  { it: 'leaves out a name that cannot be put in whole', suggestions: [{ name: 'a'.repeat(101), count: 1 }], names: 0 },
  {
    it: 'shows the same once',
    suggestions: [
      { name: 'a', count: 1 },
      { name: 'a', count: 1 },
    ],
    names: 1,
  },
  { it: 'leaves out nothing', suggestions: [{ name: ' ', count: 1 }], names: 0 },
])('drawChoices() $it', ({ suggestions, names }) => {
  expect(drawChoices(suggestions)).toHaveLength(names);
});

test('drawChoices() shortens the label, never the value', () => {
  const [choice] = drawChoices([{ name: 'a'.repeat(100), count: 1234 }]);
  expect(choice?.name).toMatch(/^a{90,}… · 1,234$/);
  expect(choice?.name.length).toBeLessThanOrEqual(100);
  expect(choice?.value).toBe('a'.repeat(100));
});

test('discordInvite() asks for what the bot does, and for no more', () => {
  const address = new URL(discordInvite('1234567890'));
  expect(`${address.origin}${address.pathname}`).toBe('https://discord.com/oauth2/authorize');
  expect(address.searchParams.get('client_id')).toBe('1234567890');
  expect(address.searchParams.get('scope')).toBe('bot applications.commands');
  const {
    ViewChannel,
    SendMessages,
    SendMessagesInThreads,
    CreatePublicThreads,
    ReadMessageHistory,
    EmbedLinks,
    AttachFiles,
    AddReactions,
  } = PermissionFlagsBits;
  const wanted = [
    ViewChannel,
    SendMessages,
    SendMessagesInThreads,
    CreatePublicThreads,
    ReadMessageHistory,
    EmbedLinks,
    AttachFiles,
    AddReactions,
  ];
  expect(BigInt(address.searchParams.get('permissions') ?? 0)).toBe(wanted.reduce((mask, bit) => mask | bit, 0n));
});
