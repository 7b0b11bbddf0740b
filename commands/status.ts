import { count, describeAge, describeHoldings } from '../src/answer/holdings.ts';
import { defineCommand } from '../src/command.ts';

export const status = defineCommand({
  name: 'status',
  summary: 'What the archive holds, and how new it is',
  options: {},
  async run(_options, { core, asker, now }) {
    const holdings = await core.holdings(asker.scope);
    const lead = describeHoldings(holdings);
    const lines = [
      `${count(holdings.sentences, 'sentence')}, ${count(holdings.statements, 'statement')} by ${count(holdings.speakers, 'speaker')}`,
      ...(holdings.newest ? [`Newest article: ${describeAge(holdings.newest, now, asker.zone)}`] : []),
      ...(holdings.outletNames.length > 0 ? [`Outlets: ${holdings.outletNames.join(', ')}`] : []),
      `Times are shown in ${asker.zone}`,
    ];
    return { body: { kind: 'notice', lead, sections: [{ title: null, lines }] } };
  },
});
