import type { NameWordKind, VersionRow } from '../model/archive.ts';
import { integer, integerOrNull } from './columns.ts';
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
const NEWER = `(coalesce(excluded.newest_ms, ${UNDATED}), excluded.version)
  > (coalesce(w.newest_ms, ${UNDATED}), w.version)`;

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

function countPersonIn(connection: Connection, version: PeopleOfVersion, person: CountedPerson): void {
  const speaker = findSpeaker(connection, person) ?? makeSpeaker(connection, person);
  connection
    .prepare(`
      INSERT INTO speaker_counts (speaker, source_set, articles, groups, statements) VALUES (?, ?, 1, ?, ?)
      ON CONFLICT DO UPDATE SET articles = articles + 1, groups = groups + excluded.groups,
        statements = statements + excluded.statements`)
    .run(speaker, version.sourceSet, Number(person.groupness > 0), person.statements);
  const call = connection.prepare(`
    INSERT INTO speaker_wordings (speaker, kind, text, source_set, articles) VALUES (?, ?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET articles = articles + 1 RETURNING articles`);
  for (const [kind, text] of callingsOf(person)) {
    const { articles } = call.get(speaker, kind, text, version.sourceSet) ?? {};
    if (articles === 1) countWords(connection, speaker, searchWords(text, wordingOf(kind, person)), 1);
  }
  for (const [text, start] of person.descriptions) describeIn(connection, version, { speaker, text, start });
}

function countPersonOut(connection: Connection, version: PeopleOfVersion, person: CountedPerson): void {
  const speaker = findSpeaker(connection, person);
  if (speaker === null) return;
  const { sourceSet } = version;
  const left = connection
    .prepare(`
      UPDATE speaker_counts SET articles = articles - 1, groups = groups - ?, statements = statements - ?
      WHERE speaker = ? AND source_set = ? RETURNING articles`)
    .get(Number(person.groupness > 0), person.statements, speaker, sourceSet);
  for (const [kind, text] of callingsOf(person)) {
    const { articles } =
      connection
        .prepare(`
          UPDATE speaker_wordings SET articles = articles - 1
          WHERE speaker = ? AND kind = ? AND text = ? AND source_set = ? RETURNING articles`)
        .get(speaker, kind, text, sourceSet) ?? {};
    if (articles === 0) forgetWording(connection, { speaker, kind, text, sourceSet }, wordingOf(kind, person));
  }
  for (const text of person.descriptions.keys()) describeOut(connection, version, { speaker, text });
  if (left?.articles !== 0) return;
  connection.prepare('DELETE FROM speaker_counts WHERE speaker = ? AND source_set = ?').run(speaker, sourceSet);
  const isKnown = connection.prepare('SELECT 1 FROM speaker_counts WHERE speaker = ? LIMIT 1').get(speaker);
  if (isKnown === undefined) connection.prepare('DELETE FROM speakers WHERE number = ?').run(speaker);
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

function findSpeaker(connection: Connection, { key, named }: CountedPerson): number | null {
  const found = connection.prepare('SELECT number FROM speakers WHERE key = ? AND named = ?').get(key, named);
  return integerOrNull(found?.number ?? null);
}

function makeSpeaker(connection: Connection, { key, named }: CountedPerson): number {
  const { lastInsertRowid } = connection.prepare('INSERT INTO speakers (key, named) VALUES (?, ?)').run(key, named);
  return Number(lastInsertRowid);
}

interface Stated {
  readonly speaker: number;
  readonly text: string;
}

function describeIn(
  connection: Connection,
  { row, sourceSet, published }: PeopleOfVersion,
  { speaker, text, start }: Stated & { readonly start: number },
): void {
  connection
    .prepare(`
      INSERT INTO described_in (speaker, text, source_set, published_ms, version, start) VALUES (?, ?, ?, ?, ?, ?)`)
    .run(speaker, text, sourceSet, published ?? UNDATED, row, start);
  const counted = connection
    .prepare(`
      INSERT INTO speaker_wordings AS w
        (speaker, kind, text, source_set, articles, version, start, newest_ms, oldest_ms)
      VALUES (?, 'description', ?, ?, 1, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET articles = articles + 1,
        oldest_ms = coalesce(min(w.oldest_ms, excluded.oldest_ms), w.oldest_ms, excluded.oldest_ms),
        version = CASE WHEN ${NEWER} THEN excluded.version ELSE w.version END,
        start = CASE WHEN ${NEWER} THEN excluded.start ELSE w.start END,
        newest_ms = CASE WHEN ${NEWER} THEN excluded.newest_ms ELSE w.newest_ms END
      RETURNING articles`)
    .get(speaker, text, sourceSet, row, start, published, published);
  if (counted?.articles === 1) countWords(connection, speaker, searchWords(text, 'description'), 1);
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
  const { articles, version, oldest } =
    connection
      .prepare(`
        UPDATE speaker_wordings SET articles = articles - 1
        WHERE speaker = ? AND kind = 'description' AND text = ? AND source_set = ?
        RETURNING articles, version, oldest_ms AS oldest`)
      .get(speaker, text, sourceSet) ?? {};
  if (articles === 0) forgetWording(connection, { speaker, kind: 'description', text, sourceSet }, 'description');
  else if (version === row || oldest === published) dateAgain(connection, speaker, text, sourceSet);
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

function forgetWording(
  connection: Connection,
  { speaker, kind, text, sourceSet }: Stated & { readonly kind: Calling | 'description'; readonly sourceSet: number },
  wording: 'name' | 'description',
): void {
  connection
    .prepare('DELETE FROM speaker_wordings WHERE speaker = ? AND kind = ? AND text = ? AND source_set = ?')
    .run(speaker, kind, text, sourceSet);
  countWords(connection, speaker, searchWords(text, wording), -1);
}

function countWords(
  connection: Connection,
  speaker: number,
  words: readonly (readonly [kind: NameWordKind, word: string])[],
  times: 1 | -1,
): void {
  for (const [kind, word] of words) {
    const number = numberOfWord(connection, kind, word);
    const { wordings } =
      connection
        .prepare(`
          INSERT INTO speaker_words (word, speaker, wordings) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET wordings = wordings + excluded.wordings RETURNING wordings`)
        .get(number, speaker, times) ?? {};
    if (wordings !== 0) continue;
    connection.prepare('DELETE FROM speaker_words WHERE word = ? AND speaker = ?').run(number, speaker);
    const isUsed = connection.prepare('SELECT 1 FROM speaker_words WHERE word = ? LIMIT 1').get(number);
    if (isUsed === undefined) connection.prepare('DELETE FROM name_words WHERE number = ?').run(number);
  }
}

function numberOfWord(connection: Connection, kind: NameWordKind, word: string): number {
  const found = connection.prepare('SELECT number FROM name_words WHERE kind = ? AND word = ?').get(kind, word);
  if (found !== undefined) return integer(found.number);
  return Number(
    connection.prepare('INSERT INTO name_words (kind, word) VALUES (?, ?)').run(kind, word).lastInsertRowid,
  );
}
