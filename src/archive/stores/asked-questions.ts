import { randomBytes } from 'node:crypto';
import type { Asked, AskedId, AskedQuestions } from '../../model/stores.ts';
import { text } from '../columns.ts';
import type { Connection } from '../connection.ts';

/** Long enough that nobody can guess another's, short enough for the id of a button. */
const ID_BYTES = 12;

export function createAskedQuestions(connection: Connection): AskedQuestions {
  return {
    keep(asked) {
      const id = randomBytes(ID_BYTES).toString('base64url') as AskedId;
      connection.write('note a question in', () =>
        connection
          .prepare('INSERT INTO asked (id, at, user, space, asked) VALUES (?, ?, ?, ?, ?)')
          .run(id, asked.asked.getTime(), asked.user, asked.at.space, JSON.stringify(asked)),
      );
      return id;
    },

    find(id) {
      const row = connection.read('read a question of', () =>
        connection.prepare('SELECT asked FROM asked WHERE id = ?').get(id),
      );
      return row === undefined ? null : reviveAsked(text(row.asked));
    },
  };
}

function reviveAsked(json: string): Asked {
  const kept = JSON.parse(json) as Omit<Asked, 'asked'> & { readonly asked: string };
  return { ...kept, asked: new Date(kept.asked) };
}
