import { knownName } from './known-names.ts';
import { knownAt } from './known-runs.ts';
import { isTopic } from './offices.ts';
import { isCapital, type Word } from './words.ts';

/** "National Association of Automobile Manufacturers [of South Africa]": plurals of which a body is made. */
export function isInBody(words: readonly Word[], last: number): boolean {
  for (let at = last; at > last - 6; at -= 1) {
    const word = words[at];
    if (word === undefined || word.possessive || !(isCapital(word) || word.key === 'of')) return false;
    if (word.key === 'of') return (words[at - 1]?.form.kinds?.length ?? 0) > 0 && isCapitalAt(words, at - 1);
  }
  return false;
}

/** Most words before and behind the "and" of a name that letters stand for. */
const longestHalf = 6;

/** "Leith Marine Science and Technology Organisation (LMSTO)": the letters behind it count the words on both sides. */
export function joinsLetters(words: readonly Word[], last: number): boolean {
  let behind = '';
  let at = last + 2;
  for (; at <= last + 1 + longestHalf && isInName(words[at]); at += 1) behind += initialOf(words[at]);
  const letters = words[at];
  if (letters?.gap !== 'open' || letters.shape !== 'caps' || !letters.key.endsWith(behind)) return false;
  let before = '';
  for (let back = last; back > Math.max(-1, last - longestHalf) && before.length < letters.key.length; back -= 1) {
    before = initialOf(words[back]) + before;
    if (before.length > 0 && before + behind === letters.key) return true;
    if (words[back]?.gap !== 'space') return false;
  }
  return false;
}

function isInName(word: Word | undefined): boolean {
  return word?.gap === 'space' && (isCapital(word) || word.key === 'of' || word.key === 'for' || word.key === 'the');
}

function initialOf(word: Word | undefined): string {
  return word !== undefined && isCapital(word) ? word.key.charAt(0) : '';
}

/** "Alder and Mosse Co", "Reserve Oil and Minerals Corp": partners or trades, whose firm it is. */
export function joinsPartners(words: readonly Word[], last: number): boolean {
  const [partner, ending, behind] = words.slice(last + 2, last + 5);
  if (partner === undefined || !isCapital(partner) || partner.possessive) return false;
  // "Alder Inc and Mosse Co" are two.
  if (isFirmEnding(words[last]?.key ?? '')) return false;
  if (partnerEndings.has(partner.key)) return true;
  if (ending === undefined || ending.gap !== 'space' || !isCapital(ending)) return false;
  // "Meat and Livestock Australia"
  const isTrades =
    isNoName(words[last]) && isNoName(partner) && !(words[last]?.gap === 'space' && isCapitalAt(words, last - 1));
  const isTradeOf =
    isTrades && knownName(ending.key)?.kind === 'country' && !(behind?.gap === 'space' && isCapital(behind));
  if (isTradeOf && ending.shape === 'capital') return true;
  const isOfNation = words[last - 1]?.form.nation !== undefined && words[last]?.gap === 'space';
  // "Australian Wine and Brandy Corporation"
  if (isOfNation && (isFirmEnding(ending.key) || (ending.form.kinds?.length ?? 0) > 0)) return true;
  const isTrade = isFirmEnding(ending.key) && (isTradeWord(partner) || isTradeWord(words[last]));
  return (partnerEndings.has(ending.key) || isTrade) && !(behind?.gap === 'space' && behind.key === 'and');
}

function isNoName(word: Word | undefined): boolean {
  return word?.shape === 'capital' && word.form.nation === undefined && !word.form.isGivenName;
}

function isTradeWord(word: Word | undefined): boolean {
  return word !== undefined && (word.form.isOrdinary || word.form.kinds !== undefined);
}

const partnerEndings = new Set('co sons brothers bros partners associates llp'.split(' '));

const firmEndings = new Set('co corp corporation inc ltd limited llc llp plc ag nv gmbh holdings'.split(' '));

/** "Corp", "Ltd": the last word of a firm's full name. */
export function isFirmEnding(key: string): boolean {
  return firmEndings.has(key);
}

/** Place of "Television" in "Administration of Radio, Film and Television", or `last`: what one body is for. */
export function endOfListed(words: readonly Word[], last: number): number {
  const [second, and, third] = words.slice(last + 1, last + 4);
  if (second === undefined || and?.key !== 'and' || third === undefined) return last;
  const isList = isCapital(second) && isCapital(third) && and.gap === 'space' && third.gap === 'space';
  if (!isList || knownName(second.key) !== undefined || knownName(third.key) !== undefined) return last;
  for (let at = last - 1; at > Math.max(0, last - 4); at -= 1) {
    if (words[at]?.key !== 'of') continue;
    const head = words[at - 1];
    return head !== undefined && isCapital(head) && bodies.has(head.key) ? last + 3 : last;
  }
  return last;
}

const bodies = new Set('department ministry administration academy office bureau secretary minister'.split(' '));

/** "King's College", "the Information Commissioner's Office", unlike "Trump's Department". */
export function ownsHouse(words: readonly Word[], last: number): boolean {
  const next = words[last + 1];
  if (next === undefined || next.gap !== 'space' || !isCapital(next)) return false;
  if (houses.has(next.key)) return true;
  // "Fireman's Fund Corp", unlike "Texaco's Getty Oil Co"
  if (next.form.isOrdinary && isFirmEnding(words[last + 2]?.key ?? '') && words[last + 2]?.gap === 'space')
    return knownName(words[last]?.key ?? '') === undefined;
  let start = last;
  while (start > last - 4 && words[start]?.gap === 'space' && isCapitalAt(words, start - 1)) start -= 1;
  return (
    words[start - 1]?.key === 'the' &&
    (next.form.kinds?.length ?? 0) > 0 &&
    knownName(words[last]?.key ?? '') === undefined
  );
}

/** A capitalised word that is no "The" or "In". */
export function isCapitalAt(words: readonly Word[], at: number): boolean {
  const word = words[at];
  return word !== undefined && isCapital(word) && !word.form.isFunctionWord;
}

const houses = new Set(
  'hospital college church school university cathedral infirmary academy hospice abbey'.split(' '),
);

/** "Health and Human Services", "Food and Drug Administration": an "and" within a name that is known or ends like one. */
export function joinsKnown(words: readonly Word[], last: number): boolean {
  for (let first = last; first >= Math.max(0, last - 4); first -= 1) {
    const end = knownAt(words, first, words.length - 1);
    if (end > last + 1) return true;
    const word = words[first];
    if (word === undefined || !(isCapital(word) || word.key === 'of' || word.key === 'for')) return false;
    if (first < last && word.form.kinds !== undefined && words[first + 1]?.key === 'of') return true;
    // "Department for Work and Pensions"
    const isFor = words[first + 1]?.key === 'for' && (word.key === 'department' || word.key === 'ministry');
    if (first < last && isFor && isNoName(words[last + 2])) return true;
  }
  return false;
}

/** "Trade and Industry Secretary Ada Holt": two things that one office is for. */
export function joinsTitle(words: readonly Word[], last: number): boolean {
  if (!isTopic(words[last]?.key ?? '') || words[last + 1]?.key !== 'and') return false;
  for (let at = last + 2; at <= last + 5; at += 1) {
    const word = words[at];
    if (word === undefined || word.gap !== 'space' || !isCapital(word) || word.possessive) return false;
    const isOffice = word.form.role?.kind === 'office' && word.form.role?.plural === false;
    if (isOffice && at > last + 2) return isCapitalAt(words, at + 1) && words[at + 1]?.gap === 'space';
    // "Trade and Industry Department"
    if (at > last + 2 && bodies.has(word.key)) return true;
    if (!isTopic(word.key)) return false;
  }
  return false;
}
