import { closeSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ArchiveError } from './archive-error.ts';
import { integer } from './columns.ts';
import type { Connection } from './connection.ts';
import { flushFile, flushFolder } from './flush.ts';
import { APPLICATION_ID, type Migration } from './schema.ts';
import { timestamp } from './timestamp.ts';

/** Whoever waits longer than it takes to copy so much is told for what. */
const QUIET_BYTES = 100_000_000;
/** SQLite writes to a copy all the time: one that has rested for so long is nobody's any more. */
const ABANDONED_AFTER_MS = 60_000;

interface Condition {
  readonly applicationId: number;
  /** Migrations taken. */
  readonly version: number;
  readonly tables: number;
}

/**
 * Brings an archive up to the newest schema, and makes a new one of an empty file. One that holds data is copied beside
 * itself before the first step.
 *
 * @throws {ArchiveError} when the file is another program's, was written by a newer Verbatim, or is older and may not be written
 */
export function migrate(
  connection: Connection,
  migrations: readonly Migration[],
  tell: (line: string) => void = () => {},
): void {
  const { version } = requireArchive(connection, migrations.length);
  if (!connection.readOnly) connection.prepareForWriting();
  if (version === migrations.length) return;
  if (connection.readOnly)
    throw new ArchiveError(
      'read',
      connection.file,
      'older',
      `expected schema ${migrations.length}, got ${version}: open it once for writing, which brings it up to date`,
    );
  if (version > 0) {
    const isLarge = statSync(connection.file).size > QUIET_BYTES;
    if (isLarge) tell(`Bringing ${connection.file} up to date: copying it first`);
    const copy = copyBeside(connection, version);
    if (isLarge) tell(`Bringing ${connection.file} up to date: it was copied to ${copy}`);
  }
  for (const [index, migration] of migrations.entries())
    connection.write('migrate', () => {
      // Another process may have been here since we looked.
      if (examine(connection).version !== index) return;
      connection.database.exec(migration);
      connection.database.exec(`PRAGMA user_version = ${index + 1}; PRAGMA application_id = ${APPLICATION_ID}`);
      if (index === 0) nameArchive(connection);
    });
}

/**
 * Makes sure that a file is an archive that this program knows how to read, or an empty one that it may write.
 *
 * @throws {ArchiveError} when it is another program's, a newer one, or empty and not to be written
 */
export function requireArchive(connection: Connection, newest: number): Condition {
  const { file, readOnly } = connection;
  const met = connection.read('open', () => examine(connection));
  const isEmpty = met.applicationId === 0 && met.version === 0 && met.tables === 0;
  if (isEmpty && readOnly)
    throw new ArchiveError('read', file, 'not an archive', 'expected an archive of Verbatim, got an empty file');
  if (!isEmpty && met.applicationId !== APPLICATION_ID)
    throw new ArchiveError(
      'open',
      file,
      'not an archive',
      'expected an archive of Verbatim, got a SQLite database of another program',
    );
  if (met.version > newest)
    throw new ArchiveError(
      'open',
      file,
      'newer',
      `expected schema ${newest} or older, got ${met.version}: it was written by a newer Verbatim, so update this one`,
    );
  return met;
}

/** Gives it an identity of its own, so that nothing cached from before is taken for it. */
export function renewIdentity(connection: Connection): void {
  connection.prepare('UPDATE archive SET identity = lower(hex(randomblob(16)))').run();
}

function examine(connection: Connection): Condition {
  const pragma = (name: string) => integer(connection.prepare(`PRAGMA ${name}`).get()?.[name]);
  return {
    applicationId: pragma('application_id'),
    version: pragma('user_version'),
    tables: integer(connection.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables),
  };
}

function nameArchive(connection: Connection): void {
  connection
    .prepare(`INSERT INTO archive (only, identity, created_at, mark) VALUES (1, '', ?, 0)`)
    .run(connection.now().getTime());
  renewIdentity(connection);
}

/**
 * Copies an archive beside itself: the copy is there when all of it is, after a power cut too, and those read it who may
 * read the archive. VACUUM INTO, since backup() of node:sqlite is asynchronous and opening is not.
 */
function copyBeside(connection: Connection, version: number): string {
  const { file, now } = connection;
  removeAbandoned(file);
  const copy = `${file}.schema-${version}-${timestamp(now())}.backup`;
  const unfinished = `${copy}.unfinished`;
  connection.attempt('copy before migrating', () => {
    rmSync(unfinished, { force: true });
    try {
      // It takes a file that is empty, and this one has the right mode from the beginning.
      closeSync(openSync(unfinished, 'w', statSync(file).mode));
      connection.prepare('VACUUM INTO ?').run(unfinished);
      flushFile(unfinished);
      renameSync(unfinished, copy);
      flushFolder(dirname(copy));
    } finally {
      rmSync(unfinished, { force: true });
    }
  });
  return copy;
}

/** Away with what a process that was killed while it copied has left: it is as large as the archive. */
function removeAbandoned(file: string): void {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(file)}.schema-`) || !/\.backup\.unfinished(?:-journal)?$/.test(name)) continue;
    const path = join(folder, name);
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (written < Date.now() - ABANDONED_AFTER_MS) rmSync(path, { force: true });
  }
}
