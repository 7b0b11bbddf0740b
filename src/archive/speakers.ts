import type { StoredSpeaker, VersionRow } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import { integer, integerOrNull, text } from './columns.ts';
import type { Connection } from './connection.ts';
import { seenWithin } from './filters.ts';
import { foldName } from './fold-name.ts';
import { unpackPeople } from './people.ts';

/** See `ArchiveReader.speakers`. */
export function readSpeakers(connection: Connection, scope: Scope): StoredSpeaker[] {
  const seen = seenWithin(scope);
  return connection.read('list the speakers of', () => {
    const speakers = new Map<string, Gathered>();
    const rows = connection
      .prepare(`SELECT v.row, v.published_ms, t.people FROM versions v JOIN texts t ON t.version = v.row WHERE ${seen.sql}
        ORDER BY v.published_ms, v.row`)
      .iterate(seen.values);
    for (const found of rows) {
      const row = integer(found.row) as VersionRow;
      integerOrNull(found.published_ms);
      for (const person of unpackPeople(text(found.people))) {
        const key = `${person.named ? 'name' : 'description'} ${foldName(person.name)}`;
        const known = speakers.get(key) ?? {
          name: person.name,
          named: person.named,
          kind: person.kind,
          aliases: new Set<string>(),
          descriptions: new Map<string, { text: string; row: VersionRow; start: number; count: number }>(),
          statements: 0,
        };
        speakers.set(key, known);
        for (const alias of person.aliases) known.aliases.add(alias);
        for (const description of person.descriptions) {
          const before = known.descriptions.get(foldName(description.text));
          known.descriptions.delete(foldName(description.text));
          known.descriptions.set(foldName(description.text), {
            text: description.text,
            row,
            start: description.start,
            count: (before?.count ?? 0) + 1,
          });
        }
        known.statements += person.statements;
      }
    }
    return [...speakers.values()].map(({ aliases, descriptions, ...rest }) => ({
      ...rest,
      aliases: [...aliases],
      descriptions: [...descriptions.values()].reverse(),
    }));
  });
}

interface Gathered {
  readonly name: string;
  readonly named: boolean;
  readonly kind: 'person' | 'group';
  readonly aliases: Set<string>;
  readonly descriptions: Map<string, { text: string; row: VersionRow; start: number; count: number }>;
  statements: number;
}
