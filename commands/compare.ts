import { answer } from '../src/answer/answer.ts';
import { defineCommand, say } from '../src/command.ts';

export const compare = defineCommand({
  name: 'compare',
  summary: 'One story in each outlet’s words: who carries what, and what they leave out',
  options: {
    topic: {
      type: 'text',
      summary: 'What the story is about; left out or "this": the story of what was shown last',
      suggest: 'topic',
    },
  },
  async run({ topic }, { core, asker, now, page, shown }) {
    const asking = { scope: asker.scope, now, zone: asker.zone, ...page };
    const item = topic === undefined || isThis(topic) ? shown[0] : undefined;
    if (item === undefined && topic === undefined) {
      return say(
        'Which story? Say what it is about ("compare Iran sanctions"), or ask something first and then "compare".',
      );
    }
    const found = await core.compare({
      ...asking,
      ...(item === undefined ? { topic: plainTopic(topic ?? '') } : { item }),
    });
    return { body: answer(found, { zone: asker.zone, now }) };
  },
});

function isThis(topic: string): boolean {
  return /^(?:this|that|it|(?:this|that) (?:story|event|article|one))$/iu.test(topic.trim());
}

/** "outlets on Iran", "the coverage of the talks": as it is typed behind the command's name. */
function plainTopic(topic: string): string {
  return topic.replace(
    /^(?:how )?(?:the )?(?:outlets|papers|newspapers|media|press|sources|coverage|reporting)(?: (?:cover|report))?(?: (?:on|of|about|over|for))?\s+/iu,
    '',
  );
}
