import type { SQLOutputValue } from 'node:sqlite';
import type { Platform } from '../model/chat.ts';
import type { PersonalData, PersonalRecords } from '../model/privacy.ts';
import { text } from './columns.ts';
import { Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { wipeLog } from './removal.ts';
import { migrations } from './schema.ts';

/** Rows of a table that belong to somebody: `:platform` and `:user` name them. */
interface Holding {
  readonly table: string;
  readonly condition: string;
}

/** Who did something as an administrator: the record stays, the id goes. `:who` is `slack:U0123`. */
const signed: readonly { readonly table: string; readonly column: string }[] = [
  { table: 'carriers', column: 'added_by' },
  { table: 'audit', column: 'who' },
  { table: 'corrections', column: 'who' },
];

/**
 * What an archive file holds of people, opened for each request: they are rare.
 *
 * @throws {ArchiveError} as `openArchive` does
 */
export function openPersonalData(file: string): PersonalData {
  function within<T>(use: (connection: Connection) => T): T {
    const connection = new Connection(file, { readOnly: false, now: () => new Date() });
    try {
      migrate(connection, migrations);
      return use(connection);
    } finally {
      connection.close();
    }
  }
  return {
    collect: (platform, user) => within((connection) => collect(connection, platform, user)),
    forget: (platform, user) => within((connection) => forget(connection, platform, user)),
  };
}

function collect(connection: Connection, platform: Platform, user: string): PersonalRecords {
  return connection.read('read what is stored of somebody in', () => {
    const held = holdingsOf(connection).map(({ table, condition }) => {
      const rows = connection
        .prepare(`SELECT * FROM ${table} WHERE ${condition}`)
        .all(named(condition, platform, user));
      return [table, rows.map(readable)] as const;
    });
    const written = signed.map(({ table, column }) => {
      const rows = connection.prepare(`SELECT * FROM ${table} WHERE ${column} = ?`).all(`${platform}:${user}`);
      return [table, rows.map(readable)] as const;
    });
    return Object.fromEntries([...held, ...written].filter(([, rows]) => rows.length > 0));
  });
}

function forget(connection: Connection, platform: Platform, user: string): { records: number } {
  const records = connection.write('forget somebody in', () => {
    let count = 0;
    for (const { table, condition } of holdingsOf(connection)) {
      const { changes } = connection
        .prepare(`DELETE FROM ${table} WHERE ${condition}`)
        .run(named(condition, platform, user));
      count += Number(changes);
    }
    for (const { table, column } of signed) {
      const { changes } = connection
        .prepare(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`)
        .run(`${platform}:forgotten`, `${platform}:${user}`);
      count += Number(changes);
    }
    return count;
  });
  if (records > 0) wipeLog(connection);
  return { records };
}

/** Conversations first: they are known by the questions, which go after them. Tables to come are found by their columns. */
function holdingsOf(connection: Connection): Holding[] {
  const asked = `user = :user AND json_extract(asked, '$.at.platform') = :platform`;
  return [
    { table: 'conversations', condition: `asked IN (SELECT id FROM asked WHERE ${asked})` },
    { table: 'asked', condition: asked },
    {
      table: 'seen_events',
      condition: `json_extract(event, '$.from.user') = :user AND json_extract(event, '$.at.platform') = :platform`,
    },
    ...tablesWithUsers(connection)
      .filter(({ table }) => table !== 'asked')
      // Where the platform is not told, an id is told apart by its form: Slack's has letters, Discord's has none.
      .map(({ table, hasPlatform }) => ({
        table,
        condition: hasPlatform ? 'user = :user AND platform = :platform' : 'user = :user',
      })),
  ];
}

function tablesWithUsers(connection: Connection): { readonly table: string; readonly hasPlatform: boolean }[] {
  return connection
    .prepare(`
      SELECT s.name, max(c.name = 'platform') AS has_platform FROM sqlite_schema s JOIN pragma_table_info(s.name) c
      WHERE s.type = 'table' GROUP BY s.name HAVING max(c.name = 'user') = 1 ORDER BY s.name`)
    .all()
    .map(({ name, has_platform }) => ({ table: text(name), hasPlatform: has_platform === 1 }));
}

function named(condition: string, platform: Platform, user: string): Record<string, string> {
  return condition.includes(':platform') ? { platform, user } : { user };
}

/** JSON columns as what they hold. */
function readable(row: Readonly<Record<string, SQLOutputValue>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
}

function plain(value: SQLOutputValue): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value instanceof Uint8Array ? '(bytes)' : value;
  try {
    return JSON.parse(value);
  } catch (error) {
    // A text that only begins like JSON is a text.
    if (error instanceof SyntaxError) return value;
    throw error;
  }
}
