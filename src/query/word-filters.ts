import { stemOf, tokensOf } from './shelf.ts';

/** Tells whether a text has these words in this order, whatever their case and the marks between them. */
export function holdsPhrase(text: string, phrase: string): boolean {
  const wanted = tokensOf(phrase, 0).map(({ folded }) => folded);
  if (wanted.length === 0) return true;
  const words = tokensOf(text, 0).map(({ folded }) => folded);
  for (let start = 0; start + wanted.length <= words.length; start += 1) {
    if (wanted.every((word, place) => words[start + place] === word)) return true;
  }
  return false;
}

/** Tells whether a text has a word in any of its forms. */
export function holdsWord(text: string, word: string): boolean {
  const [wanted] = tokensOf(word, 0);
  return wanted !== undefined && tokensOf(text, 0).some(({ stem }) => stem === stemOf(wanted.folded));
}
