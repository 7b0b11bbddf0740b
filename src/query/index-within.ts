import type { VersionRow } from '../model/archive.ts';
import type { SentenceIndex } from '../model/search.ts';
import { foldWord } from '../search/analyse.ts';
import { stemWord } from '../search/stem.ts';

interface IndexWithin extends SentenceIndex {
  /** Looks again for words, since articles came: for those that did not occur, or for all when some went. */
  forget(words: 'unknown' | 'all'): void;
}

/**
 * The index as a scope sees it: a word that stands only in articles outside of it is not known, corrects nothing and
 * stands for nothing. How often a known word occurs is still counted over all articles: it weighs words, and is not told.
 *
 * @param allows tells whether the scope sees a row
 */
export function indexWithin(index: SentenceIndex, allows: (row: VersionRow) => boolean): IndexWithin {
  const known = new Map<string, boolean>();

  function occurs(term: string): boolean {
    const before = known.get(term);
    if (before !== undefined) return before;
    const word = { typed: term, terms: [{ term, weight: 1 }] };
    const found = index.search([word], { limit: 1, allows }).length > 0;
    known.set(term, found);
    return found;
  }

  const isSeen = (word: string) => occurs(stemWord(foldWord(word)));
  return {
    forget(words) {
      if (words === 'all') known.clear();
      else for (const [term, isKnown] of known) if (!isKnown) known.delete(term);
    },
    get size() {
      return index.size;
    },
    frequency: (word) => (isSeen(word) ? index.frequency(word) : 0),
    knows: (word) => index.knows(word) && isSeen(word),
    display: (word) => (isSeen(word) ? index.display(word) : null),
    readQuery: (text) => index.readQuery(text, occurs),
    occurrences: (rows, terms) => index.occurrences(rows, terms),
    articleWords: (rows, words) => index.articleWords(rows, words),
    search: (words, options) => {
      const { allows: also } = options;
      return index.search(words, {
        ...options,
        // A stretch without any row that is asked for has none that is seen as well.
        allows: also === undefined ? allows : (row) => allows(row) && also(row),
      });
    },
  };
}
