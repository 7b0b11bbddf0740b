import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Arrival, type Entry, Refusal, refusedArrival } from './arrival.ts';
import { decodeHtml, decodeUtf8, maxDocumentBytes } from './decode-text.ts';
import { entry } from './fields.ts';
import { readJson } from './json.ts';
import { readJsonl } from './jsonl.ts';
import { describeFileError, type Format, type Listed } from './list-files.ts';
import { readMarkdown } from './markdown.ts';
import { readStream, tooLarge } from './read-stream.ts';

export interface ReadOptions {
  /** Standard input, for "-". */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Told how many bytes more have been read. */
  readonly onBytes?: (bytes: number) => void;
}

/** Reads files one after the other; one that cannot be read is one refusal, and the rest goes on. */
export async function* readFiles(
  listed: AsyncIterable<Listed> | Iterable<Listed>,
  options: ReadOptions = {},
): AsyncGenerator<Arrival> {
  for await (const item of listed) {
    if (item.kind === 'refused') yield item;
    else if (item.kind === 'stream') yield* readPipe(item, options);
    else yield* readFileOf(item, options);
  }
}

type ListedFile = Extract<Listed, { kind: 'file' }>;
type ListedStream = Extract<Listed, { kind: 'stream' }>;

async function* readFileOf({ path, format, bytes }: ListedFile, options: ReadOptions): AsyncGenerator<Arrival> {
  try {
    if (format === 'jsonl')
      return yield* readJsonl(counted(createReadStream(path, { highWaterMark: 1 << 18 }), options), path);
    if (bytes > maxDocumentBytes) throw tooLarge();
    const content = await readFile(path);
    options.onBytes?.(content.length);
    yield* await readDocument(content, format, path);
  } catch (error) {
    if (error instanceof Refusal) yield refusedArrival(path, error);
    else yield { kind: 'refused', where: path, reason: await describeFileError(error, path) };
  }
}

/** The articles of a document that is wholly in memory. */
async function readDocument(
  content: Uint8Array,
  format: Exclude<Format, 'jsonl'>,
  where: string,
): Promise<readonly Arrival[]> {
  if (content.length === 0) throw new Refusal('expected an article, found an empty file');
  if (format === 'json') return readJson(decodeUtf8(content), where);
  return [{ kind: 'article', where, ...(await readOne[format](content)) }];
}

/** Formats of which a file is one article. Parsers that are long to load are loaded when a file needs them. */
const readOne: Readonly<Record<Exclude<Format, 'json' | 'jsonl'>, (content: Uint8Array) => Promise<Entry>>> = {
  // Its first line may be a title or not: nothing in the format tells, and the text stays as it is.
  text: async (content) => entry({}, decodeUtf8(content)),
  markdown: (content) => parsed('Markdown', () => readMarkdown(decodeUtf8(content))),
  html: (content) => parsed('HTML', async () => (await import('./html.ts')).readHtml(decodeHtml(content))),
  docx: (content) => parsed('a Word document', async () => (await import('./docx.ts')).readDocx(content)),
  pdf: (content) => parsed('a PDF', async () => (await import('./pdf.ts')).readPdf(content)),
};

/** Runs parsers that others wrote over bytes that others wrote: whatever they throw is about this file, and stays there. */
async function parsed(format: string, read: () => Promise<Entry>): Promise<Entry> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const met = error instanceof Error ? error.message : String(error);
    throw new Refusal(`expected ${format}, found what its parser cannot read: ${met.split('\n')[0]}`);
  }
}

async function* readPipe({ path, where }: ListedStream, options: ReadOptions): AsyncGenerator<Arrival> {
  const chunks = path === null ? options.stdin : createReadStream(path);
  if (chunks === undefined) throw new TypeError('"-" was listed, and no standard input was handed over');
  try {
    yield* readStream(counted(chunks, options), where);
  } catch (error) {
    yield { kind: 'refused', where, reason: await describeFileError(error, where) };
  }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, { onBytes }: ReadOptions): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onBytes?.(chunk.length);
    yield chunk;
  }
}
