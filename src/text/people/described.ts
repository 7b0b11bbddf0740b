import { addOffice, type Entity, newEntity } from './entities.ts';
import type { Gender } from './lexicon.ts';
import { ownerOf } from './link-pronouns.ts';
import type { Office } from './offices.ts';
import type { Referent } from './referents.ts';
import { placeAt, type Scene, spanOfWords } from './scene.ts';
import type { Word } from './words.ts';

/** The phrase that describes somebody, by words. */
interface Phrase {
  readonly from: number;
  readonly last: number;
  /** The role in it, when it is one. */
  readonly role: Referent | null;
  readonly plural: boolean;
}

/** Finds or adds the one whom a phrase describes; the same phrase again is the same one. */
export function describe(scene: Scene, { from, last, role, plural }: Phrase, attribution: number): Entity {
  const mention = scene.attributions[attribution]?.mention ?? null;
  const span = mention !== null && mention.end > mention.start ? mention : spanOfWords(scene, from, last);
  const shown = scene.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  const known = scene.described.get(shown.toLowerCase());
  const entity =
    known ??
    describeAs(scene, {
      shown,
      kind: plural || role === null ? 'group' : 'person',
      plural,
      named: false,
      firstAt: from,
      gender: role?.gender ?? null,
      office: role?.office ?? null,
    });
  entity.mentions += 1;
  if (role !== null && known === undefined) addOwnedForms(scene, entity, role);
  return entity;
}

/** Finds or adds somebody whom the article does not know by one name: "a senior official", "Rubio and Witkoff". */
export function describeAs(
  { entities, described, holders }: Scene,
  about: Pick<Entity, 'shown' | 'kind' | 'plural' | 'named' | 'firstAt'> & {
    gender?: Gender | null;
    office?: Office | null;
  },
): Entity {
  const { shown, kind, plural, named, firstAt, gender = null, office = null } = about;
  const known = described.get(shown.toLowerCase());
  if (known !== undefined) return known;
  const entity = newEntity(entities.length, { shown, kind, plural, named, firstAt, gender });
  entity.forms.set(shown.toLowerCase(), shown);
  if (office !== null) {
    addOffice(entity, office);
    holders.push(entity);
  }
  entities.push(entity);
  described.set(shown.toLowerCase(), entity);
  return entity;
}

/** Ways to ask for somebody who is only described: "Zelensky's chief of staff", "IAEA chief". */
function addOwnedForms(scene: Scene, entity: Entity, role: Referent): void {
  const { text, words, referents, entities } = scene;
  const owner = entities[ownerOf(scene, role)];
  if (owner !== undefined) {
    const { start, end } = spanOfWords(scene, role.owner + 1, role.last);
    for (const form of formsOf(owner)) addForm(entity, `${form}'s ${text.slice(start, end)}`);
  }
  const noun = words[role.first]?.key ?? '';
  for (let at = placeAt(scene, role.start); at < referents.length; at += 1) {
    const other = referents[at];
    if (other === undefined || other.sentence !== role.sentence || other.first > role.last + 12) break;
    const behind = entities[other.entity];
    if (behind === undefined || other.first <= role.first || !belongsTo(words, role, other)) continue;
    for (const form of formsOf(behind)) {
      addForm(entity, `${noun} of ${form}`);
      addForm(entity, `${form} ${noun}`);
      addForm(entity, `${form}'s ${noun}`);
      if (chiefs.has(noun)) addForm(entity, `${form} chief`);
    }
  }
}

const chiefs = new Set(['head', 'director', 'leader', 'boss', 'director-general']);

function addForm(entity: Entity, form: string): void {
  entity.forms.set(form.toLowerCase(), form);
}

/** Names to ask for an owner by; the first few, since an article may spell one name in many ways. */
function formsOf(entity: Entity): string[] {
  const surname = entity.kind === 'person' && entity.named ? (entity.shown.split(' ').at(-1) ?? '') : '';
  const acronym = entity.known?.keys.find((key) => key.length <= 6 && !key.includes(' '))?.toUpperCase() ?? '';
  const forms = [entity.shown, surname, acronym, ...(entity.named ? entity.forms.values() : [])];
  return [...new Set(forms)].filter((form) => form !== '').slice(0, 6);
}

/** "The head of X's watchdog, Y": Y stands in the complement, or beside it after a comma. */
function belongsTo(words: readonly Word[], role: Referent, other: Referent): boolean {
  if (other.last <= role.last + 1) return true;
  if (other.name?.kind !== 'group') return false;
  for (let at = role.last + 1; at <= other.first; at += 1) {
    const word = words[at];
    if (word === undefined || word.gap === 'stop' || word.gap === 'quote') return false;
    if (word.shape === 'lower' && word.key !== 'the' && at > role.last + 3) return false;
  }
  return true;
}
