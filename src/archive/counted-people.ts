import type { VersionRow } from '../model/archive.ts';
import { integerOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { foldName } from './fold-name.ts';
import type { PackedPerson } from './people.ts';

export interface PeopleOfVersion {
  readonly row: VersionRow;
  readonly sourceSet: number;
  /** Milliseconds since 1970. */
  readonly published: number | null;
  readonly people: readonly PackedPerson[];
}

/** Before every date that there is. */
export const UNDATED = -8.64e15 - 1;

export interface SpeakerKey {
  /** Folded name, or folded description of somebody unnamed. */
  readonly key: string;
  readonly named: 0 | 1;
}

/** Somebody of a version under one key, with every wording once. */
export interface CountedPerson extends SpeakerKey {
  /** Above 0 when more of its mentions are of a group than of a person. */
  groupness: number;
  statements: number;
  readonly names: Set<string>;
  readonly aliases: Set<string>;
  /** Where the version has a description first. */
  readonly descriptions: Map<string, number>;
}

export function countedPeople(people: readonly PackedPerson[]): Iterable<CountedPerson> {
  const counted = new Map<string, CountedPerson>();
  for (const [name, named, kind, , statements, aliases, descriptions] of people) {
    const key = foldName(name);
    const known = counted.get(`${named} ${key}`) ?? {
      key,
      named,
      groupness: 0,
      statements: 0,
      names: new Set(),
      aliases: new Set(),
      descriptions: new Map(),
    };
    counted.set(`${named} ${key}`, known);
    known.groupness += kind === 'group' ? 1 : -1;
    known.statements += statements;
    known.names.add(name);
    for (const alias of aliases) known.aliases.add(alias);
    for (const [text, start] of descriptions) if (!known.descriptions.has(text)) known.descriptions.set(text, start);
  }
  return counted.values();
}

/** What somebody is called, apart from descriptions. */
export type Calling = 'name' | 'alias';

/** Whoever has no name is found as those are who are described. */
export function wordingOf(kind: Calling | 'description', { named }: SpeakerKey): 'name' | 'description' {
  return named === 1 && kind !== 'description' ? 'name' : 'description';
}

/** By which the number of a speaker is remembered. */
export function speakerKey({ key, named }: SpeakerKey): string {
  return `speaker ${named} ${key}`;
}

export function findSpeaker(connection: Connection, { key, named }: SpeakerKey): number | null {
  const found = connection.prepare('SELECT number FROM speakers WHERE key = ? AND named = ?').get(key, named);
  return integerOrNull(found?.number ?? null);
}
