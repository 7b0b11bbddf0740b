import { looksLikeVerb } from '../grammar.ts';
import { honorificGender, isOriginWord } from './lexicon.ts';
import { isOfAnother, type Referent } from './referents.ts';
import type { Word } from './words.ts';

/**
 * Whom a long mention is about, where that is the person named at its end: "Parliamentary secretary to the Prime Minister Ada
 * Holt", unlike "a spokesman for Ada Holt". `null` where its head stands before.
 *
 * @param inside names and roles of the mention, in reading order
 * @param from its first word
 * @param last its last word
 */
export function bearerOf(
  words: readonly Word[],
  inside: readonly Referent[],
  from: number,
  last: number,
): Referent | null {
  return (
    bearerBeforeWho(words, inside, last) ??
    bearerBehindClause(words, inside, from, last) ??
    bearerBehindAnother(words, inside, last) ??
    bearerOfTitle(words, inside, last) ??
    bearerOfTwo(words, inside, last) ??
    bearerOfTopics(words, inside, from, last) ??
    bearerBehindHouses(words, inside, last)
  );
}

/** Words that open a phrase for somebody or something. */
export const determiners = new Set(
  'the a an his her its their my our your this that these those other more own'.split(' '),
);

/** The person whose name ends with the word at `last`, as the last of a mention. */
function personAtEnd(inside: readonly Referent[], last: number): Referent | null {
  const name = inside.at(-1);
  return name?.name?.kind === 'person' && name.last === last ? name : null;
}

/** Ada Holt in "The findings do not surprise the physicist Ada Holt, who says": the clause is hers. */
function bearerBeforeWho(words: readonly Word[], inside: readonly Referent[], last: number): Referent | null {
  const end = words[last]?.key === 'who' ? last - 1 : last;
  const isWho = words[end + 1]?.key === 'who' && words[end + 1]?.gap === 'comma';
  const name = isWho ? personAtEnd(inside, end) : null;
  return name?.name?.sure && name.first < name.last ? name : null;
}

/** Holt in "Another storm reached us today and Holt": before the "and" stands a clause, and nobody who speaks with her. */
function bearerBehindClause(
  words: readonly Word[],
  inside: readonly Referent[],
  from: number,
  last: number,
): Referent | null {
  const name = personAtEnd(inside, last);
  if (name === null || words[name.from - 1]?.key !== 'and') return null;
  for (let at = from + 1; at < name.from - 1; at += 1) {
    const word = words[at];
    const isVerb = word?.shape === 'lower' && word.gap === 'space' && looksLikeVerb(word.key);
    if (isVerb && !word.form.role && !determiners.has(words[at - 1]?.key ?? '') && isAdjunct(words[at + 1]))
      return name;
  }
  return null;
}

/** What stands behind a verb and hardly behind a noun or a participle before one: a name, a number, "the", "her". */
function isAdjunct(word: Word | undefined): boolean {
  return word !== undefined && (word.shape !== 'lower' || determiners.has(word.key));
}

/** Ada Holt in "Parliamentary secretary to the Prime Minister Ada Holt". */
function bearerBehindAnother(words: readonly Word[], inside: readonly Referent[], last: number): Referent | null {
  const name = personAtEnd(inside, last);
  return name !== null && name.first < name.last && isOfAnother(words, name.from) ? name : null;
}

/**
 * Neil Holt in "Managing director of Southern Exporters Neil Holt": between the preposition and the name stands what the
 * office is of, unlike "a spokesman for Neil Holt" and "a spokesman for the Texas senator Neil Holt".
 */
function bearerOfTitle(words: readonly Word[], inside: readonly Referent[], last: number): Referent | null {
  const [first, second] = inside;
  const role = first?.kind === 'name' && words[first.last]?.possessive ? second : first;
  const name = personAtEnd(inside, last);
  if (role?.kind !== 'role' || role.plural || role.determiner === 'indefinite' || role.first + 3 > last) return null;
  if (!name?.name?.sure || name.first === name.last) return null;
  const honorific = honorificGender(words[name.from]?.key ?? '') !== undefined;
  if ((name.from < name.first && !honorific) || !ofOffice.has(words[role.first + 1]?.key ?? '')) return null;
  const opener = words[role.first + 2]?.key ?? '';
  const body = role.first + (determiners.has(opener) ? 3 : 2);
  const before = words[name.from - 1];
  if (name.from <= body || before === undefined || words[name.from]?.gap !== 'space') return null;
  const isTitle = before.possessive || before.form.role?.plural === false;
  if (isTitle || before.form.isFunctionWord || isOriginWord(before.key) || before.form.nation !== undefined)
    return null;
  for (let at = body; at <= name.first; at += 1) if (words[at]?.gap === 'comma') return null;
  return name;
}

/** Ada Holt in "Alder Bank vice president and treasurer Ada Holt": two offices of one, unlike "the mayor and treasurer Ada Holt". */
function bearerOfTwo(words: readonly Word[], inside: readonly Referent[], last: number): Referent | null {
  const name = personAtEnd(inside, last);
  const role = inside.at(-2);
  if (name === null || name.office === null || role?.kind !== 'role') return null;
  const joins = words[name.from - 1]?.key === 'and' && role.last === name.from - 2;
  const isOne = !role.plural && (role.determiner === 'none' || role.determiner === 'owned');
  // "Prime Minister and Foreign Minister Ada Holt" is one too, and so is nobody who is "the mayor and Minister Ada Holt".
  const areWritten = words[role.first]?.shape === words[name.from]?.shape;
  return joins && isOne && areWritten ? name : null;
}

/** Ada Holt in "Opposition farms and fisheries spokesman Ada Holt": what the office is for stands on both sides of the "and". */
function bearerOfTopics(
  words: readonly Word[],
  inside: readonly Referent[],
  from: number,
  last: number,
): Referent | null {
  const name = personAtEnd(inside, last);
  if (name === null || name.office === null) return null;
  const areBodies = inside.slice(0, -1).every((one) => one.name !== null && one.name.kind !== 'person');
  const isTopics = (at: number): boolean =>
    words[at]?.key === 'and' && words[at - 1]?.shape === 'lower' && words[at + 1]?.shape === 'lower';
  for (let at = from + 1; areBodies && at < name.first; at += 1) if (isTopics(at)) return name;
  return null;
}

/**
 * Gary Holt in "former Leith and Scotland defender Gary Holt", "world number one Gary Holt": what stands before belongs to
 * the name, unlike "Leith and Gary Holt".
 */
function bearerBehindHouses(words: readonly Word[], inside: readonly Referent[], last: number): Referent | null {
  const name = personAtEnd(inside, last);
  if (name === null || name.first === name.last) return null;
  const trade = words[name.from - 1];
  // "Leith and Scotland lock Ada Holt": a trade that no list knows.
  const isBehindTrade =
    trade?.shape === 'lower' && trade.gap === 'space' && !trade.form.isFunctionWord && name.name?.sure === true;
  if (words[name.from - 1]?.key === 'one' && words[name.from - 2]?.key === 'number') return name;
  const [first, second] = inside;
  if (
    second === undefined ||
    (name.from === name.first && !isBehindTrade) ||
    inside.length > 3 ||
    first?.kind !== 'name'
  )
    return null;
  const areHouses = inside
    .slice(0, -1)
    .every((one) => one.name !== null && (one.name.kind !== 'person' || !one.name.sure));
  const isOne = inside.slice(1).every(({ from }, place) => {
    const before = inside[place];
    const gap = words[from]?.gap;
    return before !== undefined && gap === 'space' && isBehindWords(words, before.last + 1, from);
  });
  return areHouses && isOne ? name : null;
}

/** "Leith Gary Holt", "Leith and Scotland", "Leith oat grower Gary Holt": at most a link, or two plain words, between. */
function isBehindWords(words: readonly Word[], from: number, to: number): boolean {
  if (to - from <= 1) return true;
  for (let at = from; at < to; at += 1) {
    const word = words[at];
    if (word?.shape !== 'lower' || word.gap !== 'space' || word.form.isFunctionWord) return false;
  }
  return to - from === 2;
}

const ofOffice = new Set(['of', 'for', 'at', 'on', 'in', 'with']);
