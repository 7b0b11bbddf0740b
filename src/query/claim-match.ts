import type { StoredStatement } from '../model/archive.ts';
import type { Span } from '../model/span.ts';
import { type Alignment, alignWords, turnsRound } from './align-words.ts';
import { areInMarks } from './marked-words.ts';
import { isNegation } from './negation.ts';
import type { Shelved } from './shelf.ts';
import { isStopword } from './topic.ts';
import { findRun, type PlacedWord, sequenceOf } from './word-sequence.ts';

/** How the words of a claim stand in one statement or sentence. */
export interface ClaimMatch {
  readonly shelved: Shelved;
  /** `null` for a sentence that reports nobody. */
  readonly statement: StoredStatement | null;
  /** Where it stands, when there is no statement: the first sentence looked at. */
  readonly sentence: number | null;
  /** *exact*: all in marks, in order; *outlet*: all in order, not all of them in marks; *near*: not all the same. */
  readonly manner: 'exact' | 'outlet' | 'near';
  /** True when the stretch that matches stands in marks. */
  readonly inMarks: boolean;
  /** Share of the claim's weight that matches in place, 0 to 1. */
  readonly share: number;
  /** Matched words in the article. */
  readonly words: readonly Span[];
  readonly changed: readonly { readonly claimed: string; readonly stored: string }[];
  /** True when a difference says the opposite: a negation, or "possible" and "impossible". */
  readonly turned: boolean;
}

/** A claim made ready for comparing. */
export interface Claim {
  readonly text: string;
  readonly words: readonly PlacedWord[];
  /** Weight of each word: rare words tell more, but none counts for more than a few others. */
  readonly weights: readonly number[];
}

export function readClaim(text: string, rarity: (word: string) => number): Claim {
  const words = sequenceOf(text, [{ start: 0, end: text.length }]);
  return { text, words, weights: words.map(({ folded }) => (isStopword(folded) ? 0.6 : 0.7 + rarity(folded))) };
}

/** Compares a claim with a statement: with its words in marks, then with all of its sentences. */
export function matchStatement(claim: Claim, statement: StoredStatement, shelved: Shelved): ClaimMatch {
  const { text } = shelved.article;
  const quoted = sequenceOf(text, statement.quoted);
  const base = { shelved, statement, sentence: null };
  const run = findRun(quoted, claim.words);
  if (run >= 0) return { ...base, ...sameWords(claim, quoted, run, { text, inMarks: true }) };
  const all = sequenceOf(text, [statement.extent]);
  const outletRun = findRun(all, claim.words);
  if (outletRun >= 0) {
    // In marks, but not among this statement's own words: whose they are is for the judge.
    const inMarks = areInMarks(all.slice(outletRun, outletRun + claim.words.length), shelved);
    const same = sameWords(claim, all, outletRun, { text, inMarks });
    return { ...base, ...same, manner: same.manner === 'exact' ? 'outlet' : same.manner };
  }
  const inMarks = nearMatch(claim, quoted, text);
  const anywhere = nearMatch(claim, all, text);
  const near = inMarks.share >= anywhere.share - 0.05 ? { ...inMarks, inMarks: true } : { ...anywhere, inMarks: false };
  return { ...base, manner: 'near', ...near };
}

/** Compares a claim with sentences that no statement holds; `last` is the last of them in a row. */
export function matchSentences(
  claim: Claim,
  { first, last }: { readonly first: number; readonly last: number },
  shelved: Shelved,
): ClaimMatch {
  const { sentences, text } = shelved.article;
  const all = sequenceOf(text, [{ start: sentences[first]?.start ?? 0, end: sentences[last]?.end ?? 0 }]);
  const base = { shelved, statement: null, sentence: first };
  const run = findRun(all, claim.words);
  if (run >= 0) {
    const inMarks = areInMarks(all.slice(run, run + claim.words.length), shelved);
    return { ...base, ...sameWords(claim, all, run, { text, inMarks }) };
  }
  const near = nearMatch(claim, all, text);
  return { ...base, manner: 'near', ...near, inMarks: areInMarks(near.words, shelved) };
}

/**
 * A run of the same words. Cut from behind a negation they say the opposite: that is a difference, not the same words.
 */
function sameWords(
  claim: Claim,
  stored: readonly PlacedWord[],
  run: number,
  { text, inMarks }: { readonly text: string; readonly inMarks: boolean },
): Pick<ClaimMatch, 'manner' | 'inMarks' | 'share' | 'words' | 'changed' | 'turned'> {
  const words = spansOfRun(stored, run, claim);
  const before = stored[run - 1];
  const first = words[0];
  const isCut =
    before !== undefined &&
    first !== undefined &&
    isNegation(before.folded) &&
    /^\s*$/.test(text.slice(before.end, first.start));
  if (isCut) {
    const changed = [{ claimed: '', stored: text.slice(before.start, before.end) }];
    return { manner: 'near', inMarks, share: 0.95, changed, words, turned: true };
  }
  return { manner: inMarks ? 'exact' : 'outlet', inMarks, share: 1, changed: [], words, turned: false };
}

function spansOfRun(words: readonly PlacedWord[], run: number, claim: Claim): Span[] {
  return words.slice(run, run + claim.words.length).map(({ start, end }) => ({ start, end }));
}

function nearMatch(
  claim: Claim,
  stored: readonly PlacedWord[],
  text: string,
): Pick<ClaimMatch, 'share' | 'words' | 'changed' | 'turned'> {
  const shared = sharedWeight(claim, stored);
  // Too far for an alignment to tell more than that some words are the same.
  if (shared < 0.3) return { share: shared / 2, words: [], changed: [], turned: false };
  const alignment = alignWords(claim.words, stored);
  return {
    share: shareOf(claim, alignment),
    words: alignment.places.flatMap((place) => {
      const word = stored[place];
      return word === undefined ? [] : [{ start: word.start, end: word.end }];
    }),
    changed: changedWords(claim, stored, alignment, text),
    turned: alignment.changes.some((change) => turnsRound(change, claim.words, stored)),
  };
}

/** Share of the claim's weight whose words occur at all: cheap, and an upper bound. */
function sharedWeight(claim: Claim, stored: readonly PlacedWord[]): number {
  const present = new Set(stored.map(({ folded }) => folded));
  let total = 0;
  let sum = 0;
  for (const [place, { folded }] of claim.words.entries()) {
    const weight = claim.weights[place] ?? 0;
    total += weight;
    if (present.has(folded)) sum += weight;
  }
  return total === 0 ? 0 : sum / total;
}

function shareOf(claim: Claim, alignment: Alignment): number {
  let total = 0;
  let sum = 0;
  for (const [place, weight] of claim.weights.entries()) {
    total += weight;
    if ((alignment.places[place] ?? -1) >= 0) sum += weight;
  }
  // Words that the archive has in between count against it, though less than words that it lacks.
  const between = alignment.changes.reduce((count, { stored: [from, to] }) => count + Math.max(0, to - from), 0);
  const spare = Math.max(0, between - alignment.places.filter((place) => place < 0).length);
  return total === 0 ? 0 : sum / (total + spare * 0.5);
}

/** The runs in which claim and archive differ, a changed negation first. */
function changedWords(
  claim: Claim,
  stored: readonly PlacedWord[],
  alignment: Alignment,
  text: string,
): { claimed: string; stored: string }[] {
  const turning = alignment.changes.filter((change) => turnsRound(change, claim.words, stored));
  const others = alignment.changes.filter((change) => !turning.includes(change));
  return [...turning, ...others].map(({ claimed, stored: [from, to] }) => ({
    claimed: sliceOf(claim.text, claim.words, claimed),
    stored: sliceOf(text, stored, [from, to]),
  }));
}

function sliceOf(text: string, words: readonly PlacedWord[], [from, to]: readonly [number, number]): string {
  const first = words[from];
  const last = words[to - 1];
  return from >= to || first === undefined || last === undefined ? '' : text.slice(first.start, last.end);
}
