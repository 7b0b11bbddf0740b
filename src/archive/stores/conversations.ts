import type { MessageRef, Target } from '../../model/chat.ts';
import type { AskedId, Conversations } from '../../model/stores.ts';
import { text } from '../columns.ts';
import type { Connection } from '../connection.ts';

const LIFETIME_MS = 24 * 3_600_000;

/** How long an edit of a question changes its answer. */
const EDITABLE_MS = 2 * 60_000;

export function createConversations(connection: Connection): Conversations {
  return {
    remember(at, user, asked, now) {
      connection.write('note a conversation in', () =>
        connection
          .prepare('INSERT OR REPLACE INTO conversations (place, space, at, asked) VALUES (?, ?, ?, ?)')
          .run(conversationKey(at, user), at.space, now.getTime(), asked),
      );
    },

    last(at, user, now) {
      const row = connection.read('read a conversation of', () =>
        connection
          .prepare('SELECT asked FROM conversations WHERE place = ? AND at > ?')
          .get(conversationKey(at, user), now.getTime() - LIFETIME_MS),
      );
      return row === undefined ? null : (text(row.asked) as AskedId);
    },

    noteAnswer(at, message, answer, now) {
      connection.write('note an answer in', () =>
        connection
          .prepare('INSERT OR REPLACE INTO answers (place, message, space, at, answer) VALUES (?, ?, ?, ?, ?)')
          .run(channelKey(at), message, at.space, now.getTime(), JSON.stringify(answer)),
      );
    },

    answerTo(at, message, now) {
      const row = connection.read('read an answer of', () =>
        connection
          .prepare('SELECT answer FROM answers WHERE place = ? AND message = ? AND at > ?')
          .get(channelKey(at), message, now.getTime() - EDITABLE_MS),
      );
      return row === undefined ? null : (JSON.parse(text(row.answer)) as MessageRef);
    },
  };
}

function channelKey({ platform, space, channel }: Target): string {
  return JSON.stringify([platform, space, channel]);
}

/** A thread is one conversation of all who are in it; outside of threads each person has their own. */
function conversationKey(at: Target, user: string): string {
  return JSON.stringify([at.platform, at.space, at.channel, at.thread, at.thread === null ? user : null]);
}
