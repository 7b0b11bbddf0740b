import lists from '../../data/words/grammar.json' with { type: 'json' };

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Closed classes of English words, in lower case. */
export const determiners = setOf(lists.determiners);
export const subjectPronouns = setOf(lists.subjectPronouns);
export const objectPronouns = setOf(lists.objectPronouns);
export const prepositions = setOf(lists.prepositions);
export const clauseOpeners = setOf(lists.clauseOpeners);
export const auxiliaries = setOf(lists.auxiliaries);
export const timeWords = setOf(lists.timeWords);

const adverbs = setOf(lists.adverbs);
const verbs = setOf(lists.verbs);
const notAdverbs = new Set([
  'family',
  'ally',
  'italy',
  'july',
  'assembly',
  'reply',
  'supply',
  'only',
  'daily',
  'rally',
  'monthly',
  'weekly',
  'elderly',
  'kelly',
  'billy',
  'sally',
  'emily',
  'fly',
  'bully',
  'anomaly',
  'melancholy',
  'monopoly',
]);

export function isAdverb(word: string): boolean {
  return adverbs.has(word) || (word.length > 4 && word.endsWith('ly') && !notAdverbs.has(word));
}

/** Tells whether a word looks like a finite verb; guesses from "-ed" for those that no list holds. */
export function looksLikeVerb(word: string): boolean {
  return verbs.has(word) || (word.length > 4 && word.endsWith('ed') && !word.endsWith('eed'));
}
