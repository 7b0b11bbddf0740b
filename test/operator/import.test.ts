import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import { type ImportOptions, importPaths } from '../../src/operator/import.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { recordOutput } from './recorded-output.ts';

const scope = { sources: 'all' } as const;

let folder: string;
let archive: Archive;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verbatim-import-'));
  archive = openArchive(join(folder, 'archive.db'));
  await mkdir(join(folder, 'news'));
});
afterEach(async () => {
  archive.close();
  await rm(folder, { recursive: true, force: true });
});

function file(name: string): string {
  return join(folder, 'news', name);
}

async function run(paths: readonly string[], options: Partial<ImportOptions> = {}) {
  const output = recordOutput();
  const imported = await importPaths(paths, {
    archive,
    source: archive.source('import', 'files'),
    readArticle,
    output,
    stdin: Readable.from([]),
    signal: new AbortController().signal,
    report: 'summary',
    ...options,
  });
  const cut = (line: string) => line.replaceAll(`${folder}/news/`, '');
  return { ...imported, out: output.outLines.map(cut), err: output.errLines.map(cut) };
}

const record = (number: number, text = `“Road ${number} is shut,” Ida Moss said.`) =>
  `${JSON.stringify({ id: `n${number}`, text, outlet: 'Gazette', published: '2025-01-0' + number })}\n`;

test('importPaths() sums up in one line, and says when nothing changed', async () => {
  await writeFile(file('a.jsonl'), record(1) + record(2) + record(3));
  await writeFile(file('b.txt'), 'Nobody spoke.');
  const first = await run([join(folder, 'news')]);
  expect(first).toMatchObject({ out: ['4 articles added'], err: [], exitCode: 0 });
  const second = await run([join(folder, 'news')]);
  expect(second).toMatchObject({ out: ['Nothing changed: 4 articles unchanged'], err: [], exitCode: 0 });
  await writeFile(file('a.jsonl'), `${record(1)}no json\n${record(3, 'Road 3 is open.')}${record(4)}`);
  const third = await run([join(folder, 'news')]);
  expect(third.out).toEqual(['1 article added, 1 changed, 2 unchanged, 1 refused']);
  expect(third.err).toEqual([expect.stringMatching(/^Refused a\.jsonl, line 2: expected JSON/)]);
  expect(third.exitCode).toBe(1);
  expect(archive.extent({ scope }).articles).toBe(5);
});

test('importPaths() goes on after each refusal', async () => {
  await writeFile(file('1.txt'), '');
  await writeFile(file('2.bin'), 'x');
  await writeFile(file('3.txt'), 'Good news.');
  expect(await run([join(folder, 'news'), file('nothing.txt')])).toMatchObject({
    out: ['1 article added, 3 refused'],
    err: [
      'Refused 1.txt: expected an article, found an empty file',
      'Refused 2.bin: expected a file that ends in .txt, .md, .html, .json, .jsonl, .docx or .pdf, found .bin',
      'Refused nothing.txt: expected a file or a folder, found nothing there',
    ],
    exitCode: 1,
  });
});

test('importPaths() says that nothing came of nothing but refusals', async () => {
  expect(await run([file('nothing.txt')])).toMatchObject({ out: ['Nothing changed: 1 refused'], exitCode: 1 });
});

test('importPaths() notes what it leaves unknown, and takes the article', async () => {
  await writeFile(file('a.jsonl'), `${JSON.stringify({ text: 'One.', published: 'some day' })}\n`);
  expect(await run([file('a.jsonl')])).toMatchObject({
    out: ['1 article added'],
    err: [expect.stringMatching(/^Note on a\.jsonl, line 1: "published": .*left unknown$/)],
    exitCode: 0,
  });
});

test('importPaths() shows the first notes and counts the rest', async () => {
  const lines = Array.from({ length: 25 }, (_, index) => JSON.stringify({ text: `Item ${index}.`, url: 'no address' }));
  await writeFile(file('a.jsonl'), lines.join('\n'));
  const { err } = await run([file('a.jsonl')]);
  expect(err).toHaveLength(21);
  expect(err.at(-1)).toBe('5 more notes of this kind are not shown');
});

test('importPaths() takes an id once, and the same again changes nothing', async () => {
  await writeFile(file('a.jsonl'), record(1) + record(2) + record(1, 'Another text.') + record(1));
  await writeFile(file('b.jsonl'), record(2, 'Yet another.'));
  const reasons = [
    'Refused a.jsonl, line 3: expected one article an id, found "n1" again with another text (first in a.jsonl, line 1); give each its own',
    'Refused b.jsonl, line 1: expected one article an id, found "n2" again with another text (first in a.jsonl, line 2); give each its own',
  ];
  const first = await run([join(folder, 'news')]);
  expect(first).toMatchObject({ out: ['2 articles added, 1 unchanged, 2 refused'], err: reasons, exitCode: 1 });
  const second = await run([join(folder, 'news')]);
  expect(second).toMatchObject({ out: ['Nothing changed: 3 articles unchanged, 2 refused'], err: reasons });
});

test('importPaths() reads standard input', async () => {
  const stdin = Readable.from([Buffer.from(record(1) + record(2))]);
  expect(await run(['-'], { stdin })).toMatchObject({ out: ['2 articles added'], exitCode: 0 });
  expect(archive.article('n2', scope)).toMatchObject({ outlet: 'Gazette', published: '2025-01-02' });
});

test('importPaths() writes each outcome as JSON once it is stored', async () => {
  await writeFile(file('a.jsonl'), `${record(1)}no json\n`);
  const { out, err } = await run([file('a.jsonl')], { report: 'each' });
  expect(out.map((line) => JSON.parse(line))).toEqual([
    { where: 'a.jsonl, line 2', outcome: 'refused', reason: expect.stringContaining('expected JSON') },
    { where: 'a.jsonl, line 1', outcome: 'added', id: 'n1' },
  ]);
  expect(err.at(-1)).toBe('1 article added, 1 refused');
});

test('importPaths() leaves out what was removed, and says so', async () => {
  await writeFile(file('a.jsonl'), record(1) + record(2));
  await run([file('a.jsonl')]);
  archive.removeArticle('n1', 'test');
  expect((await run([file('a.jsonl')])).out).toEqual([
    'Nothing changed: 1 article unchanged, 1 left out, since removed from this archive before',
  ]);
  expect(archive.extent({ scope }).articles).toBe(1);
});

test('importPaths() stops after the current batch, and says what to do', async () => {
  const stop = new AbortController();
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (let number = 1; ; number += 1) {
      yield Buffer.from(`${JSON.stringify({ text: `Road ${number} is shut.` })}\n`);
      if (number === 120) stop.abort();
    }
  }
  const stdin = Readable.from(endless());
  const { out, exitCode, added } = await run(['-'], { stdin, signal: stop.signal });
  expect(exitCode).toBe(130);
  expect(added).toBe(archive.extent({ scope }).articles);
  expect(added).toBeGreaterThan(0);
  expect(out).toEqual([`${added} articles added; stopped, import again to go on`]);
  expect(stdin.destroyed).toBe(true);
});

test('importPaths() counts an article that the reader fails on as refused', async () => {
  await writeFile(file('a.txt'), 'One.');
  await writeFile(file('b.txt'), 'Two.');
  const failing: ImportOptions['readArticle'] = (article) => {
    if (article.text === 'One.') throw new Error('no');
    return readArticle(article);
  };
  expect(await run([file('a.txt'), file('b.txt')], { readArticle: failing })).toMatchObject({
    out: ['1 article added, 1 refused'],
    err: ['Refused a.txt: the reader failed on it, please report this: Error: no'],
    exitCode: 1,
  });
});

test('importPaths() says what was stored before the archive failed', async () => {
  await writeFile(
    file('a.jsonl'),
    Array.from({ length: 600 }, (_, index) => `{"text":"Road ${index} is shut."}`).join('\n'),
  );
  let batches = 0;
  const store: Archive['store'] = (batch, source) => {
    batches += 1;
    if (batches > 1) throw new Error('The disk is full');
    return archive.store(batch, source);
  };
  const output = recordOutput();
  await expect(run([file('a.jsonl')], { archive: { store, look: archive.look }, output })).rejects.toThrow(
    'The disk is full',
  );
  expect(output.outLines).toEqual([`${archive.extent({ scope }).articles} articles added`]);
});

test('importPaths() reads nothing that is there word for word', async () => {
  await writeFile(file('a.jsonl'), record(1) + record(2));
  await run([file('a.jsonl')]);
  await writeFile(file('a.jsonl'), record(1) + record(2) + record(3));
  const read: string[] = [];
  const counting: typeof readArticle = (article) => {
    read.push(article.text);
    return readArticle(article);
  };
  const again = await run([file('a.jsonl')], { readArticle: counting });
  expect(again.out).toEqual(['1 article added, 2 unchanged']);
  expect(read).toEqual(['“Road 3 is shut,” Ida Moss said.']);
});
