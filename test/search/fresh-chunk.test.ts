import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreshChunk } from '../../src/search/fresh-chunk.ts';

const someSentences = fc.array(
  fc.record({
    terms: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }),
    /** Somebody searches once it is in. */
    isSearched: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

test('seal() packs the same whether the lists were sorted at once or grew between searches', () => {
  fc.assert(
    fc.property(someSentences, (sentences) => {
      const [atOnce, grown] = [new FreshChunk(), new FreshChunk()];
      const [one, other] = [new Uint32Array(41), new Uint32Array(41)];
      for (const chunk of [atOnce, grown]) chunk.beginArticle(1, 0);
      for (const { terms, isSearched } of sentences) {
        const list = Uint32Array.from(terms);
        atOnce.addSentence(list, list.length, list.length, one);
        grown.addSentence(list, list.length, list.length, other);
        if (isSearched) grown.settle();
      }
      grown.settle();
      const sealed = atOnce.seal();
      expect(grown.seal().data).toEqual(sealed.data);
      expect(other).toEqual(one);
      expect(grown.lists).toBe(sealed.lists);
      for (let list = 0; list < sealed.lists; list++) {
        const own = grown.locate(sealed.termOf(list));
        expect(grown.boundOf(own)).toBe(sealed.boundOf(list));
        expect([...grown.postings.subarray(grown.startOf(own), grown.endOf(own))]).toEqual([
          ...sealed.postings.subarray(sealed.startOf(list), sealed.endOf(list)),
        ]);
      }
    }),
    { numRuns: 200 },
  );
});
