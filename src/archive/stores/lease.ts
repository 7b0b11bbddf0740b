import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Lease } from '../../model/stores.ts';
import { integerOrNull, text } from '../columns.ts';
import type { Connection } from '../connection.ts';

/** A process that died out of our sight is followed by another after so long. */
const lengthMs = 20_000;

export function createLease(connection: Connection): Lease {
  const holder = `${here} ${process.pid} ${randomUUID()}`;
  return {
    holder,

    take(now) {
      return connection.write('take the lease of', () => {
        const held = connection.prepare('SELECT holder, until FROM lease').get();
        const left = held === undefined ? 0 : (integerOrNull(held.until ?? null) ?? 0) - now.getTime();
        // A clock that was wrong when the lease was taken must not keep everybody out.
        const isHeld = left > 0 && left <= 2 * lengthMs;
        if (held !== undefined && isHeld && text(held.holder) !== holder && !isDead(text(held.holder))) return false;
        connection
          .prepare(`
            INSERT INTO lease (only, holder, until) VALUES (1, :holder, :until)
            ON CONFLICT (only) DO UPDATE SET holder = :holder, until = :until`)
          .run({ holder, until: now.getTime() + lengthMs });
        return true;
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

/** Process ids are compared within one machine, and on Linux within one namespace of them: a container has its own. */
const here = [hostname(), namespaceOfProcesses()].join('/').replaceAll(' ', '_');

function namespaceOfProcesses(): string {
  if (process.platform !== 'linux') return '';
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Without /proc nothing is known of other processes: a name that nobody else has.
    return randomUUID();
  }
}

/** Whoever was killed is followed at once, when it can be seen from here that there is no such process any more. */
function isDead(holder: string): boolean {
  const [place, pid] = holder.split(' ');
  if (place !== here || Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
