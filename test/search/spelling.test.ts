import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '../../src/search/edit-distance.ts';
import { Spelling } from '../../src/search/spelling.ts';
import { unitsOf, Vocabulary } from '../../src/search/vocabulary.ts';
import { hashOf } from '../../src/search/word-hash.ts';

/** Optimal string alignment distance by its definition, with the whole table. */
function distanceByDefinition(one: string, other: string): number {
  const table = Array.from({ length: one.length + 1 }, (_, line) =>
    Array.from({ length: other.length + 1 }, (_each, column) => (line === 0 ? column : column === 0 ? line : 0)),
  );
  const at = (line: number, column: number): number => table[line]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let line = 1; line <= one.length; line++) {
    for (let column = 1; column <= other.length; column++) {
      const same = one[line - 1] === other[column - 1];
      let least = Math.min(
        at(line - 1, column) + 1,
        at(line, column - 1) + 1,
        at(line - 1, column - 1) + (same ? 0 : 1),
      );
      if (line > 1 && column > 1 && one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1]) {
        least = Math.min(least, at(line - 2, column - 2) + 1);
      }
      const row = table[line];
      if (row !== undefined) row[column] = least;
    }
  }
  return at(one.length, other.length);
}

const someWord = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '7', 'z'), minLength: 1, maxLength: 9 });

test('editDistance() is the distance by definition, up to the bound', () => {
  fc.assert(
    fc.property(someWord, someWord, fc.integer({ min: 1, max: 3 }), (one, other, most) => {
      const expected = Math.min(distanceByDefinition(one, other), most + 1);
      expect(editDistance(unitsOf(one), one.length, unitsOf(other), other.length, most)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test('nearest() finds every word at the least distance, and no other', () => {
  fc.assert(
    fc.property(fc.uniqueArray(someWord, { minLength: 1, maxLength: 60 }), someWord, (words, typed) => {
      const vocabulary = new Vocabulary();
      const spelling = new Spelling(vocabulary);
      for (const [place, word] of words.entries()) {
        // What is learnt after somebody asked lies elsewhere than what was there before.
        if (place === 20 || place === 30) spelling.nearest(typed, 1);
        const units = unitsOf(word);
        const number = vocabulary.findOrAdd(units, 0, units.length, hashOf(units, 0, units.length));
        const term = vocabulary.learnTerm(number);
        vocabulary.frequencies[term] = 1;
      }
      const distances = words.map((word) => ({ word, distance: distanceByDefinition(typed, word) }));
      const least = Math.min(...distances.filter(({ distance }) => distance > 0).map(({ distance }) => distance));
      const expected = least > 2 ? [] : distances.filter(({ distance }) => distance === least).map(({ word }) => word);
      const found = spelling.nearest(typed, 2).map(({ word }) => vocabulary.text(word));
      expect(found.filter((word) => words.includes(word)).sort()).toEqual(expected.sort());
    }),
    { numRuns: 400 },
  );
});
