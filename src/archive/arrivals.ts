import type { Arrival, Filter, Published, VersionRow } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import { integer, integerOrNull, type Row, text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { listParameter, seenWithin } from './filters.ts';
import { foldName } from './fold-name.ts';
import { saidBy } from './statements.ts';

/** A changed article keeps the moment at which its first version was stored. */
export function readArrivals(connection: Connection, since: Date, scope: Scope, limit: number): Arrival[] {
  const seen = seenWithin(scope);
  return connection.read('read what was stored in', () =>
    connection
      .prepare(`
        SELECT row, stored, published_ms, outlet_key FROM (
          SELECT v.row, v.published_ms, v.outlet_key,
            (SELECT min(old.stored_at) FROM versions old WHERE old.article = v.article) AS stored
          FROM versions v WHERE v.stored_at >= :since AND ${seen.sql})
        WHERE stored >= :since ORDER BY stored DESC, row DESC LIMIT :limit`)
      .all({ since: since.getTime(), limit, ...seen.values })
      .map((row) => ({
        row: integer(row.row) as VersionRow,
        stored: integer(row.stored),
        published: integerOrNull(row.published_ms),
        outlet: textOrNull(row.outlet_key),
      })),
  );
}

/** Names in the spelling that most of these statements have, most statements first. */
export function readQuotedMost(
  connection: Connection,
  rows: readonly VersionRow[],
  scope: Scope,
  limit: number,
): { name: string; statements: number }[] {
  const seen = seenWithin(scope);
  const spellings = connection.read('count the statements of', () =>
    connection
      .prepare(`
        SELECT s.name, count(*) AS statements FROM json_each(:rows) wanted
        CROSS JOIN versions v ON v.row = wanted.value
        CROSS JOIN statements s ON s.version = v.row
        WHERE s.name IS NOT NULL AND s.nested = 0 AND ${seen.sql}
        GROUP BY s.name ORDER BY statements DESC, s.name`)
      .all({ rows: listParameter(rows), ...seen.values }),
  );
  const speakers = new Map<string, { name: string; statements: number }>();
  for (const spelling of spellings) {
    const name = text(spelling.name);
    const known = speakers.get(foldName(name));
    if (known === undefined) speakers.set(foldName(name), { name, statements: integer(spelling.statements) });
    else known.statements += integer(spelling.statements);
  }
  return [...speakers.values()]
    .sort((a, b) => b.statements - a.statements || (a.name < b.name ? -1 : 1))
    .slice(0, limit);
}

const HALF_HOUR_MS = 1_800_000;

export function readSaidWhen(connection: Connection, names: readonly string[], filter: Filter): Published[] {
  const said = saidBy(names, filter);
  return connection.read('count the statements of', () =>
    connection
      .prepare(`
        ${said.hits} SELECT coalesce(v.outlet, v.credit) AS outlet, v.published_ms / ${HALF_HOUR_MS} AS half_hour,
          count(*) AS statements
        FROM hit h CROSS JOIN statements s ON s.version = h.version AND s.person = h.person
        JOIN versions v ON v.row = h.version
        GROUP BY v.outlet_key, half_hour`)
      .all({ ...said.names, ...said.values })
      .map((row) => publishedFrom(row, integer(row.statements))),
  );
}

export function readPublishedWhen(
  connection: Connection,
  rows: readonly VersionRow[],
  scope: Scope,
): ReadonlyMap<VersionRow, Published> {
  const seen = seenWithin(scope);
  return connection.read('read the dates of', () => {
    const found = connection
      .prepare(`
        SELECT v.row, coalesce(v.outlet, v.credit) AS outlet, v.published_ms / ${HALF_HOUR_MS} AS half_hour
        FROM json_each(:rows) wanted CROSS JOIN versions v ON v.row = wanted.value WHERE ${seen.sql}`)
      .all({ rows: listParameter(rows), ...seen.values });
    return new Map(found.map((row) => [integer(row.row) as VersionRow, publishedFrom(row, 1)]));
  });
}

function publishedFrom(row: Row, count: number): Published {
  const halfHour = integerOrNull(row.half_hour);
  return { outlet: textOrNull(row.outlet), moment: halfHour === null ? null : halfHour * HALF_HOUR_MS, count };
}

export function readStoredWhen(
  connection: Connection,
  rows: readonly VersionRow[],
  scope: Scope,
): ReadonlyMap<VersionRow, number> {
  const seen = seenWithin(scope);
  return connection.read('read what was stored in', () => {
    const found = connection
      .prepare(`
        SELECT v.row, v.stored_at FROM json_each(:rows) wanted
        CROSS JOIN versions v ON v.row = wanted.value WHERE ${seen.sql}`)
      .all({ rows: listParameter(rows), ...seen.values });
    return new Map(found.map((row) => [integer(row.row) as VersionRow, integer(row.stored_at)]));
  });
}
