import { wordDistance } from '../search/edit-distance.ts';
import type { Directory } from './directory.ts';

/** A word of the archive's names that is spelled much like a typed one. */
export interface NearWord {
  readonly word: string;
  readonly distance: number;
}

/** Words of names within one slip (two in long words), nearest first; words of descriptions where those are nearer. */
export function nearWords(word: string, directory: Directory): readonly NearWord[] {
  if (word.length < 3 || /^\d+$/.test(word)) return [];
  const most = word.length >= 8 ? 2 : 1;
  const names = nearestOf(word, directory.nameWords(), most);
  const inNames = names[0]?.distance ?? most + 1;
  const described = inNames <= 1 ? [] : nearestOf(word, directory.descriptionWords(), Math.min(most, inNames - 1));
  if (described.length > 0) return described;
  const weight = ({ word: name }: NearWord) =>
    directory.named(name).reduce((sum, { speaker }) => sum + speaker.statements, 0);
  return names
    .map((near) => ({ near, weight: weight(near) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ near }) => near);
}

function nearestOf(word: string, candidates: Iterable<string>, most: number): NearWord[] {
  const found: NearWord[] = [];
  for (const candidate of candidates) {
    if (candidate.length < 3 || Math.abs(candidate.length - word.length) > most) continue;
    // Hardly anyone mistypes the first letter, and "Obama" is not "Osama".
    const sameStart = candidate[0] === word[0] || (candidate[0] === word[1] && candidate[1] === word[0]);
    if (!sameStart && word.length < 6) continue;
    const distance = wordDistance(word, candidate, most);
    if (distance <= most) found.push({ word: candidate, distance });
  }
  const nearest = Math.min(...found.map(({ distance }) => distance));
  return found.filter(({ distance }) => distance === nearest);
}
