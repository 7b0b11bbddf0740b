import type { VersionRow } from '../model/archive.ts';
import type { Connection } from './connection.ts';
import { type Counted, countVersions } from './count-versions.ts';
import { insertRows } from './insert-rows.ts';

/**
 * What new versions add to the tables that are kept in the order of names and hashes. It is gathered and written at the
 * end of the transaction, in their order: of a hundred articles each page and each count is then touched once.
 * Whoever takes something out of these tables in the same transaction writes before.
 */
export class Additions {
  readonly #connection: Connection;
  #counted: Counted[] = [];
  #hashes: [hash: bigint, version: VersionRow][] = [];
  #keys: [key: string, alias: 0 | 1, version: VersionRow, person: number][] = [];

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  addVersion(counted: Counted): void {
    this.#counted.push(counted);
  }

  addHashes(version: VersionRow, hashes: readonly bigint[]): void {
    for (const hash of hashes) this.#hashes.push([hash, version]);
  }

  /** Somebody speaks in a version, as the so-manieth of its people. */
  addSpeakerKey(key: string, alias: 0 | 1, version: VersionRow, person: number): void {
    this.#keys.push([key, alias, version, person]);
  }

  write(): void {
    const [counted, hashes, keys] = [this.#counted, this.#hashes, this.#keys];
    [this.#counted, this.#hashes, this.#keys] = [[], [], []];
    countVersions(this.#connection, counted);
    hashes.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    insertRows(this.#connection, 'sentence_hashes (hash, version)', hashes, 'ON CONFLICT DO NOTHING');
    // By code units, which is near enough to SQLite's order of bytes.
    keys.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    insertRows(this.#connection, 'speaker_keys (key, alias, version, person)', keys);
  }
}

/** Runs `work` in the transaction under way and writes what it adds. */
export function adding<T>(connection: Connection, work: (added: Additions) => T): T {
  const added = new Additions(connection);
  const result = work(added);
  added.write();
  return result;
}
