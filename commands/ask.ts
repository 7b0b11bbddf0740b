import { answer } from '../src/answer/answer.ts';
import { timelinePicture } from '../src/answer/timeline-picture.ts';
import { defineCommand } from '../src/command.ts';

export const ask = defineCommand({
  name: 'ask',
  summary: 'Ask the archive: "what did Rubio say about Iran?"',
  options: {
    question: { type: 'text', summary: 'A question, as you would put it to a colleague', required: true },
  },
  async run({ question }, { core, asker, now, page, previous, shown }) {
    const found = await core.ask({
      text: question,
      scope: asker.scope,
      now,
      zone: asker.zone,
      ...page,
      ...(previous && { previous }),
      ...(shown[0] !== undefined && { shown: shown[0] }),
    });
    const body = answer(found, { zone: asker.zone, now });
    const isDrawn = body.kind === 'timeline' && page.offset === 0 && asker.at.platform !== 'console';
    const picture = isDrawn ? await timelinePicture(body, { locale: 'en-GB', zone: asker.zone, now }) : null;
    return { body, ...(picture !== null && { file: picture }) };
  },
});
