import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Core } from './model/core.ts';

export interface CoreThreadOptions {
  /** File of the archive; the sample articles answer while it is empty. */
  readonly archive: string;
}

/** What goes to the thread: one method of `Core`. */
export interface CoreCall {
  readonly id: number;
  readonly method: keyof Core;
  readonly request: unknown;
}

/** What comes back; `id` is -1 for the start of the thread itself. */
export type CoreResult =
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  /** `told`: what the user can mend, in words. */
  | { readonly id: number; readonly kind: 'told'; readonly message: string }
  | { readonly id: number; readonly kind: 'failed'; readonly error: unknown };

/** What stood in the way of the thread, in words: an archive that cannot be opened or read. */
export class CoreThreadError extends Error {
  override readonly name = 'CoreThreadError';
}

/** The query core in a thread of its own: SQLite and the index are synchronous, and a chat must stay awake. */
export interface CoreThread {
  readonly core: Core;
  close(): Promise<void>;
}

/** A supervisor that sent SIGTERM waits ten seconds, and others have to close too. */
const longestCloseMs = 6_000;

/** @throws {CoreThreadError} when the archive cannot be opened */
export async function startCoreThread(options: CoreThreadOptions): Promise<CoreThread> {
  const worker = new Worker(new URL('./worker-start.ts', import.meta.url), { workerData: options });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let last = -1;

  function failAll(error: unknown): void {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  const started = new Promise<unknown>((resolve, reject) => waiting.set(-1, { resolve, reject }));
  worker.on('message', (result: CoreResult) => {
    const call = waiting.get(result.id);
    waiting.delete(result.id);
    if (result.kind === 'done') call?.resolve(result.value);
    else call?.reject(result.kind === 'told' ? new CoreThreadError(result.message) : result.error);
  });
  worker.on('error', failAll);
  worker.on('exit', (code) => failAll(new Error(`The thread of the query core ended with code ${code}`)));

  /** The other end of the port is `Core` itself: structured cloning keeps its values, and only their types are lost. */
  function call<M extends keyof Core>(method: M, request: Parameters<Core[M]>[0]): ReturnType<Core[M]> {
    last += 1;
    const id = last;
    const result = new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, method, request } satisfies CoreCall);
    });
    return result as ReturnType<Core[M]>;
  }

  await started;
  return {
    core: {
      ask: (request) => call('ask', request),
      quotes: (request) => call('quotes', request),
      check: (request) => call('check', request),
      context: (request) => call('context', request),
      fate: (request) => call('fate', request),
      quotations: (request) => call('quotations', request),
      timeline: (request) => call('timeline', request),
      compare: (request) => call('compare', request),
      stories: (request) => call('stories', request),
      holdings: (request) => call('holdings', request),
      suggest: (request) => call('suggest', request),
    },
    async close() {
      // The index may be worth writing down; a thread that is killed while it writes leaves the old one in its place.
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.postMessage('close');
      await Promise.race([ended, sleep(longestCloseMs, undefined, { ref: false })]);
      await worker.terminate();
    },
  };
}
