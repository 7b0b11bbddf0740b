import { createPool } from './core-pool.ts';
import { type CorePort, type Opening, startThread } from './core-port.ts';
import type { Core } from './model/core.ts';
import { baseFile, baseFolder } from './search/base-file.ts';
import { readIndexAhead } from './search/read-index-file.ts';

export interface CoreThreadOptions {
  /** File of the archive; the sample articles answer while it is empty. */
  readonly archive: string;
  /** Threads that answer, at most; 1 when absent. A small archive is answered from by one. */
  readonly threads?: number;
  /** Sentences from which on an archive is not small, and its index is kept on disk; 100,000 when absent. */
  readonly sealFrom?: number;
  /** What ended a thread that is being replaced. */
  readonly onError?: (error: unknown) => void;
}

/** The query core in threads of its own: SQLite and the index are synchronous, and a chat must stay awake. */
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

/** Starts the thread that the next `startCoreThread()` takes; while it loads its modules, this one reads the index. */
export function loadCoreThread(): { open(archive: string): void } {
  const loading: Ahead = { port: startThread(), opened: null };
  ahead = loading;
  return {
    open(archive) {
      const done = openRead(loading.port, archive);
      // Told to whoever takes the thread; nobody may.
      done.catch(() => undefined);
      loading.opened = { archive, done };
    },
  };
}

async function openRead(port: CorePort, archive: string): Promise<void> {
  const base = await readIndexAhead(baseFile(baseFolder(archive)));
  await port.open({ archive, ...(base !== null && { base }) });
}

/** @throws {CoreThreadError} when the archive cannot be opened */
export async function startCoreThread({
  threads = 1,
  onError = () => undefined,
  ...opening
}: CoreThreadOptions): Promise<CoreThread> {
  const pool = createPool(await openedPort(opening), { opening, threads, start: startThread, onError });
  function call<M extends keyof Core>(method: M, request: Parameters<Core[M]>[0]): ReturnType<Core[M]> {
    return pool.leastBusy().call(method, request);
  }
  return {
    core: {
      ask: async (request) => call('ask', request),
      quotes: async (request) => call('quotes', request),
      check: async (request) => call('check', request),
      context: async (request) => call('context', request),
      fate: async (request) => call('fate', request),
      quotations: async (request) => call('quotations', request),
      timeline: async (request) => call('timeline', request),
      compare: async (request) => call('compare', request),
      stories: async (request) => call('stories', request),
      holdings: async (request) => call('holdings', request),
      suggest: async (request) => call('suggest', request),
    },
    close: pool.close,
  };
}

async function openedPort(opening: Opening): Promise<CorePort> {
  const taken = ahead;
  ahead = null;
  const isOfAnother = taken?.opened != null && taken.opened.archive !== opening.archive;
  if (isOfAnother) void taken.port.close();
  const port = taken === null || isOfAnother ? startThread() : taken.port;
  port.hold();
  try {
    await (isOfAnother ? port.open(opening) : (taken?.opened?.done ?? port.open(opening)));
  } catch (error) {
    // A thread that is held and that nobody has would keep the process.
    await port.close();
    throw error;
  }
  return port;
}
