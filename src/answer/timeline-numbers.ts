import type { Answer, Series } from '../model/answer.ts';
import type { Attachment, Notice } from '../model/chat.ts';
import { counted, dayWords, type Speech } from './words.ts';

/** Days told in the message; the file has all. */
const mostDays = 20;

/** The numbers behind the picture: the newest in the message, all of them in a file for a spreadsheet. */
export function timelineNumbers(
  { lead, series }: Pick<Answer, 'lead' | 'series'>,
  speech: Speech,
): { readonly body: Notice; readonly file?: Attachment } {
  const points = series?.points ?? [];
  if (series === undefined || points.length === 0) {
    return { body: { kind: 'notice', lead: `${lead} There are no dated mentions to count.`, sections: [] } };
  }
  const days = [...Map.groupBy(points, ({ day }) => day)];
  const shown = days.slice(-mostDays);
  const sections = shown.map(([day, ofDay]) => ({
    title: `${series.unit === 'day' ? '' : `${series.unit === 'week' ? 'Week' : 'Month'} of `}${dayWords(day, speech)}`,
    lines: ofDay.map(
      ({ outlet, mentions, statements }) =>
        `${outlet}: ${counted(mentions, 'mention', 'mentions', speech)}, ${counted(statements, 'statement', 'statements', speech)}`,
    ),
  }));
  const left = days.length - shown.length;
  const rest = left > 0 ? [{ title: null, lines: [`${left} earlier ones are in the file.`] }] : [];
  return {
    body: { kind: 'notice', lead, sections: [...sections, ...rest] },
    file: { name: 'timeline.csv', text: tableOf(series) },
  };
}

/** RFC 4180. Names of outlets come from feeds: one that a spreadsheet would reckon with gets an apostrophe before it. */
function tableOf({ unit, points }: Series): string {
  const rows = points.map(({ day, outlet, mentions, statements }) =>
    [day, cell(outlet), mentions, statements].join(','),
  );
  return `${[`${unit},outlet,mentions,statements`, ...rows].join('\r\n')}\r\n`;
}

function cell(words: string): string {
  const harmless = /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
  return `"${harmless.replaceAll('"', '""')}"`;
}
