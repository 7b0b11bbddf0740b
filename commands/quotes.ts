import { answer } from '../src/answer/answer.ts';
import { defineCommand } from '../src/command.ts';

export const quotes = defineCommand({
  name: 'quotes',
  summary: 'What has a person said?',
  options: {
    speaker: { type: 'text', summary: 'Name, part of a name, or role', required: true, suggest: 'speaker' },
    about: { type: 'text', summary: 'Words that must occur in or near the statement', suggest: 'topic' },
    since: { type: 'text', summary: 'From when: a day, "Monday", "last week"' },
    outlet: { type: 'text', summary: 'Only what this outlet published', suggest: 'outlet' },
  },
  async run({ speaker, about, since, outlet }, { core, asker, now, page }) {
    const found = await core.quotes({
      speaker,
      scope: asker.scope,
      now,
      zone: asker.zone,
      ...page,
      ...(about !== undefined && { about }),
      ...(since !== undefined && { since }),
      ...(outlet !== undefined && { outlet }),
    });
    return { body: answer(found, { zone: asker.zone, now }) };
  },
});
