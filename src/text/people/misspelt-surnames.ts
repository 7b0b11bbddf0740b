import type { Entity } from './entities.ts';
import { foldWord } from './fold.ts';
import type { Referent } from './referents.ts';

/** Shorter names lie too close to others: "Holt" and "Hold". */
const shortest = 5;
/** Misspelt names are compared with this many people. */
const mostCompared = 60;

/**
 * Whom a surname means that nobody bears as it is written: "Shurig said" where the article names one David Schurig before.
 * One letter may be wrong, missing or too many, or two be swapped.
 */
export function bearerOfMisspelt(entities: readonly Entity[], key: string, referent: Referent): Entity | undefined {
  if (!referent.speaks || key.length < shortest) return undefined;
  const fits = entities.slice(0, mostCompared).filter((entity) => {
    const surname = foldWord(entity.words.at(-1) ?? '');
    const isBefore = entity.firstAt < referent.first && entity.kind === 'person' && entity.words.length > 1;
    return isBefore && surname.length >= shortest && isOneLetterOff(surname, key);
  });
  return fits.length === 1 ? fits[0] : undefined;
}

/** One letter wrong, missing or too many, or two swapped. */
export function isOneLetterOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  const shorter = Math.min(a.length, b.length);
  let front = 0;
  while (front < shorter && a.charAt(front) === b.charAt(front)) front += 1;
  let back = 0;
  while (back < shorter - front && a.charAt(a.length - 1 - back) === b.charAt(b.length - 1 - back)) back += 1;
  const [left, right] = [a.slice(front, a.length - back), b.slice(front, b.length - back)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && left === `${right.charAt(1)}${right.charAt(0)}`;
}
