import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { VersionRow } from '../../src/model/archive.ts';
import { rowTest } from '../../src/query/row-test.ts';

test('rowTest() tells what the set holds, also after more rows came to it', () => {
  const rows = fc.array(fc.integer({ min: 1, max: 5000 }));
  fc.assert(
    fc.property(rows, rows, rows, (first, later, asked) => {
      const set = new Set(first as VersionRow[]);
      rowTest(set);
      for (const row of later) set.add(row as VersionRow);
      const holds = rowTest(set);
      expect(asked.map((row) => holds(row as VersionRow))).toEqual(asked.map((row) => set.has(row as VersionRow)));
    }),
  );
});
