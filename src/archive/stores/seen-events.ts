import type { Incoming } from '../../model/chat.ts';
import type { SeenEvents } from '../../model/stores.ts';
import { text } from '../columns.ts';
import type { Connection } from '../connection.ts';

export function createSeenEvents(connection: Connection): SeenEvents {
  return {
    claim(event, now) {
      return connection.write('note an event in', () => {
        const { changes } = connection
          .prepare('INSERT INTO seen_events (id, at, event) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
          .run(event.eventId, now.getTime(), JSON.stringify(event));
        return changes === 1;
      });
    },

    done(eventId) {
      connection.write('note an event in', () =>
        connection.prepare('UPDATE seen_events SET event = NULL WHERE id = ?').run(eventId),
      );
    },

    unfinished(since) {
      return connection
        .read('read events of', () =>
          connection
            .prepare('SELECT event FROM seen_events WHERE at >= ? AND event IS NOT NULL ORDER BY at')
            .all(since.getTime()),
        )
        .map((row) => JSON.parse(text(row.event)) as Incoming);
    },
  };
}
