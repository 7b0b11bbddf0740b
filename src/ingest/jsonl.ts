import { type Arrival, arrivalFrom, Refusal, refusedArrival } from './arrival.ts';
import { decodeLine, maxDocumentBytes, refuseBinary } from './decode-text.ts';
import { entryFromRecord } from './fields.ts';
import { parseJson } from './json.ts';
import { type Line, splitLines } from './split-lines.ts';

/**
 * Reads JSON Lines as they come: one article a line, in memory one at a time. A bad line is refused by its number, and
 * the rest goes on; blank lines are passed over.
 *
 * @see https://jsonlines.org
 */
export async function* readJsonl(chunks: AsyncIterable<Uint8Array>, where: string): AsyncGenerator<Arrival> {
  let holdsAny = false;
  for await (const line of splitLines(chunks, maxDocumentBytes)) {
    if (line.number === 1 && line.bytes !== null) {
      try {
        refuseBinary(line.bytes);
      } catch (error) {
        return yield refusedArrival(where, error);
      }
    }
    if (isBlank(line)) continue;
    holdsAny = true;
    yield arrivalFrom(`${where}, line ${line.number}`, () => entryFromRecord(parseLine(line)));
  }
  if (!holdsAny) yield { kind: 'refused', where, reason: 'expected one article a line, found an empty file' };
}

/** @throws {Refusal} when it is too long, not UTF-8 or no JSON */
export function parseLine({ bytes }: Line): unknown {
  if (bytes === null) throw new Refusal(`expected an article, found a line of more than ${maxDocumentBytes / 1e6} MB`);
  return parseJson(decodeLine(bytes));
}

/** A byte order mark, blanks and a carriage return make no line. */
export function isBlank({ bytes }: Line): boolean {
  return bytes?.every((byte) => byte <= 32 || byte === 0xef || byte === 0xbb || byte === 0xbf) ?? false;
}
