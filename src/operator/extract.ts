import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { Refusal, refusedArrival } from '../ingest/arrival.ts';
import { isBlank, parseLine } from '../ingest/jsonl.ts';
import { describeFileError } from '../ingest/list-files.ts';
import { type Line, splitLines } from '../ingest/split-lines.ts';
import type { Reading } from '../model/reading.ts';
import { type Extraction, extractQuotes } from '../text/extract.ts';
import { readArticle } from '../text/read-article.ts';
import type { Output } from './output.ts';

export interface ExtractOptions {
  /** Lines of `{id, text}`; standard input when absent or "-". */
  readonly file?: string;
  readonly stdin: Readable;
  readonly output: Output;
}

const maxLineBytes = 50_000_000;

const request = z.object(
  {
    id: z.union([z.string(), z.number()], { error: 'expected "id" to be text or a number' }),
    text: z.string({ error: 'expected "text" to be text' }),
    title: z.string().nullish().catch(null),
    published: z.string().nullish().catch(null),
  },
  { error: 'expected an object with "id" and "text"' },
);

/** The wire form of one article, under the id as it was given. */
type Extracted = Omit<Extraction, 'id'> & { readonly id: string | number };

/**
 * Reads `{id, text}` lines and writes every quotation found, one JSON line for each in their order. A bad line is one
 * line on `err`, and the rest goes on.
 *
 * @returns 1 when a line was refused or the file could not be read, else 0
 */
export async function extract({ file = '-', stdin, output }: ExtractOptions): Promise<0 | 1> {
  const source = file === '-' ? 'standard input' : file;
  let refused = 0;
  const refuse = (where: string, error: unknown): void => {
    refused += 1;
    output.err(`Refused ${where}: ${refusedArrival(where, error).reason}`);
  };
  try {
    const chunks = file === '-' ? stdin : fileChunks(file);
    for await (const line of splitLines(chunks, maxLineBytes)) {
      if (isBlank(line)) continue;
      try {
        await output.out(JSON.stringify(extractLine(line)));
      } catch (error) {
        refuse(`${source}, line ${line.number}`, error);
      }
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

/** @throws {Refusal} when the line is no request, or when the reader fails on it */
function extractLine(line: Line): Extracted {
  const parsed = request.safeParse(parseLine(line));
  if (!parsed.success) throw new Refusal(parsed.error.issues[0]?.message ?? 'expected an object with "id" and "text"');
  const { id, title = null, published = null } = parsed.data;
  const text = parsed.data.text.toWellFormed();
  return { ...extractQuotes(String(id), text, read({ text, title, published })), id };
}

/** One article that the reader fails on must not end the rest. */
function read(article: Parameters<typeof readArticle>[0]): Reading {
  try {
    return readArticle(article);
  } catch (error) {
    throw new Refusal(`the reader failed on it, please report this: ${error}`);
  }
}
