import type { StatementId, VersionRow } from '../model/archive.ts';
import type { Reading, Statement } from '../model/reading.ts';
import { type Additions, adding } from './additions.ts';
import { text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { correctedReading } from './corrected-reading.ts';
import { countIn, countOut } from './count-versions.ts';
import { foldName } from './fold-name.ts';
import { statementIds } from './ids.ts';
import { insertRows } from './insert-rows.ts';
import { deleteLevelled, speakerKeys } from './levels.ts';
import { noteStored } from './movement.ts';
import { packSentences, packStatement } from './packed-spans.ts';
import { type Cast, castOf, keysOf, type PackedPerson, packPeople } from './people.ts';
import { requireWithin } from './reading-spans.ts';
import { forgetStatementKeys, statementKey } from './statement-keys.ts';
import { wellFormedReading } from './well-formed.ts';

/** The version of an article to which a reading belongs. */
export interface ReadVersion {
  readonly row: VersionRow;
  readonly articleId: string;
  readonly version: string;
}

/**
 * Writes a text with its reading, which is well-formed, within the text, and corrected.
 *
 * @returns its people as they are kept
 */
export function insertReading(
  connection: Connection,
  added: Additions,
  version: ReadVersion,
  body: string,
  reading: Reading,
): PackedPerson[] {
  const cast = castOf(reading);
  const people = packPeople(cast.people);
  connection
    .prepare('INSERT INTO texts (version, sentences, people, text) VALUES (?, ?, ?, ?)')
    .run(version.row, packSentences(reading.sentences), JSON.stringify(people), body);
  insertStatements(connection, added, version, reading.statements, cast);
  return people;
}

/** See `ArchiveWriter.replaceReading`. Does nothing for a row that is gone. */
export function replaceReading(connection: Connection, row: VersionRow, incoming: Reading): void {
  const read = wellFormedReading(incoming);
  connection.write('put a new reading into', () => {
    const found = connection
      .prepare(`
        SELECT a.id, v.version, v.outlet, t.text FROM versions v
        JOIN articles a ON a.number = v.article JOIN texts t ON t.version = v.row WHERE v.row = ? AND v.current = 1`)
      .get(row);
    if (found === undefined) return;
    const articleId = text(found.id);
    const body = text(found.text);
    requireWithin(articleId, body.length, read);
    const version = { row, articleId, version: text(found.version) };
    const reading = correctedReading(connection, { ...version, body }, read);
    const before = statementIdsOf(connection, row);
    countOut(connection, row);
    connection.prepare('UPDATE texts SET sentences = ? WHERE version = ?').run(packSentences(reading.sentences), row);
    connection
      .prepare(`
        UPDATE versions SET rules = ?, credit = ?, outlet_key = ?, sentence_count = ?, statement_count = ? WHERE row = ?`)
      .run(
        reading.rules,
        reading.credit,
        outletKey(textOrNull(found.outlet), reading.credit),
        reading.sentences.length,
        reading.statements.length,
        row,
      );
    replaceStatements(connection, version, reading);
    countIn(connection, row);
    noteVanished(connection, before, statementIdsOf(connection, row));
  });
}

/** Part of a transaction: other statements and people of a version whose text and sentences stay, and that is not counted. */
export function replaceStatements(
  connection: Connection,
  version: ReadVersion,
  attributed: Pick<Reading, 'statements' | 'people'>,
): void {
  const { row } = version;
  forgetStatementKeys(connection, row, statementIdsOf(connection, row));
  connection.prepare('DELETE FROM statements WHERE version = ?').run(row);
  forgetSpeakerKeys(connection, row);
  const cast = castOf(attributed);
  const people = JSON.stringify(packPeople(cast.people));
  connection.prepare('UPDATE texts SET people = ? WHERE version = ?').run(people, row);
  adding(connection, (added) => insertStatements(connection, added, version, attributed.statements, cast));
  noteStored(connection, row);
}

/** Under what an outlet is found: the one that the source gave, else the one that the text credits. */
export function outletKey(outlet: string | null, credit: string | null): string | null {
  const name = outlet ?? credit;
  return name === null ? null : foldName(name);
}

/** Of a version that is not current any more, or is read anew. */
export function forgetSpeakerKeys(connection: Connection, row: VersionRow): void {
  deleteLevelled(connection, speakerKeys, 'version = ?', [row]);
}

export function statementIdsOf(connection: Connection, row: VersionRow): StatementId[] {
  return connection
    .prepare('SELECT id FROM statements WHERE version = ?')
    .all(row)
    .map(({ id }) => text(id) as StatementId);
}

function noteVanished(connection: Connection, before: readonly StatementId[], after: readonly StatementId[]): void {
  const kept = new Set(after);
  const vanish = connection.prepare(`INSERT OR REPLACE INTO vanished (statement, why, at) VALUES (?, 'reread', ?)`);
  for (const id of before) if (!kept.has(id)) vanish.run(id, connection.now().getTime());
}

function insertStatements(
  connection: Connection,
  added: Additions,
  version: ReadVersion,
  statements: readonly Statement[],
  cast: Cast,
): void {
  const ids = statementIds(version.articleId, version.version, statements);
  insertRows(
    connection,
    `statements (version, number, id, type, spans, nested, denied, person, name, description, via, rule, thought,
      said_on)`,
    statements.map((statement, number) => {
      const { speaker } = statement;
      return [
        version.row,
        number,
        ids[number] ?? null,
        statement.type,
        packStatement({ ...statement, mention: speaker?.mention ?? null }),
        Number(statement.nested),
        Number(statement.denied),
        cast.speakers[number] ?? null,
        speaker?.name ?? null,
        speaker?.description ?? null,
        speaker?.via ?? null,
        speaker?.rule ?? null,
        Number(statement.thought ?? false),
        statement.saidOn ?? null,
      ];
    }),
  );
  for (const id of ids) added.addStatementKey(statementKey(id), version.row);
  for (const [place, person] of cast.people.entries())
    if (person.statements > 0)
      for (const { key, alias } of keysOf(person)) added.addSpeakerKey(key, alias, version.row, place);
}
