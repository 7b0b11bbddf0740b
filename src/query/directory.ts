import { contentWords, possibleInitials, wordsOfName } from '../archive/name-words.ts';
import type { ArchiveReader, NameWordKind, SpeakerNumber, StoredSpeaker } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import { knownName } from '../text/people/known-names.ts';
import { oneSpelling, spellingsOf } from '../text/people/name-match.ts';
import type { NameVocabulary } from './name-vocabulary.ts';

/** A speaker of the archive, laid out for comparing names. All words are folded. */
export interface Entry {
  readonly number: SpeakerNumber;
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

/**
 * Everyone who speaks in a scope, found by words of names and descriptions. Only those are read from the archive whom a
 * question may mean; lists come with most statements first.
 */
export interface Directory {
  /** Entries with this word in the name or an alias. */
  named(word: string): readonly Entry[];
  /** Tells whether any entry has this word in the name or an alias. */
  isNamed(word: string): boolean;
  /** Entries with all of these words in their names and aliases. */
  namedAll(words: readonly string[]): readonly Entry[];
  /** Entries whose name or an alias ends with this word, and that have the other one in a name as well. */
  surnamed(word: string, other?: string): readonly Entry[];
  /** Reads at once all that `surnamed()` and `named()` will tell of each of these words. */
  foresee(words: readonly string[]): void;
  /** Tells whether any entry has this word in a description: of the thousands with "president" the first will do. */
  isDescribed(word: string): boolean;
  /** Entries with all of these words in their descriptions. */
  describedAll(words: readonly string[]): readonly Entry[];
  /** Entries whose name, alias or description has these initials. */
  initialled(letters: string): readonly Entry[];
  /** Entries that are the country or institution that is known by these words: "UN" and "United Nations". */
  knownAs(words: readonly string[]): readonly Entry[];
  /** Entries with one of these names, or with one for their description. */
  called(names: readonly string[]): readonly Entry[];
  /** Who speaks most by name, at most so many. */
  most(limit: number): readonly Entry[];
  /** Who speaks most of those with a name of which a word begins so. */
  beginning(prefix: string, place: 'first' | 'name', limit: number): readonly Entry[];
  /** Words of names or of descriptions within so many slips, nearest first, then of who speaks most. */
  spelledLike(word: string, like: SpelledLike): readonly NearWord[];
  /** Words of anybody's names within so many slips: a hint where to look, for the scope may see nobody who bears them. */
  wordsLike(word: string, most: number): readonly string[];
  /** Words of names that are this one nearly as far as it goes. */
  begunLike(beginning: string): readonly string[];
  /** Forgets what was read of some speakers, or of all. */
  outdate(speakers: readonly SpeakerNumber[] | 'all'): void;
}

/** A word of the archive's names that is spelled much like a typed one. */
export interface NearWord {
  readonly word: string;
  readonly distance: number;
}

interface SpelledLike {
  readonly kind: 'name' | 'description';
  /** Slips. */
  readonly most: number;
  /** Looked at before the archive is. */
  readonly isLike: (candidate: string) => boolean;
}

/** The words of a name as they are compared: folded, without a possessive 's, each in one spelling ("Zelenskyy"). */
export function nameWords(name: string): string[] {
  return wordsOfName(name).map(oneSpelling);
}

/** Entries kept, of a kilobyte or two each; those of a question are a few hundred. */
const usuallyKept = 20_000;
const mostLists = 5_000;
const readToMeetOne = 16;

export function createDirectory(
  archive: ArchiveReader,
  {
    scope,
    vocabulary,
    mostKept = usuallyKept,
  }: { readonly scope: Scope; readonly vocabulary: NameVocabulary; readonly mostKept?: number },
): Directory {
  // `null` for whom the scope does not see.
  const kept = new Map<SpeakerNumber, Entry | null>();
  const numbersByWord = new Map<string, ReadonlySet<SpeakerNumber>>();
  const lists = new Map<string, readonly Entry[]>();

  function numbersWith(kind: NameWordKind, word: string): ReadonlySet<SpeakerNumber> {
    const key = `${kind} ${word}`;
    const known = numbersByWord.get(key);
    if (known !== undefined) return known;
    return learnNumbers(kind, [word]).get(word) ?? new Set();
  }

  function learnNumbers(kind: NameWordKind, words: readonly string[]): ReadonlyMap<string, ReadonlySet<SpeakerNumber>> {
    const spellings = words.map((word) => ({ word, spelt: kind === 'initials' ? [word] : spellingsOf(word) }));
    const read = archive.speakersWith(
      kind,
      spellings.flatMap(({ spelt }) => spelt),
    );
    if (numbersByWord.size + words.length > mostLists) numbersByWord.clear();
    const found = new Map(
      spellings.map(({ word, spelt }) => [word, new Set(spelt.flatMap((spelling) => read.get(spelling) ?? []))]),
    );
    for (const [word, numbers] of found) numbersByWord.set(`${kind} ${word}`, numbers);
    return found;
  }

  function read(numbers: Iterable<SpeakerNumber>): Entry[] {
    const wanted = [...numbers];
    const missing = wanted.filter((number) => !kept.has(number));
    if (kept.size + missing.length > mostKept) {
      missing.splice(0, missing.length, ...wanted);
      kept.clear();
      lists.clear();
    }
    if (missing.length > 0) {
      const speakers = archive.speakersOf(missing, scope);
      for (const number of missing) {
        const speaker = speakers.get(number);
        kept.set(number, speaker === undefined ? null : entryOf(number, speaker));
      }
    }
    return wanted.flatMap((number) => kept.get(number) ?? []).sort(byStatements);
  }

  function list(key: string, make: () => readonly Entry[]): readonly Entry[] {
    const known = lists.get(key);
    if (known !== undefined) return known;
    if (lists.size >= mostLists) lists.clear();
    const made = make();
    lists.set(key, made);
    return made;
  }

  function having(key: string, numbers: Iterable<SpeakerNumber>, isMeant: (entry: Entry) => boolean): readonly Entry[] {
    // Words may stand in articles that the scope does not see: what it sees of the speaker decides.
    return list(key, () => read(numbers).filter(isMeant));
  }

  function namedAll(words: readonly string[]): readonly Entry[] {
    return having(`named ${words.join(' ')}`, inAll(words.map((word) => numbersWith('name', word))), (entry) =>
      words.every((word) => isNamedBy(entry, word)),
    );
  }

  function describedAll(words: readonly string[]): readonly Entry[] {
    return having(
      `described ${words.join(' ')}`,
      inAll(words.map((word) => numbersWith('description', word))),
      (entry) => words.every((word) => isDescribedBy(entry, word)),
    );
  }

  /** Whether there is any, reading no more than it takes to meet one. */
  function isAny(numbers: ReadonlySet<SpeakerNumber>, isMeant: (entry: Entry) => boolean): boolean {
    const left = [...numbers];
    for (let place = 0; place < left.length; place += readToMeetOne) {
      if (read(left.slice(place, place + readToMeetOne)).some(isMeant)) return true;
    }
    return false;
  }

  return {
    named: (word) => namedAll([word]),
    isNamed: (word) => isAny(numbersWith('name', word), (entry) => isNamedBy(entry, word)),
    namedAll,
    surnamed(word, other) {
      const numbers = numbersWith('last', word);
      return having(
        `surnamed ${word} ${other ?? ''}`,
        other === undefined || other === word ? numbers : inAll([numbers, numbersWith('name', other)]),
        (entry) => entry.speaker.named && formsOf(entry).some((form) => form.at(-1) === word),
      );
    },
    foresee(words) {
      const missing = words.filter((word) => !numbersByWord.has(`last ${word}`) || !numbersByWord.has(`name ${word}`));
      if (missing.length < 2) return;
      const numbers = [...learnNumbers('last', missing).values(), ...learnNumbers('name', missing).values()];
      read(new Set(numbers.flatMap((each) => [...each])));
    },
    isDescribed: (word) => isAny(numbersWith('description', word), (entry) => isDescribedBy(entry, word)),
    describedAll,
    initialled: (letters) =>
      having(`initialled ${letters}`, numbersWith('initials', letters), (entry) =>
        [...formsOf(entry), ...rolesOf(entry)].some((words) => possibleInitials(words).includes(letters)),
      ),
    knownAs(words) {
      const known = knownName(words.join(' '));
      if (known === undefined) return [];
      const numbers = new Set(
        known.keys.flatMap((key) => {
          const parts = key.split(' ');
          const ends = [numbersWith('first', parts[0] ?? ''), numbersWith('last', parts.at(-1) ?? '')];
          return [...inAll([...ends, ...parts.map((part) => numbersWith('name', part))])];
        }),
      );
      return having(
        `known as ${known.name}`,
        numbers,
        (entry) => entry.speaker.named && formsOf(entry).some((form) => knownName(form.join(' '))?.name === known.name),
      );
    },
    called: (names) => list(`called ${names.join('\n')}`, () => read(archive.speakersCalled(names))),
    most: (limit) => list(`most ${limit}`, () => read(archive.speakersMost({ scope, limit }))),
    beginning: (prefix, place, limit) =>
      list(`beginning ${place} ${limit} ${prefix}`, () =>
        read(archive.speakersMost({ scope, limit, beginning: { kind: place, prefix } })),
      ),
    spelledLike: (word, { kind, most, isLike }) =>
      vocabulary
        .near(word, kind, most)
        .filter((near) => isLike(near.word))
        .flatMap((near) => {
          const [best] = (kind === 'name' ? namedAll : describedAll)([near.word]);
          return best === undefined ? [] : [{ near, statements: best.speaker.statements }];
        })
        .sort((a, b) => a.near.distance - b.near.distance || b.statements - a.statements)
        .map(({ near }) => near),
    wordsLike: (word, most) => vocabulary.near(word, 'name', most).map((near) => near.word),
    begunLike: (beginning) => vocabulary.begunLike(beginning),
    outdate(speakers) {
      lists.clear();
      numbersByWord.clear();
      if (speakers === 'all') kept.clear();
      else for (const speaker of speakers) kept.delete(speaker);
    },
  };
}

/** Names by which somebody is found; whoever has none is found by what stands for it, as by a description. */
function formsOf({ speaker, words, aliases }: Entry): readonly (readonly string[])[] {
  return speaker.named ? [words, ...aliases] : [];
}

function rolesOf({ speaker, words, aliases, descriptions }: Entry): readonly (readonly string[])[] {
  const roles = descriptions.map((description) => description.words);
  return speaker.named ? roles : [...roles, words, ...aliases];
}

function isNamedBy(entry: Entry, word: string): boolean {
  return entry.speaker.named && formsOf(entry).some((form) => form.includes(word));
}

/** By a description, or by the one that stands for an unnamed speaker. */
function isDescribedBy(entry: Entry, word: string): boolean {
  return rolesOf(entry).some((role) => contentWords(role).includes(word));
}

function inAll(sets: readonly ReadonlySet<SpeakerNumber>[]): Iterable<SpeakerNumber> {
  const [fewest, ...others] = [...sets].sort((a, b) => a.size - b.size);
  if (fewest === undefined) return [];
  return others.length === 0 ? fewest : [...fewest].filter((number) => others.every((set) => set.has(number)));
}

function byStatements({ speaker: a }: Entry, { speaker: b }: Entry): number {
  return (
    b.statements - a.statements || (a.name < b.name ? -1 : Number(a.name > b.name)) || Number(b.named) - Number(a.named)
  );
}

function entryOf(number: SpeakerNumber, speaker: StoredSpeaker): Entry {
  let descriptions: Entry['descriptions'] | null = null;
  return {
    number,
    speaker,
    words: nameWords(speaker.name),
    aliases: speaker.aliases.map(nameWords),
    // Who is in the news every day is described in hundreds of ways, and most questions ask by name.
    get descriptions() {
      descriptions ??= descriptionsOf(speaker);
      return descriptions;
    },
  };
}

function descriptionsOf({ descriptions }: StoredSpeaker): Entry['descriptions'] {
  return descriptions.map(({ text, count, from, to }) => ({
    words: nameWords(text),
    count,
    from: from ?? Number.NEGATIVE_INFINITY,
    to: to ?? Number.NEGATIVE_INFINITY,
  }));
}
