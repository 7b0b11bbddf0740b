import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PoolOptions, poolFeatureNames, poolSentences } from '../../src/query/passage-pool.ts';
import { readTopic } from '../../src/query/topic.ts';
import { createSentenceIndex } from '../../src/search/sentence-index.ts';
import { articleOf, lexicon, someArticles } from '../search/random-news.ts';

const forAnswers: PoolOptions = { articles: 'likeliest', wants: 'answer', most: 100 };

function poolOver(articles: readonly (readonly string[])[], question: string, options: PoolOptions, hits = 100) {
  const index = createSentenceIndex();
  for (const [place, sentences] of articles.entries()) index.add(articleOf(place + 1, sentences));
  const topic = readTopic(question, index);
  return poolSentences(topic, index.search(topic.query, { limit: hits }), index, options).sentences;
}

const lighthouse = [
  'The lighthouse of Orla burned in the storm of January.',
  'It had been built by a fisher called Ness.',
  'The storm of January also took the pier.',
];
const fair = ['The fair opened on Sunday.', 'Rain fell on the tents.'];

test.each([
  { it: 'takes what stands beside the words of the question', wants: 'answer', has: true },
  { it: 'takes only what holds a word of it, for mentions', wants: 'mention', has: false },
] as const)('poolSentences() $it', ({ wants, has }) => {
  const found = poolOver([lighthouse, fair], 'who made the lighthouse of Orla', { ...forAnswers, wants });
  expect(found.some(({ row, sentence }) => row === 1 && sentence === 1)).toBe(has);
  expect(found.every(({ row }) => row === 1)).toBe(true);
});

test('poolSentences() takes sentences of a likely article that are not among the hits themselves', () => {
  const found = poolOver([lighthouse, fair], 'lighthouse storm January pier', forAnswers, 1);
  expect(found.map(({ sentence }) => sentence).sort()).toEqual([0, 1, 2]);
});

test('poolSentences() keeps to the likeliest articles, unless all are asked for', () => {
  const others = Array.from({ length: 40 }, (_, place) => [`The pier number ${place} is closed.`]);
  const articles = [lighthouse, ...others];
  const rows = (options: PoolOptions): number => {
    const found = poolOver(articles, 'pier storm of January', { ...options, most: 1000 });
    return new Set(found.map(({ row }) => row)).size;
  };
  expect(rows(forAnswers)).toBeLessThan(30);
  expect(rows({ ...forAnswers, articles: 'all' })).toBe(41);
});

test('poolSentences() reckons what stands near as looking at each neighbour does, and sorts by promise', () => {
  const near = poolFeatureNames.indexOf('near');
  fc.assert(
    fc.property(
      someArticles,
      fc.uniqueArray(fc.constantFrom(...lexicon.slice(0, 20)), { maxLength: 5 }),
      (articles, words) => {
        const index = createSentenceIndex();
        for (const article of articles) index.add(article);
        const topic = readTopic(words.join(' '), index);
        const { sentences, articles: evidence } = poolSentences(
          topic,
          index.search(topic.query, { limit: 20 }),
          index,
          {
            ...forAnswers,
            most: 1000,
          },
        );
        const promises = sentences.map(({ promise }) => promise);
        expect(promises).toEqual([...promises].sort((one, other) => other - one));
        for (const { row, sentence, features } of sentences) {
          const expected = topic.words.reduce((sum, { idf }, word) => {
            const weights = [-2, -1, 0, 1, 2].map((step) => evidence.get(row)?.weightAt(sentence + step, word) ?? 0);
            return sum + (idf * Math.max(...weights)) / topic.totalIdf;
          }, 0);
          expect(features[near]).toBeCloseTo(expected, 9);
        }
      },
    ),
    { numRuns: 60 },
  );
});
