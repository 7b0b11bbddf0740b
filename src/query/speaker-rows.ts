import { foldName } from '../archive/fold-name.ts';
import type { ArchiveReader, Filter, VersionRow } from '../model/archive.ts';

const mostKept = 500;

interface Kept {
  readonly names: readonly string[];
  readonly keys: ReadonlySet<string>;
  readonly filter: Filter;
  readonly rows: Set<VersionRow>;
}

export interface SpeakerRows {
  /** Rows within a filter in which somebody of these names speaks. */
  of(names: readonly string[], filter: Filter): ReadonlySet<VersionRow>;
  /** Takes new articles in, given the folded names of all who are named in them. */
  add(rows: readonly VersionRow[], keys: ReadonlySet<string>): void;
  /** Forgets everything, or what was read for whoever sees only some sources. */
  forget(which: 'all' | 'of some sources'): void;
}

/** Remembers where people speak: who speaks in ten thousand articles is asked about all day. */
export function createSpeakerRows(archive: ArchiveReader): SpeakerRows {
  const kept = new Map<string, Kept>();
  return {
    of(names, filter) {
      const key = JSON.stringify([names, filter]);
      const known = kept.get(key);
      if (known !== undefined) return known.rows;
      const rows = new Set(archive.rowsBy(names, filter));
      if (kept.size >= mostKept) kept.clear();
      kept.set(key, { names, keys: new Set(names.map(foldName)), filter, rows });
      return rows;
    },
    add(added, spoken) {
      for (const { names, keys, filter, rows } of kept.values()) {
        if (keys.isDisjointFrom(spoken)) continue;
        for (const row of archive.rowsBy(names, filter, added)) rows.add(row);
      }
    },
    forget(which) {
      if (which === 'all') kept.clear();
      else for (const [key, { filter }] of kept) if (filter.scope.sources !== 'all') kept.delete(key);
    },
  };
}
