import list from '../../data/words/synonyms.json' with { type: 'json' };
import { stemOf } from './shelf.ts';

const groups = new Map<string, Set<number>>();
for (const [place, words] of list.groups.entries()) {
  for (const word of words.split(' ')) {
    const stem = stemOf(word);
    groups.set(stem, (groups.get(stem) ?? new Set()).add(place));
  }
}

const none: ReadonlySet<number> = new Set();

/** Groups of words of like meaning that a term is in: two terms of one group may stand for one another. */
export function meaningsOf(stem: string): ReadonlySet<number> {
  return groups.get(stem) ?? none;
}
