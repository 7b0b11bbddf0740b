import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { renderReply, type Screen } from '../adapters/console/render.ts';
import type { Command, Services } from '../command.ts';
import { Refusal, refusedArrival } from '../ingest/arrival.ts';
import { isBlank, parseLine } from '../ingest/jsonl.ts';
import { describeFileError } from '../ingest/list-files.ts';
import { splitLines } from '../ingest/split-lines.ts';
import type { Output } from './output.ts';

export interface RunOptions {
  readonly command: Command;
  readonly values: Readonly<Record<string, string | number>>;
  readonly services: Services;
  readonly output: Output;
  /** How to draw it; `json` prints the `Answer` on one line. */
  readonly form: Screen | 'json';
}

/** Runs one command and prints what it gives. Finding nothing is an answer, so it is no failure. */
export async function runCommand({ command, values, services, output, form }: RunOptions): Promise<void> {
  const { body } = await command.run(values, services);
  await output.out(form === 'json' ? JSON.stringify(body) : renderReply({ body }, form));
}

export interface BatchOptions {
  /** Lines of `{"question": "..."}`; "-" is standard input. */
  readonly file: string;
  readonly stdin: Readable;
  readonly ask: Command;
  /** Made anew for each question: they know nothing of each other. */
  readonly services: () => Services;
  readonly output: Output;
}

const longestLineBytes = 1_000_000;

const request = z.object(
  { question: z.string({ error: 'expected "question" to be text' }) },
  { error: 'expected an object with "question"' },
);

/**
 * Answers each line with one JSON line, in their order. A line that is no question gets `{"error"}` in its place, so
 * that the n-th answer belongs to the n-th line.
 *
 * @returns 1 when a line was refused or the file could not be read, else 0
 */
export async function answerBatch({ file, stdin, ask, services, output }: BatchOptions): Promise<0 | 1> {
  const source = file === '-' ? 'standard input' : file;
  let refused = 0;
  const refuse = (where: string, error: unknown): string => {
    refused += 1;
    const { reason } = refusedArrival(where, error);
    output.err(`Refused ${where}: ${reason}`);
    return reason;
  };
  const answerLine = async (line: Parameters<typeof parseLine>[0]): Promise<string> => {
    const parsed = request.safeParse(parseLine(line));
    if (!parsed.success) throw new Refusal(parsed.error.issues[0]?.message ?? 'expected an object with "question"');
    const { body } = await ask.run(parsed.data, services());
    return JSON.stringify(body);
  };
  try {
    const chunks = file === '-' ? stdin : fileChunks(file);
    for await (const line of splitLines(chunks, longestLineBytes)) {
      if (isBlank(line)) continue;
      const where = `${source}, line ${line.number}`;
      await output.out(await answerLine(line).catch((error: unknown) => JSON.stringify({ error: refuse(where, error) })));
    }
  } catch (error) {
    refuse(source, error);
  }
  return refused === 0 ? 0 : 1;
}

/** @throws {Refusal} when the file cannot be read */
async function* fileChunks(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file);
  } catch (error) {
    throw new Refusal(await describeFileError(error, file));
  }
}
