import type { Askers, Installations, Reports, Stores } from '../../model/stores.ts';
import { text } from '../columns.ts';
import { Connection } from '../connection.ts';
import { forgetSpace } from '../forget-space.ts';
import { migrate } from '../migrate.ts';
import { migrations } from '../schema.ts';
import { createAskedQuestions } from './asked-questions.ts';
import { createConversations } from './conversations.ts';
import { createDigests } from './digests.ts';
import { createFollows } from './follows.ts';
import { createLease } from './lease.ts';
import { createFailedOccasions } from './occasions.ts';
import { createOutbox } from './outbox.ts';
import { createSeenEvents } from './seen-events.ts';

const DAY_MS = 24 * 3_600_000;

/** What is remembered of conversations has a lifetime. */
const lifetimesMs = {
  conversations: DAY_MS,
  answers: DAY_MS,
  seen_events: 7 * DAY_MS,
  asked: 30 * DAY_MS,
  outbox: 30 * DAY_MS,
  occasions: 90 * DAY_MS,
  sightings: 90 * DAY_MS,
} as const;

export interface OpenStores extends Stores {
  /** Forgets what has outlived its time; a delivery that is not settled stays. */
  forgetOld(now: Date): void;
  close(): void;
}

interface StoresOptions {
  readonly now: () => Date;
  /**
   * Deliveries are claimed only while the lease is ours for longer than this, in milliseconds; without asking for the
   * lease when absent.
   */
  readonly claimsWithMs?: number;
}

/**
 * Opens the stores of conversations in an archive file, on a connection of their own. `:memory:` forgets with the process.
 *
 * @throws {ArchiveError} as `openArchive` does
 */
export function openStores(file: string, { now, claimsWithMs }: StoresOptions): OpenStores {
  const connection = new Connection(file, { readOnly: false, now });
  try {
    migrate(connection, migrations);
  } catch (error) {
    connection.close();
    throw error;
  }
  const lease = createLease(connection);
  const outbox = createOutbox(
    connection,
    (moment) => claimsWithMs === undefined || lease.leftMs(moment) > claimsWithMs,
  );
  return {
    seen: createSeenEvents(connection),
    asked: createAskedQuestions(connection),
    conversations: createConversations(connection),
    outbox,
    askers: createAskers(connection),
    reports: createReports(connection),
    installations: createInstallations(connection),
    lease,
    digests: createDigests(connection, outbox),
    follows: createFollows(connection, outbox),
    failedOccasions: createFailedOccasions(connection),
    forgetSpace: (platform, space) => forgetSpace(connection, platform, space),

    forgetOld(moment) {
      connection.write('forget what is old in', () => {
        for (const [table, lifetimeMs] of Object.entries(lifetimesMs)) {
          const settled = table === 'outbox' ? "AND state NOT IN ('pending', 'sending')" : '';
          connection.prepare(`DELETE FROM ${table} WHERE at < ? ${settled}`).run(moment.getTime() - lifetimeMs);
        }
        connection.prepare("DELETE FROM follows WHERE state = 'draft' AND set_at < ?").run(moment.getTime() - DAY_MS);
      });
    },

    close: () => connection.close(),
  };
}

function createAskers(connection: Connection): Askers {
  function readZone(sql: string, platform: string, key: string): string | null {
    const row = connection.read('read a zone of', () => connection.prepare(sql).get(platform, key));
    return row === undefined ? null : text(row.zone);
  }

  function writeZone(sql: string, platform: string, key: string, zone: string): void {
    connection.write('set a zone in', () => connection.prepare(sql).run(platform, key, zone));
  }

  return {
    zone: (platform, user) => readZone('SELECT zone FROM askers WHERE platform = ? AND user = ?', platform, user),
    setZone: (platform, user, zone) =>
      writeZone('INSERT OR REPLACE INTO askers (platform, user, zone) VALUES (?, ?, ?)', platform, user, zone),
    spaceZone: (platform, space) =>
      readZone('SELECT zone FROM space_zones WHERE platform = ? AND space = ?', platform, space),
    setSpaceZone: (platform, space, zone) =>
      writeZone('INSERT OR REPLACE INTO space_zones (platform, space, zone) VALUES (?, ?, ?)', platform, space, zone),
  };
}

function createReports(connection: Connection): Reports {
  return {
    add(item, at, user, now) {
      connection.write('note a report in', () =>
        connection
          .prepare('INSERT INTO reports (item, at, space, user) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
          .run(item, now.getTime(), at.space, user),
      );
    },
  };
}

function createInstallations(connection: Connection): Installations {
  return {
    put(space, sealed) {
      connection.write('keep an installation in', () =>
        connection.prepare('INSERT OR REPLACE INTO installations (space, sealed) VALUES (?, ?)').run(space, sealed),
      );
    },
    get(space) {
      const row = connection.read('read an installation of', () =>
        connection.prepare('SELECT sealed FROM installations WHERE space = ?').get(space),
      );
      return row === undefined ? null : text(row.sealed);
    },
    remove(space) {
      connection.write('remove an installation from', () =>
        connection.prepare('DELETE FROM installations WHERE space = ?').run(space),
      );
    },
  };
}
