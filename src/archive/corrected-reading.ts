import type { Person, Speaker, Statement } from '../model/reading.ts';
import type { Span } from '../model/span.ts';
import { integer, type Row, text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { foldName } from './fold-name.ts';

/** The rule of every speaker that was put right by hand. */
const CORRECTED = 'corrected';

/** What a reading is corrected in. */
interface Attributed {
  readonly statements: readonly Statement[];
  readonly people: readonly Person[];
}

/** A correction as it stands in the archive. */
export interface StoredCorrection extends Span {
  readonly number: number;
  readonly version: string;
  readonly words: string;
  readonly name: string | null;
  /** The speaker as it was read. */
  readonly readAs: Speaker | null;
  readonly who: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Which version of which article is read, and its text. */
export interface CorrectedVersion {
  readonly articleId: string;
  readonly version: string;
  readonly body: string;
}

/** Puts the speakers right that were corrected by hand, whatever rules made this reading. */
export function correctedReading<R extends Attributed>(
  connection: Connection,
  version: CorrectedVersion,
  reading: R,
): R {
  const met = correctionsIn(connection, version, reading.statements);
  if (met.length === 0) return reading;
  const names = new Map(met.map(({ place, correction }) => [place, correction.name]));
  const statements = reading.statements.map((statement, place) => {
    const name = names.get(place);
    return name === undefined
      ? statement
      : { ...statement, speaker: correctedSpeaker(statement.speaker, name, reading) };
  });
  return { ...reading, statements };
}

/** The corrections of an article that mean one of these statements, the first made first. */
export function correctionsIn(
  connection: Connection,
  { articleId, version, body }: CorrectedVersion,
  statements: readonly Statement[],
): { readonly correction: StoredCorrection; readonly place: number }[] {
  return connection
    .prepare(`
      SELECT c.number, c.version, c.start, c."end", c.words, c.name, c.read_as, c.who, c.at FROM corrections c
      JOIN articles a ON a.number = c.article WHERE a.id = ? ORDER BY c.number`)
    .all(articleId)
    .map(correctionFrom)
    .map((correction) => ({ correction, place: placeOf(correction, version, body, statements) }))
    .filter(({ place }) => place >= 0);
}

function correctionFrom(row: Row): StoredCorrection {
  return {
    number: integer(row.number),
    version: text(row.version),
    start: integer(row.start),
    end: integer(row.end),
    words: text(row.words),
    name: textOrNull(row.name),
    // Only ever written from a speaker.
    readAs: JSON.parse(text(row.read_as)) as Speaker | null,
    who: text(row.who),
    at: integer(row.at),
  };
}

/**
 * The statement that a correction means; -1 when it is there no more. In the version in which it was made the places
 * count, although other rules may end the content a word earlier; in another version the words do.
 */
function placeOf(
  correction: StoredCorrection,
  version: string,
  body: string,
  statements: readonly Statement[],
): number {
  if (correction.version !== version) {
    return statements.findIndex((statement) => wordsOf(statement, body) === correction.words);
  }
  const overlaps = statements.map((statement) => overlapOf(contentOf(statement), correction));
  const best = Math.max(...overlaps, 0);
  return best < 0.5 ? -1 : overlaps.indexOf(best);
}

/** Length of what two spans share, as a part of what they cover together. */
function overlapOf(a: Span, b: Span): number {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  const together = Math.max(a.end, b.end) - Math.min(a.start, b.start);
  return together === 0 ? 1 : shared / together;
}

/** From the first word of the content to the last; the extent where a statement has no content. */
export function contentOf({ content, extent }: Statement): Span {
  const first = content[0];
  const last = content.at(-1);
  return first === undefined || last === undefined ? extent : { start: first.start, end: last.end };
}

/** The words by which a statement is known again in another version of its article. */
export function wordsOf(statement: Statement, body: string): string {
  const { start, end } = contentOf(statement);
  return body.slice(start, end);
}

/** What the article says of the one who is named goes with the name. */
function correctedSpeaker(
  read: Speaker | null,
  name: string | null,
  { statements, people }: Attributed,
): Speaker | null {
  if (name === null) return null;
  const isNamed = (other: string | null) => other !== null && foldName(other) === foldName(name);
  const elsewhere = statements.find(({ speaker }) => isNamed(speaker?.name ?? null))?.speaker;
  const stated = people.find((person) => person.named && isNamed(person.name))?.descriptions[0]?.text;
  return {
    mention: read?.mention ?? null,
    name,
    description: elsewhere?.description ?? stated ?? null,
    via: read?.via ?? null,
    rule: CORRECTED,
  };
}
