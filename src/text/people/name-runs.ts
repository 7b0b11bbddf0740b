import { looksLikeVerb } from '../grammar.ts';
import { type KnownName, knownName } from './known-names.ts';
import {
  honorificGender,
  isGivenName,
  isOfThen,
  isOpener,
  isOrdinaryWord,
  isSurnameInS,
  monthsAndDays,
  nameParticles,
} from './lexicon.ts';
import { isTopic } from './offices.ts';
import { isSmallSurname, isSmallSurnameAgain, opensInitials, opensPredicate } from './small-surnames.ts';
import { isCapital, type Word } from './words.ts';

/** Places of the first and last word. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

/** Capitalised words in one go, with the particles and the "of" between them. */
export function findRuns(words: readonly Word[], surnames: ReadonlySet<string>, capitals: ReadonlySet<string>): Run[] {
  const small = smallElsewhere(words, surnames, capitals);
  const runs: Run[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined || !isCapital(word) || startsAsOrdinary(words, at, surnames)) continue;
    if (onlyOpens(word, surnames, capitals) && (isLikelyPlural(words, at) || small.has(word.key))) continue;
    let last = at;
    for (let next = nextOfRun(words, last); next > last; next = nextOfRun(words, last)) last = next;
    runs.push({ first: at, last });
    at = last;
  }
  return runs;
}

/** A word whose every capital may be due to the place. */
function onlyOpens(word: Word, surnames: ReadonlySet<string>, capitals: ReadonlySet<string>): boolean {
  return word.leading && word.shape === 'capital' && !capitals.has(word.key) && !surnames.has(word.key);
}

/** "Beef" in "Beef cattle use tools", where the article speaks of "beef" too: words that only open sentences, and are small elsewhere. */
function smallElsewhere(
  words: readonly Word[],
  surnames: ReadonlySet<string>,
  capitals: ReadonlySet<string>,
): ReadonlySet<string> {
  const opening = new Set<string>();
  for (const word of words)
    if (word.leading && !word.form.isOrdinary && !word.form.isGivenName && onlyOpens(word, surnames, capitals))
      opening.add(word.key);
  const small = new Set<string>();
  if (opening.size > 0) for (const { shape, key } of words) if (shape === 'lower' && opening.has(key)) small.add(key);
  return small;
}

/** "In Paris", "Speaking after", "I": a capital that is due to the place, or to English. */
function startsAsOrdinary(words: readonly Word[], at: number, surnames: ReadonlySet<string>): boolean {
  const word = words[at];
  if (word === undefined) return true;
  if (opensInitials(words, at)) return false;
  if (word.key === 'i' || word.key === "i'm" || word.key === "i've" || word.key === "i'll" || word.key === "i'd")
    return true;
  if (isOrdinalOfName(words, at)) return false;
  if (word.key === 'said' && word.leading && saysBefore(words, at)) return true;
  if (word.form.isFunctionWord && (isSmallSurnameAgain(words, at, surnames) || isSmallSurname(words, at))) return false;
  if (word.form.isFunctionWord)
    return word.leading
      ? !isForename(words, at)
      : !isCapitalForename(words, at) && (word.shape !== 'caps' || word.key.length > 3);
  if (isDate(words, at) || isPeople(word)) return true;
  if (!word.leading || surnames.has(word.key)) return false;
  const looksLikeAdverb = /(?:ly|ing)$/.test(word.key) && !word.form.isGivenName;
  const isPlural = word.form.role?.plural === true;
  return (
    (word.form.isOrdinary || (looksLikeAdverb && !beginsFirm(words, at)) || isPlural) &&
    !beginsName(words, at, surnames) &&
    !isPartOfKnown(words, at)
  );
}

/** `Said Holt, "It is late"`: the verb, unlike "Said Hassan left". */
function saysBefore(words: readonly Word[], at: number): boolean {
  for (let next = at + 1; next <= at + 4; next += 1) {
    const word = words[next];
    if (word === undefined || word.gap !== 'space') return next > at + 1;
    if (!isCapital(word)) return false;
  }
  return false;
}

/** "said Per Vik": in small letters all around, so that no heading gives the capital. */
function isCapitalForename(words: readonly Word[], at: number): boolean {
  const [before, word, next] = [words[at - 1], words[at], words[at + 1]];
  const isNamed = word?.form.isGivenName === true && word.gap === 'space' && before?.shape === 'lower';
  return isNamed && next?.gap === 'space' && next.shape === 'capital' && !next.form.isFunctionWord;
}

/** "the First Federal Bank": within a sentence a small word has its capital from the name. */
export function isOrdinalOfName(words: readonly Word[], at: number): boolean {
  const word = words[at];
  const next = words[at + 1];
  return word?.key === 'first' && word.shape === 'capital' && !word.leading && next?.gap === 'space' && isCapital(next);
}

/** "Bally Motors Corp": no adverb, as far as a list knows. */
function beginsFirm(words: readonly Word[], at: number): boolean {
  for (let next = at + 1; next <= at + 4; next += 1) {
    const word = words[next];
    if (word === undefined || word.gap !== 'space' || !isCapital(word)) return false;
    if (isFirmEnding(word.key)) return !isOrdinaryWord(words[at]?.key ?? '');
  }
  return false;
}

/** "Republicans", "Muslims", "MPs": English gives them a capital, and they are many. */
function isPeople({ key, form: { role: noun } }: Word): boolean {
  return noun?.plural === true && (noun.kind === 'party' || faiths.has(key) || members.has(key));
}

const members = new Set('mps meps msps pcs gps'.split(' '));

const faiths = new Set(
  'muslims christians jews catholics evangelicals europeans democrats republicans tories'.split(' '),
);

/** "Editorialists said", "Two-thirds said": many, at the start of a sentence and nowhere else with a capital. */
function isLikelyPlural(words: readonly Word[], at: number): boolean {
  const key = words[at]?.key ?? '';
  const next = words[at + 1];
  const goesOn = next !== undefined && next.gap === 'space' && isCapital(next);
  if (goesOn || isGivenName(key) || knownName(key) !== undefined || isSurnameInS(key) || isOfThen(key)) return false;
  const hyphen = key.indexOf('-');
  if (hyphen > 0 && isOrdinaryWord(key.slice(0, hyphen))) return true;
  return key.length > 4 && /[^sui]s$/.test(key);
}

/** "Will Smith said" at the start of a sentence, unlike "Will Congress act". */
function isForename(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  const after = words[at + 2];
  if (!(words[at]?.form.isGivenName ?? false) || next === undefined || next.gap !== 'space' || !isCapital(next))
    return false;
  return (
    knownName(next.key) === undefined && (after === undefined || after.gap !== 'space' || opensPredicate(after.key))
  );
}

/** "Senator Clara Boyd", "Secretary of State", "Labor Department": an ordinary word that begins a name after all. */
function beginsName(words: readonly Word[], at: number, surnames: ReadonlySet<string>): boolean {
  const word = words[at];
  const next = words[at + 1];
  if (word === undefined || next === undefined || next.gap !== 'space') return false;
  if (joinsTitle(words, at)) return true;
  const { key, form } = word;
  // "Chuck Holt", "Grace Holt"
  if (form.isGivenName && surnames.has(next.key)) return true;
  const isRole = form.role?.plural === false;
  const after = words[at + 2];
  if (next.key === 'of')
    return (isRole || form.kinds !== undefined) && isCapitalAt(words, after?.key === 'the' ? at + 3 : at + 2);
  if (!isCapital(next)) return false;
  if (form.role !== undefined || form.modifiesRole) return true;
  const isOther =
    surnames.has(next.key) || next.form.isGivenName || knownName(next.key) !== undefined || isDate(words, at + 1);
  return !isOther && !next.form.isFunctionWord && !isOpener(key);
}

function isPartOfKnown(words: readonly Word[], at: number): boolean {
  return knownAt(words, at, words.length - 1) > at;
}

function isDate(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined || !monthsAndDays.has(word.key)) return false;
  // "Jan Maas", "Mar Vista": a short month is one beside a number only.
  if (word.key.length < 4 && word.key !== 'may')
    return words[at + 1]?.shape === 'number' || words[at - 1]?.shape === 'number';
  const before = words[at - 1];
  const next = words[at + 1];
  if (word.key === 'may' || word.key === 'april' || word.key === 'june' || word.key === 'august') {
    if (before !== undefined && word.gap === 'space' && isCapital(before)) {
      if (before.form.isGivenName || honorificGender(before.key) !== undefined || before.form.role) return false;
    }
    if (next !== undefined && next.gap === 'space' && isCapital(next) && word.key !== 'may') return false;
  }
  return true;
}

/** Place of the next word that belongs to the run, or `last` when it ends. */
function nextOfRun(words: readonly Word[], last: number): number {
  const here = words[last];
  const next = words[last + 1];
  if (here === undefined || next === undefined) return last;
  // "Saint Brendan's Hospital", "King's College"
  if (here.possessive) return ownsHouse(words, last) ? last + 1 : last;
  if (next.gap === 'quote') return surnameBehindNickname(words, last);
  if (next.gap === 'comma') return endOfListed(words, last);
  if (next.gap !== 'space' && next.gap !== 'none' && !(next.gap === 'hyphen' && isCapital(next))) return last;
  if (isCapital(next)) return endsRun(words, last + 1) ? last : last + 1;
  if (next.shape !== 'lower') return last;
  if (next.key === 'plc' || next.key === 'llp') return last + 1;
  const after = words[last + 2];
  const third = words[last + 3];
  if (after === undefined || after.gap !== 'space') return last;
  if (nameParticles.has(next.key)) {
    if (isCapital(after)) return last + 2;
    if (nameParticles.has(after.key) && third !== undefined && third.gap === 'space' && isCapital(third))
      return last + 3;
  }
  const takesOf = here.form.kinds !== undefined || here.form.role?.plural === false || here.key === 'houses';
  if (next.key === 'of' && takesOf) {
    if (isCapital(after) && !after.form.isFunctionWord) return last + 2;
    if (after.key === 'the' && third !== undefined && isCapital(third)) return last + 3;
  }
  if ((next.key === 'for' || next.key === 'on') && here.form.kinds !== undefined && isCapital(after)) return last + 2;
  // "Council for the Welfare of Immigrants"
  const isFor = next.key === 'for' && after.key === 'the' && (here.form.kinds?.length ?? 0) > 0;
  if (isFor && third?.gap === 'space' && isCapital(third) && third.form.isOrdinary) return last + 3;
  if (next.key === 'and' && isCapital(after) && (joinsKnown(words, last) || joinsTitle(words, last))) return last + 2;
  return next.key === 'and' && joinsPartners(words, last) ? last + 2 : last;
}

/** "Alder and Mosse Co", "Reserve Oil and Minerals Corp": partners or trades, whose firm it is. */
function joinsPartners(words: readonly Word[], last: number): boolean {
  const [partner, ending, behind] = words.slice(last + 2, last + 5);
  if (partner === undefined || !isCapital(partner) || partner.possessive) return false;
  // "Alder Inc and Mosse Co" are two.
  if (isFirmEnding(words[last]?.key ?? '')) return false;
  if (partnerEndings.has(partner.key)) return true;
  if (ending === undefined || ending.gap !== 'space' || !isCapital(ending)) return false;
  const isOfNation = words[last - 1]?.form.nation !== undefined && words[last]?.gap === 'space';
  // "Australian Wine and Brandy Corporation"
  if (isOfNation && (isFirmEnding(ending.key) || (ending.form.kinds?.length ?? 0) > 0)) return true;
  const isTrade = isFirmEnding(ending.key) && (isTradeWord(partner) || isTradeWord(words[last]));
  return (partnerEndings.has(ending.key) || isTrade) && !(behind?.gap === 'space' && behind.key === 'and');
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
function endOfListed(words: readonly Word[], last: number): number {
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

/** Place of "Holt" in `Al “Big Al” Holt`, or `last`. */
function surnameBehindNickname(words: readonly Word[], last: number): number {
  const nickname = words[last + 1];
  if (!(words[last]?.form.isGivenName ?? false) || nickname === undefined || !isCapital(nickname)) return last;
  for (let at = last + 2; at <= last + 4; at += 1) {
    const word = words[at];
    if (word === undefined || word.sentence !== nickname.sentence) return last;
    if (word.gap === 'quote') return word.shape === 'capital' ? at : last;
    if (word.gap !== 'space') return last;
  }
  return last;
}

/** "King's College", "the Information Commissioner's Office", unlike "Trump's Department". */
function ownsHouse(words: readonly Word[], last: number): boolean {
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
function isCapitalAt(words: readonly Word[], at: number): boolean {
  const word = words[at];
  return word !== undefined && isCapital(word) && !word.form.isFunctionWord;
}

const houses = new Set(
  'hospital college church school university cathedral infirmary academy hospice abbey'.split(' '),
);

/** A capitalised word that does not go on with the name before it: "Rubio On Friday", "Senate Republicans". */
function endsRun(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined || isPeople(word) || isDate(words, at) || isVerbOfHeading(words, at)) return true;
  if (!word.form.isFunctionWord || word.shape === 'initial' || word.shape === 'caps') return false;
  if (isSmallSurname(words, at)) return false;
  const next = words[at + 1];
  // "Judge Oh Min-ji": a word of English that is a surname elsewhere.
  return !(isTitle(words, at - 1) && next?.gap === 'space' && isCapital(next) && !next.form.isFunctionWord);
}

/** "Ada Holt Goes Home": in a heading the verb has a capital too. */
function isVerbOfHeading(words: readonly Word[], at: number): boolean {
  const word = words[at];
  const isName = words[at - 2]?.form.isGivenName === true && words[at - 1]?.gap === 'space';
  if (word === undefined || !isName || !/[^s]s$/.test(word.key) || isSurnameInS(word.key)) return false;
  const next = words[at + 1];
  const goesOn = next?.gap === 'space' && next.sentence === word.sentence && isCapital(next);
  return looksLikeVerb(word.key) || (goesOn && (headingVerbs.has(word.key) || isOrdinaryWord(word.key.slice(0, -1))));
}

/** Verbs of headings that hardly stand elsewhere. */
const headingVerbs = new Set(
  (
    'backs hits beats compares rips slams mocks blasts touts vows eyes dubs bashes trolls hails defends shreds spars endorses dodges skips ' +
    'snubs taunts grills rebukes scolds praises pledges unveils lauds decries derides berates admonishes likens trounces'
  ).split(' '),
);

/** "Health and Human Services", "Food and Drug Administration": an "and" within a name that is known or ends like one. */
function joinsKnown(words: readonly Word[], last: number): boolean {
  for (let first = last; first >= Math.max(0, last - 4); first -= 1) {
    const end = knownAt(words, first, words.length - 1);
    if (end > last + 1) return true;
    const word = words[first];
    if (word === undefined || !(isCapital(word) || word.key === 'of')) return false;
    if (first < last && word.form.kinds !== undefined && words[first + 1]?.key === 'of') return true;
  }
  return false;
}

/** "Trade and Industry Secretary Ada Holt": two things that one office is for. */
function joinsTitle(words: readonly Word[], last: number): boolean {
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

/** End of the longest known name that begins at `first`, or -1. */
export function knownAt(words: readonly Word[], first: number, limit: number): number {
  const start = words[first];
  if (start === undefined || start.shape === 'lower' || start.shape === 'number') return -1;
  let key = '';
  let found = -1;
  const end = Math.min(limit, first + start.form.longestKnown - 1);
  for (let at = first; at <= end; at += 1) {
    const word = words[at];
    if (word === undefined || (at > first && word.gap !== 'space' && word.gap !== 'comma')) break;
    key = at === first ? word.key : `${key} ${word.key}`;
    if (knownName(key) !== undefined) found = at;
    if (word.possessive) break;
  }
  return found;
}

/** What is known everywhere by the name that these words make. */
export function knownBetween(words: readonly Word[], first: number, last: number): KnownName | undefined {
  const longest = words[first]?.form.longestKnown ?? 0;
  return last - first < longest ? knownName(keyOf(words, first, last)) : undefined;
}

function keyOf(words: readonly Word[], first: number, last: number): string {
  let key = '';
  for (let at = first; at <= last; at += 1) key += (at > first ? ' ' : '') + (words[at]?.key ?? '');
  return key;
}

/** A word that stands before names: "Mr.", "Senator". */
export function isTitle(words: readonly Word[], at: number): boolean {
  return words[at]?.form.isTitle ?? false;
}
