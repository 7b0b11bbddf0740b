import type { DeliveryId } from '../../model/chat.ts';
import type { Outbox } from '../../model/stores.ts';
import type { Digest, DigestPlan, DigestStore } from '../../model/subscriptions.ts';
import { integer, integerOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { occasionFrom } from './occasions.ts';

const COLUMNS = 'id, digest, user, state, why, next, told_until';

export function createDigests(connection: Connection, outbox: Outbox): DigestStore {
  function many(condition: string, values: Record<string, string | number | null>): Digest[] {
    return connection
      .read('read digests of', () =>
        connection.prepare(`SELECT ${COLUMNS} FROM digests WHERE ${condition}`).all(values),
      )
      .map(digestFrom);
  }

  function update(what: string, id: number, values: Record<string, string | number | null>): void {
    connection.write('change a digest of', () =>
      connection.prepare(`UPDATE digests SET ${what} WHERE id = :id`).run({ id, ...values }),
    );
  }

  return {
    add(plan, user, { next, toldUntil: toldFrom }, now) {
      return connection.write('keep a digest in', () => {
        const row = connection
          .prepare(`
            INSERT INTO digests (platform, space, user, digest, state, next, told_until, set_at)
            VALUES (:platform, :space, :user, :digest, 'active', :next, :told, :now) RETURNING ${COLUMNS}`)
          .get({
            platform: plan.at.platform,
            space: plan.at.space,
            user,
            digest: JSON.stringify(plan),
            next: next.getTime(),
            told: toldFrom.getTime(),
            now: now.getTime(),
          });
        return digestFrom(row ?? {});
      });
    },

    change: (id, plan, next) =>
      update('digest = :digest, next = :next', id, {
        digest: JSON.stringify(plan),
        next: next === null ? null : next.getTime(),
      }),

    get: (id) => many('id = :id', { id })[0] ?? null,

    of: (at, user) =>
      many(
        `platform = :platform AND (user = :user
          OR (space IS :space AND json_extract(digest, '$.target.channel') = :channel)) ORDER BY id`,
        { platform: at.platform, space: at.space, channel: at.channel, user },
      ),

    setState: (id, state, why, next) =>
      update('state = :state, why = :why, next = :next', id, {
        state,
        why,
        next: next === null ? null : next.getTime(),
      }),

    note(id, outcome, why, now) {
      connection.write('note in the history of a digest of', () =>
        connection
          .prepare(`
            INSERT INTO occasions (digest, due, at, outcome, why) VALUES (:id, :now, :now, :outcome, :why)
            ON CONFLICT (digest, due) DO NOTHING`)
          .run({ id, outcome, why, now: now.getTime() }),
      );
    },

    remove(id) {
      connection.write('remove a digest from', () => connection.prepare('DELETE FROM digests WHERE id = ?').run(id));
    },

    due: (now, limit) => many('next <= :now ORDER BY next LIMIT :limit', { now: now.getTime(), limit }),
    dueAfter: (moment, limit) => many('next > :moment ORDER BY next LIMIT :limit', { moment: moment.getTime(), limit }),
    reschedule: (id, next) => update('next = :next', id, { next: next.getTime() }),

    decide(decisions, now) {
      connection.write('plan the digests of', () => {
        const note = connection.prepare(`
          INSERT INTO occasions (digest, due, at, outcome, why) VALUES (:digest, :due, :now, :outcome, :why)
          ON CONFLICT (digest, due) DO NOTHING`);
        const move = connection.prepare('UPDATE digests SET next = :next WHERE id = :digest AND next IS NOT NULL');
        for (const { digest, next, occasions } of decisions) {
          for (const { due, outcome, why } of occasions)
            note.run({ digest, due: due.getTime(), now: now.getTime(), outcome, why });
          move.run({ digest, next: next.getTime() });
        }
      });
    },

    planned(limit) {
      return connection
        .read('read what is due of', () =>
          connection
            .prepare(`
              SELECT o.number, o.due, d.id, d.digest, d.user, d.state, d.why, d.next, d.told_until
              FROM occasions o JOIN digests d ON d.id = o.digest
              WHERE o.outcome = 'planned' ORDER BY o.number LIMIT ?`)
            .all(limit),
        )
        .map((row) => ({ occasion: integer(row.number), due: new Date(integer(row.due)), digest: digestFrom(row) }));
    },

    together: (work) => connection.write('keep digests in', work),

    post(occasion, target, reply, { since, until }) {
      return connection.write('write a digest into', () => {
        const delivery = outbox.enqueue(`digest occasion ${occasion}`, target, reply, until);
        connection
          .prepare(`
            UPDATE occasions SET outcome = 'waiting', delivery = :delivery, since = :since, until = :until, at = :until
            WHERE number = :occasion AND outcome = 'planned'`)
          .run({ occasion, delivery, since: since.getTime(), until: until.getTime() });
        toldUntil(occasion, until);
        return delivery as DeliveryId;
      });
    },

    close(occasion, outcome, why, until) {
      connection.write('close a digest in', () => {
        connection
          .prepare('UPDATE occasions SET outcome = :outcome, why = :why WHERE number = :occasion')
          .run({ occasion, outcome, why });
        if (until !== null) toldUntil(occasion, until);
      });
    },

    period(occasion) {
      const row = connection.read('read a digest of', () =>
        connection.prepare('SELECT digest, since, until FROM occasions WHERE number = ?').get(occasion),
      );
      if (row === undefined || row.digest === null || row.since === null) return null;
      return {
        digest: integer(row.digest),
        since: new Date(integer(row.since)),
        until: new Date(integer(row.until)),
      };
    },

    history: (id, limit) =>
      connection
        .read('read the history of', () =>
          connection
            .prepare(`
              SELECT number, due, at, outcome, why FROM occasions WHERE digest = :id ORDER BY number DESC LIMIT :limit`)
            .all({ id, limit }),
        )
        .map(occasionFrom),
  };

  function toldUntil(occasion: number, until: Date): void {
    connection
      .prepare(
        'UPDATE digests SET told_until = :until WHERE id = (SELECT digest FROM occasions WHERE number = :occasion)',
      )
      .run({ until: until.getTime(), occasion });
  }
}

function digestFrom(row: Row): Digest {
  const next = integerOrNull(row.next ?? null);
  return {
    id: integer(row.id),
    plan: JSON.parse(text(row.digest)) as DigestPlan,
    user: text(row.user),
    state: text(row.state) === 'active' ? 'active' : 'paused',
    why: textOrNull(row.why ?? null),
    next: next === null ? null : new Date(next),
    toldUntil: new Date(integer(row.told_until)),
  };
}
