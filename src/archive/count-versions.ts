import type { VersionRow } from '../model/archive.ts';
import { integer, integerOrNull, text } from './columns.ts';
import type { Connection } from './connection.ts';
import { countPeople, type PeopleOfVersion } from './count-people.ts';
import { unpackPeople } from './people.ts';
import { noteSourceSet } from './source-sets.ts';

/** What is counted of a current version. */
interface Counted extends PeopleOfVersion {
  readonly outletKey: string;
  readonly outlet: string;
  readonly sentences: number;
  readonly statements: number;
}

/** Counts a version that became current. Part of the transaction that made it so. */
export function countIn(connection: Connection, row: VersionRow): void {
  const version = readCounted(connection, row);
  if (version === null) return;
  countOutlet(connection, version, 1);
  if (version.published !== null) {
    connection
      .prepare('INSERT INTO dated_versions (source_set, outlet_key, published_ms, version) VALUES (?, ?, ?, ?)')
      .run(version.sourceSet, version.outletKey, version.published, row);
  }
  countPeople(connection, version, 'in');
}

/** Takes a version out of the counts, as it stands: before it is changed or no longer current. */
export function countOut(connection: Connection, row: VersionRow): void {
  const version = readCounted(connection, row);
  if (version === null) return;
  countOutlet(connection, version, -1);
  if (version.published !== null) {
    connection
      .prepare(
        'DELETE FROM dated_versions WHERE source_set = ? AND outlet_key = ? AND published_ms = ? AND version = ?',
      )
      .run(version.sourceSet, version.outletKey, version.published, row);
  }
  countPeople(connection, version, 'out');
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
    for (const { row, article } of rows) {
      noteSourceSet(connection, integer(article));
      countIn(connection, integer(row) as VersionRow);
      connection.prepare('DELETE FROM uncounted WHERE row = ?').run(integer(row));
    }
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

function countOutlet(
  connection: Connection,
  { sourceSet, outletKey, outlet, published, sentences, statements }: Counted,
  times: 1 | -1,
): void {
  const counted = connection
    .prepare(`
      UPDATE outlet_counts SET articles = articles + :articles, dated = dated + :dated,
        sentences = sentences + :sentences, statements = statements + :statements
      WHERE source_set = :set AND outlet_key = :key AND name = :name`)
    .run({
      set: sourceSet,
      key: outletKey,
      name: outlet,
      articles: times,
      dated: published === null ? 0 : times,
      sentences: times * sentences,
      statements: times * statements,
    });
  if (counted.changes === 0) {
    connection
      .prepare(`
        INSERT INTO outlet_counts (source_set, outlet_key, name, articles, dated, sentences, statements)
        VALUES (?, ?, ?, 1, ?, ?, ?)`)
      .run(sourceSet, outletKey, outlet, Number(published !== null), sentences, statements);
  } else if (times < 0) {
    connection
      .prepare('DELETE FROM outlet_counts WHERE source_set = ? AND outlet_key = ? AND name = ? AND articles = 0')
      .run(sourceSet, outletKey, outlet);
  }
}
