import type { Scope, SourceId, Space } from '../../model/scope.ts';
import type { Carrier, Holder, PollOutcome, Source, SourceStore } from '../../model/sources.ts';
import { canonicalUrl } from '../canonical-url.ts';
import { integer, integerOrNull } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { createChosenSpaces } from './chosen-spaces.ts';
import { createFeedItems } from './feed-items.ts';
import { removalOf, removeSource } from './remove-source.ts';
import { CARRIER_COLUMNS, carrierFrom, FEED_COLUMNS, sourceFrom, spaceColumn } from './source-rows.ts';

/** Sources and who has them, over one connection. See `SourceStore`. */
export function createSourceStore(connection: Connection): SourceStore {
  return {
    ...createFeedItems(connection),
    ...createChosenSpaces(connection),
    scopeOf: (space) => connection.read('read the sources of', () => readScope(connection, space)),

    add(source, carrier, now) {
      return connection.write('add a source to', () => {
        const known = findByAddress(connection, source.address);
        const id = known ?? insertSource(connection, source, now);
        const outcome = known === null ? 'new' : holds(connection, id, carrier.space) ? 'known' : 'carried';
        if (outcome !== 'known') insertCarrier(connection, id, carrier, now);
        return { source: requireSource(connection, id), outcome };
      });
    },

    find: (id) => connection.read('read a source of', () => readSource(connection, id)),
    list: (holder) => connection.read('list the sources of', () => readList(connection, holder)),
    removal: (id, holder) => connection.read('read a source of', () => removalOf(connection, id, holder)),
    remove: (id, holder, fate, by) => removeSource(connection, id, holder, { fate, by }),

    limit: (id, holder, { keepDays, keepArticles }) =>
      connection.write('limit a source of', () => {
        const { changes } = connection
          .prepare(
            'UPDATE carriers SET keep_days = :days, keep_articles = :most WHERE source = :id AND (:all OR space = :space)',
          )
          .run({ id, days: keepDays, most: keepArticles, ...held(holder) });
        return changes > 0;
      }),

    pause: (id, holder) =>
      connection.write('pause a source of', () => {
        const { changes } = connection
          .prepare('UPDATE carriers SET paused = 1 WHERE source = :id AND paused = 0 AND (:all OR space = :space)')
          .run({ id, ...held(holder) });
        return changes > 0;
      }),

    resume: (id, holder, now) =>
      connection.write('resume a source of', () => {
        const carried = connection
          .prepare('UPDATE carriers SET paused = 0 WHERE source = :id AND paused = 1 AND (:all OR space = :space)')
          .run({ id, ...held(holder) });
        const givenUp = connection
          .prepare(`
            UPDATE feeds SET given_up = NULL, failures = 0 WHERE source = :id AND given_up IS NOT NULL
            AND EXISTS (SELECT 1 FROM carriers c WHERE c.source = feeds.source AND (:all OR c.space = :space))`)
          .run({ id, ...held(holder) });
        const isResumed = Number(carried.changes) + Number(givenUp.changes) > 0;
        if (isResumed) connection.prepare('UPDATE feeds SET next_try = ? WHERE source = ?').run(now.getTime(), id);
        return isResumed;
      }),

    due: (now, limit) =>
      connection.read('read the sources of', () =>
        connection
          .prepare(`
            SELECT ${FEED_COLUMNS} FROM feeds f WHERE f.given_up IS NULL AND f.next_try <= ? AND ${WANTED}
            ORDER BY f.next_try LIMIT ?`)
          .all(now.getTime(), limit)
          .map((row) => sourceFrom(row, carriersOf(connection, integer(row.source) as SourceId))),
      ),

    nextDue: () =>
      connection.read('read the sources of', () => {
        const row = connection
          .prepare(`SELECT min(f.next_try) AS next FROM feeds f WHERE f.given_up IS NULL AND ${WANTED}`)
          .get();
        const next = integerOrNull(row?.next ?? null);
        return next === null ? null : new Date(next);
      }),

    note: (id, outcome, now) =>
      connection.write('note a poll in', () => {
        noteOutcome(connection, id, outcome, now);
        return readSource(connection, id);
      }),

    giveUp: (id, now) =>
      connection.write('pause a source of', () => {
        connection
          .prepare('UPDATE feeds SET given_up = ? WHERE source = ? AND given_up IS NULL')
          .run(now.getTime(), id);
      }),

    articlesOf: (id) =>
      connection.read('count', () => {
        const row = connection
          .prepare(`
            SELECT count(*) AS articles, coalesce(sum(v.summary), 0) AS summaries FROM article_sources s
            JOIN versions v ON v.article = s.article AND v.current = 1 WHERE s.source = ?`)
          .get(id);
        return { articles: integer(row?.articles), summaries: integer(row?.summaries) };
      }),
  };
}

/** Somebody who has it has not paused it. */
const WANTED = 'EXISTS (SELECT 1 FROM carriers c WHERE c.source = f.source AND c.paused = 0)';

function held(holder: Holder): { readonly all: 0 | 1; readonly space: string } {
  return { all: holder === 'all' ? 1 : 0, space: holder === 'all' ? '' : spaceColumn(holder) };
}

function readScope(connection: Connection, space: Space | null): Scope {
  const sources = connection
    .prepare(`SELECT DISTINCT source FROM carriers WHERE space IN ('', ?) ORDER BY source`)
    .all(spaceColumn(space))
    .map(({ source }) => integer(source) as SourceId);
  return { sources };
}

function findByAddress(connection: Connection, address: string): SourceId | null {
  const found = connection
    .prepare(`SELECT s.id FROM sources s JOIN feeds f ON f.source = s.id WHERE s.kind = 'feed' AND s.name = ?`)
    .get(canonicalUrl(address.toWellFormed()));
  return found === undefined ? null : (integer(found.id) as SourceId);
}

function insertSource(
  connection: Connection,
  { address, form, title, backfill }: Parameters<SourceStore['add']>[0],
  now: Date,
): SourceId {
  // One that was taken away and left articles behind is the same again.
  const row = connection
    .prepare(`
      INSERT INTO sources (kind, name, added_at) VALUES ('feed', ?, ?)
      ON CONFLICT (kind, name) DO UPDATE SET added_at = excluded.added_at RETURNING id`)
    .get(canonicalUrl(address.toWellFormed()), now.getTime());
  const id = integer(row?.id) as SourceId;
  connection
    .prepare(
      'INSERT INTO feeds (source, address, form, title, next_try, failures, backfill) VALUES (?, ?, ?, ?, ?, 0, ?)',
    )
    .run(id, address.toWellFormed(), form, title?.toWellFormed() ?? null, now.getTime(), backfill?.getTime() ?? null);
  return id;
}

function holds(connection: Connection, id: SourceId, space: Space | null): boolean {
  const found = connection.prepare('SELECT 1 FROM carriers WHERE source = ? AND space = ?').get(id, spaceColumn(space));
  return found !== undefined;
}

function insertCarrier(
  connection: Connection,
  id: SourceId,
  { space, group, addedBy, channel, limits }: Omit<Carrier, 'added' | 'paused'>,
  now: Date,
): void {
  connection
    .prepare(`
      INSERT INTO carriers (space, source, "group", added_by, added_at, channel, paused, keep_days, keep_articles)
      VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)`)
    .run(
      spaceColumn(space),
      id,
      group?.toWellFormed() ?? null,
      addedBy,
      now.getTime(),
      channel === null ? null : JSON.stringify(channel),
      limits.keepDays,
      limits.keepArticles,
    );
}

function readSource(connection: Connection, id: SourceId): Source | null {
  const row = connection.prepare(`SELECT ${FEED_COLUMNS} FROM feeds f WHERE f.source = ?`).get(id);
  return row === undefined ? null : sourceFrom(row, carriersOf(connection, id));
}

function requireSource(connection: Connection, id: SourceId): Source {
  const source = readSource(connection, id);
  if (source === null) throw new Error(`Source ${id} has no feed`);
  return source;
}

function carriersOf(connection: Connection, id: SourceId): Carrier[] {
  return connection
    .prepare(`SELECT ${CARRIER_COLUMNS} FROM carriers c WHERE c.source = ? ORDER BY c.space`)
    .all(id)
    .map(carrierFrom);
}

function readList(connection: Connection, holder: Holder): Source[] {
  const carriers = connection
    .prepare(`SELECT ${CARRIER_COLUMNS} FROM carriers c WHERE :all OR c.space IN ('', :space) ORDER BY c.space`)
    .all(held(holder));
  const bySource = Map.groupBy(carriers, ({ source }) => integer(source));
  const sources = connection
    .prepare(`SELECT ${FEED_COLUMNS} FROM feeds f WHERE :all OR f.source IN (SELECT value FROM json_each(:sources))`)
    .all({ all: held(holder).all, sources: JSON.stringify([...bySource.keys()]) })
    .map((row) => sourceFrom(row, (bySource.get(integer(row.source)) ?? []).map(carrierFrom)));
  return sources
    .map((source) => ({ source, key: sortKey(source) }))
    .sort((a, b) => a.key.localeCompare(b.key))
    .map(({ source }) => source);
}

/** By group, then by name; those in no group first. */
function sortKey({ title, address, carriers }: Source): string {
  const group = carriers.find((carrier) => carrier.group !== null)?.group ?? '';
  return [group, title ?? '', address].map((part) => part.toLowerCase()).join('\0');
}

function noteOutcome(connection: Connection, id: SourceId, outcome: PollOutcome, now: Date): void {
  if (outcome.kind === 'failure') {
    connection
      .prepare('UPDATE feeds SET last_try = ?, next_try = ?, failures = failures + 1, last_error = ? WHERE source = ?')
      .run(now.getTime(), outcome.nextTry.getTime(), outcome.error.toWellFormed(), id);
    return;
  }
  const { title, memory, movedTo, nextTry, itemsADay } = outcome;
  connection
    .prepare(`
      UPDATE feeds SET title = coalesce(?, title), memory = ?, last_success = ?, last_try = ?, next_try = ?,
        failures = 0, last_error = NULL, items_a_day = ? WHERE source = ?`)
    .run(
      title?.toWellFormed() ?? null,
      JSON.stringify(memory),
      now.getTime(),
      now.getTime(),
      nextTry.getTime(),
      itemsADay,
      id,
    );
  if (movedTo !== null) moveTo(connection, id, movedTo);
}

/** Where the new address is a source of its own already, this one stays at the old one, which leads there. */
function moveTo(connection: Connection, id: SourceId, address: string): void {
  if (findByAddress(connection, address) !== null) return;
  connection.prepare('UPDATE sources SET name = ? WHERE id = ?').run(canonicalUrl(address.toWellFormed()), id);
  connection.prepare('UPDATE feeds SET address = ? WHERE source = ?').run(address.toWellFormed(), id);
}
