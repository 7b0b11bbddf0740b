import { isNegation } from './negation.ts';
import { tokensOf } from './shelf.ts';

/** Shingle length: long enough that shared phrases of news ("told reporters on Friday") do not count. */
const shingle = 3;

/** The words of a statement, for telling whether two outlets carry the same one. */
export interface Wording {
  readonly key: string;
  readonly shingles: ReadonlySet<string>;
  readonly length: number;
  /** Negations and numbers in order: wordings that differ in one of these are two statements. */
  readonly turning: string;
}

export function wordingOf(text: string): Wording {
  const words = tokensOf(text, 0).map(({ folded }) => folded);
  const shingles = new Set<string>();
  for (let place = 0; place + shingle <= words.length; place += 1) {
    shingles.add(words.slice(place, place + shingle).join(' '));
  }
  const turning = words.filter((word) => isNegation(word) || /^\d/.test(word)).join(' ');
  return { key: words.join(' '), shingles, length: words.length, turning };
}

/** Shorter statements must be the same to the word. */
const fewestWords = 8;

/**
 * Tells whether two wordings are one statement: the same words; nearly the same, with the same negations and numbers;
 * or all of the shorter one's within the longer, of which one outlet carries less.
 */
export function isSameWording(a: Wording, b: Wording): boolean {
  if (a.key === b.key) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < fewestWords) return false;
  let shared = 0;
  for (const each of short.shingles) if (long.shingles.has(each)) shared += 1;
  if (shared >= short.shingles.size * 0.98) return true;
  return a.turning === b.turning && long.length <= short.length * 1.25 && shared >= short.shingles.size * 0.85;
}
