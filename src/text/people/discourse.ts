import type { Entity } from './entities.ts';
import type { Gender } from './lexicon.ts';
import { mayBeCalled, type Office } from './offices.ts';
import type { Referent } from './referents.ts';
import type { Link } from './scene.ts';

/** A pronoun is looked for in this many sentences before it, and among this many phrases. */
const reachSentences = 8;
const reachReferents = 60;

/** What the rules about pronouns and roles look back on. */
export interface Discourse {
  readonly referents: readonly Referent[];
  readonly entities: readonly Entity[];
}

/** What a pronoun asks of the one it stands for. */
export interface Wanted {
  readonly gender: Gender | null;
  readonly kind: 'person' | 'group' | 'several';
  /** Number of an entity that it cannot be. */
  readonly not: number;
}

/**
 * Looks for the one whom a pronoun stands for, sentence by sentence backwards: in each first who speaks,
 * then its subject, then the others. Where two fit equally well, nobody does.
 *
 * @param before place of the first referent that is not looked at
 * @param sentence where the pronoun stands
 */
export function findAntecedent(discourse: Discourse, before: number, sentence: number, wanted: Wanted): Link | null {
  let at = before - 1;
  const stop = Math.max(0, before - reachReferents);
  while (at >= stop) {
    const here = discourse.referents[at]?.sentence ?? 0;
    if (sentence - here > reachSentences) return null;
    let from = at;
    while (from - 1 >= stop && discourse.referents[from - 1]?.sentence === here) from -= 1;
    const found = bestOfSentence(discourse, from, at, wanted);
    if (found === 'ambiguous') return null;
    if (found !== null) return found;
    at = from - 1;
  }
  return null;
}

function bestOfSentence(discourse: Discourse, from: number, to: number, wanted: Wanted): Link | 'ambiguous' | null {
  const fits: Referent[] = [];
  for (let at = from; at <= to; at += 1) {
    const referent = discourse.referents[at];
    if (referent === undefined || referent.quoted || !fitsWanted(discourse.entities[referent.entity], referent, wanted))
      continue;
    fits.push(referent);
  }
  const speaker = fits.findLast(({ speaks }) => speaks);
  if (speaker !== undefined) return { entity: speaker.entity, rule: 'pronoun-last-speaker' };
  const direct = fits.filter(({ oblique }) => !oblique);
  const [subject, other] = direct;
  if (subject !== undefined) {
    // "Rubio and Lavrov met. He said ...": nobody can tell.
    if (other?.joined === true && other.entity !== subject.entity && other.from - subject.last === 2)
      return 'ambiguous';
    return { entity: subject.entity, rule: 'pronoun-subject' };
  }
  const [nearest] = fits;
  if (nearest === undefined) return null;
  return fits.every(({ entity }) => entity === nearest.entity)
    ? { entity: nearest.entity, rule: 'pronoun-nearest' }
    : 'ambiguous';
}

function fitsWanted(entity: Entity | undefined, referent: Referent, wanted: Wanted): boolean {
  if (entity === undefined || entity.id === wanted.not) return false;
  if (wanted.kind === 'several') return entity.plural || (entity.kind === 'group' && referent.name?.kind !== 'place');
  if (wanted.kind === 'group') return entity.kind === 'group' && !entity.plural;
  if (entity.kind !== 'person' || entity.plural || (entity.weak && entity.mentions < 2 && !referent.speaks))
    return false;
  return wanted.gender === null || entity.gender === null || entity.gender === wanted.gender;
}

/**
 * Looks for the one person of the article who may be called by a role.
 *
 * @param holders entities with a role, in reading order
 */
export function findByOffice(
  discourse: Discourse,
  before: number,
  called: Office,
  gender: Gender | null,
  holders: readonly Entity[],
): Link | null {
  let best: Entity[] = [];
  let bestScore = 0;
  for (const entity of holders) {
    if (gender !== null && entity.gender !== null && entity.gender !== gender) continue;
    const score = Math.max(0, ...entity.offices.map((held) => officeScore(held, called)));
    if (score === 0 || score < bestScore) continue;
    best = score > bestScore ? [entity] : [...best, entity];
    bestScore = score;
  }
  const [only] = best;
  if (only === undefined) return null;
  if (best.length === 1) return { entity: only.id, rule: only.named ? 'role' : 'description-again' };
  const last = lastOf(discourse, before, best);
  return last === null ? null : { entity: last.id, rule: last.named ? 'role' : 'description-again' };
}

function officeScore(held: Office, called: Office): number {
  if (!mayBeCalled(held, called)) return 0;
  const exact = held.phrase === called.phrase ? 4 : held.head === called.head ? 2 : 1;
  return (
    exact + (held.nation !== null && held.nation === called.nation ? 2 : 0) + (held.former === called.former ? 0.5 : 0)
  );
}

/** The one of several who was spoken of last, when the others are further away than a sentence or did not speak. */
function lastOf({ referents }: Discourse, before: number, among: readonly Entity[]): Entity | null {
  const stop = Math.max(0, before - reachReferents);
  for (let at = before - 1; at >= stop; at -= 1) {
    const referent = referents[at];
    if (referent === undefined || referent.quoted || (referent.oblique && !referent.speaks)) continue;
    const found = among.find(({ id }) => id === referent.entity);
    if (found !== undefined) return found;
  }
  return null;
}
