import { type KnownName, knownName } from './known-names.ts';
import type { Word } from './words.ts';

/** End of the longest known name that begins at `first`, or -1. */
export function knownAt(words: readonly Word[], first: number, limit: number): number {
  const start = words[first];
  if (start === undefined || start.shape === 'lower' || start.shape === 'number') return -1;
  let key = '';
  let found = -1;
  const end = Math.min(limit, first + start.form.longestKnown - 1);
  for (let at = first; at <= end; at += 1) {
    const word = words[at];
    if (word === undefined || (at > first && word.gap !== 'space' && word.gap !== 'comma')) break;
    key = at === first ? word.key : `${key} ${word.key}`;
    if (knownName(key) !== undefined) found = at;
    if (word.possessive) break;
  }
  return found;
}

/** What is known everywhere by the name that these words make. */
export function knownBetween(words: readonly Word[], first: number, last: number): KnownName | undefined {
  const longest = words[first]?.form.longestKnown ?? 0;
  return last - first < longest ? knownName(keyOf(words, first, last)) : undefined;
}

function keyOf(words: readonly Word[], first: number, last: number): string {
  let key = '';
  for (let at = first; at <= last; at += 1) key += (at > first ? ' ' : '') + (words[at]?.key ?? '');
  return key;
}
