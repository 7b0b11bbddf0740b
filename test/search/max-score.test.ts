import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IndexedArticle, QueryWord } from '../../src/model/search.ts';
import { sentenceBm25 } from '../../src/search/bm25.ts';
import { createSentenceIndex } from '../../src/search/sentence-index.ts';
import { exhaustiveSearch } from './exhaustive.ts';
import { lexicon, someArticles, someWord } from './random-news.ts';

const someQuery: fc.Arbitrary<QueryWord[]> = fc.array(
  fc
    .array(fc.record({ term: someWord, weight: fc.constantFrom(1, 0.9, 0.4) }), { minLength: 1, maxLength: 4 })
    .map((terms) => ({ typed: terms[0]?.term ?? '', terms })),
  { minLength: 1, maxLength: 9 },
);

function indexOf(articles: readonly IndexedArticle[]) {
  const index = createSentenceIndex();
  for (const article of articles) index.add(article);
  return index;
}

test('search() finds what scoring every sentence finds, in the same order', () => {
  fc.assert(
    fc.property(someArticles, someQuery, fc.constantFrom(1, 3, 10, 500), (articles, words, limit) => {
      const found = indexOf(articles).search(words, { limit });
      expect(found).toEqual(exhaustiveSearch(articles, sentenceBm25)(words, { limit }));
    }),
    { numRuns: 80 },
  );
});

test('search() within some rows finds what scoring their sentences finds', () => {
  fc.assert(
    fc.property(someArticles, someQuery, fc.integer({ min: 2, max: 5 }), (articles, words, modulus) => {
      const options = { limit: 5, allows: (row: number) => row % modulus === 0 };
      const found = indexOf(articles).search(words, options);
      expect(found).toEqual(exhaustiveSearch(articles, sentenceBm25)(words, options));
    }),
    { numRuns: 60 },
  );
});

test('search() after removals finds what an index without them finds', () => {
  fc.assert(
    fc.property(someArticles, someQuery, fc.integer({ min: 2, max: 4 }), (articles, words, modulus) => {
      const index = indexOf(articles);
      for (const { row } of articles) if (row % modulus === 0) index.remove(row);
      const left = articles.filter(({ row }) => row % modulus !== 0);
      expect(index.search(words, { limit: 8 })).toEqual(exhaustiveSearch(left, sentenceBm25)(words, { limit: 8 }));
    }),
    { numRuns: 60 },
  );
});

test('search() over several chunks finds what scoring every sentence finds', () => {
  let seed = 7;
  const next = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const word = (): string => lexicon[Math.floor(next() ** 3 * lexicon.length)] ?? '';
  const sentence = (): string => Array.from({ length: 3 + Math.floor(next() * 9) }, word).join(' ');
  const articles = Array.from({ length: 200 }, (_, place): IndexedArticle => {
    const sentences = Array.from({ length: 350 }, (_each, paragraph) => ({ text: sentence(), paragraph }));
    return { row: (place + 1) as IndexedArticle['row'], title: null, sentences };
  });
  const index = indexOf(articles);
  const oracle = exhaustiveSearch(articles, sentenceBm25);
  for (let round = 0; round < 6; round++) {
    const words = Array.from({ length: 2 + round * 2 }, () => {
      const term = word();
      return { typed: term, terms: [{ term, weight: 1 }] };
    });
    expect(index.search(words, { limit: 10 })).toEqual(oracle(words, { limit: 10 }));
  }
});

test('search() counts a word that a sentence repeats thousands of times', () => {
  const articles = [`${'bakbam '.repeat(4000)}cokdum`, 'bakbam cokdum', 'bakbam fikgom', 'kukmom'].map(
    (text, place): IndexedArticle => ({
      row: (place + 1) as IndexedArticle['row'],
      title: null,
      sentences: [{ text, paragraph: 0 }],
    }),
  );
  const words = Array.from({ length: 60 }, () => ({ typed: 'bakbam', terms: [{ term: 'bakbam', weight: 1 }] }));
  const found = indexOf(articles).search(words, { limit: 10 });
  // Frequencies and lengths are kept up to a limit, which the long one exceeds in both: it comes last, and not far behind.
  expect(found.map(({ row }) => row)).toEqual([3, 2, 1]);
  expect(found[2]?.score).toBeGreaterThan((found[0]?.score ?? 0) / 2);
});
