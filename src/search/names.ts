import Fuse from 'fuse.js';
import { analyse, SHAPE } from './analyse.ts';

/** Somebody or something that people type the name of: a speaker, an outlet, a topic, a command. */
export interface NameEntry {
  readonly name: string;
  readonly aliases: readonly string[];
  /** How much there is of it; of equal matches the more frequent comes first. */
  readonly count: number;
}

interface NameMatch {
  readonly name: string;
  readonly count: number;
  /** The name or an alias as it was typed; one that begins so; one with a later word that does; one spelled nearly so. */
  readonly kind: 'exact' | 'beginning' | 'word' | 'near';
}

export interface NameList {
  /** Best first. Nothing typed gives the most frequent. */
  find(typed: string, limit: number): readonly NameMatch[];
}

/** fuse.js looks at every entry: 50,000 take 39 to 119 ms a keystroke, so it is given no more than these. */
const mostForFuse = 5_000;
/** No name is longer; a keystroke costs the same whatever was pasted. */
const longestTyped = 64;

interface Listed extends NameEntry {
  /** Folded forms, the name first. */
  readonly keys: readonly string[];
}

/** A word of a key with what follows it, so that one sorted list finds names by any of their words. */
interface Opening {
  readonly text: string;
  readonly entry: number;
  readonly isFirst: boolean;
}

/** Lower case, without accents, dots and apostrophes: "J.-N. Barrot" and "Jean-Noël" as they are typed in haste. */
function foldName(name: string): string {
  const told = analyse(name).filter(({ shape }) => (shape & (SHAPE.joined | SHAPE.piece)) === 0);
  return told.map(({ folded }) => folded).join(' ');
}

/** Makes a list of names ready to be typed at. Order and length of the list do not matter for what is found. */
export function createNameList(entries: readonly NameEntry[]): NameList {
  const listed: Listed[] = entries
    .map((entry) => ({
      ...entry,
      keys: [entry.name, ...entry.aliases].map(foldName).filter((key) => key !== ''),
    }))
    .sort(byCount);
  const openings = openingsOf(listed);
  const fuses = new Map<string, Fuse<Listed>>();

  /** Entries with a word that begins with a letter, or all where they are few enough. */
  function fuseFor(letter: string): Fuse<Listed> {
    const isWhole = listed.length <= mostForFuse;
    const key = isWhole ? '' : letter;
    const known = fuses.get(key);
    if (known !== undefined) return known;
    const candidates = isWhole ? listed : entriesFrom(openings, letter, listed);
    const made = new Fuse(candidates.slice(0, mostForFuse), {
      keys: ['keys'],
      threshold: 0.34,
      ignoreLocation: true,
      includeScore: true,
      minMatchCharLength: 2,
    });
    if (candidates.length > 0) fuses.set(key, made);
    return made;
  }

  function near(typed: string): Listed[] {
    if (typed.length < 3) return [];
    // The first letter may be the one that is wrong, or the first two may have changed places.
    const letters = new Set([typed.charAt(0), typed.charAt(1)]);
    const found = [...letters].flatMap((letter) => fuseFor(letter).search(typed, { limit: 50 }));
    return found
      .sort((one, other) => (one.score ?? 1) - (other.score ?? 1) || byCount(one.item, other.item))
      .map(({ item }) => item);
  }

  return {
    find(typed, limit) {
      const wanted = foldName(typed.slice(0, longestTyped));
      if (wanted === '') {
        return typed.trim() === '' ? listed.slice(0, limit).map((entry) => matchOf(entry, 'beginning')) : [];
      }
      const found = new Map<Listed, NameMatch>();
      for (const match of begun(openings, wanted, listed))
        if (!found.has(match.entry)) found.set(match.entry, match.told);
      if (found.size < limit)
        for (const entry of near(wanted)) if (!found.has(entry)) found.set(entry, matchOf(entry, 'near'));
      return [...found.values()].slice(0, limit);
    },
  };
}

function byCount(one: NameEntry, other: NameEntry): number {
  return other.count - one.count || (one.name < other.name ? -1 : one.name > other.name ? 1 : 0);
}

function matchOf({ name, count }: Listed, kind: NameMatch['kind']): NameMatch {
  return { name, count, kind };
}

function openingsOf(listed: readonly Listed[]): Opening[] {
  const openings = listed.flatMap(({ keys }, entry) =>
    keys.flatMap((key) => {
      const words = key.split(' ');
      return words.map((_, place) => ({ text: words.slice(place).join(' '), entry, isFirst: place === 0 }));
    }),
  );
  return openings.sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0));
}

/** The stretch of the sorted openings that begin with a text. */
function stretch(openings: readonly Opening[], beginning: string): readonly Opening[] {
  const first = lowerBound(openings, beginning);
  let end = first;
  while (openings[end]?.text.startsWith(beginning)) end++;
  return openings.slice(first, end);
}

function lowerBound(openings: readonly Opening[], text: string): number {
  let low = 0;
  let high = openings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((openings[middle]?.text ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

const ranks: Readonly<Record<NameMatch['kind'], number>> = { exact: 0, beginning: 1, word: 2, near: 3 };

function begun(
  openings: readonly Opening[],
  wanted: string,
  listed: readonly Listed[],
): { entry: Listed; told: NameMatch }[] {
  return stretch(openings, wanted)
    .flatMap(({ text, entry: place, isFirst }) => {
      const entry = listed[place];
      if (entry === undefined) return [];
      const kind = !isFirst ? 'word' : text === wanted ? 'exact' : 'beginning';
      return [{ entry, told: matchOf(entry, kind) }];
    })
    .sort((one, other) => ranks[one.told.kind] - ranks[other.told.kind] || byCount(one.entry, other.entry));
}

/** Entries with a word that begins so, most frequent first. */
function entriesFrom(openings: readonly Opening[], letter: string, listed: readonly Listed[]): Listed[] {
  const places = [...new Set(stretch(openings, letter).map(({ entry }) => entry))].sort((one, other) => one - other);
  return places.flatMap((place) => listed[place] ?? []);
}
