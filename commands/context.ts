import { answer } from '../src/answer/answer.ts';
import { defineCommand, say } from '../src/command.ts';
import type { StatementFate } from '../src/model/archive.ts';

/** Sentences shown on each side. */
const sentencesAround = 2;

const notYours = 'These words are no longer in the archive, or not in yours.';

/** Why words that were shown can be shown no more. */
const lost: Readonly<Record<StatementFate, string>> = {
  changed: 'The article was changed since: these words no longer stand in it as they did when I showed them.',
  reread: 'I have read this article again since, and no longer take these words for one statement. Ask again.',
  removed: 'The article was taken out of the archive.',
  here: notYours,
  unknown: notYours,
};

export const context = defineCommand({
  name: 'context',
  summary: 'The sentences before and after a statement that was shown',
  options: {
    item: { type: 'text', summary: 'Number of the statement in the last answer, 1 when left out, or its id' },
  },
  async run({ item = '1' }, { core, asker, now, shown }) {
    const place = /^\d{1,3}$/.test(item) ? Number(item) : null;
    const id = place === null ? item : shown[place - 1];
    if (id === undefined) {
      const reach = shown.length === 0 ? 'Ask something first' : `The last answer shows 1 to ${shown.length}`;
      return say(`There is no statement ${item} to show the context of. ${reach}.`);
    }
    const found = await core.context({ item: id, scope: asker.scope, sentences: sentencesAround });
    if (found === null) {
      return say(lost[await core.fate({ item: id, scope: asker.scope })]);
    }
    return { body: answer(found, { zone: asker.zone, now }), visibility: 'private' };
  },
});
