import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { VersionRow } from '../../src/model/archive.ts';
import { onlyIn } from '../../src/query/row-test.ts';

test('onlyIn() tells what the set holds, one by one and by stretches, also after more rows came to it', () => {
  const rows = fc.array(fc.integer({ min: 1, max: 5000 }));
  fc.assert(
    fc.property(rows, rows, rows, (first, later, asked) => {
      const set = new Set(first as VersionRow[]);
      onlyIn(set);
      for (const row of later) set.add(row as VersionRow);
      const { allows, allowsAny } = onlyIn(set);
      expect(asked.map((row) => allows(row as VersionRow))).toEqual(asked.map((row) => set.has(row as VersionRow)));
      for (const row of asked) {
        const last = row + 300;
        const isAny = [...set].some((each) => each >= row && each <= last);
        expect(allowsAny(row as VersionRow, last as VersionRow)).toBe(isAny);
      }
    }),
  );
});
