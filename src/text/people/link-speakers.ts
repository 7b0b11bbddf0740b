import type { Attribution } from '../attribution.ts';
import { mayBeCompany } from './entities.ts';
import { linkName, linkNoun } from './link-institutions.ts';
import { antecedentOf, linkPronoun } from './link-pronouns.ts';
import { linkRole, passRole } from './link-roles.ts';
import type { Mention, Pronoun } from './mentions.ts';
import type { Referent } from './referents.ts';
import { type Link, placeAt, type Scene, type SpokenNoun, unresolved } from './scene.ts';

/** A stop on the way through the article: a phrase to resolve, or the mention of an attribution. */
interface Stop {
  readonly at: number;
  readonly referent: Referent | null;
  readonly attribution: number;
  readonly mention: Mention | null;
}

/** Links each attribution to its speaker, in the order of the text; `null` where nothing stands for one. */
export function linkSpeakers(scene: Scene): (Link | null)[] {
  const links: (Link | null)[] = scene.attributions.map(() => null);
  for (const { referent, mention, attribution } of stopsOf(scene)) {
    if (mention !== null) links[attribution] = linkMention(scene, mention, attribution);
    else if (referent !== null) passReferent(scene, referent);
  }
  linkSelves(scene.attributions, scene.mentions, links);
  return followOn(scene.attributions, links);
}

function stopsOf({ referents, attributions, mentions }: Scene): Stop[] {
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
    if (referent.entity >= 0 || referent.quoted || heads.has(referent)) continue;
    stops.push({ at: referent.start, referent, attribution: -1, mention: null });
  }
  return stops.sort((a, b) => a.at - b.at || b.attribution - a.attribution);
}

/** Resolves a phrase that nobody speaks by, so that later pronouns find their way. */
function passReferent(scene: Scene, referent: Referent): void {
  if (referent.kind === 'role') passRole(scene, referent);
  if (referent.kind !== 'pronoun') return;
  const link = antecedentOf(scene, referent, { wants: 'person', gender: referent.gender });
  if (link !== null) referent.entity = link.entity;
}

function linkMention(scene: Scene, mention: Mention, attribution: number): Link {
  const link = linkByKind(scene, mention, attribution);
  if (mention.kind !== 'nothing' && isOuter(scene, attribution)) noteBody(scene, mention, link);
  return link;
}

/** Keeps which body spoke last, for "it" and "the company" in the sentences behind. */
function noteBody(scene: Scene, mention: Exclude<Mention, { kind: 'nothing' }>, { entity: id }: Link): void {
  const entity = scene.entities[id];
  const isBody = entity?.named === true && !entity.plural && (entity.kind === 'group' || mayBeCompany(entity));
  if (isBody) scene.spokenBody = { entity: id, sentence: sentenceOf(scene, mention) };
}

function sentenceOf({ words }: Scene, mention: Exclude<Mention, { kind: 'nothing' }>): number {
  if (mention.kind === 'referent') return mention.head.sentence;
  return words[mention.kind === 'pronoun' ? mention.at : mention.from]?.sentence ?? 0;
}

function linkByKind(scene: Scene, mention: Mention, attribution: number): Link {
  switch (mention.kind) {
    case 'pronoun':
      return linkAnyPronoun(scene, mention.pronoun, mention.at, attribution);
    case 'noun': {
      const link = linkNoun(scene, mention, attribution);
      if (isOuter(scene, attribution)) scene.spokenNoun = spokenBy(scene, mention, link);
      return link;
    }
    case 'referent':
      if (isOuter(scene, attribution)) scene.spokenNoun = null;
      return linkReferent(scene, mention.head, mention.others, attribution);
    case 'nothing':
      return unresolved;
  }
}

/** Who is quoted within another's words is spoken of, and does not speak here. */
function isOuter({ attributions }: Scene, attribution: number): boolean {
  return attributions[attribution]?.within === null;
}

function spokenBy({ words }: Scene, { from, noun }: Mention & { kind: 'noun' }, { entity }: Link): SpokenNoun | null {
  const plural = /[^su]s$/.test(words[noun]?.key ?? '');
  return entity < 0 ? null : { entity, sentence: words[from]?.sentence ?? 0, plural };
}

function linkReferent(scene: Scene, head: Referent, others: readonly Referent[], attribution: number): Link {
  if (head.kind === 'name') return linkName(scene, head, others, attribution);
  if (head.kind === 'role') return linkRole(scene, head, attribution);
  const link = linkPronoun(scene, { wants: 'person', gender: head.gender }, head.first, attribution);
  head.entity = link.entity;
  return link;
}

function linkAnyPronoun(scene: Scene, pronoun: Pronoun, at: number, attribution: number): Link {
  if (pronoun.wants === 'nobody' || pronoun.wants === 'self') return unresolved;
  return pronoun.wants === 'relative' ? linkRelative(scene, at) : linkPronoun(scene, pronoun, at, attribution);
}

/** "Rubio, who ...", "the union, which ...": whoever is named or described right before. */
function linkRelative(scene: Scene, at: number): Link {
  const { words, referents } = scene;
  const sentence = words[at]?.sentence;
  const place = placeAt(scene, words[at]?.start ?? 0);
  for (let before = place - 1; before >= Math.max(0, place - 4); before -= 1) {
    const referent = referents[before];
    if (referent === undefined || referent.sentence !== sentence || referent.last < at - 3) break;
    if (referent.kind === 'role') linkRole(scene, referent, -1);
    if (referent.entity >= 0) return { entity: referent.entity, rule: 'pronoun-relative' };
  }
  for (let from = at - 1; from > 0 && from >= at - 6; from -= 1) {
    const word = words[from];
    if (word === undefined || word.sentence !== sentence) break;
    if (!determiners.has(word.key)) continue;
    const phrase: Mention = { kind: 'noun', from, noun: at - 1, last: at - 1, behind: null, beside: null };
    return { ...linkNoun(scene, phrase, -1), rule: 'pronoun-relative' };
  }
  return unresolved;
}

const determiners = new Set('the a an some many those several this another one two three'.split(' '));

/** "I" and "we" within the words of a speaker are that speaker. */
function linkSelves(
  attributions: readonly Attribution[],
  mentions: readonly (Mention | null)[],
  links: (Link | null)[],
): void {
  attributions.forEach(({ within }, place) => {
    const mention = mentions[place];
    if (within === null || mention?.kind !== 'pronoun' || mention.pronoun.wants !== 'self') return;
    const outer = links[within];
    if (outer && outer.entity >= 0) links[place] = { entity: outer.entity, rule: 'pronoun-quoted-self' };
  });
}

/** Gives an attribution without a mention the speaker of the one that it goes on from. */
function followOn(attributions: readonly Attribution[], links: readonly (Link | null)[]): (Link | null)[] {
  const followed: (Link | null)[] = [];
  attributions.forEach(({ mention, continues }, place) => {
    // The earlier one stands before it in the list, and so is done.
    const earlier = mention === null && continues !== null ? (followed[continues] ?? links[continues] ?? null) : null;
    followed.push(earlier === null ? (links[place] ?? null) : { entity: earlier.entity, rule: 'continued' });
  });
  return followed;
}
