import type { Span } from '../model/span.ts';
import { tokensOf } from './shelf.ts';

/** A word where it stands; signs that change a meaning ("%", "$") count as words. */
export interface PlacedWord extends Span {
  readonly folded: string;
}

const meaningfulSign = /[%‰$€£¥§+=<>]/g;

/** The words of some stretches of a text, in order, as one sequence: what is compared word by word. */
export function sequenceOf(text: string, spans: readonly Span[]): PlacedWord[] {
  return spans.flatMap(({ start, end }) => {
    const part = text.slice(start, end);
    const words = tokensOf(part, start).map((token) => withApostrophe(token, text, end));
    const signs = [...part.matchAll(meaningfulSign)].map(({ index, 0: sign }) => ({
      folded: sign,
      start: start + index,
      end: start + index + 1,
    }));
    return signs.length === 0 ? words : [...words, ...signs].sort((a, b) => a.start - b.start);
  });
}

const suffix = /^['’ʼ＇]s(?![\p{L}\p{N}])/iu;
/** Contractions that are no other word when they are typed without their apostrophe: "thats", but not "its". */
const plainContractions = new Set("that's there's here's what's where's how's he's she's".split(' '));
/** Words that say something else than the contraction of the same letters: "were" and "we're". */
const ambiguous = new Set("we're we'll she'll he'll i'll i'd we'd she'd who're".split(' '));

/** The index folds "we're" to "were" and "Putin's" to "Putin": near enough to find a sentence, not to call words the same. */
function withApostrophe({ folded, start, end }: PlacedWord, text: string, limit: number): PlacedWord {
  const own = suffix.exec(text.slice(end, Math.min(limit, end + 3)));
  if (own !== null) {
    const whole = `${folded}'s`;
    const isPlain = plainContractions.has(whole);
    return { folded: isPlain ? `${folded}s` : whole, start, end: end + 2 };
  }
  const typed = text
    .slice(start, end)
    .toLowerCase()
    .replace(/['’ʼ＇]/gu, "'");
  return { folded: ambiguous.has(typed) ? typed : folded, start, end };
}

/** Place in `words` where all of `wanted` stand in a row, or -1. */
export function findRun(words: readonly PlacedWord[], wanted: readonly PlacedWord[]): number {
  const [first] = wanted;
  if (first === undefined) return -1;
  for (let start = 0; start + wanted.length <= words.length; start += 1) {
    if (words[start]?.folded !== first.folded) continue;
    let length = 1;
    while (length < wanted.length && words[start + length]?.folded === wanted[length]?.folded) length += 1;
    if (length === wanted.length) return start;
  }
  return -1;
}
