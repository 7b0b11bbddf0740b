import list from '../../data/words/synonyms.json' with { type: 'json' };
import { stemOf } from './shelf.ts';

const groups = new Map<string, Set<readonly string[]>>();
for (const words of list.groups) {
  const stems = words.split(' ').map(stemOf);
  for (const stem of stems) groups.set(stem, (groups.get(stem) ?? new Set()).add(stems));
}

/** Terms of like meaning, which may stand for a term in an answer; the term itself is among them where it has any. */
export function likeMeanings(stem: string): ReadonlySet<string> {
  return new Set([...(groups.get(stem) ?? [])].flat());
}
