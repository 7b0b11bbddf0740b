import { looksLikeVerb } from '../grammar.ts';
import {
  endOfListed,
  isCapitalAt,
  isFirmEnding,
  isInBody,
  joinsKnown,
  joinsLetters,
  joinsPartners,
  joinsTitle,
  ownsHouse,
} from './joined-names.ts';
import { knownName } from './known-names.ts';
import { knownAt, knownBetween } from './known-runs.ts';
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
import { isSmallSurname, isSmallSurnameAgain, opensInitials, opensPredicate } from './small-surnames.ts';
import { isCapital, isFirstMinister, type Word } from './words.ts';

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
  // "Sergeant Holt left. The sergeant said": a title is a word of the language as well.
  for (const word of words)
    if (
      word.leading &&
      !word.form.isOrdinary &&
      !word.form.isGivenName &&
      !word.form.isTitle &&
      onlyOpens(word, surnames, capitals)
    )
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
  if (isDate(words, at) || (isPeople(word) && !isParty(words, at))) return true;
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

/** "the First Federal Bank": within a sentence a small word has its capital from the name; "First Minister Ada Holt" anywhere. */
export function isOrdinalOfName(words: readonly Word[], at: number): boolean {
  const word = words[at];
  const next = words[at + 1];
  if (isFirstMinister(word, next) && next !== undefined && isCapital(next)) return true;
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

/** "U.S. Officials", as some outlets write it. */
function isPeopleOfNation(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]?.key;
  return words[at]?.form.role?.plural === true && (before === 'us' || before === 'uk');
}

/** "the Tories", "the Lib Dems", "Liberal Democrats": one party, as it calls itself. */
function isParty(words: readonly Word[], at: number): boolean {
  const before = words[at - 1];
  const isWhole = before?.key === 'the' || before?.key === 'both';
  const known = isWhole ? knownName(words[at]?.key ?? '') : knownBetween(words, Math.max(0, at - 1), at);
  return known?.kind === 'institution' && words[at]?.gap === 'space';
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
  if (word.key.length < 4 && word.key !== 'may') {
    const isBehindNumber = words[at - 1]?.shape === 'number' && words[at - 1]?.sentence === word.sentence;
    return words[at + 1]?.shape === 'number' || isBehindNumber;
  }
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
  if (next.key === 'of' && knownAt(words, last + 2, words.length - 1) > last && isInBody(words, last)) return last + 2;
  if ((next.key === 'for' || next.key === 'on') && here.form.kinds !== undefined && isCapital(after)) return last + 2;
  if (next.key === 'and' && isCapital(after) && joinsLetters(words, last)) return last + 2;
  // "Council for the Welfare of Immigrants"
  const isFor = next.key === 'for' && after.key === 'the' && (here.form.kinds?.length ?? 0) > 0;
  if (isFor && third?.gap === 'space' && isCapital(third) && third.form.isOrdinary) return last + 3;
  if (next.key === 'and' && isCapital(after) && (joinsKnown(words, last) || joinsTitle(words, last))) return last + 2;
  return next.key === 'and' && joinsPartners(words, last) ? last + 2 : last;
}

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

/** A capitalised word that does not go on with the name before it: "Rubio On Friday", "Senate Republicans". */
function endsRun(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (
    word === undefined ||
    (isPeople(word) && !isParty(words, at)) ||
    isPeopleOfNation(words, at) ||
    isDate(words, at) ||
    isVerbOfHeading(words, at)
  )
    return true;
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

/** A word that stands before names: "Mr.", "Senator". */
export function isTitle(words: readonly Word[], at: number): boolean {
  return words[at]?.form.isTitle ?? false;
}
