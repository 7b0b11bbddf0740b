import type { ArchiveReader, StoredArticle, VersionRow } from '../model/archive.ts';
import type { IndexedArticle, SentenceIndex } from '../model/search.ts';

/** A sentence index that takes articles and gives them up again. */
export interface GrowingIndex extends SentenceIndex {
  add(article: IndexedArticle): void;
  remove(row: VersionRow): void;
}

export interface Follower {
  /** Brings the index up to the archive. Tells which rows moved; `null` when nothing did. */
  follow(): { readonly moved: readonly VersionRow[] } | null;
}

const rowsAtOnce = 500;

/**
 * Keeps an index in step with the archive, whoever writes to it: another process's import is seen by the next question.
 *
 * @param options.mark where the index stands, when it was not made empty
 */
export function followArchive(
  archive: ArchiveReader,
  index: GrowingIndex,
  { mark: start = 0 }: { readonly mark?: number } = {},
): Follower {
  let mark = start;
  let seen: number | null = null;
  return {
    follow() {
      const count = archive.changeCount();
      if (count === seen) return null;
      const moved: VersionRow[] = [];
      for (;;) {
        const movement = archive.movement(mark, rowsAtOnce);
        for (const row of movement.gone) index.remove(row);
        for (const article of archive.articles(movement.stored, { sources: 'all' })) index.add(indexed(article));
        moved.push(...movement.gone, ...movement.stored);
        if (movement.mark === mark) break;
        mark = movement.mark;
      }
      seen = count;
      return moved.length === 0 ? null : { moved };
    },
  };
}

function indexed({ row, title, text, sentences }: StoredArticle): IndexedArticle {
  return {
    row,
    title,
    sentences: sentences.map(({ start, end, paragraph }) => ({ text: text.slice(start, end), paragraph })),
  };
}
