import { type Arrival, arrivalFrom, Refusal } from './arrival.ts';
import { entryFromRecord } from './fields.ts';

/**
 * Reads a JSON document: one article, or an array of them. An element that is none is refused by its number.
 *
 * @throws {Refusal} when it is no JSON
 */
export function readJson(source: string, where: string): readonly Arrival[] {
  const value = parseJson(source);
  if (!Array.isArray(value)) return [arrivalFrom(where, () => entryFromRecord(value))];
  if (value.length === 0) throw new Refusal('expected articles, found an empty list');
  return value.map((item, index) => arrivalFrom(`${where}, item ${index + 1}`, () => entryFromRecord(item)));
}

/** @throws {Refusal} when it is no JSON */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal(`expected JSON, found something else: ${error.message.split('\n')[0]?.slice(0, 120)}`);
  }
}
