import type { RankedPassage } from './find-passages.ts';

/** A passage with the places where other articles carry the same sentence. */
export interface FoldedPassage extends RankedPassage {
  readonly copies: readonly RankedPassage[];
}

/** Shorter sentences ("He agreed.") say the same of different things. */
const fewestWords = 5;

/** Shows the same sentence of several articles once, where it stands best; what makes it likely is taken together. */
export function foldPassages(ranked: readonly RankedPassage[]): FoldedPassage[] {
  const folds: { first: RankedPassage; copies: RankedPassage[] }[] = [];
  const byWords = new Map<string, (typeof folds)[number]>();
  for (const each of ranked) {
    // The words are at hand: reading them again would cost as much as the ranking.
    const words = each.shelved.tokens(each.sentence);
    const key = words.map(({ folded }) => folded).join(' ');
    const same = words.length < fewestWords ? undefined : byWords.get(key);
    // One article that says a thing twice says it twice.
    if (same !== undefined && same.first.shelved.article.row !== each.shelved.article.row) {
      same.copies.push(each);
      continue;
    }
    const fold = { first: each, copies: [] };
    folds.push(fold);
    if (same === undefined) byWords.set(key, fold);
  }
  return folds.map(({ first, copies }) => ({
    ...first,
    probability: copies.reduce((sum, copy) => sum + copy.probability, first.probability),
    copies,
  }));
}
