import type { Readable } from 'node:stream';
import { z } from 'zod';
import { type Command, type Services, UsageError } from '../command.ts';
import { Refusal } from '../ingest/arrival.ts';
import { answerLines } from './answer-lines.ts';
import type { Output } from './output.ts';

export interface BatchOptions {
  /** Lines of `{"question": "..."}`; "-" is standard input. */
  readonly file: string;
  readonly stdin: Readable;
  readonly ask: Command;
  /** Made anew for each question: they know nothing of each other. */
  readonly services: () => Services;
  readonly output: Output;
}

const longestQuestionBytes = 1_000_000;

const request = z.object(
  { question: z.string({ error: 'expected "question" to be text' }) },
  { error: 'expected an object with "question"' },
);

/**
 * Answers each line with one JSON line. A line that is no question gets `{"error"}` in its place, so that the n-th
 * answer belongs to the n-th line.
 *
 * @returns 1 when a line was refused or the file could not be read, else 0
 */
export function answerBatch({ file, stdin, ask, services, output }: BatchOptions): Promise<0 | 1> {
  return answerLines({
    file,
    stdin,
    output,
    maxLineBytes: longestQuestionBytes,
    answer: async (value) => {
      const parsed = request.safeParse(value);
      if (!parsed.success) throw new Refusal(parsed.error.issues[0]?.message ?? 'expected an object with "question"');
      return JSON.stringify(await askOne(ask, parsed.data.question, services()));
    },
    refused: (error) => JSON.stringify({ error }),
  });
}

async function askOne(ask: Command, question: string, services: Services): Promise<unknown> {
  try {
    return (await ask.run({ question }, services)).body;
  } catch (error) {
    if (error instanceof UsageError) throw new Refusal(error.message);
    throw error;
  }
}
