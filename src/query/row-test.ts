import type { VersionRow } from '../model/archive.ts';
import type { RowTest, StretchTest } from '../model/search.ts';

/** A bit for each row up to the last: a hundred speakers are remembered over a million articles. */
interface Bits {
  /** Rows only ever come to a set that is kept: as long as it has as many, it has the same. */
  readonly size: number;
  readonly held: Uint8Array;
}

const known = new WeakMap<ReadonlySet<VersionRow>, Bits>();

/** Limits a search to the rows of a set, ten times faster than the set tells: it is asked of every article there is. */
export function onlyIn(rows: ReadonlySet<VersionRow>): { readonly allows: RowTest; readonly allowsAny: StretchTest } {
  const { held } = bitsOf(rows);
  return {
    allows: (row) => (((held[row >> 3] ?? 0) >> (row & 7)) & 1) === 1,
    allowsAny: (first, last) => isAnySet(held, first, last),
  };
}

function isAnySet(held: Uint8Array, first: number, last: number): boolean {
  const [from, to] = [first >> 3, last >> 3];
  const afterFirst = 0xff << (first & 7);
  const upToLast = 0xff >> (7 - (last & 7));
  if (from === to) return ((held[from] ?? 0) & afterFirst & upToLast & 0xff) !== 0;
  if (((held[from] ?? 0) & afterFirst & 0xff) !== 0 || ((held[to] ?? 0) & upToLast) !== 0) return true;
  for (let place = from + 1; place < to; place += 1) if ((held[place] ?? 0) !== 0) return true;
  return false;
}

function bitsOf(rows: ReadonlySet<VersionRow>): Bits {
  const before = known.get(rows);
  if (before?.size === rows.size) return before;
  let last = 0;
  for (const row of rows) last = Math.max(last, row);
  const held = new Uint8Array((last >> 3) + 1);
  for (const row of rows) held[row >> 3] = (held[row >> 3] ?? 0) | (1 << (row & 7));
  const bits = { size: rows.size, held };
  known.set(rows, bits);
  return bits;
}
