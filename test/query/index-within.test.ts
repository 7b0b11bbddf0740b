import { expect, test } from 'vitest';
import type { VersionRow } from '../../src/model/archive.ts';
import { indexWithin } from '../../src/query/index-within.ts';
import { createSentenceIndex } from '../../src/search/sentence-index.ts';

const [hidden, visible] = [1 as VersionRow, 2 as VersionRow];

/** An index of two articles, of which one may be seen. */
function twoArticles() {
  const index = createSentenceIndex();
  const add = (row: VersionRow, sentences: readonly string[]) =>
    index.add({ row, title: null, sentences: sentences.map((text) => ({ text, paragraph: 0 })) });
  add(hidden, ['The Viaduct of Marten stays closed.', 'The Viaduct is old.', 'An orchrad was misspelt.']);
  add(visible, ['The orchard is sold.', 'The orchard was old.', 'An orchard bears fruit.']);
  return { index, within: indexWithin(index, (row) => row === visible) };
}

test('indexWithin() knows no word that stands only in what may not be seen', () => {
  const { index, within } = twoArticles();
  expect([index.knows('viaduct'), index.frequency('viaduct'), index.display('viaduct')]).toEqual([true, 2, 'Viaduct']);
  expect([within.knows('viaduct'), within.frequency('viaduct'), within.display('viaduct')]).toEqual([false, 0, null]);
  expect([within.knows('orchard'), within.knows('old')]).toEqual([true, true]);
});

test('indexWithin() corrects by nothing that may not be seen', () => {
  const { index, within } = twoArticles();
  expect(index.readQuery('viadukt')).toMatchObject([{ readAs: 'Viaduct' }]);
  const [word] = within.readQuery('viadukt');
  expect(word?.readAs).toBeUndefined();
  expect(word?.terms.map(({ term }) => term)).not.toContain('viaduct');
});

test('indexWithin() corrects a word although it stands like that in what may not be seen', () => {
  const { within } = twoArticles();
  expect(within.readQuery('orchrad')).toMatchObject([{ readAs: 'orchard' }]);
});

test('indexWithin() finds nothing outside, whatever else is asked for', () => {
  const { index, within } = twoArticles();
  const old = within.readQuery('old');
  expect(index.search(old, { limit: 9 }).map(({ row }) => row)).toHaveLength(2);
  expect(within.search(old, { limit: 9 }).map(({ row }) => row)).toEqual([visible]);
  expect(within.search(old, { limit: 9, allows: (row) => row === hidden })).toEqual([]);
});
