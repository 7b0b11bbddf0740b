import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createNameList } from '../../src/search/names.ts';
import { lexicon } from './random-news.ts';

const speakers = createNameList([
  { name: 'Marco Rubio', aliases: ['Rubio', 'the secretary of state'], count: 40 },
  { name: 'Jean-Noël Barrot', aliases: ['Barrot'], count: 12 },
  { name: 'Ruby Marsh', aliases: [], count: 3 },
  { name: 'Ruben Ito', aliases: ['Ito'], count: 9 },
  { name: 'Volodymyr Zelenskyy', aliases: ['Zelensky'], count: 30 },
  { name: 'International Atomic Energy Agency', aliases: ['IAEA', 'I.A.E.A.'], count: 5 },
]);

test.each([
  { it: 'puts an alias that is typed whole first', typed: 'rubio', first: 'Marco Rubio', kind: 'exact' },
  { it: 'finds a name by its beginning', typed: 'volod', first: 'Volodymyr Zelenskyy', kind: 'beginning' },
  {
    it: 'finds a name by the beginning of a later word',
    typed: 'atomic',
    first: 'International Atomic Energy Agency',
    kind: 'word',
  },
  { it: 'prefers the more frequent of two that begin so', typed: 'rub', first: 'Marco Rubio', kind: 'beginning' },
  { it: 'finds a misspelt name', typed: 'rubbio', first: 'Marco Rubio', kind: 'near' },
  { it: 'finds a name whose first letters changed places', typed: 'ebn ito', first: 'Ruben Ito', kind: 'near' },
  { it: 'finds another transcription', typed: 'zelenski', first: 'Volodymyr Zelenskyy', kind: 'near' },
  { it: 'reads over accents and hyphens', typed: 'jean noel', first: 'Jean-Noël Barrot', kind: 'beginning' },
  {
    it: 'reads over the dots of an acronym',
    typed: 'i.a.e.a',
    first: 'International Atomic Energy Agency',
    kind: 'exact',
  },
])('find() $it', ({ typed, first, kind }) => {
  expect(speakers.find(typed, 5)[0]).toMatchObject({ name: first, kind });
});

test('find() gives the most frequent when nothing is typed yet, and nothing for marks alone', () => {
  expect(speakers.find(' ', 2).map(({ name }) => name)).toEqual(['Marco Rubio', 'Volodymyr Zelenskyy']);
  expect(speakers.find('?!', 2)).toEqual([]);
});

test('find() holds each name once, exact before begun before near, in a list longer than fuse.js is given', () => {
  const entries = Array.from({ length: 20_000 }, (_, place) => ({
    name: `${lexicon[place % 144]} ${lexicon[Math.floor(place / 144) % 144]}`,
    aliases: [],
    count: place,
  }));
  const list = createNameList(entries);
  const order = ['exact', 'beginning', 'word', 'near'];
  fc.assert(
    fc.property(fc.constantFrom(...entries), fc.integer({ min: 1, max: 13 }), ({ name }, length) => {
      const found = list.find(name.slice(0, length), 30);
      const kinds = found.map(({ kind }) => order.indexOf(kind));
      expect(kinds).toEqual(kinds.toSorted());
      expect(list.find(name, 1)[0]).toMatchObject({ name, kind: 'exact' });
    }),
    { numRuns: 25 },
  );
});

test('find() takes any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
      expect(speakers.find(typed, 3).length).toBeLessThanOrEqual(3);
    }),
  );
});
