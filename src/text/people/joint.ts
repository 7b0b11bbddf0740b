import type { Span } from '../../model/span.ts';
import { type Entity, newEntity } from './entities.ts';
import { readPartyTag } from './offices.ts';
import type { Referent } from './referents.ts';
import { placeAt, type Scene } from './scene.ts';
import type { Word } from './words.ts';

/** Finds or adds those who speak together: "Marco Rubio and Steve Witkoff". */
export function joint({ entities, described }: Scene, members: readonly Entity[], firstAt: number): Entity {
  const names = members.map((member) => member.shown);
  const shown = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
  const known = described.get(shown.toLowerCase());
  if (known !== undefined) return known;
  const entity = newEntity(entities.length, { shown, kind: 'group', plural: true, named: true, firstAt });
  entities.push(entity);
  described.set(shown.toLowerCase(), entity);
  return entity;
}

/** Most who speak together by name: a longer list is a roll. */
const mostJoint = 6;
/** Words between a list and the verb by which it speaks. */
const reachOfVerb = 4;

/**
 * Those who are named in one list with a speaker and say it together, in reading order: "Rep. Vale, R-Ohio, and Sen. Pike,
 * D-Maine, said", "Chad, Mali and Niger agreed". Empty where there is no such list.
 */
export function listedWith(scene: Scene, head: Referent, cue: Span | null): Entity[] {
  if (cue === null) return [];
  const { referents, words } = scene;
  const place = placeAt(scene, head.start);
  let from = place;
  let to = place;
  while (to - from < mostJoint && linkBetween(scene, referents[from - 1], referents[from]) !== null) from -= 1;
  while (to - from < mostJoint && linkBetween(scene, referents[to], referents[to + 1]) !== null) to += 1;
  const isBehind = (words[head.first]?.start ?? 0) > cue.start;
  while (from < to && !(isBehind ? follows(words, referents[from], cue) : opensClause(words, referents[from])))
    from += 1;
  const list = referents.slice(from, to + 1);
  const links = list.slice(1).map((one, before) => linkBetween(scene, list[before], one));
  const isList = links.at(-1) === 'and' && links.slice(0, -1).every((link) => link === 'comma');
  if (!isList || !list.includes(head) || (!isBehind && !endsAt(words, list.at(-1), cue))) return [];
  const members = list.flatMap(({ entity }) => scene.entities[entity] ?? []);
  return new Set(members).size === list.length ? members : [];
}

/** What stands between two of a list: "and", or a comma alone; the tag of a party counts for neither. */
function linkBetween(
  { words, entities }: Scene,
  one: Referent | undefined,
  other: Referent | undefined,
): 'and' | 'comma' | null {
  if (one?.kind !== 'name' || other?.kind !== 'name' || one.sentence !== other.sentence) return null;
  if (words[one.last]?.possessive || one.quoted !== other.quoted) return null;
  const [first, second] = [entities[one.entity], entities[other.entity]];
  if (first === undefined || second === undefined || !areAlike(first, second) || tellsWhich(words, other)) return null;
  const at = behindTag(words, one.last);
  if (at === other.from) return words[at]?.gap === 'comma' ? 'comma' : null;
  return words[at]?.key === 'and' && at + 1 === other.from ? 'and' : null;
}

/** "Leith" in "Holt and Leith counterpart Ian Moss" */
export function tellsWhich(words: readonly Word[], { last }: Pick<Referent, 'last'>): boolean {
  const next = words[last + 1];
  return next?.gap === 'space' && next.shape === 'lower' && next.form.role?.plural === false;
}

/** Two people, two bodies, a person and her firm, or a body and a single word that may be one: "Alder Airlines and SkyHop". */
export function areAlike(one: Entity, other: Entity): boolean {
  const mayBe = ({ weak, words }: Entity): boolean => weak && words.length === 1;
  const isFirm = ({ calledAgain }: Entity): boolean => calledAgain.includes('company');
  return one.kind === other.kind || mayBe(one) || mayBe(other) || isFirm(one) || isFirm(other);
}

/** Place of the first word behind a name and its tag ("D-Ohio"). */
function behindTag(words: readonly Word[], last: number): number {
  const tag = words[last + 1];
  const isTag = (tag?.gap === 'comma' || tag?.gap === 'open') && readPartyTag(tag.key) !== null;
  return isTag ? last + 2 : last + 1;
}

function opensClause(words: readonly Word[], one: Referent | undefined): boolean {
  const first = words[one?.from ?? -1];
  const before = words[(one?.from ?? 0) - 1];
  if (first === undefined) return false;
  const opens = before === undefined || before.sentence !== first.sentence;
  if (before?.form.role?.plural) return true;
  return opens || first.gap === 'stop' || first.gap === 'quote' || first.gap === 'comma' || openers.has(before.key);
}

const openers = new Set('but and while that as whereas both'.split(' '));

function follows(words: readonly Word[], one: Referent | undefined, cue: Span): boolean {
  const before = words[(one?.from ?? 0) - 1];
  return before !== undefined && before.start <= cue.end && before.end >= cue.start;
}

function endsAt(words: readonly Word[], last: Referent | undefined, cue: Span): boolean {
  const from = last === undefined ? -1 : behindTag(words, last.last);
  for (let at = from; at >= 0 && at <= from + reachOfVerb; at += 1)
    if ((words[at]?.end ?? Infinity) >= cue.start) return (words[at]?.start ?? 0) <= cue.end;
  return false;
}
