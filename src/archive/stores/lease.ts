import { randomUUID } from 'node:crypto';
import type { Lease } from '../../model/stores.ts';
import { integerOrNull } from '../columns.ts';
import type { Connection } from '../connection.ts';

/** A process that died is followed by another after so long. */
const lengthMs = 20_000;

export function createLease(connection: Connection): Lease {
  const holder = randomUUID();
  return {
    holder,

    take(now) {
      return connection.write('take the lease of', () => {
        const { changes } = connection
          .prepare(`
            INSERT INTO lease (only, holder, until) VALUES (1, :holder, :until)
            ON CONFLICT (only) DO UPDATE SET holder = :holder, until = :until
            WHERE holder = :holder OR until <= :now OR until > :farthest`)
          .run({
            holder,
            now: now.getTime(),
            until: now.getTime() + lengthMs,
            // A clock that was wrong when the lease was taken must not keep everybody out.
            farthest: now.getTime() + 2 * lengthMs,
          });
        return changes === 1;
      });
    },

    leftMs(now) {
      return connection.read('read the lease of', () => {
        const row = connection.prepare('SELECT until FROM lease WHERE holder = ?').get(holder);
        return Math.max(0, (integerOrNull(row?.until ?? null) ?? 0) - now.getTime());
      });
    },

    release() {
      connection.write('give up the lease of', () =>
        connection.prepare('DELETE FROM lease WHERE holder = ?').run(holder),
      );
    },
  };
}
