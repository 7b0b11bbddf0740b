import type { NameWordKind, VersionRow } from '../model/archive.ts';
import { integerOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { foldName } from './fold-name.ts';
import { searchWords } from './name-words.ts';
import type { PackedPerson } from './people.ts';

export interface PeopleOfVersion {
  readonly row: VersionRow;
  readonly sourceSet: number;
  readonly published: number | null;
  readonly people: readonly PackedPerson[];
}

/** Before every date that there is. */
const UNDATED = -8.64e15 - 1;
const NEWER = `(coalesce(:published, ${UNDATED}), :row) > (coalesce(newest_ms, ${UNDATED}), version)`;

/** Counts the people of a version in or out. */
export function countPeople(connection: Connection, version: PeopleOfVersion, direction: 'in' | 'out'): void {
  const count = direction === 'in' ? countPersonIn : countPersonOut;
  for (const person of peopleOf(version.people)) count(connection, version, person);
}

/** Somebody of a version under one key, with every wording once. */
interface CountedPerson {
  readonly key: string;
  readonly named: 0 | 1;
  /** Above 0 when more of its mentions are of a group than of a person. */
  groupness: number;
  statements: number;
  readonly names: Set<string>;
  readonly aliases: Set<string>;
  /** Where the version has a description first. */
  readonly descriptions: Map<string, number>;
}

function peopleOf(people: readonly PackedPerson[]): Iterable<CountedPerson> {
  const counted = new Map<string, CountedPerson>();
  for (const [name, named, kind, , statements, aliases, descriptions] of people) {
    const key = foldName(name);
    const known = counted.get(`${named} ${key}`) ?? {
      key,
      named,
      groupness: 0,
      statements: 0,
      names: new Set(),
      aliases: new Set(),
      descriptions: new Map(),
    };
    counted.set(`${named} ${key}`, known);
    known.groupness += kind === 'group' ? 1 : -1;
    known.statements += statements;
    known.names.add(name);
    for (const alias of aliases) known.aliases.add(alias);
    for (const [text, start] of descriptions) if (!known.descriptions.has(text)) known.descriptions.set(text, start);
  }
  return counted.values();
}

// Rows are changed first and made where there were none: an answer by RETURNING takes SQLite a table of its own each time.

function countPersonIn(connection: Connection, version: PeopleOfVersion, person: CountedPerson): void {
  const { speaker, isNew } = numberOfSpeaker(connection, person);
  const { sourceSet } = version;
  const isGroup = Number(person.groupness > 0);
  const isCounted =
    !isNew &&
    connection
      .prepare(`
        UPDATE speaker_counts SET articles = articles + 1, groups = groups + ?, statements = statements + ?
        WHERE speaker = ? AND source_set = ?`)
      .run(isGroup, person.statements, speaker, sourceSet).changes > 0;
  if (!isCounted) {
    connection
      .prepare('INSERT INTO speaker_counts (speaker, source_set, articles, groups, statements) VALUES (?, ?, 1, ?, ?)')
      .run(speaker, sourceSet, isGroup, person.statements);
  }
  const words = new WordCounts();
  for (const [kind, text] of callingsOf(person)) {
    const isKnown =
      !isNew &&
      connection
        .prepare(`
          UPDATE speaker_wordings SET articles = articles + 1
          WHERE speaker = ? AND kind = ? AND text = ? AND source_set = ?`)
        .run(speaker, kind, text, sourceSet).changes > 0;
    if (isKnown) continue;
    connection
      .prepare('INSERT INTO speaker_wordings (speaker, kind, text, source_set, articles) VALUES (?, ?, ?, ?, 1)')
      .run(speaker, kind, text, sourceSet);
    words.add(searchWords(text, wordingOf(kind, person)));
  }
  for (const [text, start] of person.descriptions) {
    if (describeIn(connection, version, { speaker, isNew, text, start })) words.add(searchWords(text, 'description'));
  }
  words.countIn(connection, { speaker, isNew });
}

function countPersonOut(connection: Connection, version: PeopleOfVersion, person: CountedPerson): void {
  const speaker = findSpeaker(connection, person);
  if (speaker === null) return;
  const { sourceSet } = version;
  const words = new WordCounts();
  const forget = (kind: Calling | 'description', text: string): void => {
    const { changes } = connection
      .prepare(`
        DELETE FROM speaker_wordings
        WHERE speaker = ? AND kind = ? AND text = ? AND source_set = ? AND articles = 0`)
      .run(speaker, kind, text, sourceSet);
    if (changes > 0) words.add(searchWords(text, wordingOf(kind, person)));
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
    describeOut(connection, version, { speaker, text });
    forget('description', text);
  }
  words.countOut(connection, speaker);
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

/** Unless they speak in articles that other sources carry. */
function forgetSpeaker(connection: Connection, speaker: number, person: CountedPerson): void {
  const { changes } = connection
    .prepare('DELETE FROM speakers WHERE number = ? AND NOT EXISTS (SELECT 1 FROM speaker_counts WHERE speaker = ?)')
    .run(speaker, speaker);
  if (changes > 0) connection.forgetNumber(speakerKey(person));
}

type Calling = 'name' | 'alias';

function* callingsOf({ names, aliases }: CountedPerson): Generator<readonly [Calling, string]> {
  for (const name of names) yield ['name', name];
  for (const alias of aliases) yield ['alias', alias];
}

/** Whoever has no name is found as those are who are described. */
function wordingOf(kind: Calling | 'description', { named }: CountedPerson): 'name' | 'description' {
  return named === 1 && kind !== 'description' ? 'name' : 'description';
}

function speakerKey({ key, named }: CountedPerson): string {
  return `speaker ${named} ${key}`;
}

interface CountedSpeaker {
  readonly speaker: number;
  /** True when nothing is counted of them yet, so that there is nothing to change. */
  readonly isNew: boolean;
}

function numberOfSpeaker(connection: Connection, person: CountedPerson): CountedSpeaker {
  let isNew = false;
  const speaker = connection.number(speakerKey(person), () => {
    // Who is not remembered is new most times.
    const { changes, lastInsertRowid } = connection
      .prepare('INSERT INTO speakers (key, named) VALUES (?, ?) ON CONFLICT DO NOTHING')
      .run(person.key, person.named);
    isNew = changes > 0;
    return (isNew ? null : findSpeaker(connection, person)) ?? Number(lastInsertRowid);
  });
  return { speaker, isNew };
}

function findSpeaker(connection: Connection, { key, named }: CountedPerson): number | null {
  const found = connection.prepare('SELECT number FROM speakers WHERE key = ? AND named = ?').get(key, named);
  return integerOrNull(found?.number ?? null);
}

interface Stated {
  readonly speaker: number;
  readonly text: string;
}

/** @returns whether the wording is new */
function describeIn(
  connection: Connection,
  { row, sourceSet, published }: PeopleOfVersion,
  { speaker, isNew, text, start }: Stated & { readonly isNew: boolean; readonly start: number },
): boolean {
  connection
    .prepare(`
      INSERT INTO described_in (speaker, text, source_set, published_ms, version, start) VALUES (?, ?, ?, ?, ?, ?)`)
    .run(speaker, text, sourceSet, published ?? UNDATED, row, start);
  const values = { speaker, text, set: sourceSet, row, start, published };
  const isKnown =
    !isNew &&
    connection
      .prepare(`
        UPDATE speaker_wordings SET articles = articles + 1,
          oldest_ms = coalesce(min(oldest_ms, :published), oldest_ms, :published),
          version = CASE WHEN ${NEWER} THEN :row ELSE version END,
          start = CASE WHEN ${NEWER} THEN :start ELSE start END,
          newest_ms = CASE WHEN ${NEWER} THEN :published ELSE newest_ms END
        WHERE speaker = :speaker AND kind = 'description' AND text = :text AND source_set = :set`)
      .run(values).changes > 0;
  if (isKnown) return false;
  connection
    .prepare(`
      INSERT INTO speaker_wordings (speaker, kind, text, source_set, articles, version, start, newest_ms, oldest_ms)
      VALUES (:speaker, 'description', :text, :set, 1, :row, :start, :published, :published)`)
    .run(values);
  return true;
}

function describeOut(
  connection: Connection,
  { row, sourceSet, published }: PeopleOfVersion,
  { speaker, text }: Stated,
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

type SearchWord = readonly [kind: NameWordKind, word: string];

/** In how many wordings that come or go words stand. */
class WordCounts {
  readonly #counts = new Map<string, { readonly word: SearchWord; count: number }>();

  add(words: readonly SearchWord[]): void {
    for (const word of words) {
      const key = wordKey(word);
      const known = this.#counts.get(key);
      if (known === undefined) this.#counts.set(key, { word, count: 1 });
      else known.count += 1;
    }
  }

  countIn(connection: Connection, { speaker, isNew }: CountedSpeaker): void {
    for (const [key, { word, count }] of this.#counts) {
      const number = connection.number(key, () => makeWord(connection, word));
      const isKnown =
        !isNew &&
        connection
          .prepare('UPDATE speaker_words SET wordings = wordings + ? WHERE word = ? AND speaker = ?')
          .run(count, number, speaker).changes > 0;
      if (isKnown) continue;
      connection
        .prepare('INSERT INTO speaker_words (word, speaker, wordings) VALUES (?, ?, ?)')
        .run(number, speaker, count);
    }
  }

  countOut(connection: Connection, speaker: number): void {
    for (const [key, { word, count }] of this.#counts) {
      const number = findWord(connection, word);
      connection
        .prepare('UPDATE speaker_words SET wordings = wordings - ? WHERE word = ? AND speaker = ?')
        .run(count, number, speaker);
      const gone = connection
        .prepare('DELETE FROM speaker_words WHERE word = ? AND speaker = ? AND wordings = 0')
        .run(number, speaker);
      if (gone.changes === 0) continue;
      const { changes } = connection
        .prepare('DELETE FROM name_words WHERE number = ? AND NOT EXISTS (SELECT 1 FROM speaker_words WHERE word = ?)')
        .run(number, number);
      if (changes > 0) connection.forgetNumber(key);
    }
  }
}

function wordKey([kind, word]: SearchWord): string {
  return `word ${kind} ${word}`;
}

function findWord(connection: Connection, [kind, word]: SearchWord): number | null {
  const found = connection.prepare('SELECT number FROM name_words WHERE kind = ? AND word = ?').get(kind, word);
  return integerOrNull(found?.number ?? null);
}

/** What is not remembered is new most times. */
function makeWord(connection: Connection, [kind, word]: SearchWord): number {
  const { changes, lastInsertRowid } = connection
    .prepare('INSERT INTO name_words (kind, word) VALUES (?, ?) ON CONFLICT DO NOTHING')
    .run(kind, word);
  return (changes > 0 ? null : findWord(connection, [kind, word])) ?? Number(lastInsertRowid);
}
