import type { ArchiveReader, Filter, VersionRow } from '../model/archive.ts';
import type { SentenceIndex } from '../model/search.ts';
import type { Directory } from './directory.ts';
import type { Period } from './period.ts';
import type { Shelf } from './shelf.ts';

/** Everything a search is made with: the archive as one asker sees it, under one question's bounds. */
export interface Setting {
  readonly archive: ArchiveReader;
  readonly index: SentenceIndex;
  readonly shelf: Shelf;
  readonly directory: Directory;
  readonly filter: Filter;
  /** As asked, for saying it back. */
  readonly period: Period;
  readonly zone: string;
  /** Rows within the filter in which somebody with one of these names speaks. */
  readonly rowsOfSpeaker: (names: readonly string[]) => ReadonlySet<VersionRow>;
  /** Tells whether a row passes the filter; `undefined` when all do. */
  readonly allows: ((row: VersionRow) => boolean) | undefined;
}
