import { answer } from '../src/answer/answer.ts';
import { defineCommand } from '../src/command.ts';

export const ask = defineCommand({
  name: 'ask',
  summary: 'Ask the archive: "what did Rubio say about Iran?"',
  options: {
    question: { type: 'text', summary: 'A question, as you would put it to a colleague', required: true },
  },
  async run({ question }, { core, asker, now, page, previous }) {
    const found = await core.ask({
      text: question,
      scope: asker.scope,
      now,
      zone: asker.zone,
      ...page,
      ...(previous && { previous }),
    });
    return { body: answer(found, { zone: asker.zone, now }) };
  },
});
