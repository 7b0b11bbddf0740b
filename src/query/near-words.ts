import type { Directory, NearWord } from './directory.ts';

/** Words of names within one slip (two in long words), nearest first; words of descriptions where those are nearer. */
export function nearWords(word: string, directory: Directory): readonly NearWord[] {
  if (word.length < 3 || /^\d+$/.test(word)) return [];
  const most = word.length >= 8 ? 2 : 1;
  const names = nearestOf(word, directory, { kind: 'name', most });
  const inNames = names[0]?.distance ?? most + 1;
  const described =
    inNames <= 1 ? [] : nearestOf(word, directory, { kind: 'description', most: Math.min(most, inNames - 1) });
  if (described.length > 0) return described;
  const weight = ({ word: name }: NearWord) =>
    directory.named(name).reduce((sum, { speaker }) => sum + speaker.statements, 0);
  return names
    .map((near) => ({ near, weight: weight(near) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ near }) => near);
}

function nearestOf(
  word: string,
  directory: Directory,
  { kind, most }: { readonly kind: 'name' | 'description'; readonly most: number },
): NearWord[] {
  const isLike = (candidate: string): boolean => {
    // Hardly anyone mistypes the first letter, and "Obama" is not "Osama".
    const sameStart = candidate[0] === word[0] || (candidate[0] === word[1] && candidate[1] === word[0]);
    return candidate.length >= 3 && (sameStart || word.length >= 6);
  };
  const found = directory.spelledLike(word, { kind, most, isLike });
  return found.filter(({ distance }) => distance === found[0]?.distance);
}
