import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { Refusal, refusedArrival } from '../ingest/arrival.ts';
import { isBlank, parseLine } from '../ingest/jsonl.ts';
import { describeFileError } from '../ingest/list-files.ts';
import { splitLines } from '../ingest/split-lines.ts';
import type { Output } from './output.ts';

export interface LinesOptions {
  /** JSON lines; "-" is standard input. */
  readonly file: string;
  readonly stdin: Readable;
  readonly output: Output;
  readonly maxLineBytes: number;
  /** What to write for one line. @throws {Refusal} when the line is not of the kind that is wanted */
  readonly answer: (value: unknown) => Promise<string> | string;
  /** What to write in the place of a line that was refused; nothing when absent. */
  readonly refused?: (reason: string) => string;
}

/**
 * Reads JSON lines and writes one line for each in their order, holding one at a time. A line that is refused is one
 * line on `err`, and the rest goes on.
 *
 * @returns 1 when a line was refused or the file could not be read, else 0
 */
export async function answerLines(options: LinesOptions): Promise<0 | 1> {
  const { file, stdin, output, maxLineBytes, answer, refused } = options;
  const source = file === '-' ? 'standard input' : file;
  let anyRefused = false;
  const refuse = (where: string, error: unknown): string => {
    const { reason } = refusedArrival(where, error);
    anyRefused = true;
    output.err(`Refused ${where}: ${reason}`);
    return reason;
  };
  try {
    for await (const line of splitLines(file === '-' ? stdin : fileChunks(file), maxLineBytes)) {
      if (isBlank(line)) continue;
      try {
        await output.out(await answer(parseLine(line)));
      } catch (error) {
        const reason = refuse(`${source}, line ${line.number}`, error);
        if (refused !== undefined) await output.out(refused(reason));
      }
    }
  } catch (error) {
    refuse(source, error);
  }
  return anyRefused ? 1 : 0;
}

/** @throws {Refusal} when the file cannot be read */
async function* fileChunks(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file);
  } catch (error) {
    throw new Refusal(await describeFileError(error, file));
  }
}
