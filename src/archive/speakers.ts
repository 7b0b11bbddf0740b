import type { StoredSpeaker, VersionRow } from '../model/archive.ts';
import type { Scope } from '../model/scope.ts';
import { integer, integerOrNull, text } from './columns.ts';
import type { Connection } from './connection.ts';
import { listParameter, seenWithin } from './filters.ts';
import { MentionLog } from './mention-log.ts';
import { lastMark, readMovement } from './movement.ts';
import { unpackPeople } from './people.ts';
import { SpeakerList } from './speaker-list.ts';

/** Scopes whose lists are kept; the one not asked for longest is counted anew when its turn comes. */
const KEPT_SCOPES = 16;
/** Changes read at a time, so that a great import is not held in memory at once. */
const MOVES_AT_A_TIME = 10_000;

/** The lists of speakers, as far as they have been asked for; they follow the archive by its marks. */
export class Speakers {
  readonly #connection: Connection;
  readonly #log = new MentionLog();
  readonly #lists = new Map<string, { readonly scope: Scope; readonly list: SpeakerList }>();
  #mark = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** See `ArchiveReader.speakers`. The same array again while nothing has moved. */
  list(scope: Scope): readonly StoredSpeaker[] {
    return this.#connection.read('list the speakers of', () => {
      this.#follow();
      const key = scope.sources === 'all' ? 'all' : listParameter([...new Set(scope.sources)].sort((a, b) => a - b));
      const kept = this.#lists.get(key) ?? { scope, list: this.#count(scope) };
      // A map keeps the order of insertion: the first is the one not asked for longest.
      this.#lists.delete(key);
      this.#lists.set(key, kept);
      for (const oldest of this.#lists.keys()) if (this.#lists.size > KEPT_SCOPES) this.#lists.delete(oldest);
      return kept.list.speakers();
    });
  }

  #count(scope: Scope): SpeakerList {
    const list = new SpeakerList(this.#log);
    for (const row of this.#rowsSeen(scope)) list.add(row);
    return list;
  }

  #follow(): void {
    const newest = lastMark(this.#connection);
    while (this.#mark < newest) {
      const since = this.#mark;
      const moved = readMovement(this.#connection, since, MOVES_AT_A_TIME);
      for (const row of moved.gone) this.#forget(row);
      this.#readAgain(moved.stored);
      this.#linkNew(since, moved.mark);
      this.#mark = moved.mark;
    }
  }

  #forget(row: VersionRow): void {
    for (const { list } of this.#lists.values()) if (list.has(row)) list.remove(row);
    this.#log.delete(row);
  }

  #readAgain(rows: readonly VersionRow[]): void {
    const found = this.#connection
      .prepare(`
        SELECT v.row, v.published_ms, t.people FROM json_each(:rows) wanted
        CROSS JOIN versions v ON v.row = wanted.value CROSS JOIN texts t ON t.version = v.row WHERE v.current = 1`)
      .iterate({ rows: listParameter(rows) });
    for (const { row: number, published_ms: published, people } of found) {
      const row = integer(number) as VersionRow;
      const holders = [...this.#lists.values()].filter(({ list }) => list.has(row));
      for (const { list } of holders) list.remove(row);
      this.#log.set(row, integerOrNull(published ?? null), unpackPeople(text(people)));
      for (const { list } of holders) list.add(row);
    }
    for (const { scope, list } of this.#lists.values())
      for (const row of this.#rowsSeen(scope, rows)) if (!list.has(row)) list.add(row);
  }

  /** Articles that another source carries since then are new to whoever sees that source only. */
  #linkNew(since: number, until: number): void {
    const linked = this.#connection.prepare(`
      SELECT v.row FROM json_each(:sources) w
      CROSS JOIN article_sources s ON s.source = w.value AND s.mark > :since AND s.mark <= :until
      CROSS JOIN versions v ON v.article = s.article AND v.current = 1`);
    for (const { scope, list } of this.#lists.values()) {
      if (scope.sources === 'all') continue;
      for (const found of linked.all({ sources: listParameter(scope.sources), since, until })) {
        const row = integer(found.row) as VersionRow;
        if (this.#log.has(row) && !list.has(row)) list.add(row);
      }
    }
  }

  /** Current rows, of these or of all, that a scope sees. */
  #rowsSeen(scope: Scope, among?: readonly VersionRow[]): VersionRow[] {
    const seen = seenWithin(scope);
    const candidates =
      among === undefined ? 'versions v' : 'json_each(:rows) w CROSS JOIN versions v ON v.row = w.value';
    return this.#connection
      .prepare(`SELECT v.row FROM ${candidates} WHERE ${seen.sql}`)
      .all({ ...seen.values, ...(among === undefined ? {} : { rows: listParameter(among) }) })
      .map(({ row }) => integer(row) as VersionRow);
  }
}
