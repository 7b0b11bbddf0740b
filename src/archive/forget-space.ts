import { integer } from './columns.ts';
import type { Connection } from './connection.ts';
import { forgetUncarried } from './sources/remove-source.ts';

/** Tables whose rows bear the platform's own id of the space. */
const tables = ['asked', 'conversations', 'answers', 'outbox', 'reports', 'installations'] as const;
const tablesByPlatform = ['digests', 'follows', 'space_zones'] as const;

/**
 * Forgets a workspace or server that the bot was taken out of: what was asked and set there, and its sources, which are
 * fetched no more where no other space has them. Their articles stay, for the operator.
 */
export function forgetSpace(connection: Connection, platform: string, space: string): void {
  const carrier = `${platform}:${space}`;
  connection.write('forget a space in', () => {
    for (const table of tables) connection.prepare(`DELETE FROM ${table} WHERE space = ?`).run(space);
    for (const table of tablesByPlatform)
      connection.prepare(`DELETE FROM ${table} WHERE platform = ? AND space = ?`).run(platform, space);
    connection.prepare('DELETE FROM chosen_spaces WHERE space = ?').run(carrier);
    const carried = connection.prepare('DELETE FROM carriers WHERE space = ? RETURNING source').all(carrier);
    for (const { source } of carried) forgetUncarried(connection, integer(source));
  });
}
