import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokensOf } from '../../src/query/shelf.ts';
import { analyse, SHAPE } from '../../src/search/analyse.ts';
import { stemWord } from '../../src/search/stem.ts';

test('tokensOf() tells the words that the index knows, however often their places were taken by others', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.lorem({ maxCount: 8 }))), (pieces) => {
      const text = pieces.join(' ');
      const expected = analyse(text)
        .filter(({ shape }) => (shape & SHAPE.joined) === 0)
        .map(({ folded, start, end, shape }) => ({
          folded,
          stem: stemWord(folded),
          start: start + 7,
          end: end + 7,
          shape,
        }));
      expect(tokensOf(text, 7)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});
