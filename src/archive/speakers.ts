import type { SQLInputValue } from 'node:sqlite';
import type { NameWordKind, SpeakerNumber, StoredSpeaker, VersionRow } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import { integer, integerOrNull, type Row, text } from './columns.ts';
import type { Connection } from './connection.ts';
import { listParameter } from './filters.ts';
import { foldName } from './fold-name.ts';
import { unpackPeople } from './people.ts';
import { setsWithin } from './source-sets.ts';

/** See `ArchiveReader.speakers`. */
export function listSpeakers(connection: Connection, scope: Scope): StoredSpeaker[] {
  return [...readSpeakers(connection, 'all', scope).values()].sort(byStatements);
}

/** See `ArchiveReader.speakersOf`. */
export function readSpeakers(
  connection: Connection,
  numbers: readonly SpeakerNumber[] | 'all',
  scope: Scope,
): Map<SpeakerNumber, StoredSpeaker> {
  const sets = setsWithin(scope);
  const values = { ...sets.values, ...(numbers === 'all' ? {} : { numbers: listParameter(numbers) }) };
  const wanted = (table: string): string =>
    numbers === 'all' ? `${table} c` : `json_each(:numbers) w CROSS JOIN ${table} c ON c.speaker = w.value`;
  return connection.read('list the speakers of', () => {
    const counted = connection
      .prepare(`
        SELECT c.speaker, s.named, sum(c.articles) AS articles, sum(c.groups) AS groups, sum(c.statements) AS statements
        FROM ${wanted('speaker_counts')} CROSS JOIN speakers s ON s.number = c.speaker
        WHERE ${sets.sql} GROUP BY c.speaker`)
      .all(values);
    const wordings = Map.groupBy(
      connection
        .prepare(`
          SELECT c.speaker, c.kind, c.text, c.articles, c.version, c.start, c.newest_ms, c.oldest_ms
          FROM ${wanted('speaker_wordings')} WHERE ${sets.sql}`)
        .all(values),
      ({ speaker }) => speaker,
    );
    return new Map(
      counted.map((row) => [
        integer(row.speaker) as SpeakerNumber,
        speakerFrom(row, wordings.get(row.speaker ?? null)),
      ]),
    );
  });
}

function speakerFrom(counted: Row, wordings: readonly Row[] = []): StoredSpeaker {
  const called = (kind: 'name' | 'alias'): string[] => ranked(wordings.filter((row) => row.kind === kind));
  return {
    name: called('name')[0] ?? '',
    named: counted.named === 1,
    kind: 2 * integer(counted.groups) > integer(counted.articles) ? 'group' : 'person',
    aliases: called('alias'),
    descriptions: descriptionsFrom(wordings.filter(({ kind }) => kind === 'description')),
    statements: integer(counted.statements),
  };
}

/** Each text once, most frequent first, then by code unit. */
function ranked(wordings: readonly Row[]): string[] {
  const counts = new Map<string, number>();
  for (const row of wordings) counts.set(text(row.text), (counts.get(text(row.text)) ?? 0) + integer(row.articles));
  return [...counts].sort(([a, many], [b, few]) => few - many || compareText(a, b)).map(([wording]) => wording);
}

type Description = StoredSpeaker['descriptions'][number];

/** Each text once, where the newest article states it; newest first, undated ones last. */
function descriptionsFrom(wordings: readonly Row[]): Description[] {
  const found = new Map<string, Description>();
  for (const row of wordings) {
    const one: Description = {
      text: text(row.text),
      count: integer(row.articles),
      row: integer(row.version) as VersionRow,
      start: integer(row.start),
      from: integerOrNull(row.oldest_ms ?? null),
      to: integerOrNull(row.newest_ms ?? null),
    };
    const other = found.get(one.text);
    if (other === undefined) found.set(one.text, one);
    else found.set(one.text, { ...(newerFirst(one, other) < 0 ? one : other), ...joined(one, other) });
  }
  return [...found.values()].sort(newerFirst);
}

function joined(one: Description, other: Description): Pick<Description, 'count' | 'from'> {
  const oldest = Math.min(one.from ?? Number.POSITIVE_INFINITY, other.from ?? Number.POSITIVE_INFINITY);
  return { count: one.count + other.count, from: Number.isFinite(oldest) ? oldest : null };
}

function newerFirst(one: Description, other: Description): number {
  if (one.row === other.row) return one.start - other.start;
  if (one.to === other.to) return other.row - one.row;
  if (one.to === null || other.to === null) return one.to === null ? 1 : -1;
  return other.to - one.to;
}

function byStatements(a: StoredSpeaker, b: StoredSpeaker): number {
  return b.statements - a.statements || compareText(a.name, b.name) || Number(b.named) - Number(a.named);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** See `ArchiveReader.speakersWith`. */
export function readSpeakersWith(
  connection: Connection,
  kind: NameWordKind,
  words: readonly string[],
): Map<string, SpeakerNumber[]> {
  return connection.attempt('list the speakers of', () => {
    // In one value for each word: see readNumbers().
    const found = connection
      .prepare(`
        SELECT n.word, json_group_array(p.speaker) AS numbers FROM json_each(:words) w
        CROSS JOIN name_words n ON n.kind = :kind AND n.word = w.value CROSS JOIN speaker_words p ON p.word = n.number
        GROUP BY n.number`)
      .all({ kind, words: listParameter([...new Set(words)]) });
    return new Map(found.map((row) => [text(row.word), JSON.parse(text(row.numbers)) as SpeakerNumber[]]));
  });
}

/** See `ArchiveReader.speakersCalled`. */
export function readSpeakersCalled(connection: Connection, names: readonly string[]): SpeakerNumber[] {
  const keys = new Set(names.map((name) => foldName(name.toWellFormed())));
  return readNumbers(connection, 'SELECT s.number FROM json_each(:keys) w CROSS JOIN speakers s ON s.key = w.value', {
    keys: listParameter([...keys]),
  });
}

/** See `ArchiveReader.speakersIn`. */
export function readSpeakersIn(connection: Connection, rows: readonly VersionRow[]): SpeakerNumber[] {
  return connection.read('list the speakers of', () => {
    const people = connection
      .prepare(`
        SELECT t.people FROM json_each(:rows) w
        CROSS JOIN versions v ON v.row = w.value AND v.current = 1 CROSS JOIN texts t ON t.version = v.row`)
      .all({ rows: listParameter(rows) });
    const names = people.flatMap((row) => unpackPeople(text(row.people)).map(([name]) => name));
    return readSpeakersCalled(connection, names);
  });
}

/** In one value: a row of its own for each of a thousand numbers takes three times as long. */
function readNumbers(
  connection: Connection,
  query: string,
  values: Readonly<Record<string, SQLInputValue>>,
): SpeakerNumber[] {
  return connection.attempt('list the speakers of', () => {
    const found = connection.prepare(`SELECT json_group_array(number) AS numbers FROM (${query})`).get(values);
    return JSON.parse(text(found?.numbers)) as SpeakerNumber[];
  });
}

const NAMED_WHO_SPEAK = `
  CROSS JOIN speakers s ON s.number = c.speaker AND s.named = 1`;

/** See `ArchiveReader.speakersMost`. */
export function readSpeakersMost(
  connection: Connection,
  { scope, limit, beginning }: { readonly scope: Scope; readonly limit: number; readonly beginning?: Beginning },
): SpeakerNumber[] {
  const sets = setsWithin(scope);
  // Everything that begins so stands before what begins with the last character that there is.
  const begun =
    beginning === undefined
      ? { from: 'speaker_counts c', values: {} }
      : {
          from: `(
            SELECT DISTINCT p.speaker FROM name_words n CROSS JOIN speaker_words p ON p.word = n.number
            WHERE n.kind = :kind AND n.word >= :prefix AND n.word < :prefix || char(1114111)) w
            CROSS JOIN speaker_counts c ON c.speaker = w.speaker`,
          values: { kind: beginning.kind, prefix: beginning.prefix },
        };
  return connection.read('list the speakers of', () =>
    connection
      .prepare(`
        SELECT c.speaker, sum(c.statements) AS statements FROM ${begun.from} ${NAMED_WHO_SPEAK} WHERE ${sets.sql}
        GROUP BY c.speaker HAVING statements > 0 ORDER BY statements DESC, s.key LIMIT :limit`)
      .all({ ...sets.values, ...begun.values, limit })
      .map(({ speaker }) => integer(speaker) as SpeakerNumber),
  );
}

interface Beginning {
  readonly kind: 'first' | 'name';
  readonly prefix: string;
}

/** See `ArchiveReader.speakerCount`. */
export function readSpeakerCount(connection: Connection, scope: Scope): number {
  const sets = setsWithin(scope);
  return connection.read('count the speakers of', () => {
    const found = connection
      .prepare(`
        SELECT count(DISTINCT c.speaker) AS speakers FROM speaker_counts c ${NAMED_WHO_SPEAK}
        WHERE c.statements > 0 AND ${sets.sql}`)
      .get(sets.values);
    return integer(found?.speakers);
  });
}

/** See `ArchiveReader.nameWords`. */
export function readNameWords(
  connection: Connection,
  kind: NameWordKind,
  after: number,
): { readonly words: readonly string[]; readonly last: number } {
  // By the kind all words are read, by the number only those that are new: the sign keeps SQLite from the other index.
  const ofKind = after === 0 ? 'kind = :kind' : '+kind = :kind';
  return connection.attempt('list the speakers of', () => {
    const found = connection
      .prepare(`
        SELECT json_group_array(word) AS words, coalesce(max(number), :after) AS last FROM name_words
        WHERE number > :after AND ${ofKind}`)
      .get({ after, kind });
    return { words: JSON.parse(text(found?.words)) as string[], last: integer(found?.last) };
  });
}
