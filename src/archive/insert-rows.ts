import type { SQLInputValue } from 'node:sqlite';
import type { Connection } from './connection.ts';

/** Rows of one statement. A call costs as much as four rows; each size is prepared once. */
const SIZES = [64, 16, 4, 1];

/**
 * Inserts rows, as many with one statement as there are. Where a table is kept in another order than that of arrival, its
 * pages are touched less often by rows that come in the table's order.
 *
 * @param into table and columns: `speaker_words (word, speaker, wordings)`
 * @param otherwise what becomes of a row that is there already: an `ON CONFLICT` clause
 */
export function insertRows(
  connection: Connection,
  into: string,
  rows: readonly (readonly SQLInputValue[])[],
  otherwise = '',
): void {
  const one = `(${(rows[0] ?? []).map(() => '?').join(', ')})`;
  let next = 0;
  for (const size of SIZES) {
    if (rows.length - next < size) continue;
    const values = new Array(size).fill(one).join(', ');
    const insert = connection.prepare(`INSERT INTO ${into} VALUES ${values} ${otherwise}`);
    for (; rows.length - next >= size; next += size) insert.run(...rows.slice(next, next + size).flat());
  }
}
