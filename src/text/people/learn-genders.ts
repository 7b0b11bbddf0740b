import { sieved } from '../sieve.ts';
import type { Entity } from './entities.ts';
import type { Referent } from './referents.ts';
import type { Word } from './words.ts';

// "Him" and "her" as objects are left out: "Achieng thanked him" speaks of somebody else.
const voteOf = sieved(
  new Map([
    ['she', 1],
    ['hers', 1],
    ['herself', 1],
    ['he', -1],
    ['his', -1],
    ['himself', -1],
  ]),
);

/**
 * Learns the sex of people from the pronouns that follow their names, in sentences that speak of one person only.
 * What a title or kin word states stays; what a forename suggests gives way to four pronouns more for the other sex.
 */
export function learnGenders(
  words: readonly Word[],
  referents: readonly Referent[],
  entities: readonly Entity[],
): void {
  let next = 0;
  for (let at = 0; at < words.length; ) {
    const sentence = words[at]?.sentence ?? 0;
    const inSentence: Referent[] = [];
    for (; next < referents.length && (referents[next]?.sentence ?? 0) <= sentence; next += 1) {
      const referent = referents[next];
      if (referent !== undefined) inSentence.push(referent);
    }
    const person = onlyPerson(inSentence, entities);
    let votes = 0;
    for (; at < words.length && words[at]?.sentence === sentence; at += 1) {
      const word = words[at];
      if (person === null || word === undefined || word.quoted || at < person.last) continue;
      votes += voteOf(word.key) ?? (word.key === 'her' && isOwner(words, at) ? 1 : 0);
    }
    const entity = person === null ? undefined : entities[person.entity];
    if (entity !== undefined) entity.pronounVotes += votes;
  }
  for (const entity of entities) settleGender(entity);
}

/** "Her" before a noun. */
function isOwner(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  return next !== undefined && next.gap === 'space' && !next.form.isFunctionWord;
}

/** The first mention of the one person whom a sentence speaks of, or `null` when there are more or none. */
function onlyPerson(inSentence: readonly Referent[], entities: readonly Entity[]): Referent | null {
  let only: Referent | null = null;
  for (const referent of inSentence) {
    if (referent.kind === 'pronoun' || referent.quoted || referent.plural) continue;
    const entity = entities[referent.entity];
    if (entity?.kind === 'group') continue;
    if (entity === undefined && referent.kind === 'name') continue;
    if (only !== null && (entity === undefined || only.entity !== referent.entity)) return null;
    only ??= referent;
  }
  return only;
}

function settleGender(entity: Entity): void {
  if (entity.kind !== 'person' || entity.genderStated) return;
  const { pronounVotes } = entity;
  if (entity.gender === null && pronounVotes !== 0) entity.gender = pronounVotes > 0 ? 'female' : 'male';
  else if (Math.abs(pronounVotes) > 3 && entity.mentions > 2) entity.gender = pronounVotes > 0 ? 'female' : 'male';
}
