import type { Span } from '../../model/span.ts';
import type { Gender } from './lexicon.ts';
import { isFunctionWord, roleModifiers } from './lexicon.ts';
import type { Referent } from './referents.ts';
import type { Word } from './words.ts';

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
  if (last < from) return { kind: 'nothing' };
  const only = words[from];
  const pronoun =
    from === last && only !== undefined && (only.shape !== 'caps' || only.key.length < 2)
      ? pronouns[only.key.replace(/'.*/, '')]
      : undefined;
  if (pronoun !== undefined) return { kind: 'pronoun', pronoun, at: from };
  // "Who during his campaign": the clause adds nothing to the one that "who" stands for.
  if (only?.key.startsWith('who')) return { kind: 'pronoun', pronoun: relative, at: from };
  const inside = referentsWithin(referents, from, last);
  const head = inside.reduce<Referent | undefined>(
    (best, next) => (best === undefined || covers(next, best) ? next : best),
    undefined,
  );
  const noun = headNounBefore(words, from, Math.min(last, (head?.from ?? last + 1) - 1));
  if (head === undefined || (noun >= 0 && !isTitleNoun(words, noun, head)))
    return {
      kind: 'noun',
      from,
      noun: noun >= 0 ? noun : last,
      last,
      behind: head ?? null,
      beside: nameBeside(words, referents, inside, last),
    };
  const after = nounAfter(words, head, last);
  if (after >= 0) return { kind: 'noun', from, noun: after, last, behind: head, beside: null };
  const others = inside.filter((other) => other.from > head.last);
  return { kind: 'referent', head, others };
}

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

/** "keeper Rory Quinn": a noun that no list knows, right before a full name. */
function isTitleNoun(words: readonly Word[], noun: number, { name, from, first, last }: Referent): boolean {
  return (
    noun === from - 1 &&
    words[from]?.gap === 'space' &&
    name?.kind === 'person' &&
    name.sure &&
    last > first &&
    !isDocument(words[noun]?.key ?? '')
  );
}

/** Place of the noun that a name stands before ("a Wall Street Journal poll", "the NATO statement"), or -1. */
function nounAfter(words: readonly Word[], head: Referent, last: number): number {
  const { kind, name, office, last: end } = head;
  const possessive = words[end]?.possessive ?? false;
  if (kind === 'pronoun' || (kind === 'role' && !possessive && office?.kind !== 'party')) return -1;
  let noun = -1;
  for (let at = end + 1; at <= last; at += 1) {
    const word = words[at];
    if (word === undefined || word.gap !== 'space' || word.shape !== 'lower' || isFunctionWord(word.key)) break;
    noun = at;
  }
  const key = words[noun]?.key ?? '';
  return name?.kind === 'person' && !possessive && !isDocument(key) && !inquiries.has(key) ? -1 : noun;
}

const inquiries = new Set([
  'poll',
  'polls',
  'survey',
  'study',
  'ad',
  'ads',
  'spot',
  'book',
  'analysis',
  'estimate',
  'website',
  'site',
]);

/** The referent that begins earlier, or as early and reaches further: "Trump’s lawyer" before "Trump". */
function covers(a: Referent, b: Referent): boolean {
  return (
    a.from < b.from ||
    (a.from === b.from && a.last > b.last) ||
    (a.from <= b.from && a.last >= b.last && a.last > b.last)
  );
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

/** Place of a lower-case noun that stands before the names of the mention and so is its head, or -1. */
function headNounBefore(words: readonly Word[], from: number, to: number): number {
  for (let at = from; at <= to; at += 1) {
    const word = words[at];
    if (word === undefined || word.shape === 'number' || isFunctionWord(word.key)) continue;
    const next = words[at + 1];
    const goesOn = at < to && next !== undefined && next.gap === 'space' && !isFunctionWord(next.key);
    if (goesOn || (at === to && to + 1 < words.length && roleModifiers.has(word.key) && word.shape === 'lower'))
      continue;
    return at;
  }
  return -1;
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
