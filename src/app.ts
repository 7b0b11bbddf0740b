import { setImmediate } from 'node:timers/promises';
import { ask } from '../commands/ask.ts';
import { check } from '../commands/check.ts';
import { compare } from '../commands/compare.ts';
import { context } from '../commands/context.ts';
import { correct } from '../commands/correct.ts';
import { digestButtonCommands, digestCommands } from '../commands/digest.ts';
import { followButtonCommands, followCommands } from '../commands/follow.ts';
import { help } from '../commands/help.ts';
import { privacy } from '../commands/privacy.ts';
import { quotes } from '../commands/quotes.ts';
import { sources as sourceCommands } from '../commands/sources.ts';
import { space } from '../commands/space.ts';
import { status } from '../commands/status.ts';
import { timeline } from '../commands/timeline.ts';
import { zone as zoneCommand } from '../commands/zone.ts';
import { consoleAdapter } from './adapters/console/console.ts';
import type { Screen } from './adapters/console/render.ts';
import { greeting } from './answer/holdings.ts';
import { type Archive, openArchive } from './archive/open-archive.ts';
import { openCorrections } from './archive/open-corrections.ts';
import { openPersonalData } from './archive/personal-data.ts';
import { openStores } from './archive/stores/open-stores.ts';
import type { Command, Ports, Services } from './command.ts';
import { startCoreThread } from './core-thread.ts';
import { createDispatcher } from './dispatch.ts';
import { loadSettings } from './load-settings.ts';
import type { Adapter, Platform, Reply, Target } from './model/chat.ts';
import type { Core } from './model/core.ts';
import type { Scope } from './model/scope.ts';
import type { SourceWorks } from './operator/sources.ts';
import { terminalSubscriptions } from './operator/subscriptions.ts';
import { createDeliverer } from './outbox.ts';
import { createRateLimit } from './rate-limit.ts';
import { rederive } from './refresh.ts';
import type { Settings } from './settings.ts';

/** All commands, in the order in which help lists them. */
export const commands: readonly Command[] = [
  ask,
  quotes,
  check,
  compare,
  timeline,
  context,
  correct,
  zoneCommand,
  ...sourceCommands,
  space,
  ...privacy,
  ...digestCommands,
  ...followCommands,
  status,
  help,
];

/** What only buttons call. */
export const buttonCommands: readonly Command[] = [...digestButtonCommands, ...followButtonCommands];

const terminal: Target = { platform: 'console', space: null, channel: 'terminal', thread: null };

/** The terminal sees all. */
const everything: Scope = { sources: 'all' };

/** What commands use besides the core. */
export function portsOver(file: string, sources: Ports['sources'], subscriptions: Ports['subscriptions']): Ports {
  return { corrections: openCorrections(file), privacy: openPersonalData(file), sources, subscriptions };
}

interface TerminalSources {
  readonly open: () => Promise<SourceWorks>;
  close(): Promise<void>;
}

/** What fetches, opened when a command of the terminal needs it. What is added is fetched while its user waits. */
export function terminalSources(file: string, settings: Settings, signal: AbortSignal): TerminalSources {
  let opened: Promise<{ readonly works: SourceWorks; readonly archive: Archive }> | null = null;
  const open = async () => {
    const { openSourceWorks } = await import('./operator/sources.ts');
    const archive = openArchive(file);
    const now = () => new Date();
    const onError = (error: unknown) => process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    return {
      archive,
      works: openSourceWorks({ archive, settings, now, added: 'at once', signal, onError }),
    };
  };
  return {
    async open() {
      opened ??= open();
      return (await opened).works;
    },
    async close() {
      if (opened === null) return;
      const { works, archive } = await opened;
      await works.close();
      archive.close();
    },
  };
}

/** Opens the query core over an archive for as long as `use` runs, which is handed services of its own for each call. */
export async function withServices<T>(
  file: string,
  limit: number,
  use: (services: () => Services) => Promise<T>,
  signal: AbortSignal = new AbortController().signal,
): Promise<T> {
  const settings = loadSettings();
  const sources = terminalSources(file, settings, signal);
  const { zone } = settings;
  const thread = await startCoreThread({ archive: file });
  const subscriptions = terminalSubscriptions(file, thread.core);
  // One command remembers nothing of its user.
  const forgotten = openStores(':memory:', { now: () => new Date() });
  try {
    return await use(() => ({
      ...portsOver(file, async () => (await sources.open()).desk, subscriptions.open),
      core: thread.core,
      askers: forgotten.askers,
      asker: { scope: everything, at: terminal, user: 'terminal', zone, administrator: true, operator: true },
      now: new Date(),
      page: { limit, offset: 0 },
      shown: [],
      commands,
    }));
  } finally {
    await sources.close();
    subscriptions.close();
    forgotten.close();
    await thread.close();
  }
}

interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** How wide the terminal is, whether it has colour, and in which zone its user reads dates. */
export function screenOf(output: NodeJS.WriteStream, settings: Settings): Screen {
  return {
    columns: output.columns ?? 100,
    // FORCE_COLOR and NO_COLOR are what people set to overrule the guess.
    colour: output.isTTY ? output.hasColors() : process.env.FORCE_COLOR === '1',
    zone: settings.zone,
    now: new Date(),
  };
}

/** Chats in the terminal until its user leaves or `signal` aborts. */
export async function chatInTerminal(
  file: string,
  settings: Settings,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const thread = await startCoreThread({ archive: file });
  // What a terminal chat remembers ends with it.
  const stores = openStores(':memory:', { now: () => new Date() });
  const adapters = new Map<Platform, Adapter>();
  const sources = terminalSources(file, settings, signal);
  const subscriptions = terminalSubscriptions(file, thread.core);
  const dispatcher = createDispatcher({
    commands,
    core: thread.core,
    ports: portsOver(file, async () => (await sources.open()).desk, subscriptions.open),
    stores,
    adapters,
    deliverer: createDeliverer({ outbox: stores.outbox, adapters, now: () => new Date() }),
    rateLimit: createRateLimit(settings.questionsPerMinute),
    now: () => new Date(),
    zone: settings.zone,
    scopeOf: () => everything,
    administrators: settings.administrators,
    onError: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  });
  const adapter = consoleAdapter({
    input: terminal.input,
    output: terminal.output,
    interactive: terminal.input.isTTY === true && terminal.output.isTTY === true,
    screen: () => screenOf(terminal.output, settings),
    greeting: () => greet(thread.core, settings.zone),
    example: async () => (await thread.core.holdings(everything)).examples[0] ?? null,
  });
  adapters.set(adapter.name, adapter);
  const reading = new AbortController();
  const rereading = rereadOutdated(file, AbortSignal.any([signal, reading.signal]));
  try {
    await adapter.listen(dispatcher, signal);
  } finally {
    reading.abort();
    await rereading;
    await sources.close();
    subscriptions.close();
    stores.close();
    await thread.close();
  }
}

/** Some 10 ms of work. */
const fingerprintedAtOnce = 20;

/** Reads again, between the questions, what older rules have read. It changes no text, and ids of statements last. */
export async function rereadOutdated(file: string, signal: AbortSignal): Promise<void> {
  // The text stage brings its word lists and weights along: half of the time of a start.
  const { readArticle, readingRules } = await import('./text/read-article.ts');
  using archive = openArchive(file);
  await rederive({ archive, readArticle, rules: readingRules, signal });
  while (!signal.aborted && archive.fingerprintMissing(fingerprintedAtOnce) > 0) await setImmediate();
}

async function greet(core: Core, zone: string): Promise<Reply> {
  const holdings = await core.holdings(everything);
  return {
    body: greeting(holdings, { locale: 'en-GB', zone, now: new Date() }),
    buttons: [],
    visibility: 'private',
    placement: 'new',
  };
}
