import { monthsAndDays } from './lexicon.ts';
import type { Word } from './words.ts';

/** Most words that a role beside a name may take: longer ones are clauses. */
export const longestApposition = 24;

/** Words of a role beside a name, by the places of the first and the last. */
export interface Stretch {
  readonly from: number;
  readonly last: number;
  /** "Resigned as minister": held until then. */
  readonly left?: true;
}

/** Cuts a stretch before a clause in it: "an activist who led the strike"; "the mayor until 2013" has none. */
export function beforeClause(words: readonly Word[], from: number, last: number): number {
  for (let at = from + 1; at <= last; at += 1) {
    if (!clauseWords.has(words[at]?.key ?? '')) continue;
    return endOfTerm(words, at, last) ?? at - 1;
  }
  return last;
}

/** Last word of "until 2013", "since May 2021", "until last year" where it stands at `at`; `null` when a clause begins there. */
function endOfTerm(words: readonly Word[], at: number, last: number): number | null {
  if (words[at]?.key !== 'until' && words[at]?.key !== 'since') return null;
  let end = at;
  while (end < last && isOfDate(words[end + 1])) end += 1;
  return end > at ? end : null;
}

function isOfDate(word: Word | undefined): boolean {
  if (word === undefined || word.gap !== 'space') return false;
  return (
    word.shape === 'number' ||
    monthsAndDays.has(word.key) ||
    /^(?:last|this|early|late|year|month|week)$/.test(word.key)
  );
}

/** Last word before the sign that closes the stretch, or -1 when it never closes. */
export function endOfStretch(words: readonly Word[], from: number, closing: 'close' | null): number {
  for (let at = from + 1; at < words.length && at <= from + longestApposition; at += 1) {
    const gap = words[at]?.gap;
    if (
      gap === 'comma' ||
      gap === 'dash' ||
      gap === 'close' ||
      gap === 'stop' ||
      gap === 'quote' ||
      gap === 'colon' ||
      gap === 'open'
    ) {
      return closing === null || gap === closing ? at - 1 : -1;
    }
  }
  return words.length <= from + longestApposition ? words.length - 1 : -1;
}

const adjuncts = new Set('in on after amid over last this earlier during to following because'.split(' '));

/** Cuts "minister in May", "coach after six defeats" behind the office. */
export function beforeAdjunct(words: readonly Word[], from: number, last: number): number {
  for (let at = from + 1; at <= last; at += 1) if (adjuncts.has(words[at]?.key ?? '')) return at - 1;
  return last;
}

const clauseWords = new Set('but who that which when while because whose where since until although'.split(' '));
