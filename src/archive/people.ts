import type { Person, Reading, Speaker } from '../model/reading.ts';
import { foldName } from './fold-name.ts';

/** Somebody of one article, as it is kept with the text. */
export interface StoredPerson extends Person {
  /** Statements of this article that have them as speaker. */
  readonly statements: number;
}

export interface Cast {
  readonly people: readonly StoredPerson[];
  /** For each statement the place of its speaker among the people; `null` when it has none that is named or described. */
  readonly speakers: readonly (number | null)[];
}

/** Everyone in a reading, and who of them says what. A speaker that the reading lists nowhere else is added. */
export function castOf(reading: Pick<Reading, 'statements' | 'people'>): Cast {
  const people: Person[] = [...reading.people];
  const places = new Map<string, number>();
  // Names before aliases: who is called so in full goes before who is also called so.
  for (const [place, person] of people.entries()) remember(places, personKey(person.name, person.named), place);
  for (const [place, person] of people.entries())
    for (const alias of person.aliases) remember(places, personKey(alias, person.named), place);

  const speakers = reading.statements.map(({ speaker }) => {
    const unlisted = speaker === null ? null : personOf(speaker);
    if (unlisted === null) return null;
    const key = personKey(unlisted.name, unlisted.named);
    const place = places.get(key) ?? people.push(unlisted) - 1;
    places.set(key, place);
    return place;
  });

  const statements = new Map<number | null, number>();
  for (const place of speakers) statements.set(place, (statements.get(place) ?? 0) + 1);
  return {
    people: people.map((person, place) => ({ ...person, statements: statements.get(place) ?? 0 })),
    speakers,
  };
}

/** The same words as a name and as a description are two: "Speaker" and "the speaker". */
function personKey(name: string, named: boolean): string {
  return `${named ? 'name' : 'description'} ${foldName(name)}`;
}

function remember(places: Map<string, number>, key: string, place: number): void {
  if (!places.has(key)) places.set(key, place);
}

function personOf({ name, description }: Speaker): Person | null {
  const known = name ?? description;
  if (known === null) return null;
  return { name: known, named: name !== null, kind: 'person', gender: null, aliases: [], descriptions: [] };
}

/** Under what a person's statements are found: their name, and whatever else the article calls them. */
export function keysOf({ name, aliases }: Person): { readonly key: string; readonly alias: 0 | 1 }[] {
  const nameKey = foldName(name);
  const others = new Set(aliases.map(foldName));
  others.delete(nameKey);
  return [{ key: nameKey, alias: 0 }, ...[...others].map((key) => ({ key, alias: 1 as const }))];
}

/** Somebody of one article as the archive keeps them: without the names of the fields, which would be half of it. */
export type PackedPerson = readonly [
  name: string,
  named: 0 | 1,
  kind: Person['kind'],
  gender: Person['gender'],
  statements: number,
  aliases: readonly string[],
  descriptions: readonly (readonly [text: string, start: number, end: number])[],
];

export function packPeople(people: readonly StoredPerson[]): PackedPerson[] {
  return people.map(({ name, named, kind, gender, statements, aliases, descriptions }) => [
    name,
    named ? 1 : 0,
    kind,
    gender,
    statements,
    aliases,
    descriptions.map(({ text, start, end }) => [text, start, end]),
  ]);
}

export function unpackPeople(packed: string): readonly PackedPerson[] {
  return JSON.parse(packed) as readonly PackedPerson[];
}

/** People as a reading lists them. */
export function peopleFrom(packed: string): Person[] {
  return unpackPeople(packed).map(([name, named, kind, gender, , aliases, descriptions]) => ({
    name,
    named: named === 1,
    kind,
    gender,
    aliases,
    descriptions: descriptions.map(([text, start, end]) => ({ text, start, end })),
  }));
}
