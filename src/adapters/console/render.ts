import { DateTime } from 'luxon';
import { createColors } from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import { formWords } from '../../answer/form-words.ts';
import { itemLabel } from '../../answer/item-label.ts';
import { searchedWords } from '../../answer/searched-words.ts';
import {
  addressOf,
  mannerWords,
  otherOutlets,
  outletWords,
  type SpeakerWords,
  speakerWords,
} from '../../answer/source-words.ts';
import type { Answer, AnswerItem, StyledSpan } from '../../model/answer.ts';
import type { Bulletin, BulletinStory, Notice, Reply } from '../../model/chat.ts';
import { barsOf } from './bars.ts';

/** What the terminal can show. */
export interface Screen {
  /** Columns; lines are broken to fit. */
  readonly columns: number;
  readonly colour: boolean;
  /** IANA zone in which dates are shown. */
  readonly zone: string;
  readonly now: Date;
}

type Paint = ReturnType<typeof createColors>;

const narrowest = 16;
const widest = 100;
const bar = '│ ';

/**
 * Has ready what the first drawing asks Intl and the tables of widths for, which takes longer than all the rest: while an
 * answer is looked for nobody waits for it.
 */
export function prepareToRender(screen: Screen): void {
  describeDay(screen.now.toISOString(), screen.zone);
  const searched = { articles: 2, outlets: 2, from: '2025-01-01', to: '2025-02-01' };
  wrap(`“${describeSearched({ searched, more: 1 }, screen)}”`, narrowest);
}

/** Draws a reply as lines of at most `screen.columns` columns, without a newline at the end. */
export function renderReply(reply: Pick<Reply, 'body'>, screen: Screen): string {
  const paint = createColors(screen.colour);
  const width = Math.min(widest, Math.max(narrowest, screen.columns));
  return renderBody(reply.body, screen, paint, width).join('\n\n');
}

function renderBody(body: Reply['body'], screen: Screen, paint: Paint, width: number): string[] {
  switch (body.kind) {
    case 'notice':
      return renderNotice(body, paint, width);
    case 'form':
      return renderNotice(formWords(body), paint, width);
    case 'bulletin':
      return renderBulletin(body, screen, paint, width);
    default:
      return renderAnswer(body, screen, paint, width);
  }
}

function renderBulletin({ lead, stories, remarks, closing }: Bulletin, screen: Screen, paint: Paint, width: number) {
  return [
    wrap(paint.bold(printable(lead)), width),
    ...stories.map((story) => renderStory(story, screen, paint, width)),
    ...(remarks.length > 0 ? [remarks.map((remark) => wrap(printable(remark), width)).join('\n')] : []),
    wrap(paint.dim(printable(closing)), width),
  ];
}

function renderStory(story: BulletinStory, screen: Screen, paint: Paint, width: number): string {
  const { headline, quotation, carriers } = story;
  const title = headline === null ? null : (headline.title ?? headline.outlet ?? 'An article without a title');
  const source = [
    ...(quotation === null ? [] : [describeSource(quotation, screen, paint)]),
    ...(carriers === null ? [] : [printable(carriers)]),
  ].join(' · ');
  return [
    ...(title === null ? [] : [wrap(paint.bold(printable(title)), width)]),
    ...(headline?.url ? [`  ${paint.dim(renderAddress(headline.url, headline.url, screen))}`] : []),
    ...(quotation === null
      ? []
      : [indent(wrap(paintWords(quotation, paint), width - 4), `  ${paint.dim(bar)}`, `  ${paint.dim(bar)}`)]),
    ...(source === '' ? [] : [indent(wrap(source, width - 4), '    ', '    ')]),
  ].join('\n');
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
    ...renderSeries(answer, width),
    ...answer.items.map((item, place) => renderItem(item, (answer.offset ?? 0) + place + 1, screen, paint, width)),
    ...renderOffers(answer, paint, width),
    wrap(paint.dim(printable(describeSearched(answer, screen))), width),
  ];
}

function renderItem(item: AnswerItem, number: number, screen: Screen, paint: Paint, width: number): string {
  const label = paint.cyan(String(number));
  const margin = ' '.repeat(String(number).length);
  const words = wrap(paintWords(item, paint), width - margin.length - 1 - bar.length);
  const quotation = indent(words, `${label} ${paint.dim(bar)}`, `${margin} ${paint.dim(bar)}`);
  const heading = itemLabel(item, { locale: 'en-GB' });
  const above = heading === null ? [] : [indent(wrap(paint.bold(printable(heading)), width - 2), '  ', '  ')];
  const source = indent(wrap(describeSource(item, screen, paint), width - 4), '    ', '    ');
  const toWords = addressOf(item);
  const address =
    toWords === null ? [] : [`    ${paint.dim(renderAddress(item.article.url ?? toWords, toWords, screen))}`];
  return [...above, quotation, source, ...address].join('\n');
}

/**
 * Where colour is drawn, the address is a link that leads to the words (OSC 8); in a pipe it stands whole on one line,
 * since a broken one leads nowhere.
 */
function renderAddress(url: string, toWords: string, { colour }: Screen): string {
  return colour ? `\u001b]8;;${printable(toWords)}\u0007${printable(url)}\u001b]8;;\u0007` : printable(toWords);
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
  const also = otherOutlets(item).map(({ name }) => name);
  const { published } = item.article;
  const speaker = speakerWords(item);
  return [
    ...(speaker === null ? [] : [describeSpeaker(speaker, paint)]),
    ...mannerWords(item),
    printable(outletWords(item.article)),
    published === null ? 'undated' : describeDay(published, screen.zone),
    ...(also.length > 0 ? [printable(`also in ${also.join(', ')}`)] : []),
  ].join(' · ');
}

function describeSpeaker({ name, role, mention, via }: SpeakerWords, paint: Paint): string {
  return [
    paint.bold(printable(name)),
    role === null ? '' : `, ${printable(role)}`,
    mention === null ? '' : ` (“${printable(mention)}”)`,
    via === null ? '' : `, through ${printable(via)}`,
  ].join('');
}

function describeDay(published: string, zone: string): string {
  const moment = DateTime.fromISO(published, { zone, locale: 'en-GB' });
  if (!moment.isValid) return printable(published);
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

/** Above the first page of a timeline. */
function renderSeries({ series, offset = 0 }: Answer, width: number): string[] {
  const lines = series === undefined || offset > 0 ? [] : barsOf(series, width - 2);
  return lines.length === 0 ? [] : [lines.map((line) => `  ${line}`).join('\n')];
}

function renderOffers(answer: Answer, paint: Paint, width: number): string[] {
  if (answer.offers.length === 0) return [];
  const lines = answer.offers.map(({ label, question }, place) => {
    const words = label === question ? label : `${label}: ${question}`;
    return indent(wrap(printable(words), width - 5), `  ${paint.cyan(String(place + 1))}  `, '     ');
  });
  return [lines.join('\n')];
}

function describeSearched({ searched, more }: Pick<Answer, 'searched' | 'more'>, { zone, now }: Screen): string {
  const rest = more > 0 ? ` · ${more} more: type "more"` : '';
  return `Searched ${searchedWords(searched, { locale: 'en-GB', zone, now })}${rest}`;
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
 * turn the direction of what follows. Line breaks stay, but no empty screens of them.
 */
function printable(text: string): string {
  return text
    .replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, ' ')
    .replace(/\n(?:\s*\n){2,}/g, '\n\n');
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
