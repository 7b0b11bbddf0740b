import { sameForename } from '../text/people/name-match.ts';
import { type Directory, type Entry, nameWords } from './directory.ts';

/** The names in "Ann Reed, Tom Bell and Ines Moss"; empty for a name that is one. */
function partsOf(name: string): string[][] {
  const parts = name.split(/\s+and\s+|,\s*(?:and\s+)?/u).map(nameWords);
  return parts.length > 1 && parts.every((words) => words.length > 0) ? parts : [];
}

/** Tells whether words are a person's full name or surname. */
function names(words: readonly string[], { words: own }: Entry): boolean {
  if (words.at(-1) !== own.at(-1)) return false;
  const [first, other] = [words[0], own[0]];
  return (
    words.length === 1 || own.length === 1 || (first !== undefined && other !== undefined && sameForename(first, other))
  );
}

function isPerson({ speaker }: Entry): boolean {
  return speaker.named && speaker.kind === 'person';
}

/** Those who spoke together with one of these people: what "Ann Reed and Tom Bell" said, Reed has said as well. */
export function spokenTogether(people: readonly Entry[], directory: Directory): Entry[] {
  return people.filter(isPerson).flatMap((person) => {
    const surname = person.words.at(-1);
    if (surname === undefined) return [];
    return directory
      .named(surname)
      .filter(({ speaker }) => speaker.named && speaker.kind === 'group')
      .filter(({ speaker: { name } }) => partsOf(name).some((words) => names(words, person)));
  });
}

/** Tells whether a name is that of several people who speak by themselves as well. */
export function isJointName(
  { name, kind }: { readonly name: string; readonly kind: string },
  directory: Directory,
): boolean {
  const parts = kind === 'group' ? partsOf(name) : [];
  return (
    parts.length > 0 &&
    parts.every((words) =>
      directory.surnamed(words.at(-1) ?? '').some((entry) => isPerson(entry) && names(words, entry)),
    )
  );
}
