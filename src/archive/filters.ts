import type { SQLInputValue } from 'node:sqlite';
import type { Filter } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import type { Connection } from './connection.ts';
import { foldName } from './fold-name.ts';

/** A piece of a WHERE clause with its named parameters. The versions table goes by `v` in it. */
export interface Condition {
  readonly sql: string;
  readonly values: Readonly<Record<string, SQLInputValue>>;
}

/** A list as a parameter, so that a statement is prepared once whatever the length of its lists: `json_each(:rows)`. */
export function listParameter(values: readonly (string | number)[]): string {
  return JSON.stringify(values);
}

/**
 * The scope as it is read: one that leaves out no source is everything, which needs no look at who carries what. Asked
 * anew with each read, for a source may have come meanwhile that the scope does not see.
 */
export function widest(connection: Connection, scope: Scope): Scope {
  if (scope.sources === 'all') return scope;
  const outside = connection
    .prepare('SELECT 1 FROM sources WHERE id NOT IN (SELECT value FROM json_each(?)) LIMIT 1')
    .get(listParameter(scope.sources));
  return outside === undefined ? { sources: 'all' } : scope;
}

const everything: Condition = { sql: 'v.current = 1', values: {} };

/** Current versions of articles that the asker may see. */
export function seenWithin(scope: Scope): Condition {
  if (scope.sources === 'all') return everything;
  return {
    sql: `${everything.sql} AND EXISTS (
      SELECT 1 FROM article_sources a
      WHERE a.article = v.article AND a.source IN (SELECT value FROM json_each(:sources)))`,
    values: { sources: listParameter(scope.sources) },
  };
}

/** Current versions that a filter lets pass. */
export function passing(filter: Filter): Condition {
  const seen = seenWithin(filter.scope);
  const sql = [seen.sql];
  const values: Record<string, SQLInputValue> = { ...seen.values };
  if (filter.outlet !== undefined) {
    sql.push('v.outlet_key = :outlet');
    values.outlet = foldName(filter.outlet.toWellFormed());
  }
  if (filter.from !== undefined) {
    sql.push('v.published_ms >= :from');
    values.from = filter.from.getTime();
  }
  if (filter.to !== undefined) {
    sql.push('v.published_ms < :to');
    values.to = filter.to.getTime();
  }
  return { sql: sql.join(' AND '), values };
}

/** Tells whether a filter lets every article pass. */
export function isOpen({ scope, outlet, from, to }: Filter): boolean {
  return scope.sources === 'all' && outlet === undefined && from === undefined && to === undefined;
}
