import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { extract } from '../../src/operator/extract.ts';
import { recordOutput } from './recorded-output.ts';

const said = '“The bridge is shut,” Ida Moss said.';
const lines = [
  JSON.stringify({ id: 'a', text: said }),
  'no json',
  JSON.stringify({ id: 'b' }),
  JSON.stringify({ text: said }),
  '',
  JSON.stringify({ id: 7, text: '' }),
  JSON.stringify({ id: 'c', text: 'Nobody spoke.' }),
];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verbatim-extract-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('extract() writes a line for each article in their order, and one on err for each bad line', async () => {
  const output = recordOutput();
  const stdin = Readable.from([Buffer.from(lines.join('\n'))]);
  expect(await extract({ stdin, output })).toBe(1);
  const written = output.outLines.map((line) => JSON.parse(line));
  expect(written.map(({ id }) => id)).toEqual(['a', 7, 'c']);
  expect(written[0].quotes[0]).toMatchObject({ type: 'direct', quote_start: 0, cue: 'said', speaker_text: 'Ida Moss' });
  expect(written[1].quotes).toEqual([]);
  expect(output.errLines).toEqual([
    expect.stringMatching(/^Refused standard input, line 2: expected JSON/),
    'Refused standard input, line 3: expected "text" to be text',
    'Refused standard input, line 4: expected "id" to be text or a number',
  ]);
});

test('extract() gives slices of the text as it came, in UTF-16 units', async () => {
  const output = recordOutput();
  const text = `😀 All was well.\n${said}`;
  await writeFile(join(folder, 'in.jsonl'), `\ufeff${JSON.stringify({ id: 'a', text })}\r\n`);
  expect(await extract({ file: join(folder, 'in.jsonl'), stdin: Readable.from([]), output })).toBe(0);
  const [{ quotes }] = output.outLines.map((line) => JSON.parse(line));
  expect(quotes.length).toBeGreaterThan(0);
  for (const { quote_start, quote_end, quote_text } of quotes)
    expect(text.slice(quote_start, quote_end)).toBe(quote_text);
});

test('extract() says in one line that a file is not there', async () => {
  const output = recordOutput();
  const file = join(folder, 'nothing.jsonl');
  expect(await extract({ file, stdin: Readable.from([]), output })).toBe(1);
  expect(output.errLines).toEqual([`Refused ${file}: expected a file or a folder, found nothing there`]);
});

test('extract() reads no further than its output has room', async () => {
  let pulled = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (; pulled < 1000; pulled += 1) yield Buffer.from(`${lines[0]}\n`);
  }
  const output = recordOutput();
  const full = Promise.withResolvers<void>();
  const held = { ...output, out: () => full.promise };
  const work = extract({ stdin: Readable.from(chunks()), output: held });
  while (pulled === 0) await new Promise(setImmediate);
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  expect(pulled).toBeLessThan(100);
  full.resolve();
  expect(await work).toBe(0);
  expect(pulled).toBe(1000);
});
