import type { Span } from '../../model/span.ts';
import { bearerOf, determiners } from './bearers.ts';
import { kindsOfHead } from './known-names.ts';
import type { Gender } from './lexicon.ts';
import { isLettersBehindName } from './lexicon.ts';
import type { Referent } from './referents.ts';
import { isCapital, isFirstMinister, type Word } from './words.ts';

/** What kind of words stand for a speaker. */
export type Mention =
  | { readonly kind: 'referent'; readonly head: Referent; readonly others: readonly Referent[] }
  | { readonly kind: 'pronoun'; readonly pronoun: Pronoun; readonly at: number }
  /** A noun that is no word for people: "the agency", "a statement by the ministry", "the poll". */
  | {
      readonly kind: 'noun';
      readonly from: number;
      readonly noun: number;
      readonly last: number;
      readonly behind: Referent | null;
      /** The name beside it: "the company behind the app, Swiftr,". */
      readonly beside: Referent | null;
    }
  | { readonly kind: 'nothing' };

export interface Pronoun {
  readonly wants: 'person' | 'group' | 'several' | 'relative' | 'self' | 'nobody';
  readonly gender: Gender | null;
}

const relative: Pronoun = { wants: 'relative', gender: null };

const pronouns: Readonly<Record<string, Pronoun>> = {
  he: { wants: 'person', gender: 'male' },
  him: { wants: 'person', gender: 'male' },
  his: { wants: 'person', gender: 'male' },
  himself: { wants: 'person', gender: 'male' },
  she: { wants: 'person', gender: 'female' },
  her: { wants: 'person', gender: 'female' },
  hers: { wants: 'person', gender: 'female' },
  herself: { wants: 'person', gender: 'female' },
  it: { wants: 'group', gender: null },
  its: { wants: 'group', gender: null },
  they: { wants: 'several', gender: null },
  them: { wants: 'several', gender: null },
  their: { wants: 'several', gender: null },
  who: relative,
  whom: relative,
  whose: relative,
  which: relative,
  that: relative,
  i: { wants: 'self', gender: null },
  me: { wants: 'self', gender: null },
  my: { wants: 'self', gender: null },
  we: { wants: 'self', gender: null },
  us: { wants: 'self', gender: null },
  our: { wants: 'self', gender: null },
  you: { wants: 'nobody', gender: null },
  your: { wants: 'nobody', gender: null },
  one: { wants: 'nobody', gender: null },
  q: { wants: 'nobody', gender: null },
  a: { wants: 'nobody', gender: null },
};

/** Reads the words of a mention: whose name, role or pronoun is it at heart? */
export function readMention(words: readonly Word[], referents: readonly Referent[], span: Span): Mention {
  const from = firstWordAt(words, span.start);
  let last = from - 1;
  while (last + 1 < words.length && (words[last + 1]?.start ?? Infinity) < span.end) last += 1;
  last = beforeLetters(words, from, last);
  const only = words[from];
  if (last < from || only === undefined) return { kind: 'nothing' };
  const isWord = only.shape !== 'caps' || only.key.length < 2;
  const pronoun = from === last && isWord ? pronouns[only.key.replace(/'.*/, '')] : undefined;
  if (pronoun !== undefined) return { kind: 'pronoun', pronoun, at: from };
  // "Who during his campaign": the clause adds nothing to the one that "who" stands for.
  if (isWord && only.key.startsWith('who') && (from === last || only.key !== 'whose'))
    return { kind: 'pronoun', pronoun: relative, at: from };
  const inside = referentsWithin(referents, from, last);
  const end = endOfCore(words, inside, from, last);
  const head = bearerOf(words, inside, from, last) ?? headOfCore(words, inside, end);
  const isOwnWord = head?.kind === 'name' && isBeforeMarks(words, head.last, last);
  if (head !== null && !isOwnWord)
    return { kind: 'referent', head, others: inside.filter((other) => other.from > head.last) };
  return {
    kind: 'noun',
    from,
    noun: end,
    last,
    behind: inside[0] ?? null,
    beside: nameBeside(words, referents, inside, last),
  };
}

/** Last word of "Ada Holt" in "Ada Holt MP". */
function beforeLetters(words: readonly Word[], from: number, last: number): number {
  let end = last;
  for (let word = words[end]; end > from + 1 && word?.gap === 'space' && isLettersBehindName(word); word = words[end])
    end -= 1;
  const name = words[end];
  return name !== undefined && isCapital(name) ? end : last;
}

/**
 * Last word of what comes before prepositions, clauses and appositions: "lawyer" in "Trump’s lawyer in Ohio",
 * "poll" in "a Wall Street Journal poll of voters", "Rubio" in "Secretary of State Marco Rubio, a Republican".
 */
function endOfCore(words: readonly Word[], inside: readonly Referent[], from: number, last: number): number {
  let end = from;
  let next = 0;
  for (let at = from; at <= last; at += 1) {
    const word = words[at];
    while ((inside[next]?.last ?? Infinity) < at) next += 1;
    const name = inside.slice(next, next + 2).find((one) => one.kind === 'name' && one.from <= at && at <= one.last);
    const parts =
      word === undefined || (at > from && word.gap !== 'space' && word.gap !== 'hyphen' && word.gap !== 'none');
    if (parts) break;
    if (name !== undefined) {
      at = Math.min(last, name.last);
      end = at;
      continue;
    }
    if (word.form.isFunctionWord) {
      // "One of his aides": what is counted is the core.
      const before = words[at - 1];
      // "Chile's first minister"
      const isOwned = before?.possessive === true && ordinals.has(word.key);
      const counts = at === from || quantifiers.has(before?.key ?? '') || determiners.has(word.key);
      if (!counts && !isOwned && !isFirstMinister(word, words[at + 1])) break;
    } else if (isParticipleBehind(words, at, from)) break;
    else if (!word.key.endsWith('ly') || at === from) end = at;
  }
  return end;
}

/** "Last year's Ada Holt 'slip of the tongue'": what stands in marks is the head, and no name. */
function isBeforeMarks(words: readonly Word[], name: number, last: number): boolean {
  const next = words[name + 1];
  return name < last && next?.gap === 'quote' && next.shape === 'lower';
}

/** "Lawyers representing Holt", "officials briefing Holt": what is behind the participle is its object. */
function isParticipleBehind(words: readonly Word[], at: number, from: number): boolean {
  const word = words[at];
  return at > from && word?.shape === 'lower' && word.key.endsWith('ing') && words[at - 1]?.form.role?.plural === true;
}

const quantifiers = new Set(
  'one some many several most two three four five both all few none any dozens hundreds thousands millions half each another'.split(
    ' ',
  ),
);
const ordinals = new Set(['first', 'second', 'third', 'own', 'most']);

/** The name or role that a core ends with, or the one that an adjective follows ("officials familiar"). */
function headOfCore(words: readonly Word[], inside: readonly Referent[], end: number): Referent | null {
  let behind: Referent | null = null;
  for (const one of inside) {
    const noun = one.kind === 'role' ? one.first : one.last;
    if (noun === end && !(words[end]?.possessive && one.kind === 'role' && one.last > end)) return one;
    if (noun < end) behind = one;
  }
  if (behind === null || words[behind.last]?.possessive) return null;
  const key = words[end]?.key ?? '';
  if (behind.kind === 'role') return behind.office?.kind === 'party' || behind.last >= end ? null : behind;
  if (isOwnKind(words, behind, end)) return behind;
  // Behind a person only what a person makes or undergoes is a head: "a Trump tweet", unlike "Trump later".
  const isPerson = behind.name?.kind === 'person' && behind.name.sure;
  return isPerson && !isDocument(key) && !inquiries.has(key) && !isBody(key) ? behind : null;
}

/** "The Labour party", "the Xinhua news agency": the noun says what the name is of. */
function isOwnKind(words: readonly Word[], { name, last }: Referent, end: number): boolean {
  const key = words[end]?.key ?? '';
  const isNews = end === last + 2 && words[last + 1]?.key === 'news' && key === 'agency';
  return isNews || (end === last + 1 && name?.known?.calledAgain.includes(key) === true);
}

/** "the Hunt group", "Roman Catholic organisations" */
function isBody(key: string): boolean {
  return (kindsOfHead(key.replace(/s$/, '')) ?? kindsOfHead(key)) !== undefined;
}

const inquiries = new Set('poll polls survey study ad ads spot book analysis estimate website site'.split(' '));

/** A name between commas that ends the mention, or follows it. */
function nameBeside(
  words: readonly Word[],
  referents: readonly Referent[],
  inside: readonly Referent[],
  last: number,
): Referent | null {
  const inner = inside.find(
    ({ kind, from, last: end }) => kind === 'name' && words[from]?.gap === 'comma' && end === last,
  );
  if (inner !== undefined) return inner;
  const next = words[last + 1]?.gap === 'comma' ? referentsWithin(referents, last + 1, last + 1)[0] : undefined;
  const closes = next === undefined ? undefined : words[next.last + 1]?.gap;
  return next?.kind === 'name' && next.from === last + 1 && closes === 'comma' ? next : null;
}

function referentsWithin(referents: readonly Referent[], from: number, last: number): Referent[] {
  let low = 0;
  let high = referents.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((referents[middle]?.first ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  // One that begins before and reaches in ("Spokesman Anatoly" of "Spokesman Anatoly Gusev").
  if (low > 0 && (referents[low - 1]?.last ?? -1) >= from) low -= 1;
  const inside: Referent[] = [];
  for (let at = low; at < referents.length && (referents[at]?.first ?? Infinity) <= last; at += 1) {
    const referent = referents[at];
    if (referent !== undefined) inside.push(referent);
  }
  return inside;
}

function firstWordAt(words: readonly Word[], start: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}

const documents = new Set(
  (
    'statement release tweet post letter email memo message report announcement communique testimony speech interview remarks ' +
    'filing lawsuit complaint video article column editorial press'
  ).split(' '),
);

/** Tells whether words by this noun are those of whoever stands behind it ("a statement from the ministry"). */
export function isDocument(key: string): boolean {
  return documents.has(key) || (key.endsWith('s') && documents.has(key.slice(0, -1)));
}
