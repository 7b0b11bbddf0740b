import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { integer } from './columns.ts';
import type { Connection } from './connection.ts';
import { insertRows } from './insert-rows.ts';

/** A table in two levels, which are read as one by its name. */
export interface Levelled {
  readonly name: 'sentence_hashes' | 'speaker_keys' | 'statement_keys';
  readonly columns: string;
  /** The first column of its order. */
  readonly key: string;
}

export const sentenceHashes: Levelled = { name: 'sentence_hashes', columns: 'hash, version', key: 'hash' };
export const speakerKeys: Levelled = { name: 'speaker_keys', columns: 'key, alias, version, person', key: 'key' };
export const statementKeys: Levelled = { name: 'statement_keys', columns: 'key, version', key: 'key' };

/**
 * Rows that stay recent, some 300 pages. A batch writes all of these pages, and of the settled ones all that it moves rows
 * to: with more recent rows it moves more to a page.
 */
const MOST_RECENT = 64_000;
/** Moved beyond what was added, so that there are fewer after a while where there are too many. */
const MOVED_BEYOND = 64;

/**
 * Adds rows. Part of a transaction.
 *
 * @param rows in their table's order
 * @param mostRecent rows that may stay recent
 */
export function addRecent(
  connection: Connection,
  { name, columns, key }: Levelled,
  rows: readonly (readonly SQLInputValue[])[],
  mostRecent = MOST_RECENT,
): void {
  if (rows.length === 0) return;
  insertRows(connection, `recent_${name} (${columns})`, rows, 'ON CONFLICT DO NOTHING');
  changeRecent(connection, name, rows.length);
  const recent = connection.prepare('SELECT recent FROM levels WHERE name = ?').get(name);
  if (integer(recent?.recent) <= mostRecent) return;
  settleSome(connection, { name, columns, key }, rows.length + MOVED_BEYOND);
}

/** Deletes the rows of both levels that meet a condition. Part of a transaction. */
export function deleteLevelled(
  connection: Connection,
  { name }: Levelled,
  condition: string,
  values: readonly SQLInputValue[],
): void {
  connection.prepare(`DELETE FROM settled_${name} WHERE ${condition}`).run(...values);
  const { changes } = connection.prepare(`DELETE FROM recent_${name} WHERE ${condition}`).run(...values);
  if (changes > 0) changeRecent(connection, name, -Number(changes));
}

function changeRecent(connection: Connection, name: Levelled['name'], by: number): void {
  connection.prepare('UPDATE levels SET recent = recent + ? WHERE name = ?').run(by, name);
}

/** Moves so many rows on, and those with the same key as the last of them: the next ones in order, and after the last the first. */
function settleSome(connection: Connection, { name, columns, key }: Levelled, count: number): void {
  const movedTo = keyFrom(connection, `SELECT moved_to AS key FROM levels WHERE name = ?`, [name]);
  const after = movedTo === null ? { sql: 'TRUE', values: [] } : { sql: `${key} > ?`, values: [movedTo] };
  const last = keyFrom(
    connection,
    `SELECT ${key} AS key FROM recent_${name} WHERE ${after.sql} ORDER BY ${key} LIMIT 1 OFFSET ?`,
    [...after.values, count - 1],
  );
  const next = last === null ? after : { sql: `${after.sql} AND ${key} <= ?`, values: [...after.values, last] };
  connection
    .prepare(`
      INSERT INTO settled_${name} (${columns}) SELECT ${columns} FROM recent_${name} WHERE ${next.sql}
      ON CONFLICT DO NOTHING`)
    .run(...next.values);
  const { changes } = connection.prepare(`DELETE FROM recent_${name} WHERE ${next.sql}`).run(...next.values);
  connection.prepare('UPDATE levels SET recent = recent - ?, moved_to = ? WHERE name = ?').run(changes, last, name);
}

/** `null` where there is none. Hashes take all of 64 bits. */
function keyFrom(connection: Connection, sql: string, values: readonly SQLInputValue[]): bigint | string | null {
  const statement = connection.prepare(sql);
  statement.setReadBigInts(true);
  const key: SQLOutputValue | undefined = statement.get(...values)?.key;
  return typeof key === 'bigint' || typeof key === 'string' ? key : null;
}
