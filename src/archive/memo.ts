import type { Filter } from '../model/archive.ts';
import type { Connection } from './connection.ts';
import { listParameter } from './filters.ts';
import { lastMark } from './movement.ts';

/** Answers kept at a time: a question asks for a handful of counts, and the next one for the same. */
const MOST_KEPT = 64;

/** Keeps what was counted until an article moves: a conversation asks for the same counts again and again. */
export class Memo {
  readonly #connection: Connection;
  readonly #kept = new Map<string, unknown>();
  #mark = -1;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @param what names the count, so that no other has the same key */
  remember<T>(what: string, filter: Filter, count: () => T): T {
    return this.#connection.read('count', () => {
      this.#forgetOld();
      const key = `${what} ${keyOfFilter(filter)}`;
      // Under one name and filter there is only ever what this count gave.
      if (this.#kept.has(key)) return this.#kept.get(key) as T;
      const counted = count();
      this.#kept.set(key, counted);
      for (const oldest of this.#kept.keys()) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
      return counted;
    });
  }

  #forgetOld(): void {
    const mark = lastMark(this.#connection);
    if (mark !== this.#mark) this.#kept.clear();
    this.#mark = mark;
  }
}

export function keyOfFilter({ scope, outlet, from, to }: Filter): string {
  const sources = scope.sources === 'all' ? 'all' : listParameter(scope.sources);
  return JSON.stringify([sources, outlet ?? null, from?.getTime() ?? null, to?.getTime() ?? null]);
}
