import { chmodSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { backup } from 'node:sqlite';
import { ArchiveError, explainError } from './archive-error.ts';
import { type ArchiveReport, checkArchive } from './check.ts';
import { Connection } from './connection.ts';
import { flushFile, flushFolder } from './flush.ts';
import { requireArchive } from './migrate.ts';
import { migrations } from './schema.ts';

/** Pages copied at a time, 16 MB; between two of them others may write. */
const PAGES_AT_A_TIME = 4096;

/**
 * Copies an archive, which may be in use, to one file that needs no other beside it, and checks the copy.
 *
 * @param to must not exist yet; it is there when all of it is
 * @throws {ArchiveError} when the archive or the copy cannot be read or written, or the archive is damaged
 */
export async function backupArchive(file: string, to: string): Promise<ArchiveReport> {
  if (existsSync(to)) throw new ArchiveError('back up', file, 'exists', `"${to}" exists already; nothing was changed`);
  const unfinished = `${to}.unfinished`;
  try {
    await copyArchive(file, unfinished, 'back up');
    const report = requireSound(checkArchive(unfinished), file, 'back up');
    flushFile(unfinished);
    renameSync(unfinished, to);
    flushFolder(dirname(to));
    return report;
  } finally {
    removeDatabase(unfinished);
  }
}

/** Copies one consistent state of an archive; what was at `to` is overwritten. The copy is not yet flushed to the disk. */
export async function copyArchive(file: string, to: string, tried: string): Promise<void> {
  const source = new Connection(file, { readOnly: true, now: () => new Date(0) });
  try {
    requireArchive(source, migrations.length);
    removeDatabase(to);
    await backup(source.database, to, { rate: PAGES_AT_A_TIME });
    leaveWriteAhead(to);
    chmodSync(to, statSync(file).mode);
  } catch (error) {
    throw explainError(error, tried, file);
  } finally {
    source.close();
  }
}

/** A file in write-ahead mode cannot be read where nothing may be written, as on a backup medium. */
function leaveWriteAhead(file: string): void {
  const copy = new Connection(file, { readOnly: false, now: () => new Date(0) });
  copy.database.exec('PRAGMA journal_mode = DELETE');
  copy.close();
}

export function requireSound(report: ArchiveReport, file: string, tried: string): ArchiveReport {
  if (report.sound) return report;
  throw new ArchiveError(tried, file, 'damaged', `it is damaged: ${report.faults.slice(0, 3).join('; ')}`);
}

/** Removes a database with its log, if there is one. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}
