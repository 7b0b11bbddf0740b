import type { SourceId } from '../model/scope.ts';
import { integer } from './columns.ts';
import type { Connection } from './connection.ts';

/** See `ArchiveWriter.source`. */
export function findOrMakeSource(connection: Connection, kind: string, name: string): SourceId {
  const wellFormed = name.toWellFormed();
  const find = connection.prepare('SELECT id FROM sources WHERE kind = ? AND name = ?');
  return connection.write('add a source to', () => {
    const known = find.get(kind, wellFormed);
    if (known !== undefined) return integer(known.id) as SourceId;
    const { lastInsertRowid } = connection
      .prepare('INSERT INTO sources (kind, name, added_at) VALUES (?, ?, ?)')
      .run(kind, wellFormed, connection.now().getTime());
    return Number(lastInsertRowid) as SourceId;
  });
}
