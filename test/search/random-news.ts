import fc from 'fast-check';
import type { VersionRow } from '../../src/model/archive.ts';
import type { IndexedArticle } from '../../src/model/search.ts';

function rowOf(number: number): VersionRow {
  return number as VersionRow;
}

/** No word of these is a form of another, and none has an ending: tests of counting must not depend on stemming. */
const syllables = ['ba', 'co', 'du', 'fi', 'go', 'ku', 'mo', 'pu', 'ra', 'to', 'vu', 'zo'];
export const lexicon: readonly string[] = syllables.flatMap((one) => syllables.map((other) => `${one}k${other}m`));

/** Few words are said often and most hardly ever, as in any language. */
export const someWord: fc.Arbitrary<string> = fc
  .double({ min: 0, max: 1, noNaN: true })
  .map((share) => lexicon[Math.floor(share ** 3 * (lexicon.length - 1))] ?? 'bakbam');

const someSentence: fc.Arbitrary<string> = fc
  .array(someWord, { minLength: 0, maxLength: 40 })
  .map((words) => words.join(' '));

export function articleOf(row: number, sentences: readonly string[]): IndexedArticle {
  return {
    row: rowOf(row),
    title: null,
    sentences: sentences.map((text, paragraph) => ({ text, paragraph })),
  };
}

export const someArticles: fc.Arbitrary<IndexedArticle[]> = fc
  .array(fc.array(someSentence, { maxLength: 12 }), { minLength: 1, maxLength: 30 })
  .map((articles) => articles.map((sentences, place) => articleOf(place + 1, sentences)));
