import { answer } from '../src/answer/answer.ts';
import { defineCommand } from '../src/command.ts';

export const check = defineCommand({
  name: 'check',
  summary: 'Was it said, and in these words?',
  options: {
    quote: { type: 'text', summary: 'The words to check, with or without quotation marks', required: true },
    speaker: { type: 'text', summary: 'Who is claimed to have said them', suggest: 'speaker' },
  },
  async run({ quote, speaker }, { core, asker, now, page }) {
    const found = await core.check({
      quote,
      scope: asker.scope,
      now,
      zone: asker.zone,
      ...page,
      ...(speaker !== undefined && { speaker }),
    });
    return { body: answer(found, { zone: asker.zone, now }) };
  },
});
