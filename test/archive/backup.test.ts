import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ArchiveError } from '../../src/archive/archive-error.ts';
import { backupArchive } from '../../src/archive/backup.ts';
import { checkArchive } from '../../src/archive/check.ts';
import { openArchive } from '../../src/archive/open-archive.ts';
import { restoreArchive } from '../../src/archive/restore.ts';
import { migrations } from '../../src/archive/schema.ts';
import { makeArticle } from './made-articles.ts';
import { ferry, harbour, undated } from './news.ts';
import { runChild } from './run-child.ts';
import { temporaryFolder } from './temporary.ts';

const all = { sources: 'all' } as const;
const now = () => new Date('2025-04-20T12:00:00Z');

function makeArchive(folder: string, articles = [harbour, ferry, undated]): string {
  const file = join(folder, 'archive.db');
  using archive = openArchive(file, { now });
  archive.store(articles, archive.source('import', 'files'));
  return file;
}

function titlesIn(file: string): (string | null)[] {
  using archive = openArchive(file, { readOnly: true });
  return archive.articles(archive.movement(0, 100).stored, all).map(({ title }) => title);
}

/** Changes an archive behind its back. */
function tamper(file: string, sql: string): void {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  database.exec(sql);
  database.close();
}

/** Overwrites the middle of a file, page by page, after the first ones. */
function damage(file: string): void {
  const descriptor = openSync(file, 'r+');
  for (let page = 3; page < statSync(file).size / 4096; page += 2)
    writeSync(descriptor, Buffer.alloc(2000, 0xa5), 0, 2000, page * 4096 + 8);
  closeSync(descriptor);
}

describe('checkArchive()', () => {
  test('counts what a sound archive holds', () => {
    const file = makeArchive(temporaryFolder());
    expect(checkArchive(file)).toEqual({
      sound: true,
      faults: [],
      schema: migrations.length,
      articles: 3,
      versions: 3,
      sentences: 7,
      statements: 6,
    });
  });

  test('reads an archive that another process has open', async () => {
    const file = makeArchive(temporaryFolder());
    const child = runChild('hold.ts', file);
    onTestFinished(() => void child.process.kill());
    await child.line('open');
    expect(checkArchive(file).sound).toBe(true);
  });

  test.each([
    {
      it: 'a text that is not the one stored',
      sql: "UPDATE texts SET text = replace(text, 'May', 'Mai')",
      says: 'its text is not the one that was stored',
    },
    { it: 'a text cut short', sql: 'UPDATE texts SET text = substr(text, 1, 40)', says: 'reaches outside the text' },
    {
      it: 'sentences in the wrong order',
      sql: "UPDATE texts SET sentences = x'0500000009000000000000000100000003000000000000000a0000000c00000000000000'",
      says: 'sentence 1 begins before the one before it ends',
    },
    {
      it: 'a sentence too many',
      sql: 'UPDATE versions SET sentence_count = sentence_count + 1',
      says: 'does not have as many sentences',
    },
    {
      it: 'a statement that is missing',
      sql: 'DELETE FROM statements WHERE number = 0',
      says: 'does not have as many statements',
    },
    {
      it: 'a statement that was moved',
      sql: "UPDATE statements SET id = 'x' || substr(id, 2)",
      says: 'the id of statement 0 is not made of its place',
    },
    { it: 'a speaker that is nobody', sql: 'UPDATE statements SET person = 77 WHERE person = 0', says: 'is nobody' },
    { it: 'a text that is missing', sql: 'DELETE FROM texts', says: 'its text is missing' },
    {
      it: 'an article without a current version',
      sql: 'UPDATE versions SET current = 0',
      says: 'has no current version',
    },
    {
      it: 'a reference to nothing',
      sql: 'DELETE FROM sources',
      says: 'a row of article_sources belongs to a row of sources that is not there',
    },
  ])('finds $it', ({ sql, says }) => {
    const file = makeArchive(temporaryFolder());
    tamper(file, sql);
    const { sound, faults } = checkArchive(file);
    expect(sound).toBe(false);
    expect(faults.join('\n')).toContain(says);
  });

  test('finds damaged pages, and goes on as far as it can', () => {
    const file = makeArchive(
      temporaryFolder(),
      Array.from({ length: 60 }, (_, n) => makeArticle(n)),
    );
    damage(file);
    const { sound, faults } = checkArchive(file);
    expect(sound).toBe(false);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.length).toBeLessThanOrEqual(20);
  });

  test('finds that not even the schema can be read', () => {
    const file = makeArchive(temporaryFolder());
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, Buffer.alloc(3000, 0xa5), 0, 3000, 100);
    closeSync(descriptor);
    expect(checkArchive(file)).toMatchObject({ sound: false, articles: 0 });
  });
});

describe('backupArchive()', () => {
  test('makes one file that can be read where nothing may be written', async () => {
    const folder = temporaryFolder();
    const file = makeArchive(folder);
    chmodSync(file, 0o640);
    const to = join(folder, 'backup.db');
    expect(await backupArchive(file, to)).toMatchObject({ sound: true, articles: 3 });
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup.db']);
    expect(statSync(to).mode & 0o777).toBe(0o640);
    expect(titlesIn(to)).toEqual(titlesIn(file));
  });

  test('copies an archive that is being written', async () => {
    const folder = temporaryFolder();
    const file = makeArchive(
      folder,
      Array.from({ length: 200 }, (_, n) => makeArticle(n)),
    );
    const child = runChild('store.ts', file, '1000', '100', '2');
    await child.line('added');
    const report = await backupArchive(file, join(folder, 'backup.db'));
    expect(report.sound).toBe(true);
    expect(report.articles).toBeGreaterThanOrEqual(202);
    expect(await child.ended).toBe(0);
    expect(checkArchive(file)).toMatchObject({ sound: true, articles: 300 });
  });

  test('writes over nothing', async () => {
    const folder = temporaryFolder();
    const file = makeArchive(folder);
    const to = join(folder, 'notes.txt');
    writeFileSync(to, 'mine');
    await expect(backupArchive(file, to)).rejects.toThrow(`"${to}" exists already`);
    expect(readFileSync(to, 'utf8')).toBe('mine');
  });

  test('refuses a damaged archive, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const file = makeArchive(folder);
    tamper(file, "UPDATE texts SET text = replace(text, 'May', 'Mai')");
    await expect(backupArchive(file, join(folder, 'backup.db'))).rejects.toMatchObject({ fault: 'damaged' });
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual([]);
  });

  test.each(['nowhere.db', 'other.txt'])('says what is wrong with %s', async (name) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'other.txt'), 'Something else');
    await expect(backupArchive(join(folder, name), join(folder, 'backup.db'))).rejects.toThrow(ArchiveError);
  });

  test('says that the folder of the copy is missing', async () => {
    const folder = temporaryFolder();
    const file = makeArchive(folder);
    await expect(backupArchive(file, join(folder, 'nowhere', 'backup.db'))).rejects.toThrow(ArchiveError);
  });
});

describe('restoreArchive()', () => {
  const prepare = async () => {
    const folder = temporaryFolder();
    const file = makeArchive(folder, [harbour]);
    const backup = join(folder, 'backup.db');
    await backupArchive(file, backup);
    using archive = openArchive(file);
    archive.store([ferry], archive.source('import', 'files'));
    return { folder, file, backup, identity: archive.identity() };
  };

  test('puts a backup in the place of the archive, and keeps that one aside', async () => {
    const { file, backup, identity } = await prepare();
    const { report, aside } = await restoreArchive(backup, file, { now });
    expect(report).toMatchObject({ sound: true, articles: 1 });
    expect(aside).toBe(`${file}.before-20250420T120000000Z`);
    expect(titlesIn(file)).toEqual([harbour.article.title]);
    expect(titlesIn(aside ?? '')).toEqual([harbour.article.title, ferry.article.title]);
    using archive = openArchive(file);
    expect(archive.identity()).not.toBe(identity);
    expect(archive.store([ferry], archive.source('import', 'files'))).toMatchObject([{ outcome: 'added' }]);
    expect(existsSync(`${file}.restoring`)).toBe(false);
  });

  test('restores to where no archive is', async () => {
    const { folder, backup } = await prepare();
    const to = join(folder, 'fresh.db');
    expect(await restoreArchive(backup, to)).toMatchObject({ aside: null });
    expect(titlesIn(to)).toEqual([harbour.article.title]);
  });

  test('brings back an archive that was damaged beyond reading, log and all', async () => {
    const { folder, file, backup } = await prepare();
    writeFileSync(file, 'SQLite format 3\0 and then nothing of the kind'.repeat(99));
    writeFileSync(`${file}-wal`, 'a log that belongs to it');
    const { aside } = await restoreArchive(backup, file, { now });
    expect(titlesIn(file)).toEqual([harbour.article.title]);
    expect(checkArchive(file).sound).toBe(true);
    expect(readFileSync(`${aside}-wal`, 'utf8')).toBe('a log that belongs to it');
    expect(readdirSync(folder)).not.toContain('archive.db.restoring');
  });

  test.each([
    { it: 'a backup whose text was changed', spoil: (backup: string) => tamper(backup, "UPDATE texts SET text = 'x'") },
    { it: 'a backup with damaged pages', spoil: damage },
    { it: 'a backup that is a text', spoil: (backup: string) => writeFileSync(backup, 'Something else') },
    {
      it: 'a newer backup',
      spoil: (backup: string) => tamper(backup, `PRAGMA user_version = ${migrations.length + 1}`),
    },
  ])('refuses $it, and leaves the archive as it was', async ({ spoil }) => {
    const { folder, file, backup, identity } = await prepare();
    spoil(backup);
    await expect(restoreArchive(backup, file, { now })).rejects.toThrow(ArchiveError);
    using archive = openArchive(file);
    expect(archive.identity()).toBe(identity);
    expect(archive.extent({ scope: all }).articles).toBe(2);
    expect(readdirSync(folder).filter((name) => name.includes('before') || name.includes('restoring'))).toEqual([]);
  });

  test('refuses while a process has the archive open', async () => {
    const { file, backup, identity } = await prepare();
    const child = runChild('hold.ts', file);
    await child.line('open');
    await expect(restoreArchive(backup, file)).rejects.toThrow('a process has it open: stop it first');
    child.process.kill();
    await child.ended;
    using archive = openArchive(file);
    expect(archive.identity()).toBe(identity);
    archive.close();
    expect(await restoreArchive(backup, file)).toMatchObject({ report: { articles: 1 } });
  });

  test('refuses the archive itself as its backup', async () => {
    const { file } = await prepare();
    await expect(restoreArchive(file, file)).rejects.toThrow('are the same file');
  });
});
