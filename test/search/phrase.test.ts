import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IndexedArticle } from '../../src/model/search.ts';
import { findQuotation } from '../../src/search/phrase.ts';
import { createSentenceIndex } from '../../src/search/sentence-index.ts';
import { articleOf, someArticles } from './random-news.ts';

function searchable(articles: readonly IndexedArticle[]) {
  const index = createSentenceIndex();
  for (const article of articles) index.add(article);
  const byRow = new Map(articles.map((article) => [article.row, article]));
  return (quotation: string, limit = 5) =>
    findQuotation(index, quotation, {
      limit,
      textsOf: (places) => places.map(({ row, sentence }) => byRow.get(row)?.sentences[sentence]?.text ?? null),
    });
}

const ferries = searchable([
  articleOf(1, [
    'The mayor opened the new quay.',
    '“We will not close the ferry line,” she said.',
    '“It carries nurses, bakers and schoolchildren every morning,” she added, “and it will go on doing so.”',
  ]),
  articleOf(2, ['A councillor said that the ferry line would close.', 'We will not close the harbour, he said.']),
  articleOf(3, ['“WE WILL NOT CLOSE THE FERRY LINE,” the mayor wrote.']),
]);

test.each([
  {
    it: 'finds words whatever the case and the marks',
    quotation: '"we will not close the ferry line"',
    finds: { row: 3, first: 0, last: 0, covered: 7, words: 7 },
  },
  {
    it: 'joins the sentences that a quotation runs over',
    quotation: 'We will not close the ferry line. It carries nurses, bakers and schoolchildren every morning',
    finds: { row: 1, first: 1, last: 2, covered: 15, words: 15 },
  },
  {
    it: 'finds the nearest place of words that were changed',
    quotation: 'it carries doctors, bakers and schoolchildren every evening',
    finds: { row: 1, first: 2, last: 2, covered: 4, words: 8 },
  },
  {
    it: 'finds a quotation of one word',
    quotation: 'quay',
    finds: { row: 1, first: 0, last: 0, covered: 1, words: 1 },
  },
])('findQuotation() $it', ({ quotation, finds }) => {
  expect(ferries(quotation)[0]).toEqual(finds);
});

test('findQuotation() finds both articles that a quotation is put together from', () => {
  const found = ferries(
    'It carries nurses, bakers and schoolchildren every morning. A councillor said that the ferry line',
  );
  expect(
    found
      .slice(0, 2)
      .map(({ row }) => row)
      .sort(),
  ).toEqual([1, 2]);
});

test('findQuotation() finds nothing where no words stand together', () => {
  expect(ferries('schoolchildren close nurses')).toEqual([]);
  expect(ferries('')).toEqual([]);
  expect(ferries('“…” — !')).toEqual([]);
});

test('findQuotation() covers every sentence that it is given to find', () => {
  fc.assert(
    fc.property(someArticles, fc.nat(), (articles, seed) => {
      const sentences = articles
        .flatMap((article) => article.sentences.map(({ text }) => text))
        .filter((text) => text !== '');
      const text = sentences[seed % Math.max(sentences.length, 1)];
      if (text === undefined) return;
      const [best] = searchable(articles)(text, 1);
      expect(best?.covered).toBe(text.split(' ').length);
    }),
    { numRuns: 80 },
  );
});

test('findQuotation() asks for a bounded number of texts, however much is pasted', () => {
  const long = Array.from({ length: 10_000 }, (_, place) => `word${place % 700} ferry line close`).join(' ');
  expect(ferries(long).length).toBeLessThanOrEqual(5);
});
