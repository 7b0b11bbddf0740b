import { setTimeout as sleep } from 'node:timers/promises';
import { consoleAdapter } from './adapters/console/console.ts';
import { greeting } from './answer/holdings.ts';
import { commands, everything, screenOf } from './app.ts';
import { openStores } from './archive/stores/open-stores.ts';
import { startCoreThread } from './core-thread.ts';
import { createDispatcher } from './dispatch.ts';
import type { Adapter, Platform, Reply } from './model/chat.ts';
import type { Core } from './model/core.ts';
import { createDeliverer } from './outbox.ts';
import { terminalPorts } from './ports.ts';
import { createRateLimit } from './rate-limit.ts';
import { rereadOutdated } from './reread.ts';
import type { Settings } from './settings.ts';

interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
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
  const { ports, close } = terminalPorts(file, thread.core, settings, signal);
  const dispatcher = createDispatcher({
    commands,
    core: thread.core,
    ports,
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
  const rereading = rereadLater(file, AbortSignal.any([signal, reading.signal]));
  try {
    await adapter.listen(dispatcher, signal);
  } finally {
    reading.abort();
    await rereading;
    await close();
    stores.close();
    await thread.close();
  }
}

/** What reads texts takes a third of a second to load: the first question should not wait for that. */
const rereadAfterMs = 2_000;

async function rereadLater(file: string, signal: AbortSignal): Promise<void> {
  await sleep(rereadAfterMs, undefined, { signal }).catch(() => undefined);
  if (!signal.aborted) await rereadOutdated(file, signal);
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
