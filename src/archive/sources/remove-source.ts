import type { SourceId } from '../../model/scope.ts';
import type { Holder, Removal } from '../../model/sources.ts';
import { audit } from '../audit.ts';
import { integer } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { deleteArticle, wipeLog } from '../removal.ts';
import { spaceColumn } from './source-rows.ts';

/** Articles of one source, each with whether the one who asks and anybody sees it by another. */
const ARTICLES_OF = `
  SELECT s.article,
    EXISTS (
      SELECT 1 FROM article_sources o JOIN carriers c ON c.source = o.source
      WHERE o.article = s.article AND o.source <> s.source AND c.space IN ('', :space)) AS still_seen,
    EXISTS (
      SELECT 1 FROM article_sources o JOIN carriers c ON c.source = o.source
      WHERE o.article = s.article AND (o.source <> s.source OR NOT :all AND c.space <> :space)) AS seen_by_any
  FROM article_sources s WHERE s.source = :id`;

/** See `SourceStore.removal`. */
export function removalOf(connection: Connection, id: SourceId, holder: Holder): Removal {
  const row = connection
    .prepare(`
      SELECT count(*) AS articles, coalesce(sum(still_seen), 0) AS still_seen,
        coalesce(sum(NOT seen_by_any), 0) AS unseen FROM (${ARTICLES_OF})`)
    .get(named(id, holder));
  return {
    articles: integer(row?.articles),
    stillSeen: integer(row?.still_seen),
    unseen: integer(row?.unseen),
  };
}

/** See `SourceStore.remove`. */
export function removeSource(
  connection: Connection,
  id: SourceId,
  holder: Holder,
  { fate, by }: { readonly fate: 'keep' | 'delete'; readonly by: string },
): Removal {
  const removal = connection.write('remove a source from', () => {
    const done = removalOf(connection, id, holder);
    const unseen = connection
      .prepare(`SELECT article FROM (${ARTICLES_OF}) WHERE NOT seen_by_any`)
      .all(named(id, holder))
      .map(({ article }) => integer(article));
    if (fate === 'delete') for (const article of unseen) deleteArticle(connection, article);
    connection.prepare('DELETE FROM carriers WHERE source = :id AND (:all OR space = :space)').run(named(id, holder));
    forgetUncarried(connection, id);
    audit(connection, by, 'remove source', String(id));
    return done;
  });
  if (fate === 'delete' && removal.unseen > 0) wipeLog(connection);
  return removal;
}

/** Without a carrier it is not fetched; its row stays as long as articles are linked with it. */
export function forgetUncarried(connection: Connection, id: number): void {
  const carried = connection.prepare('SELECT 1 FROM carriers WHERE source = ?').get(id);
  if (carried !== undefined) return;
  connection.prepare('DELETE FROM feeds WHERE source = ?').run(id);
  connection.prepare('DELETE FROM feed_items WHERE source = ?').run(id);
  const linked = connection.prepare('SELECT 1 FROM article_sources WHERE source = ? LIMIT 1').get(id);
  if (linked === undefined) connection.prepare('DELETE FROM sources WHERE id = ?').run(id);
}

function named(id: SourceId, holder: Holder): { id: SourceId; all: 0 | 1; space: string } {
  return { id, all: holder === 'all' ? 1 : 0, space: holder === 'all' || holder === null ? '' : spaceColumn(holder) };
}
