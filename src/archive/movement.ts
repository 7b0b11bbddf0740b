import type { Movement, VersionRow } from '../model/archive.ts';
import { integer } from './columns.ts';
import type { Connection } from './connection.ts';

/** Numbers every change, across restarts and processes. Call it while writing only. */
export function nextMark(connection: Connection): number {
  // Two statements: RETURNING takes SQLite a table of its own each time, and ten times as long.
  connection.prepare('UPDATE archive SET mark = mark + 1').run();
  return lastMark(connection);
}

/** Notes a row that was never there before; see `noteStored`. */
export function noteNew(connection: Connection, row: VersionRow): void {
  const mark = nextMark(connection);
  connection.prepare('INSERT INTO movement (row, mark, first_mark, gone) VALUES (?, ?, ?, 0)').run(row, mark, mark);
}

/** Notes that a row is current and that whoever follows has to read it (again). */
export function noteStored(connection: Connection, row: VersionRow): void {
  const mark = nextMark(connection);
  connection
    .prepare(`
      INSERT INTO movement (row, mark, first_mark, gone) VALUES (:row, :mark, :mark, 0)
      ON CONFLICT (row) DO UPDATE SET mark = :mark, gone = 0`)
    .run({ row, mark });
}

/** Notes that a row is no longer current, or no longer there; once is enough. */
export function noteGone(connection: Connection, row: VersionRow): void {
  const known = connection.prepare('SELECT 1 FROM movement WHERE row = ? AND gone = 0').get(row);
  if (known === undefined) return;
  connection.prepare('UPDATE movement SET mark = ?, gone = 1 WHERE row = ?').run(nextMark(connection), row);
}

/** What happened after a mark, the oldest `limit` changes of it. A row that came and went since then is not told. */
export function readMovement(connection: Connection, sinceMark: number, limit: number): Movement {
  return connection.read('follow', () => {
    const moved = connection
      .prepare(`
        SELECT row, mark, gone FROM movement
        WHERE mark > :since AND NOT (gone = 1 AND first_mark > :since)
        ORDER BY mark LIMIT :limit`)
      .all({ since: sinceMark, limit });
    const rowsThat = (gone: number) =>
      moved
        .filter((change) => change.gone === gone)
        .map((change) => integer(change.row) as VersionRow)
        .sort((a, b) => a - b);
    const last = moved.at(-1);
    const isAll = moved.length < limit || last === undefined;
    const mark = isAll ? lastMark(connection) : integer(last.mark);
    return { stored: rowsThat(0), gone: rowsThat(1), mark: Math.max(mark, sinceMark) };
  });
}

export function lastMark(connection: Connection): number {
  return integer(connection.prepare('SELECT mark FROM archive').get()?.mark);
}

/** See `ArchiveReader.movedHow`. */
export function readMovedHow(
  connection: Connection,
  sinceMark: number,
): { readonly changed: boolean; readonly carried: boolean } {
  return connection.read('follow', () => {
    const happened = connection
      .prepare(`
        SELECT EXISTS (SELECT 1 FROM movement WHERE mark > :since AND first_mark <= :since) AS changed,
          EXISTS (
            SELECT 1 FROM sources o
            CROSS JOIN article_sources s ON s.source = o.id AND s.mark > :since
            CROSS JOIN versions v ON v.article = s.article AND v.current = 1
            CROSS JOIN movement m ON m.row = v.row WHERE m.first_mark <= :since) AS carried`)
      .get({ since: sinceMark });
    return { changed: happened?.changed === 1, carried: happened?.carried === 1 };
  });
}
