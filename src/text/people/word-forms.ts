import type { Form } from '../words.ts';
import { isDigitCode, isLowerCode, isUpperCode } from './characters.ts';
import { foldWord } from './fold.ts';
import { kindsOfHead, longestKnownFrom, nationOf } from './known-names.ts';
import {
  abbreviations,
  honorificGender,
  isFunctionWord,
  isGivenName,
  isOrdinaryWord,
  type RoleNoun,
  roleModifiers,
  roleNoun,
  roleOfTitle,
} from './lexicon.ts';

/** How a word is written: "he", "Rubio", "IAEA", "F.", "2024". */
export type Shape = 'lower' | 'capital' | 'caps' | 'initial' | 'number';

/**
 * What is the same wherever a word stands, with what the lists say of it: looked up once for each word of the language
 * instead of wherever a rule asks for it.
 */
export interface NameForm {
  /** Folded: lower case, no accents, no points. */
  readonly key: string;
  readonly shape: Shape;
  /** Keeps the point behind it: "Sen", "Inc". */
  readonly abbreviates: boolean;
  /** The noun for people that it is. */
  readonly role: RoleNoun | undefined;
  /** May stand before such a noun without a capital. */
  readonly modifiesRole: boolean;
  /** Stands before names: "Mr.", "Senator". */
  readonly isTitle: boolean;
  readonly isGivenName: boolean;
  /** "the", "after", "would". */
  readonly isFunctionWord: boolean;
  /** Begins sentences and is no name. */
  readonly isOrdinary: boolean;
  /** The country that it means as a word of origin. */
  readonly nation: string | undefined;
  /** What a name is that ends with it. */
  readonly kinds: readonly string[] | undefined;
  /** Most words of a known name that begins with it. */
  readonly longestKnown: number;
}

/** What rules about names ask of a word, possessive ending left out. */
export function nameFormOf(form: Form): NameForm {
  form.name ??= readNameForm(form.text);
  return form.name;
}

function readNameForm(word: string): NameForm {
  const key = foldWord(word);
  // "The PM said", unlike "at 3 pm".
  const role = key === 'pm' && word !== 'PM' ? undefined : roleNoun(key);
  return {
    key,
    shape: shapeOf(word),
    abbreviates: abbreviations.has(word.toLowerCase()),
    role,
    modifiesRole: roleModifiers.has(key),
    isTitle:
      key !== 'st' &&
      key !== 'saint' &&
      // "María del Carmen", unlike "Del. Holt".
      (key !== 'del' || word !== 'del') &&
      (role?.plural === false || honorificGender(key) !== undefined || roleOfTitle(key) !== undefined),
    isGivenName: isGivenName(key),
    isFunctionWord: isFunctionWord(key),
    isOrdinary: isOrdinaryWord(key),
    nation: nationOf(key),
    kinds: kindsOfHead(key),
    longestKnown: longestKnownFrom(key),
  };
}

function shapeOf(word: string): Shape {
  const first = word.charCodeAt(0);
  if (isDigitCode(first)) return isNumberedName(word) ? 'capital' : 'number';
  if (!isUpperCode(first)) return hasInnerCapital(word) ? 'capital' : 'lower';
  let capitals = 0;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    if (isLowerCode(code)) return 'capital';
    if (isUpperCode(code)) capitals += 1;
  }
  return capitals === 1 ? 'initial' : 'caps';
}

/** "3Com", "7Eleven": digits that a capital and small letters follow. */
function isNumberedName(word: string): boolean {
  let at = 0;
  while (at < word.length && isDigitCode(word.charCodeAt(at))) at += 1;
  return at < word.length - 1 && isUpperCode(word.charCodeAt(at)) && isLowerCode(word.charCodeAt(at + 1));
}

/** "al-Assad", "d’Estaing", "iPhone", "then-Senator". */
function hasInnerCapital(word: string): boolean {
  for (let at = 1; at < word.length && at < 6; at += 1) if (isUpperCode(word.charCodeAt(at))) return true;
  return false;
}
