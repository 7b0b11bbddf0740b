import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../src/search/analyse.ts';
import { Segments } from '../../src/search/segments.ts';
import { indexOver } from '../../src/search/sentence-index.ts';
import { lexicon, someArticles } from './random-news.ts';

test('articleWords() tells the weight of each word in each sentence, also after removals, sealing and folding', () => {
  fc.assert(
    fc.property(someArticles, fc.integer({ min: 0, max: 40 }), (articles, sealAfter) => {
      const segments = new Segments();
      const index = indexOver(segments);
      for (const [place, article] of articles.entries()) {
        if (place === sealAfter) segments.sealFresh();
        index.add(article);
      }
      const gone = articles.filter(({ row }) => row % 3 === 0);
      for (const { row } of gone) index.remove(row);
      // Read anew: an old row that stands behind newer ones.
      const [again] = gone;
      if (again !== undefined) index.add(again);
      if (sealAfter % 2 === 0) for (const _ of segments.fold());
      const [first = '', second = '', third = ''] = lexicon;
      const words = [
        {
          typed: first,
          terms: [
            { term: first, weight: 0.5 },
            { term: second, weight: 1 },
          ],
        },
        { typed: third, terms: [{ term: third, weight: 0.25 }] },
      ];
      const tell = index.articleWords(
        articles.map(({ row }) => row),
        words,
      );
      for (const article of articles) {
        const found = tell(article.row);
        if (article !== again && gone.includes(article)) {
          expect(found).toBeNull();
          continue;
        }
        const held = article.sentences.map(({ text }) => new Set(analyse(text).map(({ folded }) => folded)));
        const expected = held.flatMap((own) => [
          own.has(second) ? 1 : own.has(first) ? 0.5 : 0,
          own.has(third) ? 0.25 : 0,
        ]);
        if (held.length === 0) continue;
        expect([...(found?.layOut().weights ?? [])]).toEqual(expected);
        expect(found?.sentences).toBe(held.length);
        const best = [0, 1].map((word) => Math.max(0, ...expected.filter((_weight, place) => place % 2 === word)));
        expect([...(found?.best ?? [])]).toEqual(best);
      }
    }),
    { numRuns: 120 },
  );
});
