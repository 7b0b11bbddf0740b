import { addDescription, addOffice, type Entity } from './entities.ts';
import { isLettersBehindName, roleNoun } from './lexicon.ts';
import { type Office, readOffice, readPartyTag } from './offices.ts';
import { ownerPronouns, type Referent } from './referents.ts';
import { beforeAdjunct, beforeClause, endOfStretch, longestApposition, type Stretch } from './stretches.ts';
import { isCapital, type Word } from './words.ts';

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
    notePartyTag(words, referent, entity);
    noteReplaced(words, referents, entities, place);
    const after = roleAfter(words, referent);
    const stretch = after ?? roleBefore(words, referent);
    if (stretch === null) return;
    if (after !== null && isTitleOfNext(referents, place, headOfRole(words, after.from, after.last))) return;
    const office = readOffice(words, isOneOf(words, stretch.from) ? stretch.from + 2 : stretch.from, stretch.last);
    if (office === null) return;
    const stated = stretch.left ? { ...office, former: true } : office;
    for (const held of [stated, ...officesInherited(referents, entities, place, stated)]) addOffice(entity, held);
    entity.weak = false;
    const noun = roleNoun(office.head);
    if (noun?.gender && entity.gender === null) entity.gender = noun.gender;
    describe(entity, text, words, stretch.left ? { ...stretch, from: verbOfLeaving(words, stretch.from) } : stretch);
    linkRoles(referents, place, headOfRole(words, stretch.from, stretch.last), referent.entity);
  });
}

/** "Sen. Clara Boyd, D-Ohio" and "(D-Ohio)": the party, and the state of her seat. */
function notePartyTag(words: readonly Word[], { last }: Referent, entity: Entity): void {
  const tag = words[last + 1];
  const office = tag?.gap === 'comma' || tag?.gap === 'open' ? readPartyTag(tag.key) : null;
  if (office === null) return;
  const seats = entity.offices.filter(({ kind, place }) => kind === 'office' && place === null);
  for (const held of [office, ...seats.map((seat) => ({ ...seat, place: office.place }))]) addOffice(entity, held);
}

/** "Ada Holt, who replaced Ben Moss": what she is, he was. */
function noteReplaced(
  words: readonly Word[],
  referents: readonly Referent[],
  entities: readonly Entity[],
  place: number,
): void {
  const [one, other] = [referents[place], referents[place + 1]];
  if (one === undefined || other?.name?.kind !== 'person' || words[one.last + 1]?.key !== 'who') return;
  const verb = words[one.last + 2]?.key;
  const replaced = entities[other.entity];
  if ((verb !== 'replaced' && verb !== 'succeeded') || other.from !== one.last + 3 || replaced === undefined) return;
  for (const office of entities[one.entity]?.offices ?? [])
    if (office.kind === 'office' && !office.former) addOffice(replaced, { ...office, former: true });
}

/**
 * "Ruiz accused his predecessor, Victor Salas": what Ruiz is, Salas was; "his successor" is what he was. "Ruiz met his
 * Irish counterpart, Nora Daly": what he is, she is in Ireland.
 */
function officesInherited(
  referents: readonly Referent[],
  entities: readonly Entity[],
  place: number,
  { head, nation }: Office,
): Office[] {
  if (head !== 'predecessor' && head !== 'successor' && head !== 'counterpart') return [];
  const own = referents[place]?.entity;
  for (let at = place - 1; at >= Math.max(0, place - 4); at -= 1) {
    const other = referents[at]?.entity ?? -1;
    const offices = other === own ? [] : (entities[other]?.offices ?? []);
    if (offices.length === 0) continue;
    return offices.map((office) =>
      head === 'counterpart' ? { ...office, nation, place: null } : { ...office, former: head === 'predecessor' },
    );
  }
  return [];
}

function describe(entity: Entity, text: string, words: readonly Word[], { from, last }: Stretch): void {
  const start = words[from]?.start ?? 0;
  const end = words[last]?.end ?? 0;
  addDescription(entity, { text: text.slice(start, end), start, end });
}

/** The role that heads the stretch stands for the same person; the others in it are somebody else. */
function linkRoles(referents: readonly Referent[], place: number, noun: number, entity: number): void {
  for (let at = Math.max(0, place - 6); at < referents.length && at < place + 7; at += 1) {
    const other = referents[at];
    if (other?.kind === 'role' && other.first === noun) other.entity = entity;
  }
}

function roleAfter(words: readonly Word[], referent: Referent): Stretch | null {
  let at = referent.last + 1;
  const next = words[at];
  // "Ada Holt, and her deputy, Ben Moss,": another comes in.
  if (next === undefined || words[referent.last]?.possessive || next.key === 'and') return null;
  if (next.gap === 'space' && isLettersBehindName(next) && next.form.role !== undefined) return { from: at, last: at };
  if (next.gap === 'space') return copula(words, at);
  if (next.gap !== 'comma' && next.gap !== 'open' && next.gap !== 'dash') return null;
  const opener = next.gap;
  if (next.shape === 'number' && words[at + 1]?.gap === 'comma') at += 1;
  // "X, D-Ohio, the ranking member"
  else if (/^(?:r|d|i)-/.test(next.key) && words[at + 1]?.gap === 'comma') at += 1;
  const relative = words[at];
  if (relative?.key === 'who') return copula(words, at + 1);
  const last = endOfStretch(words, at, opener === 'open' ? 'close' : null);
  if (last < at || !startsRole(words, at, last)) return null;
  const stretch = { from: at, last: beforeClause(words, at, last) };
  if (!hasSaying(words, stretch)) return stretch;
  const verb = isBareRole(words, at) ? firstSaying(words, stretch) : -1;
  return verb > at && startsRole(words, at, verb - 1) ? { from: at, last: verb - 1 } : null;
}

/** "Ada Holt, head of the mill told": no determiner begins another subject, so that the comma behind it is only forgotten. */
function isBareRole(words: readonly Word[], at: number): boolean {
  const first = words[at];
  return first !== undefined && !isDetermined(first) && !first.possessive && first.form.role?.plural !== true;
}

// Not all cues: "the man known as" and "the clerk accused of" are one phrase, with a participle in it.
const saying = new Set(
  'said says wrote writes tweeted posted told tells added adds announced announces argued argues claimed claims warned warns noted notes explained explains replied asked confirmed insisted declared reported reports'.split(
    ' ',
  ),
);

/** "On X, the senator wrote", "with Ann Reed, a spokesman said": the noun is the subject of a clause of its own. */
function hasSaying(words: readonly Word[], stretch: Stretch): boolean {
  return firstSaying(words, stretch) >= 0;
}

/** Place of the verb, or -1. */
function firstSaying(words: readonly Word[], { from, last }: Stretch): number {
  for (let at = from + 1; at <= last; at += 1) {
    // "The man said to lead the strike" is one phrase.
    if (saying.has(words[at]?.key ?? '') && words[at + 1]?.key !== 'to') return at;
  }
  return -1;
}

const copulas = new Set(['is', 'was', 'became', 'remains', 'becomes']);

/** "is the president of the club", "has been the director", "serves as head of the team". */
function copula(words: readonly Word[], at: number): Stretch | null {
  let from = at + 1;
  const verb = words[at]?.key ?? '';
  const left = leavingOf(words, at);
  if (left !== null) return left;
  if (verb === 'serves' || verb === 'served' || verb === 'works' || verb === 'worked') {
    if (words[from]?.key !== 'as') return null;
    from += 1;
  } else if (verb === 'has' && words[from]?.key === 'been') from += 1;
  else if (!copulas.has(verb)) return null;
  const isMade = making.has(words[from]?.key ?? '');
  if (isMade) from += 1;
  const first = words[from];
  if (first === undefined || first.gap !== 'space') return null;
  // "Was secretary of state": an office alone needs no article.
  const isOffice = first.form.role?.kind === 'office' || first.form.modifiesRole;
  if (!(first.key === 'the' || first.key === 'a' || first.key === 'an' || isOffice)) return null;
  const end = beforeClause(words, from, endOfStretch(words, from, null));
  const last = isMade ? beforeAdjunct(words, from, end) : end;
  return last > from && last - from < 14 && startsRole(words, from, last) ? { from, last } : null;
}

/** "Was appointed finance minister" */
const making = new Set('appointed named elected made'.split(' '));

const leaving = new Set(
  'resigned resigns quit quits retired sacked fired dismissed ousted removed stepped stood'.split(' '),
);

/** "Resigned as minister for trade", "was sacked as coach", "has stepped down as head of the club": the office that was left. */
function leavingOf(words: readonly Word[], at: number): Stretch | null {
  let verb = at;
  while (verb < at + 3 && beforeLeaving.has(words[verb]?.key ?? '')) verb += 1;
  if (!leaving.has(words[verb]?.key ?? '')) return null;
  const next = words[verb + 1]?.key;
  const as = next === 'down' || next === 'aside' ? verb + 2 : verb + 1;
  const first = words[as + 1];
  if (words[as]?.key !== 'as' || first === undefined || first.gap !== 'space') return null;
  const last = beforeAdjunct(words, as + 1, beforeClause(words, as + 1, endOfStretch(words, as + 1, null)));
  return startsRole(words, as + 1, last) ? { from: as + 1, last, left: true } : null;
}

/** Place of "resigned" in "resigned as minister": the words that say that it is over belong to what is kept. */
function verbOfLeaving(words: readonly Word[], from: number): number {
  return leaving.has(words[from - 2]?.key ?? '') ? from - 2 : from - 3;
}

const beforeLeaving = new Set('has had was been later then abruptly'.split(' '));
const articles = new Set(['the', 'a', 'an', 'one', 'another']);
const verbs = new Set(
  'is was are were be been has have had said says told did does do would will could can may might should must who which that'.split(
    ' ',
  ),
);

/** Tells whether a stretch is a noun phrase for one person. */
function startsRole(words: readonly Word[], from: number, last: number): boolean {
  return headOfRole(words, from, last) >= 0;
}

/** Place of the noun for one person that heads a stretch, before any verb or preposition; -1 when there is none. */
function headOfRole(words: readonly Word[], from: number, last: number): number {
  let determined = false;
  for (let at = from; at <= Math.min(last, from + 8); at += 1) {
    const word = words[at];
    if (word === undefined || verbs.has(word.key)) return -1;
    const noun = word.form.role;
    const next = words[at + 1];
    const isHead = at === last || next === undefined || !next.form.role || next.gap !== 'space';
    if (noun !== undefined && isHead) return (noun.plural && !isOneOf(words, from)) || word.possessive ? -1 : at;
    if (articles.has(word.key) || ownerPronouns.has(word.key) || word.possessive) determined = true;
    else if (noun === undefined && !word.form.modifiesRole && !isLink(word.key, at - from)) {
      // Words that no list knows belong to it once a determiner says that this is a noun phrase.
      const unknown = word.shape === 'lower' && (word.form.isFunctionWord || !determined);
      if (unknown) return -1;
    }
  }
  return -1;
}

/** "One of his deputies": one person all the same. */
function isOneOf(words: readonly Word[], from: number): boolean {
  return words[from]?.key === 'one' && words[from + 1]?.key === 'of';
}

/** "One of the founders", "the first and only head". */
function isLink(key: string, place: number): boolean {
  return key === 'and' || (key === 'of' && place > 0 && place < 3);
}

/** "Macron, Foreign Secretary David Lammy and": the noun is a title of the next name. */
function isTitleOfNext(referents: readonly Referent[], place: number, noun: number): boolean {
  for (let at = place + 1; at < referents.length && at < place + 6; at += 1) {
    const other = referents[at];
    if (other === undefined || other.from > noun) return false;
    if (other.name !== null && other.from <= noun && noun <= other.last) return true;
  }
  return false;
}

/** "The president of the club, Eric Perl, said": a phrase for one person that ends with the comma before the name. */
function roleBefore(words: readonly Word[], referent: Referent): Stretch | null {
  const next = words[referent.last + 1];
  if (next !== undefined && next.gap !== 'comma' && next.gap !== 'stop' && next.gap !== 'close' && next.gap !== 'quote')
    return null;
  // "Her rival, Labor's Doug Hartigan,", "the vicar, the Rev. Joan Achebe,"
  const before = words[referent.from]?.gap === 'space' ? words[referent.from - 1] : undefined;
  const leads = before?.possessive === true || before?.key === 'the';
  return roleUpTo(words, leads ? referent.from - 1 : referent.from, next?.gap === 'comma');
}

/**
 * "The head of the nuclear watchdog, the International Atomic Energy Agency said": the name explains what the role
 * belongs to, and the one who holds it speaks. Gives the words of the role.
 */
export function roleOfInstitution(words: readonly Word[], group: Referent): Stretch | null {
  const from = words[group.from - 1]?.key === 'the' ? group.from - 1 : group.from;
  const stretch = roleUpTo(words, from, false);
  if (stretch === null) return null;
  for (let at = stretch.from; at <= stretch.last; at += 1) if (links.has(words[at]?.key ?? '')) return stretch;
  return null;
}

const links = new Set(['of', 'for', 'at']);

/** A phrase for one person that ends with the comma before the word at `nameAt`. */
function roleUpTo(words: readonly Word[], nameAt: number, isClosed: boolean): Stretch | null {
  const name = words[nameAt];
  if (name === undefined || name.gap !== 'comma' || nameAt === 0) return null;
  const last = nameAt - 1;
  let from = last;
  while (from > 0 && last - from < longestApposition) {
    const gap = words[from]?.gap;
    if (gap !== 'space' && gap !== 'hyphen' && gap !== 'none' && !isListedTopic(words, from)) break;
    from -= 1;
  }
  for (let at = from; at <= last; at += 1) {
    if (!beginsPhrase(words, at, name) || !startsRole(words, at, last) || hasVerb(words, at, last)) continue;
    // "Minister Al Ruiz met his counterpart, X": the phrase begins with its owner.
    if (!isDetermined(words[at]) && words.slice(at + 1, last).some(({ key }) => ownerPronouns.has(key))) continue;
    // "Asked by the president, Rubio said": after a preposition the phrase is about somebody else, unless a comma closes it.
    const isPassing = passing.has(words[at - 1]?.key ?? '') && words[at]?.gap === 'space';
    return isPassing && !isClosed ? null : { from: at, last };
  }
  return null;
}

/** "Media" in "Secretary of State for Culture, Media and Sport, Ada Holt": the comma parts what one office is for. */
function isListedTopic(words: readonly Word[], at: number): boolean {
  const [link, first, topic, and] = [words[at - 2], words[at - 1], words[at], words[at + 1]];
  if (topic?.gap !== 'comma' || and?.key !== 'and' || first === undefined || link === undefined) return false;
  return isCapital(topic) && isCapital(first) && first.gap === 'space' && (link.key === 'for' || link.key === 'of');
}

const passing = new Set('by of for with from in at on about against than as before after'.split(' '));

/** A phrase begins with its determiner or owner; without one only where the stretch does. */
function beginsPhrase(words: readonly Word[], at: number, name: Word): boolean {
  const first = words[at];
  if (first === undefined || first.sentence !== name.sentence) return false;
  if (isDetermined(first)) return true;
  const before = words[at - 1];
  const opens = first.gap !== 'space' || before === undefined || opensRole.has(before.key) || saying.has(before.key);
  return (
    opens &&
    !first.form.isFunctionWord &&
    (first.shape !== 'lower' || first.form.modifiesRole || first.form.role !== undefined)
  );
}

function isDetermined(word: Word | undefined): boolean {
  return word !== undefined && (articles.has(word.key) || ownerPronouns.has(word.key));
}

/** "to museum curator, Ada Holt", "and finance chief, Ada Holt", "but finance chief, Ada Holt". */
const opensRole = new Set(['to', 'and', 'but', 'while', 'as']);

function hasVerb(words: readonly Word[], from: number, last: number): boolean {
  for (let at = from; at <= last; at += 1) if (verbs.has(words[at]?.key ?? '')) return true;
  return false;
}
