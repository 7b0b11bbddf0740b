import type { Hit, IndexedArticle, QueryWord } from '../../src/model/search.ts';
import { analyse, SHAPE } from '../../src/search/analyse.ts';
import type { Bm25 } from '../../src/search/bm25.ts';
import { scoreUnit } from '../../src/search/bm25.ts';
import { stemWord } from '../../src/search/stem.ts';

interface Counted {
  readonly row: IndexedArticle['row'];
  readonly sentence: number;
  readonly length: number;
  readonly counts: ReadonlyMap<string, number>;
}

const stems = new Map<string, string>();

function stemOf(folded: string): string {
  const known = stems.get(folded) ?? stemWord(folded);
  stems.set(folded, known);
  return known;
}

function count(article: IndexedArticle): Counted[] {
  return article.sentences.map(({ text }, sentence) => {
    const counts = new Map<string, number>();
    const words = analyse(text);
    for (const { folded } of words) {
      const term = stemOf(folded);
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    const told = words.filter(({ shape }) => (shape & (SHAPE.joined | SHAPE.piece)) === 0);
    return { row: article.row, sentence, length: told.length, counts };
  });
}

export type Search = (
  words: readonly QueryWord[],
  options: { readonly limit: number; readonly allows?: (row: IndexedArticle['row']) => boolean },
) => Hit[];

/** BM25 as one would write it down, over every sentence: what the index has to come out with. */
export function exhaustiveSearch(articles: readonly IndexedArticle[], bm25: Bm25): Search {
  const sentences = articles.flatMap(count);
  const total = sentences.reduce((sum, { length }) => sum + length, 0);
  const average = total > 0 ? total / sentences.length : 1;
  const frequencies = new Map<string, number>();
  for (const { counts } of sentences) {
    for (const term of counts.keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }

  function factorsOf({ terms }: QueryWord): { term: string; factor: number }[] {
    return terms.map(({ term, weight }) => {
      const frequency = frequencies.get(term) ?? 0;
      const rarity = Math.log(1 + (sentences.length - frequency + 0.5) / (frequency + 0.5));
      return { term, factor: weight * rarity * scoreUnit };
    });
  }

  function worth(factor: number, repeats: number, length: number): number {
    if (repeats === 0) return 0;
    const counted = Math.min(repeats, bm25.repeats);
    const norm = bm25.k1 * (1 - bm25.b + (bm25.b * Math.max(length, bm25.shortest)) / average);
    return Math.max(1, Math.round(factor * ((counted * (bm25.k1 + 1)) / (counted + norm))));
  }

  return (words, { limit, allows }) => {
    const known = words.map(factorsOf);
    return sentences
      .filter(({ row }) => allows?.(row) ?? true)
      .map(({ row, sentence, length, counts }) => {
        const best = known.map((terms) =>
          Math.max(0, ...terms.map(({ term, factor }) => worth(factor, counts.get(term) ?? 0, length))),
        );
        return { row, sentence, score: best.reduce((sum, each) => sum + each, 0) };
      })
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score || other.row - one.row || one.sentence - other.sentence)
      .slice(0, limit)
      .map(({ row, sentence, score }) => ({ row, sentence, score: score / scoreUnit }));
  };
}
