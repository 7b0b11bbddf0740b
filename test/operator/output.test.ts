import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { streamOutput } from '../../src/operator/output.ts';
import { progressLine, showProgress } from '../../src/operator/progress.ts';

function terminal(columns: number) {
  return Object.assign(new PassThrough(), { isTTY: true, columns });
}

test('streamOutput() writes results as they are, and takes terminal controls out of what it says', async () => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const output = streamOutput(stdout, stderr);
  await output.out('{"text":"a\u202eb"}');
  output.err('Refused a\u001b[2Jb\u0007.csv: \u202eno');
  expect(String(stdout.read())).toBe('{"text":"a\u202eb"}\n');
  expect(String(stderr.read())).toBe('Refused a\ufffd[2Jb\ufffd.csv: \ufffdno\n');
  expect(output.terminal).toBeNull();
});

test('streamOutput() waits for a reader that is slower', async () => {
  const stdout = new PassThrough({ highWaterMark: 10 });
  const output = streamOutput(stdout, new PassThrough());
  let isWritten = false;
  const writing = output.out('more than there is room for').then(() => {
    isWritten = true;
  });
  await new Promise(setImmediate);
  expect(isWritten).toBe(false);
  stdout.resume();
  await writing;
});

test('showProgress() draws a bar on a terminal, lines above it, and wipes it at the end', () => {
  const stderr = terminal(100);
  const progress = showProgress(streamOutput(new PassThrough(), stderr), 1000);
  progress.update(500, 7);
  expect(String(stderr.read())).toContain('━╌');
  progress.line('Refused a\u001b[2Jb: no');
  expect(String(stderr.read())).toContain('Refused a\ufffd[2Jb: no\n');
  progress.stop();
  expect(String(stderr.read())).not.toContain('━');
});

test.each([
  {
    it: 'how far it is',
    done: 430,
    total: 1000,
    articles: 1240,
    seconds: 4,
    columns: 100,
    line: '━━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 43 % · 1,240 articles · 310/s · 6 s left',
  },
  {
    it: 'no bar where there is no room',
    done: 430,
    total: 1000,
    articles: 1240,
    seconds: 4,
    columns: 40,
    line: '43 % · 1,240 articles · 310/s · 6 s left',
  },
  {
    it: 'minutes',
    done: 1,
    total: 100,
    articles: 10,
    seconds: 2,
    columns: 40,
    line: '1 % · 10 articles · 5/s · 4 min left',
  },
  {
    it: 'hours',
    done: 1,
    total: 10_000,
    articles: 10,
    seconds: 2,
    columns: 45,
    line: '0 % · 10 articles · 5/s · 5 h 34 min left',
  },
  {
    it: 'no forecast before there is a share',
    done: 0,
    total: 100,
    articles: 0,
    seconds: 0,
    columns: 40,
    line: '╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 0 % · 0 articles · 0/s',
  },
  {
    it: 'what it has where there is no end',
    done: 2e6,
    total: null,
    articles: 7,
    seconds: 1,
    columns: 80,
    line: '7 articles · 7/s · 2.0 MB',
  },
])('progressLine() says $it', ({ columns, line, ...state }) => {
  expect(progressLine(state, columns)).toBe(line);
});

test('showProgress() shows nothing in a pipe', () => {
  const stderr = new PassThrough();
  const progress = showProgress(streamOutput(new PassThrough(), stderr), 10);
  progress.update(5, 1);
  progress.line('Refused a: no');
  progress.stop();
  expect(String(stderr.read())).toBe('Refused a: no\n');
});
