import type { Span } from '../../model/span.ts';
import { isAdverb, looksLikeVerb } from '../grammar.ts';
import type { NameMention } from './find-names.ts';
import { type Gender, honorificGender } from './lexicon.ts';
import { type Office, readOffice } from './offices.ts';
import { isFirstMinister, type Word } from './words.ts';

/** How a phrase is introduced: "the", "a" (or "another", "one"), "his" or "Trump's", or nothing. */
type Determiner = 'definite' | 'indefinite' | 'owned' | 'none';

/** Words that stand for somebody or something: a name, a role or a pronoun. Numbers are places of words, both included. */
export interface Referent extends Span {
  readonly kind: 'name' | 'role' | 'pronoun';
  /** First word, titles and determiner included. */
  readonly from: number;
  /** The name proper, the noun, or the pronoun. */
  readonly first: number;
  readonly last: number;
  readonly name: NameMention | null;
  /** The role that the phrase states, or that stands before the name. */
  readonly office: Office | null;
  readonly determiner: Determiner;
  /** Last word of the owner in "Trump's lawyer" and "his lawyer", or -1. */
  readonly owner: number;
  readonly gender: Gender | null;
  readonly plural: boolean;
  readonly sentence: number;
  readonly quoted: boolean;
  /** True after a preposition and for a possessor: less likely to be spoken of next. */
  readonly oblique: boolean;
  /** True when it follows another with "and" between. */
  readonly joined: boolean;
  /** Number of the one it stands for, or -1 while unknown. Set by the rules that link. */
  entity: number;
  /** True when a statement names it as its speaker. */
  speaks: boolean;
}

const prepositions = new Set(
  (
    'of in on at by for from with to about against after before between among over under through during near into like ' +
    'than as toward towards upon via without within behind beside despite'
  ).split(' '),
);
const definite = new Set(['the', 'this', 'that', 'these', 'those']);
const indefinite = new Set(
  'a an another one some two three four five six seven eight nine ten several many most few both other any no every each'.split(
    ' ',
  ),
);
export const ownerPronouns: ReadonlySet<string> = new Set(['his', 'her', 'its', 'their', 'my', 'our', 'your', 'whose']);

/** Puts names, roles and the pronouns "he" and "she" in reading order. */
export function findReferents(words: readonly Word[], names: readonly NameMention[]): Referent[] {
  const referents: Referent[] = [];
  let next = 0;
  for (let at = 0; at < words.length; at += 1) {
    const name = names[next];
    if (name !== undefined && at >= name.from) {
      referents.push(sharing(referents.at(-1), nameReferent(words, name)));
      at = name.last;
      next += 1;
      continue;
    }
    const word = words[at];
    if (word === undefined) continue;
    if (word.key === 'he' || word.key === 'she') referents.push(pronounReferent(words, at));
    else if (isHeadNoun(words, at, name)) referents.push(roleReferent(words, at));
  }
  return referents;
}

/** "acts by Jane Holt and Alan Moss": the second stands behind the preposition too. */
function sharing(before: Referent | undefined, referent: Referent): Referent {
  const isSomebody = before?.kind === 'role' || (before?.name?.kind === 'person' && before.name.sure);
  const shares = referent.joined && isSomebody && before.oblique && referent.from - before.last === 2;
  return shares ? { ...referent, oblique: true } : referent;
}

function nameReferent(words: readonly Word[], name: NameMention): Referent {
  // "Leith host Wexham": a verb.
  const isHosted = !name.sure && name.first === name.last && words[name.from - 1]?.key === 'host';
  const lowerRole = name.kind === 'person' && !isHosted ? lowerRoleBefore(words, name.from) : name.from;
  const titleFrom = lowerRole < name.first ? startOfPhrase(words, lowerRole).inner : name.from;
  // What stands right before the name is then what the office belongs to.
  const officeEnd = isOfAnother(words, titleFrom) ? titleFrom - 3 : name.first - 1;
  const office = titleFrom < name.first ? readOffice(words, Math.min(titleFrom, officeEnd), officeEnd) : null;
  return newReferent(words, {
    kind: 'name',
    from: titleFrom,
    first: name.first,
    last: name.last,
    name,
    office,
    determiner: 'none',
    owner: -1,
    gender: genderOfTitles(words, titleFrom, name.first),
    plural: false,
    oblique: isOblique(words, titleFrom) || (words[name.last]?.possessive ?? false) || isModifying(words, name),
  });
}

/** "Parliamentary secretary to the Prime Minister Ada Holt": she is the secretary. */
export function isOfAnother(words: readonly Word[], title: number): boolean {
  const isTo = words[title - 1]?.key === 'the' && words[title - 2]?.key === 'to' && words[title]?.gap === 'space';
  return isTo && words[title - 3]?.form.role?.plural === false;
}

/** All referents are made here, with their fields in one order: the engine reads objects of one shape much faster. */
function newReferent(
  words: readonly Word[],
  about: Omit<Referent, 'start' | 'end' | 'sentence' | 'quoted' | 'joined' | 'entity' | 'speaks'>,
): Referent {
  const { kind, from, first, last, name, office, determiner, owner, gender, plural, oblique } = about;
  const opener = words[from];
  return {
    kind,
    start: opener?.start ?? 0,
    end: words[last]?.end ?? 0,
    from,
    first,
    last,
    name,
    office,
    determiner,
    owner,
    gender,
    plural,
    sentence: opener?.sentence ?? 0,
    quoted: opener?.quoted ?? false,
    oblique,
    joined: opener?.gap === 'space' && words[from - 1]?.key === 'and',
    entity: -1,
    speaks: false,
  };
}

/** "EPP spokesman", "the Meltdown festival": a name that only tells which. */
function isModifying(words: readonly Word[], { kind, sure, last, known }: NameMention): boolean {
  const next = words[last + 1];
  if (next === undefined || next.gap !== 'space' || next.shape !== 'lower') return false;
  // "UK mobile owners"
  const isOfCountry = known?.kind === 'country' && !next.form.isFunctionWord && !looksLikeVerb(next.key);
  if (kind === 'group') return next.form.role !== undefined || (isOfCountry && !isAdverb(next.key));
  const isName = kind === 'person' && sure;
  return !isName && !next.form.isFunctionWord && !looksLikeVerb(next.key) && !isAdverb(next.key);
}

function genderOfTitles(words: readonly Word[], from: number, first: number): Gender | null {
  for (let at = first - 1; at >= from; at -= 1) {
    const word = words[at];
    const stated = honorificGender(word?.key ?? '') ?? word?.form.role?.gender;
    if (stated !== undefined && stated !== null) return stated;
  }
  return null;
}

/** Place of the first word of "press secretary" in "press secretary Karoline Leavitt", or `at` when no role stands there. */
function lowerRoleBefore(words: readonly Word[], at: number): number {
  const here = words[at];
  const before = words[at - 1];
  if (here === undefined || before === undefined || here.gap !== 'space' || before.shape !== 'lower') return at;
  const noun = before.form.role;
  if (before.possessive || noun === undefined || noun.plural) return at;
  return at - 1;
}

interface Beginning {
  /** First word, determiner or owner included. */
  readonly from: number;
  /** First word without them. */
  readonly inner: number;
  readonly determiner: Determiner;
  readonly owner: number;
}

/** Walks left from a noun over what belongs to it: modifiers, nations, owners, and last the determiner. */
function startOfPhrase(words: readonly Word[], noun: number): Beginning {
  let from = noun;
  while (from > 0 && noun - from < 8) {
    const here = words[from];
    const before = words[from - 1];
    if (here === undefined || before === undefined || (here.gap !== 'space' && here.gap !== 'hyphen')) break;
    if (before.possessive)
      return { from: startOfOwner(words, from - 1), inner: from, determiner: 'owned', owner: from - 1 };
    if (ownerPronouns.has(before.key)) return { from: from - 1, inner: from, determiner: 'owned', owner: from - 1 };
    if (definite.has(before.key)) return { from: from - 1, inner: from, determiner: 'definite', owner: -1 };
    if (indefinite.has(before.key)) return { from: from - 1, inner: from, determiner: 'indefinite', owner: -1 };
    if (!isModifier(before) && !isFirstMinister(before, here)) break;
    from -= 1;
  }
  return behindUnknown(words, from) ?? { from, inner: from, determiner: 'none', owner: -1 };
}

/** "Her well paid economic adviser": words that no list knows, when a determiner or an owner stands before them. */
function behindUnknown(words: readonly Word[], from: number): Beginning | null {
  for (let at = from; at > 0 && at > from - 4; at -= 1) {
    const here = words[at];
    const before = words[at - 1];
    if (here === undefined || before === undefined || here.gap !== 'space') return null;
    if (at < from && before.possessive)
      return { from: startOfOwner(words, at - 1), inner: at, determiner: 'owned', owner: at - 1 };
    if (at < from && ownerPronouns.has(before.key))
      return { from: at - 1, inner: at, determiner: 'owned', owner: at - 1 };
    if (at < from && definite.has(before.key) && before.key !== 'that')
      return { from: at - 1, inner: at, determiner: 'definite', owner: -1 };
    if (at < from && (before.key === 'a' || before.key === 'an' || before.key === 'another')) {
      return { from: at - 1, inner: at, determiner: 'indefinite', owner: -1 };
    }
    if (before.shape !== 'lower' || before.form.isFunctionWord || verbs.has(before.key)) return null;
    // "At the time Mayor Ada Holt": when, not who.
    if (times.has(before.key)) return null;
  }
  return null;
}

const times = new Set('time week month year day moment morning afternoon evening night weekend'.split(' '));

function isModifier({ key, shape, form, leading }: Word): boolean {
  if (shape === 'number') return true;
  if (shape !== 'lower') return !leading || form.nation !== undefined || form.modifiesRole || !form.isFunctionWord;
  if (form.isFunctionWord) return false;
  return form.modifiesRole || form.role !== undefined || key.includes('-') || /(?:al|ic|ian|ary|ive)$/.test(key);
}

/** First word of the owner whose last word bears the "'s": "the United Nations'", "France’s". */
function startOfOwner(words: readonly Word[], last: number): number {
  let from = last;
  while (from > 0 && last - from < 6) {
    const here = words[from];
    const before = words[from - 1];
    if (here === undefined || before === undefined || here.gap !== 'space') break;
    if (definite.has(before.key)) return from - 1;
    const belongs =
      before.shape === 'lower' ? before.form.modifiesRole : here.shape !== 'lower' && !before.form.isFunctionWord;
    if (!belongs && !(before.key === 'of' && here.shape !== 'lower')) break;
    from -= 1;
  }
  return from;
}

/** A noun for people that is the head of its phrase, not the first half of "police chief" or a part of a name. */
function isHeadNoun(words: readonly Word[], at: number, name: NameMention | undefined): boolean {
  const word = words[at];
  const noun = word === undefined ? undefined : word.form.role;
  if (word === undefined || noun === undefined) return false;
  const next = words[at + 1];
  if (next === undefined || (next.gap !== 'space' && next.gap !== 'hyphen') || word.possessive) return true;
  if (name !== undefined && name.from === at + 1) return name.kind !== 'person' || noun.plural;
  return next.form.role === undefined || noun.plural;
}

function roleReferent(words: readonly Word[], at: number): Referent {
  const { from, determiner, owner } = startOfPhrase(words, at);
  const last = endOfComplement(words, at);
  const noun = words[at]?.form.role;
  return newReferent(words, {
    kind: 'role',
    from,
    first: at,
    last,
    name: null,
    office: readOffice(words, from, last),
    determiner,
    owner,
    gender: noun?.gender ?? null,
    plural: noun?.plural ?? false,
    oblique: isOblique(words, from) || (words[last]?.possessive ?? false),
  });
}

const complements = new Set(['of', 'for', 'at', 'from', 'in']);

/** Takes "of state", "for the ministry", "in Leeds" to the noun that they complete. */
function endOfComplement(words: readonly Word[], noun: number): number {
  let at = noun + 1;
  const link = words[at];
  if (link === undefined || link.gap !== 'space' || !complements.has(link.key)) return noun;
  at += 1;
  let end = noun;
  for (; at < words.length && at < noun + 9; at += 1) {
    const word = words[at];
    if (word === undefined || word.gap !== 'space') break;
    if (word.shape === 'lower') {
      if (word.key === 'the' || word.key === 'a' || word.key === 'an' || ownerPronouns.has(word.key)) continue;
      if (word.form.isFunctionWord || isVerbLike(word.key)) break;
      end = at;
      if (!word.form.modifiesRole) break;
      continue;
    }
    end = at;
  }
  return end;
}

const verbs = new Set(
  'said says told tells say tell added asked wrote writes called calls insisted argued warned noted took made gave went came quoted quotes cited cites reported urged praised accused criticised criticized interviewed met joined named'.split(
    ' ',
  ),
);

function isVerbLike(key: string): boolean {
  return verbs.has(key) || (key.length > 4 && (key.endsWith('ed') || key.endsWith('ly')));
}

function pronounReferent(words: readonly Word[], at: number): Referent {
  return newReferent(words, {
    kind: 'pronoun',
    from: at,
    first: at,
    last: at,
    name: null,
    office: null,
    determiner: 'none',
    owner: -1,
    gender: words[at]?.key === 'he' ? 'male' : 'female',
    plural: false,
    oblique: false,
  });
}

function isOblique(words: readonly Word[], from: number): boolean {
  const here = words[from];
  let before = words[from - 1];
  if (here === undefined || before === undefined || here.gap === 'stop' || here.gap === 'comma') return false;
  // "(NWI)" behind a name stands in passing.
  if (here.gap === 'open') return true;
  if (definite.has(before.key) || indefinite.has(before.key)) before = words[from - 2];
  return before !== undefined && prepositions.has(before.key) && before.sentence === here.sentence;
}
