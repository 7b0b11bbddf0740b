import { addDescription, addOffice, type Entity, newEntity } from './entities.ts';
import { foldWords } from './fold.ts';
import { type Gender, genderOfGivenName, nameParticles, nameSuffixes } from './lexicon.ts';
import { type Groups, linkGroup, noGroups } from './link-groups.ts';
import { bearerOfMisspelt } from './misspelt-surnames.ts';
import { oneSpelling, sameForename } from './name-match.ts';
import { isOfAnother, type Referent } from './referents.ts';
import { shownName } from './shown-name.ts';
import type { Word } from './words.ts';

/** Entities of the article by number, and the way to add one. */
export interface Cast {
  readonly entities: Entity[];
  readonly bySurname: Map<string, Entity[]>;
  readonly byOtherWord: Map<string, Entity[]>;
  readonly groups: Groups;
}

/** A shared surname is looked at this many times over: the rest of a telephone book is left apart. */
const mostNamesakes = 12;

/** Joins all names of the article into entities, full names first, so that a surname finds its owner on either side. */
export function linkNames(
  text: string,
  words: readonly Word[],
  referents: readonly Referent[],
  title: readonly string[][],
): Cast {
  const cast: Cast = {
    entities: [],
    bySurname: new Map(),
    byOtherWord: new Map(),
    groups: noGroups(),
  };
  const people = referents.filter((referent) => referent.name?.kind === 'person');
  for (const referent of referents) {
    if (referent.name?.kind === 'group') {
      referent.entity = linkGroup(cast.entities, cast.groups, text, words, referent, referent.name).id;
    }
  }
  const founders = foundersAmong(cast, words, people);
  for (const referent of people) {
    const firm = firmCalled(cast, words, referent);
    if (firm !== undefined && !founders.has(firm)) referent.entity = note(firm, text, words, referent).id;
    const parts = partsOf(words, referent);
    if (referent.entity < 0 && parts.length > 1) referent.entity = linkFullName(cast, text, words, referent, parts).id;
  }
  linkSurnames(cast, text, words, people, title);
  return cast;
}

/** "Alder Mosse" where the article names Alder Mosse and Co. */
function firmCalled({ groups }: Cast, words: readonly Word[], { first, last }: Referent): Entity | undefined {
  return last === first + 1 && groups.byOpening.size > 0
    ? groups.byOpening.get(`${words[first]?.key} ${words[last]?.key}`)
    : undefined;
}

/** Firms that are called as a person of the article is: by a title, by "who", or by a role beside the name. */
function foundersAmong(cast: Cast, words: readonly Word[], people: readonly Referent[]): ReadonlySet<Entity> {
  const founders = new Set<Entity>();
  for (const referent of people) {
    const firm = firmCalled(cast, words, referent);
    if (firm !== undefined && (referent.from < referent.first || isDescribedBehind(words, referent)))
      founders.add(firm);
  }
  return founders;
}

/** "Ada Holt, who", "Ada Holt, 54,", "Ada Holt, its founder,". */
function isDescribedBehind(words: readonly Word[], { last }: Referent): boolean {
  const next = words[last + 1];
  if (next?.gap !== 'comma') return false;
  if (next.key === 'who' || next.shape === 'number') return true;
  for (let at = last + 1; at < last + 5; at += 1) if (words[at]?.form.role?.plural === false) return true;
  return false;
}

/** Folded words of a person's name, in one spelling, without "Jr.". */
function partsOf(words: readonly Word[], { first, last }: Referent): string[] {
  const parts: string[] = [];
  for (let at = first; at <= last; at += 1) {
    const key = words[at]?.key ?? '';
    if (at === first || !nameSuffixes.has(key)) parts.push(oneSpelling(key));
  }
  return parts;
}

function linkFullName(cast: Cast, text: string, words: readonly Word[], referent: Referent, parts: string[]): Entity {
  const surname = parts.at(-1) ?? '';
  const namesakes = (cast.bySurname.get(surname) ?? []).slice(-mostNamesakes);
  const generation = words[referent.last]?.key ?? '';
  const same = namesakes.find((entity) => isSameFullName(entity, parts, referent, generation));
  const entity = same ?? addPerson(cast, words, referent, parts);
  if (parts.length > entity.words.length || entity.mentions === 0) {
    entity.words = parts;
    entity.shown = shownName(text, words, referent);
  }
  return note(entity, text, words, referent);
}

function isSameFullName(entity: Entity, parts: readonly string[], referent: Referent, generation: string): boolean {
  if (entity.words.length < 2) return false;
  // "Van der Berg" after "Anneke van der Berg".
  if (nameParticles.has(parts[0] ?? '') && parts.length < entity.words.length) {
    return parts.every((part, place) => part === entity.words[entity.words.length - parts.length + place]);
  }
  const hasGeneration = nameSuffixes.has(generation) && generation !== 'sr';
  const entityHas = /\b(?:Jr|II|III|IV)\b/.test(entity.shown);
  if (hasGeneration !== entityHas && (hasGeneration || entityHas)) return false;
  if (referent.gender !== null && entity.gender !== null && referent.gender !== entity.gender) return false;
  return sameForename(parts[0] ?? '', entity.words[0] ?? '') && middleNamesAgree(parts, entity.words);
}

/** "John Q. Adams" and "John R. Adams" are two; "John Adams" may be either. */
function middleNamesAgree(a: readonly string[], b: readonly string[]): boolean {
  if (a.length < 3 || b.length < 3 || a.length !== b.length) return true;
  return a.slice(1, -1).every((word, place) => sameForename(word, b[place + 1] ?? ''));
}

function addPerson(cast: Cast, words: readonly Word[], referent: Referent, parts: string[]): Entity {
  const entity = newEntity(cast.entities.length, {
    kind: 'person',
    named: true,
    shown: '',
    words: parts,
    firstAt: referent.first,
    gender: genderOfName(parts, words[referent.first]?.key ?? ''),
    weak: referent.name?.sure === false,
  });
  cast.entities.push(entity);
  addTo(cast.bySurname, parts.at(-1) ?? '', entity);
  for (const word of parts.slice(0, -1))
    if (word.length > 1 && !nameParticles.has(word)) addTo(cast.byOtherWord, word, entity);
  // "van der Leyen" and "al-Assad" are also called without the particle.
  const bare = /^(?:al|el|d|o)['-](.+)$/.exec(parts.at(-1) ?? '')?.[1];
  if (bare !== undefined && words[referent.last]?.key.startsWith('al-')) addTo(cast.bySurname, bare, entity);
  return entity;
}

/**
 * A forename that stands alone says its sex only when it can hardly be a surname.
 *
 * @param written the forename as it is spelt here: a Hillary is a woman, a Hilary may be either
 */
function genderOfName(parts: readonly string[], written: string): Entity['gender'] {
  if (parts.length === 1) return null;
  const forename = parts[0] ?? '';
  const stated = genderOfGivenName(written) ?? genderOfGivenName(forename);
  if (stated !== undefined || forename.length > 1) return stated ?? null;
  return genderOfGivenName(parts[1] ?? '') ?? null;
}

function addTo(map: Map<string, Entity[]>, key: string, entity: Entity): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entity]);
  else if (!list.includes(entity)) list.push(entity);
}

/** Keeps what one more mention says of an entity. */
function note(entity: Entity, text: string, words: readonly Word[], referent: Referent): Entity {
  entity.mentions += 1;
  const shown = shownName(text, words, referent);
  entity.forms.set(shown.toLowerCase(), shown);
  if (referent.gender !== null) {
    entity.gender = referent.gender;
    entity.genderStated = true;
  }
  if (beforePlaces.has(words[referent.first - 1]?.key ?? '')) entity.seenAsPlace = true;
  if (referent.office !== null) addOffice(entity, referent.office);
  if (referent.from < referent.first) {
    entity.weak = false;
    const start = words[referent.from]?.start ?? 0;
    const end = words[referent.first - 1]?.end ?? 0;
    if (referent.office !== null && !isOfAnother(words, referent.from)) {
      addDescription(entity, { text: text.slice(start, end), start, end });
    }
  }
  return entity;
}

const beforePlaces = new Set([
  'at',
  'in',
  'v',
  'vs',
  'versus',
  'host',
  'hosts',
  'hosted',
  'visit',
  'visits',
  'visited',
]);

function linkSurnames(
  cast: Cast,
  text: string,
  words: readonly Word[],
  people: readonly Referent[],
  title: readonly string[][],
): void {
  const calls: Calls = {
    bare: new Map(),
    headline: new Set(title.map((parts) => parts.join(' ').toLowerCase())),
    spoke: new Set(),
    full: new Map(),
  };
  for (const referent of people) {
    const known = cast.entities[referent.entity];
    if (known !== undefined) noteFullName(calls, known, referent);
    else {
      const parts = partsOf(words, referent);
      const entity = ownerOfName(cast, words, referent, calls) ?? addFromTitle(cast, words, referent, parts, title);
      if (entity.shown === '') entity.shown = shownName(text, words, referent);
      calls.bare.set(parts[0] ?? '', entity);
      referent.entity = note(entity, text, words, referent).id;
    }
    if (referent.speaks) calls.spoke.add(referent.entity);
  }
}

/** How the article has called people so far. */
interface Calls {
  /** Whom a name that stands alone meant last. */
  readonly bare: Map<string, Entity>;
  /** Full names in the headline, in lower case. */
  readonly headline: ReadonlySet<string>;
  /** Numbers of those who have spoken. */
  readonly spoke: Set<number>;
  /** By surname: who was named in full last, and where another of that surname was. */
  readonly full: Map<string, FullName>;
}

interface FullName {
  readonly entity: Entity;
  readonly sentence: number;
  /** Sentence of the namesake before; -Infinity where there is none. */
  readonly before: number;
}

function noteFullName({ full }: Calls, entity: Entity, { sentence }: Referent): void {
  const key = entity.words.at(-1) ?? '';
  const last = full.get(key);
  const before = last === undefined ? -Infinity : last.entity === entity ? last.before : last.sentence;
  full.set(key, { entity, sentence, before });
}

/** A surname means who was named in full within this many sentences, as long as no namesake was. */
const reachOfFull = 2;

/** A surname whose full name only the headline gives, else a person known by one name. */
function addFromTitle(
  cast: Cast,
  words: readonly Word[],
  referent: Referent,
  parts: string[],
  title: readonly string[][],
): Entity {
  const full = title.find((name) => name.length > 1 && oneSpelling(name.at(-1)?.toLowerCase() ?? '') === parts[0]);
  if (full === undefined) return addPerson(cast, words, referent, parts);
  const entity = addPerson(
    cast,
    words,
    referent,
    full.map((word) => oneSpelling(foldWords(word)[0] ?? '')),
  );
  entity.shown = full.join(' ');
  return entity;
}

/** Whom a name of one word means: by surname, then by forename, then a firm called by its first word. */
function ownerOfName(cast: Cast, words: readonly Word[], referent: Referent, calls: Calls): Entity | undefined {
  const key = oneSpelling(words[referent.first]?.key ?? '');
  const bearers = candidatesFor(cast.bySurname.get(key), referent);
  const [only] = bearers;
  if (bearers.length === 1 && only !== undefined) return isNamedApart(only, referent) ? undefined : only;
  if (bearers.length > 1) return bearerCalledSo(ofSexBehind(bearers, words, referent), key, referent, calls);
  const others = candidatesFor(cast.byOtherWord.get(key), referent);
  if (goesWithSurname(words, referent)) return surnameFirst(others, key);
  const firm = cast.groups.byFirst.get(key);
  // "Norlex" beside "Norlex Europe" is a firm by itself, and rather Norlex Inc.
  const people = others.filter((one) => !mayBeFirm(cast, one) || (firm === undefined && one.firstAt < referent.first));
  if (people.length > 0)
    return people.length === 1 ? people[0] : people.findLast(({ firstAt }) => firstAt < referent.first);
  if (referent.from < referent.first) return undefined;
  // "Sky" before "Sky Movies" is named is not meant by it.
  const other =
    byPetName(cast, key, referent) ?? (firm !== undefined && firm.firstAt < referent.first ? firm : undefined);
  return other ?? bearerOfMisspelt(cast.entities, key, referent);
}

/** Two capitalised words of which no list knows the first, and whose second nobody else bears. */
function mayBeFirm({ bySurname }: Cast, { weak, words }: Entity): boolean {
  return weak && (bySurname.get(words.at(-1) ?? '')?.length ?? 0) < 2;
}

/** "Clinton said she was glad": the pronoun behind the name tells a Hillary from a Bill, as long as nobody else comes between. */
function ofSexBehind(bearers: readonly Entity[], words: readonly Word[], { last }: Referent): readonly Entity[] {
  const sentence = words[last]?.sentence;
  for (let at = last + 1; words[at]?.sentence === sentence; at += 1) {
    const word = words[at];
    if (word === undefined || word.quoted || word.shape !== 'lower') return bearers;
    // "Holt and his wife", unlike "Holt praised his plan".
    const isKin = word.key !== 'her' && word.key !== 'his' ? false : words[at + 1]?.form.role?.kind === 'kin';
    const gender = subjects.get(word.key) ?? (isKin ? (word.key === 'his' ? 'male' : 'female') : undefined);
    if (gender === undefined) continue;
    const own = bearers.filter((entity) => entity.gender === gender);
    return own.length > 0 ? own : bearers;
  }
  return bearers;
}

const subjects: ReadonlyMap<string, Gender> = new Map([
  ['she', 'female'],
  ['herself', 'female'],
  ['he', 'male'],
  ['himself', 'male'],
]);

/** "Clinton" among Clintons: whoever was called so, stands in the headline, or alone has spoken; else the main person. */
function bearerCalledSo(
  bearers: readonly Entity[],
  key: string,
  { first, speaks, sentence }: Referent,
  calls: Calls,
): Entity | undefined {
  const before = calls.bare.get(key);
  if (before !== undefined && bearers.includes(before)) return before;
  const inHeadline = bearers.filter(({ words }) => calls.headline.has(words.join(' ')));
  if (inHeadline.length === 1) return inHeadline[0];
  const last = calls.full.get(key);
  const isNear = last !== undefined && sentence - last.sentence <= reachOfFull && sentence - last.before > reachOfFull;
  if (isNear && bearers.includes(last.entity) && !isRelative(last.entity)) return last.entity;
  const spoke = bearers.filter(({ id }) => calls.spoke.has(id));
  if (speaks && spoke.length === 1) return spoke[0];
  const introduced = bearers.filter((entity) => entity.firstAt < first && !isRelative(entity));
  const once = introduced.filter(({ mentions }) => mentions === 1);
  return (once.length === 1 ? once[0] : undefined) ?? introduced[0] ?? bearers[0];
}

/** "Mr. Lou" where the article names one Lou Jiwei, and nobody whose surname is Lou. */
function surnameFirst(others: readonly Entity[], key: string): Entity | undefined {
  const [only] = others;
  return others.length === 1 && only?.words[0] === key && only.words.length === 2 ? only : undefined;
}

/** "Mr. Clinton" has a surname; "Dame Judi" and "Prince Harry" have none. */
function goesWithSurname(words: readonly Word[], { from, first, gender, office }: Referent): boolean {
  return from < first && gender !== null && office === null && !forenameTitles.has(words[first - 1]?.key ?? '');
}

const forenameTitles = new Set(
  'sir dame lord lady prince princess king queen pope sister father brother mother uncle aunt'.split(' '),
);

/** Forenames are compared with this many people. */
const mostCompared = 40;

/** "Bill" for William Kessler. */
function byPetName(cast: Cast, key: string, referent: Referent): Entity | undefined {
  const fits = cast.entities
    .slice(0, mostCompared)
    .filter(({ kind }) => kind === 'person' && key.length > 1)
    .filter(
      (one) =>
        one.words.length > 1 &&
        sameForename(key, one.words[0] ?? '') &&
        !(mayBeFirm(cast, one) && one.words[0] === key),
    );
  const [only] = candidatesFor(fits, referent);
  return fits.length === 1 ? only : undefined;
}

function candidatesFor(list: readonly Entity[] | undefined, { gender }: Referent): Entity[] {
  if (list === undefined) return [];
  const near = list.slice(-mostNamesakes);
  if (gender === null) return near;
  const known = near.filter((entity) => entity.gender === gender);
  return known.length > 0 ? known : near.filter((entity) => entity.gender === null);
}

/**
 * "Trump said ... his son Eric Trump said": whoever went by the bare surname before a relative came in is somebody else.
 */
function isNamedApart(entity: Entity, referent: Referent): boolean {
  return entity.words.length > 1 && entity.firstAt > referent.first && isRelative(entity);
}

function isRelative(entity: Entity): boolean {
  return entity.offices.some(({ kind }) => kind === 'kin');
}
