import { type CorePort, startThread } from './core-port.ts';
import type { Core } from './model/core.ts';

export interface CoreThreadOptions {
  /** File of the archive; the sample articles answer while it is empty. */
  readonly archive: string;
}

/** The query core in a thread of its own: SQLite and the index are synchronous, and a chat must stay awake. */
export interface CoreThread {
  readonly core: Core;
  close(): Promise<void>;
}

/** A thread that was started before anybody asked for one. */
interface Ahead {
  readonly port: CorePort;
  opened: { readonly archive: string; readonly done: Promise<void> } | null;
}

let ahead: Ahead | null = null;

/** Starts the thread that the next `startCoreThread()` takes, so that it loads meanwhile. */
export function loadCoreThread(): { open(archive: string): void } {
  const loading: Ahead = { port: startThread(), opened: null };
  ahead = loading;
  return {
    open(archive) {
      const done = loading.port.open(archive);
      // Told to whoever takes the thread; nobody may.
      done.catch(() => undefined);
      loading.opened = { archive, done };
    },
  };
}

/** @throws {CoreThreadError} when the archive cannot be opened */
export async function startCoreThread({ archive }: CoreThreadOptions): Promise<CoreThread> {
  const port = await openedPort(archive);
  return {
    core: {
      ask: (request) => port.call('ask', request),
      quotes: (request) => port.call('quotes', request),
      check: (request) => port.call('check', request),
      context: (request) => port.call('context', request),
      fate: (request) => port.call('fate', request),
      quotations: (request) => port.call('quotations', request),
      timeline: (request) => port.call('timeline', request),
      compare: (request) => port.call('compare', request),
      stories: (request) => port.call('stories', request),
      holdings: (request) => port.call('holdings', request),
      suggest: (request) => port.call('suggest', request),
    },
    close: () => port.close(),
  };
}

async function openedPort(archive: string): Promise<CorePort> {
  const taken = ahead;
  ahead = null;
  const isOfAnother = taken?.opened != null && taken.opened.archive !== archive;
  if (isOfAnother) void taken.port.close();
  const port = taken === null || isOfAnother ? startThread() : taken.port;
  port.hold();
  await (isOfAnother ? port.open(archive) : (taken?.opened?.done ?? port.open(archive)));
  return port;
}
