import type { SQLInputValue } from 'node:sqlite';
import type { VersionRow } from '../model/archive.ts';
import type { Connection } from './connection.ts';
import { type Counted, countVersions } from './count-versions.ts';
import { addRecent, sentenceHashes, speakerKeys, statementKeys } from './levels.ts';

/**
 * What new versions add to the tables that are kept in the order of names and hashes. It is gathered and written at the
 * end of the transaction, in their order: of a hundred articles each page and each count is then touched once.
 * Whoever takes something out of these tables in the same transaction writes before.
 */
export class Additions {
  readonly #connection: Connection;
  #counted: Counted[] = [];
  #hashes: [hash: bigint, version: VersionRow][] = [];
  #statementKeys: [key: string, version: VersionRow][] = [];
  #speakerKeys: [key: string, alias: 0 | 1, version: VersionRow, person: number][] = [];

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
    this.#speakerKeys.push([key, alias, version, person]);
  }

  addStatementKey(key: string, version: VersionRow): void {
    this.#statementKeys.push([key, version]);
  }

  write(): void {
    const counted = this.#counted;
    this.#counted = [];
    countVersions(this.#connection, counted);
    addRecent(this.#connection, sentenceHashes, inOrder(this.#hashes));
    addRecent(this.#connection, statementKeys, inOrder(this.#statementKeys));
    addRecent(this.#connection, speakerKeys, inOrder(this.#speakerKeys));
    [this.#hashes, this.#statementKeys, this.#speakerKeys] = [[], [], []];
  }
}

/** By code units, which is near enough to SQLite's order of bytes. */
function inOrder<R extends readonly [key: bigint | string, ...SQLInputValue[]]>(rows: R[]): R[] {
  return rows.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Runs `work` in the transaction under way and writes what it adds. */
export function adding<T>(connection: Connection, work: (added: Additions) => T): T {
  const added = new Additions(connection);
  const result = work(added);
  added.write();
  return result;
}
