import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { ArchiveError, explainError, isBusy, replacedError } from './archive-error.ts';
import { integer } from './columns.ts';

/** Long enough for another process to store its batch; without it a second writer fails at once. */
const BUSY_TIMEOUT_MS = 5000;
/** For whoever stores a great many: two imports at once on a machine that is busy otherwise wait longer for each other. */
const PATIENT_TIMEOUT_MS = 60_000;
/** To which the write-ahead log shrinks after a great batch. */
const LOG_LIMIT_BYTES = 64 << 20;
/**
 * Pages of a long log, 120 MB. Half of what an article adds goes to random pages of a few tables, which are written again
 * with each batch: over 100,000 articles 0.5 MB an article when the log is copied into the file every 12,000 pages, 0.3 so.
 */
const LONG_LOG_PAGES = 30_000;
/** Pages kept in memory; SQLite's own 2 MB are less than the inner pages of a large archive. */
const CACHE_KIB = 32 << 10;
/** Twice as many are remembered at most, with some 100 bytes each. */
const MOST_NUMBERS = 50_000;

export interface ConnectionOptions {
  readonly readOnly: boolean;
  readonly now: () => Date;
  /** See `OpenOptions`. */
  readonly log?: 'short' | 'long';
}

/** One connection to an archive file: its transactions, its prepared statements, its errors in words. */
export class Connection {
  readonly file: string;
  readonly readOnly: boolean;
  readonly now: () => Date;
  readonly database: DatabaseSync;
  readonly #log: 'short' | 'long';
  /** What tells the file from one that is put in its place. */
  readonly #opened: string | null;
  readonly #statements = new Map<string, StatementSync>();
  #numbers = new Map<string, number>();
  /** What was remembered before the newest; it is forgotten when those are as many. */
  #olderNumbers = new Map<string, number>();
  #numbersVersion = 0;
  #dataVersion = 0;
  #changes = 0;

  constructor(file: string, { readOnly, now, log = 'short' }: ConnectionOptions) {
    this.file = file;
    this.#log = log;
    this.readOnly = readOnly;
    this.now = now;
    this.database = openDatabase(file, readOnly);
    this.#opened = fileNumber(file);
  }

  /** Settings that only a file of ours may be given, for the first of them changes it. */
  prepareForWriting(): void {
    this.attempt('open', () => {
      this.#writeAhead();
      // What was reported as stored, or as about to be sent, must survive a power cut too: 0.6 ms a transaction.
      this.database.exec('PRAGMA synchronous = FULL');
      // Removed words are overwritten with zeros.
      this.database.exec('PRAGMA secure_delete = ON');
      this.database.exec(`PRAGMA journal_size_limit = ${LOG_LIMIT_BYTES}`);
      if (this.#log === 'short') return;
      this.database.exec(`PRAGMA wal_autocheckpoint = ${LONG_LOG_PAGES}`);
      this.database.exec(`PRAGMA busy_timeout = ${PATIENT_TIMEOUT_MS}`);
    });
  }

  /** Each text is prepared once and used again. */
  prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.database.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  /** Runs `work` over one state of the archive, whatever others store meanwhile. */
  read<T>(tried: string, work: () => T): T {
    return this.#transaction('BEGIN', tried, work);
  }

  /** Runs `work` alone: all of it is kept, or none. */
  write<T>(tried: string, work: () => T): T {
    if (this.readOnly)
      throw new ArchiveError(tried, this.file, 'read-only', 'it was opened for reading only; nothing was changed');
    const before = this.#totalChanges();
    const result = this.#transaction('BEGIN IMMEDIATE', tried, () => {
      this.#forgetNumbersOfOthers();
      return work();
    });
    if (this.#totalChanges() !== before) this.#changes += 1;
    return result;
  }

  /** Grows with every transaction that changed the archive, whoever made it. */
  changeCount(): number {
    const dataVersion = integer(this.prepare('PRAGMA data_version').get()?.data_version);
    if (dataVersion !== this.#dataVersion) this.#changes += 1;
    this.#dataVersion = dataVersion;
    return this.#changes;
  }

  /**
   * Remembers numbers of rows that are looked up again and again while writing, as long as only this connection writes:
   * in a batch of articles the same names come back.
   *
   * @param find looks the number up, and makes the row where there is none
   */
  number(what: string, find: () => number): number {
    const known = this.#numbers.get(what);
    if (known !== undefined) return known;
    const found = this.#olderNumbers.get(what) ?? find();
    if (this.#numbers.size >= MOST_NUMBERS) {
      this.#olderNumbers = this.#numbers;
      this.#numbers = new Map();
    }
    this.#numbers.set(what, found);
    return found;
  }

  /** The row is gone. */
  forgetNumber(what: string): void {
    this.#numbers.delete(what);
    this.#olderNumbers.delete(what);
  }

  /** Runs what is no transaction of ours, with its errors in words. */
  attempt<T>(tried: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.#isReplaced() ? replacedError(error, tried, this.file) : explainError(error, tried, this.file);
    }
  }

  close(): void {
    this.#statements.clear();
    if (this.database.isOpen) this.database.close();
  }

  /** SQLite takes what belongs to another file for damage of this one. */
  #isReplaced(): boolean {
    return this.#opened !== null && this.#opened !== fileNumber(this.file);
  }

  #transaction<T>(begin: string, tried: string, work: () => T): T {
    if (this.database.isTransaction) return work();
    return this.attempt(tried, () => {
      this.prepare(begin).run();
      try {
        const result = work();
        this.prepare('COMMIT').run();
        return result;
      } catch (error) {
        // On a full disk SQLite has rolled back by itself.
        if (this.database.isTransaction) this.prepare('ROLLBACK').run();
        this.#forgetNumbers();
        throw error;
      }
    });
  }

  /** Changing the mode of a new file fails at once where another process does the same, whatever the timeout. */
  #writeAhead(): void {
    const mode = () => this.prepare('PRAGMA journal_mode').get()?.journal_mode;
    const deadline = performance.now() + BUSY_TIMEOUT_MS;
    while (this.file !== ':memory:' && mode() !== 'wal') {
      try {
        this.database.exec('PRAGMA journal_mode = WAL');
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      }
    }
  }

  /** What another connection wrote since may have taken their rows away. */
  #forgetNumbersOfOthers(): void {
    const version = integer(this.prepare('PRAGMA data_version').get()?.data_version);
    if (version !== this.#numbersVersion) this.#forgetNumbers();
    this.#numbersVersion = version;
  }

  #forgetNumbers(): void {
    this.#numbers.clear();
    this.#olderNumbers.clear();
  }

  #totalChanges(): number {
    return integer(this.prepare('SELECT total_changes() AS changes').get()?.changes);
  }
}

/** Of the file that has this name now; `null` where there is none. */
function fileNumber(file: string): string | null {
  const found = file === ':memory:' ? undefined : statSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev} ${found.ino}`;
}

function openDatabase(file: string, readOnly: boolean): DatabaseSync {
  const tried = 'open';
  const found = file === ':memory:' ? undefined : statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new ArchiveError(tried, file, 'not an archive', 'expected a file, got a folder');
  if (readOnly && file !== ':memory:' && found === undefined)
    throw new ArchiveError(tried, file, 'missing', 'there is no such file');
  if (!readOnly && file !== ':memory:') requireWritable(tried, file, found !== undefined);
  if (found !== undefined && found.size > 0) requireDatabase(tried, file);
  const isFrozen = readOnly && found !== undefined && !isWritable(dirname(file)) && !hasLog(file);
  try {
    const database = new DatabaseSync(isFrozen ? frozenUrl(file) : file, {
      readOnly,
      timeout: BUSY_TIMEOUT_MS,
      enableForeignKeyConstraints: true,
    });
    try {
      database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw explainError(error, tried, file);
  }
}

/** SQLite takes a file of a few bytes for an empty one, and would write over it. https://sqlite.org/fileformat.html */
function requireDatabase(tried: string, file: string): void {
  const magic = Buffer.from('SQLite format 3\0');
  const start = Buffer.alloc(magic.length);
  if (!isAllowed(file, constants.R_OK)) throw new ArchiveError(tried, file, 'unreadable', 'it may not be read');
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, start);
  } finally {
    closeSync(descriptor);
  }
  if (start.equals(magic)) return;
  throw new ArchiveError(
    tried,
    file,
    'not an archive',
    'expected an archive of Verbatim, got a file that is no SQLite database',
  );
}

/** SQLite opens what it may not write for reading, and would say so at the first article only. */
function requireWritable(tried: string, file: string, exists: boolean): void {
  for (const path of exists ? [file, dirname(file)] : [dirname(file)]) {
    if (isWritable(path)) continue;
    if (!existsSync(path))
      throw new ArchiveError(tried, file, 'missing', `there is no folder "${path}"; make it first`);
    throw new ArchiveError(tried, file, 'read-only', `"${path}" may not be written`);
  }
}

function isWritable(path: string): boolean {
  return isAllowed(path, constants.W_OK);
}

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Readers of a write-ahead file want to make a file beside it. Where nobody may write, nobody does, and none is needed. */
function frozenUrl(file: string): URL {
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  return url;
}
