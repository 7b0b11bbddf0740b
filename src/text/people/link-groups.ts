import { type Entity, newEntity } from './entities.ts';
import type { NameMention } from './find-names.ts';
import { isFirmEnding } from './joined-names.ts';
import { kindsOfHead, knownName, nationOf } from './known-names.ts';
import { isOrdinaryWord, roleNoun } from './lexicon.ts';
import { isAcronymOf } from './name-match.ts';
import type { Referent } from './referents.ts';
import type { Word } from './words.ts';

/** The groups of an article by the ways in which it may call them. */
export interface Groups {
  readonly byKey: Map<string, Entity>;
  /** The last group of three words or more, by its last two: "Daily News". */
  readonly byTail: Map<string, Entity>;
  /** The last group of two words or more, by a first word that is no word of the language: "Harlan". */
  readonly byFirst: Map<string, Entity>;
  /** The first firm of three words or more, by its first two: "Alder Mosse" for "Alder Mosse and Co". */
  readonly byOpening: Map<string, Entity>;
}

export function noGroups(): Groups {
  return { byKey: new Map(), byTail: new Map(), byFirst: new Map(), byOpening: new Map() };
}

/** Finds or adds the group that a name means, and keeps what this mention says of it. */
export function linkGroup(
  entities: Entity[],
  groups: Groups,
  text: string,
  words: readonly Word[],
  referent: Referent,
  name: NameMention,
): Entity {
  const keys: string[] = [];
  for (let at = name.first; at <= name.last; at += 1) keys.push(words[at]?.key ?? '');
  const tail = withoutNation(keys);
  const known = name.known ?? knownName(tail.join(' ')) ?? null;
  const key = known === null ? tail.join(' ') : known.name;
  const found =
    groups.byKey.get(key) ?? byInitials(groups, words, name, keys) ?? byTail(groups, tail) ?? byFirst(groups, tail);
  const entity = found ?? addGroup(entities, groups, keys, known, referent);
  groups.byKey.set(key, entity);
  const form = text.slice(words[name.first]?.start ?? 0, words[name.last]?.end ?? 0).replace(/\s+/g, ' ');
  const shown = known?.kind === 'country' ? known.name : form;
  if (shown.length > entity.shown.length) entity.shown = shown;
  const acronym = acronymAfter(words, name.last + 1);
  // "The Association of Bakers of Chile (ABCH)": not Chile's.
  if (acronym !== null && (known === null || known.kind === 'institution')) {
    groups.byKey.set(acronym.key, entity);
    entity.forms.set(acronym.key, text.slice(acronym.start, acronym.end));
  }
  entity.mentions += 1;
  entity.forms.set(form.toLowerCase(), form);
  return entity;
}

/** "(IAEA)" right after the name. */
function acronymAfter(words: readonly Word[], at: number): Word | null {
  const acronym = words[at];
  if (acronym?.gap !== 'open' || acronym.shape !== 'caps') return null;
  const next = words[at + 1]?.gap;
  return next === undefined || next === 'close' || next === 'comma' || next === 'stop' ? acronym : null;
}

/** "US State Department" is the State Department; "Israeli military" keeps its nation, since many have one. */
function withoutNation(keys: readonly string[]): readonly string[] {
  return keys.length > 2 && ownNations.has(keys[0] ?? '') ? keys.slice(1) : keys;
}

const ownNations = new Set(['us', 'uk', 'american', 'british']);

/** Groups are compared by their initials this many at most. */
const mostCompared = 200;

function byInitials(
  groups: Groups,
  words: readonly Word[],
  name: NameMention,
  keys: readonly string[],
): Entity | undefined {
  const isShort = keys.length === 1 && words[name.first]?.shape === 'caps';
  let compared = 0;
  for (const entity of groups.byKey.values()) {
    compared += 1;
    if (compared > mostCompared) return undefined;
    const [first = ''] = entity.words;
    if (isShort ? hasInitials(entity, keys[0] ?? '') : entity.words.length === 1 && isAcronymOf(first, keys))
      return entity;
  }
  return undefined;
}

/** "ARS" is Alder Retrieval Systems Inc, and "ADIC" the Alder Deposit Insurance Corp. */
function hasInitials({ words }: Entity, short: string): boolean {
  const isFirm = words.length > 3 && isFirmEnding(words.at(-1) ?? '');
  return isAcronymOf(short, words) || (isFirm && isAcronymOf(short, words.slice(0, -1)));
}

/** "Daily News" after "New York Daily News". */
function byTail(groups: Groups, keys: readonly string[]): Entity | undefined {
  const longer = groups.byTail.get(keys.slice(-2).join(' '));
  if (keys.length < 2 || longer === undefined || longer.words.length <= keys.length) return undefined;
  const cut = longer.words.length - keys.length;
  return keys.every((key, place) => key === longer.words[cut + place]) ? longer : undefined;
}

/** "ICH" after "ICH Corp". */
function byFirst(groups: Groups, [key = '', ...rest]: readonly string[]): Entity | undefined {
  const firm = rest.length === 0 ? groups.byFirst.get(key) : undefined;
  return firm !== undefined && isFirmEnding(firm.words.at(-1) ?? '') ? firm : undefined;
}

function addGroup(
  entities: Entity[],
  groups: Groups,
  keys: readonly string[],
  known: Entity['known'],
  { first }: Referent,
): Entity {
  const link = keys.findIndex((key) => key === 'of' || key === 'for');
  const head = (link > 0 ? keys[link - 1] : keys.at(-1)) ?? '';
  const kinds = kindsOfHead(head) ?? kindsOfHead(keys[0] ?? '') ?? [];
  const calledAgain = known?.calledAgain ?? [...kinds, ...(roleNoun(head) ? [] : [head])];
  const entity = newEntity(entities.length, {
    kind: 'group',
    named: true,
    shown: '',
    words: [...keys],
    firstAt: first,
    known,
    calledAgain,
  });
  entities.push(entity);
  if (keys.length > 2) groups.byTail.set(keys.slice(-2).join(' '), entity);
  const opener = keys[0] ?? '';
  const opening = keys.slice(0, 2).join(' ');
  if (keys.length > 2 && isFirmEnding(keys.at(-1) ?? '') && !groups.byOpening.has(opening))
    groups.byOpening.set(opening, entity);
  if (
    keys.length > 1 &&
    known === null &&
    !isOrdinaryWord(opener) &&
    nationOf(opener) === undefined &&
    kindsOfHead(opener) === undefined
  ) {
    // "Holt" is Holt Corp, which the article named first, not its Holt Bank.
    if (!groups.byFirst.has(opener)) groups.byFirst.set(opener, entity);
  }
  return entity;
}
