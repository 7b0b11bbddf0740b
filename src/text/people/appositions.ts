import type { Entity } from './entities.ts';
import { isFunctionWord, roleModifiers, roleNoun } from './lexicon.ts';
import { readOffice } from './offices.ts';
import { ownerPronouns, type Referent } from './referents.ts';
import type { Word } from './words.ts';

/** Most words that a role beside a name may take: longer ones are clauses. */
const longestApposition = 24;

interface Stretch {
  readonly from: number;
  readonly last: number;
}

/**
 * Reads the roles that stand beside names: "X, the Y of Z,", "X, 34, a doctor in Leeds,", "X is the Y of Z",
 * and the names that stand beside roles: "the Y of Z, X,". Each becomes a description of the one named.
 */
export function readAppositions(
  text: string,
  words: readonly Word[],
  referents: readonly Referent[],
  entities: readonly Entity[],
): void {
  referents.forEach((referent, place) => {
    const entity = entities[referent.entity];
    if (referent.name?.kind !== 'person' || entity === undefined) return;
    const after = roleAfter(words, referent);
    const stretch = after ?? roleBefore(words, referent);
    if (stretch === null) return;
    if (after !== null && holdsTitledName(referents, place, stretch)) return;
    const office = readOffice(words, stretch.from, stretch.last);
    if (office === null) return;
    entity.offices.push(office);
    entity.weak = false;
    const noun = roleNoun(office.head);
    if (noun?.gender && entity.gender === null) entity.gender = noun.gender;
    describe(entity, text, words, stretch);
    linkRoles(referents, place, stretch, referent.entity);
  });
}

function describe(entity: Entity, text: string, words: readonly Word[], { from, last }: Stretch): void {
  const start = words[from]?.start ?? 0;
  const end = words[last]?.end ?? 0;
  if (!entity.descriptions.some((known) => known.start === start)) {
    entity.descriptions.push({ text: text.slice(start, end), start, end });
  }
}

/** Roles within the stretch stand for the same person. */
function linkRoles(referents: readonly Referent[], place: number, stretch: Stretch, entity: number): void {
  for (let at = Math.max(0, place - 6); at < referents.length && at < place + 7; at += 1) {
    const other = referents[at];
    if (other?.kind !== 'role' || other.plural || other.first < stretch.from || other.first > stretch.last) continue;
    // Only the first noun is the role itself: "the head of the union of teachers".
    other.entity = entity;
    return;
  }
}

function roleAfter(words: readonly Word[], referent: Referent): Stretch | null {
  let at = referent.last + 1;
  const next = words[at];
  if (next === undefined || words[referent.last]?.possessive) return null;
  if (next.gap === 'space') return copula(words, at);
  if (next.gap !== 'comma' && next.gap !== 'open' && next.gap !== 'dash') return null;
  const opener = next.gap;
  if (next.shape === 'number' && words[at + 1]?.gap === 'comma') at += 1;
  // "X, D-Ohio, the ranking member"
  else if (/^(?:r|d|i)-/.test(next.key) && words[at + 1]?.gap === 'comma') at += 1;
  const relative = words[at];
  if (relative?.key === 'who') return copula(words, at + 1);
  const last = endOfStretch(words, at, opener === 'open' ? 'close' : null);
  return last >= at && startsRole(words, at, last) ? { from: at, last } : null;
}

const copulas = new Set(['is', 'was', 'became', 'remains', 'becomes']);

/** "is the president of the club", "has been the director", "serves as head of the team". */
function copula(words: readonly Word[], at: number): Stretch | null {
  let from = at + 1;
  const verb = words[at]?.key ?? '';
  if (verb === 'serves' || verb === 'served' || verb === 'works' || verb === 'worked') {
    if (words[from]?.key !== 'as') return null;
    from += 1;
  } else if (verb === 'has' && words[from]?.key === 'been') from += 1;
  else if (!copulas.has(verb)) return null;
  const first = words[from];
  if (first === undefined || first.gap !== 'space' || !(first.key === 'the' || first.key === 'a' || first.key === 'an'))
    return null;
  let last = endOfStretch(words, from, null);
  for (let end = from; end <= last; end += 1) if (clauseWords.has(words[end]?.key ?? '')) last = end - 1;
  return last > from && last - from < 14 && startsRole(words, from, last) ? { from, last } : null;
}

const clauseWords = new Set(['and', 'but', 'who', 'that', 'which', 'when', 'while', 'because', 'as', 'whose', 'where']);

/** Last word before the sign that closes the stretch, or -1 when it never closes. */
function endOfStretch(words: readonly Word[], from: number, closing: 'close' | null): number {
  for (let at = from + 1; at < words.length && at <= from + longestApposition; at += 1) {
    const gap = words[at]?.gap;
    if (
      gap === 'comma' ||
      gap === 'dash' ||
      gap === 'close' ||
      gap === 'stop' ||
      gap === 'quote' ||
      gap === 'colon' ||
      gap === 'open'
    ) {
      return closing === null || gap === closing ? at - 1 : -1;
    }
  }
  return words.length <= from + longestApposition ? words.length - 1 : -1;
}

const articles = new Set(['the', 'a', 'an', 'one', 'another']);
const verbs = new Set(
  'is was are were be been has have had said says told did does do would will could can may might should must who which that'.split(
    ' ',
  ),
);

/** Tells whether a stretch is a noun phrase for a person: a noun for people before any verb or preposition. */
function startsRole(words: readonly Word[], from: number, last: number): boolean {
  for (let at = from; at <= last; at += 1) {
    const word = words[at];
    if (word === undefined || verbs.has(word.key)) return false;
    const noun = roleNoun(word.key);
    const next = words[at + 1];
    const isHead = at === last || next === undefined || !roleNoun(next.key) || next.gap !== 'space';
    if (noun !== undefined && isHead) return !noun.plural && !word.possessive;
    const belongs =
      articles.has(word.key) ||
      ownerPronouns.has(word.key) ||
      word.possessive ||
      noun !== undefined ||
      roleModifiers.has(word.key) ||
      word.shape !== 'lower' ||
      !isFunctionWord(word.key) ||
      (word.key === 'of' && at > from && at < from + 3) ||
      word.key === 'and';
    if (!belongs || at > from + 8) return false;
  }
  return false;
}

/** "Macron, Foreign Secretary David Lammy and": the role belongs to the next name. */
function holdsTitledName(referents: readonly Referent[], place: number, stretch: Stretch): boolean {
  for (let at = place + 1; at < referents.length && at < place + 6; at += 1) {
    const other = referents[at];
    if (other === undefined || other.from > stretch.last) return false;
    if (other.name?.kind === 'person' && other.from < other.first) return true;
    if (other.name?.kind === 'person' && other.from === stretch.from && !words_possessive(other)) return true;
  }
  return false;
}

function words_possessive(referent: Referent): boolean {
  return referent.oblique;
}

/** "The president of the club, Eric Perl, said": a phrase for one person that ends with the comma before the name. */
function roleBefore(words: readonly Word[], referent: Referent): Stretch | null {
  const next = words[referent.last + 1];
  if (next !== undefined && next.gap !== 'comma' && next.gap !== 'stop' && next.gap !== 'close' && next.gap !== 'quote')
    return null;
  return roleUpTo(words, referent.from);
}

/**
 * "The head of the nuclear watchdog, the International Atomic Energy Agency said": the name explains what the role
 * belongs to, and the one who holds it speaks. Gives the words of the role.
 */
export function roleOfInstitution(words: readonly Word[], group: Referent): Stretch | null {
  const from = words[group.from - 1]?.key === 'the' ? group.from - 1 : group.from;
  const stretch = roleUpTo(words, from);
  if (stretch === null) return null;
  for (let at = stretch.from; at <= stretch.last; at += 1) if (links.has(words[at]?.key ?? '')) return stretch;
  return null;
}

const links = new Set(['of', 'for', 'at']);

/** A phrase for one person that ends with the comma before the word at `nameAt`. */
function roleUpTo(words: readonly Word[], nameAt: number): Stretch | null {
  const name = words[nameAt];
  if (name === undefined || name.gap !== 'comma' || nameAt === 0) return null;
  const last = nameAt - 1;
  let from = last;
  while (from > 0 && last - from < longestApposition) {
    const gap = words[from]?.gap;
    if (gap !== 'space' && gap !== 'hyphen' && gap !== 'none') break;
    from -= 1;
  }
  // "“...,” said the president of the club, Eric Perl": the phrase begins after the verb.
  for (let at = from; at <= last; at += 1) if (reporting.has(words[at]?.key ?? '')) from = at + 1;
  const first = words[from];
  if (first === undefined || from > last) return null;
  const begins =
    articles.has(first.key) || ownerPronouns.has(first.key) || first.shape !== 'lower' || roleModifiers.has(first.key);
  if (
    !begins ||
    first.sentence !== name.sentence ||
    (first.leading && isFunctionWord(first.key) && !articles.has(first.key) && !ownerPronouns.has(first.key))
  )
    return null;
  return startsRole(words, from, last) && !isList(words, from, last) ? { from, last } : null;
}

const reporting = new Set(['said', 'says', 'told', 'added', 'according', 'to', 'by', 'with', 'and']);

function isList(words: readonly Word[], from: number, last: number): boolean {
  for (let at = from; at <= last; at += 1) if (verbs.has(words[at]?.key ?? '')) return true;
  return false;
}
