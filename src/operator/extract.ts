import type { Readable } from 'node:stream';
import { z } from 'zod';
import { Refusal } from '../ingest/arrival.ts';
import type { Reading } from '../model/reading.ts';
import { type Extraction, extractQuotes } from '../text/extract.ts';
import { readArticle } from '../text/read-article.ts';
import { answerLines } from './answer-lines.ts';
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
export function extract({ file = '-', stdin, output }: ExtractOptions): Promise<0 | 1> {
  return answerLines({ file, stdin, output, maxLineBytes, answer: (value) => JSON.stringify(extractFrom(value)) });
}

/** @throws {Refusal} when the line is no request, or when the reader fails on it */
function extractFrom(value: unknown): Extracted {
  const parsed = request.safeParse(value);
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
