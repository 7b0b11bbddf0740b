import variants from '../../../data/names/name-variants.json' with { type: 'json' };
import { foldWords } from './fold.ts';
import { kindsOfHead, knownName, nationOf } from './known-names.ts';
import {
  honorificGender,
  isGivenName,
  nameParticles,
  nameSuffixes,
  roleModifiers,
  roleNoun,
  roleOfTitle,
} from './lexicon.ts';

const spellings = new Map<string, string>();
for (const group of variants.spellings) {
  for (const word of group) if (!spellings.has(word)) spellings.set(word, group[0] ?? word);
}

const alike = new Map<string, string[]>();
for (const [word, one] of spellings) alike.set(one, [...(alike.get(one) ?? []), word]);

const longForms: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(variants.short).map(([short, long]) => [short, long.split(' ')]),
);

/** One spelling for all: "zelenskyy" and "zelenskiy" are "zelensky". Takes and gives a folded word. */
export function oneSpelling(word: string): string {
  return spellings.get(word) ?? word;
}

/** All words that `oneSpelling` takes for one with this; the word alone where there is no other. */
export function spellingsOf(word: string): readonly string[] {
  return alike.get(oneSpelling(word)) ?? [word];
}

/** Tells whether two folded forenames may be one person's: "bill" and "william", "j" and "john", "sergei" and "sergey". */
export function sameForename(a: string, b: string): boolean {
  if (a === b || oneSpelling(a) === oneSpelling(b)) return true;
  if (a.length === 1 || b.length === 1) return a.charAt(0) === b.charAt(0);
  if (isShortFor(a, b) || isShortFor(b, a)) return true;
  const shared = longForms.get(a);
  if (shared !== undefined && longForms.get(b)?.some((long) => shared.includes(long))) return true;
  return a.length !== b.length && (isFirstHalf(a, b) || isFirstHalf(b, a));
}

function isShortFor(short: string, long: string): boolean {
  return longForms.get(short)?.some((form) => form === long || oneSpelling(form) === oneSpelling(long)) ?? false;
}

/** "Jean" for "Jean-Luc". */
function isFirstHalf(short: string, long: string): boolean {
  return long.startsWith(`${short}-`);
}

/**
 * The words of a name that tell it from others: folded, spelled one way, without titles, "the" and "Jr.".
 * "Mr. Volodymyr Zelenskyy" gives `volodymyr zelensky`. A name of titles only keeps them.
 */
export function nameWords(name: string): string[] {
  const words = foldWords(name.replace(/['’]s?(?=\s|$)/g, '')).filter((word) => word !== 'the');
  const bare = words.slice(endOfTitle(words)).filter((word, place) => place === 0 || !nameSuffixes.has(word));
  return bare.map((word) => oneSpelling(word.replace(/^(?:al|el)-(?=..)/, '')));
}

/** First word after the titles of a person: 3 in "secretary of state marco rubio", 0 in "secretary of state". */
function endOfTitle(words: readonly string[]): number {
  if (kindsOfHead(words.at(-1) ?? '') !== undefined) return 0;
  let end = 0;
  for (let at = 0; at < words.length - 1; at += 1) {
    const word = words[at] ?? '';
    const isTitle =
      honorificGender(word) !== undefined || roleOfTitle(word) !== undefined || roleNoun(word)?.kind === 'office';
    // "Stephen King Jr.": behind a forename a title is a surname.
    if (isTitle && (at === end || words.slice(end, at).every(isBeforeTitle)))
      end = words[at + 1] === 'of' ? at + 3 : at + 1;
  }
  return end < words.length ? end : 0;
}

/** "former", "French", "foreign", "prime": what stands before a title. */
function isBeforeTitle(word: string): boolean {
  return roleModifiers.has(word) || nationOf(word) !== undefined;
}

/** A key under which spellings of one name meet; two different people may share it. */
export function nameKey(name: string): string {
  return nameWords(name).join(' ');
}

/**
 * Tells whether two names may mean one person, institution or country: the fuller one decides.
 * "Rubio" and "Marco Rubio" may; "Bill Clinton" and "Hillary Clinton" may not; "IAEA" and
 * "International Atomic Energy Agency" may; "Rubio" and "Rubio campaign" may not.
 */
export function sameName(a: string, b: string): boolean {
  const left = nameWords(a);
  const right = nameWords(b);
  if (left.length === 0 || right.length === 0) return false;
  if (left.join(' ') === right.join(' ')) return true;
  if (isSameKnown(a, b)) return true;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length === 1 && isAcronymOf(short[0] ?? '', long)) return true;
  if (isInstitution(short) || isInstitution(long)) return isTailOf(short, long);
  return samePerson(withoutParticles(short), withoutParticles(long));
}

function isSameKnown(a: string, b: string): boolean {
  const left = knownName(foldWords(a).join(' ').replace(/^the /, ''));
  return left !== undefined && left === knownName(foldWords(b).join(' ').replace(/^the /, ''));
}

/** Tells whether the initials of a long name spell the short one: "iaea"; small words may count or not ("fbi", "doj"). */
export function isAcronymOf(short: string, long: readonly string[]): boolean {
  if (short.length < 2 || long.length < 2 || short.length > long.length) return false;
  const all = long.map((word) => word.charAt(0)).join('');
  const content = long
    .filter((word) => !smallWords.has(word))
    .map((word) => word.charAt(0))
    .join('');
  return short === all || short === content;
}

const smallWords = new Set(['of', 'the', 'and', 'for', 'on', 'in', 'to', 'a']);

function isInstitution(words: readonly string[]): boolean {
  if (words.length < 2) return false;
  const last = words.at(-1) ?? '';
  return kindsOfHead(last) !== undefined || words.includes('of') || institutionWords.has(last);
}

const institutionWords = new Set([
  'campaign',
  'administration',
  'government',
  'team',
  'military',
  'spokesman',
  'spokeswoman',
  'officials',
]);

/** "State Department" is the tail of "US State Department": only a nation may be left out. */
function isTailOf(short: readonly string[], long: readonly string[]): boolean {
  const cut = long.length - short.length;
  if (cut < 0 || short.some((word, place) => word !== long[cut + place])) return false;
  return short.length > 1 && nationOf(long.slice(0, cut).join(' ')) !== undefined;
}

function samePerson(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const one = short[0] ?? '';
  if (short.length === 1) return long.includes(one);
  // "Kim Jong-un" and "Kim Jong Un".
  if (short.join('').replaceAll('-', '') === long.join('').replaceAll('-', '')) return true;
  if (short.at(-1) === long.at(-1) && sameForename(one, long[0] ?? '')) return true;
  return short.length < long.length && short.every((word) => long.includes(word));
}

/** Without "von der" and "bin", on which writers differ; a particle that is a forename ("Al Gore") stays in front. */
function withoutParticles(words: readonly string[]): readonly string[] {
  const bare = words.filter((word, place) => !nameParticles.has(word) || (place === 0 && isGivenName(word)));
  return bare.length > 0 ? bare : words;
}
