import type { AnswerItem } from '../../model/answer.ts';
import type { VersionRow } from '../../model/archive.ts';
import type { Outbox } from '../../model/stores.ts';
import type { Follow, FollowPlan, FollowStore, Sighting } from '../../model/subscriptions.ts';
import { integer, integerOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { listParameter } from '../filters.ts';
import { foldName } from '../fold-name.ts';
import { lastMark } from '../movement.ts';
import { occasionFrom } from './occasions.ts';

const COLUMNS = 'f.id, f.follow, f.user, f.state, f.why, f.muted_until, f.mark';
/** RETURNING knows no alias of its table. */
const RETURNED = 'id, follow, user, state, why, muted_until, mark';
const SIGHTING_COLUMNS = 'number, words, item, at';

export function createFollows(connection: Connection, outbox: Outbox): FollowStore {
  function many(condition: string, values: Record<string, string | number | null>): Follow[] {
    return connection
      .read('read follows of', () =>
        connection.prepare(`SELECT ${COLUMNS} FROM follows f WHERE ${condition}`).all(values),
      )
      .map(followFrom);
  }

  function update(what: string, values: Record<string, string | number | null>): void {
    connection.write('change a follow of', () =>
      connection.prepare(`UPDATE follows SET ${what} WHERE id = :id`).run(values),
    );
  }

  function sightings(condition: string, values: Record<string, string | number>): Sighting[] {
    return connection
      .read('read findings of', () =>
        connection.prepare(`SELECT ${SIGHTING_COLUMNS} FROM sightings WHERE ${condition} ORDER BY number`).all(values),
      )
      .map(sightingFrom);
  }

  function note(follow: number, outcome: string, why: string | null, delivery: string | null, now: Date): number {
    const row = connection
      .prepare(`
        INSERT INTO occasions (follow, due, at, outcome, why, delivery)
        VALUES (:follow, :now, :now, :outcome, :why, :delivery) RETURNING number`)
      .get({ follow, now: now.getTime(), outcome, why, delivery });
    return integer(row?.number);
  }

  function markTold(numbers: readonly number[], occasion: number): void {
    connection
      .prepare('UPDATE sightings SET occasion = ? WHERE number IN (SELECT value FROM json_each(?))')
      .run(occasion, listParameter(numbers));
  }

  return {
    draft(plan, user, now) {
      return connection.write('keep a follow in', () => {
        const row = connection
          .prepare(`
            INSERT INTO follows (platform, space, user, follow, state, mark, set_at)
            VALUES (:platform, :space, :user, :follow, 'draft', :mark, :now) RETURNING ${RETURNED}`)
          .get({
            platform: plan.at.platform,
            space: plan.at.space,
            user,
            follow: JSON.stringify(plan),
            mark: lastMark(connection),
            now: now.getTime(),
          });
        return followFrom(row ?? {});
      });
    },

    get: (id) => many('id = :id', { id })[0] ?? null,

    of: (user, platform, space) =>
      many(
        `user = :user AND platform = :platform AND (platform = 'discord' OR space IS :space) AND state <> 'draft' ORDER BY id`,
        {
          user,
          platform,
          space,
        },
      ),

    inChannel: (at) =>
      many(
        `platform = :platform AND space IS :space AND json_extract(follow, '$.target.channel') = :channel
          AND state <> 'draft' ORDER BY id`,
        { platform: at.platform, space: at.space, channel: at.channel },
      ),

    start(id) {
      connection.write('start a follow of', () =>
        connection
          .prepare(`UPDATE follows SET state = 'active', why = NULL, muted_until = NULL, mark = :mark WHERE id = :id`)
          .run({ id, mark: lastMark(connection) }),
      );
    },

    pause: (id, why) => update(`state = 'paused', why = :why`, { id, why }),
    mute: (id, until) => update('muted_until = :until', { id, until: until === null ? null : until.getTime() }),
    remove: (id) => {
      connection.write('remove a follow from', () => connection.prepare('DELETE FROM follows WHERE id = ?').run(id));
    },

    active: () => many(`state = 'active' ORDER BY id`, {}),

    changeCount: () =>
      connection.read('read follows of', () =>
        integer(connection.prepare('SELECT count FROM follow_changes').get()?.count),
      ),

    unmatched(limit) {
      return connection.read('follow', () => {
        const since = markMatched(connection);
        const rows = connection
          .prepare(`
            SELECT m.row, m.mark, (
              SELECT min(other.first_mark) FROM versions v JOIN versions o ON o.article = v.article
              JOIN movement other ON other.row = o.row WHERE v.row = m.row) AS began
            FROM movement m
            WHERE m.mark > :since AND m.first_mark > :since AND m.gone = 0 ORDER BY m.mark LIMIT :limit`)
          .all({ since, limit });
        const last = rows.length < limit ? undefined : rows.at(-1);
        return {
          rows: rows.map(({ row, began }) => ({ row: integer(row) as VersionRow, began: integer(began) })),
          mark: last === undefined ? Math.max(since, lastMark(connection)) : integer(last.mark),
        };
      });
    },

    matched(mark, found, now) {
      connection.write('keep findings in', () => {
        for (const { follow, words, item } of found)
          connection
            .prepare(`
              INSERT INTO sightings (follow, words, item, at)
              SELECT :follow, :words, :item, :now WHERE EXISTS (SELECT 1 FROM follows WHERE id = :follow)`)
            .run({ follow, words, item: JSON.stringify(item), now: now.getTime() });
        connection
          .prepare('INSERT INTO matched (only, mark) VALUES (1, :mark) ON CONFLICT (only) DO UPDATE SET mark = :mark')
          .run({ mark });
      });
    },

    aliasesOf(name) {
      const rows = connection.read('read names of', () =>
        connection
          .prepare(`
            WITH own AS MATERIALIZED (SELECT version, person FROM speaker_keys WHERE key = :key AND alias = 0)
            SELECT other.key FROM own CROSS JOIN settled_speaker_keys other USING (version, person)
            WHERE other.key <> :key
            UNION SELECT other.key FROM own CROSS JOIN recent_speaker_keys other USING (version, person)
            WHERE other.key <> :key`)
          .all({ key: foldName(name) }),
      );
      return rows.map(({ key }) => text(key));
    },

    recent: (follow, since) => sightings('follow = :follow AND at >= :since', { follow, since: since.getTime() }),
    untold: (follow) => sightings('follow = :follow AND occasion IS NULL', { follow }),

    waiting() {
      return connection
        .read('read findings of', () =>
          connection
            .prepare(`
              SELECT ${COLUMNS}, w.since FROM
                (SELECT follow, min(at) AS since FROM sightings WHERE occasion IS NULL GROUP BY follow) w
              JOIN follows f ON f.id = w.follow ORDER BY w.since`)
            .all(),
        )
        .map((row) => ({ follow: followFrom(row), since: new Date(integer(row.since)) }));
    },

    post(follow, numbers, target, reply, now) {
      return connection.write('write an alert into', () => {
        const occasion = note(follow, 'waiting', null, null, now);
        const delivery = outbox.enqueue(`follow occasion ${occasion}`, target, reply(occasion), now);
        connection.prepare('UPDATE occasions SET delivery = ? WHERE number = ?').run(delivery, occasion);
        markTold(numbers, occasion);
        return delivery;
      });
    },

    drop(follow, numbers, outcome, why, now) {
      connection.write('drop findings in', () => markTold(numbers, note(follow, outcome, why, null, now)));
    },

    told(occasion) {
      return connection.read('read an alert of', () => {
        const row = connection
          .prepare(`
            SELECT ${COLUMNS}, o.at FROM occasions o JOIN follows f ON f.id = o.follow WHERE o.number = ?`)
          .get(occasion);
        if (row === undefined) return null;
        return {
          follow: followFrom(row),
          sightings: sightings('occasion = :occasion', { occasion }),
          at: new Date(integer(row.at)),
        };
      });
    },

    history: (id, limit) =>
      connection
        .read('read the history of', () =>
          connection
            .prepare(`
              SELECT number, due, at, outcome, why FROM occasions WHERE follow = :id ORDER BY number DESC LIMIT :limit`)
            .all({ id, limit }),
        )
        .map(occasionFrom),
  };
}

/** An archive that was never matched begins now: what it holds is no news. */
function markMatched(connection: Connection): number {
  const row = connection.prepare('SELECT mark FROM matched').get();
  return row === undefined ? lastMark(connection) : integer(row.mark);
}

function sightingFrom(row: Row): Sighting {
  return {
    number: integer(row.number),
    words: text(row.words),
    item: JSON.parse(text(row.item)) as AnswerItem,
    at: new Date(integer(row.at)),
  };
}

function followFrom(row: Row): Follow {
  const state = text(row.state);
  const muted = integerOrNull(row.muted_until ?? null);
  return {
    id: integer(row.id),
    plan: JSON.parse(text(row.follow)) as FollowPlan,
    user: text(row.user),
    state: state === 'active' ? 'active' : state === 'draft' ? 'draft' : 'paused',
    why: textOrNull(row.why ?? null),
    mutedUntil: muted === null ? null : new Date(muted),
    mark: integer(row.mark),
  };
}
