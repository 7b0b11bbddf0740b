import { findAntecedent, findPair, type Wanted } from './discourse.ts';
import { mayBeCompany } from './entities.ts';
import { joint } from './joint.ts';
import type { Pronoun } from './mentions.ts';
import { namedInWords } from './own-words.ts';
import type { Referent } from './referents.ts';
import { type Link, placeAt, type Scene, type SpokenNoun, unresolved } from './scene.ts';
import type { Word } from './words.ts';

/** Finds whom "he", "she", "it" or "they" at a word stands for. What it finds may teach the sex of the one found. */
export function linkPronoun(scene: Scene, pronoun: Pronoun, at: number, attribution: number): Link {
  const word = scene.words[at];
  if (word === undefined) return unresolved;
  const pair = pronoun.wants === 'several' ? findPair(scene, placeAt(scene, word.start), word.sentence) : null;
  if (pair !== null) return { entity: joint(scene, pair, at).id, rule: 'joint' };
  const said = scene.attributions[attribution]?.content ?? [];
  // A firm may well name itself in its own words.
  const itself = pronoun.wants === 'group' ? [] : namedInWords(scene, attribution);
  const not = [outerSpeaker(scene, attribution, word), ...itself];
  const link =
    bodyThatSpoke(scene, word, pronoun, not) ??
    antecedentOf(scene, word, pronoun, { not, said, spoken: spokenFor(scene, pronoun) });
  if (link === null) return unresolved;
  const entity = scene.entities[link.entity];
  if (entity?.gender === null && entity.kind === 'person') entity.gender = pronoun.gender;
  if (entity !== undefined && pronoun.wants === 'group') entity.kind = 'group';
  return link;
}

/** "It" goes on from the body that spoke so many sentences before it at most. */
const reachOfBody = 2;

/** "Alder Corp said it had bought Mosse Ltd. It said": rather who spoke than who was spoken of since. */
function bodyThatSpoke(
  { spokenBody, spokenNoun, entities }: Scene,
  { sentence }: Word,
  { wants }: Pronoun,
  not: readonly number[],
): Link | null {
  if (wants !== 'group' || spokenBody === null || sentence - spokenBody.sentence > reachOfBody) return null;
  const { entity } = spokenBody;
  const isOther = spokenNoun !== null && spokenNoun.entity !== entity;
  const isLater = isOther && spokenNoun.sentence >= spokenBody.sentence;
  const body = entities[entity];
  if (isLater || not.includes(entity) || body === undefined) return null;
  return body.kind === 'group' || mayBeCompany(body) ? { entity, rule: 'pronoun-last-speaker' } : null;
}

/** Whom a pronoun before, or at, `from` stands for. */
export function antecedentOf(
  scene: Scene,
  from: Pick<Word, 'start' | 'sentence'>,
  { gender, wants }: Pronoun,
  besides: Pick<Wanted, 'not' | 'said' | 'spoken'> = { not: [], said: [], spoken: null },
): Link | null {
  const kind = wants === 'several' ? 'several' : wants === 'group' ? 'group' : 'person';
  return findAntecedent(scene, placeAt(scene, from.start), from.sentence, { gender, kind, ...besides });
}

/** "It" after "a new report says", "they" after "several firms said". */
function spokenFor({ spokenNoun }: Scene, { wants }: Pronoun): SpokenNoun | null {
  const fits = spokenNoun !== null && wants === (spokenNoun.plural ? 'several' : 'group');
  return fits ? spokenNoun : null;
}

/** Within the marks of somebody's words, "he" is somebody else. */
function outerSpeaker(scene: Scene, attribution: number, word: Word): number {
  const within = scene.attributions[attribution]?.within ?? null;
  const outer = within === null || !word.quoted ? null : (scene.attributions[within]?.mention ?? null);
  if (outer === null) return -1;
  for (let at = placeAt(scene, outer.start); (scene.referents[at]?.start ?? Infinity) < outer.end; at += 1) {
    if (scene.referents[at]?.speaks) return scene.referents[at]?.entity ?? -1;
  }
  return -1;
}

const ownerPronouns: Readonly<Record<string, Pronoun>> = {
  his: { wants: 'person', gender: 'male' },
  her: { wants: 'person', gender: 'female' },
  its: { wants: 'group', gender: null },
  their: { wants: 'several', gender: null },
};

/** The owner of a role: Zelensky for "his chief of staff", Trump for "Trump’s lawyer"; -1 when nobody knows. */
export function ownerOf(scene: Scene, role: Referent): number {
  if (role.owner < 0) return -1;
  const word = scene.words[role.owner];
  const pronoun = ownerPronouns[word?.key ?? ''];
  if (word !== undefined && pronoun !== undefined) return antecedentOf(scene, word, pronoun)?.entity ?? -1;
  for (let at = placeAt(scene, role.start); (scene.referents[at]?.first ?? Infinity) <= role.owner; at += 1) {
    const owner = scene.referents[at];
    if (owner?.kind === 'name' && owner.last === role.owner) return owner.entity;
  }
  return -1;
}
