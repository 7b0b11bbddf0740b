import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface Child {
  readonly process: ChildProcessByStdio<null, Readable, null>;
  /** What it has written so far, line by line. */
  readonly lines: readonly string[];
  /** Settles with its next line that begins so; rejects when it ends without. */
  line(beginning: string): Promise<string>;
  /** Settles when it has ended, with its exit code, or `null` when it was killed. */
  readonly ended: Promise<number | null>;
}

/** Runs one of the programs in `children/` on the Node that runs the tests. */
export function runChild(program: string, ...options: readonly string[]): Child {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'children', program), ...options],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let hasEnded = false;
  const tellAll = () => {
    for (const tell of waiting) tell();
  };
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    tellAll();
  });
  const ended = new Promise<number | null>((resolve) => {
    // "close" comes after the last line, "exit" may come before it.
    child.on('close', (code) => {
      hasEnded = true;
      tellAll();
      resolve(code);
    });
  });
  return {
    process: child,
    lines,
    ended,
    line: (beginning) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find((line) => line.startsWith(beginning));
          if (found === undefined && !hasEnded) return;
          waiting.delete(look);
          if (found === undefined) reject(new Error(`${program} ended without a line "${beginning}"`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
