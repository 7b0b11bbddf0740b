import type { SQLInputValue } from 'node:sqlite';
import type { VersionRow } from '../model/archive.ts';
import type { Connection } from './connection.ts';
import {
  type Calling,
  countedPeople,
  findSpeaker,
  type PeopleOfVersion,
  type SpeakerKey,
  speakerKey,
  UNDATED,
  wordingOf,
} from './counted-people.ts';
import { insertRows } from './insert-rows.ts';
import { searchWords } from './name-words.ts';
import { SpeakerWords } from './speaker-words.ts';

// Rows are changed first and made where there were none: an answer by RETURNING takes SQLite a table of its own each time.

/** Counts the people of versions: whom several name is counted once for all of them. */
export function countPeople(connection: Connection, versions: readonly PeopleOfVersion[]): void {
  const words = new SpeakerWords();
  const wordings: SQLInputValue[][] = [];
  const described: SQLInputValue[][] = [];
  const speakers = totalsOf(versions)
    .map((total) => ({ ...total, ...numberOfSpeaker(connection, total) }))
    .sort((a, b) => a.speaker - b.speaker || a.sourceSet - b.sourceSet);
  insertRows(
    connection,
    'speaker_counts (speaker, source_set, articles, groups, statements)',
    speakers.map(({ speaker, sourceSet, articles, groups, statements }) => [
      speaker,
      sourceSet,
      articles,
      groups,
      statements,
    ]),
    `ON CONFLICT (speaker, source_set) DO UPDATE SET articles = articles + excluded.articles,
      groups = groups + excluded.groups, statements = statements + excluded.statements`,
  );
  for (const total of speakers) {
    const { speaker, isNew, sourceSet } = total;
    for (const [kind, text, articles] of callingsOf(total)) {
      if (!isNew && raiseWording(connection, [articles, speaker, kind, text, sourceSet])) continue;
      wordings.push([speaker, kind, text, sourceSet, articles, null, null, null, null]);
      words.add(speaker, searchWords(text, wordingOf(kind, total)));
    }
    for (const [text, statedBy] of total.descriptions) {
      for (const { row, published, start } of statedBy)
        described.push([speaker, text, sourceSet, published ?? UNDATED, row, start]);
      const dates = datesOf(statedBy);
      if (!isNew && raiseDescription(connection, { speaker, text, set: sourceSet, ...dates })) continue;
      const { articles, row, start, newest, oldest } = dates;
      wordings.push([speaker, 'description', text, sourceSet, articles, row, start, newest, oldest]);
      words.add(speaker, searchWords(text, 'description'));
    }
  }
  insertRows(
    connection,
    'speaker_wordings (speaker, kind, text, source_set, articles, version, start, newest_ms, oldest_ms)',
    wordings,
  );
  insertRows(connection, 'described_in (speaker, text, source_set, published_ms, version, start)', described);
  words.countIn(connection);
}

/** A description in one version. */
interface Stated {
  readonly row: VersionRow;
  readonly published: number | null;
  readonly start: number;
}

/** Somebody in all of the versions that are counted together and that the same sources carry. */
interface SpeakerTotal extends SpeakerKey {
  readonly sourceSet: number;
  articles: number;
  groups: number;
  statements: number;
  /** In how many articles each is found. */
  readonly names: Map<string, number>;
  readonly aliases: Map<string, number>;
  readonly descriptions: Map<string, Stated[]>;
}

/** In the order in which they come first. */
function totalsOf(versions: readonly PeopleOfVersion[]): SpeakerTotal[] {
  const totals = new Map<string, SpeakerTotal>();
  for (const { row, sourceSet, published, people } of versions) {
    for (const { key, named, groupness, statements, names, aliases, descriptions } of countedPeople(people)) {
      const place = `${sourceSet} ${named} ${key}`;
      const total = totals.get(place) ?? emptyTotal({ key, named }, sourceSet);
      totals.set(place, total);
      total.articles += 1;
      total.groups += Number(groupness > 0);
      total.statements += statements;
      for (const name of names) total.names.set(name, (total.names.get(name) ?? 0) + 1);
      for (const alias of aliases) total.aliases.set(alias, (total.aliases.get(alias) ?? 0) + 1);
      for (const [text, start] of descriptions) {
        const stated = total.descriptions.get(text);
        if (stated === undefined) total.descriptions.set(text, [{ row, published, start }]);
        else stated.push({ row, published, start });
      }
    }
  }
  return [...totals.values()];
}

function emptyTotal({ key, named }: SpeakerKey, sourceSet: number): SpeakerTotal {
  return {
    key,
    named,
    sourceSet,
    articles: 0,
    groups: 0,
    statements: 0,
    names: new Map(),
    aliases: new Map(),
    descriptions: new Map(),
  };
}

function* callingsOf({ names, aliases }: SpeakerTotal): Generator<readonly [Calling, string, articles: number]> {
  for (const [name, articles] of names) yield ['name', name, articles];
  for (const [alias, articles] of aliases) yield ['alias', alias, articles];
}

interface CountedSpeaker {
  readonly speaker: number;
  /** True when nothing is counted of them yet, so that there is nothing to change. */
  readonly isNew: boolean;
}

function numberOfSpeaker(connection: Connection, person: SpeakerKey): CountedSpeaker {
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

type Raise = [articles: number, speaker: number, kind: Calling, text: string, sourceSet: number];

/** @returns false for a wording that is new */
function raiseWording(connection: Connection, raise: Raise): boolean {
  const { changes } = connection
    .prepare(`
      UPDATE speaker_wordings SET articles = articles + ?
      WHERE speaker = ? AND kind = ? AND text = ? AND source_set = ?`)
    .run(...raise);
  return changes > 0;
}

/** The newest place of a description, with its date; the date of the oldest. */
interface StatedDates {
  readonly articles: number;
  readonly row: VersionRow | null;
  readonly start: number | null;
  readonly newest: number | null;
  readonly oldest: number | null;
}

function datesOf(statedBy: readonly Stated[]): StatedDates {
  let newest: Stated | null = null;
  let oldest: number | null = null;
  for (const stated of statedBy) {
    if (newest === null || isNewer(stated, newest)) newest = stated;
    if (stated.published !== null && (oldest === null || stated.published < oldest)) oldest = stated.published;
  }
  return {
    articles: statedBy.length,
    row: newest?.row ?? null,
    start: newest?.start ?? null,
    newest: newest?.published ?? null,
    oldest,
  };
}

function isNewer(one: Stated, other: Stated): boolean {
  const [published, otherPublished] = [one.published ?? UNDATED, other.published ?? UNDATED];
  return published > otherPublished || (published === otherPublished && one.row > other.row);
}

const NEWER = `(coalesce(:newest, ${UNDATED}), :row) > (coalesce(newest_ms, ${UNDATED}), version)`;

/** @returns false for a description that is new */
function raiseDescription(
  connection: Connection,
  values: StatedDates & { readonly speaker: number; readonly text: string; readonly set: number },
): boolean {
  const { changes } = connection
    .prepare(`
      UPDATE speaker_wordings SET articles = articles + :articles,
        oldest_ms = coalesce(min(oldest_ms, :oldest), oldest_ms, :oldest),
        version = CASE WHEN ${NEWER} THEN :row ELSE version END,
        start = CASE WHEN ${NEWER} THEN :start ELSE start END,
        newest_ms = CASE WHEN ${NEWER} THEN :newest ELSE newest_ms END
      WHERE speaker = :speaker AND kind = 'description' AND text = :text AND source_set = :set`)
    .run({ ...values });
  return changes > 0;
}
