import type { SourceStore } from '../../model/sources.ts';
import { integer, text } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { listParameter } from '../filters.ts';

/** What items a source brought, so that the same ones need not be looked at again. */
export function createFeedItems(
  connection: Connection,
): Pick<SourceStore, 'itemDigest' | 'noteItem' | 'noteListed' | 'itemsSince'> {
  return {
    itemDigest: (id, key) =>
      connection.read('read an item of', () => {
        const row = connection.prepare('SELECT digest FROM feed_items WHERE source = ? AND item = ?').get(id, key);
        return row === undefined ? null : text(row.digest);
      }),

    noteItem: (id, key, digest, now) =>
      connection.write('note an item in', () => {
        connection
          .prepare(`
            INSERT INTO feed_items (source, item, digest, first_at, seen_at) VALUES (:id, :key, :digest, :now, :now)
            ON CONFLICT (source, item) DO UPDATE SET digest = :digest, seen_at = :now`)
          .run({ id, key, digest, now: now.getTime() });
      }),

    noteListed: (id, keys, now) =>
      connection.write('note items in', () => {
        connection
          .prepare('UPDATE feed_items SET seen_at = ? WHERE source = ? AND item IN (SELECT value FROM json_each(?))')
          .run(now.getTime(), id, listParameter(keys));
      }),

    itemsSince: (id, since) =>
      connection.read('count', () => {
        const row = connection
          .prepare('SELECT count(*) AS items FROM feed_items WHERE source = ? AND first_at >= ?')
          .get(id, since.getTime());
        return integer(row?.items);
      }),
  };
}
