import { graphemeEnd } from './escape.ts';

const mostLines = 30;
/** It is not worth cutting a text for less than this part of it. */
const leastCut = 0.1;

/**
 * Where to stop showing a text that is longer than some `longest` characters or has too many lines: after a whole
 * sentence if one ends in the second half, else after a whole word.
 *
 * @returns an offset in `text`, with no white space before it; `text.length` when all of it fits
 */
export function cutAt(text: string, longest: number): number {
  const limit = Math.min(longest, endOfLine(text, mostLines));
  if (text.length <= limit * (1 + leastCut)) return text.length;
  const shown = text.slice(0, limit);
  const end = lastSentenceEnd(shown) ?? lastWordEnd(shown) ?? graphemeEnd(text, limit);
  return text.slice(0, end).trimEnd().length;
}

function endOfLine(text: string, lines: number): number {
  let at = -1;
  for (let line = 0; line < lines; line += 1) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return text.length;
  }
  return at;
}

function lastSentenceEnd(shown: string): number | null {
  const ends = [...shown.matchAll(/[.!?…。！？]["'”’»)\]]*(?=\s)/gu)].map(({ index, 0: mark }) => index + mark.length);
  const last = ends.at(-1);
  return last !== undefined && last >= shown.length / 2 ? last : null;
}

function lastWordEnd(shown: string): number | null {
  const end = shown.search(/\s\S*$/u);
  return end > 0 ? end : null;
}
