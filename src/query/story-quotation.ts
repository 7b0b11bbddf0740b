import type { AnswerItem } from '../model/answer.ts';
import type { StoredStatement, VersionRow } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import { type FoldedStatement, foldCopies, itemOf } from './find-statements.ts';
import type { Shelf, Shelved } from './shelf.ts';
import { contentTokens } from './statement-text.ts';
import { termOf } from './story-signature.ts';

export interface QuotationSearch {
  /** Articles of the story, the one to quote from before the others. */
  readonly rows: readonly VersionRow[];
  /** How much the story makes of each term. */
  readonly terms: ReadonlyMap<number, number>;
  /** Told whose words are wanted before all others'. */
  readonly isAskedFor: (statement: StoredStatement) => boolean;
}

/** Articles of one story that are looked through. */
const mostArticles = 24;

const worth = {
  askedFor: 4,
  named: 2,
  unattributed: -2,
  nested: -1.5,
  denied: -0.5,
  direct: 1.2,
  mixed: 0.5,
  indirect: 0,
  /** At the head of the article; nothing at its end. */
  early: 0.7,
  /** When all of what the story makes much of stands in it. */
  central: 1.5,
  /** For each doubling of the outlets that carry it. */
  carried: 0.6,
} as const;

/** The statement that tells most of a story: by a named speaker, in marks, early, about its matter, carried by many. */
export function quotationOf(
  { rows, terms, isAskedFor }: QuotationSearch,
  shelf: Shelf,
  scope: Scope,
): AnswerItem | null {
  const wanted = rows.slice(0, mostArticles);
  const shelved = shelf.take(wanted, scope);
  const scored = shelf.statements(wanted, scope).flatMap((statement) => {
    const article = shelved.get(statement.row);
    if (article === undefined) return [];
    const score = worthOf(statement, article, terms) + (isAskedFor(statement) ? worth.askedFor : 0);
    return [{ statement, shelved: article, nearest: null, share: 1, highlight: () => [], score }];
  });
  const place = new Map(wanted.map((row, at) => [row, at]));
  const order = (row: VersionRow) => place.get(row) ?? 0;
  scored.sort((a, b) => b.score - a.score || order(a.statement.row) - order(b.statement.row));
  const [best] = foldCopies(scored)
    .map((folded) => ({ folded, score: folded.score + worth.carried * Math.log2(outletsOf(folded)) }))
    .sort((a, b) => b.score - a.score || order(a.folded.statement.row) - order(b.folded.statement.row));
  return best === undefined ? null : itemOf(best.folded);
}

function worthOf(statement: StoredStatement, shelved: Shelved, terms: ReadonlyMap<number, number>): number {
  const { speaker, type, nested, denied, extent } = statement;
  const name = speaker?.name ?? null;
  const words = contentTokens(statement, shelved);
  return (
    (speaker === null ? worth.unattributed : 0) +
    (name === null ? 0 : worth.named) +
    worth[type] +
    (nested ? worth.nested : 0) +
    (denied ? worth.denied : 0) +
    worth.early * (1 - extent.start / Math.max(1, shelved.article.text.length)) +
    worth.central * shareOf(terms, new Set(words.map(({ stem }) => termOf(stem)))) +
    lengthWorth(words.length)
  );
}

/** A fragment says nothing, and a paragraph is not read. */
function lengthWorth(words: number): number {
  if (words < 6) return -1.5;
  if (words < 9) return -0.2;
  return words > 60 ? -0.6 : 0.4;
}

function shareOf(terms: ReadonlyMap<number, number>, found: ReadonlySet<number>): number {
  let all = 0;
  let shared = 0;
  for (const [term, weight] of terms) {
    all += weight;
    if (found.has(term)) shared += weight;
  }
  // Half of all that a story makes much of is more than any sentence holds.
  return all === 0 ? 0 : Math.min(1, (2 * shared) / all);
}

function outletsOf({ statement, copies }: FoldedStatement): number {
  return new Set([statement, ...copies.map((copy) => copy.statement)].map(({ row, article }) => article.outlet ?? row))
    .size;
}
