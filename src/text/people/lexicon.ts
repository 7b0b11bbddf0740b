import commonWords from '../../../data/names/common-words.json' with { type: 'json' };
import givenNames from '../../../data/names/given-names.json' with { type: 'json' };
import roles from '../../../data/names/roles.json' with { type: 'json' };
import titles from '../../../data/names/titles.json' with { type: 'json' };
import { sieved } from '../sieve.ts';

export type Gender = 'female' | 'male';

/** *office*: held by one or few; *voice*: speaks for another; *trade*, *person*, *kin*, *party*: what many are. */
export type RoleKind = 'office' | 'voice' | 'trade' | 'person' | 'kin' | 'party';

/** What a noun for people says. */
export interface RoleNoun {
  /** The noun in the singular. */
  readonly noun: string;
  readonly kind: RoleKind;
  readonly gender: Gender | null;
  readonly plural: boolean;
}

const genders = new Map<string, Gender | null>();
for (const name of givenNames.either) genders.set(name, null);
for (const name of givenNames.male) genders.set(name, 'male');
for (const name of givenNames.female) genders.set(name, 'female');

/** The sex a given name is given to; `null` when it is given to both, `undefined` when it is in no list. */
export function genderOfGivenName(key: string): Gender | null | undefined {
  const gender = genders.get(key);
  if (gender !== undefined) return gender;
  const hyphen = key.indexOf('-');
  return hyphen > 0 ? genderOfGivenName(key.slice(0, hyphen)) : undefined;
}

export function isGivenName(key: string): boolean {
  return genderOfGivenName(key) !== undefined;
}

const roleNouns: ReadonlyMap<string, RoleNoun> = collectRoleNouns();

const listedNoun = sieved(roleNouns);

function collectRoleNouns(): Map<string, RoleNoun> {
  const nouns = new Map<string, RoleNoun>();
  for (const kind of ['office', 'voice', 'trade', 'person', 'kin', 'party'] as const) {
    for (const entry of roles[kind]) {
      const [noun = '', sex] = entry.split(':');
      const gender = sex === 'm' ? 'male' : sex === 'f' ? 'female' : null;
      if (!nouns.has(noun)) nouns.set(noun, { noun, kind, gender, plural: false });
    }
  }
  for (const singular of [...nouns.values()]) {
    const plural = pluralOf(singular.noun);
    if (!nouns.has(plural)) nouns.set(plural, { ...singular, gender: null, plural: true });
  }
  for (const noun of roles.plural) {
    if (!nouns.get(noun)?.plural) nouns.set(noun, { noun, kind: 'person', gender: null, plural: true });
  }
  return nouns;
}

function pluralOf(noun: string): string {
  if (noun.endsWith('man')) return `${noun.slice(0, -2)}en`;
  if (noun.endsWith('wife')) return `${noun.slice(0, -2)}ves`;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/(?:s|x|ch|sh)$/.test(noun)) return `${noun}es`;
  return `${noun}s`;
}

/** Reads a noun for people ("minister", "spokeswoman", "officials"). */
export function roleNoun(key: string): RoleNoun | undefined {
  const noun = listedNoun(key);
  if (noun !== undefined || !key.includes('-')) return noun;
  if (key.endsWith('-year-old')) return yearOld;
  if (key.includes('-of-')) return parentOf(key.slice(0, key.indexOf('-')));
  if (key.endsWith('-elect')) return roleNouns.get(key.slice(0, -6));
  if (isOfBelow(key)) return roleNouns.get(key.slice(key.indexOf('-') + 1));
  return isOfThen(key) ? roleNouns.get(key.slice(key.indexOf('-') + 1)) : undefined;
}

/** "then-mayor", "ex-president": a role that somebody held. */
export function isOfThen(key: string): boolean {
  return key.startsWith('then-') || key.startsWith('ex-');
}

/** "vice-premier", "deputy-governor": below an office. */
export function isOfBelow(key: string): boolean {
  return key.startsWith('vice-') || key.startsWith('deputy-');
}

/** "Mother" of "the mother of two": said of somebody who was named, where "the mother" alone is somebody's. */
export function parentOf(key: string): RoleNoun | undefined {
  const noun = roleNouns.get(key);
  return noun?.kind === 'kin' && !noun.plural && noun.gender !== null
    ? { ...noun, noun: parent, kind: 'person' }
    : undefined;
}

const parent = 'parent of children';

/** Nouns for people that only vary a name. */
export const varyingNouns: ReadonlySet<string> = new Set(['year-old', parent]);

/** "The 58-year-old". */
const yearOld: RoleNoun = { noun: 'year-old', kind: 'person', gender: null, plural: false };

/** Words that may stand before such a noun without a capital ("former", "press"). */
export const roleModifiers: ReadonlySet<string> = new Set(roles.modifier);

/** Words for the same office, each a set of phrases without nation. */
export const sameRoles: readonly (readonly string[])[] = roles.same;

const honorifics: ReadonlyMap<string, string> = new Map(Object.entries(titles.honorific));
const abbreviatedRoles: ReadonlyMap<string, string> = new Map(Object.entries(titles.abbreviated));

/** Sex that an honorific states; `null` for "Dr."; `undefined` for what is none. */
export function honorificGender(key: string): Gender | null | undefined {
  const stated = honorifics.get(key);
  if (stated === undefined) return undefined;
  return stated === 'female' || stated === 'male' ? stated : null;
}

/** The role that an abbreviated title stands for ("sen" is "senator"). */
export function roleOfTitle(key: string): string | undefined {
  return abbreviatedRoles.get(key);
}

const lettersBehindNames: ReadonlySet<string> = new Set(titles.letters);

/** "MP", "PhD", "OBE": an honour or office that a name is written with, and no part of it. */
export function isLettersBehindName({ key, shape }: { readonly key: string; readonly shape: string }): boolean {
  return lettersBehindNames.has(key) && (shape === 'caps' || key === 'phd');
}

export const nameSuffixes: ReadonlySet<string> = new Set([...titles.suffix, ...titles.letters]);
export const nameParticles: ReadonlySet<string> = new Set(titles.particle);

/** Words that keep the point after them: it does not end a sentence. */
export const abbreviations: ReadonlySet<string> = new Set([
  ...Object.keys(titles.abbreviated).filter((key) => key.length <= 5),
  ...[
    'mr',
    'mrs',
    'ms',
    'mx',
    'dr',
    'prof',
    'rev',
    'fr',
    'hon',
    'st',
    'jr',
    'sr',
    'inc',
    'corp',
    'co',
    'ltd',
    'llc',
    'vs',
    'dept',
    'esq',
  ],
]);

const functionWords: ReadonlySet<string> = new Set(commonWords.function.split(' '));
const adverbs: ReadonlySet<string> = new Set(commonWords.adverb.split(' '));
const ordinaryWords: ReadonlySet<string> = new Set(
  `${commonWords.function} ${commonWords.adverb} ${commonWords.common} ${commonWords.frequent}`.split(' '),
);

/** "the", "after", "would". */
export function isFunctionWord(key: string): boolean {
  return functionWords.has(key);
}

/** "Yesterday", "Speaking", "In": a word that stands before a clause and never in a name. */
export function isOpener(key: string): boolean {
  return functionWords.has(key) || adverbs.has(key) || /(?:ly|ing|ed)$/.test(key);
}

const originWords: ReadonlySet<string> = new Set(commonWords.origin.split(' '));

const surnamesInS: ReadonlySet<string> = new Set(titles.surnamesInS);

/** "Williams", "Reeves": a surname that looks like a plural. */
export function isSurnameInS(key: string): boolean {
  return surnamesInS.has(key);
}

/** "Democratic", "Muslim": words that English gives a capital and that stand before a noun. */
export function isOriginWord(key: string): boolean {
  return originWords.has(key);
}

const plainLetters: ReadonlySet<string> = new Set(commonWords.letters.split(' '));

/** "TV", "PAC": letters that stand for no body, in lower case. */
export function isPlainLetters(key: string): boolean {
  return plainLetters.has(key);
}

/** A word that begins sentences and is no name. */
export function isOrdinaryWord(key: string): boolean {
  return ordinaryWords.has(key);
}

export const monthsAndDays: ReadonlySet<string> = new Set(
  (
    'january february march april may june july august september october november december jan feb mar apr jun jul aug ' +
    'sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri'
  ).split(' '),
);
