import { roleOfInstitution } from './appositions.ts';
import { describe, describeAs } from './described.ts';
import type { Entity } from './entities.ts';
import { kindsOfHead } from './known-names.ts';
import { linkRole } from './link-roles.ts';
import { isDocument, type Mention } from './mentions.ts';
import type { Referent } from './referents.ts';
import type { SpeakerRule } from './rules.ts';
import { type Link, placeAt, type Scene, spanOfWords } from './scene.ts';
import type { Word } from './words.ts';

/** Links a mention that is a name; `others` are the names and roles that stand behind it in the mention. */
export function linkName(scene: Scene, head: Referent, others: readonly Referent[]): Link {
  const role = linkRoleOfInstitution(scene, head) ?? linkHeadAgain(scene, head);
  if (role !== null) return role;
  const { words, entities } = scene;
  const entity = entities[head.entity] ?? nameFor(scene, head);
  const second = others.find((other) => other.joined && other.from === head.last + 2 && other.entity >= 0);
  const other = second === undefined ? undefined : entities[second.entity];
  if (other !== undefined && other !== entity && other.kind === entity.kind) return joint(scene, head, entity, other);
  return { entity: entity.id, rule: nameRule(head, entity, words) };
}

/** "The head of the watchdog, the IAEA said": the mention is the agency, and its head speaks. */
function linkRoleOfInstitution(scene: Scene, head: Referent): Link | null {
  if (head.name?.kind !== 'group') return null;
  const stretch = roleOfInstitution(scene.words, head);
  if (stretch === null) return null;
  const role = scene.referents[placeAt(scene, scene.words[stretch.from]?.start ?? 0)];
  if (role?.kind !== 'role' || scene.entities[role.entity]?.named) return null;
  const entity = describe(scene, { ...stretch, role, plural: false }, -1);
  role.entity = entity.id;
  return { entity: entity.id, rule: 'description' };
}

/** "The Post", "the Committee": a capitalised word for an institution that was named in full before. */
function linkHeadAgain(scene: Scene, head: Referent): Link | null {
  if (head.entity >= 0 || head.first !== head.last) return null;
  const again = institutionAgain(scene, head.start, scene.words[head.first]?.key ?? '');
  if (again !== null) head.entity = again.entity;
  return again;
}

function joint(scene: Scene, head: Referent, one: Entity, other: Entity): Link {
  const shown = `${one.shown} and ${other.shown}`;
  const entity = describeAs(scene, { shown, kind: 'group', plural: true, named: true, firstAt: head.first });
  return { entity: entity.id, rule: 'joint' };
}

/** A place or a thing that speaks after all ("Brooklyn said"): it is named, so it is a group. */
function nameFor(scene: Scene, head: Referent): Entity {
  const { start, end } = spanOfWords(scene, head.first, head.last);
  const shown = scene.text.slice(start, end).replace(/\s+/g, ' ');
  const entity = describeAs(scene, { shown, kind: 'group', plural: false, named: true, firstAt: head.first });
  head.entity = entity.id;
  return entity;
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

/** Links a noun that is no word for people: "the agency", "a statement by the ministry", "the poll". */
export function linkNoun(scene: Scene, mention: Extract<Mention, { kind: 'noun' }>, attribution: number): Link {
  const { words } = scene;
  const noun = words[mention.noun]?.key ?? '';
  if (mention.behind !== null && isDocument(noun)) {
    const behind = mention.behind.kind === 'role' ? linkRole(scene, mention.behind, -1).entity : mention.behind.entity;
    if (behind >= 0) return { entity: behind, rule: 'document' };
  }
  const first = words[mention.from];
  if (mention.behind === null && first !== undefined && (first.key === 'the' || first.key === 'that')) {
    const again = institutionAgain(scene, first.start, noun);
    if (again !== null) return again;
  }
  const entity = describe(scene, { from: mention.from, last: mention.last, role: null, plural: true }, attribution);
  return { entity: entity.id, rule: entity.mentions > 1 ? 'description-again' : 'description' };
}

/** An institution is called again by its kind within this many names and roles. */
const reach = 80;

/** "The agency": the institution of that kind that was named last. */
function institutionAgain(scene: Scene, start: number, noun: string): Link | null {
  const { referents, entities } = scene;
  const place = placeAt(scene, start);
  for (let at = place - 1; at >= Math.max(0, place - reach); at -= 1) {
    const entity = entities[referents[at]?.entity ?? -1];
    if (entity?.kind !== 'group' || !entity.named) continue;
    const endsSo = entity.words.length > 1 && entity.words.at(-1) === noun && kindsOfHead(noun) !== undefined;
    if (endsSo || entity.calledAgain.includes(noun)) return { entity: entity.id, rule: 'institution-again' };
  }
  return null;
}
