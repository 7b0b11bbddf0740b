import { isNegation } from './negation.ts';
import type { PlacedWord } from './word-sequence.ts';

/** Words of a claim laid beside the stretch of stored words that is most like them. */
export interface Alignment {
  /** For each word of the claim the place of the stored word that it is, or -1. */
  readonly places: readonly number[];
  /** First and last stored word that matches; `last` is -1 when none does. */
  readonly first: number;
  readonly last: number;
  /** Runs in which the two differ: half-open ranges of both sequences; either may be empty. */
  readonly changes: readonly Change[];
}

export interface Change {
  readonly claimed: readonly [from: number, to: number];
  readonly stored: readonly [from: number, to: number];
}

/** Cells of the table; beyond it the claim is cut, so that a pasted book costs no more than a long paragraph. */
const mostCells = 150_000;

const skipped = 0;
const matched = 1;
const substituted = 2;
const added = 3;

/** Stored words between matching ones are less of a fault than words that the archive lacks. */
const skipCost = 0.7;

/**
 * Aligns all of a claim with the best part of the stored words: what stands before and after that part costs nothing.
 * A word that differs costs as much as one that is missing.
 */
export function alignWords(claim: readonly PlacedWord[], stored: readonly PlacedWord[]): Alignment {
  const columns = Math.min(stored.length, 4000);
  const rows = Math.min(claim.length, Math.max(1, Math.floor(mostCells / (columns + 1))));
  const width = columns + 1;
  const moves = new Uint8Array((rows + 1) * width);
  let last = new Float64Array(width);
  for (let row = 1; row <= rows; row += 1) {
    const current = new Float64Array(width);
    current[0] = row;
    moves[row * width] = added;
    for (let column = 1; column <= columns; column += 1) {
      const same = claim[row - 1]?.folded === stored[column - 1]?.folded;
      const diagonal = (last[column - 1] ?? 0) + (same ? 0 : 1);
      const up = (last[column] ?? 0) + 1;
      const left = (current[column - 1] ?? 0) + skipCost;
      const best = Math.min(diagonal, up, left);
      current[column] = best;
      moves[row * width + column] = best === diagonal ? (same ? matched : substituted) : best === up ? added : skipped;
    }
    last = current;
  }
  let end = 0;
  for (let column = 1; column <= columns; column += 1) if ((last[column] ?? 0) < (last[end] ?? 0)) end = column;
  // A last word that differs stands for the stored word in its place, at the same price as for none.
  const next = end + 1;
  if (next <= columns && last[next] === last[end] && moves[rows * width + next] === substituted) end = next;
  return trace(moves, rows, end, width, claim.length);
}

function trace(moves: Uint8Array, rows: number, end: number, width: number, claimLength: number): Alignment {
  const places = new Array<number>(claimLength).fill(-1);
  const pairs: { claimed: number; stored: number }[] = [];
  let row = rows;
  let column = end;
  let start = end;
  while (row > 0) {
    const move = moves[row * width + column];
    if (move === matched) {
      places[row - 1] = column - 1;
      pairs.push({ claimed: row - 1, stored: column - 1 });
    }
    if (move === matched || move === substituted) {
      row -= 1;
      column -= 1;
      start = column;
    } else if (move === added) row -= 1;
    else column -= 1;
    if (column < 0) break;
  }
  pairs.reverse();
  const first = pairs[0]?.stored ?? -1;
  const last = pairs.at(-1)?.stored ?? -1;
  return { places, first, last, changes: changesBetween(pairs, claimLength, start, end) };
}

function changesBetween(
  pairs: readonly { claimed: number; stored: number }[],
  claimLength: number,
  start: number,
  end: number,
): Change[] {
  if (pairs.length === 0) return [{ claimed: [0, claimLength], stored: [0, 0] }];
  const changes: Change[] = [];
  let claimed = 0;
  let stored = Math.min(start, pairs[0]?.stored ?? start);
  for (const pair of [...pairs, { claimed: claimLength, stored: Math.max(end, (pairs.at(-1)?.stored ?? -1) + 1) }]) {
    if (pair.claimed > claimed || pair.stored > stored) {
      changes.push({ claimed: [claimed, pair.claimed], stored: [stored, pair.stored] });
    }
    claimed = pair.claimed + 1;
    stored = pair.stored + 1;
  }
  return changes;
}

/** Tells whether a negation stands on one side of a change and not on the other. */
export function turnsRound(change: Change, claim: readonly PlacedWord[], stored: readonly PlacedWord[]): boolean {
  const count = (words: readonly PlacedWord[], [from, to]: readonly [number, number]) =>
    words.slice(from, to).filter(({ folded }) => isNegation(folded)).length;
  if (count(claim, change.claimed) % 2 !== count(stored, change.stored) % 2) return true;
  const claimedWords = claim.slice(...change.claimed).map(({ folded }) => folded);
  const storedWords = new Set(stored.slice(...change.stored).map(({ folded }) => folded));
  return claimedWords.some((word) => oppositesOf(word).some((opposite) => storedWords.has(opposite)));
}

/** "possible" and "impossible". */
function oppositesOf(word: string): string[] {
  const bare = /^(?:un|in|im|ir|il|dis|non)(\p{L}{4,})$/u.exec(word)?.[1];
  return [
    ...['un', 'in', 'im', 'ir', 'il', 'dis', 'non'].map((prefix) => prefix + word),
    ...(bare === undefined ? [] : [bare]),
  ];
}
