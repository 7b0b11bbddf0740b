import type { Filter, VersionRow } from '../model/archive.ts';
import { readRowsWithin } from './articles.ts';
import { integer } from './columns.ts';
import type { Connection } from './connection.ts';
import { isOpen, listParameter, passing } from './filters.ts';
import { keyOfFilter } from './memo.ts';
import { lastMark, readMovement } from './movement.ts';

/** Filters whose rows are kept; the one not asked for longest goes. */
const MOST_KEPT = 32;
/** When more has moved, reading all of them again costs no more than following. */
const MOST_FOLLOWED = 5_000;

interface Kept {
  readonly filter: Filter;
  readonly rows: Set<VersionRow>;
  mark: number;
}

/** Rows that filters let pass, each set read once and kept up by what moves: there are a million of them. */
export class RowSets {
  readonly #connection: Connection;
  readonly #kept = new Map<string, Kept>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** See `ArchiveReader.rowsWithin`. */
  within(filter: Filter): ReadonlySet<VersionRow> | 'all' {
    if (isOpen(filter)) return 'all';
    return this.#connection.read('filter', () => {
      const mark = lastMark(this.#connection);
      const key = keyOfFilter(filter);
      const known = this.#kept.get(key);
      const kept =
        known !== undefined && this.#follow(known, mark)
          ? known
          : { filter, rows: readRowsWithin(this.#connection, filter), mark };
      // A map keeps the order of insertion: the first is the one not asked for longest.
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      for (const oldest of this.#kept.keys()) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
      return kept.rows;
    });
  }

  /** `false` when too much has moved. */
  #follow(kept: Kept, mark: number): boolean {
    if (mark === kept.mark) return true;
    if (mark - kept.mark > MOST_FOLLOWED) return false;
    const { stored, gone } = readMovement(this.#connection, kept.mark, MOST_FOLLOWED + 1);
    for (const row of gone) kept.rows.delete(row);
    for (const row of stored) kept.rows.delete(row);
    for (const row of this.#passing(kept.filter, [...stored, ...this.#linked(kept, mark)])) kept.rows.add(row);
    kept.mark = mark;
    return true;
  }

  #passing(filter: Filter, rows: readonly VersionRow[]): VersionRow[] {
    if (rows.length === 0) return [];
    const { sql, values } = passing(filter);
    return this.#connection
      .prepare(`SELECT v.row FROM json_each(:rows) wanted CROSS JOIN versions v ON v.row = wanted.value WHERE ${sql}`)
      .all({ ...values, rows: listParameter(rows) })
      .map(({ row }) => integer(row) as VersionRow);
  }

  /** Articles that another source carries since then moved nothing, and are new to whoever sees that source only. */
  #linked({ filter: { scope }, mark: since }: Kept, until: number): VersionRow[] {
    if (scope.sources === 'all') return [];
    return this.#connection
      .prepare(`
        SELECT v.row FROM json_each(:sources) w
        CROSS JOIN article_sources s ON s.source = w.value AND s.mark > :since AND s.mark <= :until
        CROSS JOIN versions v ON v.article = s.article AND v.current = 1`)
      .all({ sources: listParameter(scope.sources), since, until })
      .map(({ row }) => integer(row) as VersionRow);
  }
}
