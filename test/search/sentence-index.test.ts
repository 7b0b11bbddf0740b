import { expect, test } from 'vitest';
import type { VersionRow } from '../../src/model/archive.ts';
import { createSentenceIndex } from '../../src/search/sentence-index.ts';

const row = (number: number): VersionRow => number as VersionRow;

function indexOf(...articles: readonly (readonly string[])[]) {
  const index = createSentenceIndex();
  articles.forEach((sentences, place) => {
    index.add({
      row: row(place + 1),
      title: null,
      sentences: sentences.map((text, paragraph) => ({ text, paragraph })),
    });
  });
  return index;
}

const harbour = [
  'The harbour master, Ada Rubio, closed the port on Monday.',
  'Ships from Iran waited outside the breakwater.',
  'A cease-fire between the crews held, the U.S. consul said.',
  "The master's office reopened on Tuesday.",
];

test.each([
  { it: 'finds a word in another form', query: 'ship', finds: 1 },
  { it: 'finds the American spelling', query: 'harbor', finds: 0 },
  { it: 'finds a hyphened word written as one', query: 'ceasefire', finds: 2 },
  { it: 'finds a hyphened word written as two', query: 'cease fire', finds: 2 },
  { it: 'finds an acronym without its dots', query: 'US', finds: 2 },
  { it: 'finds a misspelt name', query: 'rubbio', finds: 0 },
  { it: 'finds words without the blank between', query: 'harbourmaster', finds: 0 },
  { it: 'finds a possessive by its owner', query: 'office of masters', finds: 3 },
])('search() $it', ({ query, finds }) => {
  const index = indexOf(harbour);
  expect(index.search(index.readQuery(query), { limit: 1 })[0]?.sentence).toBe(finds);
});

test('readQuery() tells how it read a word, in the spelling of the archive', () => {
  const read = indexOf(harbour).readQuery('what did rubbio say');
  expect(read.find(({ typed }) => typed === 'rubbio')).toMatchObject({ readAs: 'Rubio' });
});

test('search() ranks equal sentences newest row first, then in reading order', () => {
  const index = indexOf(['Rain fell.', 'Rain fell.'], ['Rain fell.'], ['Snow fell.']);
  const found = index.search(index.readQuery('rain'), { limit: 10 });
  expect(found.map((hit) => [hit.row, hit.sentence])).toEqual([
    [2, 0],
    [1, 0],
    [1, 1],
  ]);
});

test('search() keeps the best of what a filter allows', () => {
  const index = indexOf(['Rain, rain, rain.'], ['Rain fell all day on the old town.'], ['Rain, rain.']);
  const found = index.search(index.readQuery('rain'), { limit: 1, allows: (each) => each === 2 });
  expect(found.map((hit) => hit.row)).toEqual([2]);
});

test('remove() takes an article out of answers, size and frequencies', () => {
  const index = indexOf(['Rain fell.'], ['Rain and snow fell.']);
  index.remove(row(2));
  expect(index.size).toBe(1);
  expect(index.frequency('snow')).toBe(0);
  expect(index.frequency('rain')).toBe(1);
  expect(index.search(index.readQuery('snow'), { limit: 5 })).toEqual([]);
});

test('add() puts an article in the place of the one with the same row', () => {
  const index = indexOf(['Rain fell.']);
  index.add({ row: row(1), title: null, sentences: [{ text: 'Snow fell.', paragraph: 0 }] });
  expect(index.size).toBe(1);
  expect(index.frequency('rain')).toBe(0);
  expect(index.frequency('snow')).toBe(1);
});
