import type { Span } from '../../model/span.ts';
import type { Entity } from './entities.ts';
import type { Gender } from './lexicon.ts';
import type { Referent } from './referents.ts';
import type { Link, SpokenNoun } from './scene.ts';
import type { Word } from './words.ts';

/** A pronoun is looked for in this many sentences before it, and among this many names and roles. */
const reachSentences = 8;
const reachReferents = 60;
/** "It" and "they" mean what spoke without a name within this many sentences. */
const reachOfNoun = 3;
/** "They" means a single group that spoke within this many. */
const reachOfGroup = 2;

/** What the rules about pronouns and roles look back on. */
export interface Discourse {
  readonly words: readonly Word[];
  readonly referents: readonly Referent[];
  readonly entities: readonly Entity[];
}

/** What a pronoun asks of the one it stands for. */
export interface Wanted {
  readonly gender: Gender | null;
  readonly kind: 'person' | 'group' | 'several';
  /** Numbers of those whom it cannot be. */
  readonly not: readonly number[];
  /** What is said by it: "he" in "the plan is Trump's, he said" is not Trump. */
  readonly said: readonly Span[];
  /** What spoke last without a name, as far as it may be meant. */
  readonly spoken: SpokenNoun | null;
}

/**
 * Looks for the one whom a pronoun stands for, sentence by sentence backwards: in each first who speaks,
 * then its subject, then whose something the subject is, and last the others. Where two fit equally well, nobody does.
 *
 * @param before place of the first referent that is not looked at
 * @param sentence where the pronoun stands
 */
export function findAntecedent(discourse: Discourse, before: number, sentence: number, wanted: Wanted): Link | null {
  let nearest: Link | null = null;
  for (const { from, to, distance } of sentencesBack(discourse, before, sentence)) {
    if (wanted.spoken !== null && sentence - distance <= wanted.spoken.sentence) break;
    const found = bestOfSentence(discourse, from, to, wanted);
    if (wanted.kind === 'group' && found !== null && isTooFar(found, distance)) return null;
    if (nearest !== null && found !== 'ambiguous' && found?.rule === 'pronoun-last-speaker') return found;
    if (nearest !== null) return nearest;
    if (found === 'ambiguous') return null;
    const isGroup = found !== null && discourse.entities[found.entity]?.plural === false;
    if (wanted.kind === 'several' && isGroup && distance > reachOfGroup) continue;
    // "The trouble with Holt's film, he said": rather whoever spoke in the sentence before.
    if (found?.rule === 'pronoun-nearest' && distance === 0) nearest = found;
    // What is only mentioned in passing is soon forgotten.
    else if (found !== null && (found.rule !== 'pronoun-nearest' || distance < 3)) return found;
  }
  if (nearest !== null) return nearest;
  if (wanted.spoken !== null && sentence - wanted.spoken.sentence <= reachOfNoun)
    return { entity: wanted.spoken.entity, rule: 'pronoun-last-speaker' };
  return wanted.said.length > 0 && wanted.kind === 'person' ? subjectOfSaid(discourse, before, wanted) : null;
}

/** "Barroso will close in December, she said", where nobody else was spoken of before. */
function subjectOfSaid(discourse: Discourse, before: number, wanted: Wanted): Link | null {
  for (let at = before - 1; at >= Math.max(0, before - reachReferents); at -= 1) {
    const referent = discourse.referents[at];
    const opens = wanted.said.some(({ start }) => referent !== undefined && Math.abs(referent.start - start) < 5);
    if (referent === undefined || !opens || referent.oblique) continue;
    if (fitsWanted(discourse.entities[referent.entity], referent, wanted))
      return { entity: referent.entity, rule: 'pronoun-subject' };
  }
  return null;
}

/** "It" goes on from the sentence before, or from what spoke not long ago. */
function isTooFar(found: Link | 'ambiguous', distance: number): boolean {
  const reach = found !== 'ambiguous' && found.rule === 'pronoun-last-speaker' ? reachOfNoun : 1;
  return distance > reach;
}

interface SentencePart {
  readonly from: number;
  readonly to: number;
  /** Sentences between it and the pronoun; 0 for its own. */
  readonly distance: number;
}

/** The referents before a place, a sentence at a time, nearest first. */
function* sentencesBack({ referents }: Discourse, before: number, sentence: number): Generator<SentencePart> {
  const stop = Math.max(0, before - reachReferents);
  for (let to = before - 1; to >= stop; ) {
    const here = referents[to]?.sentence ?? 0;
    if (sentence - here > reachSentences) return;
    let from = to;
    while (from - 1 >= stop && referents[from - 1]?.sentence === here) from -= 1;
    yield { from, to, distance: sentence - here };
    to = from - 1;
  }
}

function bestOfSentence(discourse: Discourse, from: number, to: number, wanted: Wanted): Link | 'ambiguous' | null {
  const fits: Referent[] = [];
  for (let at = from; at <= to; at += 1) {
    const referent = discourse.referents[at];
    if (referent === undefined || referent.quoted) continue;
    const isSaid = wanted.said.some(({ start, end }) => referent.start >= start && referent.start < end);
    if (!isSaid && fitsWanted(discourse.entities[referent.entity], referent, wanted)) fits.push(referent);
  }
  const speaker = fits.findLast(({ speaks }) => speaks);
  if (speaker !== undefined) return { entity: speaker.entity, rule: 'pronoun-last-speaker' };
  const [subject, other] = fits.filter(({ oblique }) => !oblique);
  if (subject !== undefined && wanted.kind !== 'person' && isBehindSubject(discourse, subject))
    return wanted.kind === 'group' ? 'ambiguous' : null;
  if (subject !== undefined) {
    // "Rubio and Lavrov met. He said ...": nobody can tell.
    if (other?.joined === true && other.entity !== subject.entity && other.from - subject.last === 2)
      return 'ambiguous';
    return { entity: subject.entity, rule: 'pronoun-subject' };
  }
  // "It" and "they" rarely stand for what is only spoken of in passing.
  if (wanted.kind !== 'person') return null;
  const [nearest] = fits;
  if (nearest === undefined) return null;
  return fits.every(({ entity }) => entity === nearest.entity)
    ? { entity: nearest.entity, rule: 'pronoun-nearest' }
    : 'ambiguous';
}

/** Words at the head of a sentence that are looked at for its subject. */
const reachOfSubject = 40;

/** "The report placed Ireland third. It [said]": a noun that no list knows opens the sentence and is its subject. */
function isBehindSubject({ words }: Discourse, { from, sentence }: Referent): boolean {
  let start = from;
  while (start > 0 && from - start < reachOfSubject && words[start - 1]?.sentence === sentence) start -= 1;
  const noun = words[start + 1];
  const opens = /^(?:the|a|an|this|that|these|those|its|their|his|her)$/.test(words[start]?.key ?? '');
  return opens && from > start + 1 && noun?.shape === 'lower' && from - start < reachOfSubject;
}

function fitsWanted(entity: Entity | undefined, referent: Referent, wanted: Wanted): boolean {
  if (entity === undefined || wanted.not.includes(entity.id)) return false;
  if (wanted.kind === 'several')
    return entity.plural || (entity.kind === 'group' && referent.speaks && referent.name?.kind !== 'place');
  if (wanted.kind === 'group') return (entity.kind === 'group' && !entity.plural) || mayBeBody(entity, referent);
  if (entity.kind !== 'person' || entity.plural || isDoubtful(entity, referent)) return false;
  if (mayBeClub(entity) && !referent.speaks) return false;
  return wanted.gender === null || entity.gender === null || entity.gender === wanted.gender;
}

/** "Norline plans a new plant. It [said]": one word of which nothing says that it is a person. */
function mayBeBody({ weak, words, gender, offices, named }: Entity, { oblique }: Referent): boolean {
  return named && weak && words.length < 2 && gender === null && offices.length === 0 && !oblique;
}

/** "Wexham" among teams: one word that plays at home and away, and of which nothing says that it is anybody. */
function mayBeClub({ weak, words, gender, offices, seenAsPlace }: Entity): boolean {
  return weak && words.length < 2 && gender === null && offices.length === 0 && seenAsPlace;
}

/**
 * Named once, or in passing only, by words that only their capitals make a name; or by one word that never speaks and of
 * which nothing says that it is a person: "Norline is run by an administrator. He [said]".
 */
function isDoubtful({ weak, words, mentions, gender }: Entity, { speaks, oblique }: Referent): boolean {
  const isShort = words.length < 2;
  if (weak && isShort && gender === null && !speaks) return true;
  return weak && !speaks && (mentions < 2 ? isShort || oblique : isShort && oblique);
}

/**
 * The one person of whom the sentences before speak, the nearest `sentences` of them; `null` when they speak of several
 * or of nobody. Who is only mentioned in passing does not count, unless the one in focus stands further off.
 */
export function personInFocus(
  discourse: Discourse,
  before: number,
  sentence: number,
  sentences: number,
): Entity | null {
  let focus: Entity | null = null;
  let passing: Entity | null = null;
  for (const { from, to, distance } of sentencesBack(discourse, before, sentence)) {
    if (distance > sentences) break;
    for (let at = to; at >= from; at -= 1) {
      const referent = discourse.referents[at];
      const entity = discourse.entities[referent?.entity ?? -1];
      if (referent === undefined || referent.quoted || entity?.kind !== 'person' || entity.plural) continue;
      // "Wexham" may be a town or a club: one word that has never spoken is nobody to be called by a role.
      const isShort = entity.weak && entity.words.length < 2 && entity.gender === null;
      if (isDoubtful(entity, referent) || (isShort && !referent.speaks)) continue;
      if (referent.oblique && !referent.speaks) {
        passing = focus === null ? entity : passing;
        continue;
      }
      if (focus !== null && focus !== entity) return null;
      focus = entity;
    }
    if (
      focus !== null &&
      passing !== null &&
      passing !== focus &&
      distance > 0 &&
      !inSentence(discourse, from, to, passing)
    )
      return null;
  }
  return focus;
}

function inSentence({ referents }: Discourse, from: number, to: number, entity: Entity): boolean {
  for (let at = from; at <= to; at += 1) if (referents[at]?.entity === entity.id) return true;
  return false;
}

/**
 * Two people named together as a subject, in the sentence before or the one before that: "Rubio and Lavrov met. They said".
 * `null` when others come between.
 */
export function findPair(discourse: Discourse, before: number, sentence: number): readonly [Entity, Entity] | null {
  for (const { from, to, distance } of sentencesBack(discourse, before, sentence)) {
    if (distance > 2) return null;
    for (let at = from; at <= to; at += 1) {
      const [one, other] = [discourse.referents[at], discourse.referents[at + 1]];
      const entity = discourse.entities[one?.entity ?? -1];
      if (one === undefined || one.quoted || one.oblique || entity === undefined) continue;
      if (entity.plural) return null;
      const joined = other?.joined && other.from === one.last + 2 ? other : undefined;
      // "Holt and University of Leith astronomer Moss": the house of the second stands between.
      const behind = discourse.referents[at + 2];
      const housed = joined?.name?.kind === 'group' && behind !== undefined && behind.from - joined.last <= 3;
      const second = discourse.entities[(housed ? behind : joined)?.entity ?? -1];
      if (second?.kind === 'person' && entity.kind === 'person' && second !== entity) return [entity, second];
    }
  }
  return null;
}

/** The one of several who was spoken of last, and how many sentences ago; in passing does not count. */
export function lastOf(
  { referents }: Discourse,
  before: number,
  sentence: number,
  among: readonly Entity[],
): { readonly entity: Entity; readonly distance: number } | null {
  const stop = Math.max(0, before - reachReferents);
  for (let at = before - 1; at >= stop; at -= 1) {
    const referent = referents[at];
    if (referent === undefined || referent.quoted || (referent.oblique && !referent.speaks)) continue;
    const entity = among.find(({ id }) => id === referent.entity);
    if (entity !== undefined) return { entity, distance: sentence - referent.sentence };
  }
  return null;
}
