import { describe } from './described.ts';
import { findByOffice } from './discourse.ts';
import type { Entity } from './entities.ts';
import { ownerOf } from './link-pronouns.ts';
import { mayBeCalled } from './offices.ts';
import type { Referent } from './referents.ts';
import { type Link, placeAt, type Scene } from './scene.ts';

/** Finds whom "the secretary of state", "his wife" or "a senior official" is, and keeps it; at worst the phrase itself. */
export function linkRole(scene: Scene, role: Referent, attribution: number): Link {
  const held = scene.entities[role.entity];
  if (held !== undefined) return { entity: held.id, rule: held.named ? 'apposition' : 'description-again' };
  const holder = holderOf(scene, role);
  if (holder !== null) {
    role.entity = holder.entity;
    return holder;
  }
  const entity = describe(scene, { from: role.from, last: role.last, role, plural: role.plural }, attribution);
  role.entity = entity.id;
  return { entity: entity.id, rule: entity.mentions > 1 ? 'description-again' : 'description' };
}

/** Looks at a role that nobody speaks by, so that later pronouns find their way to it. */
export function passRole(scene: Scene, role: Referent): void {
  if (role.office === null || role.plural) return;
  if (role.determiner === 'definite') {
    const held = findByOffice(
      scene,
      placeAt(scene, role.start),
      role.office,
      role.gender,
      holdersNear(scene, role.start),
    );
    if (held !== null) {
      role.entity = held.entity;
      return;
    }
  }
  if (role.determiner !== 'none' && isFirstOfSentence(scene, role)) {
    role.entity = describe(scene, { from: role.from, last: role.last, role, plural: false }, -1).id;
  }
}

/** Only a subject is spoken of next without a name: "A neighbour called the police. She said ...". */
function isFirstOfSentence(scene: Scene, role: Referent): boolean {
  if (role.oblique) return false;
  const before = scene.referents[placeAt(scene, role.start) - 1];
  return before === undefined || before.sentence !== role.sentence || before.first > role.from;
}

function holderOf(scene: Scene, role: Referent): Link | null {
  const { office, determiner, plural, gender } = role;
  if (office === null || plural || determiner === 'indefinite') return null;
  if (determiner === 'owned') return ownedHolder(scene, role);
  const place = placeAt(scene, role.start);
  const found = findByOffice(scene, place, office, gender, holdersNear(scene, role.start));
  if (found !== null || determiner === 'none') return found;
  return office.kind === 'office' || office.kind === 'trade' || office.kind === 'party'
    ? onlyPerson(scene, place, role)
    : null;
}

/** "His wife" is the wife whom the article names; an aide only when the same owner is stated. */
function ownedHolder(scene: Scene, role: Referent): Link | null {
  const { office, gender } = role;
  if (office === null) return null;
  const owner = scene.entities[ownerOf(scene, role)];
  const fits = holdersNear(scene, role.start).filter(
    (entity) =>
      entity.named &&
      entity !== owner &&
      (gender === null || entity.gender === null || entity.gender === gender) &&
      entity.offices.some((held) => held.head === office.head && mayBeCalled(held, office)) &&
      (office.kind === 'kin' || statesOwner(entity, owner)),
  );
  const [only] = fits;
  return fits.length === 1 && only !== undefined ? { entity: only.id, rule: 'role' } : null;
}

function statesOwner(holder: Entity, owner: Entity | undefined): boolean {
  const surname = owner?.words.at(-1);
  return surname !== undefined && holder.descriptions.some(({ text }) => text.toLowerCase().includes(surname));
}

/** An office in an article that has spoken of one person only, of whom it states no other. */
function onlyPerson({ referents, entities }: Scene, place: number, role: Referent): Link | null {
  let only: Entity | null = null;
  for (let at = 0; at < place; at += 1) {
    const entity = entities[referents[at]?.entity ?? -1];
    if (entity === undefined || entity.kind !== 'person' || entity.weak || entity === only) continue;
    if (only !== null) return null;
    only = entity;
  }
  if (only === null || !only.named || only.offices.some(({ kind }) => kind === 'office')) return null;
  if (role.gender !== null && only.gender !== null && role.gender !== only.gender) return null;
  return { entity: only.id, rule: 'role-only-person' };
}

/** Holders of roles around a place: all of them in an article, a window in a telephone book. */
function holdersNear({ holders, words }: Scene, start: number): readonly Entity[] {
  if (holders.length <= 64) return holders;
  let known = holders.length - 1;
  // Those who came in last stand last, so the way back is short where it matters.
  while (known > 0 && known > holders.length - 256 && (words[holders[known]?.firstAt ?? 0]?.start ?? 0) > start)
    known -= 1;
  return holders.slice(Math.max(0, known - 32), known + 8);
}
