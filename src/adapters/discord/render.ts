import type { APIActionRowComponent, APIAllowedMentions, APIButtonComponentWithCustomId, APIEmbed } from 'discord.js';
import { formWords } from '../../answer/form-words.ts';
import { itemLabel } from '../../answer/item-label.ts';
import type { Answer, AnswerItem } from '../../model/answer.ts';
import type { Bulletin, BulletinStory, Button, Notice, Reply } from '../../model/chat.ts';
import { drawLead, drawNotes, drawSearched, drawVerdict, strongSpans } from './answer-parts.ts';
import { attribution, openArticle, type Room, shorten } from './attribution.ts';
import { bold, escapeInline, link, plainLine } from './escape.ts';
import { greatest } from './fit.ts';
import { type Quotation, quotationWithin } from './quotation.ts';

/** The body of a message as the API takes it; the same for a new one and for an edit, which clears what is empty. */
export interface MessageBody {
  readonly content: string;
  readonly embeds: APIEmbed[];
  readonly components: APIActionRowComponent<APIButtonComponentWithCustomId>[];
  readonly allowed_mentions: APIAllowedMentions;
}

type Overflow = 'embed' | 'cut';

export interface Drawing {
  readonly now: Date;
  /** Delivery id that the buttons shall bear; `null` where there is none to be found again. */
  readonly delivery: string | null;
  /** What becomes of text that is too long for the content; it is `cut` where the bot may not embed. */
  readonly overflow: Overflow;
}

/** A button's id ends in the delivery that it came with, so that the delivery can be found in the channel. */
export const deliveryMark = '~';

const longestContent = 2000;
const longestDescription = 4096;
const buttonsInRow = 5;
const mostButtons = 25;
const longestLabel = 80;
const longestItemLabel = 240;
const longestCustomId = 100;
/** Of the room below the lead, for notes and verdict: the statements matter more. */
const shareOfHead = 3 / 8;
/** Items of a page on a screen: so many are never left out, but cut. */
const itemsKept = 3;
/** A quotation of some 200 characters, and the line that tells where it was cut. */
const shortestShare = 700;
/** Markup included. A longer one is a wall on a phone, and the article is a tap away. */
const longestQuotation = 1600;
const betweenItems = '\n\n';

const roomy: Room = { address: 1000, name: 160, copies: 'linked' };
const tight: Room = { address: 1000, name: 160, copies: 'named' };
const tightest: Room = { address: 400, name: 60, copies: 'named' };

/**
 * Draws a reply.
 *
 * The text goes into the content, and only what is too long for it into one embed below the lead. Content is what a
 * push notification shows, what the channel search finds, what a screen reader reads as the message and what a phone
 * copies, and no reader's setting hides it. Components V2 would give structure, but forbids content: its
 * notifications are empty (discord-api-docs#7854). Of an embed, only the lead remains in all of these.
 */
export function renderReply(
  { body, buttons }: Pick<Reply, 'body' | 'buttons'>,
  { now, delivery, overflow }: Drawing,
): MessageBody {
  return {
    ...renderBody(body, now, overflow),
    components: renderButtons(buttons, delivery),
    // Without it Discord would ping whoever a quotation names.
    allowed_mentions: { parse: [], replied_user: false },
  };
}

/** What a thread is called that is made for this reply. */
export function threadName({ body }: Pick<Reply, 'body'>): string {
  const name = shorten(plainLine(nameFor(body)), 100);
  return name === '' ? 'Answer' : name;
}

function nameFor(body: Reply['body']): string {
  if (body.kind === 'form') return body.title;
  return body.kind === 'notice' || body.kind === 'bulletin' ? body.lead : body.question;
}

type Drawn = Pick<MessageBody, 'content' | 'embeds'>;

function renderBody(body: Reply['body'], now: Date, overflow: Overflow): Drawn {
  switch (body.kind) {
    case 'notice':
      return renderNotice(body, overflow);
    case 'form':
      return renderNotice(formWords(body), overflow);
    case 'bulletin':
      return renderBulletin(body, overflow);
    default:
      return renderAnswer(body, now, overflow);
  }
}

function renderAnswer(answer: Answer, now: Date, overflow: Overflow): Drawn {
  const lead = drawLead(answer.lead, answer.leadStyle);
  const notes = drawNotes(answer.notes);
  const verdict = drawVerdict(answer);
  const searched = drawSearched(answer.searched, answer.more, now);
  const quotations = answer.items.map((item) => quote(item, answer, longestQuotation));
  const drawn = [roomy, tight].map((room) =>
    answer.items.map((item, place) => drawItem(item, quotations[place], numberOf(place, answer), room)),
  );
  for (const items of drawn) {
    const whole = joinBlocks([[lead, ...notes, ...verdict], ...items.map((item) => [item]), [searched]]);
    if (whole.length <= longestContent) return { content: whole, embeds: [] };
  }
  const head = [...notes, ...verdict];
  return belowLead(lead, overflow, (longest) => fitItems({ answer, drawn, head, now, longest }));
}

/** Puts what is too long for the content below the lead: into an embed, or as much of it as the content takes. */
function belowLead(lead: string, overflow: Overflow, within: (longest: number) => string): Drawn {
  if (overflow === 'embed') return { content: lead, embeds: [{ description: within(longestDescription) }] };
  return { content: joinBlocks([[lead], [within(longestContent - lead.length - betweenItems.length)]]), embeds: [] };
}

function quote(item: AnswerItem, answer: Answer, longest: number): Quotation {
  return quotationWithin(item.text, strongSpans(item, answer), longest);
}

function drawItem(item: AnswerItem, quotation: Quotation | undefined, number: number | null, room: Room): string {
  const { text = '', missing = 0 } = quotation ?? {};
  return [
    ...labelLine(item),
    text,
    ...(missing > 0 ? [cutLine(item, missing)] : []),
    attribution(item, number, room),
  ].join('\n');
}

/** What a timeline or a comparison says of the item, above its words. */
function labelLine(item: AnswerItem): string[] {
  const label = itemLabel(item, { locale: 'en-GB' });
  return label === null ? [] : [bold(escapeInline(shorten(label, longestItemLabel)))];
}

/** Buttons speak of items by number, through all pages; a single one needs none. */
function numberOf(place: number, { items, offset = 0 }: Answer): number | null {
  return items.length > 1 ? offset + place + 1 : null;
}

interface Fitting {
  readonly answer: Answer;
  /** The items as drawn with more and with less room. */
  readonly drawn: readonly (readonly string[])[];
  readonly head: readonly string[];
  readonly now: Date;
  readonly longest: number;
}

/**
 * Whole items as long as they fit, the rest counted. Where not even the first few fit, they share the room: short ones
 * stay whole, long ones are cut and say so.
 */
function fitItems({ answer, drawn, head, now, longest }: Fitting): string {
  const compose = (items: readonly string[]) =>
    joinBlocks([
      linesWithin(head, longest * shareOfHead),
      ...items.map((item) => [item]),
      [drawSearched(answer.searched, answer.more + answer.items.length - items.length, now)],
    ]);
  for (const items of drawn) {
    const shown = greatest(items.length, (shown) => compose(items.slice(0, shown)).length <= longest);
    if (shown >= Math.min(itemsKept, items.length)) return compose(items.slice(0, shown));
  }
  for (let shown = Math.min(itemsKept, answer.items.length); shown > 0; shown -= 1) {
    const items = answer.items.slice(0, shown);
    const lines = items.map((item, place) =>
      [...labelLine(item), '', attribution(item, numberOf(place, answer), tightest)].join('\n'),
    );
    const room = longest - compose(lines).length;
    if (room >= shown * shortestShare) return compose(shareRoom(items, answer, room));
  }
  return compose([]);
}

/** @param room for the quotations, without the lines under them */
function shareRoom(items: readonly AnswerItem[], answer: Answer, room: number): string[] {
  const wants = items.map((item) => {
    const { text, missing } = quote(item, answer, longestQuotation);
    return text.length + (missing > 0 ? roomToTell(item) : 0);
  });
  const shares = fairShares(wants, room);
  return items.map((item, place) => {
    const share = shares[place] ?? 0;
    const longest = share >= (wants[place] ?? 0) ? longestQuotation : share - roomToTell(item);
    return drawItem(item, quote(item, answer, longest), numberOf(place, answer), tightest);
  });
}

function roomToTell(item: AnswerItem): number {
  return cutLine(item, item.text.length).length + 1;
}

/** Outside of the quotation, so that it is not taken for words of the article. */
function cutLine(item: AnswerItem, missing: number): string {
  const open = openArticle(item, tightest);
  return `… (cut here: ${missing.toLocaleString('en')} more characters${open === null ? '' : ` · ${open}`})`;
}

/** Divides `room` so that small wants are met and the large ones get the same. */
function fairShares(wants: readonly number[], room: number): number[] {
  const shares = wants.map(() => 0);
  const bySize = wants.map((_want, place) => place).sort((a, b) => (wants[a] ?? 0) - (wants[b] ?? 0));
  let left = room;
  bySize.forEach((place, done) => {
    shares[place] = Math.min(wants[place] ?? 0, Math.floor(left / (wants.length - done)));
    left -= shares[place];
  });
  return shares;
}

function renderNotice({ lead, sections }: Notice, overflow: Overflow): Drawn {
  const first = drawLead(lead, []);
  const blocks = sections.map(({ title, lines }) => [
    ...(title === null ? [] : [bold(escapeInline(shorten(title, 200)))]),
    ...lines.map((line) => `${title === null ? '' : '- '}${escapeInline(shorten(line, 500)).trim()}`),
  ]);
  const whole = joinBlocks([[first], ...blocks]);
  if (whole.length <= longestContent) return { content: whole, embeds: [] };
  const lines = joinBlocks(blocks).split('\n');
  return belowLead(first, overflow, (longest) => linesWithin(lines, longest).join('\n'));
}

/** Title, stories, remarks, closing; quotations are shortened until all stories fit. */
function renderBulletin({ lead, stories, remarks, closing }: Bulletin, overflow: Overflow): Drawn {
  const title = bold(drawLead(lead, []));
  const last = `-# ${escapeInline(shorten(closing, 300))}`;
  const compose = (longest: number, shown = stories.length) => [
    ...stories.slice(0, shown).map((story) => drawStory(story, longest)),
    ...(shown < stories.length ? [[`… ${stories.length - shown} more have no room here`]] : []),
    drawNotes(remarks),
    [last],
  ];
  for (const longest of [longestQuotation, 500]) {
    const content = joinBlocks([[title], ...compose(longest)]);
    if (content.length <= longestContent) return { content, embeds: [] };
  }
  return belowLead(title, overflow, (longest) => {
    for (const quotation of [longestQuotation, 800, 400, 200]) {
      const whole = joinBlocks(compose(quotation));
      if (whole.length <= longest) return whole;
    }
    const shown = greatest(stories.length, (count) => joinBlocks(compose(200, count)).length <= longest);
    return joinBlocks(compose(200, shown));
  });
}

function drawStory({ headline, quotation, carriers }: BulletinStory, longest: number): string[] {
  const title = headline === null ? null : (headline.title ?? headline.outlet ?? 'An article without a title');
  const drawn = quotation === null ? null : quotationWithin(quotation.text, [], longest);
  const below = [
    ...(quotation === null ? [] : [attribution(quotation, null, tight)]),
    ...(carriers === null ? [] : [escapeInline(shorten(carriers, 200))]),
  ].join(' · ');
  return [
    ...(title === null ? [] : [bold(link(shorten(title, 200), headline?.url ?? null, tight.address))]),
    ...(drawn === null ? [] : [drawn.text]),
    ...(quotation === null || drawn === null || drawn.missing === 0 ? [] : [cutLine(quotation, drawn.missing)]),
    ...(below === '' ? [] : [below]),
  ];
}

/** Whole lines as long as they fit, the rest counted. */
function linesWithin(lines: readonly string[], longest: number): string[] {
  const some = (shown: number) => {
    const left = lines.length - shown;
    return [...lines.slice(0, shown), ...(left > 0 ? [`… ${left} more ${left === 1 ? 'line' : 'lines'}`] : [])];
  };
  return some(greatest(lines.length, (shown) => some(shown).join('\n').length <= longest));
}

function joinBlocks(blocks: readonly (readonly string[])[]): string {
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join(betweenItems);
}

function renderButtons(buttons: readonly Button[], delivery: string | null): MessageBody['components'] {
  const unique = [...new Map(buttons.map((button) => [button.id, button])).values()].slice(0, mostButtons);
  const rows: MessageBody['components'] = [];
  for (let start = 0; start < unique.length; start += buttonsInRow) {
    rows.push({
      type: 1,
      components: unique.slice(start, start + buttonsInRow).map((button) => drawButton(button, delivery)),
    });
  }
  return rows;
}

function drawButton({ id, label }: Button, delivery: string | null): APIButtonComponentWithCustomId {
  const customId = delivery === null ? id : `${id}${deliveryMark}${delivery}`;
  if (customId.length > longestCustomId) {
    throw new RangeError(`Expected button ids of at most ${longestCustomId} characters, got ${customId.length}`);
  }
  const words = shorten(plainLine(label), longestLabel);
  return { type: 2, style: 2, custom_id: customId, label: words === '' ? '…' : words };
}
