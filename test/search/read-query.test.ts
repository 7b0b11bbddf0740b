import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSentenceIndex } from '../../src/search/sentence-index.ts';
import { articleOf } from './random-news.ts';

const index = createSentenceIndex();
index.add(
  articleOf(1, [
    'The harbour master, Ada Rubio, closed the port on Monday, and NATO said nothing.',
    'A ceasefire between the crews held, the U.S. consul told us.',
    'Zelenskyy and McAllister spoke of the government in Kyiv, and McAllister left.',
  ]),
);

test.each([
  { typed: 'rubbio', readAs: 'Rubio' },
  { typed: 'RUBOI', readAs: 'Rubio' },
  { typed: 'zelensky', readAs: 'Zelenskyy' },
  { typed: 'mcalister', readAs: 'McAllister' },
  { typed: 'natto', readAs: 'NATO' },
  { typed: 'goverment', readAs: 'government' },
  { typed: 'abuot', readAs: undefined },
  { typed: 'harbour', readAs: undefined },
  { typed: 'harbor', readAs: undefined },
])('readQuery() reads "$typed" as $readAs', ({ typed, readAs }) => {
  expect(index.readQuery(typed)[0]?.readAs).toBe(readAs);
});

test('readQuery() sets the blanks that were left out', () => {
  expect(index.readQuery('harbourmaster').map(({ readAs }) => readAs)).toEqual(['harbour', 'master']);
});

test('readQuery() joins what the archive writes as one word', () => {
  const terms = index.readQuery('cease fire').flatMap((word) => word.terms.map(({ term }) => term));
  expect(terms).toContain(index.readQuery('ceasefire')[0]?.terms[0]?.term);
});

test('readQuery() reads an acronym in capitals as the one in capitals first', () => {
  const found = index.search(index.readQuery('US'), { limit: 5 });
  expect(found.map(({ sentence }) => sentence)).toEqual([1]);
  expect(index.readQuery('US')[0]?.terms.map(({ term }) => term)).toEqual(['US', 'us']);
});

const long: readonly { readonly it: string; readonly text: string }[] = [
  {
    it: 'ten thousand words',
    text: Array.from({ length: 10_000 }, (_, place) => `wrod${place} rubbio${place % 90}`).join(' '),
  },
  { it: 'one letter', text: 'a' },
  { it: 'a letter a hundred thousand times', text: 'a'.repeat(100_000) },
  { it: 'a hundred thousand letters with blanks', text: 'a '.repeat(100_000) },
  { it: 'emoji', text: '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(500) },
  { it: 'signs of regular expressions', text: '(a+)+$ [^]*? \\d{9999} (?<=x)'.repeat(200) },
  { it: 'hyphens without end', text: 'x-'.repeat(50_000) },
  { it: 'dots without end', text: 'x.'.repeat(50_000) },
  { it: 'apostrophes without end', text: "x'".repeat(50_000) },
  { it: 'marks without a letter', text: '\u0301'.repeat(50_000) },
  { it: 'halves of characters', text: '\ud83d'.repeat(5_000) },
  { it: 'nothing', text: '' },
];

test.each(long)('readQuery() keeps at most 64 words of $it, each of few terms', ({ text }) => {
  const words = index.readQuery(text);
  expect(words.length).toBeLessThanOrEqual(64);
  for (const { typed, terms } of words) {
    expect(typed.length).toBeLessThanOrEqual(128);
    expect(terms.length).toBeLessThanOrEqual(10);
  }
  expect(index.search(words, { limit: 10 }).length).toBeLessThanOrEqual(10);
});

test('readQuery() keeps the rarest words, in reading order', () => {
  const common = Array.from({ length: 80 }, (_, place) => `common${String.fromCharCode(97 + (place % 26))}${place}`);
  const crowded = createSentenceIndex();
  for (let row = 1; row <= 4; row++) crowded.add(articleOf(row, [common.join(' ')]));
  crowded.add(articleOf(9, ['Ada Rubio came']));
  const words = crowded.readQuery(`${common.join(' ')} ada ${common.join(' ')} rubio`);
  expect(words).toHaveLength(64);
  expect(words.at(-2)?.typed).toBe('ada');
  expect(words.at(-1)?.typed).toBe('rubio');
});

test('readQuery() and search() take any text and any limit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 0, max: 3 }), (text, limit) => {
      expect(index.search(index.readQuery(text), { limit }).length).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 300 },
  );
});
