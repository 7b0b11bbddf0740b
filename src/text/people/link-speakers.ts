import type { Attribution } from '../attribution.ts';
import { roleOfInstitution } from './appositions.ts';
import { describeEntity } from './described.ts';
import { findAntecedent, findByOffice, type Link } from './discourse.ts';
import type { Entity } from './entities.ts';
import { isDocument, type Mention, type Pronoun, readMention } from './mentions.ts';
import { mayBeCalled } from './offices.ts';
import type { Referent } from './referents.ts';
import type { SpeakerRule } from './rules.ts';
import type { Word } from './words.ts';

/** An article as far as it is understood before its statements get their speakers. */
export interface Scene {
  readonly text: string;
  readonly words: readonly Word[];
  readonly referents: readonly Referent[];
  /** Grows by those whom the article only describes. */
  readonly entities: Entity[];
  readonly attributions: readonly Attribution[];
}

/** Who speaks by an attribution; an entity of -1 means that nobody could be found for its mention. */
export type SpeakerLink = Link;

/** A stop of the walk through the article: a phrase to resolve, a mention, or both. */
interface Stop {
  readonly at: number;
  readonly referent: Referent | null;
  readonly attribution: number;
  readonly mention: Mention | null;
}

/** Links each attribution to its speaker, walking through the article in reading order; `null` without a mention. */
export function linkSpeakers(scene: Scene): (SpeakerLink | null)[] {
  const mentions = scene.attributions.map(({ mention }) =>
    mention === null ? null : readMention(scene.words, scene.referents, mention),
  );
  for (const mention of mentions) if (mention?.kind === 'referent') mention.head.speaks = true;
  const links: (SpeakerLink | null)[] = scene.attributions.map(() => null);
  const walk = new Walk(scene);
  for (const stop of stopsOf(scene, mentions)) {
    if (stop.attribution >= 0 && stop.mention !== null) {
      links[stop.attribution] = walk.linkMention(stop.mention, stop.attribution);
    } else if (stop.referent !== null) walk.pass(stop.referent);
  }
  linkSelves(scene, mentions, links);
  return followOn(scene.attributions, links);
}

function stopsOf({ referents, attributions }: Scene, mentions: readonly (Mention | null)[]): Stop[] {
  const stops: Stop[] = [];
  const heads = new Set<Referent>();
  attributions.forEach(({ mention: span }, attribution) => {
    const mention = mentions[attribution] ?? null;
    if (mention === null || span === null) return;
    if (mention.kind === 'referent') heads.add(mention.head);
    const at = mention.kind === 'referent' ? mention.head.start : span.start;
    stops.push({ at, referent: null, attribution, mention });
  });
  for (const referent of referents) {
    if (referent.entity < 0 && !heads.has(referent))
      stops.push({ at: referent.start, referent, attribution: -1, mention: null });
  }
  return stops.sort((a, b) => a.at - b.at || b.attribution - a.attribution);
}

/** "I" and "we" within the words of a speaker are that speaker. */
function linkSelves(
  { attributions }: Scene,
  mentions: readonly (Mention | null)[],
  links: (SpeakerLink | null)[],
): void {
  attributions.forEach(({ within }, place) => {
    const mention = mentions[place];
    if (within === null || mention?.kind !== 'pronoun' || mention.pronoun.wants !== 'self') return;
    const outer = links[within];
    if (outer && outer.entity >= 0) links[place] = { entity: outer.entity, rule: 'pronoun-quoted-self' };
  });
}

/** Gives an attribution without a mention the speaker of the one that it goes on from. */
function followOn(
  attributions: readonly Attribution[],
  links: readonly (SpeakerLink | null)[],
): (SpeakerLink | null)[] {
  const followed: (SpeakerLink | null)[] = [];
  attributions.forEach(({ mention, continues }, place) => {
    let link = links[place] ?? null;
    if (mention === null && continues !== null) {
      // The earlier one stands before it in the list, and so is done; a wrong link forwards finds its own mention only.
      const earlier = followed[continues] ?? links[continues] ?? null;
      link = earlier === null ? null : { entity: earlier.entity, rule: 'continued' };
    }
    followed.push(link);
  });
  return followed;
}

/** The state of one walk: everything before the current place is resolved. */
class Walk {
  readonly #scene: Scene;
  /** Entities that hold a role, in the order in which they came in. */
  readonly #holders: Entity[];
  readonly #described = new Map<string, Entity>();

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#holders = scene.entities.filter(({ offices }) => offices.length > 0);
  }

  /** Resolves a phrase that is nobody's speaker, so that later pronouns find their way. */
  pass(referent: Referent): void {
    if (referent.quoted) return;
    if (referent.kind === 'pronoun') {
      const link = this.#antecedent(
        referent.start,
        referent.sentence,
        { gender: referent.gender, wants: 'person' },
        -1,
      );
      if (link !== null) referent.entity = link.entity;
      return;
    }
    if (referent.kind !== 'role' || referent.office === null) return;
    if (referent.determiner === 'definite' && !referent.plural) {
      const link = findByOffice(
        this.#scene,
        this.#placeOf(referent.start),
        referent.office,
        referent.gender,
        this.#holdersNear(referent.start),
      );
      if (link !== null) {
        referent.entity = link.entity;
        return;
      }
    }
    if (!referent.oblique && referent.determiner !== 'none') {
      referent.entity = this.#describe(referent.from, referent.last, referent, referent.plural, -1).id;
    }
  }

  linkMention(mention: Mention, attribution: number): SpeakerLink {
    if (mention.kind === 'pronoun') return this.#linkPronoun(mention.pronoun, mention.at, attribution);
    if (mention.kind === 'referent') return this.#linkReferent(mention.head, mention.others, attribution);
    if (mention.kind === 'noun') return this.#linkNoun(mention, attribution);
    return { entity: -1, rule: 'unresolved' };
  }

  #linkPronoun(pronoun: Pronoun, at: number, attribution: number): SpeakerLink {
    const word = this.#scene.words[at];
    const unresolved: SpeakerLink = { entity: -1, rule: 'unresolved' };
    if (word === undefined || pronoun.wants === 'nobody' || pronoun.wants === 'self') return unresolved;
    if (pronoun.wants === 'relative') return this.#linkRelative(at) ?? unresolved;
    const link = this.#antecedent(word.start, word.sentence, pronoun, this.#outerSpeaker(attribution, word));
    if (link === null) return unresolved;
    const entity = this.#scene.entities[link.entity];
    if (entity?.gender === null && pronoun.gender !== null) entity.gender = pronoun.gender;
    return link;
  }

  /** Within the marks of somebody's words, "he" is somebody else. */
  #outerSpeaker(attribution: number, word: Word): number {
    const within = this.#scene.attributions[attribution]?.within ?? null;
    if (within === null || !word.quoted) return -1;
    const outer = this.#scene.attributions[within]?.mention;
    if (!outer) return -1;
    const speaker = this.#scene.referents.find(
      ({ start, speaks }) => speaks && start >= outer.start && start < outer.end,
    );
    return speaker?.entity ?? -1;
  }

  #antecedent(start: number, sentence: number, { gender, wants }: Pronoun, not: number): Link | null {
    const kind = wants === 'several' ? 'several' : wants === 'group' ? 'group' : 'person';
    return findAntecedent(this.#scene, this.#placeOf(start), sentence, { gender, kind, not });
  }

  /** "Rubio, who ...": whoever is named or described right before. */
  #linkRelative(at: number): SpeakerLink | null {
    const place = this.#placeOf(this.#scene.words[at]?.start ?? 0);
    for (let before = place - 1; before >= Math.max(0, place - 4); before -= 1) {
      const referent = this.#scene.referents[before];
      if (referent === undefined || referent.sentence !== this.#scene.words[at]?.sentence) return null;
      if (referent.entity < 0 && referent.kind === 'role') this.#linkRole(referent);
      const close = referent.last >= at - 3;
      if (referent.entity >= 0 && (close || before === place - 1))
        return { entity: referent.entity, rule: 'pronoun-relative' };
    }
    return null;
  }

  #linkReferent(head: Referent, others: readonly Referent[], attribution: number): SpeakerLink {
    if (head.kind === 'pronoun') {
      const link = this.#linkPronoun({ wants: 'person', gender: head.gender }, head.first, attribution);
      if (link.entity >= 0) head.entity = link.entity;
      return link;
    }
    if (head.kind === 'name') return this.#linkRoleOfInstitution(head) ?? this.#linkName(head, others);
    return this.#linkRole(head, attribution);
  }

  /** "The head of the watchdog, the IAEA said": the mention is the agency, and its head speaks. */
  #linkRoleOfInstitution(head: Referent): SpeakerLink | null {
    const { words, referents } = this.#scene;
    if (head.name?.kind !== 'group') return null;
    const stretch = roleOfInstitution(words, head);
    if (stretch === null) return null;
    const role = referents[this.#placeOf(words[stretch.from]?.start ?? 0)];
    if (role?.kind !== 'role' || this.#scene.entities[role.entity]?.named) return null;
    const entity = this.#describe(stretch.from, stretch.last, role, false, -1);
    role.entity = entity.id;
    return { entity: entity.id, rule: 'description' };
  }

  #linkName(head: Referent, others: readonly Referent[]): SpeakerLink {
    const { words, entities } = this.#scene;
    const entity = entities[head.entity] ?? this.#nameFor(head);
    const second = others.find(
      (other) => other.from === head.last + 2 && words[head.last + 1]?.key === 'and' && other.entity >= 0,
    );
    const other = second === undefined ? undefined : entities[second.entity];
    if (other !== undefined && other !== entity && other.kind === entity.kind)
      return this.#linkJoint(head, entity, other);
    return { entity: entity.id, rule: nameRule(head, entity, words) };
  }

  #linkJoint(head: Referent, one: Entity, other: Entity): SpeakerLink {
    const shown = `${one.shown} and ${other.shown}`;
    const entity = this.#describedAs(shown, () =>
      describeEntity(this.#scene.entities, { shown, kind: 'group', plural: true, named: true, firstAt: head.first }),
    );
    return { entity: entity.id, rule: 'joint' };
  }

  /** A place or a thing that speaks after all ("Brooklyn said"): it is named, so it is a group. */
  #nameFor(head: Referent): Entity {
    const { text, entities } = this.#scene;
    const shown = text.slice(this.#scene.words[head.first]?.start ?? head.start, head.end);
    const entity = this.#describedAs(shown, () =>
      describeEntity(entities, { shown, kind: 'group', plural: false, named: true, firstAt: head.first }),
    );
    head.entity = entity.id;
    return entity;
  }

  #linkRole(head: Referent, attribution = -1): SpeakerLink {
    if (head.entity >= 0) return { entity: head.entity, rule: 'apposition' };
    const found = this.#holderOf(head);
    if (found !== null) {
      head.entity = found.entity;
      return found;
    }
    const entity = this.#describe(head.from, head.last, head, head.plural, attribution);
    head.entity = entity.id;
    return { entity: entity.id, rule: entity.mentions > 1 ? 'description-again' : 'description' };
  }

  #holderOf(head: Referent): Link | null {
    const { office, determiner, plural, gender } = head;
    if (office === null || plural || determiner === 'indefinite') return null;
    const place = this.#placeOf(head.start);
    const holders = this.#holdersNear(head.start);
    if (determiner === 'owned') return this.#ownedHolder(head, holders);
    const found = findByOffice(this.#scene, place, office, gender, holders);
    if (
      found !== null ||
      determiner === 'none' ||
      office.kind === 'voice' ||
      office.kind === 'person' ||
      office.kind === 'kin'
    )
      return found;
    return this.#onlyPerson(place, head);
  }

  /** "His wife" is the wife of whom the article names; an owner's aide only when the same owner is stated. */
  #ownedHolder(head: Referent, holders: readonly Entity[]): Link | null {
    const { office } = head;
    const owner = this.#ownerOf(head);
    const fits = holders.filter(
      (entity) =>
        entity.named &&
        entity.id !== owner?.id &&
        (head.gender === null || entity.gender === null || entity.gender === head.gender) &&
        entity.offices.some((held) => office !== null && held.head === office.head && mayBeCalled(held, office)) &&
        (office?.kind === 'kin' || statesOwner(entity, owner)),
    );
    const [only] = fits;
    return fits.length === 1 && only !== undefined ? { entity: only.id, rule: 'role' } : null;
  }

  #ownerOf(head: Referent): Entity | undefined {
    const { words, referents, entities } = this.#scene;
    const key = words[head.owner]?.key ?? '';
    for (let at = this.#placeOf(head.start); (referents[at]?.first ?? Infinity) <= head.owner; at += 1) {
      const named = referents[at];
      if (named?.kind === 'name' && named.last === head.owner) return entities[named.entity];
    }
    const gender = key === 'his' ? 'male' : key === 'her' ? 'female' : null;
    const wants = gender !== null ? 'person' : key === 'its' ? 'group' : 'several';
    const link = this.#antecedent(head.start, head.sentence, { gender, wants }, -1);
    return link === null ? undefined : entities[link.entity];
  }

  /** An office in an article that has spoken of one person only, of whom it states no other role. */
  #onlyPerson(place: number, head: Referent): Link | null {
    const { referents, entities } = this.#scene;
    let only: Entity | null = null;
    for (let at = 0; at < place; at += 1) {
      const entity = entities[referents[at]?.entity ?? -1];
      if (entity === undefined || entity.kind !== 'person' || entity.weak || entity === only) continue;
      if (only !== null) return null;
      only = entity;
    }
    if (only === null || !only.named || only.offices.some(({ kind }) => kind === 'office')) return null;
    if (head.gender !== null && only.gender !== null && head.gender !== only.gender) return null;
    return { entity: only.id, rule: 'role-only-person' };
  }

  #linkNoun(mention: Extract<Mention, { kind: 'noun' }>, attribution: number): SpeakerLink {
    const { words, entities } = this.#scene;
    const noun = words[mention.noun]?.key ?? '';
    const behind = mention.behind === null ? undefined : entities[mention.behind.entity];
    if (behind !== undefined && isDocument(noun)) return { entity: behind.id, rule: 'document' };
    if (mention.behind?.kind === 'role' && isDocument(noun))
      return { ...this.#linkRole(mention.behind), rule: 'document' };
    if (mention.behind === null && words[mention.from]?.key === 'the') {
      const again = this.#institutionAgain(words[mention.from]?.start ?? 0, noun);
      if (again !== null) return again;
    }
    const entity = this.#describe(mention.from, mention.last, null, true, attribution);
    return { entity: entity.id, rule: entity.mentions > 1 ? 'description-again' : 'description' };
  }

  /** "The agency": the institution of that kind that was named last. */
  #institutionAgain(start: number, noun: string): Link | null {
    const { referents, entities } = this.#scene;
    const place = this.#placeOf(start);
    for (let at = place - 1; at >= Math.max(0, place - 80); at -= 1) {
      const entity = entities[referents[at]?.entity ?? -1];
      if (entity?.kind !== 'group' || !entity.named) continue;
      if (entity.calledAgain.includes(noun)) return { entity: entity.id, rule: 'institution-again' };
    }
    return null;
  }

  #describe(from: number, last: number, referent: Referent | null, plural: boolean, attribution: number): Entity {
    const { text, words, entities, attributions } = this.#scene;
    const phrase = attributions[attribution]?.mention ?? { start: words[from]?.start ?? 0, end: words[last]?.end ?? 0 };
    const shown = text.slice(phrase.start, phrase.end).replace(/\s+/g, ' ');
    const owner = referent?.determiner === 'owned' ? this.#ownerOf(referent) : undefined;
    const entity = this.#describedAs(shown, () =>
      describeEntity(entities, {
        shown,
        kind: plural || referent === null ? 'group' : 'person',
        plural,
        named: false,
        firstAt: from,
        gender: referent?.gender ?? null,
        office: referent?.office ?? null,
      }),
    );
    entity.mentions += 1;
    if (entity.offices.length > 0 && entity.mentions === 1) this.#holders.push(entity);
    if (referent !== null) this.#nameOwners(entity, referent, owner);
    return entity;
  }

  /** Ways to ask for somebody who is only described: "Zelensky's chief of staff", "IAEA chief". */
  #nameOwners(entity: Entity, referent: Referent, owner: Entity | undefined): void {
    const { text, words, referents, entities } = this.#scene;
    const role = text.slice(words[referent.owner + 1]?.start ?? 0, words[referent.last]?.end ?? 0);
    if (owner !== undefined)
      for (const form of formsOf(owner)) entity.forms.set(`${form}'s ${role}`.toLowerCase(), `${form}'s ${role}`);
    const noun = words[referent.first]?.key ?? '';
    const place = this.#placeOf(referent.start);
    for (let at = place; at < Math.min(referents.length, place + 8); at += 1) {
      const other = referents[at];
      const behind = entities[other?.entity ?? -1];
      if (
        other === undefined ||
        behind === undefined ||
        other.first <= referent.first ||
        !belongsTo(words, referent, other)
      )
        continue;
      for (const form of formsOf(behind)) {
        for (const alias of [`${noun} of ${form}`, `${form} ${noun}`, `${form}'s ${noun}`])
          entity.forms.set(alias.toLowerCase(), alias);
        if (noun === 'head' || noun === 'director') entity.forms.set(`${form} chief`.toLowerCase(), `${form} chief`);
      }
    }
  }

  #describedAs(shown: string, make: () => Entity): Entity {
    const key = shown.toLowerCase();
    const entity = this.#described.get(key) ?? make();
    this.#described.set(key, entity);
    return entity;
  }

  /** Holders of roles around a place: all of them in an article, a window in a telephone book. */
  #holdersNear(start: number): readonly Entity[] {
    if (this.#holders.length <= 64) return this.#holders;
    const { words } = this.#scene;
    const known = this.#holders.findLastIndex(({ firstAt }) => (words[firstAt]?.start ?? 0) <= start);
    return this.#holders.slice(Math.max(0, known - 32), known + 8);
  }

  /** Place of the first referent that starts at or after `start`. */
  #placeOf(start: number): number {
    const { referents } = this.#scene;
    let low = 0;
    let high = referents.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((referents[middle]?.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function formsOf(entity: Entity): string[] {
  const surname = entity.kind === 'person' && entity.named ? (entity.shown.split(' ').at(-1) ?? '') : '';
  const acronym = entity.known?.keys.find((key) => key.length <= 6 && !key.includes(' '))?.toUpperCase() ?? '';
  return [...new Set([entity.shown, surname, acronym, ...(entity.named ? [...entity.forms.values()] : [])])]
    .filter((form) => form !== '')
    .slice(0, 6);
}

/** "the head of X's watchdog, Y": Y stands in the complement, or beside it after a comma. */
function belongsTo(words: readonly Word[], role: Referent, other: Referent): boolean {
  if (other.sentence !== role.sentence) return false;
  if (other.last <= role.last + 1) return other.first > role.first;
  for (let at = role.last + 1; at <= other.first; at += 1) {
    const word = words[at];
    const isBeside = word !== undefined && (word.shape === 'lower' ? word.key === 'the' || at <= role.last + 3 : true);
    if (!isBeside || word.gap === 'stop' || word.gap === 'quote') return false;
  }
  return other.name?.kind === 'group';
}

function statesOwner(holder: Entity, owner: Entity | undefined): boolean {
  const surname = owner?.words.at(-1);
  return surname !== undefined && holder.descriptions.some(({ text }) => text.toLowerCase().includes(surname));
}

function nameRule(head: Referent, entity: Entity, words: readonly Word[]): SpeakerRule {
  if (entity.kind === 'group') {
    const short = head.first === head.last && words[head.first]?.shape === 'caps' && entity.words.length > 1;
    return short ? 'acronym' : 'institution';
  }
  if (head.last > head.first) return 'full-name';
  if (head.from < head.first) return 'title-surname';
  const key = words[head.first]?.key ?? '';
  return key === entity.words.at(-1) || entity.words.length === 1 ? 'surname' : 'forename';
}
