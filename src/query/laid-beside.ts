import type { Span } from '../model/span.ts';
import { alignWords } from './align-words.ts';
import type { RankedStatement } from './find-statements.ts';
import { contentTokens } from './statement-text.ts';
import { isStopword } from './topic.ts';
import { type PlacedWord, sequenceOf } from './word-sequence.ts';

/** A statement's words beside those of another. */
export interface LaidBeside {
  /** Place of the other one. */
  readonly place: number;
  /** Words of this one that the other has not, or has elsewhere; places in the article's text. */
  readonly changed: readonly Span[];
  /** Runs that differ, words that only the other one has among them. */
  readonly changes: number;
}

/** The words of some statements, read when they are first compared. */
export interface Wordings {
  readonly size: number;
  stems(place: number): ReadonlySet<string>;
  words(place: number): readonly PlacedWord[];
}

export function wordingsOf(statements: readonly RankedStatement[]): Wordings {
  const stems: (ReadonlySet<string> | undefined)[] = [];
  const words: (readonly PlacedWord[] | undefined)[] = [];
  return {
    size: statements.length,
    stems(place) {
      const each = statements[place];
      if (each === undefined) return new Set();
      stems[place] ??= new Set(
        contentTokens(each.statement, each.shelved)
          .filter(({ folded }) => !isStopword(folded))
          .map(({ stem }) => stem),
      );
      return stems[place];
    },
    words(place) {
      const each = statements[place];
      if (each === undefined) return [];
      words[place] ??= sequenceOf(each.shelved.article.text, each.statement.content);
      return words[place];
    },
  };
}

/** Fewer shared words, and two statements are about different things. */
const fewestShared = 3;
const leastShare = 0.4;
/** More than so much of the words marked, and the marks tell nothing. */
const mostMarked = 0.7;

/**
 * Lays a statement beside the one of `others` that shares most of its words, the later of two equal ones.
 *
 * @returns `null` where none shares enough for a comparison word by word
 */
export function layBeside(place: number, others: readonly number[], wordings: Wordings): LaidBeside | null {
  const own = wordings.stems(place);
  let best: { other: number; share: number } | null = null;
  for (const other of others) {
    if (other === place) continue;
    const theirs = wordings.stems(other);
    let shared = 0;
    for (const stem of own) if (theirs.has(stem)) shared += 1;
    const share = shared / Math.max(1, Math.min(own.size, theirs.size));
    if (shared < fewestShared || share < leastShare) continue;
    if (best === null || share >= best.share) best = { other, share };
  }
  return best === null ? null : differenceOf(place, best.other, wordings);
}

function differenceOf(place: number, other: number, wordings: Wordings): LaidBeside | null {
  const own = wordings.words(place);
  const theirs = wordings.words(other);
  // The shorter is laid along the longer, for what stands before and after the part that fits is no change of words.
  const [claim, stored] = own.length <= theirs.length ? [own, theirs] : [theirs, own];
  const { changes, first, last } = alignWords(claim, stored);
  const isShort = claim === own;
  const inner = changes
    .map((change) => (isShort ? change.claimed : change.stored))
    .concat(isShort ? [] : outside(first, last, stored.length));
  const changed = inner.flatMap(([from, to]) => spanOf(own, from, to));
  const marked = inner.reduce((sum, [from, to]) => sum + to - from, 0);
  if (marked > own.length * mostMarked) return null;
  const added = isShort ? outside(first, last, stored.length).length : inner.length - changes.length;
  return { place: other, changed, changes: changes.length + added };
}

/** What the longer one has before and behind the part that both have. */
function outside(first: number, last: number, length: number): (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [
    [0, Math.max(0, first)],
    [last + 1, length],
  ];
  return ranges.filter(([from, to]) => from < to);
}

function spanOf(words: readonly PlacedWord[], from: number, to: number): Span[] {
  const first = words[from];
  const last = words[to - 1];
  return first === undefined || last === undefined || to <= from ? [] : [{ start: first.start, end: last.end }];
}
