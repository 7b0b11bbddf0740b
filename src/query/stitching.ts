import type { StoredStatement } from '../model/archive.ts';
import type { Span } from '../model/span.ts';
import type { Claim } from './claim-match.ts';
import type { Shelved } from './shelf.ts';
import { isStopword } from './topic.ts';
import { type PlacedWord, sequenceOf } from './word-sequence.ts';

/** A run of a claim's words that stands in one statement. */
export interface Piece {
  readonly statement: StoredStatement;
  readonly shelved: Shelved;
  /** Half-open range of the claim's words. */
  readonly from: number;
  readonly to: number;
  readonly words: readonly Span[];
}

/** A piece shorter than this is a common phrase. */
const shortestPiece = 3;
const shortestWithContent = 2;
const leastCovered = 0.85;

/**
 * Finds a claim's words in pieces of several statements, in the claim's order.
 *
 * @returns the pieces, or `null` when they cover too little or come from one statement
 */
export function findPieces(
  claim: Claim,
  statements: readonly { readonly statement: StoredStatement; readonly shelved: Shelved }[],
): Piece[] | null {
  const sources = statements.map(({ statement, shelved }) => {
    const words = sequenceOf(shelved.article.text, statement.quoted.length > 0 ? statement.quoted : statement.content);
    return { statement, shelved, words, places: placesOf(words) };
  });
  const pieces: Piece[] = [];
  let at = 0;
  while (at < claim.words.length) {
    let best: Piece | null = null;
    for (const source of sources) {
      const run = longestRun(claim.words, at, source.words, source.places);
      if (run.length <= (best === null ? 0 : best.to - best.from)) continue;
      const words = source.words.slice(run.start, run.start + run.length).map(({ start, end }) => ({ start, end }));
      best = { statement: source.statement, shelved: source.shelved, from: at, to: at + run.length, words };
    }
    if (best !== null && isLongEnough(claim, best)) {
      pieces.push(best);
      at = best.to;
    } else at += 1;
  }
  const covered = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  const sourcesUsed = new Set(pieces.map(({ statement }) => statement.id));
  return sourcesUsed.size >= 2 && covered >= claim.words.length * leastCovered ? pieces : null;
}

function isLongEnough(claim: Claim, { from, to }: Piece): boolean {
  const content = claim.words.slice(from, to).filter(({ folded }) => !isStopword(folded)).length;
  return to - from >= shortestPiece ? content >= 1 : to - from >= shortestWithContent && content >= 2;
}

function placesOf(words: readonly PlacedWord[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, { folded }] of words.entries()) {
    const list = places.get(folded);
    if (list) list.push(place);
    else places.set(folded, [place]);
  }
  return places;
}

function longestRun(
  claim: readonly PlacedWord[],
  at: number,
  words: readonly PlacedWord[],
  places: ReadonlyMap<string, readonly number[]>,
): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (const start of (places.get(claim[at]?.folded ?? '') ?? []).slice(0, 50)) {
    let length = 1;
    while (at + length < claim.length && words[start + length]?.folded === claim[at + length]?.folded) length += 1;
    if (length > best.length) best = { start, length };
  }
  return best;
}
