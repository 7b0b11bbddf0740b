import type { VersionRow } from '../model/archive.ts';
import { ArchiveError } from './archive-error.ts';
import { audit } from './audit.ts';
import { integer, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { countOut } from './count-versions.ts';
import { forgetFingerprint } from './fingerprints.ts';
import { removalKeys } from './identify.ts';
import { noteGone } from './movement.ts';
import { forgetSpeakerKeys, statementIdsOf } from './readings.ts';
import { forgetStatementKeys } from './statement-keys.ts';

/**
 * Deletes an article with all its versions, and keeps it from coming back. Its words are wiped from the file, not only
 * unlinked; what stays is who removed it and when, its id, a hash of its address and the ids of its statements.
 * See `ArchiveWriter.removeArticle`.
 */
export function removeArticle(connection: Connection, articleId: string, by: string): boolean {
  const id = articleId.toWellFormed();
  const wasThere = connection.write('remove an article from', () => {
    const found = connection.prepare('SELECT number, address FROM articles WHERE id = ?').get(id);
    if (found === undefined) return false;
    deleteArticle(connection, integer(found.number));
    const at = connection.now().getTime();
    for (const key of removalKeys(id, textOrNull(found.address)))
      connection.prepare('INSERT OR REPLACE INTO removed (key, article, at) VALUES (?, ?, ?)').run(key, id, at);
    audit(connection, by, 'remove article', id);
    return true;
  });
  if (wasThere) wipeLog(connection);
  return wasThere;
}

/** Deletes an article with all its versions, which may come back. Part of a transaction; see `wipeLog`. */
export function deleteArticle(connection: Connection, number: number): void {
  const at = connection.now().getTime();
  for (const { row } of connection.prepare('SELECT row FROM versions WHERE article = ?').all(number))
    removeVersion(connection, integer(row) as VersionRow, at);
  connection.prepare('DELETE FROM articles WHERE number = ?').run(number);
}

/** Lets a removed article be stored again. `false` when none with this id was removed. */
export function readmitArticle(connection: Connection, articleId: string, by: string): boolean {
  const id = articleId.toWellFormed();
  return connection.write('readmit an article to', () => {
    const { changes } = connection.prepare('DELETE FROM removed WHERE article = ?').run(id);
    if (changes === 0) return false;
    audit(connection, by, 'readmit article', id);
    return true;
  });
}

function removeVersion(connection: Connection, row: VersionRow, at: number): void {
  const vanish = connection.prepare(`INSERT OR REPLACE INTO vanished (statement, why, at) VALUES (?, 'removed', ?)`);
  for (const id of statementIdsOf(connection, row)) vanish.run(id, at);
  deleteVersion(connection, row);
}

/** Part of a transaction, for a version that is or was in the place of another. */
export function deleteVersion(connection: Connection, row: VersionRow): void {
  countOut(connection, row);
  forgetFingerprint(connection, row);
  forgetStatementKeys(connection, row, statementIdsOf(connection, row));
  forgetSpeakerKeys(connection, row);
  // What hangs on it goes with it.
  connection.prepare('DELETE FROM versions WHERE row = ?').run(row);
  noteGone(connection, row);
}

/**
 * The write-ahead log may still hold the words. Where another process reads or the disk is full it goes on holding them
 * until a later checkpoint writes over them: the article is removed all the same.
 */
export function wipeLog(connection: Connection): void {
  try {
    connection.attempt('remove an article from', () => connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get());
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
  }
}
