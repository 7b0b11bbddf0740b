import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Core } from './model/core.ts';

/** What goes to a thread of the query core: the archive first, then methods of `Core`. */
export type ToCoreThread =
  | { readonly kind: 'open'; readonly archive: string }
  | { readonly kind: 'call'; readonly id: number; readonly method: keyof Core; readonly request: unknown }
  | { readonly kind: 'close' };

/** What comes back; `id` is -1 for the opening of the archive. */
export type FromCoreThread =
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  /** `told`: what the user can mend, in words. */
  | { readonly id: number; readonly kind: 'told'; readonly message: string }
  | { readonly id: number; readonly kind: 'failed'; readonly error: unknown };

/** What stood in the way of the thread, in words: an archive that cannot be opened or read. */
export class CoreThreadError extends Error {
  override readonly name = 'CoreThreadError';
}

/** This end of the port of one thread. */
export interface CorePort {
  /** @throws {CoreThreadError} when the archive cannot be opened */
  open(archive: string): Promise<void>;
  call<M extends keyof Core>(method: M, request: Parameters<Core[M]>[0]): ReturnType<Core[M]>;
  /** From now on the process stays for the thread's sake. */
  hold(): void;
  close(): Promise<void>;
}

/** A supervisor that sent SIGTERM waits ten seconds, and others have to close too. */
const longestCloseMs = 6_000;
const opening = -1;

/** Starts a thread, which loads its modules until an archive is opened in it. Until it is held it keeps no process. */
export function startThread(): CorePort {
  const worker = new Worker(new URL('./worker-start.js', import.meta.url));
  worker.unref();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let last = opening;

  function failAll(error: unknown): void {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  worker.on('message', (result: FromCoreThread) => {
    const call = waiting.get(result.id);
    waiting.delete(result.id);
    if (result.kind === 'done') call?.resolve(result.value);
    else call?.reject(result.kind === 'told' ? new CoreThreadError(result.message) : result.error);
  });
  worker.on('error', failAll);
  worker.on('exit', (code) => failAll(new Error(`The thread of the query core ended with code ${code}`)));

  function send(id: number, message: ToCoreThread): Promise<unknown> {
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage(message);
    });
  }

  return {
    async open(archive) {
      await send(opening, { kind: 'open', archive });
    },

    // The other end of the port is `Core` itself: structured cloning keeps its values, and only their types are lost.
    call<M extends keyof Core>(method: M, request: Parameters<Core[M]>[0]): ReturnType<Core[M]> {
      last += 1;
      return send(last, { kind: 'call', id: last, method, request }) as ReturnType<Core[M]>;
    },

    hold: () => worker.ref(),

    async close() {
      // The index may be worth writing down; a thread that is killed while it writes leaves the old one in its place.
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.postMessage({ kind: 'close' } satisfies ToCoreThread);
      await Promise.race([ended, sleep(longestCloseMs, undefined, { ref: false })]);
      await worker.terminate();
    },
  };
}
