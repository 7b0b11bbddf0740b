import { DateTime } from 'luxon';
import { defineCommand } from '../src/command.ts';
import type { Holdings } from '../src/model/core.ts';

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

/** "1,240 articles of 6 outlets, 1 May to 21 November 2025." */
export function describeHoldings(holdings: Holdings): string {
  if (holdings.articles === 0) return 'The archive is empty.';
  const of = holdings.outlets > 0 ? ` of ${count(holdings.outlets, 'outlet')}` : '';
  const period = describePeriod(holdings.from, holdings.to);
  const samples = holdings.samples ? 'Sample archive: ' : '';
  return `${samples}${count(holdings.articles, 'article')}${of}${period === '' ? '' : `, ${period}`}.`;
}

function describePeriod(from: string | null, to: string | null): string {
  if (from === null || to === null) return '';
  const first = DateTime.fromISO(from, { locale: 'en-GB' });
  const last = DateTime.fromISO(to, { locale: 'en-GB' });
  if (from === to) return last.toFormat('d LLLL yyyy');
  const pattern = first.hasSame(last, 'month') ? 'd' : first.hasSame(last, 'year') ? 'd LLLL' : 'd LLLL yyyy';
  return `${first.toFormat(pattern)} to ${last.toFormat('d LLLL yyyy')}`;
}

function describeAge(published: string, now: Date, zone: string): string {
  const moment = DateTime.fromISO(published, { zone, locale: 'en-GB' });
  const dayOnly = !published.includes('T');
  const age = moment.toRelative({ base: DateTime.fromJSDate(now, { zone }), locale: 'en' });
  const day = moment.toFormat(dayOnly ? 'd LLLL yyyy' : 'd LLLL yyyy, HH:mm');
  return age === null || dayOnly ? day : `${day} (${age})`;
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}
