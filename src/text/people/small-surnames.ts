import { findCue } from '../cues.ts';
import { honorificGender } from './lexicon.ts';
import { isCapital, type Word } from './words.ts';

/** "Mrs May", "Theresa May", "Mr Long": words of English that are surnames behind an honorific, and "May" behind a forename. */
export function isSmallSurname(words: readonly Word[], at: number): boolean {
  const [before, word, next] = [words[at - 1], words[at], words[at + 1]];
  if (before === undefined || word?.gap !== 'space' || word.shape !== 'capital') return false;
  const goesOn = next?.gap === 'space' && isCapital(next);
  const gender = honorificGender(before.key);
  const isCalled = gender !== undefined && gender !== null && !before.form.isFunctionWord;
  const isBehindForename = before.form.isGivenName && isCapital(before) && !before.possessive;
  return !goesOn && (isCalled || (isBehindForename && (word.key === 'may' || isSurnameHere(word, next))));
}

/** "Graeme Down, of", "Jeremy Dear said": within a sentence in small letters, unlike a heading. */
function isSurnameHere({ key }: Word, next: Word | undefined): boolean {
  const goesOn = next?.gap === 'comma' || (next?.gap === 'space' && next.shape === 'lower');
  return goesOn && alsoSurnames.has(key);
}

const alsoSurnames = new Set(
  'down dear little best more still over close well self ever much such back long'.split(' '),
);

/** "May said", where the article names Theresa May. */
export function isSmallSurnameAgain(words: readonly Word[], at: number, surnames: ReadonlySet<string>): boolean {
  const word = words[at];
  if (word?.shape !== 'capital' || !surnames.has(word.key)) return false;
  const next = words[at + 1];
  if (next?.gap !== 'space' || next.key === 'of') return false;
  return afterSubject.has(next.key) || findCue(next.key)?.form === 'past';
}

const afterSubject = new Set('said says told was is has had who and of added did does'.split(' '));

/** "said", "is", "who": words that follow a subject. */
export function opensPredicate(key: string): boolean {
  return afterSubject.has(key);
}

/** "A. R. Desai", "I K Desai": letters that are words elsewhere. */
export function opensInitials(words: readonly Word[], at: number): boolean {
  const [first, second, third] = [words[at], words[at + 1], words[at + 2]];
  const areLetters = first?.shape === 'initial' && second?.shape === 'initial' && second.key.length === 1;
  return areLetters && second.gap === 'space' && third?.gap === 'space' && isCapital(third);
}
