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
    const words: PlacedWord[] = tokensOf(part, start).map((token) => ({
      folded: token.folded,
      start: token.start,
      end: token.end,
    }));
    const signs = [...part.matchAll(meaningfulSign)].map(({ index, 0: sign }) => ({
      folded: sign,
      start: start + index,
      end: start + index + 1,
    }));
    return signs.length === 0 ? words : [...words, ...signs].sort((a, b) => a.start - b.start);
  });
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
