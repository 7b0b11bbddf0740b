import type { StatementId, VersionRow } from '../model/archive.ts';
import type { Connection } from './connection.ts';
import { deleteLevelled, statementKeys } from './levels.ts';

/** Enough to tell apart all statements of an archive but a few, in half of the pages that whole ids would take. */
const KEY_LETTERS = 6;

/** As SQL, of an id that is given as SQL. */
export function keyOfId(id: string): string {
  return `substr(${id}, 1, ${KEY_LETTERS})`;
}

/** A join that finds the statements `s` with an id, which is given as SQL. */
export function statementsWithId(id: string): string {
  return `
    statement_keys k CROSS JOIN statements s
    ON k.key = ${keyOfId(id)} AND s.version = k.version AND s.id = ${id}`;
}

/** By which the versions with a statement are found; whoever reads them compares the whole id. */
export function statementKey(id: string): string {
  return id.slice(0, KEY_LETTERS);
}

/** Before the statements of a version are deleted. */
export function forgetStatementKeys(connection: Connection, row: VersionRow, ids: readonly StatementId[]): void {
  for (const id of ids) deleteLevelled(connection, statementKeys, 'key = ? AND version = ?', [statementKey(id), row]);
}
