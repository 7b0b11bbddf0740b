import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openArchive } from '../../src/archive/open-archive.ts';
import { listArticles, readmitArticles, removeArticles, showArticle } from '../../src/operator/articles.ts';
import { exportArchive } from '../../src/operator/export.ts';
import { importInto } from '../../src/operator/import.ts';
import { recordOutput } from './recorded-output.ts';

const articles = [
  {
    id: 'n1',
    title: 'Road shut',
    text: '“The road is shut,” Ida Moss said. She called it a “matter of days,” and left.',
    outlet: 'Gazette',
    url: 'https://gazette.example/road',
    published: '2025-01-02',
    author: 'Ada Roe',
  },
  {
    id: 'n2',
    title: null,
    text: '=1+1\nNobody spoke, "not even once".',
    outlet: null,
    url: null,
    published: '2025-01-03T10:00:00+01:00',
    author: null,
  },
];

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verbatim-articles-'));
  file = join(folder, 'archive.db');
  await importLines(file, articles);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function importLines(archive: string, lines: readonly object[]) {
  const stdin = Readable.from([Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))]);
  const output = recordOutput();
  const exitCode = await importInto(archive, ['-'], {
    stdin,
    output,
    signal: new AbortController().signal,
    report: 'summary',
  });
  return { exitCode, ...output };
}

test('listArticles() lists the last stored first', async () => {
  const output = recordOutput();
  await listArticles(file, { output, limit: 10, form: 'lines' });
  expect(output.outLines).toEqual([
    'n2  2025-01-03  unknown  =1+1 Nobody spoke, "not even once".',
    'n1  2025-01-02  Gazette  Road shut',
  ]);
});

test('listArticles() says how many more there are', async () => {
  const output = recordOutput();
  await listArticles(file, { output, limit: 1, form: 'json' });
  expect(output.outLines.map((line) => JSON.parse(line).id)).toEqual(['n2']);
  expect(output.errLines).toEqual(['1 more; --limit shows more']);
});

test('listArticles() makes no archive where there is none', async () => {
  const missing = join(folder, 'missing.db');
  await expect(listArticles(missing, { output: recordOutput(), limit: 1, form: 'lines' })).rejects.toThrow(
    'no such file',
  );
  await expect(removeArticles(missing, ['n1'], { output: recordOutput(), by: 'test' })).rejects.toThrow('no such file');
});

test('showArticle() shows an article to the letter', async () => {
  const output = recordOutput();
  expect(await showArticle(file, 'n1', { output, form: 'lines' })).toBe(0);
  expect(output.outLines.join('\n')).toContain(`title      Road shut\noutlet     Gazette`);
  expect(output.outLines.join('\n').endsWith(`\n\n${articles[0]?.text}`)).toBe(true);
  expect(await showArticle(file, 'n9', { output, form: 'lines' })).toBe(1);
  expect(output.errLines).toEqual([
    'Cannot show article "n9": the archive holds none with this id; "verbatim articles list" tells them',
  ]);
});

test('removeArticles() takes an article out for good, audited, and readmitArticles() lets it come back', async () => {
  const output = recordOutput();
  expect(await removeArticles(file, ['n1', 'n9'], { output, by: 'terminal' })).toBe(1);
  expect(output.outLines).toEqual([expect.stringMatching(/^Removed n1 \("Road shut"\): it is in no answer any more/)]);
  expect(output.errLines).toEqual([expect.stringContaining('Cannot remove article "n9"')]);
  expect((await importLines(file, articles)).outLines).toEqual([
    'Nothing changed: 1 article unchanged, 1 left out, since removed from this archive before',
  ]);
  expect(await readmitArticles(file, ['n1'], { output, by: 'terminal' })).toBe(0);
  expect(await readmitArticles(file, ['n1'], { output, by: 'terminal' })).toBe(1);
  expect((await importLines(file, articles)).outLines).toEqual(['1 article added, 1 unchanged']);
  using archive = openArchive(file);
  expect(archive.audit(10).map(({ who, action, subject }) => `${who}: ${action} ${subject}`)).toEqual([
    'terminal: readmit article n1',
    'terminal: remove article n1',
  ]);
});

test('exportArchive() writes articles that import reads back unchanged', async () => {
  const output = recordOutput();
  await exportArchive(file, { what: 'articles', form: 'jsonl', output });
  const exported = output.outLines.map((line) => JSON.parse(line));
  expect(exported).toEqual(articles);
  expect((await importLines(file, exported)).outLines).toEqual(['Nothing changed: 2 articles unchanged']);
  const copy = join(folder, 'copy.db');
  await importLines(copy, exported);
  const again = recordOutput();
  await exportArchive(copy, { what: 'articles', form: 'jsonl', output: again });
  expect(again.outLines).toEqual(output.outLines);
});

test('exportArchive() writes quotations as slices of their article', async () => {
  const output = recordOutput();
  await exportArchive(file, { what: 'quotations', form: 'jsonl', output });
  const records = output.outLines.map((line) => JSON.parse(line));
  expect(records[0]).toMatchObject({
    type: 'direct',
    said: ['“The road is shut,”'],
    in_marks: ['The road is shut,'],
    cue: 'said',
    article: 'n1',
    outlet: 'Gazette',
  });
  for (const { said, said_at, article } of records) {
    const text = articles.find(({ id }) => id === article)?.text ?? '';
    expect(said_at.map((at: string) => text.slice(...at.split('-').map(Number)))).toEqual(said);
  }
});

test('exportArchive() writes CSV with a header, quoted, and no formula', async () => {
  const output = recordOutput();
  await exportArchive(file, { what: 'articles', form: 'csv', output });
  expect(output.outLines).toEqual([
    'id,title,text,outlet,url,published,author',
    'n1,Road shut,"“The road is shut,” Ida Moss said. She called it a “matter of days,” and left.",Gazette,https://gazette.example/road,2025-01-02,Ada Roe',
    'n2,,"\'=1+1\nNobody spoke, ""not even once"".",,,2025-01-03T10:00:00+01:00,',
  ]);
});
