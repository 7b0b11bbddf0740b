import institutions from '../../../data/names/institutions.json' with { type: 'json' };
import places from '../../../data/names/places.json' with { type: 'json' };
import { foldWords } from './fold.ts';

/** A place or an institution that is known by name everywhere. */
export interface KnownName {
  /** The name in full: "International Atomic Energy Agency", "United States". */
  readonly name: string;
  /** A *country* (or its capital) may speak; a *place* does not. */
  readonly kind: 'country' | 'capital' | 'place' | 'institution';
  /** Nouns by which it is called again ("agency"). */
  readonly calledAgain: readonly string[];
  /** All names of it, folded, acronym included. */
  readonly keys: readonly string[];
}

const byKey = new Map<string, KnownName>();
const nationByWord = new Map<string, string>();
/** Single words for one country or region: its names, its people, what is its own. */
const kinByWord = new Map<string, readonly string[]>();
/** Words of the longest known name that begins with a word. */
const longestFrom = new Map<string, number>();

function add(known: KnownName): void {
  for (const key of known.keys) {
    if (!byKey.has(key)) byKey.set(key, known);
    const words = key.split(' ');
    const first = words[0] ?? '';
    longestFrom.set(first, Math.max(longestFrom.get(first) ?? 0, words.length));
  }
}

function keysOf(names: readonly string[]): string[] {
  return names.filter((name) => name !== '').map((name) => foldWords(name).join(' '));
}

for (const line of places.countries) {
  const [name = '', others = '', demonyms = '', capitals = ''] = line.split('|');
  const keys = keysOf([name, ...others.split(',')]);
  add({ name, kind: 'country', calledAgain: ['country', 'nation', 'government'], keys });
  for (const capital of capitals.split(',').filter((word) => word !== '')) {
    add({ name: capital, kind: 'capital', calledAgain: ['government'], keys: keysOf([capital]) });
  }
  for (const word of [...keys, ...keysOf(demonyms.split(','))]) nationByWord.set(word, name);
  addKin([name, ...others.split(','), ...demonyms.split(',')]);
}
for (const line of places.regionDemonyms) addKin(line.split(/[|,]/));
for (const line of institutions.known) {
  const [name = '', acronym = '', others = '', kinds = ''] = line.split('|');
  const keys = keysOf([name, acronym, ...others.split(',')]).map((key) => key.replace(/^the /, ''));
  add({ name, kind: 'institution', calledAgain: kinds.split(',').filter((kind) => kind !== ''), keys });
}
for (const name of [...places.regions, ...places.states, ...places.cities]) {
  add({ name, kind: 'place', calledAgain: [], keys: keysOf([name]) });
}

/** Shorter ones are pronouns as well ("us"), and two of them in one set would make strangers kin. */
function addKin(names: readonly string[]): void {
  const words = [...new Set(keysOf(names))].filter((key) => key.length > 3 && !key.includes(' '));
  for (const word of words) if (!kinByWord.has(word)) kinByWord.set(word, words);
}

/** The other words for the country or region that a folded word stands for: "european" for "europe". A capital is none. */
export function demonymsOf(key: string): readonly string[] {
  return kinByWord.get(key)?.filter((word) => word !== key) ?? [];
}

/** Most words of a known name that begins with this one; 0 when none does. */
export function longestKnownFrom(key: string): number {
  return longestFrom.get(key) ?? 0;
}

/** Looks a name up by its folded words, joined by blanks, without "the". */
export function knownName(key: string): KnownName | undefined {
  return byKey.get(key);
}

/** The country that a word of origin means ("French", "U.S."); `undefined` for any other word. */
export function nationOf(key: string): string | undefined {
  return nationByWord.get(key);
}

const heads: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(institutions.heads).map(([head, kinds]) => [head, kinds.split(',').filter((kind) => kind !== '')]),
);

/**
 * What a name is that ends with this word ("Ministry": a ministry, a department).
 * Empty for a thing that does not speak ("Street", "Treaty"); `undefined` for a word that tells nothing.
 */
export function kindsOfHead(key: string): readonly string[] | undefined {
  return heads.get(key);
}
