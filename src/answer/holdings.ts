import { DateTime } from 'luxon';
import type { Notice } from '../model/chat.ts';
import type { Holdings } from '../model/core.ts';

/** What a chat begins with: what it holds, and what it can be asked. */
export function greeting(holdings: Holdings): Notice {
  return {
    kind: 'notice',
    lead: 'Verbatim: ask your news, and get the exact words, who said them, and where.',
    sections: [
      { title: null, lines: [describeHoldings(holdings), ...samplesRemark(holdings)] },
      ...(holdings.examples.length > 0 ? [{ title: 'Try', lines: holdings.examples }] : []),
      { title: null, lines: ['Then: more · context 1 · help · exit'] },
    ],
  };
}

function samplesRemark({ samples }: Holdings): string[] {
  return samples ? ['They answer until you import articles of your own: npm start -- import PATH'] : [];
}

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

/** "18 April 2025, 09:30 (2 days ago)"; a day alone has no age. */
export function describeAge(published: string, now: Date, zone: string): string {
  const moment = DateTime.fromISO(published, { zone, locale: 'en-GB' });
  const dayOnly = !published.includes('T');
  const age = moment.toRelative({ base: DateTime.fromJSDate(now, { zone }), locale: 'en' });
  const day = moment.toFormat(dayOnly ? 'd LLLL yyyy' : 'd LLLL yyyy, HH:mm');
  return age === null || dayOnly ? day : `${day} (${age})`;
}

/** "1,240 articles" */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}
