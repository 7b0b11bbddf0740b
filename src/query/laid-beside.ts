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
  /** Whether the words are the speaker's own, or at least some of them. */
  isQuoted(place: number): boolean;
  stems(place: number): ReadonlySet<string>;
  words(place: number): readonly PlacedWord[];
}

export function wordingsOf(statements: readonly RankedStatement[]): Wordings {
  const stems: (ReadonlySet<string> | undefined)[] = [];
  const words: (readonly PlacedWord[] | undefined)[] = [];
  return {
    isQuoted: (place) => (statements[place]?.statement.type ?? 'indirect') !== 'indirect',
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
 * @returns `null` where none shares enough for a comparison word by word, and for a report: its words are the outlet's,
 * and how they differ from others tells nothing of the speaker
 */
export function layBeside(place: number, others: readonly number[], wordings: Wordings): LaidBeside | null {
  if (!wordings.isQuoted(place)) return null;
  const own = wordings.stems(place);
  let best: { other: number; share: number } | null = null;
  for (const other of others) {
    if (other === place || !wordings.isQuoted(other)) continue;
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
  const from = Math.min(Math.max(0, first), ...changes.map((change) => change.stored[0]));
  const to = Math.max(last + 1, ...changes.map((change) => change.stored[1]));
  // What the longer one has before and behind the part that both have.
  const beyond = (
    [
      [0, from],
      [to, stored.length],
    ] as const
  ).filter(([start, end]) => start < end);
  const isShort = claim === own;
  const marked = isShort
    ? changes.map((change) => change.claimed)
    : [...changes.map((change) => change.stored), ...beyond];
  if (marked.reduce((sum, [start, end]) => sum + end - start, 0) > own.length * mostMarked) return null;
  const changed = marked.flatMap(([start, end]) => spanOf(own, start, end));
  return { place: other, changed, changes: changes.length + beyond.length };
}

function spanOf(words: readonly PlacedWord[], from: number, to: number): Span[] {
  const first = words[from];
  const last = words[to - 1];
  return first === undefined || last === undefined || to <= from ? [] : [{ start: first.start, end: last.end }];
}
