import { copyFileSync, existsSync, linkSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { ArchiveError, explainError, isBusy } from './archive-error.ts';
import { copyArchive, removeDatabase, requireSound } from './backup.ts';
import { type ArchiveReport, checkArchive } from './check.ts';
import { Connection } from './connection.ts';
import { flushFile, flushFolder } from './flush.ts';
import { renewIdentity } from './migrate.ts';
import { timestamp } from './timestamp.ts';

export interface Restored {
  /** What stands there now. */
  readonly report: ArchiveReport;
  /** Where the archive that stood there before is kept; `null` when there was none. */
  readonly aside: string | null;
}

/**
 * Puts a backup in the place of an archive, all at once: at every moment one of the two stands there whole. The archive
 * gets a new identity, so that caches of the old one are made anew.
 *
 * @throws {ArchiveError} when `from` is no sound archive, or a process has the archive open; it is then left as it was
 */
export async function restoreArchive(
  from: string,
  to: string,
  { now = () => new Date() }: { readonly now?: () => Date } = {},
): Promise<Restored> {
  if (existsSync(from) && existsSync(to) && realpathSync(from) === realpathSync(to))
    throw new ArchiveError('restore', to, 'exists', 'the backup and the archive are the same file');
  const unfinished = `${to}.restoring`;
  try {
    await copyArchive(from, unfinished, 'restore from');
    const report = requireSound(checkArchive(unfinished), from, 'restore from');
    withConnection(unfinished, (connection) => connection.write('restore', () => renewIdentity(connection)));
    flushFile(unfinished);
    const aside = existsSync(to) ? keepAside(to, `${to}.before-${timestamp(now())}`) : null;
    renameSync(unfinished, to);
    flushFolder(dirname(to));
    return { report, aside };
  } finally {
    removeDatabase(unfinished);
  }
}

/** Gives the archive a second name, under which it stays when its first one is given to another. */
function keepAside(file: string, aside: string): string {
  if (existsSync(aside)) throw new ArchiveError('restore', file, 'exists', `"${aside}" exists already; try again`);
  // First of all, since SQLite throws away the log of a file that it cannot read.
  const log = `${file}-wal`;
  if (existsSync(log)) copyFileSync(log, `${aside}-wal`);
  let isFolded = true;
  try {
    isFolded = foldLogIn(file);
  } finally {
    if (isFolded) rmSync(`${aside}-wal`, { force: true });
  }
  try {
    linkSync(file, aside);
  } catch {
    // A file system without links: the copy takes longer and is as good.
    copyFileSync(file, aside);
    flushFile(aside);
  }
  // Beside the new archive the log of the old one would be taken for its own.
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  return aside;
}

/**
 * Writes the log into the file and removes it, which SQLite does only while nobody else has the file open.
 *
 * @returns `false` for a file that is too damaged for that
 */
function foldLogIn(file: string): boolean {
  try {
    withConnection(file, ({ database }) => database.exec('PRAGMA journal_mode = DELETE'));
    return true;
  } catch (error) {
    if (isBusy(error))
      throw new ArchiveError('restore', file, 'busy', 'a process has it open: stop it first', { cause: error });
    const explained = explainError(error, 'restore', file);
    if (!(explained instanceof ArchiveError) || !['damaged', 'not an archive'].includes(explained.fault))
      throw explained;
    return false;
  }
}

function withConnection(file: string, work: (connection: Connection) => void): void {
  const connection = new Connection(file, { readOnly: false, now: () => new Date(0) });
  try {
    work(connection);
  } finally {
    connection.close();
  }
}
