import { isFirmEnding } from './joined-names.ts';
import type { KnownName } from './known-names.ts';
import { knownAt, knownBetween } from './known-runs.ts';
import {
  honorificGender,
  isLettersBehindName,
  isOpener,
  isOriginWord,
  isPlainLetters,
  nameParticles,
  nameSuffixes,
  roleOfTitle,
} from './lexicon.ts';
import { findRuns, isOrdinalOfName, isTitle, type Run } from './name-runs.ts';
import { isShortState, readPartyTag } from './offices.ts';
import { isSmallSurname, opensInitials } from './small-surnames.ts';
import {
  alwaysGroup,
  bearerBehindHouse,
  bodyOfOffice,
  endOfTitles,
  endsAsGroup,
  headBeforeOf,
  isNameBehindHonorific,
  isRoleAsName,
  kindsOfName,
} from './titles-of-names.ts';
import { isCapital, type Word } from './words.ts';

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

/**
 * Finds the names of people, institutions and places, in reading order.
 *
 * @param headline folded words of the people whom the headline names
 */
export function findNames(words: readonly Word[], headline: readonly string[] = []): NameMention[] {
  const surnames = findSurnames(words);
  for (const word of headline) surnames.add(word);
  const capitals = new Set<string>();
  for (const word of words) if (!word.leading && isCapital(word)) capitals.add(word.key);
  const names = findRuns(words, surnames, capitals).flatMap((run) => readRun(words, run, surnames));
  return names.filter((name) => words[name.first]?.outside !== true || isWhere(name));
}

/** Who wrote a piece, and for whom, is not spoken of in it; where it was written tells of what nation "the group" is. */
function isWhere({ known }: NameMention): boolean {
  return known?.kind === 'place' || known?.kind === 'country';
}

/** What follows forenames and titles: words that are names wherever the article has them. */
function findSurnames(words: readonly Word[]): Set<string> {
  const surnames = new Set<string>();
  for (let at = 0; at + 1 < words.length; at += 1) {
    const word = words[at];
    if (word === undefined || !isCapital(word) || word.possessive) continue;
    if (!word.form.isGivenName && !isTitle(words, at)) continue;
    if (word.form.isFunctionWord && word.leading) continue;
    // "Debbie Wasserman Schultz": each half may be a surname by itself.
    for (let next = at + 1; next <= at + 3; next += 1) {
      const follower = words[next];
      if (follower === undefined || follower.gap !== 'space' || !isCapital(follower)) break;
      if (follower.form.isFunctionWord && !isSmallSurname(words, next)) break;
      if (follower.form.nation !== undefined && !word.form.isGivenName) break;
      // "Roman Catholic"
      if (isOriginWord(follower.key) && !isTitle(words, at)) break;
      const isSurname = kindsOfName(follower) === undefined || isParkOf(words, at, next);
      if (isSurname && (!isTitle(words, next) || isNamedByTrade(words, at, next))) surnames.add(follower.key);
      if (follower.possessive) break;
    }
  }
  return surnames;
}

/** "Ewa Maj", "Al Dean", "Dr Fan Peilei": words that are titles elsewhere. */
function isNamedByTrade(words: readonly Word[], at: number, next: number): boolean {
  if (isNameBehindHonorific(words, next, next + 1)) return true;
  const behind = words[next + 1];
  const ends = behind === undefined || behind.gap !== 'space' || !isCapital(behind);
  return ends && next === at + 1 && words[at]?.form.isGivenName === true && !isTitle(words, at);
}

/** "Jay Park": a forename and one word more, which ends no name of a house. */
function isParkOf(words: readonly Word[], at: number, last: number): boolean {
  const before = words[at - 1];
  const next = words[last + 1];
  const goesOn = next?.gap === 'space' && isCapital(next);
  const isInside = words[at]?.gap === 'space' && before !== undefined && isCapital(before) && !before.form.role;
  const isForename = words[at]?.form.isGivenName === true && last === at + 1;
  return isForename && !goesOn && !isInside && !alwaysGroup.has(words[last]?.key ?? '');
}

/** "Clara Boyd (D-Mo.), who": the tag is nobody's name. */
function isPartyTag(words: readonly Word[], { first, last }: Run): boolean {
  const word = words[first];
  return first === last && (word?.gap === 'open' || word?.gap === 'comma') && readPartyTag(word.key) !== null;
}

/** Takes a run apart into titles and name, and says what the name is of. */
function readRun(words: readonly Word[], whole: Run, surnames: ReadonlySet<string>): NameMention[] {
  if (isPartyTag(words, whole)) return [];
  const run = withoutLetters(words, whole);
  let first = run.first;
  // "Separately Rubio": the capital of the first word is due to the place when the rest is a name by itself.
  while (first < run.last && dropsFirst(words, first, run.last)) first += 1;
  const body = bodyOfOffice(words, first, run.last);
  if (body > first) return readRun(words, { first: body, last: run.last }, surnames);
  const known = knownBetween(words, first, run.last);
  if (known !== undefined) return [named(words, { first, last: run.last }, known, surnames)];
  const house = bearerBehindHouse(words, first, run.last);
  if (house > first)
    return [
      ...readBareRun(words, first, house - 1, surnames),
      ...readRun(words, { first: house, last: run.last }, surnames),
    ];
  const split = endOfTitles(words, first, run.last);
  if (split > run.last) return isRoleAsName(words, run, surnames) ? [single(words, run.last, surnames)] : [];
  // "Station Chief On Holt", in a heading.
  if (split > first && headingLinks.has(words[split]?.key ?? '') && words[split + 1]?.gap === 'space')
    return split < run.last ? readRun(words, { first: split + 1, last: run.last }, surnames) : [];
  if (split > first) return [personAfterTitles(words, first, split, run.last)];
  return readBareRun(words, first, run.last, surnames);
}

/** "Ada Holt" of "Ada Holt MSP". */
function withoutLetters(words: readonly Word[], { first, last }: Run): Run {
  let end = last;
  for (let word = words[end]; end > first + 1 && word !== undefined && isLettersBehindName(word); word = words[end])
    end -= 1;
  return { first, last: end };
}

const headingLinks = new Set('on for with by at over about after as is was says'.split(' '));

function dropsFirst(words: readonly Word[], at: number, last: number): boolean {
  const word = words[at];
  if (word === undefined) return false;
  // "Leith-based Holt Ltd", "the English-language Courier"
  if (ofOrigin.test(word.key)) return true;
  if (opensInitials(words, at)) return false;
  if (isOrdinalOfName(words, at)) return false;
  // "Senators Jay Park and Lou Stone"
  if (word.form.role?.plural === true && words[at + 1]?.form.isGivenName === true) return true;
  if (!word.leading) return word.form.isFunctionWord && word.shape === 'capital' && !word.form.isGivenName;
  if (word.form.isGivenName || word.form.role !== undefined || word.form.modifiesRole) return false;
  if (roleOfTitle(word.key) !== undefined || honorificGender(word.key) !== undefined) return false;
  if (word.form.nation !== undefined || knownAt(words, at, last) >= at) return false;
  if (isYorker(words, at)) return false;
  // "Computer Signal Corp": a firm may well begin with a word of the language.
  if (isFirmEnding(words[last]?.key ?? '')) return word.form.isOrdinary && isOpener(word.key);
  return word.form.isOrdinary || /(?:ly|ing|ed)$/.test(word.key);
}

/** "New Yorker Ada Holt" */
function isYorker(words: readonly Word[], at: number): boolean {
  return words[at]?.key === 'new' && words[at + 1]?.key === 'yorker';
}

const ofOrigin =
  /-(?:winner|winning|nominated|nominee|based|born|owned|led|backed|controlled|listed|language|speaking|style)$/;

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
  const isSurname = first === last && surnames.has(words[first]?.key ?? '') && !isPlaceHere(words, first, known);
  if (isSurname) return { from: first, first, last, kind: 'person', sure: true, known: null };
  return { from: first, first, last, kind: known.kind === 'place' ? 'place' : 'group', sure: true, known };
}

/** "in Ireland", "Ireland's", where Trevor Ireland speaks too. */
function isPlaceHere(words: readonly Word[], at: number, { kind }: KnownName): boolean {
  if (kind === 'place') return false;
  // "Fox said" behind "Lena Fox"
  if (kind === 'institution') return words[at - 1]?.key === 'the' || words[at]?.shape === 'caps';
  if (kind !== 'country') return true;
  return words[at]?.possessive === true || behindPlace.has(words[at - 1]?.key ?? '');
}

const behindPlace = new Set('in from to of across throughout within into northern southern'.split(' '));

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
      const goesOn = next !== undefined && next.gap === 'space' && (next.form.role !== undefined || isCapital(next));
      return goesOn && !word.possessive ? last : at;
    }
    if (!word.form.modifiesRole) return last;
  }
  return last;
}

function personAfterTitles(words: readonly Word[], from: number, first: number, last: number): NameMention {
  const known = knownBetween(words, first, last) ?? null;
  const isPlace = known?.kind === 'place' && words[first - 1]?.form.role?.kind === 'party';
  if (isPlace) return { from: first, first, last, kind: 'place', sure: true, known };
  if (first === last && words[first]?.form.modifiesRole && honorificGender(words[first - 1]?.key ?? '') === undefined)
    return { from: first, first, last, kind: 'thing', sure: true, known: null };
  // "Mr Ford" is no firm.
  const isBearer = first === last && (honorificGender(words[first - 1]?.key ?? '') ?? null) !== null;
  const kind = known === null || known.kind === 'place' || isBearer ? 'person' : 'group';
  return { from, first, last, kind, sure: true, known: kind === 'group' ? known : null };
}

function readBareRun(
  words: readonly Word[],
  first: number,
  last: number,
  surnames: ReadonlySet<string>,
): NameMention[] {
  if (endsAsGroup(words, first, last)) {
    const inner = headBeforeOf(words, first, last);
    const kinds = kindsOfName(words[inner < 0 ? last : inner]);
    const kind = kinds === undefined || kinds.length === 0 ? 'thing' : 'group';
    return [{ from: first, first, last, kind, sure: true, known: null }];
  }
  if (first === last) return [single(words, first, surnames)];
  const knownEnd = knownAt(words, first, last);
  if (knownEnd >= first && knownEnd < last) {
    // "Texas Ted Cruz", "Fox News Sean Hannity": two names that touch.
    const front = named(words, { first, last: knownEnd }, knownBetween(words, first, knownEnd) ?? null, surnames);
    if ((words[knownEnd + 1]?.form.isGivenName ?? false) || knownEnd > first)
      return [front, ...readBareRun(words, knownEnd + 1, last, surnames)];
  }
  if (lowerHeadAfter(words, last) > last) return [named(words, { first, last }, null, surnames)];
  for (let at = first + 1; at <= last; at += 1) {
    const end = knownAt(words, at, last);
    if (end === last && end > at)
      return [named(words, { first: at, last }, knownBetween(words, at, last) ?? null, surnames)];
  }
  if (isYorker(words, first)) return readBareRun(words, first + 2, last, surnames);
  const opener = words[first];
  // "Auctioneer Philippa Grange": a title that no list knows.
  const hasOpener =
    last - first === 2 && opener?.leading === true && opener.shape === 'capital' && !opener.form.isGivenName;
  // "The head of the group EADS Ada Holt"
  const isShort = opener?.shape === 'caps' && opener.key.length > 2 && words[first + 1]?.shape === 'capital';
  const isBehindShort = isShort && last - first < 4 && !opener.form.isGivenName && words[first + 1]?.form.isGivenName;
  if (isBehindShort && last > first + 1)
    return [single(words, first, surnames), ...readBareRun(words, first + 1, last, surnames)];
  const house = endOfHouse(words, first, last);
  if (house >= 0)
    return [...readBareRun(words, first, house, surnames), ...readBareRun(words, house + 1, last, surnames)];
  // "Minister for Aviation Ada Holt", "senior analyst at Norline Ada Holt"
  const isPortfolio = ofOffice.has(words[first - 1]?.key ?? '') && words[first - 2]?.form.role?.plural === false;
  const forename = last - first < 3 && !hasOpener && !isPortfolio ? first : forenameWithin(words, first, last);
  if (forename > first) return readBareRun(words, forename, last, surnames);
  const looksLikePerson = last - first <= 5 && isPersonLike(words, first, last);
  const kind = looksLikePerson ? 'person' : 'thing';
  return [{ from: first, first, last, kind, sure: words[first]?.form.isGivenName ?? false, known: null }];
}

/** Place of "University" in "Leith University Ada Holt", or -1. */
function endOfHouse(words: readonly Word[], first: number, last: number): number {
  for (let at = first + 1; at < last - 1 && last - first < 6; at += 1) {
    const isHouse = alwaysGroup.has(words[at]?.key ?? '') && (words[at]?.form.kinds?.length ?? 0) > 0;
    if (isHouse && words[at + 1]?.form.isGivenName && last - at < 4) return at;
  }
  return -1;
}

const ofOffice = new Set(['for', 'at', 'with', 'of']);

/** "Times Reporter Calls Ted Cruz": in a heading a name may end a run of capitals. */
function forenameWithin(words: readonly Word[], first: number, last: number): number {
  for (let at = first; at < last; at += 1) {
    const word = words[at];
    if (word === undefined || word.shape === 'initial' || nameParticles.has(word.key)) return first;
    if (word.form.isGivenName) return at;
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
  if (words[first - 1]?.key === 'the' && forename.gap === 'space' && !forename.form.isGivenName) return false;
  if (forename.form.modifiesRole && !forename.form.isGivenName) return false;
  for (let at = first; at <= last; at += 1) {
    const word = words[at];
    if (
      word === undefined ||
      word.shape === 'initial' ||
      nameSuffixes.has(word.key) ||
      nameParticles.has(word.key) ||
      word.form.isGivenName
    )
      continue;
    // "Roman Catholic"
    if (faiths.has(word.key)) return false;
    if (word.key === 'of' || word.key === 'and' || word.key === 'for' || word.key === 'on') return false;
    if (word.form.isOrdinary && !(at === last && at > first && forename.form.isGivenName)) return false;
    if (word.form.nation !== undefined && !(at === last && forename.form.isGivenName)) return false;
  }
  return true;
}

const faiths = new Set(['catholic', 'orthodox', 'muslim', 'jewish']);

function single(words: readonly Word[], at: number, surnames: ReadonlySet<string>): NameMention {
  const here = { from: at, first: at, last: at, known: null };
  const word = words[at];
  if (word === undefined) return { ...here, kind: 'thing', sure: false };
  const { key, form } = word;
  const extended = lowerHeadAfter(words, at);
  if (extended > at) return { ...here, last: extended, kind: 'group', sure: true };
  if (surnames.has(key)) return { ...here, kind: 'person', sure: true };
  if (word.shape === 'initial' || isUnit(words, at)) return { ...here, kind: 'thing', sure: true };
  if (form.nation !== undefined || isOriginWord(key) || ofOrigin.test(key))
    return { ...here, kind: 'thing', sure: true };
  if (word.shape === 'caps' && isPlainLetters(key)) return { ...here, kind: 'thing', sure: true };
  if (word.shape === 'caps' && key.length <= 6 && !isTranscriptName(words, at))
    return { ...here, kind: 'group', sure: true };
  // "Obama-Xi talks", "pro-Rubio"
  if (key.includes('-') && key.split('-').some((half) => surnames.has(half) || half === 'pro' || half === 'anti'))
    return { ...here, kind: 'thing', sure: true };
  if (form.isGivenName && words[at - 1]?.key !== 'the') return { ...here, kind: 'person', sure: false };
  // "LA CROSSE, Wisc."
  if (word.gap === 'comma' && isShortState(key)) return { ...here, kind: 'place', sure: true };
  const kinds = kindsOfName(word);
  if (kinds !== undefined) return { ...here, kind: 'thing', sure: true };
  if (form.isOrdinary && !form.isGivenName) return { ...here, kind: 'thing', sure: true };
  // "the Bundesbank", "the Vikings": a person has no article.
  if (words[at - 1]?.key === 'the' && word.gap === 'space') return { ...here, kind: 'group', sure: true };
  return { ...here, kind: 'person', sure: false };
}

/** "2.5 billion Ecus" */
function isUnit(words: readonly Word[], at: number): boolean {
  return words[at]?.gap === 'space' && scales.has(words[at - 1]?.key ?? '');
}

const scales = new Set('hundred thousand million billion trillion mln bln'.split(' '));

/** "RUBIO: ..." at the start of a line. */
function isTranscriptName(words: readonly Word[], at: number): boolean {
  return words[at]?.leading === true && words[at + 1]?.gap === 'colon';
}
