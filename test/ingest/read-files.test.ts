import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Arrival } from '../../src/ingest/arrival.ts';
import { listFiles } from '../../src/ingest/list-files.ts';
import { readFiles } from '../../src/ingest/read-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verbatim-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Contents = Record<string, string | Uint8Array>;

async function write(files: Contents): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

async function collect(arrivals: AsyncIterable<Arrival>): Promise<Arrival[]> {
  const all: Arrival[] = [];
  for await (const arrival of arrivals) all.push(arrival);
  return all;
}

async function read(paths: readonly string[], stdin: readonly Uint8Array[] = []): Promise<Arrival[]> {
  return collect(readFiles(listFiles(paths), { stdin: Readable.from(stdin) }));
}

/** What came of a file, short: its texts, and the reasons of what was refused with the folder's name cut off. */
function told(arrivals: readonly Arrival[]): string[] {
  return arrivals.map((arrival) =>
    arrival.kind === 'article' ? arrival.article.text : `${arrival.where.replace(`${folder}/`, '')}: ${arrival.reason}`,
  );
}

async function readOne(name: string, content: string | Uint8Array): Promise<string[]> {
  await write({ [name]: content });
  return told(await read([join(folder, name)]));
}

const bom = Buffer.from([0xef, 0xbb, 0xbf]);

test.each([
  {
    it: 'plain text to the letter',
    name: 'a.txt',
    content: ' “No,”  he said.\r\n\r\nTabs\tstay. \n',
    texts: [' “No,”  he said.\r\n\r\nTabs\tstay. \n'],
  },
  {
    it: 'plain text without its byte order mark',
    name: 'a.TXT',
    content: Buffer.concat([bom, Buffer.from('Né.')]),
    texts: ['Né.'],
  },
  { it: 'Markdown', name: 'a.md', content: '# T\n\nHe *said* so.', texts: ['He said so.'] },
  { it: 'one article of JSON', name: 'a.json', content: '{"text": "One \\ud800 half."}', texts: ['One \ufffd half.'] },
  { it: 'a list of JSON', name: 'a.json', content: '[{"text":"One."},{"text":"Two."}]', texts: ['One.', 'Two.'] },
  { it: 'JSON Lines', name: 'a.jsonl', content: '{"text":"One."}\r\n\n{"text":"Two."}', texts: ['One.', 'Two.'] },
  {
    it: 'JSON Lines behind a byte order mark',
    name: 'a.ndjson',
    content: Buffer.concat([bom, Buffer.from('{"text":"One."}\n')]),
    texts: ['One.'],
  },
  {
    it: 'HTML in the charset that it names',
    name: 'a.html',
    content: Buffer.from(
      '<meta charset="windows-1252"><p>\x93Caf\xe9,\x94 she said, and left the room again.</p>',
      'latin1',
    ),
    texts: ['“Café,” she said, and left the room again.'],
  },
  {
    it: 'HTML that is UTF-8 whatever it names',
    name: 'a.htm',
    content: '<meta charset="iso-8859-1"><p>“Café,” she said, and left the room again.</p>',
    texts: ['“Café,” she said, and left the room again.'],
  },
])('readFiles() reads $it', async ({ name, content, texts }) => {
  expect(await readOne(name, content)).toEqual(texts);
});

test.each(['txt', 'md', 'html', 'json', 'docx', 'pdf'])('readFiles() refuses an empty .%s', async (ending) => {
  expect(await readOne(`a.${ending}`, '')).toEqual([`a.${ending}: expected an article, found an empty file`]);
});

test.each([
  { it: 'an empty file', name: 'a.txt', content: '', reason: 'a.txt: expected an article, found an empty file' },
  { it: 'a blank file', name: 'a.txt', content: ' \n', reason: 'a.txt: expected an article, found no text' },
  { it: 'a binary file', name: 'a.txt', content: 'a\0b', reason: 'a.txt: expected text, found binary data' },
  {
    it: 'a PDF by another name',
    name: 'a.txt',
    content: '%PDF-1.7 \xe9',
    reason: 'a.txt: expected text, found a PDF; give it its own ending, or save its text as .txt',
  },
  {
    it: 'UTF-16',
    name: 'a.txt',
    content: Buffer.from('\ufeffNo.', 'utf16le'),
    reason: 'a.txt: expected UTF-8, found UTF-16; save it as UTF-8 and import it again',
  },
  {
    it: 'Latin-1',
    name: 'a.md',
    content: Buffer.from('One.\nCaf\xe9.', 'latin1'),
    reason: 'a.md: expected UTF-8, found other bytes in line 2; save it as UTF-8 and import it again',
  },
  {
    it: 'bytes that the named charset lacks',
    name: 'a.html',
    content: Buffer.from('<meta charset="shift_jis"><p>\xff\xfe\xfd</p>', 'latin1'),
    reason: 'a.html: expected UTF-8 or the charset that the page names ("shift_jis"), found other bytes',
  },
  {
    it: 'another ending',
    name: 'a.csv',
    content: 'a,b',
    reason: 'a.csv: expected a file that ends in .txt, .md, .html, .json, .jsonl, .docx or .pdf, found .csv',
  },
  {
    it: 'JSON that is none',
    name: 'a.json',
    content: '{',
    reason: expect.stringMatching(/^a\.json: expected JSON, found something else: /),
  },
  {
    it: 'JSON of another shape',
    name: 'a.json',
    content: '"text"',
    reason: 'a.json: expected an object with "text", found a string',
  },
  { it: 'an empty list', name: 'a.json', content: '[]', reason: 'a.json: expected articles, found an empty list' },
  {
    it: 'empty JSON Lines',
    name: 'a.jsonl',
    content: '\n \n',
    reason: 'a.jsonl: expected one article a line, found an empty file',
  },
  {
    it: 'binary JSON Lines, once',
    name: 'a.jsonl',
    content: Buffer.from('\x1f\x8b\x08\n\xe9\n', 'latin1'),
    reason: 'a.jsonl: expected text, found a gzip file; give it its own ending, or save its text as .txt',
  },
])('readFiles() refuses $it', async ({ name, content, reason }) => {
  expect(await readOne(name, content)).toEqual([reason]);
});

test('readFiles() refuses bad lines by their number, and the rest goes on', async () => {
  const lines = [
    '{"text":"One."}',
    'no json',
    '{"title":"no text"}',
    '{"text":5}',
    '{"text":" "}',
    '[1]',
    'null',
    '{"text":"x","title":{"a":1}}',
    '{"text":"Two.","title":null,"author":["A","B"],"id":7,"more":true}',
  ];
  const damaged = Buffer.from('\n{"text":"\xff"}\n', 'latin1');
  await write({ 'a.jsonl': Buffer.concat([Buffer.from(lines.join('\n')), damaged]) });
  const arrivals = await read([join(folder, 'a.jsonl')]);
  expect(told(arrivals)).toEqual([
    'One.',
    expect.stringMatching(/^a\.jsonl, line 2: expected JSON/),
    'a.jsonl, line 3: "text": expected text, found nothing',
    'a.jsonl, line 4: "text": expected text, found a number',
    'a.jsonl, line 5: expected an article, found no text',
    'a.jsonl, line 6: expected an object with "text", found a list',
    'a.jsonl, line 7: expected an object with "text", found null',
    'a.jsonl, line 8: "title": expected text, found an object',
    'Two.',
    'a.jsonl, line 10: expected UTF-8, found other bytes; save it as UTF-8 and import it again',
  ]);
  expect(arrivals[8]).toMatchObject({ article: { id: '7', title: null, author: 'A, B' } });
});

test('readFiles() refuses bad elements of a list by their number', async () => {
  expect(await readOne('a.json', '[{"text":"One."},{},{"text":"Two."}]')).toEqual([
    'One.',
    'a.json, item 2: "text": expected text, found nothing',
    'Two.',
  ]);
});

test.each(['a.txt', 'a.json', 'a.html'])(
  'readFiles() refuses %s when it is too large, without reading it',
  async (name) => {
    await write({ [name]: '' });
    await truncate(join(folder, name), 50_000_001);
    expect(told(await read([join(folder, name)]))).toEqual([expect.stringContaining('at most 50 MB')]);
  },
);

test('readFiles() passes over a line that is too long, in the memory of a chunk', async () => {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('{"text":"One."}\n');
    for (let index = 0; index < 60; index += 1) yield Buffer.alloc(1_000_000, 'x');
    yield Buffer.from('\n{"text":"Two."}\n');
  }
  const arrivals = await collect(readFiles(listFiles(['-']), { stdin: chunks() }));
  expect(told(arrivals)).toEqual(['One.', expect.stringMatching(/^standard input, line 2: .*more than 50 MB/), 'Two.']);
});

test('listFiles() walks folders by name, hidden files passed over, and takes each file once', async () => {
  await write({ 'b/2.txt': '2', 'b/1.txt': '1', 'a/.hidden/x.txt': 'x', 'a/z.txt': 'z', '.x.txt': 'x', 'c.txt': 'c' });
  await symlink('..', join(folder, 'a', 'loop'));
  await symlink('../c.txt', join(folder, 'b', 'again.txt'));
  await symlink('nowhere', join(folder, 'b', 'broken.txt'));
  await symlink('self', join(folder, 'self'));
  expect(told(await read([folder, join(folder, 'c.txt')]))).toEqual([
    'z',
    // Through a/loop, which leads to the folder itself: nothing again.
    '1',
    '2',
    'c',
    'b/broken.txt: expected a file or a folder, found a link that leads nowhere',
    'self: expected a file or a folder, found links that lead to themselves',
  ]);
});

test('listFiles() takes a hidden file that is named, and refuses what is not there and what is empty', async () => {
  await write({ '.x.txt': 'x' });
  await mkdir(join(folder, 'empty'));
  expect(told(await read(['.x.txt', 'nothing.txt', 'empty'].map((name) => join(folder, name))))).toEqual([
    'x',
    'nothing.txt: expected a file or a folder, found nothing there',
    'empty: expected a folder with .txt, .md, .html, .json, .jsonl, .docx or .pdf files, found no file in it',
  ]);
});

test.each([
  { it: 'JSON Lines', input: '{"text":"One."}\n{"text":"Two."}\n', texts: ['One.', 'Two.'] },
  { it: 'one line without an end', input: '{"text":"One."}', texts: ['One.'] },
  {
    it: 'JSON Lines behind a damaged line',
    input: '{"text":\n{"text":"Two."}\n',
    texts: [expect.stringMatching(/^standard input, line 1: expected JSON/), 'Two.'],
  },
  { it: 'a JSON document over many lines', input: '{\n"text":\n"One."}\n', texts: ['One.'] },
  {
    it: 'a JSON list with an article a line',
    input: '[\n{"text":"One."},\n{"text":"Two."}\n]\n',
    texts: ['One.', 'Two.'],
  },
  { it: 'plain text', input: 'He said no.\nTwice.\n', texts: ['He said no.\nTwice.\n'] },
  { it: 'plain text that begins with a bracket', input: '[Corrected] He said no.', texts: ['[Corrected] He said no.'] },
  { it: 'plain text that begins with a brace', input: '{sic} He said no.', texts: ['{sic} He said no.'] },
  { it: 'nothing', input: '', texts: ['standard input: expected an article, found an empty file'] },
])('readFiles() reads $it from standard input', async ({ input, texts }) => {
  expect(told(await read(['-'], [Buffer.from(input)]))).toEqual(texts);
  const bytes = [...Buffer.from(input)].map((byte) => Uint8Array.of(byte));
  expect(told(await read(['-'], bytes))).toEqual(texts);
});

test('readFiles() hands over the lines of a stream that has not ended', async () => {
  const stdin = new Readable({ read() {} });
  const arrivals = readFiles(listFiles(['-']), { stdin });
  stdin.push('{"text":"One."}\n{"te');
  expect((await arrivals.next()).value).toMatchObject({ article: { text: 'One.' } });
  stdin.push('xt":"Two."}\n');
  expect((await arrivals.next()).value).toMatchObject({ article: { text: 'Two.' } });
  stdin.push(null);
  expect((await arrivals.next()).done).toBe(true);
});

test('readFiles() holds a stream back while its articles are not taken', async () => {
  let pulled = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (; pulled < 1000; pulled += 1) yield Buffer.from('{"text":"One."}\n');
  }
  const arrivals = readFiles(listFiles(['-']), { stdin: chunks() });
  await arrivals.next();
  await setImmediate();
  expect(pulled).toBeLessThan(5);
  await arrivals.return(undefined);
});

test('readFiles() reads JSON Lines of any size in the memory of a few lines', async () => {
  const line = Buffer.from(`${JSON.stringify({ text: '“The road is shut,” Ida Moss said. '.repeat(200) })}\n`);
  const lines = Math.ceil(150e6 / line.length);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < lines; index += 1) yield Buffer.from(line);
  }
  const held = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
  const before = held();
  let [articles, most] = [0, 0];
  for await (const arrival of readFiles(listFiles(['-']), { stdin: chunks() })) {
    if (arrival.kind === 'article') articles += 1;
    if (articles % 500 === 0) most = Math.max(most, held() - before);
  }
  expect(articles).toBe(lines);
  expect(most).toBeLessThan(100e6);
}, 60_000);

test.each(['txt', 'md', 'html', 'json', 'jsonl'])(
  'readFiles() makes articles or refusals of any bytes in .%s',
  async (ending) => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary' }).map((text) => new Uint8Array(Buffer.from(text))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        await write({ [`any.${ending}`]: content });
        for (const arrival of await read([join(folder, `any.${ending}`)])) {
          if (arrival.kind === 'article') expect(arrival.article.text.isWellFormed()).toBe(true);
          else expect(arrival.reason).not.toBe('');
        }
      }),
      { numRuns: 150 },
    );
  },
);
