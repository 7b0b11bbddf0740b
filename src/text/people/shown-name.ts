import { nameSuffixes } from './lexicon.ts';
import type { Referent } from './referents.ts';
import type { Word } from './words.ts';

/** The name as it stands; capitals throughout ("RUBIO") become "Rubio" where it is no acronym. */
export function shownName(text: string, words: readonly Word[], { first, last, name }: Referent): string {
  const shown = text.slice(words[first]?.start ?? 0, words[last]?.end ?? 0).replace(/\s+/g, ' ');
  const shouts = name?.kind === 'person' && words[last]?.shape === 'caps' && !nameSuffixes.has(words[last]?.key ?? '');
  return shouts
    ? shown.replace(/\p{L}[\p{L}’']*/gu, (word) =>
        word.length > 2 ? word.charAt(0) + word.slice(1).toLowerCase() : word,
      )
    : shown;
}
