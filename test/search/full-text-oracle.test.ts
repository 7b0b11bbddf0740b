import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IndexedArticle } from '../../src/model/search.ts';
import { inverseFrequency } from '../../src/search/bm25.ts';
import { createSentenceIndex } from '../../src/search/sentence-index.ts';
import { someArticles, someWord } from './random-news.ts';

/** Every match with its score, best first, as SQLite has it. */
function searchWithSqlite(articles: readonly IndexedArticle[], words: readonly string[]): Map<string, number> {
  using database = new DatabaseSync(':memory:');
  database.exec('CREATE VIRTUAL TABLE sentences USING fts5(text, place UNINDEXED)');
  const insert = database.prepare('INSERT INTO sentences (text, place) VALUES (?, ?)');
  for (const { row, sentences } of articles) {
    sentences.forEach(({ text }, sentence) => {
      insert.run(text, `${row}/${sentence}`);
    });
  }
  const query = words.map((word) => `"${word}"`).join(' OR ');
  const rows = database
    .prepare('SELECT place, bm25(sentences) AS score FROM sentences WHERE sentences MATCH ?')
    .all(query);
  return new Map(rows.map(({ place, score }) => [String(place), -Number(score)]));
}

test('search() matches and scores as SQLite FTS5 does when it is set to the same formula', () => {
  fc.assert(
    fc.property(someArticles, fc.uniqueArray(someWord, { minLength: 1, maxLength: 6 }), (articles, words) => {
      const index = createSentenceIndex({ k1: 1.2, b: 0.75, repeats: 15, shortest: 0 });
      for (const article of articles) index.add(article);
      // FTS5 takes the older inverse frequency, without the 1 in the logarithm, and cuts it off at a millionth.
      const query = words.map((term) => {
        const frequency = index.frequency(term);
        const theirs = Math.max(1e-6, Math.log((index.size - frequency + 0.5) / (frequency + 0.5)));
        return { typed: term, terms: [{ term, weight: theirs / inverseFrequency(index.size, frequency) }] };
      });
      const expected = searchWithSqlite(articles, words);
      const found = index.search(query, { limit: 1000 });
      expect(new Set(found.map(({ row, sentence }) => `${row}/${sentence}`))).toEqual(new Set(expected.keys()));
      for (const { row, sentence, score } of found) {
        expect(Math.abs(score - (expected.get(`${row}/${sentence}`) ?? Number.NaN))).toBeLessThan(0.001);
      }
    }),
    { numRuns: 60 },
  );
});
