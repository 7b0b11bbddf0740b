import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openArchive } from '../../src/archive/open-archive.ts';
import { importInto } from '../../src/operator/import.ts';
import { backupArchive, checkArchive, restoreArchive } from '../../src/operator/maintenance.ts';
import { recordOutput } from './recorded-output.ts';

const now = new Date('2025-04-18T14:05:06.789Z');

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verbatim-maintenance-'));
  file = join(folder, 'news.db');
  await importText('“The road is shut,” Ida Moss said.');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function importText(text: string): Promise<void> {
  const stdin = Readable.from([Buffer.from(JSON.stringify({ id: 'n1', text }))]);
  await importInto(file, ['-'], {
    stdin,
    output: recordOutput(),
    signal: new AbortController().signal,
    report: 'summary',
  });
}

function textNow(): string | undefined {
  using archive = openArchive(file);
  return archive.article('n1', { sources: 'all' })?.text;
}

test('backupArchive() copies beside the archive, and says what the copy holds', async () => {
  const output = recordOutput();
  await backupArchive(file, { now, output });
  const copy = join(folder, 'news-2025-04-18T140506Z.db');
  expect(output.outLines).toEqual([`Backed up to ${copy}, and checked the copy: 1 article, 1 sentence, 1 statement`]);
  expect(await checkArchive(copy, output)).toBe(0);
  expect(output.outLines[1]).toBe(`${copy} is sound: 1 article, 1 sentence, 1 statement`);
});

test('backupArchive() makes the folder, and overwrites nothing', async () => {
  const to = join(folder, 'backups', 'one.db');
  await backupArchive(file, { to, now, output: recordOutput() });
  await expect(backupArchive(file, { to, now, output: recordOutput() })).rejects.toThrow('exists already');
});

test('backupArchive() says that a folder cannot be made', async () => {
  const to = join(file, 'within-a-file', 'one.db');
  await expect(backupArchive(file, { to, now, output: recordOutput() })).rejects.toThrow(
    'the folder of the copy cannot be made',
  );
});

test('restoreArchive() puts a backup back, and keeps what was there', async () => {
  const to = join(folder, 'one.db');
  await backupArchive(file, { to, now, output: recordOutput() });
  await importText('“The road is open,” Ida Moss said.');
  expect(textNow()).toContain('open');
  const output = recordOutput();
  await restoreArchive(file, to, output);
  expect(textNow()).toContain('shut');
  expect(output.outLines).toEqual([
    `Restored ${file} from ${to}: 1 article, 1 sentence, 1 statement`,
    expect.stringMatching(/^What was there before is kept as .*news\.db\.before-/),
  ]);
});

test('restoreArchive() refuses what is no archive, and leaves all as it was', async () => {
  await writeFile(join(folder, 'no.db'), 'not a database at all');
  const before = (await readdir(folder)).sort();
  await expect(restoreArchive(file, join(folder, 'no.db'), recordOutput())).rejects.toThrow('Cannot');
  expect((await readdir(folder)).sort()).toEqual(before);
  expect(textNow()).toContain('shut');
});

test('checkArchive() tells what is damaged', async () => {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file);
  database.exec(`UPDATE texts SET text = 'other words that nobody stored'`);
  database.close();
  const output = recordOutput();
  expect(await checkArchive(file, output)).toBe(1);
  expect(output.outLines).toEqual([]);
  expect(output.errLines.length).toBeGreaterThan(1);
  expect(output.errLines.at(-1)).toContain('is damaged; "verbatim restore BACKUP"');
});
