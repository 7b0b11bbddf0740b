import { type Archive, openArchive } from '../archive/open-archive.ts';
import type { StoredArticle, VersionRow } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';

/** The terminal sees all that is in the archive. */
export const everything: Scope = { sources: 'all' };

const changesAtOnce = 10_000;
const articlesAtOnce = 100;

/** Rows of all current articles, in the order in which they were stored. */
export function storedRows(archive: Archive): VersionRow[] {
  const rows = new Set<VersionRow>();
  for (let mark = 0; ; ) {
    const movement = archive.movement(mark, changesAtOnce);
    for (const row of movement.stored) rows.add(row);
    for (const row of movement.gone) rows.delete(row);
    if (movement.mark === mark) return [...rows];
    mark = movement.mark;
  }
}

/** The articles of `rows`, in memory a page at a time. */
export function* articlesOf(archive: Archive, rows: readonly VersionRow[]): Generator<readonly StoredArticle[]> {
  for (let start = 0; start < rows.length; start += articlesAtOnce) {
    yield archive.articles(rows.slice(start, start + articlesAtOnce), everything);
  }
}

/**
 * Opens an archive that has to be there already.
 *
 * @throws {ArchiveError} when it is missing, where `openArchive` would make an empty one
 */
export function openExisting(file: string): Archive {
  openArchive(file, { readOnly: true }).close();
  return openArchive(file);
}
