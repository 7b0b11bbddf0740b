import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { plain } from './contract.ts';

const root = resolve(import.meta.dirname, '../..');

/** For `vi.waitFor`: a process takes its time to start. */
export const patient = { timeout: 20_000, interval: 20 };

/** The unmodified bot in a process of its own. */
export interface BotProcess {
  /** All that it has written so far, on both streams. */
  readonly output: string;
  /** `null` while it runs. */
  readonly exitCode: number | null;
  /** @returns its exit code; `null` where the signal ended it */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/**
 * Starts the bot as its owner would, in `folder`, where its archive stands and no `.env` of a developer is met. It ends
 * with the test, at the latest.
 */
export function startBot(folder: string, settings: Readonly<Record<string, string>>): BotProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'src/start.js')], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      VERBATIM_ARCHIVE: join(folder, 'archive.db'),
      VERBATIM_TIME_ZONE: 'Europe/Paris',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });

  return {
    get output() {
      return output;
    },
    get exitCode() {
      return child.exitCode;
    },
    async stop(signal) {
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

/** What an empty archive answers from, as `plain` reads it. */
export function sampleTexts(): string {
  const samples = join(root, 'data/articles');
  const texts = readdirSync(samples).map((name) => readFileSync(join(samples, name), 'utf8'));
  return plain(texts.join('\n'));
}
