import { expect, vi } from 'vitest';
import type { SlackOptions } from '../../../src/adapters/slack/slack.ts';
import { slackAdapter } from '../../../src/adapters/slack/slack.ts';
import type { Adapter, Handlers } from '../../../src/model/chat.ts';
import type { Harness, OpenForm, Shown } from '../contract.ts';
import {
  buttonPressed,
  eventCallback,
  messageEvent,
  messageShortcut,
  slashCommand,
  typed,
  userId,
  viewSubmitted,
} from './events.ts';
import { decode, readBlocks } from './server/reader.ts';
import { type SlackServer, startSlackServer } from './server/slack-server.ts';
import { appToken, botToken, botUser, directOf, type StoredMessage } from './server/workspace.ts';

export const channel = 'C0NEWS';

interface Line {
  readonly level: string;
  readonly details: object;
  readonly message: string;
}

/** What the adapter says, kept to be looked through. */
export function recordingLog() {
  const lines: Line[] = [];
  const write = (level: string) => (details: object, message: string) => void lines.push({ level, details, message });
  return { lines, log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') } };
}

interface Settings {
  readonly server?: Parameters<typeof startSlackServer>[0];
  readonly adapter?: Partial<SlackOptions>;
}

/** The adapter as it runs, with the small Slack at its far end. */
export interface SlackHarness extends Harness {
  readonly server: SlackServer;
  readonly adapter: Adapter;
  readonly lines: readonly Line[];
  /** A person writes in the channel or elsewhere; the event reaches the adapter. */
  write(user: string, where: string, text: string, threadTs?: string | null): Promise<StoredMessage>;
  /** Ends listening as the process would; the server stays. */
  stop(): Promise<void>;
  /** Listens again, as after a restart. */
  start(dispatch: (adapter: Adapter) => Handlers): Promise<void>;
}

export async function slackHarness({
  server: serverOptions,
  adapter: overrides,
}: Settings = {}): Promise<SlackHarness> {
  const server = await startSlackServer(serverOptions);
  const { workspace } = server;
  const { lines, log } = recordingLog();
  let stopping = new AbortController();
  let listening: Promise<void> = Promise.resolve();
  let closed = false;
  const newAdapter = () =>
    slackAdapter({
      mode: { kind: 'socket', botToken, appToken },
      commands: ['ask', 'quotes', 'check', 'digest set', 'help', 'status'].map((name) => ({ name })),
      log,
      now: () => new Date('2025-05-14T12:00:00Z'),
      slackApiUrl: server.apiUrl,
      waitsMs: [10, 20, 40],
      ...overrides,
    });
  let adapter = newAdapter();

  async function write(user: string, where: string, text: string, threadTs: string | null = null) {
    const message = workspace.write(user, where, text, threadTs);
    await server.deliver('events_api', eventCallback(messageEvent(message)));
    return message;
  }

  function stored(shown: Shown): StoredMessage {
    const message = workspace.find(shown.channel, shown.id);
    if (message === undefined) throw new Error(`There is no message ${shown.id}`);
    return message;
  }

  return {
    name: 'slack',
    people: 'many',
    server,
    get adapter() {
      return adapter;
    },
    lines,
    write,

    async start(dispatch) {
      // Each start is a new process: nothing is left of the one before.
      if (stopping.signal.aborted) adapter = newAdapter();
      stopping = new AbortController();
      listening = adapter.listen(dispatch(adapter), stopping.signal);
      await vi.waitFor(() => expect(server.sockets.length).toBeGreaterThan(0), { timeout: 10_000 });
    },

    async ask({ text, user = 'anna', manner = 'mention', under }) {
      const asker = userId(user);
      if (under !== undefined) {
        await write(asker, under.channel, typed(text), under.thread ?? under.id);
      } else if (manner === 'direct') {
        await write(asker, directOf(asker), typed(text));
      } else {
        const message = workspace.write(asker, channel, `<@${botUser}> ${typed(text)}`, null);
        // Slack tells of one mention twice.
        await Promise.all([
          server.deliver('events_api', eventCallback(messageEvent(message, { type: 'app_mention' }))),
          server.deliver('events_api', eventCallback(messageEvent(message))),
        ]);
      }
    },

    async command({ name, options, user = 'anna', visibility }) {
      const asker = userId(user);
      const words = [name, ...Object.values(options), ...(visibility === 'public' ? ['--public'] : [])].join(' ');
      const payload = slashCommand(asker, channel, typed(words), server.responseUrl(channel, asker, null));
      await server.deliver('slash_commands', payload);
    },

    async checkMessage(text, user = 'anna') {
      const chosen = workspace.write(userId('bert'), channel, typed(text), null);
      const asker = userId(user);
      await server.deliver('interactive', messageShortcut(asker, chosen, server.responseUrl(channel, asker, null)));
    },

    async press(message, label, user = 'anna') {
      const button = message.buttons.find((drawn) => drawn.label === label);
      if (button === undefined) throw new Error(`There is no button "${label}"`);
      const bearing = stored(message);
      const presser = userId(user);
      const address = server.responseUrl(message.channel, presser, bearing);
      await server.deliver('interactive', buttonPressed(presser, bearing, button.id, address));
    },

    forms: () => workspace.views.map(({ view }) => formIn(view)),

    async fill(values, user = 'anna') {
      const view = workspace.views.at(-1)?.view;
      if (!isView(view)) throw new Error('There is no form to fill in');
      await server.deliver('interactive', viewSubmitted(userId(user), view, values));
    },

    sent: () => shownMessages(server),
    files: () => workspace.files.filter(({ channel: posted }) => posted !== null),
    violations: () => workspace.violations,

    async stop() {
      stopping.abort();
      await listening;
    },

    async close() {
      if (closed) return;
      closed = true;
      stopping.abort();
      await listening;
      await server.close();
    },
  };
}

function isView(view: unknown): view is Readonly<Record<string, unknown>> {
  return typeof view === 'object' && view !== null;
}

function formIn(view: unknown): OpenForm {
  const { title, blocks } = view as {
    readonly title: { readonly text: string };
    readonly blocks: readonly {
      readonly block_id: string;
      readonly label: { readonly text: string };
      readonly element: { readonly initial_value?: string; readonly initial_option?: { readonly value: string } };
    }[];
  };
  const fields = blocks.map(({ block_id, label, element }) => ({
    option: block_id,
    label: label.text,
    value: element.initial_value ?? element.initial_option?.value ?? '',
  }));
  return { title: title.text, fields };
}

/** What stands there of the bot's, oldest first. */
export function shownMessages({ workspace }: SlackServer): Shown[] {
  return workspace.messages.filter(({ author }) => author === 'bot').map(show);
}

function show(message: StoredMessage): Shown {
  const { text, quotations, links, bold, struck, buttons, pings } = readBlocks(message.blocks);
  return {
    id: message.ts,
    channel: message.channel,
    thread: message.threadTs,
    seenBy: message.seenBy === 'all' ? 'all' : { user: message.seenBy },
    text,
    notification: decode(message.text),
    quotations,
    links,
    bold,
    struck,
    buttons,
    pings,
    previews: message.unfurls,
    edits: message.edits,
  };
}
