import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ArchiveError } from '../../src/archive/archive-error.ts';
import { Connection } from '../../src/archive/connection.ts';
import { migrate } from '../../src/archive/migrate.ts';
import { openArchive } from '../../src/archive/open-archive.ts';
import { migrations } from '../../src/archive/schema.ts';
import { findOrMakeSource } from '../../src/archive/sources.ts';
import { storeArticles } from '../../src/archive/store-articles.ts';
import type { VersionRow } from '../../src/model/archive.ts';
import { makeArticle } from './made-articles.ts';
import { ferry, harbour } from './news.ts';
import { temporaryFolder } from './temporary.ts';

const all = { sources: 'all' } as const;
const isRoot = process.getuid?.() === 0;

function makeArchive(folder = temporaryFolder()): string {
  const file = join(folder, 'archive.db');
  using archive = openArchive(file);
  archive.store([harbour], archive.source('import', 'files'));
  return file;
}

/** What `work` threw. */
function refusal(work: () => unknown): ArchiveError {
  try {
    work();
  } catch (error) {
    if (error instanceof ArchiveError) return error;
    throw error;
  }
  throw new Error('Expected an ArchiveError, got none');
}

/** A file system of its own, where the test may mount one. */
function mountTemporary(options: string): string | null {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
  return folder;
}

describe('openArchive()', () => {
  test.each([
    {
      it: 'a file of another kind',
      make: (folder: string) => writeFileSync(join(folder, 'file'), 'Not a database, but long enough. '.repeat(99)),
      fault: 'not an archive',
      says: 'expected an archive of Verbatim, got a file that is no SQLite database',
    },
    {
      it: 'a short file of another kind',
      make: (folder: string) => writeFileSync(join(folder, 'file'), 'x'),
      fault: 'not an archive',
      says: 'got a file that is no SQLite database',
    },
    {
      it: "another program's database",
      make: (folder: string) => {
        const database = new DatabaseSync(join(folder, 'file'));
        database.exec('CREATE TABLE songs (name)');
        database.close();
      },
      fault: 'not an archive',
      says: 'expected an archive of Verbatim, got a SQLite database of another program',
    },
    {
      it: 'a folder',
      make: (folder: string) => mkdirSync(join(folder, 'file')),
      fault: 'not an archive',
      says: 'expected a file, got a folder',
    },
  ])('refuses $it in words, for reading and for writing', ({ make, fault, says }) => {
    const folder = temporaryFolder();
    make(folder);
    const file = join(folder, 'file');
    for (const readOnly of [false, true]) {
      const error = refusal(() => openArchive(file, { readOnly }));
      expect(error).toMatchObject({ name: 'ArchiveError', file, fault });
      expect(error.message).toContain(`archive "${file}": `);
      expect(error.message).toContain(says);
    }
  });

  test('leaves a file that it refuses as it was', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'Not a database, but long enough. '.repeat(99));
    const before = readFileSync(file);
    refusal(() => openArchive(file));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('says that there is no such folder', () => {
    const folder = join(temporaryFolder(), 'nowhere');
    const error = refusal(() => openArchive(join(folder, 'archive.db')));
    expect(error).toMatchObject({ fault: 'missing' });
    expect(error.message).toContain(`there is no folder "${folder}"`);
  });

  test('makes no file where it was to read one', () => {
    const file = join(temporaryFolder(), 'archive.db');
    expect(refusal(() => openArchive(file, { readOnly: true }))).toMatchObject({ fault: 'missing' });
    writeFileSync(file, '');
    expect(refusal(() => openArchive(file, { readOnly: true }))).toMatchObject({ fault: 'not an archive' });
    expect(readFileSync(file)).toHaveLength(0);
  });

  test('makes an archive of an empty file', () => {
    const file = join(temporaryFolder(), 'archive.db');
    writeFileSync(file, '');
    using archive = openArchive(file);
    expect(archive.store([harbour], archive.source('import', 'files'))).toMatchObject([{ outcome: 'added' }]);
  });

  test('says that a file cut short is damaged', () => {
    const file = makeArchive();
    truncateSync(file, 8192);
    const error = refusal(() => {
      using archive = openArchive(file);
      archive.speakers(all);
    });
    expect(error).toMatchObject({ fault: 'damaged' });
  });

  test.skipIf(isRoot)('refuses a folder that may not be written, and reads what is in it (not as root)', () => {
    const folder = temporaryFolder();
    const file = makeArchive(folder);
    chmodSync(folder, 0o500);
    onTestFinished(() => chmodSync(folder, 0o700));
    const error = refusal(() => openArchive(file));
    expect(error).toMatchObject({ fault: 'read-only' });
    expect(error.message).toContain(`"${folder}" may not be written`);
    using archive = openArchive(file, { readOnly: true });
    expect(archive.extent({ scope: all }).articles).toBe(1);
  });

  test.skipIf(isRoot)('refuses a file that may not be written (not as root)', () => {
    const file = makeArchive();
    chmodSync(file, 0o400);
    const error = refusal(() => openArchive(file));
    expect(error).toMatchObject({ fault: 'read-only' });
    expect(error.message).toContain(`"${file}" may not be written`);
  });

  test.skipIf(isRoot)('refuses a file that may not be read (not as root)', () => {
    const file = makeArchive();
    chmodSync(file, 0o200);
    expect(refusal(() => openArchive(file))).toMatchObject({ fault: 'unreadable' });
  });

  test.skipIf(!isRoot)('refuses a read-only file system, and reads what is on it (as root)', ({ skip }) => {
    const folder = mountTemporary('size=8m') ?? skip('may not mount a file system');
    const file = makeArchive(folder);
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    expect(refusal(() => openArchive(file))).toMatchObject({ fault: 'read-only' });
    expect(refusal(() => openArchive(join(folder, 'new.db')))).toMatchObject({ fault: 'read-only' });
    using archive = openArchive(file, { readOnly: true });
    expect(archive.articles(archive.movement(0, 9).stored, all)).toMatchObject([{ title: harbour.article.title }]);
  });
});

describe('an archive opened for reading only', () => {
  test('refuses to be written', () => {
    const file = makeArchive();
    using archive = openArchive(file, { readOnly: true });
    const [row = 0 as VersionRow] = archive.movement(0, 9).stored;
    for (const write of [
      () => archive.store([ferry], 1 as never),
      () => archive.source('import', 'more'),
      () => archive.removeArticle('x', 'the owner'),
      () => archive.replaceReading(row, harbour.reading),
    ])
      expect(refusal(write)).toMatchObject({ fault: 'read-only' });
    expect(archive.extent({ scope: all }).articles).toBe(1);
  });
});

test('an archive whose file was replaced while it was open says so of what SQLite meets, and not that it is damaged', () => {
  const file = makeArchive();
  const connection = new Connection(file, { readOnly: true, now: () => new Date(0) });
  onTestFinished(() => connection.close());
  const meet = () => connection.attempt('read', () => connection.database.exec('SELECT 1 FROM nowhere'));
  expect(meet).toThrow('no such table');
  renameSync(makeArchive(), file);
  expect(refusal(meet)).toMatchObject({ fault: 'missing' });
  expect(refusal(meet).message).toBe(
    `Cannot read archive "${file}": it was moved away or replaced while this process had it open: start again`,
  );
});

describe('store()', () => {
  const batch = Array.from({ length: 50 }, (_, n) => makeArticle(n));

  test('says that the disk is full, keeps nothing of the batch, and goes on when there is room', () => {
    const connection = new Connection(join(temporaryFolder(), 'archive.db'), {
      readOnly: false,
      now: () => new Date(),
    });
    onTestFinished(() => connection.close());
    migrate(connection, migrations);
    const source = findOrMakeSource(connection, 'import', 'files');
    storeArticles(connection, [harbour], source);
    const limit = (pages: number) => connection.database.exec(`PRAGMA max_page_count = ${pages}`);
    limit(60);
    const error = refusal(() => storeArticles(connection, batch, source));
    expect(error).toMatchObject({ fault: 'full' });
    expect(error.message).toContain('the disk is full; nothing was changed');
    expect(connection.prepare('SELECT count(*) AS articles FROM articles').get()).toMatchObject({ articles: 1 });
    limit(100_000);
    expect(storeArticles(connection, batch, source)).toHaveLength(50);
  });

  test.skipIf(!isRoot)('says so of a disk that is full indeed (as root)', ({ skip }) => {
    const folder = mountTemporary('size=2m') ?? skip('may not mount a file system');
    const file = makeArchive(folder);
    using archive = openArchive(file);
    const source = archive.source('import', 'files');
    let stored = 1;
    const error = refusal(() => {
      for (;;)
        stored += archive.store(
          Array.from({ length: 20 }, (_, n) => makeArticle(stored + n)),
          source,
        ).length;
    });
    expect(error).toMatchObject({ fault: 'full' });
    expect(archive.extent({ scope: all }).articles).toBe(stored);
    expect(archive.speakers(all).length).toBeGreaterThan(0);
  });

  test('waits for another writer, and says so when that one does not end', () => {
    const file = makeArchive();
    using archive = openArchive(file);
    const other = new DatabaseSync(file);
    onTestFinished(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    const error = refusal(() => archive.store([ferry], archive.source('import', 'files')));
    expect(error).toMatchObject({ fault: 'busy' });
    expect(error.message).toContain('another process has been writing to it for more than 5 s');
    expect(archive.extent({ scope: all }).articles).toBe(1);
    other.exec('ROLLBACK');
    expect(archive.store([ferry], archive.source('import', 'files'))).toMatchObject([{ outcome: 'added' }]);
  });

  test('waits longer in an import', () => {
    const connection = new Connection(makeArchive(), { readOnly: false, now: () => new Date(0), log: 'long' });
    onTestFinished(() => connection.close());
    connection.prepareForWriting();
    expect(connection.database.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 60_000 });
  });
});
