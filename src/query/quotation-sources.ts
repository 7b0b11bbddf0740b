import type { AnswerItem } from '../model/answer.ts';
import type { ArchiveReader, StoredArticle } from '../model/archive.ts';
import type { QuotationsFound } from '../model/core.ts';
import type { Scope } from '../model/scope.ts';

/** Which text each item stands in, and when that was stored. */
export function sourcesOf(
  items: readonly AnswerItem[],
  archive: ArchiveReader,
  scope: Scope,
): QuotationsFound['sources'] {
  const articles = new Map<string, StoredArticle | null>();
  for (const { article } of items) {
    if (articles.has(article.id)) continue;
    articles.set(article.id, archive.article(article.id, scope));
  }
  const rows = [...articles.values()].flatMap((stored) => stored?.row ?? []);
  const when = archive.storedWhen(rows, scope);
  return items.map(({ article }) => {
    const stored = articles.get(article.id) ?? null;
    const moment = stored === null ? undefined : when.get(stored.row);
    return {
      author: stored?.author ?? null,
      version: stored?.version ?? '',
      read: moment === undefined ? null : new Date(moment).toISOString(),
    };
  });
}
