import type { VersionRow } from '../model/archive.ts';
import { integer, integerOrNull, text } from './columns.ts';
import type { Connection } from './connection.ts';
import { countPeople } from './count-people.ts';
import type { PeopleOfVersion } from './counted-people.ts';
import { insertRows } from './insert-rows.ts';
import { unpackPeople } from './people.ts';
import { noteSourceSet } from './source-sets.ts';
import { uncountPeople } from './uncount-people.ts';

/** What is counted of a current version. */
export interface Counted extends PeopleOfVersion {
  /** Both empty for an article without one. */
  readonly outletKey: string;
  readonly outlet: string;
  readonly sentences: number;
  readonly statements: number;
}

/** Counts versions that became current. Part of the transaction that made them so. */
export function countVersions(connection: Connection, versions: readonly Counted[]): void {
  countOutlets(connection, versions);
  insertRows(
    connection,
    'dated_versions (source_set, outlet_key, published_ms, version)',
    versions.flatMap(({ sourceSet, outletKey, published, row }) =>
      published === null ? [] : [[sourceSet, outletKey, published, row]],
    ),
  );
  countPeople(connection, versions);
}

/** Counts a version that became current, as it stands. */
export function countIn(connection: Connection, row: VersionRow): void {
  const version = readCounted(connection, row);
  if (version !== null) countVersions(connection, [version]);
}

/** Takes a version out of the counts, as it stands: before it is changed or no longer current. */
export function countOut(connection: Connection, row: VersionRow): void {
  const version = readCounted(connection, row);
  if (version === null) return;
  uncountOutlet(connection, version);
  if (version.published !== null) {
    connection
      .prepare(
        'DELETE FROM dated_versions WHERE source_set = ? AND outlet_key = ? AND published_ms = ? AND version = ?',
      )
      .run(version.sourceSet, version.outletKey, version.published, row);
  }
  uncountPeople(connection, version);
}

/** Changes something of a version that is counted. */
export function recount(connection: Connection, row: VersionRow, change: () => void): void {
  countOut(connection, row);
  change();
  countIn(connection, row);
}

/** Counts at most so many of the versions that were stored before anything was counted. How many are left. */
export function countMissing(connection: Connection, limit: number): number {
  return connection.write('count the articles of', () => {
    const rows = connection
      .prepare(`
        SELECT u.row, v.article FROM (SELECT row FROM uncounted ORDER BY row LIMIT ?) u JOIN versions v ON v.row = u.row`)
      .all(limit);
    const versions = rows.map(({ row, article }) => {
      noteSourceSet(connection, integer(article));
      connection.prepare('DELETE FROM uncounted WHERE row = ?').run(integer(row));
      return readCounted(connection, integer(row) as VersionRow);
    });
    countVersions(
      connection,
      versions.filter((version) => version !== null),
    );
    return integer(connection.prepare('SELECT count(*) AS rows FROM uncounted').get()?.rows);
  });
}

/** `null` for a version that is not current: it is not counted. */
function readCounted(connection: Connection, row: VersionRow): Counted | null {
  const found = connection
    .prepare(`
      SELECT a.source_set, coalesce(v.outlet_key, '') AS outlet_key, v.published_ms, v.sentence_count, v.statement_count,
        CASE WHEN v.outlet_key IS NULL THEN '' ELSE coalesce(v.outlet, v.credit) END AS outlet, t.people
      FROM versions v JOIN articles a ON a.number = v.article JOIN texts t ON t.version = v.row
      WHERE v.row = ? AND v.current = 1`)
    .get(row);
  if (found === undefined) return null;
  return {
    row,
    sourceSet: integer(found.source_set),
    published: integerOrNull(found.published_ms ?? null),
    people: unpackPeople(text(found.people)),
    outletKey: text(found.outlet_key),
    outlet: text(found.outlet),
    sentences: integer(found.sentence_count),
    statements: integer(found.statement_count),
  };
}

function countOutlets(connection: Connection, versions: readonly Counted[]): void {
  const outlets = Map.groupBy(versions, ({ sourceSet, outletKey, outlet }) => `${sourceSet}\0${outletKey}\0${outlet}`);
  const rows = [...outlets.values()].flatMap((each) => {
    const [first] = each;
    if (first === undefined) return [];
    const sum = (count: (version: Counted) => number) => each.reduce((total, version) => total + count(version), 0);
    return [
      [
        first.sourceSet,
        first.outletKey,
        first.outlet,
        each.length,
        sum(({ published }) => Number(published !== null)),
        sum(({ sentences }) => sentences),
        sum(({ statements }) => statements),
      ],
    ];
  });
  insertRows(
    connection,
    'outlet_counts (source_set, outlet_key, name, articles, dated, sentences, statements)',
    rows,
    `ON CONFLICT (source_set, outlet_key, name) DO UPDATE SET articles = articles + excluded.articles,
      dated = dated + excluded.dated, sentences = sentences + excluded.sentences,
      statements = statements + excluded.statements`,
  );
}

function uncountOutlet(
  connection: Connection,
  { sourceSet, outletKey, outlet, published, sentences, statements }: Counted,
): void {
  connection
    .prepare(`
      UPDATE outlet_counts SET articles = articles - 1, dated = dated - ?, sentences = sentences - ?,
        statements = statements - ?
      WHERE source_set = ? AND outlet_key = ? AND name = ?`)
    .run(Number(published !== null), sentences, statements, sourceSet, outletKey, outlet);
  connection
    .prepare('DELETE FROM outlet_counts WHERE source_set = ? AND outlet_key = ? AND name = ? AND articles = 0')
    .run(sourceSet, outletKey, outlet);
}
