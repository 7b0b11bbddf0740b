import type { Arrival } from './arrival.ts';
import { arrivalFrom, Refusal, refusedArrival } from './arrival.ts';
import { decodeUtf8, maxDocumentBytes } from './decode-text.ts';
import { entry } from './fields.ts';
import { parseJson, readJson } from './json.ts';
import { readJsonl } from './jsonl.ts';

/** Enough to see one whole line of JSON Lines behind a damaged one. */
const headBytes = 1 << 20;

/**
 * Reads what comes without a file name. The format is judged by the content: JSON Lines where a line is an object
 * (read as it comes), a JSON document where the whole is one, else one article of plain text.
 */
export async function* readStream(chunks: AsyncIterable<Uint8Array>, where: string): AsyncGenerator<Arrival> {
  const { head, ends, all } = await lookAhead(chunks);
  if (!startsList(head) && holdsObjectLine(head, { ends })) return yield* readJsonl(all, where);
  try {
    const text = decodeUtf8(await collect(all));
    if (/^\s*[[{]/.test(text) && isJson(text)) return yield* readJson(text, where);
    if (holdsObjectLine(text, { ends: true })) return yield* readJsonl(once(Buffer.from(text)), where);
    yield arrivalFrom(where, () => entry({}, text));
  } catch (error) {
    yield refusedArrival(where, error);
  }
}

interface Ahead {
  readonly head: string;
  /** Whether `head` is all there is. */
  readonly ends: boolean;
  readonly all: AsyncIterable<Uint8Array>;
}

/** Reads until a line is seen to be an object, so that a stream that never ends is read as it comes. */
async function lookAhead(chunks: AsyncIterable<Uint8Array>): Promise<Ahead> {
  const iterator = chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let head = '';
  let ends = false;
  while (head.length < headBytes && !(head.includes('\n') && !startsList(head) && holdsObjectLine(head, { ends }))) {
    const next = await iterator.next();
    ends = next.done === true;
    if (next.done === true) break;
    held.push(next.value);
    head = Buffer.concat(held)
      .toString('utf8')
      .replace(/^\ufeff/, '');
  }
  return { head, ends, all: chain(held, iterator) };
}

async function* chain(held: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* held;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function startsList(head: string): boolean {
  return /^\s*\[/.test(head);
}

/** Whether a whole line is a JSON object; the last line is whole only when the text ends with it. */
function holdsObjectLine(text: string, { ends }: { readonly ends: boolean }): boolean {
  const lines = text.split('\n');
  return (ends ? lines : lines.slice(0, -1)).some((line) => /^\s*\{/.test(line) && isJson(line));
}

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** @throws {Refusal} when it is more than one document may be */
async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxDocumentBytes) throw tooLarge();
    pieces.push(chunk);
  }
  return Buffer.concat(pieces);
}

/** The refusal of a document that is larger than one may be. */
export function tooLarge(): Refusal {
  const limit = `${maxDocumentBytes / 1e6} MB`;
  return new Refusal(
    `expected a document of at most ${limit}, found a larger one; save its articles as .jsonl, one a line`,
  );
}
