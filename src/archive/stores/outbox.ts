import { randomBytes } from 'node:crypto';
import type { DeliveryId, Reply, Target } from '../../model/chat.ts';
import type { Delivery, Outbox, Settled } from '../../model/stores.ts';
import { integer, type Row, text } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { listParameter } from '../filters.ts';
import { noteSettled } from './occasions.ts';

const COLUMNS = 'id, target, reply, attempts, at';

/** @param mayClaim asked within the transaction that claims, so that a lease that was lost is noticed in time */
export function createOutbox(connection: Connection, mayClaim: (now: Date) => boolean): Outbox {
  function take(condition: string, values: Readonly<Record<string, string | number>>, now: Date): Delivery | null {
    return connection.write('take a delivery from', () => {
      if (!mayClaim(now)) return null;
      const row = connection
        .prepare(`
          UPDATE outbox SET state = 'sending', at = :now
          WHERE id = (SELECT id FROM outbox WHERE state = 'pending' AND ${condition} ORDER BY due LIMIT 1)
          RETURNING ${COLUMNS}`)
        .get({ now: now.getTime(), ...values });
      return row === undefined ? null : deliveryFrom(row);
    });
  }

  return {
    enqueue(key, target, reply, now) {
      return connection.write('write a delivery into', () => {
        const known = connection.prepare('SELECT id FROM outbox WHERE key = ?').get(key);
        if (known !== undefined) return text(known.id) as DeliveryId;
        const id = randomBytes(12).toString('base64url') as DeliveryId;
        connection
          .prepare(`
            INSERT INTO outbox (id, key, state, space, target, reply, attempts, due, at)
            VALUES (:id, :key, 'pending', :space, :target, :reply, 0, :now, :now)`)
          .run({
            id,
            key,
            space: target.space,
            target: JSON.stringify(target),
            reply: JSON.stringify(reply),
            now: now.getTime(),
          });
        return id;
      });
    },

    claim: (now, busy = []) =>
      take(
        `due <= :now AND json_extract(target, '$.channel') NOT IN (SELECT value FROM json_each(:busy))`,
        { busy: listParameter(busy) },
        now,
      ),
    isDue: (now) =>
      mayClaim(now) &&
      connection.read('read deliveries of', () =>
        connection.prepare("SELECT 1 FROM outbox WHERE state = 'pending' AND due <= ? LIMIT 1").get(now.getTime()),
      ) !== undefined,
    claimThis: (id, now) => take('id = :id', { id }, now),

    settle(id, outcome, now, since) {
      return connection.write('settle a delivery in', () => {
        if (since !== undefined && !isSendingSince(connection, id, since)) return false;
        settle(connection, id, outcome, now);
        noteSettled(connection, id, outcome, now);
        return true;
      });
    },

    open(now, olderThanMs) {
      return connection
        .read('read deliveries of', () =>
          connection
            .prepare(`SELECT ${COLUMNS} FROM outbox WHERE state = 'sending' AND at <= ? ORDER BY at`)
            .all(now.getTime() - olderThanMs),
        )
        .map(deliveryFrom);
    },
  };
}

function isSendingSince(connection: Connection, id: DeliveryId, since: Date): boolean {
  const held = connection.prepare("SELECT 1 FROM outbox WHERE id = ? AND state = 'sending' AND at = ?");
  return held.get(id, since.getTime()) !== undefined;
}

function settle(connection: Connection, id: DeliveryId, outcome: Settled, now: Date): void {
  if (outcome.kind === 'open') {
    connection.prepare('UPDATE outbox SET why = ? WHERE id = ?').run(outcome.why, id);
    return;
  }
  if (outcome.kind === 'again') {
    connection
      .prepare("UPDATE outbox SET state = 'pending', attempts = attempts + 1, due = ?, at = ?, why = ? WHERE id = ?")
      .run(outcome.at.getTime(), now.getTime(), outcome.why, id);
    return;
  }
  const why = outcome.kind === 'sent' ? null : outcome.why;
  const ref = outcome.kind === 'sent' ? JSON.stringify(outcome.ref) : null;
  connection
    .prepare('UPDATE outbox SET state = ?, reply = NULL, at = ?, why = ?, ref = ? WHERE id = ?')
    .run(outcome.kind, now.getTime(), why, ref, id);
}

function deliveryFrom(row: Row): Delivery {
  return {
    id: text(row.id) as DeliveryId,
    target: JSON.parse(text(row.target)) as Target,
    reply: JSON.parse(text(row.reply)) as Reply,
    attempts: integer(row.attempts),
    since: new Date(integer(row.at)),
  };
}
