import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Core } from './model/core.ts';
import type { SharedBase } from './search/open-search.ts';
import type { IndexBytes } from './search/read-index-file.ts';

/** What goes to a thread of the query core: the archive first, then methods of `Core`. */
export type ToCoreThread = { readonly id: number } & (
  | ({ readonly kind: 'open' } & Opening)
  | { readonly kind: 'call'; readonly method: keyof Core; readonly request: unknown }
  | { readonly kind: 'share' }
  | { readonly kind: 'adopt'; readonly base: SharedBase }
  | { readonly kind: 'close' }
);

/** What comes back. */
export type FromCoreThread =
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  /** `told`: what the user can mend, in words. */
  | { readonly id: number; readonly kind: 'told'; readonly message: string }
  | { readonly id: number; readonly kind: 'failed'; readonly error: unknown }
  /** Unasked: there is a new base to share. */
  | { readonly kind: 'sealed' };

/** What stood in the way of the thread, in words: an archive that cannot be opened or read. */
export class CoreThreadError extends Error {
  override readonly name = 'CoreThreadError';
}

/** What a thread is opened over. */
export interface Opening {
  readonly archive: string;
  /** Sentences from which on an index is worth sealing and sharing. */
  readonly sealFrom?: number;
  /** What was read of the base on disk already. */
  readonly base?: IndexBytes;
  /** The index of another thread; the thread keeps its own on disk when absent. */
  readonly shared?: SharedBase;
}

/** This end of the port of one thread. What is asked of one that has ended fails. */
export interface CorePort {
  /** @throws {CoreThreadError} when the archive cannot be opened */
  open(opening: Opening): Promise<void>;
  call<M extends keyof Core>(method: M, request: Parameters<Core[M]>[0]): ReturnType<Core[M]>;
  /** What others may share of its index; `null` while it is small. */
  share(): Promise<SharedBase | null>;
  adopt(base: SharedBase): Promise<void>;
  /** Requests that wait for their answer. */
  readonly waiting: number;
  /** From now on the process stays for the thread's sake. */
  hold(): void;
  /** Calls back when the thread has sealed its index. */
  onSealed(tell: () => void): void;
  /** Settles when the thread has ended, with what ended it. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

/** A supervisor that sent SIGTERM waits ten seconds, and others have to close too. */
const longestCloseMs = 6_000;

/** A message to a thread without its number. */
type Message = ToCoreThread extends infer M ? (M extends unknown ? Omit<M, 'id'> : never) : never;

/** Starts a thread, which loads its modules until an archive is opened in it. Until it is held it keeps no process. */
export function startThread(): CorePort {
  const worker = new Worker(new URL('./worker-start.js', import.meta.url));
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let last = 0;
  let over: { readonly error: unknown } | null = null;
  let tellSealed = (): void => undefined;

  const ended = new Promise<unknown>((resolve) => {
    function end(error: unknown): void {
      over ??= { error };
      for (const { reject } of waiting.values()) reject(over.error);
      waiting.clear();
      resolve(over.error);
    }
    worker.on('error', end);
    worker.on('exit', (code) => end(new Error(`A thread of the query core ended with code ${code}`)));
  });
  worker.on('message', (result: FromCoreThread) => {
    if (result.kind === 'sealed') return tellSealed();
    const call = waiting.get(result.id);
    waiting.delete(result.id);
    if (result.kind === 'done') call?.resolve(result.value);
    else call?.reject(result.kind === 'told' ? new CoreThreadError(result.message) : result.error);
  });
  // Only now: whoever listens to its messages holds the process anew.
  worker.unref();

  function send(message: Message): Promise<unknown> {
    if (over !== null) return Promise.reject(over.error);
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...message, id } satisfies ToCoreThread);
    });
  }

  return {
    async open(opening) {
      await send({ kind: 'open', ...opening });
    },

    // The other end of the port is `Core` itself: structured cloning keeps its values, and only their types are lost.
    call<M extends keyof Core>(method: M, request: Parameters<Core[M]>[0]): ReturnType<Core[M]> {
      return send({ kind: 'call', method, request }) as ReturnType<Core[M]>;
    },

    share: () => send({ kind: 'share' }) as Promise<SharedBase | null>,

    async adopt(base) {
      await send({ kind: 'adopt', base });
    },

    get waiting() {
      return waiting.size;
    },

    hold: () => worker.ref(),

    onSealed(tell) {
      tellSealed = tell;
    },

    ended,

    async close() {
      // The index may be worth writing down; a thread that is killed while it writes leaves the old one in its place.
      void send({ kind: 'close' }).catch(() => undefined);
      await Promise.race([ended, sleep(longestCloseMs, undefined, { ref: false })]);
      await worker.terminate();
    },
  };
}
