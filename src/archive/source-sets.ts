import type { Scope } from '../model/scope.ts';
import { integer, integerOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { type Condition, listParameter } from './filters.ts';

/** Finds or makes the set of the sources that an article is linked with, and notes it at the article. */
export function noteSourceSet(connection: Connection, article: number): void {
  const sources = connection
    .prepare('SELECT source FROM article_sources WHERE article = ? ORDER BY source')
    .all(article)
    .map(({ source }) => integer(source));
  connection.prepare('UPDATE articles SET source_set = ? WHERE number = ?').run(setOf(connection, sources), article);
}

/** The set of these sources, in ascending order; it is made where there is none. */
export function setOf(connection: Connection, sources: readonly number[]): number {
  return connection.number(
    `sources ${sources.join(',')}`,
    () => findSet(connection, sources) ?? makeSet(connection, sources),
  );
}

function findSet(connection: Connection, sources: readonly number[]): number | null {
  const found = connection.prepare('SELECT number FROM source_sets WHERE sources = ?').get(sources.join(','));
  return integerOrNull(found?.number ?? null);
}

function makeSet(connection: Connection, sources: readonly number[]): number {
  const { lastInsertRowid } = connection.prepare('INSERT INTO source_sets (sources) VALUES (?)').run(sources.join(','));
  const set = Number(lastInsertRowid);
  const member = connection.prepare('INSERT INTO source_set_members (source, source_set) VALUES (?, ?)');
  for (const source of sources) member.run(source, set);
  return set;
}

/** Sets that hold a source of the scope; the table that has the column goes by `c`. */
export function setsWithin(scope: Scope): Condition {
  if (scope.sources === 'all') return { sql: 'TRUE', values: {} };
  return {
    sql: `c.source_set IN (
      SELECT source_set FROM source_set_members WHERE source IN (SELECT value FROM json_each(:sources)))`,
    values: { sources: listParameter(scope.sources) },
  };
}
