import type { Connection } from './connection.ts';
import {
  type Calling,
  type CountedPerson,
  countedPeople,
  findSpeaker,
  type PeopleOfVersion,
  speakerKey,
  UNDATED,
  wordingOf,
} from './counted-people.ts';
import { searchWords } from './name-words.ts';
import { SpeakerWords } from './speaker-words.ts';

/** Takes the people of a version out of the counts. */
export function uncountPeople(connection: Connection, version: PeopleOfVersion): void {
  for (const person of countedPeople(version.people)) uncountPerson(connection, version, person);
}

function uncountPerson(connection: Connection, version: PeopleOfVersion, person: CountedPerson): void {
  const speaker = findSpeaker(connection, person);
  if (speaker === null) return;
  const { sourceSet } = version;
  const words = new SpeakerWords();
  const forget = (kind: Calling | 'description', text: string): void => {
    const { changes } = connection
      .prepare(`
        DELETE FROM speaker_wordings
        WHERE speaker = ? AND kind = ? AND text = ? AND source_set = ? AND articles = 0`)
      .run(speaker, kind, text, sourceSet);
    if (changes > 0) words.add(speaker, searchWords(text, wordingOf(kind, person)));
  };
  for (const [kind, text] of callingsOf(person)) {
    connection
      .prepare(`
        UPDATE speaker_wordings SET articles = articles - 1
        WHERE speaker = ? AND kind = ? AND text = ? AND source_set = ?`)
      .run(speaker, kind, text, sourceSet);
    forget(kind, text);
  }
  for (const text of person.descriptions.keys()) {
    undescribe(connection, version, { speaker, text });
    forget('description', text);
  }
  words.countOut(connection);
  connection
    .prepare(`
      UPDATE speaker_counts SET articles = articles - 1, groups = groups - ?, statements = statements - ?
      WHERE speaker = ? AND source_set = ?`)
    .run(Number(person.groupness > 0), person.statements, speaker, sourceSet);
  const gone = connection
    .prepare('DELETE FROM speaker_counts WHERE speaker = ? AND source_set = ? AND articles = 0')
    .run(speaker, sourceSet);
  if (gone.changes > 0) forgetSpeaker(connection, speaker, person);
}

function* callingsOf({ names, aliases }: CountedPerson): Generator<readonly [Calling, string]> {
  for (const name of names) yield ['name', name];
  for (const alias of aliases) yield ['alias', alias];
}

/** Unless they speak in articles that other sources carry. */
function forgetSpeaker(connection: Connection, speaker: number, person: CountedPerson): void {
  const { changes } = connection
    .prepare('DELETE FROM speakers WHERE number = ? AND NOT EXISTS (SELECT 1 FROM speaker_counts WHERE speaker = ?)')
    .run(speaker, speaker);
  if (changes > 0) connection.forgetNumber(speakerKey(person));
}

function undescribe(
  connection: Connection,
  { row, sourceSet, published }: PeopleOfVersion,
  { speaker, text }: { readonly speaker: number; readonly text: string },
): void {
  connection
    .prepare(`
      DELETE FROM described_in
      WHERE speaker = ? AND text = ? AND source_set = ? AND published_ms = ? AND version = ?`)
    .run(speaker, text, sourceSet, published ?? UNDATED, row);
  connection
    .prepare(`
      UPDATE speaker_wordings SET articles = articles - 1
      WHERE speaker = ? AND kind = 'description' AND text = ? AND source_set = ?`)
    .run(speaker, text, sourceSet);
  const lost = connection
    .prepare(`
      SELECT 1 FROM speaker_wordings
      WHERE speaker = ? AND kind = 'description' AND text = ? AND source_set = ? AND (version = ? OR oldest_ms = ?)`)
    .get(speaker, text, sourceSet, row, published);
  if (lost !== undefined) dateAgain(connection, speaker, text, sourceSet);
}

/** Finds the newest and the oldest that state a description, when one of them went. */
function dateAgain(connection: Connection, speaker: number, text: string, sourceSet: number): void {
  const stated = `FROM described_in WHERE speaker = :speaker AND text = :text AND source_set = :set`;
  connection
    .prepare(`
      UPDATE speaker_wordings SET
        (version, start, newest_ms) = (SELECT version, start, nullif(published_ms, ${UNDATED}) ${stated}
          ORDER BY published_ms DESC, version DESC LIMIT 1),
        oldest_ms = (SELECT min(published_ms) ${stated} AND published_ms > ${UNDATED})
      WHERE speaker = :speaker AND kind = 'description' AND text = :text AND source_set = :set`)
    .run({ speaker, text, set: sourceSet });
}
