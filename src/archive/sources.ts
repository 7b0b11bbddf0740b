import type { SourceId, Space } from '../model/scope.ts';
import { integer } from './columns.ts';
import type { Connection } from './connection.ts';
import { spaceColumn } from './sources/source-rows.ts';

/** See `ArchiveWriter.source`. */
export function findOrMakeSource(connection: Connection, kind: string, name: string, space?: Space): SourceId {
  const wellFormed = name.toWellFormed();
  const find = connection.prepare('SELECT id FROM sources WHERE kind = ? AND name = ?');
  return connection.write('add a source to', () => {
    const known = find.get(kind, wellFormed);
    if (known !== undefined) return integer(known.id) as SourceId;
    const now = connection.now().getTime();
    const { lastInsertRowid } = connection
      .prepare('INSERT INTO sources (kind, name, added_at) VALUES (?, ?, ?)')
      .run(kind, wellFormed, now);
    const id = Number(lastInsertRowid) as SourceId;
    if (kind === 'import' || kind === 'samples') {
      connection
        .prepare(`INSERT INTO carriers (space, source, added_by, added_at, paused) VALUES (?, ?, 'terminal', ?, 0)`)
        .run(spaceColumn(space ?? null), id, now);
    }
    return id;
  });
}
