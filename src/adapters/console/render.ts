import { DateTime } from 'luxon';
import { createColors } from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import { linkToWords } from '../../answer/text-fragment.ts';
import type { Answer, AnswerItem, StyledSpan } from '../../model/answer.ts';
import type { Notice, Reply } from '../../model/chat.ts';

/** What the terminal can show. */
export interface Screen {
  /** Columns; lines are broken to fit. */
  readonly columns: number;
  readonly colour: boolean;
  /** IANA zone in which dates are shown. */
  readonly zone: string;
}

type Paint = ReturnType<typeof createColors>;

const narrowest = 24;
const widest = 100;
const bar = '│ ';

/** Draws a reply as lines of at most `screen.columns` columns, without a newline at the end. */
export function renderReply(reply: Pick<Reply, 'body'>, screen: Screen): string {
  const paint = createColors(screen.colour);
  const width = Math.min(widest, Math.max(narrowest, screen.columns));
  const blocks =
    reply.body.kind === 'notice'
      ? renderNotice(reply.body, paint, width)
      : renderAnswer(reply.body, screen, paint, width);
  return blocks.join('\n\n');
}

function renderNotice({ lead, sections }: Notice, paint: Paint, width: number): string[] {
  return [
    wrap(printable(lead), width),
    ...sections.map(({ title, lines }) =>
      [
        ...(title === null ? [] : [wrap(paint.bold(printable(title)), width)]),
        ...lines.map((line) => indent(wrap(printable(line), width - 4), '  ', '    ')),
      ].join('\n'),
    ),
  ];
}

function renderAnswer(answer: Answer, screen: Screen, paint: Paint, width: number): string[] {
  const notes = answer.notes.map((note) => wrap(paint.yellow(printable(note)), width));
  return [
    [wrap(styleLead(answer.lead, answer.leadStyle, paint), width), ...notes].join('\n'),
    ...changes(answer, paint, width),
    ...answer.items.map((item, place) => renderItem(item, place + 1, screen, paint, width)),
    ...renderOffers(answer, paint, width),
    wrap(paint.dim(printable(describeSearched(answer))), width),
  ];
}

function renderItem(item: AnswerItem, number: number, screen: Screen, paint: Paint, width: number): string {
  const label = paint.cyan(String(number));
  const words = wrap(paintWords(item, paint), width - 4);
  const quotation = indent(words, `${label} ${paint.dim(bar)}`, `  ${paint.dim(bar)}`);
  const source = indent(wrap(describeSource(item, screen, paint), width - 4), '    ', '    ');
  const { url } = item.article;
  // An address is never broken: a terminal makes a link of it only when it stands on one line.
  const address = url === null ? [] : [`    ${paint.dim(printable(linkToWords(url, saidWords(item))))}`];
  return [quotation, source, ...address].join('\n');
}

/** The piece of the content that a link should lead to: the first, since pieces may stand apart. */
function saidWords(item: AnswerItem): string {
  const [first] = item.said;
  return first === undefined ? item.text : item.text.slice(first[0], first[1]);
}

/** The exact words; what was said stands out from its attribution, and the answering words are bold. */
function paintWords(item: AnswerItem, paint: Paint): string {
  const inside = (spans: AnswerItem['said'], at: number) => spans.some(([start, end]) => at >= start && at < end);
  const edges = [...item.said, ...item.highlight].flat();
  const cuts = [...new Set([0, ...edges, item.text.length])].sort((a, b) => a - b);
  return cuts
    .slice(0, -1)
    .map((start, place) => {
      const piece = printable(item.text.slice(start, cuts[place + 1]));
      if (inside(item.highlight, start)) return paint.bold(paint.green(piece));
      return item.said.length === 0 || inside(item.said, start) ? piece : paint.dim(piece);
    })
    .join('');
}

function describeSource(item: AnswerItem, screen: Screen, paint: Paint): string {
  const { article, speaker } = item;
  const also = [...new Set(item.alsoIn.map((copy) => copy.article.outlet ?? copy.article.id))];
  return [
    speaker === null ? (item.type === null ? null : 'unattributed') : describeSpeaker(speaker, paint),
    item.type === 'indirect' ? 'reported, not in quotation marks' : null,
    article.outlet ?? article.title ?? article.id,
    article.published === null ? 'undated' : describeDay(article.published, screen.zone),
    also.length > 0 ? `also in ${also.join(', ')}` : null,
  ]
    .filter((part) => part !== null)
    .map((part) => (part.includes('\u001b') ? part : printable(part)))
    .join(' · ');
}

function describeSpeaker(speaker: NonNullable<AnswerItem['speaker']>, paint: Paint): string {
  const name = speaker.name ?? speaker.description ?? speaker.mention ?? 'unattributed';
  const role = speaker.name !== null && speaker.description !== null ? `, ${printable(speaker.description)}` : '';
  const via = speaker.via === null ? '' : `, through ${printable(speaker.via)}`;
  return `${paint.bold(printable(name))}${role}${via}`;
}

function describeDay(published: string, zone: string): string {
  const moment = DateTime.fromISO(published, { zone, locale: 'en-GB' });
  if (!moment.isValid) return published;
  return moment.toFormat(published.includes('T') ? 'd LLL yyyy, HH:mm' : 'd LLL yyyy');
}

/** Where claim and archive differ, a line each. */
function changes({ verdict }: Answer, paint: Paint, width: number): string[] {
  if (verdict === undefined || verdict.changed.length === 0) return [];
  const lines = verdict.changed.map(({ claimed, stored }) => {
    const was = claimed === '' ? paint.dim('(nothing)') : paint.red(printable(claimed));
    const is = stored === '' ? paint.dim('(nothing)') : paint.green(printable(stored));
    return indent(wrap(`claimed: ${was}   archive: ${is}`, width - 2), '  ', '  ');
  });
  return [lines.join('\n')];
}

function renderOffers(answer: Answer, paint: Paint, width: number): string[] {
  if (answer.offers.length === 0) return [];
  const lines = answer.offers.map(({ label, question }, place) => {
    const words = label === question ? label : `${label}: ${question}`;
    return indent(wrap(printable(words), width - 5), `  ${paint.cyan(String(place + 1))}  `, '     ');
  });
  return [lines.join('\n')];
}

function describeSearched({ searched, more }: Answer): string {
  const articles = `${searched.articles.toLocaleString('en')} article${searched.articles === 1 ? '' : 's'}`;
  const outlets = searched.outlets > 0 ? ` of ${searched.outlets} outlet${searched.outlets === 1 ? '' : 's'}` : '';
  const { from, to } = searched;
  const day = (date: string) => DateTime.fromISO(date, { locale: 'en-GB' }).toFormat('d LLLL yyyy');
  const period = from === null || to === null ? '' : from === to ? `, ${day(from)}` : `, ${day(from)} to ${day(to)}`;
  return `Searched ${articles}${outlets}${period}${more > 0 ? ` · ${more} more: type "more"` : ''}`;
}

function styleLead(lead: string, styles: readonly StyledSpan[], paint: Paint): string {
  let drawn = '';
  let at = 0;
  for (const { start, end, style } of [...styles].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    const words = printable(lead.slice(start, end));
    drawn += printable(lead.slice(at, start)) + (style === 'strong' ? paint.bold(words) : paint.italic(words));
    at = end;
  }
  return drawn + printable(lead.slice(at));
}

/**
 * Takes the control characters out, so that no article can move the cursor or write a title, and the marks that
 * turn the direction of what follows. Line breaks stay.
 */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, ' ');
}

function wrap(text: string, width: number): string {
  return wrapAnsi(text, Math.max(10, width), { hard: true, trim: true });
}

function indent(text: string, first: string, following: string): string {
  return text
    .split('\n')
    .map((line, place) => (place === 0 ? first : following) + line)
    .join('\n');
}
