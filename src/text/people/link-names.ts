import { type Entity, newEntity } from './entities.ts';
import type { NameMention } from './find-names.ts';
import { foldWords } from './fold.ts';
import { kindsOfHead, knownName, nationOf } from './known-names.ts';
import { genderOfGivenName, nameParticles, nameSuffixes, roleNoun } from './lexicon.ts';
import { isAcronymOf, oneSpelling, sameForename } from './name-match.ts';
import type { Referent } from './referents.ts';
import type { Word } from './words.ts';

/** Entities of the article by number, and the way to add one. */
export interface Cast {
  readonly entities: Entity[];
  readonly bySurname: Map<string, Entity[]>;
  readonly byOtherWord: Map<string, Entity[]>;
  readonly groups: Map<string, Entity>;
  /** The last group of three words or more, by its last two. */
  readonly tails: Map<string, Entity>;
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
    groups: new Map(),
    tails: new Map(),
  };
  const people = referents.filter((referent) => referent.name?.kind === 'person');
  for (const referent of referents) {
    if (referent.name?.kind === 'group') referent.entity = linkGroup(cast, text, words, referent, referent.name).id;
  }
  for (const referent of people) {
    const parts = partsOf(words, referent);
    if (parts.length > 1) referent.entity = linkFullName(cast, text, words, referent, parts).id;
  }
  linkSurnames(cast, text, words, people, title);
  return cast;
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
    gender: genderOfName(parts),
    weak: !(referent.name?.sure ?? true) && parts.length === 1,
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

/** A forename that stands alone says its sex only when it can hardly be a surname. */
function genderOfName(parts: readonly string[]): Entity['gender'] {
  if (parts.length === 1) return null;
  const forename = parts[0] ?? '';
  const stated = genderOfGivenName(forename);
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
  if (referent.office !== null) entity.offices.push(referent.office);
  if (referent.from < referent.first) {
    entity.weak = false;
    const start = words[referent.from]?.start ?? 0;
    const end = words[referent.first - 1]?.end ?? 0;
    if (referent.office !== null && !entity.descriptions.some((known) => known.text === text.slice(start, end))) {
      entity.descriptions.push({ text: text.slice(start, end), start, end });
    }
  }
  return entity;
}

/** The name as it stands; capitals throughout ("RUBIO") become "Rubio" where it is no acronym. */
function shownName(text: string, words: readonly Word[], { first, last, name }: Referent): string {
  const shown = text.slice(words[first]?.start ?? 0, words[last]?.end ?? 0).replace(/\s+/g, ' ');
  const shouts = name?.kind === 'person' && words[last]?.shape === 'caps' && !nameSuffixes.has(words[last]?.key ?? '');
  return shouts
    ? shown.replace(/\p{L}[\p{L}’']*/gu, (word) =>
        word.length > 2 ? word.charAt(0) + word.slice(1).toLowerCase() : word,
      )
    : shown;
}

function linkSurnames(
  cast: Cast,
  text: string,
  words: readonly Word[],
  people: readonly Referent[],
  title: readonly string[][],
): void {
  const lastOfName = new Map<string, Entity>();
  const headline = new Set(title.map((parts) => parts.join(' ')));
  for (const referent of people) {
    const parts = partsOf(words, referent);
    const key = parts[0] ?? '';
    if (referent.entity >= 0) continue;
    const entity =
      ownerOfSurname(cast, words, referent, key, lastOfName, headline) ??
      addFromTitle(cast, words, referent, parts, title);
    if (entity.shown === '') entity.shown = shownName(text, words, referent);
    lastOfName.set(key, entity);
    referent.entity = note(entity, text, words, referent).id;
  }
}

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

function ownerOfSurname(
  cast: Cast,
  words: readonly Word[],
  referent: Referent,
  key: string,
  lastOfName: ReadonlyMap<string, Entity>,
  headline: ReadonlySet<string>,
): Entity | undefined {
  const bearers = candidatesFor(cast.bySurname.get(key), referent);
  const [only] = bearers;
  if (bearers.length === 1 && only !== undefined) {
    return isNamedApart(words, only, referent) ? undefined : only;
  }
  if (bearers.length > 1) {
    const before = lastOfName.get(key);
    if (before !== undefined && bearers.includes(before)) return before;
    const inHeadline = bearers.filter((entity) => headline.has(entity.words.join(' ')));
    if (inHeadline.length === 1) return inHeadline[0];
    const introduced = bearers.filter((entity) => entity.firstAt < referent.first && !isRelative(entity));
    const once = introduced.filter((entity) => entity.mentions === 1);
    return (once.length === 1 ? once[0] : undefined) ?? introduced[0] ?? bearers[0];
  }
  if (referent.from < referent.first && referent.gender !== null && referent.office === null) return undefined;
  const others = candidatesFor(cast.byOtherWord.get(key), referent);
  return others.length === 1 ? others[0] : others.findLast((entity) => entity.firstAt < referent.first);
}

function candidatesFor(list: readonly Entity[] | undefined, { gender }: Referent): Entity[] {
  if (list === undefined) return [];
  return list
    .slice(-mostNamesakes)
    .filter((entity) => gender === null || entity.gender === null || entity.gender === gender);
}

/**
 * "Trump said ... his son Eric Trump said": whoever went by the bare surname before a relative came in is somebody else.
 */
function isNamedApart(words: readonly Word[], entity: Entity, referent: Referent): boolean {
  return (
    entity.words.length > 1 &&
    entity.firstAt > referent.first &&
    isRelative(entity) &&
    words[referent.first] !== undefined
  );
}

function isRelative(entity: Entity): boolean {
  return entity.offices.some(({ kind }) => kind === 'kin');
}

function linkGroup(cast: Cast, text: string, words: readonly Word[], referent: Referent, name: NameMention): Entity {
  const keys: string[] = [];
  for (let at = name.first; at <= name.last; at += 1) keys.push(words[at]?.key ?? '');
  const tail = withoutNation(keys);
  const known = name.known ?? knownName(tail.join(' ')) ?? null;
  const key = known === null ? tail.join(' ') : known.name;
  const found = cast.groups.get(key) ?? byInitials(cast, words, name, keys) ?? byTail(cast, tail);
  const entity = found ?? addGroup(cast, keys, known, referent);
  cast.groups.set(key, entity);
  const shown = known?.kind === 'country' ? known.name : shownName(text, words, referent);
  if (shown.length > entity.shown.length) entity.shown = shown;
  const acronymAt = name.last + 1;
  const acronym = words[acronymAt];
  const closed =
    words[acronymAt + 1]?.gap === 'close' ||
    words[acronymAt + 1]?.gap === 'comma' ||
    words[acronymAt + 1]?.gap === 'stop';
  if (acronym?.gap === 'open' && acronym.shape === 'caps' && closed) cast.groups.set(acronym.key, entity);
  entity.mentions += 1;
  const form = shownName(text, words, referent);
  entity.forms.set(form.toLowerCase(), form);
  return entity;
}

/** "US State Department" is the State Department; "Israeli military" keeps its nation, since many have one. */
function withoutNation(keys: readonly string[]): readonly string[] {
  if (keys.length < 3 || nationOf(keys[0] ?? '') === undefined) return keys;
  return keys[0] === 'us' || keys[0] === 'uk' || keys[0] === 'american' || keys[0] === 'british' ? keys.slice(1) : keys;
}

function byInitials(
  cast: Cast,
  words: readonly Word[],
  name: NameMention,
  keys: readonly string[],
): Entity | undefined {
  const isShort = keys.length === 1 && words[name.first]?.shape === 'caps';
  let looked = 0;
  for (const entity of cast.groups.values()) {
    looked += 1;
    if (looked > 200) return undefined;
    if (isShort && isAcronymOf(keys[0] ?? '', entity.words)) return entity;
    if (
      !isShort &&
      entity.words.length === 1 &&
      isAcronymOf(entity.words[0] ?? '', keys) &&
      entity.words[0]?.length !== 1
    )
      return entity;
  }
  return undefined;
}

/** "Daily News" after "New York Daily News": the tail of one name only. */
function byTail(cast: Cast, keys: readonly string[]): Entity | undefined {
  const longer = cast.tails.get(keys.slice(-2).join(' '));
  if (keys.length < 2 || longer === undefined || longer.words.length <= keys.length) return undefined;
  const cut = longer.words.length - keys.length;
  return keys.every((key, place) => key === longer.words[cut + place]) ? longer : undefined;
}

function addGroup(cast: Cast, keys: readonly string[], known: Entity['known'], { first }: Referent): Entity {
  const head = keys.at(-1) ?? '';
  const calledAgain = known?.calledAgain ?? [
    ...(kindsOfHead(head) ?? kindsOfHead(keys[0] ?? '') ?? []),
    ...(roleNoun(head) ? [] : [head]),
  ];
  const entity = newEntity(cast.entities.length, {
    kind: 'group',
    named: true,
    shown: '',
    words: [...keys],
    firstAt: first,
    known,
    calledAgain,
  });
  cast.entities.push(entity);
  if (keys.length > 2) cast.tails.set(keys.slice(-2).join(' '), entity);
  return entity;
}
