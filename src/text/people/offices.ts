import places from '../../../data/names/places.json' with { type: 'json' };
import { foldWord } from './fold.ts';
import { knownName, nationOf } from './known-names.ts';
import { isOfBelow, isOfThen, parentOf, type RoleKind, roleNoun, roleOfTitle, sameRoles } from './lexicon.ts';
import { isFirstMinister, type Word } from './words.ts';

/** What a phrase such as "former French foreign minister" says of its bearer. */
export interface Office {
  /** The noun: "minister". */
  readonly head: string;
  readonly kind: RoleKind;
  /** The noun with what tells it from others of its kind: "foreign minister", "secretary of state". */
  readonly phrase: string;
  readonly nation: string | null;
  /** Party that the phrase states ("Democratic nominee"), as the noun for one of it. */
  readonly party: string | null;
  /** State or city of the one who holds it ("the Ohio governor"). */
  readonly place: string | null;
  readonly former: boolean;
  /** "vice", "deputy": stands below the office proper. */
  readonly below: boolean;
}

/** Say how high or since when, not what for. */
const rankWords = new Set(
  (
    'former ex late senior junior top acting interim outgoing incoming current longtime long-time veteran leading ' +
    'prominent new old young first second third then now fellow influential powerful own embattled disgraced popular ' +
    'retired jailed exiled controversial outspoken conservative liberal progressive moderate democratic republican ' +
    'presidential'
  ).split(' '),
);
const belowWords = new Set([
  'vice',
  'deputy',
  'assistant',
  'under',
  'associate',
  'shadow',
  'vice-',
  'vice-presidential',
  'junior',
]);
const complementWords = new Set(['of', 'for', 'from', 'in', 'at']);

/**
 * Reads the office that words `from` to `to` (both included) state, or `null` when no noun for people is among them.
 * What follows "of" belongs to the phrase when it is short ("secretary of state").
 */
export function readOffice(words: readonly Word[], from: number, to: number): Office | null {
  let end = to;
  for (let at = from + 1; at <= to; at += 1) {
    // "Secretary to the prime minister"
    const isTo = words[at]?.key === 'to' && words[at - 1]?.form.role !== undefined;
    if (isTo || complementWords.has(words[at]?.key ?? '')) {
      end = at - 1;
      break;
    }
  }
  const headAt = lastNoun(words, from, end);
  if (headAt < 0) return null;
  const headKey = words[headAt]?.key ?? '';
  const isParent = words[headAt + 1]?.key === 'of' && counts.has(words[headAt + 2]?.key ?? '');
  const noun = (isParent ? parentOf(headKey) : undefined) ?? roleNoun(headKey) ?? roleNoun(roleOfTitle(headKey) ?? '');
  if (noun === undefined) return null;
  let nation: string | null = null;
  let place: string | null = null;
  let party = partyOf(noun.noun);
  let former = isOfThen(headKey) || isOver(words, headAt, to);
  let below = isOfBelow(headKey);
  const topic: string[] = [];
  for (let at = from; at < headAt; at += 1) {
    const word = words[at];
    if (word === undefined) continue;
    const origin = nationBefore(words, at, from);
    const state = word.shape === 'lower' ? undefined : placeAt(words, at, from);
    if (state !== undefined) place = state;
    else if (origin !== undefined) nation = origin;
    else if (belowWords.has(withoutThen(word.key))) below = true;
    if (word.shape !== 'lower') party ??= partyOf(word.key);
    if (pastWords.has(word.key) || isOfThen(word.key)) former = true;
    const isPart = isPartOfOffice(words, at, headAt);
    const tells =
      origin === undefined &&
      (isPart || !(rankWords.has(word.key) || word.form.isFunctionWord)) &&
      !isOfThen(word.key) &&
      word.key !== 'shadow' &&
      !word.possessive;
    if (tells && word.shape === 'lower') topic.push(word.key);
    else if (
      tells &&
      !belowWords.has(word.key) &&
      at >= headAt - 2 &&
      (isPart || isTopic(word.key) || isPortfolio(words, at))
    )
      topic.push(word.key);
  }
  const complement = complementOf(words, end + 1, Math.min(to, end + 4));
  const of = isTopic(complement[0] ?? '') ? ` of ${complement.join(' ')}` : '';
  if (of === '' && complement.length > 0) nation ??= nationOf(complement.join(' ')) ?? null;
  const phrase = [...topic, noun.noun].join(' ') + of;
  return {
    head: noun.noun,
    kind: noun.kind,
    phrase,
    nation,
    party,
    place: place ?? placeAfter(words, end + 1, to),
    former,
    below,
  };
}

/** "then-vice": the word without what tells the time. */
function withoutThen(key: string): string {
  return isOfThen(key) ? key.slice(key.indexOf('-') + 1) : key;
}

const noWords: readonly string[] = [];

/** What stands behind "of", articles left out. */
function complementOf(words: readonly Word[], of: number, to: number): readonly string[] {
  if (of > to || words[of]?.key !== 'of') return noWords;
  return words.slice(of + 1, to + 1).flatMap(({ key }) => (key === 'the' ? [] : [key]));
}

const partyWords: ReadonlyMap<string, string> = new Map([
  ['democrat', 'democrat'],
  ['democratic', 'democrat'],
  ['republican', 'republican'],
  ['gop', 'republican'],
  ['labour', 'labour'],
  ['tory', 'conservative'],
  ['conservative', 'conservative'],
]);

/** The party that a word of origin tells: "democrat" for "Democratic". */
function partyOf(key: string): string | null {
  return partyWords.get(key) ?? null;
}

/** Tells whether two offices are of different parties. */
export function differInParty(a: Office, b: Office): boolean {
  return a.party !== null && b.party !== null && a.party !== b.party;
}

const counts = new Set('one two three four five six seven eight nine ten'.split(' '));

const pastWords = new Set(['former', 'ex', 'then', 'late', 'onetime', 'one-time', 'erstwhile', 'previous']);

/** "secretary of state until 2013", "from 2009 to 2013": a term that has an end. */
function isOver(words: readonly Word[], headAt: number, to: number): boolean {
  for (let at = headAt + 1; at <= to; at += 1) {
    if (words[at]?.key === 'until') return true;
    if (words[at]?.key === 'to' && isYear(words[at - 1]) && isYear(words[at + 1])) return true;
  }
  return false;
}

function isYear(word: Word | undefined): boolean {
  return word !== undefined && /^(?:19|20)\d\d$/.test(word.key);
}

/** "Vermont", and "New York" at its last word. */
function placeAt(words: readonly Word[], at: number, from: number): string | undefined {
  const here = words[at]?.key ?? '';
  const known = (at > from ? knownName(`${words[at - 1]?.key} ${here}`) : undefined) ?? knownName(here);
  return known?.kind === 'place' ? known.name : undefined;
}

/** "from Vermont", "of New York". */
function placeAfter(words: readonly Word[], at: number, to: number): string | null {
  const link = words[at]?.key;
  if (link !== 'of' && link !== 'from' && link !== 'for') return null;
  return (
    (placeAt(words, at + 2, at + 1) !== undefined && at + 2 <= to
      ? placeAt(words, at + 2, at + 1)
      : placeAt(words, at + 1, at + 1)) ?? null
  );
}

function lastNoun(words: readonly Word[], from: number, end: number): number {
  for (let at = end; at >= from; at -= 1) {
    const word = words[at];
    if (word?.form.role !== undefined || roleOfTitle(word?.key ?? '') !== undefined) return at;
  }
  return -1;
}

function nationBefore(words: readonly Word[], at: number, from: number): string | undefined {
  const word = words[at];
  if (word === undefined || word.shape === 'lower') return undefined;
  const before = at > from ? words[at - 1] : undefined;
  return (before === undefined ? undefined : nationOf(`${before.key} ${word.key}`)) ?? word.form.nation;
}

/** Capitalised words that say what an office is for ("Foreign Minister"), unlike names ("Ohio Governor"). */
const topics = new Set(
  (
    'solicitor surgeon postmaster state foreign home prime defense defence interior finance treasury justice health education energy environment ' +
    'transport transportation trade labor labour culture agriculture housing commerce press attorney general chief ' +
    'executive national security homeland affairs chancellor exchequer staff police fire district city council campaign ' +
    'party opposition majority minority house senate speaker economy economic development veterans intelligence climate ' +
    'communications immigration border supreme court field assembly human rights communication public relations ' +
    'industry food mines mining media sport sports science business rural urban services innovation tourism water works office ' +
    'pensions work women children families planning infrastructure digital technology investment consumer resources power'
  ).split(' '),
);

/** A word that says what an office is for: "trade". */
export function isTopic(key: string): boolean {
  return topics.has(key);
}

/** "First Minister", "the top U.S. diplomat": with the rank it is another office. */
function isPartOfOffice(words: readonly Word[], at: number, headAt: number): boolean {
  if (words[at]?.key === 'top') return words[headAt]?.key === 'diplomat';
  return at === headAt - 1 && isFirstMinister(words[at], words[headAt]);
}

/** "Information Minister": a word of the language with a capital, right before "minister". */
function isPortfolio(words: readonly Word[], at: number): boolean {
  return words[at + 1]?.key === 'minister' && (words[at]?.form.isOrdinary ?? false);
}

const groupsOfPhrase = new Map<string, Set<number>>();
sameRoles.forEach((phrases, group) => {
  for (const phrase of phrases) {
    const groups = groupsOfPhrase.get(phrase) ?? new Set();
    groupsOfPhrase.set(phrase, groups.add(group));
  }
});

/** Tells whether someone who holds `held` may be called by `called` ("the top diplomat" for a foreign minister). */
export function mayBeCalled(held: Office, called: Office): boolean {
  if (held.nation !== null && called.nation !== null && held.nation !== called.nation) return false;
  if (held.place !== null && called.place !== null && held.place !== called.place) return false;
  if (held.below !== called.below) return false;
  if (!held.former && called.former && called.kind === 'office' && held.kind === 'office') return false;
  if (held.former && !called.former && called.kind === 'office' && held.kind === 'office') return false;
  if (held.phrase === called.phrase) return true;
  if (held.head === called.head)
    return called.phrase === called.head || (held.phrase === held.head && !isOfNationAlone(held, called));
  // Nor is "the Tory leader" whoever is prime minister.
  if (isLedElsewhere(held, called) || (isLeaderOfSome(called) && isUnique(held))) return false;
  // "The lord chancellor" is not a culture minister, though some chancellors are ministers.
  if (!groupsOfPhrase.has(held.phrase) && !groupsOfPhrase.has(called.phrase)) return false;
  const heldGroups = groupsOf(held);
  for (const group of groupsOf(called)) if (heldGroups.has(group)) return true;
  return false;
}

/** "The home secretary" is not the Scottish Secretary, whom "the secretary of state" may mean. */
function isOfNationAlone({ head, nation }: Office, called: Office): boolean {
  return head === 'secretary' && nation !== null && !called.phrase.startsWith('secretary of');
}

/** "The prime minister" is not whoever leads a party; "the Chilean leader" may be a president. */
function isLedElsewhere(held: Office, called: Office): boolean {
  const isOfNation = held.nation !== null && !isLeaderOfSome(held);
  return held.head === 'leader' && !isOfNation && called.head !== 'leader' && governing.has(called.head);
}

const governing = new Set('minister premier pm taoiseach president chancellor'.split(' '));

/** "Tory leader", "opposition leader" */
function isLeaderOfSome({ head, phrase, party }: Office): boolean {
  return head === 'leader' && (party !== null || phrase !== head);
}

const states = new Map(places.states.map((name) => [foldWord(name), name]));
const shortStates = new Map(
  (
    'ala Alabama|ariz Arizona|ark Arkansas|calif California|colo Colorado|conn Connecticut|del Delaware|fla Florida|ga Georgia|' +
    'ill Illinois|ind Indiana|kan Kansas|ky Kentucky|la Louisiana|md Maryland|mass Massachusetts|mich Michigan|minn Minnesota|' +
    'miss Mississippi|mo Missouri|mont Montana|neb Nebraska|nev Nevada|nh New Hampshire|nj New Jersey|nm New Mexico|ny New York|' +
    'nc North Carolina|nd North Dakota|okla Oklahoma|ore Oregon|pa Pennsylvania|ri Rhode Island|sc South Carolina|' +
    'sd South Dakota|tenn Tennessee|tex Texas|vt Vermont|va Virginia|wash Washington State|wva West Virginia|wis Wisconsin|wisc Wisconsin|wyo Wyoming'
  )
    .split('|')
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
);
/** "Mich", "Wisc": a state, as datelines and tags write it. */
export function isShortState(key: string): boolean {
  return shortStates.has(key);
}

const parties: Readonly<Record<string, string>> = { d: 'democrat', r: 'republican', i: 'independent' };

/** Reads "D-Ohio" and "R-S.C." behind the name of a lawmaker; `null` for any other word. */
export function readPartyTag(key: string): Office | null {
  const [letter = '', state = ''] = key.split('-');
  const head = parties[letter];
  if (head === undefined || state === '') return null;
  const place = states.get(state) ?? shortStates.get(state) ?? null;
  return { head, kind: 'party', phrase: head, nation: null, party: partyOf(head), place, former: false, below: false };
}

/** Held by one at a time in a country, so that an article need not name the holder again to mean it. */
export function isUnique({ head, phrase, kind }: Office): boolean {
  return kind === 'kin' || uniqueHeads.has(head) || (kind === 'office' && (phrase !== head || !sharedHeads.has(head)));
}

/** Many hold these at a time, or an article calls several by them. */
const sharedHeads = new Set(
  (
    'senator congressman congresswoman congressperson representative lawmaker legislator parliamentarian mp mep msp councillor ' +
    'councilor minister secretary leader chief head boss candidate nominee hopeful contender frontrunner front-runner challenger ' +
    'incumbent officer executive director manager delegate diplomat attorney judge justice doctor founder owner coach captain ' +
    'champion striker defender midfielder chair member'
  ).split(' '),
);

const uniqueHeads = new Set(
  'president premier chancellor king queen pope pontiff taoiseach secretary-general director-general speaker monarch emir emperor'.split(
    ' ',
  ),
);

const none: ReadonlySet<number> = new Set();

function groupsOf({ phrase, head }: Office): ReadonlySet<number> {
  return groupsOfPhrase.get(phrase) ?? (phrase === head ? none : (groupsOfPhrase.get(head) ?? none));
}
