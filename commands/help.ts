import { describeHoldings } from '../src/answer/holdings.ts';
import { defineCommand, menuLines, usage } from '../src/command.ts';

export const help = defineCommand({
  name: 'help',
  summary: 'What I can do, with questions to try',
  options: {
    command: { type: 'text', summary: 'Name of a command to explain' },
  },
  async run({ command: name }, { core, asker, commands, now }) {
    const command = commands.find((candidate) => candidate.name === name);
    if (command !== undefined) {
      const options = Object.entries(command.options).map(
        ([option, { summary, required }]) => `${option}: ${summary}${required ? ' (required)' : ''}`,
      );
      return {
        body: {
          kind: 'notice',
          lead: command.summary,
          sections: [{ title: usage(command), lines: options }],
        },
      };
    }
    const group = commands.filter((candidate) => candidate.name.startsWith(`${name} `));
    if (group.length > 0) {
      const lines = group.map((each) => `${usage(each)}: ${each.summary}`);
      return { body: { kind: 'notice', lead: `What "${name}" can do`, sections: [{ title: null, lines }] } };
    }
    const holdings = await core.holdings(asker.scope);
    return {
      body: {
        kind: 'notice',
        lead: 'I answer with the exact words from the articles in my archive: who said them, where and when.',
        sections: [
          { title: 'Archive', lines: [describeHoldings(holdings, { locale: 'en-GB', zone: asker.zone, now })] },
          ...(holdings.examples.length > 0 ? [{ title: 'Try', lines: [...holdings.examples] }] : []),
          {
            title: 'Ask',
            lines: [
              'what did ... say about ... since Monday',
              'who said "..."',
              'did ... say "..."',
              'who is ...',
              'who, when, where, how many ...',
            ],
          },
          {
            title: 'Commands',
            lines: menuLines(commands.filter(({ administrators }) => !administrators || asker.administrator)),
          },
        ],
      },
    };
  },
});
