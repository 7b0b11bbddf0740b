import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../src/search/analyse.ts';
import { Segments } from '../../src/search/segments.ts';
import { indexOver } from '../../src/search/sentence-index.ts';
import { lexicon, someArticles } from './random-news.ts';

test('occurrences() tells the sentences that hold each term, also after removals, sealing and folding', () => {
  fc.assert(
    fc.property(
      someArticles,
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 2, max: 6 }),
      (articles, sealAfter, modulus) => {
        const segments = new Segments();
        const index = indexOver(segments);
        for (const [place, article] of articles.entries()) {
          if (place === sealAfter) segments.sealFresh();
          index.add(article);
        }
        const gone = articles.filter(({ row }) => row % modulus === 0);
        for (const { row } of gone) index.remove(row);
        // Read anew: an old row that stands behind newer ones.
        const [again] = gone;
        if (again !== undefined) index.add(again);
        if (sealAfter % 2 === 0) for (const _ of segments.fold());
        const terms = lexicon.slice(0, 12);
        const tell = index.occurrences(
          articles.map(({ row }) => row),
          terms,
        );
        for (const article of articles) {
          const isHeld = article === again || !gone.includes(article);
          const expected = terms.map((term) =>
            article.sentences.flatMap(({ text }, number) =>
              isHeld && analyse(text).some(({ folded }) => folded === term) ? [number] : [],
            ),
          );
          expect(tell(article.row) ?? terms.map(() => [])).toEqual(expected);
        }
      },
    ),
    { numRuns: 120 },
  );
});
