import { chmodSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { checkArchive } from '../../src/archive/check.ts';
import { Connection } from '../../src/archive/connection.ts';
import { countMissing } from '../../src/archive/count-versions.ts';
import { versionOf } from '../../src/archive/ids.ts';
import { levelsSchema } from '../../src/archive/levels-schema.ts';
import { migrate } from '../../src/archive/migrate.ts';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import { APPLICATION_ID, migrations } from '../../src/archive/schema.ts';
import { speakersSchema } from '../../src/archive/speakers-schema.ts';
import type { Scope, SourceId } from '../../src/model/scope.ts';
import { makeArticle } from './made-articles.ts';
import { ferry, harbour } from './news.ts';
import { runChild } from './run-child.ts';
import { temporaryFolder } from './temporary.ts';

const all = { sources: 'all' } as const;
const now = () => new Date('2025-04-20T12:00:00Z');
const notes = 'CREATE TABLE notes (note TEXT NOT NULL) STRICT';

/** An archive with one article, at the schema of today. */
function makeArchive(folder: string): string {
  const file = join(folder, 'archive.db');
  using archive = openArchive(file, { now });
  archive.store([harbour], archive.source('import', 'files'));
  return file;
}

function migrateFile(file: string, steps: readonly string[], readOnly = false): void {
  const connection = new Connection(file, { readOnly, now });
  try {
    migrate(connection, steps);
  } finally {
    connection.close();
  }
}

function header(file: string): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const values = ['application_id', 'user_version'].map((name) => database.prepare(`PRAGMA ${name}`).get()?.[name]);
  database.close();
  return values;
}

describe('migrate()', () => {
  test('marks a new archive as ours and as up to date', () => {
    expect(header(makeArchive(temporaryFolder()))).toEqual([APPLICATION_ID, migrations.length]);
  });

  test('takes the steps that an archive has not taken, and keeps a copy from before', () => {
    const folder = temporaryFolder();
    const file = makeArchive(folder);
    migrateFile(file, [...migrations, notes, 'INSERT INTO notes SELECT id FROM articles']);
    expect(header(file)).toEqual([APPLICATION_ID, migrations.length + 2]);
    const database = new DatabaseSync(file, { readOnly: true });
    expect(database.prepare('SELECT count(*) AS notes FROM notes').get()).toMatchObject({ notes: 1 });
    database.close();
    const copy = `archive.db.schema-${migrations.length}-20250420T120000000Z.backup`;
    expect(readdirSync(folder).filter((name) => name.endsWith('.backup'))).toEqual([copy]);
    using before = openArchive(join(folder, copy), { readOnly: true });
    expect(before.extent({ scope: all }).articles).toBe(1);
  });

  test('takes away what a killed process left half copied, and not what another copies now', () => {
    const folder = temporaryFolder();
    const file = makeArchive(folder);
    const abandoned = ['Z.backup.unfinished', 'Z.backup.unfinished-journal'].map(
      (end) => `archive.db.schema-3-1${end}`,
    );
    const others = ['archive.db.schema-3-2Z.backup.unfinished', 'archive.db.schema-2-1Z.backup', 'notes.unfinished'];
    for (const name of [...abandoned, ...others]) {
      writeFileSync(join(folder, name), 'half');
      if (name !== others[0]) utimesSync(join(folder, name), 0, 0);
    }
    migrateFile(file, [...migrations, notes]);
    const left = readdirSync(folder);
    expect(left).toEqual(expect.arrayContaining(others));
    expect(left.filter((name) => abandoned.includes(name))).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('keeps from others in the copy what they may not read', () => {
    const folder = temporaryFolder();
    const file = makeArchive(folder);
    chmodSync(file, 0o600);
    migrateFile(file, [...migrations, notes]);
    const [copy = ''] = readdirSync(folder).filter((name) => name.endsWith('.backup'));
    expect(statSync(join(folder, copy)).mode & 0o777).toBe(0o600);
  });

  test('makes no copy of an archive that is up to date, or new', () => {
    const folder = temporaryFolder();
    openArchive(makeArchive(folder), { now }).close();
    expect(readdirSync(folder)).toEqual(['archive.db']);
  });

  test('undoes a step that fails, and only that', () => {
    const file = makeArchive(temporaryFolder());
    const wrong = 'CREATE TABLE half (done TEXT) STRICT; INSERT INTO nowhere VALUES (1)';
    expect(() => migrateFile(file, [...migrations, notes, wrong])).toThrow('nowhere');
    expect(header(file)).toEqual([APPLICATION_ID, migrations.length + 1]);
    const database = new DatabaseSync(file, { readOnly: true });
    expect(() => database.prepare('SELECT 1 FROM half')).toThrow('no such table');
    database.close();
  });

  test('refuses a newer archive in words, and leaves it as it was', () => {
    const folder = temporaryFolder();
    const file = makeArchive(folder);
    migrateFile(file, [...migrations, notes]);
    const [before, files] = [readFileSync(file), readdirSync(folder)];
    for (const readOnly of [true, false])
      expect(() => openArchive(file, { readOnly })).toThrow(
        `Cannot open archive "${file}": expected schema ${migrations.length} or older, got ${migrations.length + 1}: ` +
          'it was written by a newer Verbatim, so update this one',
      );
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(files);
  });

  test('refuses to read an older archive without bringing it up to date', () => {
    const file = makeArchive(temporaryFolder());
    expect(() => migrateFile(file, [...migrations, notes], true)).toThrow(
      `expected schema ${migrations.length + 1}, got ${migrations.length}: open it once for writing`,
    );
    expect(header(file)).toEqual([APPLICATION_ID, migrations.length]);
  });

  test('lets two processes make the same archive at once', async () => {
    for (let round = 0; round < 3; round++) {
      const file = join(temporaryFolder(), 'archive.db');
      const children = [0, 100].map((first) => runChild('store.ts', file, String(first), '10', '1'));
      expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0]);
      using archive = openArchive(file);
      expect(archive.extent({ scope: all }).articles).toBe(20);
      archive.store([ferry], archive.source('import', 'children'));
    }
  });
});

test('an archive from before spaces had sources is seen by all, and its copies are found', () => {
  const file = join(temporaryFolder(), 'archive.db');
  migrateFile(file, migrations.slice(0, 2));
  const database = new DatabaseSync(file);
  database.exec(`
    INSERT INTO sources (kind, name, added_at) VALUES ('import', 'files', 5), ('feed', 'every fifth', 6);
    INSERT INTO archive (only, identity, created_at, mark) VALUES (1, 'before', 0, 0) ON CONFLICT DO NOTHING;`);
  const words = 'The harbour closes on Monday, and nobody knows for how long it will.';
  for (const id of ['one', 'two']) {
    database.prepare('INSERT INTO articles (id) VALUES (?)').run(id);
    const article = database.prepare('SELECT number FROM articles WHERE id = ?').get(id)?.number ?? null;
    database.prepare('INSERT INTO article_sources VALUES (?, 1, ?)').run(article, article);
    const { lastInsertRowid: row } = database
      .prepare(`
        INSERT INTO versions (article, current, version, stored_at, rules, sentence_count, statement_count)
        VALUES (?, 1, ?, 0, 'old', 3, 0)`)
      .run(article, versionOf([words, words.toUpperCase(), `${words} ${words}`].join(' ')));
    const text = [words, words.toUpperCase(), `${words} ${words}`].join(' ');
    const ends = [0, words.length, words.length + 1, 2 * words.length + 1, 2 * words.length + 2, text.length];
    const packed = new Uint32Array(
      [ends[0], ends[1], 0, ends[2], ends[3], 0, ends[4], ends[5], 0].map((end) => end ?? 0),
    );
    database
      .prepare(`INSERT INTO texts (version, sentences, people, text) VALUES (?, ?, '[]', ?)`)
      .run(row, new Uint8Array(packed.buffer), text);
    database.prepare('INSERT INTO movement VALUES (?, ?, ?, 0)').run(row, row, row);
  }
  database.exec('UPDATE archive SET mark = 2');
  database.close();
  using archive = openArchive(file);
  expect(archive.sources.scopeOf(null).sources).toHaveLength(2);
  expect(archive.extent({ scope: archive.sources.scopeOf(null) }).articles).toBe(2);
  const [row] = archive.movement(0, 9).stored;
  if (row === undefined) throw new Error('expected an article');
  expect(archive.copiesOf(row, all)).toEqual([]);
  expect([archive.fingerprintMissing(1), archive.fingerprintMissing(9), archive.fingerprintMissing(9)]).toEqual([
    1, 1, 0,
  ]);
  expect(archive.copiesOf(row, all)).toMatchObject([{ article: { id: 'two' }, shared: 2, of: 2 }]);
});

/** Makes an archive what it was before its unordered tables had two levels. */
function joinLevels(database: DatabaseSync): void {
  database.exec(`
    DROP VIEW sentence_hashes;
    INSERT INTO settled_sentence_hashes SELECT * FROM recent_sentence_hashes;
    DROP TABLE recent_sentence_hashes;
    ALTER TABLE settled_sentence_hashes RENAME TO sentence_hashes;
    DROP VIEW speaker_keys;
    INSERT INTO settled_speaker_keys SELECT * FROM recent_speaker_keys;
    DROP TABLE recent_speaker_keys;
    ALTER TABLE settled_speaker_keys RENAME TO speaker_keys;
    DROP VIEW statement_keys;
    DROP TABLE settled_statement_keys;
    DROP TABLE recent_statement_keys;
    CREATE INDEX statements_id ON statements (id);
    DROP TABLE levels;
    PRAGMA user_version = ${migrations.indexOf(levelsSchema)}`);
}

/** Makes an archive what it was before it kept counts of speakers and outlets. */
function forgetCounts(file: string): void {
  const database = new DatabaseSync(file);
  joinLevels(database);
  const { sql } =
    database.prepare("SELECT group_concat(name) AS sql FROM sqlite_schema WHERE type = 'table'").get() ?? {};
  for (const table of String(sql).split(','))
    if (speakersSchema.includes(`CREATE TABLE ${table} (`)) database.exec(`DROP TABLE ${table}`);
  database.exec('ALTER TABLE articles DROP COLUMN source_set');
  database.exec(`PRAGMA user_version = ${migrations.indexOf(speakersSchema)}`);
  database.close();
}

describe('counting what was stored before there were counts', () => {
  const scopes: readonly Scope[] = [all, { sources: [1 as SourceId] }, { sources: [2 as SourceId] }];
  const countsOf = (archive: Archive): unknown =>
    scopes.map((scope) => [
      archive.speakers(scope),
      archive.outlets(scope),
      archive.extent({ scope }),
      archive.speakersWith('name', ['moss']).get('moss')?.length,
    ]);

  function makeOlder(): { readonly file: string; readonly before: unknown } {
    const file = join(temporaryFolder(), 'archive.db');
    const archive = openArchive(file, { now });
    const [one, other] = [archive.source('import', 'files'), archive.source('feed', 'other')];
    archive.store([harbour, ferry], one);
    archive.store([ferry, ...Array.from({ length: 20 }, (_, number) => makeArticle(number))], other);
    const before = countsOf(archive);
    archive.close();
    forgetCounts(file);
    return { file, before };
  }

  test('comes to what counting from the first article on comes to', () => {
    const { file, before } = makeOlder();
    using archive = openArchive(file, { now });
    expect(countsOf(archive)).toEqual(before);
    expect(checkArchive(file).faults).toEqual([]);
  });

  test('goes on where it was broken off, and is not read before it is done', () => {
    const { file, before } = makeOlder();
    const connection = new Connection(file, { readOnly: false, now });
    migrate(connection, migrations);
    expect(countMissing(connection, 5)).toBe(17);
    connection.close();
    expect(() => openArchive(file, { readOnly: true })).toThrow('it was not brought up to date to the end');
    using archive = openArchive(file, { now });
    expect(countsOf(archive)).toEqual(before);
    expect(checkArchive(file).faults).toEqual([]);
  });
});
