import type { VersionRow } from '../model/archive.ts';
import type { Hit, IndexedArticle, QueryWord, SentenceIndex } from '../model/search.ts';
import { foldWord } from './analyse.ts';
import { findArticleWords } from './article-words.ts';
import type { Bm25 } from './bm25.ts';
import { inverseFrequency, saturation, scoreUnit, sentenceBm25 } from './bm25.ts';
import { searchChunks, tellScore } from './max-score.ts';
import { findOccurrences } from './occurrences.ts';
import { readQuery } from './read-query.ts';
import type { WantedWord } from './search-plan.ts';
import { Segments } from './segments.ts';
import { Spelling } from './spelling.ts';
import { stemWord } from './stem.ts';
import { noTerm } from './vocabulary.ts';

/** An index that takes articles and gives them up again. */
export interface MutableSentenceIndex extends SentenceIndex {
  /** Adds an article, in the place of the one with the same row if there is one. */
  add(article: IndexedArticle): void;
  /** Takes out an article; a row that is not held changes nothing. */
  remove(row: VersionRow): void;
}

/** @param bm25 for comparisons; the index is measured with the values for sentences */
export function createSentenceIndex(bm25: Bm25 = sentenceBm25): MutableSentenceIndex {
  return indexOver(new Segments(), bm25);
}

/** The index whose content is kept in `segments`, which others may fold and seal meanwhile. */
export function indexOver(segments: Segments, bm25: Bm25 = sentenceBm25): MutableSentenceIndex {
  const { vocabulary } = segments;
  const spelling = new Spelling(vocabulary);
  let averageLength = -1;
  let table: Float64Array = new Float64Array(0);

  function wanted({ terms }: QueryWord): WantedWord {
    return terms.flatMap(({ term, weight }) => {
      const number = vocabulary.findText(term);
      const frequency = frequencyOf(number);
      const factor = weight * inverseFrequency(segments.sentences, frequency) * scoreUnit;
      return frequency > 0 && factor > 0 ? [{ term: number, factor }] : [];
    });
  }

  function saturationNow(): Float64Array {
    const average = segments.words / Math.max(segments.sentences, 1);
    if (average !== averageLength) table = saturation(bm25, average);
    averageLength = average;
    return table;
  }

  function frequencyOf(term: number): number {
    return term < 0 || term === noTerm ? 0 : (vocabulary.frequencies[term] ?? 0);
  }

  return {
    get size() {
      return segments.sentences;
    },
    add: (article) => segments.add(article),
    remove: (row) => segments.remove(new Set([row])),
    frequency: (word) => frequencyOf(vocabulary.findText(stemWord(foldWord(word)))),
    knows(word) {
      const known = vocabulary.findText(foldWord(word));
      return known >= 0 && frequencyOf(vocabulary.termOf(known)) > 0;
    },
    display(word) {
      const known = vocabulary.findText(foldWord(word));
      return known < 0 || vocabulary.termOf(known) === noTerm ? null : vocabulary.display(known, 'small');
    },
    readQuery: (text, occurs) =>
      readQuery(text, {
        vocabulary,
        spelling,
        sentences: segments.sentences,
        ...(occurs !== undefined && { occurs }),
      }),
    occurrences(rows, terms) {
      const numbers = terms.map((term) => vocabulary.findText(term));
      const found = findOccurrences(segments.held, new Set(rows), numbers);
      return (row) => found.get(row) ?? null;
    },
    articleWords(rows, words) {
      const weighed = words.map(({ terms }) =>
        terms.map(({ term, weight }) => ({ term: vocabulary.findText(term), weight })),
      );
      const found = findArticleWords(segments.held, new Set(rows), weighed);
      return (row) => found.get(row) ?? null;
    },
    search(words, { limit, allows, allowsAny }): readonly Hit[] {
      const found = searchChunks(segments.held, words.map(wanted), saturationNow(), {
        limit,
        ...(allows !== undefined && { allows: (row: number) => allows(row as VersionRow) }),
        ...(allowsAny !== undefined && {
          allowsAny: (first: number, last: number) => allowsAny(first as VersionRow, last as VersionRow),
        }),
      });
      return found.map(({ score, row, sentence }) => ({ row: row as VersionRow, sentence, score: tellScore(score) }));
    },
  };
}
