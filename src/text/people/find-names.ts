import type { KnownName } from './known-names.ts';
import { kindsOfHead, knownName, longestKnownName, nationOf } from './known-names.ts';
import {
  honorificGender,
  isFunctionWord,
  isGivenName,
  isOrdinaryWord,
  isOriginWord,
  monthsAndDays,
  nameParticles,
  nameSuffixes,
  roleModifiers,
  roleNoun,
  roleOfTitle,
} from './lexicon.ts';
import type { Word } from './words.ts';

/** A name where it stands. All numbers are places in the list of words, both ends included. */
export interface NameMention {
  /** Where the titles before it begin; `first` when it has none. */
  readonly from: number;
  readonly first: number;
  readonly last: number;
  /** A *thing* has a name and does not speak ("Iran Nuclear Deal"). */
  readonly kind: 'person' | 'group' | 'place' | 'thing';
  /** False for a single word that only its capital makes look like a name. */
  readonly sure: boolean;
  readonly known: KnownName | null;
}

/** Finds the names of people, institutions and places, in reading order. */
export function findNames(words: readonly Word[]): NameMention[] {
  const surnames = findSurnames(words);
  return findRuns(words, surnames).flatMap((run) => readRun(words, run, surnames));
}

/** What follows forenames and titles: words that are names wherever the article has them. */
function findSurnames(words: readonly Word[]): Set<string> {
  const surnames = new Set<string>();
  for (let at = 0; at + 1 < words.length; at += 1) {
    const word = words[at];
    if (word === undefined || !isCapital(word) || word.possessive) continue;
    if (!isGivenName(word.key) && !isTitle(words, at)) continue;
    if (isFunctionWord(word.key) && word.leading) continue;
    // "Debbie Wasserman Schultz": each half may be a surname by itself.
    for (let next = at + 1; next <= at + 3; next += 1) {
      const follower = words[next];
      if (follower === undefined || follower.gap !== 'space' || !isCapital(follower) || isFunctionWord(follower.key))
        break;
      if (kindsOfHead(follower.key) === undefined && !isTitle(words, next)) surnames.add(follower.key);
      if (follower.possessive) break;
    }
  }
  return surnames;
}

interface Run {
  readonly first: number;
  readonly last: number;
}

/** Capitalised words in one go, with the particles and the "of" between them. */
function findRuns(words: readonly Word[], surnames: ReadonlySet<string>): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined || !isCapital(word) || startsAsOrdinary(words, at, surnames)) continue;
    let last = at;
    for (let next = nextOfRun(words, last); next > last; next = nextOfRun(words, last)) last = next;
    runs.push({ first: at, last });
    at = last;
  }
  return runs;
}

function isCapital({ shape }: Word): boolean {
  return shape === 'capital' || shape === 'caps' || shape === 'initial';
}

/** "In Paris", "Speaking after", "I": a capital that is due to the place, or to English. */
function startsAsOrdinary(words: readonly Word[], at: number, surnames: ReadonlySet<string>): boolean {
  const word = words[at];
  if (word === undefined) return true;
  if (word.key === 'i' || word.key === "i'm" || word.key === "i've" || word.key === "i'll" || word.key === "i'd")
    return true;
  if (isFunctionWord(word.key))
    return word.leading ? !isForename(words, at) : word.shape !== 'caps' || word.key.length > 3;
  if (isDate(words, at) || isPeople(word.key)) return true;
  if (!word.leading || surnames.has(word.key)) return false;
  const looksLikeAdverb = /(?:ly|ing)$/.test(word.key) && !isGivenName(word.key);
  const isPlural = roleNoun(word.key)?.plural === true;
  return (
    (isOrdinaryWord(word.key) || looksLikeAdverb || isPlural) &&
    !isRoleBeforeName(words, at) &&
    !isPartOfKnown(words, at)
  );
}

/** "Republicans", "Muslims": English gives them a capital, and they are many. */
function isPeople(key: string): boolean {
  const noun = roleNoun(key);
  return noun?.plural === true && (noun.kind === 'party' || faiths.has(key));
}

const faiths = new Set(
  'muslims christians jews catholics evangelicals europeans democrats republicans tories'.split(' '),
);

/** "Will Smith said" at the start of a sentence, unlike "Will Congress act". */
function isForename(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  const after = words[at + 2];
  if (!isGivenName(words[at]?.key ?? '') || next === undefined || next.gap !== 'space' || !isCapital(next))
    return false;
  return (
    knownName(next.key) === undefined && (after === undefined || after.gap !== 'space' || afterSubject.has(after.key))
  );
}

const afterSubject = new Set('said says told was is has had who and of added did does'.split(' '));

function isRoleBeforeName(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  const noun = roleNoun(words[at]?.key ?? '');
  if (next === undefined || next.gap !== 'space' || !isCapital(next)) return false;
  return noun !== undefined || roleModifiers.has(words[at]?.key ?? '');
}

function isPartOfKnown(words: readonly Word[], at: number): boolean {
  return knownAt(words, at, at + longestKnownName - 1) > at;
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
      if (isGivenName(before.key) || honorificGender(before.key) !== undefined || roleNoun(before.key)) return false;
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
  if (here.possessive) return next.gap === 'space' && isCapital(next) && houses.has(next.key) ? last + 1 : last;
  if (next.gap !== 'space' && next.gap !== 'none' && !(next.gap === 'hyphen' && isCapital(next))) return last;
  if (isCapital(next)) return endsRun(words, last + 1) ? last : last + 1;
  if (next.shape !== 'lower') return last;
  const after = words[last + 2];
  const third = words[last + 3];
  if (after === undefined || after.gap !== 'space') return last;
  if (nameParticles.has(next.key)) {
    if (isCapital(after)) return last + 2;
    if (nameParticles.has(after.key) && third !== undefined && third.gap === 'space' && isCapital(third))
      return last + 3;
  }
  const takesOf = kindsOfHead(here.key) !== undefined || roleNoun(here.key)?.plural === false || here.key === 'houses';
  if (next.key === 'of' && takesOf) {
    if (isCapital(after) && !isFunctionWord(after.key)) return last + 2;
    if (after.key === 'the' && third !== undefined && isCapital(third)) return last + 3;
  }
  if ((next.key === 'for' || next.key === 'on') && kindsOfHead(here.key) !== undefined && isCapital(after))
    return last + 2;
  if (next.key === 'and' && isCapital(after) && joinsKnown(words, last)) return last + 2;
  return last;
}

const houses = new Set(
  'hospital college church school university cathedral infirmary academy hospice abbey'.split(' '),
);

/** A capitalised word that does not go on with the name before it: "Rubio On Friday", "Senate Republicans". */
function endsRun(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined || isPeople(word.key) || isDate(words, at)) return true;
  if (!isFunctionWord(word.key) || word.shape === 'initial' || word.shape === 'caps') return false;
  const next = words[at + 1];
  // "Judge Oh Min-ji": a word of English that is a surname elsewhere.
  return !(isTitle(words, at - 1) && next?.gap === 'space' && isCapital(next) && !isFunctionWord(next.key));
}

/** "Health and Human Services", "Food and Drug Administration": an "and" within a name that is known or ends like one. */
function joinsKnown(words: readonly Word[], last: number): boolean {
  for (let first = last; first >= Math.max(0, last - 4); first -= 1) {
    const end = knownAt(words, first, last + longestKnownName);
    if (end > last + 1) return true;
    const word = words[first];
    if (word === undefined || !(isCapital(word) || word.key === 'of')) return false;
    if (first < last && kindsOfHead(word.key) !== undefined && words[first + 1]?.key === 'of') return true;
  }
  return false;
}

/** End of the longest known name that begins at `first`, or -1. */
function knownAt(words: readonly Word[], first: number, limit: number): number {
  const start = words[first];
  if (start === undefined || start.shape === 'lower' || start.shape === 'number') return -1;
  let key = '';
  let found = -1;
  for (let at = first; at <= limit && at < first + longestKnownName; at += 1) {
    const word = words[at];
    if (word === undefined || (at > first && word.gap !== 'space' && word.gap !== 'comma')) break;
    key = at === first ? word.key : `${key} ${word.key}`;
    if (knownName(key) !== undefined) found = at;
    if (word.possessive) break;
  }
  return found;
}

function keyOf(words: readonly Word[], first: number, last: number): string {
  let key = '';
  for (let at = first; at <= last; at += 1) key += (at > first ? ' ' : '') + (words[at]?.key ?? '');
  return key;
}

/** Takes a run apart into titles and name, and says what the name is of. */
function readRun(words: readonly Word[], run: Run, surnames: ReadonlySet<string>): NameMention[] {
  let first = run.first;
  // "Separately Rubio": the capital of the first word is due to the place when the rest is a name by itself.
  while (first < run.last && dropsFirst(words, first, run.last)) first += 1;
  const whole = knownName(keyOf(words, first, run.last));
  if (whole !== undefined) return [named(words, { first, last: run.last }, whole, surnames)];
  const split = endOfTitles(words, first, run.last);
  if (split > run.last) return [];
  if (split > first) return [personAfterTitles(words, first, split, run.last)];
  return readBareRun(words, first, run.last, surnames);
}

function dropsFirst(words: readonly Word[], at: number, last: number): boolean {
  const word = words[at];
  if (word === undefined) return false;
  if (!word.leading) return isFunctionWord(word.key) && word.shape === 'capital' && !isGivenName(word.key);
  if (isGivenName(word.key) || roleNoun(word.key) !== undefined || roleModifiers.has(word.key)) return false;
  if (roleOfTitle(word.key) !== undefined || honorificGender(word.key) !== undefined) return false;
  if (nationOf(word.key) !== undefined || knownAt(words, at, last) >= at) return false;
  return isOrdinaryWord(word.key) || /(?:ly|ing|ed)$/.test(word.key);
}

/** An institution or place, taken on over lower-case words that complete it ("Israeli military", "Clinton campaign"). */
function named(
  words: readonly Word[],
  { first, last }: Run,
  known: KnownName | null,
  surnames: ReadonlySet<string>,
): NameMention {
  const extended = lowerHeadAfter(words, last);
  if (extended > last) return { from: first, first, last: extended, kind: 'group', sure: true, known: null };
  if (known === null) return { from: first, first, last, kind: 'group', sure: true, known };
  const isSurname = first === last && surnames.has(words[first]?.key ?? '') && known.kind === 'place';
  if (isSurname) return { from: first, first, last, kind: 'person', sure: true, known: null };
  return { from: first, first, last, kind: known.kind === 'place' ? 'place' : 'group', sure: true, known };
}

const lowerHeads = new Set(
  (
    'campaign administration government ministry military army navy embassy team camp police parliament court presidency ' +
    'foundation delegation regime'
  ).split(' '),
);

/** Place of "campaign" in "Clinton campaign", or `last`. A role after it takes the whole as its own ("campaign manager"). */
function lowerHeadAfter(words: readonly Word[], last: number): number {
  if (words[last]?.possessive) return last;
  for (let at = last + 1; at <= last + 3; at += 1) {
    const word = words[at];
    if (word === undefined || word.gap !== 'space' || word.shape !== 'lower') return last;
    if (lowerHeads.has(word.key)) {
      const next = words[at + 1];
      const goesOn =
        next !== undefined && next.gap === 'space' && (roleNoun(next.key) !== undefined || isCapital(next));
      return goesOn && !word.possessive ? last : at;
    }
    if (!roleModifiers.has(word.key)) return last;
  }
  return last;
}

function isTitle(words: readonly Word[], at: number): boolean {
  const key = words[at]?.key ?? '';
  if (key === 'st' || key === 'saint') return false;
  return honorificGender(key) !== undefined || roleOfTitle(key) !== undefined || roleNoun(key)?.plural === false;
}

/** First word after the titles of a run; past its end when it is titles only; `first` when there are none. */
function endOfTitles(words: readonly Word[], first: number, last: number): number {
  if (endsAsGroup(words, first, last)) return first;
  let end = first;
  for (let at = first; at <= last; at += 1) {
    if (!isTitle(words, at)) continue;
    const isSurname = at > first && at === last && isGivenName(words[at - 1]?.key ?? '') && !isTitle(words, at - 1);
    if (isSurname) break;
    if (at === first && at < last && isForenameBefore(words, at, last)) break;
    end = afterComplement(words, at, last);
  }
  return end;
}

/** "Dean Smith", "Earl Jones": a title that is a given name, with one word to follow. */
function isForenameBefore(words: readonly Word[], at: number, last: number): boolean {
  const key = words[at]?.key ?? '';
  return isGivenName(key) && last === at + 1 && roleNoun(key)?.kind !== 'office' && honorificGender(key) === undefined;
}

/** Where a title ends that goes on with "of": "Secretary of State", "Mayor of London". */
function afterComplement(words: readonly Word[], at: number, last: number): number {
  if (words[at + 1]?.key !== 'of' || at + 2 > last) return at + 1;
  const start = words[at + 2]?.key === 'the' ? at + 3 : at + 2;
  const known = knownAt(words, start, last);
  if (known >= start) return known + 1;
  for (let next = start + 1; next <= last; next += 1) if (isGivenName(words[next]?.key ?? '')) return next;
  return words[at + 2]?.key === 'state' ? at + 3 : last + 1;
}

/** "Department of Justice", "Fox News", "Apple Inc.": named as an institution or a thing, unlike "Frank Field". */
function endsAsGroup(words: readonly Word[], first: number, last: number): boolean {
  const lastKey = words[last]?.key ?? '';
  if (headFirst(words, first)) return true;
  if (kindsOfHead(lastKey) === undefined || first === last) return false;
  return !(last === first + 1 && isGivenName(words[first]?.key ?? '') && !alwaysGroup.has(lastKey));
}

/** "Bank of England", "Banco del Sur". */
function headFirst(words: readonly Word[], first: number): boolean {
  const link = words[first + 1]?.key ?? '';
  return (
    kindsOfHead(words[first]?.key ?? '') !== undefined && (link === 'of' || link === 'for' || nameParticles.has(link))
  );
}

const alwaysGroup = new Set(
  (
    'inc corp ltd llc plc department ministry agency university foundation association committee commission party bank news ' +
    'institute council college hospital company group organization organisation airlines act treaty library museum'
  ).split(' '),
);

function personAfterTitles(words: readonly Word[], from: number, first: number, last: number): NameMention {
  const key = keyOf(words, first, last);
  const known = knownName(key) ?? null;
  const isPlace = known?.kind === 'place' && roleNoun(words[first - 1]?.key ?? '')?.kind === 'party';
  if (isPlace) return { from: first, first, last, kind: 'place', sure: true, known };
  if (first === last && roleModifiers.has(key))
    return { from: first, first, last, kind: 'thing', sure: true, known: null };
  const kind = known === null || known.kind === 'place' ? 'person' : 'group';
  return { from, first, last, kind, sure: true, known: kind === 'group' ? known : null };
}

function readBareRun(
  words: readonly Word[],
  first: number,
  last: number,
  surnames: ReadonlySet<string>,
): NameMention[] {
  const lastKey = words[last]?.key ?? '';
  if (endsAsGroup(words, first, last)) {
    const kinds = kindsOfHead(headFirst(words, first) ? (words[first]?.key ?? '') : lastKey);
    const kind = kinds === undefined || kinds.length === 0 ? 'thing' : 'group';
    return [{ from: first, first, last, kind, sure: true, known: null }];
  }
  if (first === last) return [single(words, first, surnames)];
  const knownEnd = knownAt(words, first, last);
  if (knownEnd >= first && knownEnd < last) {
    // "Texas Ted Cruz", "Fox News Sean Hannity": two names that touch.
    const front = named(words, { first, last: knownEnd }, knownName(keyOf(words, first, knownEnd)) ?? null, surnames);
    if (isGivenName(words[knownEnd + 1]?.key ?? '') || knownEnd > first)
      return [front, ...readBareRun(words, knownEnd + 1, last, surnames)];
  }
  if (lowerHeadAfter(words, last) > last) return [named(words, { first, last }, null, surnames)];
  for (let at = first + 1; at <= last; at += 1) {
    const end = knownAt(words, at, last);
    if (end === last && end > at)
      return [named(words, { first: at, last }, knownName(keyOf(words, at, last)) ?? null, surnames)];
  }
  const opener = words[first];
  // "Auctioneer Philippa Grange": a title that no list knows.
  const hasOpener =
    last - first === 2 && opener?.leading === true && opener.shape === 'capital' && !isGivenName(opener.key);
  const forename = last - first < 3 && !hasOpener ? first : forenameWithin(words, first, last);
  if (forename > first) return readBareRun(words, forename, last, surnames);
  const looksLikePerson = last - first <= 5 && isPersonLike(words, first, last);
  const kind = looksLikePerson ? 'person' : 'thing';
  return [{ from: first, first, last, kind, sure: isGivenName(words[first]?.key ?? ''), known: null }];
}

/** "Times Reporter Calls Ted Cruz": in a heading a name may end a run of capitals. */
function forenameWithin(words: readonly Word[], first: number, last: number): number {
  for (let at = first; at < last; at += 1) {
    const word = words[at];
    if (word === undefined || word.shape === 'initial' || nameParticles.has(word.key)) return first;
    if (isGivenName(word.key)) return at;
  }
  return first;
}

/** Several capitalised words none of which is a word of the language or a nation: most likely a person. */
function isPersonLike(words: readonly Word[], first: number, last: number): boolean {
  const forename = words[first];
  if (
    forename === undefined ||
    (forename.shape === 'caps' && last === first + 1 && words[last]?.shape === 'capital' && forename.key.length > 3)
  )
    return false;
  if (words[first - 1]?.key === 'the' && forename.gap === 'space' && !isGivenName(forename.key)) return false;
  if (roleModifiers.has(forename.key) && !isGivenName(forename.key)) return false;
  for (let at = first; at <= last; at += 1) {
    const word = words[at];
    if (
      word === undefined ||
      word.shape === 'initial' ||
      nameSuffixes.has(word.key) ||
      nameParticles.has(word.key) ||
      isGivenName(word.key)
    )
      continue;
    if (word.key === 'of' || word.key === 'and' || word.key === 'for' || word.key === 'on') return false;
    if (isOrdinaryWord(word.key) && !(at === last && at > first && isGivenName(forename.key))) return false;
    if (nationOf(word.key) !== undefined && !(at === last && isGivenName(forename.key))) return false;
  }
  return true;
}

function single(words: readonly Word[], at: number, surnames: ReadonlySet<string>): NameMention {
  const word = words[at];
  const key = word?.key ?? '';
  const here = { from: at, first: at, last: at, known: null };
  const extended = lowerHeadAfter(words, at);
  if (extended > at) return { ...here, last: extended, kind: 'group', sure: true };
  if (surnames.has(key)) return { ...here, kind: 'person', sure: true };
  if (nationOf(key) !== undefined || isOriginWord(key)) return { ...here, kind: 'thing', sure: true };
  if (word?.shape === 'caps' && key.length <= 6 && !isTranscriptName(words, at))
    return { ...here, kind: 'group', sure: true };
  if (isGivenName(key) && words[at - 1]?.key !== 'the') return { ...here, kind: 'person', sure: false };
  const kinds = kindsOfHead(key);
  if (kinds !== undefined) return { ...here, kind: 'thing', sure: true };
  if (isOrdinaryWord(key) && !isGivenName(key)) return { ...here, kind: 'thing', sure: true };
  // "the Bundesbank", "the Vikings": a person has no article.
  if (words[at - 1]?.key === 'the' && word?.gap === 'space') return { ...here, kind: 'group', sure: true };
  return { ...here, kind: 'person', sure: false };
}

/** "RUBIO: ..." at the start of a line. */
function isTranscriptName(words: readonly Word[], at: number): boolean {
  return words[at]?.leading === true && words[at + 1]?.gap === 'colon';
}
