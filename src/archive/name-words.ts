import type { NameWordKind } from '../model/archive.ts';
import { foldName } from './fold-name.ts';

/** Words that a name or title may or may not have. */
const fillers = new Set(['the', 'a', 'an', 'of', 'for', 'and', 'in', 'at', 'to', 's', 'de', 'la']);

/** The words of a name or description as they are compared: folded, without a possessive 's and a "the" before them. */
export function wordsOfName(name: string): string[] {
  const bare = /['’]/.test(name) ? name.replace(/(\p{L})['’]s?(?=\s|$)/gu, '$1') : name;
  return foldName(bare)
    .split(' ')
    .filter((word) => word !== '');
}

/** Words that tell one name from another; all of them where there is no other. */
export function contentWords(words: readonly string[]): string[] {
  const content = words.filter((word) => !fillers.has(word));
  return content.length === 0 ? [...words] : content;
}

/** Initials of every run of two to six counting words, so that "head of the International Atomic Energy Agency" has "iaea". */
export function possibleInitials(words: readonly string[]): string[] {
  const content = contentWords(words);
  let letters = '';
  for (const word of content) letters += word.charAt(0);
  const found: string[] = [];
  for (let start = 0; start < content.length && start < 12; start += 1) {
    for (let length = 2; length <= 6 && start + length <= content.length; length += 1) {
      if (length === 2 && content.length > 2) continue;
      // Half of a sign beyond the basic plane is no letter, and SQLite would take all halves for one.
      found.push(letters.slice(start, start + length).toWellFormed());
    }
  }
  return found;
}

/** What a wording is found by, each once; the description of somebody unnamed stands for a name and is none. */
export function searchWords(text: string, wording: 'name' | 'description'): [kind: NameWordKind, word: string][] {
  const words = wordsOfName(text);
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return [];
  const initials = [...new Set(possibleInitials(words))].map((letters): [NameWordKind, string] => [
    'initials',
    letters,
  ]);
  if (wording === 'description') {
    return [...new Set(contentWords(words))]
      .map((word): [NameWordKind, string] => ['description', word])
      .concat(initials);
  }
  return [...new Set(words)]
    .map((word): [NameWordKind, string] => ['name', word])
    .concat([['first', first], ['last', last], ...initials]);
}
