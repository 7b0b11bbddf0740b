import { foldName } from '../archive/fold-name.ts';
import type { StoredSpeaker } from '../model/archive.ts';
import { knownName } from '../text/people/known-names.ts';
import { oneSpelling } from '../text/people/name-match.ts';

/** A speaker of the archive, laid out for comparing names. All words are folded. */
export interface Entry {
  readonly speaker: StoredSpeaker;
  readonly words: readonly string[];
  readonly aliases: readonly (readonly string[])[];
  readonly descriptions: readonly {
    readonly words: readonly string[];
    readonly count: number;
    /** Milliseconds since 1970 of the first and the last article that states it; -Infinity for undated ones. */
    readonly from: number;
    readonly to: number;
  }[];
}

/** Everyone who speaks, found by any word of a name or description. Made anew when the archive changes. */
export interface Directory {
  readonly entries: readonly Entry[];
  /** Entries with this word in the name or an alias. */
  named(word: string): readonly Entry[];
  /** Entries with this word in a description, or in the description that stands for an unnamed speaker. */
  described(word: string): readonly Entry[];
  /** Entries whose name, alias or description has these initials. */
  initialled(letters: string): readonly Entry[];
  /** Entries that are the country or institution that is known by these words: "UN" and "United Nations". */
  knownAs(words: readonly string[]): readonly Entry[];
  /** Every word of a name: for near spellings. */
  nameWords(): Iterable<string>;
  /** Every word of a description. */
  descriptionWords(): Iterable<string>;
}

/** Words that a name or title may or may not have. */
const fillers = new Set(['the', 'a', 'an', 'of', 'for', 'and', 'in', 'at', 'to', 's', 'de', 'la']);

const plainName = /^[A-Za-z]{2,}(?: [A-Za-z]{2,})*$/;

/** The words of a name as they are compared: folded, without a possessive 's, each in one spelling ("Zelenskyy"). */
export function nameWords(name: string): string[] {
  // Nine of ten names have nothing to fold but capitals, and an archive has a hundred thousand.
  if (plainName.test(name)) {
    const words = name.toLowerCase().split(' ');
    return (words.length > 1 && words[0] === 'the' ? words.slice(1) : words).map(oneSpelling);
  }
  return foldName(name.replace(/(\p{L})['’]s?(?=\s|$)/gu, '$1'))
    .split(' ')
    .filter((word) => word !== '')
    .map(oneSpelling);
}

export function contentWords(words: readonly string[]): string[] {
  const content = words.filter((word) => !fillers.has(word));
  return content.length === 0 ? [...words] : content;
}

export function createDirectory(speakers: readonly StoredSpeaker[]): Directory {
  const entries = speakers.map(entryOf);
  const byName = new Map<string, Entry[]>();
  const byDescription = new Map<string, Entry[]>();
  const byInitials = new Map<string, Entry[]>();
  const byKnown = new Map<string, Entry[]>();
  for (const entry of entries) {
    const nameForms = entry.speaker.named ? [entry.words, ...entry.aliases] : [];
    const descriptionForms = [
      ...entry.descriptions.map(({ words }) => words),
      ...(entry.speaker.named ? [] : [entry.words, ...entry.aliases]),
    ];
    file(byName, new Set(nameForms.flat()), entry);
    file(byDescription, new Set(descriptionForms.flatMap(contentWords)), entry);
    if (entry.speaker.named) {
      file(byKnown, new Set(nameForms.flatMap((words) => knownName(words.join(' '))?.name ?? [])), entry);
    }
    file(byInitials, new Set([...nameForms, ...descriptionForms].flatMap(possibleInitials)), entry);
  }
  return {
    entries,
    named: (word) => byName.get(word) ?? [],
    described: (word) => byDescription.get(word) ?? [],
    initialled: (letters) => byInitials.get(letters) ?? [],
    knownAs(words) {
      const known = knownName(words.join(' '))?.name;
      return known === undefined ? [] : (byKnown.get(known) ?? []);
    },
    nameWords: () => byName.keys(),
    descriptionWords: () => byDescription.keys(),
  };
}

function file(index: Map<string, Entry[]>, keys: Iterable<string>, entry: Entry): void {
  for (const key of keys) {
    const list = index.get(key);
    if (list) list.push(entry);
    else index.set(key, [entry]);
  }
}

function entryOf(speaker: StoredSpeaker): Entry {
  return {
    speaker,
    words: nameWords(speaker.name),
    aliases: speaker.aliases.map(nameWords),
    descriptions: speaker.descriptions.map(({ text, count, from, to }) => ({
      words: nameWords(text),
      count,
      from: from ?? Number.NEGATIVE_INFINITY,
      to: to ?? Number.NEGATIVE_INFINITY,
    })),
  };
}

/** Initials of every run of three to six counting words, so that "head of the International Atomic Energy Agency" has "iaea". */
function possibleInitials(words: readonly string[]): string[] {
  const content = contentWords(words);
  let letters = '';
  for (const word of content) letters += word.charAt(0);
  const found: string[] = [];
  for (let start = 0; start < content.length && start < 12; start += 1) {
    for (let length = 2; length <= 6 && start + length <= content.length; length += 1) {
      if (length === 2 && content.length > 2) continue;
      found.push(letters.slice(start, start + length));
    }
  }
  return found;
}
