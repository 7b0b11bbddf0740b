import { vi } from 'vitest';
import { discordAdapter } from '../../../src/adapters/discord/discord.ts';
import type { Log } from '../../../src/adapters/discord/log.ts';
import { checkMessage } from '../../../src/adapters/discord/menu.ts';
import { type Command, defineCommand } from '../../../src/command.ts';
import type { Adapter, Button, Handlers } from '../../../src/model/chat.ts';
import type { Asking, Harness, OpenForm, Shown } from '../contract.ts';
import { readMarkdown, wouldPreview } from './read-markdown.ts';
import { type DiscordServer, startDiscord } from './server/discord-server.ts';
import { isRecord } from './server/rules.ts';
import { loadingFlag, type StoredMessage } from './server/world.ts';

export interface Setting {
  readonly messageContent?: boolean;
  readonly times?: Parameters<typeof discordAdapter>[0]['times'];
  readonly commands?: readonly Command[];
  readonly now?: () => Date;
  readonly takesPart?: Parameters<typeof discordAdapter>[0]['takesPart'];
}

interface Line {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly details: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** An adapter logged in to a Discord on loopback. */
export interface Running {
  readonly adapter: Adapter;
  readonly lines: readonly Line[];
  readonly states: readonly string[];
  readonly spacesGone: readonly string[];
  /** Stops taking, lets what runs finish; the server stays. */
  stop(): Promise<void>;
}

const unused = async () => {
  throw new Error('Handlers of the tests answer; no command is run');
};

/** The commands of the contract, with one of each kind of option. */
export const commands: readonly Command[] = [
  defineCommand({
    name: 'ask',
    summary: 'Ask the archive',
    options: { question: { type: 'text', summary: 'A question', required: true } },
    run: unused,
  }),
  defineCommand({
    name: 'check',
    summary: 'Was it said, and in these words?',
    options: {
      speaker: { type: 'text', summary: 'Who is claimed to have said them', suggest: 'speaker' },
      quote: { type: 'text', summary: 'The words to check', required: true },
      count: { type: 'count', summary: 'How many', max: 20 },
      format: { type: 'choice', summary: 'As what', choices: ['csv', 'jsonl'] },
    },
    run: unused,
  }),
  defineCommand({
    name: 'digest set',
    summary: 'Post the news on chosen days',
    options: { days: { type: 'text', summary: 'weekdays 08:00' } },
    run: unused,
  }),
  defineCommand({ name: 'help', summary: 'What can I ask?', options: {}, run: unused }),
  defineCommand({
    name: 'sources',
    summary: 'Where articles come from',
    administrators: true,
    options: { outlet: { type: 'text', summary: 'Name of an outlet', suggest: 'outlet' } },
    run: unused,
  }),
];

/** Logs an adapter in and waits until it takes events. */
export async function run(
  server: DiscordServer,
  setting: Setting,
  dispatch: (adapter: Adapter) => Handlers,
): Promise<Running> {
  const lines: Line[] = [];
  const states: string[] = [];
  const spacesGone: string[] = [];
  const write = (level: Line['level']) => (details: object, message: string) => {
    lines.push({ level, details: { ...details }, message });
  };
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const adapter = discordAdapter({
    token: server.token,
    messageContent: setting.messageContent ?? false,
    commands: setting.commands ?? commands,
    log,
    now: setting.now ?? (() => new Date()),
    api: server.api,
    ...(setting.takesPart && { takesPart: setting.takesPart }),
    onState: (state) => states.push(state),
    onSpaceGone: (space) => spacesGone.push(space),
    times: { retryMs: 20, settleMs: 20, drainMs: 8_000, ...setting.times },
  });
  const stopping = new AbortController();
  const listening = adapter.listen(dispatch(adapter), stopping.signal);
  return {
    adapter,
    lines,
    states,
    spacesGone,
    async stop() {
      await server.gateway.flush();
      stopping.abort();
      await listening;
    },
  };
}

export async function connected(running: Running): Promise<void> {
  await vi.waitFor(
    () => {
      if (!running.lines.some(({ message }) => message.startsWith('Slash commands')))
        throw new Error('not connected yet');
    },
    { timeout: 10_000, interval: 5 },
  );
}

/** The contract's view of a Discord on loopback. */
export function discordHarness(
  setting: Setting & {
    readonly prepare?: (server: DiscordServer) => void;
    /** Makes every answer slow, so that interactions are acknowledged first. */
    readonly answerAfterMs?: number;
  } = {},
): Harness {
  let server: DiscordServer | null = null;
  let running: Running | null = null;

  function far(): DiscordServer {
    if (server === null) throw new Error('The harness is not started');
    return server;
  }

  return {
    name: 'discord',
    people: 'many',

    async start(dispatch) {
      server = await startDiscord();
      server.portal.messageContent = setting.messageContent ?? false;
      setting.prepare?.(server);
      running = await run(server, setting, (adapter) => slowed(dispatch(adapter), setting.answerAfterMs ?? 0));
      await connected(running);
    },

    async ask(question) {
      ask(far(), question, setting.messageContent ?? false);
      await far().gateway.flush();
    },

    async command({ name, options, user = 'anna', visibility = 'public' }) {
      const isPrivate = visibility === 'private' ? { private: true } : {};
      far().command(name, { ...options, ...isPrivate }, user);
      await far().gateway.flush();
    },

    async checkMessage(text, user = 'anna') {
      const target = far().say({ text, user: 'carla' });
      far().checkMessage(checkMessage, target, user);
      await far().gateway.flush();
    },

    async press(message, label, user = 'anna') {
      const button = message.buttons.find((one) => one.label === label);
      const stored = far().world.messages.find(({ id }) => id === message.id);
      if (!button || !stored) throw new Error(`There is no button "${label}" to press`);
      far().press(stored, button.id, user);
      await far().gateway.flush();
    },

    forms: () => (server?.world.forms ?? []).map(formIn),

    async fill(values, user = 'anna') {
      far().submit(values, user);
      await far().gateway.flush();
    },

    sent: () => (server === null ? [] : shownMessages(server)),
    files: () =>
      (server?.world.messages ?? [])
        .flatMap(({ attachments }) => attachments)
        .map(({ filename, content, description }) => ({
          name: filename,
          content,
          alternative: description ?? null,
        })),
    violations: () => server?.violations ?? [],

    async close() {
      await running?.stop();
      running = null;
      await server?.close();
    },
  };
}

function formIn({ title, components }: Readonly<Record<string, unknown>>): OpenForm {
  const labels = Array.isArray(components) ? components.filter(isRecord) : [];
  const fields = labels.map(({ label, component }) => {
    const inner = isRecord(component) ? component : {};
    const options = Array.isArray(inner.options) ? inner.options.filter(isRecord) : [];
    const chosen = options.find((option) => option.default === true)?.value;
    return { option: String(inner.custom_id), label: String(label), value: String(inner.value ?? chosen ?? '') };
  });
  return { title: String(title), fields };
}

function ask(
  server: DiscordServer,
  { text, user = 'anna', manner = 'mention', under }: Asking,
  hasContent: boolean,
): void {
  if (under === undefined) {
    server.say({ text, user, ...(manner === 'direct' ? { channel: 'direct' } : { mention: true }) });
  } else {
    // Without the intent a reply that pings the bot is the follow-up.
    server.say({ text, user, channel: under.channel, ...(hasContent ? {} : { replyTo: under.id }) });
  }
}

function slowed(handlers: Handlers, ms: number): Handlers {
  if (ms === 0) return handlers;
  return {
    ...handlers,
    async handle(event) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return handlers.handle(event);
    },
  };
}

/** What stands there of the bot's, oldest first. */
export function shownMessages(server: DiscordServer): Shown[] {
  const { world } = server;
  return world.messages
    .filter(({ author, flags }) => author.id === world.bot.id && (flags & loadingFlag) === 0)
    .map((message) => show(message, server));
}

function show(message: StoredMessage, { world }: DiscordServer): Shown {
  const descriptions = message.embeds.map(({ description }) => String(description ?? ''));
  const read = [message.content, ...descriptions].map(readMarkdown);
  const seer = [...world.users].find(([, { id }]) => id === message.ephemeralTo)?.[0];
  const isThread = world.channels.get(message.channel_id)?.type === 11;
  return {
    id: message.id,
    channel: message.channel_id,
    thread: message.message_reference?.message_id ?? (isThread ? message.channel_id : null),
    seenBy: seer === undefined ? 'all' : { user: seer },
    text: read.map(({ text }) => text).join('\n'),
    notification: read[0]?.text ?? '',
    quotations: read.flatMap(({ quotations }) => quotations),
    links: read.flatMap(({ links }) => links),
    bold: read.flatMap(({ bold }) => bold),
    struck: read.flatMap(({ struck }) => struck),
    buttons: message.components.flatMap(buttonsIn),
    pings: read.flatMap(({ mentions }) => mentions),
    previews: wouldPreview(message.content),
    edits: message.edits,
  };
}

function buttonsIn(row: Readonly<Record<string, unknown>>): Button[] {
  const parts = Array.isArray(row.components) ? row.components.filter(isRecord) : [];
  return parts.map(({ custom_id, label }) => ({ id: String(custom_id), label: String(label) }));
}
