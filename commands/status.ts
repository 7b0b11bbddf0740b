import { describeHoldings } from '../src/answer/holdings.ts';
import { agoWords, counted, dayWords, type Speech } from '../src/answer/words.ts';
import { defineCommand } from '../src/command.ts';

export const status = defineCommand({
  name: 'status',
  summary: 'What the archive holds, and how new it is',
  options: {},
  async run(_options, { core, asker, now }) {
    const holdings = await core.holdings(asker.scope);
    const speech: Speech = { locale: 'en-GB', zone: asker.zone, now };
    const { sentences, statements, speakers, newest, outletNames } = holdings;
    const lines = [
      [
        counted(sentences, 'sentence', 'sentences', speech),
        counted(statements, 'statement', 'statements', speech),
        counted(speakers, 'named speaker', 'named speakers', speech),
      ].join(', '),
      ...(newest === null ? [] : [`Newest article: ${newestWords(newest, speech)}`]),
      ...(outletNames.length > 0 ? [`Outlets: ${outletNames.join(', ')}`] : []),
      `Times are shown in ${asker.zone}`,
    ];
    return { body: { kind: 'notice', lead: describeHoldings(holdings, speech), sections: [{ title: null, lines }] } };
  },
});

function newestWords(published: string, speech: Speech): string {
  const ago = agoWords(published, speech);
  return `${dayWords(published.slice(0, 10), speech)}${ago === null ? '' : ` (${ago})`}`;
}
