import type { Space } from '../../model/scope.ts';
import type { SourceStore } from '../../model/sources.ts';
import { text } from '../columns.ts';
import type { Connection } from '../connection.ts';

/** Which server's sources somebody asks in direct messages. */
export function createChosenSpaces(connection: Connection): Pick<SourceStore, 'chosenSpace' | 'chooseSpace'> {
  return {
    chosenSpace: (platform, user) =>
      connection.read('read the chosen space of', () => {
        const row = connection
          .prepare('SELECT space FROM chosen_spaces WHERE platform = ? AND user = ?')
          .get(platform, user);
        return row === undefined ? null : (text(row.space) as Space);
      }),

    chooseSpace: (platform, user, space, now) =>
      connection.write('choose a space in', () => {
        connection.prepare('DELETE FROM chosen_spaces WHERE platform = ? AND user = ?').run(platform, user);
        if (space === null) return;
        connection
          .prepare('INSERT INTO chosen_spaces (platform, user, space, at) VALUES (?, ?, ?, ?)')
          .run(platform, user, space, now.getTime());
      }),
  };
}
