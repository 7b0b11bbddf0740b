import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';

const start = resolve(import.meta.dirname, '../src/start.js');
const folder = mkdtempSync(join(tmpdir(), 'verbatim-line-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'letter.txt'), 'Dear Ida, the road is shut.\n');

/** A start takes half a second; on a busy machine it may take much longer, and one that hangs never ends. */
const patienceMs = 50_000;
vi.setConfig({ testTimeout: patienceMs + 10_000 });
afterAll(() => vi.resetConfig());

interface Ended {
  /** `null` when it did not end by itself. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the program as its user would, with nothing on standard input, until it ends. */
function run(words: readonly string[]): Promise<Ended> {
  return new Promise((settle) => {
    const child = execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', start, ...words],
      { cwd: folder, env: { PATH: process.env.PATH }, timeout: patienceMs, killSignal: 'SIGKILL' },
      (_error, out, err) => settle({ code: child.exitCode, out, err }),
    );
    child.stdin?.end();
  });
}

test.each([
  {
    it: 'tells of an archive that is none',
    words: ['ask', '--archive', 'letter.txt', 'what did Ida say'],
    err: 'Cannot open archive "letter.txt": expected an archive of Verbatim, got a file that is no SQLite database\n',
  },
  {
    it: 'tells so too when it looks over one',
    words: ['check', '--archive', 'letter.txt'],
    err: 'Cannot open archive "letter.txt": expected an archive of Verbatim, got a file that is no SQLite database\n',
  },
  {
    it: 'names the command that is nearest to a slip',
    words: ['qoutes', 'Ida Moss'],
    err: 'There is no command "qoutes". Did you mean "quotes"? A question is asked with: verbatim ask "..."\n',
  },
  {
    it: 'tells which application is meant',
    words: ['discord', 'invite', 'verbatim'],
    err: "error: command-argument value 'verbatim' is invalid for argument 'application'. Expected an application id such as 123456789012345678.\n",
  },
  {
    it: 'tells which address is meant',
    words: ['slack', 'manifest', '--http', 'bot.example.org'],
    err: "error: option '--http <url>' argument 'bot.example.org' is invalid. Expected an address such as https://bot.example.org.\n",
  },
])('the command line $it, and ends with 1', async ({ words, err }) => {
  const ended = await run(words);
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err.startsWith(err), ended.err).toBe(true);
});

test('help tells the choices of an option', async () => {
  const { code, out } = await run(['help', 'quotes']);
  expect(code).toBe(0);
  expect(out.replace(/\s+/g, ' ')).toContain(
    '--format <format> All of them as a file of this form: csv, jsonl, markdown',
  );
});

test('what could not be done ends with 1, and tells why', async () => {
  const { code, out } = await run(['--archive', 'new.db', 'follow', 'pause', '9']);
  expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining('Not done: there is no follow 9') });
});

test('the sample articles keep no corrections, and say so', async () => {
  const { code, out } = await run(['--archive', 'new.db', 'correct', 'abc', '--speaker', 'Ida Moss']);
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('keep no corrections') });
});
