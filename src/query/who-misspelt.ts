import { type Directory, type Entry, type NearWord, nameWords } from './directory.ts';
import { fits } from './name-fits.ts';
import { titles } from './name-frame.ts';
import { nearWords } from './near-words.ts';
import type { Fit } from './persons.ts';
import { isStopword } from './topic.ts';

/** Another institution's letters are often one letter away; a longer word in capitals may be shouted. */
function isAcronym(typed: string): boolean {
  return /^(?:the )?(?:\p{Lu}\.?){2,4}$/u.test(typed.trim());
}

const inTheNewsFrom = 50;

function isInTheNews({ word, distance }: NearWord, directory: Directory): boolean {
  const people = directory
    .surnamed(word)
    .filter(({ speaker, words }) => speaker.kind === 'person' && words.at(-1) === word);
  return distance === 1 && people.some(({ speaker }) => speaker.statements >= inTheNewsFrom);
}

/** What it takes to tell a slip from a word. */
interface Spelt {
  readonly directory: Directory;
  readonly known: (word: string) => boolean;
  readonly isCommon: (word: string) => boolean;
  /** Who fits words that are spelt as they should be. */
  readonly fitsOf: (words: readonly string[]) => readonly Fit[];
}

/** A word that the archive does not know may be a name word with a slip of the fingers. */
export function fitsBySpelling(typed: string, asked: readonly string[], spelt: Spelt): Fit[] {
  if (isAcronym(typed)) return [];
  const { directory, known, isCommon, fitsOf } = spelt;
  const options = asked.map((word): readonly NearWord[] => {
    if (titles.has(word) || directory.isNamed(word)) return [{ word, distance: 0 }];
    if (known(word) && directory.isDescribed(word)) return [{ word, distance: 0 }];
    if (!known(word)) return nearWords(word, directory);
    // "bus" in the place of a name is a slip of "Bush" where a Bush is all over the news.
    const mayBeSlip = asked.length === 1 && word.length >= 3 && isCommon(word) && !isStopword(word);
    return mayBeSlip ? nearWords(word, directory).filter((near) => isInTheNews(near, directory)) : [];
  });
  if (options.some((list) => list.length === 0) || options.every((list) => list[0]?.distance === 0)) return [];
  return fitsOfChoices(typed, asked, combinations(options), fitsOf);
}

/** Words that others bear stand in no name together: only one of them may be a slip, and only of a name in full. */
export function fullNamesLike(typed: string, asked: readonly string[], spelt: Spelt): Fit[] {
  const { directory, fitsOf } = spelt;
  if (asked.length < 2 || asked.length > 3 || asked.some((word) => titles.has(word))) return [];
  const choices = asked.flatMap((word, place) =>
    likeName(word, spelt).map((near) =>
      asked.map((other, at): NearWord => (at === place ? near : { word: other, distance: 0 })),
    ),
  );
  const isFull = ({ entry, likeness }: Fit) => entry.speaker.kind === 'person' && likeness === fits.fullName;
  const isBorne = (choice: readonly NearWord[]) => directory.namedAll(choice.map(({ word }) => word)).length > 0;
  return fitsOfChoices(typed, asked, choices.filter(isBorne), fitsOf).filter(isFull);
}

/** A name that somebody bears may be a slip, too, when it is long: "Donal" is one of "Donald", "Jon" may be just that. */
const longName = 5;

function likeName(word: string, { directory }: Spelt): readonly NearWord[] {
  if (word.length < (directory.isNamed(word) ? longName : 3)) return [];
  const isLike = (name: string): boolean => name !== word && name[0] === word[0];
  return directory.spelledLike(word, { kind: 'name', most: 1, isLike });
}

function fitsOfChoices(
  typed: string,
  asked: readonly string[],
  choices: readonly (readonly NearWord[])[],
  fitsOf: Spelt['fitsOf'],
): Fit[] {
  const typedWords = typed.split(/\s+/);
  const found: Fit[] = [];
  for (const choice of choices) {
    const words = choice.map(({ word }) => word);
    const distance = choice.reduce((sum, { distance: d }) => sum + d, 0);
    for (const { entry, fit, role } of fitsOf(words)) {
      if (isOtherForename(asked, words, entry)) continue;
      const corrections = choice.flatMap(({ word, distance: d }, place) =>
        d === 0 ? [] : [{ from: asTyped(typedWords, asked[place] ?? ''), to: asWritten(entry, word) }],
      );
      // Nearer spellings first, then the better known: a slip is likelier in a name that many ask for.
      found.push({ entry, fit: fits.spelling + fit / 10 - distance / 10, likeness: fit, role, corrections });
    }
  }
  return found;
}

/** "Yellen" is a name of its own, not a slip of somebody's "Ellen"; "Hilary" is one of "Hillary". */
function isOtherForename([asked, ...others]: readonly string[], [word]: readonly string[], { words }: Entry): boolean {
  const isForename = words.length > 1 && words[0] === word && words.at(-1) !== word;
  return others.length === 0 && isForename && asked?.[0] !== word?.[0];
}

function combinations<T>(options: readonly (readonly T[])[]): T[][] {
  let all: T[][] = [[]];
  for (const list of options) {
    all = all.flatMap((head) => list.slice(0, 4).map((item) => [...head, item])).slice(0, 64);
  }
  return all;
}

function asTyped(typedWords: readonly string[], folded: string): string {
  const word = typedWords.find((candidate) => nameWords(candidate).includes(folded)) ?? folded;
  return word.replace(/['’]s?$/, '');
}

/** The word as the archive writes it: "Rubio", not "rubio". */
function asWritten(entry: Entry, folded: string): string {
  const forms = [entry.speaker.name, ...entry.speaker.aliases, ...entry.speaker.descriptions.map(({ text }) => text)];
  for (const form of forms) {
    for (const word of form.split(/[\s,]+/)) if (nameWords(word).includes(folded)) return word.replace(/['’]s?$/, '');
  }
  return folded;
}
