import type { ActionsBlock, HomeView, KnownBlock, RichTextBlock } from '@slack/types';
import { formWords } from '../../answer/form-words.ts';
import { itemLabel } from '../../answer/item-label.ts';
import { addressOf } from '../../answer/source-words.ts';
import type { Answer, AnswerItem } from '../../model/answer.ts';
import type { Bulletin, BulletinStory, Button, Notice, Reply } from '../../model/chat.ts';
import { cutAt } from './cut.ts';
import { clip, escapeControl, inOneLine, mrkdwn, mrkdwnLink, plainLabel } from './escape.ts';
import { outside, richText, section } from './rich-text.ts';
import { attribution, grouped, searchedLine } from './wording.ts';

/** A message as chat.postMessage, chat.update and response_url take it. */
export interface SlackMessage {
  /** What notifications and screen readers get; never shown beside the blocks. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

interface Drawing {
  readonly now: Date;
  /** Becomes the `block_id` of the first block, so that the message can be recognized later. */
  readonly mark?: string;
}

/**
 * Slack refuses blocks of about 13,000 characters together, which its reference does not tell
 * (https://github.com/slackapi/bolt-js/issues/2509). Counted as JSON: more than Slack counts, by whatever it counts.
 */
const mostCharacters = 12_500;
const mostBlocks = 50;
/** What each part may take of that, so that there is always room for a statement. */
const room = { lead: 2000, notes: 1200, verdict: 2000, buttons: 3500, closing: 700 };
const longestLead = 1000;
const longestQuotation = 2400;
const shortestQuotation = 280;
const longestAttribution = 2900;
const mostButtons = 25;
const longestLabel = 240;

export function renderMessage(reply: Pick<Reply, 'body' | 'buttons'>, drawing: Drawing): SlackMessage {
  const buttons = renderButtons(reply.buttons);
  const { body } = reply;
  const content = renderBody(body, drawing.now, sizeOf(buttons));
  const blocks = [...content, ...buttons];
  const [first, ...rest] = blocks;
  const marked =
    first !== undefined && drawing.mark !== undefined ? [{ ...first, block_id: drawing.mark }, ...rest] : blocks;
  return { text: escapeControl(clip(inOneLine(leadOf(body)), 1000)) || '…', blocks: marked };
}

function renderBody(body: Reply['body'], now: Date, buttonsSize: number): KnownBlock[] {
  switch (body.kind) {
    case 'notice':
      return renderNotice(body, mostCharacters - buttonsSize);
    case 'form':
      return renderNotice(formWords(body), mostCharacters - buttonsSize);
    case 'bulletin':
      return renderBulletin(body, mostCharacters - buttonsSize);
    default:
      return renderAnswer(body, now, buttonsSize);
  }
}

function leadOf(body: Reply['body']): string {
  return body.kind === 'form' ? formWords(body).lead : body.lead;
}

/** The App Home: the bodies one below the other. */
export function renderHome(replies: readonly Pick<Reply, 'body' | 'buttons'>[], drawing: Drawing): HomeView {
  const blocks = replies.flatMap((reply, place) => [
    ...(place > 0 ? [{ type: 'divider' } as const] : []),
    ...renderMessage(reply, drawing).blocks,
  ]);
  return { type: 'home', blocks: blocks.slice(0, 100) };
}

function renderAnswer(answer: Answer, now: Date, buttonsSize: number): KnownBlock[] {
  const opening = [
    fitting(longestLead, room.lead, (longest) => renderLead(answer, longest)),
    ...fitting(300, room.notes, (longest) => renderNotes(answer.notes, longest)),
    ...fitting(1000, room.verdict, (longest) => renderVerdict(answer, longest)),
  ];
  const left = mostCharacters - buttonsSize - sizeOf(opening) - room.closing;
  const drawn = renderItems(answer, left, mostBlocks - opening.length - 2);
  return [...opening, ...drawn.blocks, context(searchedLine(answer, answer.items.length - drawn.items, now))];
}

/** Draws with fewer and fewer characters until it takes no more than its room. */
function fitting<T>(longest: number, most: number, draw: (longest: number) => T): T {
  const drawn = draw(longest);
  return sizeOf(drawn) <= most || longest < 20 ? drawn : fitting(Math.floor(longest / 2), most, draw);
}

function renderLead({ lead, leadStyle }: Answer, longest: number): RichTextBlock {
  const shown = clip(inOneLine(lead), longest);
  const spans = (style: 'strong' | 'emphasis') =>
    leadStyle.filter((span) => span.style === style).map(({ start, end }) => [start, end] as const);
  return rich(section(...richText(shown || '…', { bold: spans('strong'), italic: spans('emphasis') })));
}

/** Whole items as far as they fit; a long quotation is shortened, the first one so far that there is always one. */
function renderItems(answer: Answer, characters: number, blocks: number): { blocks: KnownBlock[]; items: number } {
  const drawn: KnownBlock[] = [];
  let left = characters;
  let items = 0;
  const before = answer.offset ?? 0;
  const isNumbered = before + answer.items.length > 1;
  for (const item of answer.items) {
    const number = isNumbered ? before + items + 1 : null;
    const fits = itemWithin(item, number, answer, left);
    if (sizeOf(fits) > left && items > 0) break;
    if (drawn.length + fits.length > blocks) break;
    drawn.push(...fits);
    left -= sizeOf(fits);
    items += 1;
  }
  return { blocks: drawn, items };
}

/** The item with as many of its words as there is room for; with the fewest it may still be more than that. */
function itemWithin(item: AnswerItem, number: number | null, answer: Answer, left: number): KnownBlock[] {
  const draw = (longest: number, line: number) => [
    ...renderLabel(item),
    ...renderWords(item, answer, longest),
    context(attribution(item, number, line)),
  ];
  for (let longest = longestQuotation; longest > shortestQuotation; longest = Math.floor(longest / 2)) {
    const blocks = draw(longest, longestAttribution);
    if (sizeOf(blocks) <= left) return blocks;
  }
  return draw(shortestQuotation, shortestQuotation * 2);
}

/** What a timeline or a comparison says of the item, above its words. */
function renderLabel(item: AnswerItem): KnownBlock[] {
  const label = itemLabel(item, { locale: 'en-GB' });
  if (label === null) return [];
  const shown = clip(label, longestLabel);
  return [rich(section(...richText(shown, { bold: [[0, shown.length]] })))];
}

/** The words as a block quotation; where it ends too early, a line below and outside of it says so. */
function renderWords(item: AnswerItem, answer: Pick<Answer, 'verdict'>, longest: number): KnownBlock[] {
  const end = cutAt(item.text, longest);
  const words = richText(item.text.slice(0, end), stylingOf(item, answer));
  const quotation = rich({ type: 'rich_text_quote', elements: words });
  return end < item.text.length ? [quotation, context(cutNote(item, end))] : [quotation];
}

function cutNote(item: AnswerItem, end: number): string {
  const missing = item.text.slice(end).trimStart().length;
  return `… (cut here: ${grouped(missing)} more characters · ${mrkdwnLink(addressOf(item), 'open the article')})`;
}

/**
 * What was said stands upright between the reporter's words in italics. In a longer passage it is the other way
 * round, since nobody reads paragraphs of italics: there it stands out in bold, as the answering words always do.
 */
function stylingOf(item: AnswerItem, answer: Pick<Answer, 'verdict'>) {
  const said = item.said.reduce((total, [start, end]) => total + end - start, 0);
  const isMostlySaid = said > item.text.length / 3;
  const standsOut = said > 0 && !isMostlySaid ? item.said : [];
  return {
    bold: [...item.highlight, ...standsOut, ...storedWords(item, answer)],
    italic: said > 0 && isMostlySaid ? outside(item.said, item.text.length) : [],
  };
}

/** Words of the archive that the claim has otherwise; only where it is plain which of them are meant. */
function storedWords({ text }: AnswerItem, { verdict }: Pick<Answer, 'verdict'>): (readonly [number, number])[] {
  return (verdict?.changed ?? []).flatMap(({ stored }) => onlyPlace(text, stored));
}

function onlyPlace(text: string, words: string): (readonly [number, number])[] {
  const first = placeOf(text, words, 0);
  if (first === null || placeOf(text, words, first + 1) !== null) return [];
  return [[first, first + words.length]];
}

/** Where the words stand by themselves, not as a part of others. */
function placeOf(text: string, words: string, from: number): number | null {
  if (words === '') return null;
  for (let at = text.indexOf(words, from); at >= 0; at = text.indexOf(words, at + 1)) {
    const around = [text[at - 1], text[at + words.length]];
    if (!around.some((character) => character !== undefined && /[\p{L}\p{N}]/u.test(character))) return at;
  }
  return null;
}

/** The claim with its differing words struck, and each difference as a line. */
function renderVerdict({ understood, verdict }: Answer, longest: number): KnownBlock[] {
  const changed = verdict?.changed ?? [];
  if (changed.length === 0) return [];
  const claim = clip(inOneLine(understood.quote ?? ''), longest);
  const struck = changed.flatMap(({ claimed }) => onlyPlace(claim, claimed));
  const most = Math.ceil(longest / 5);
  const differences = changed
    .slice(0, Math.ceil(longest / 80))
    .map(({ claimed, stored }) =>
      section(
        ...(claimed === '' ? richText('(nothing)') : struckOut(clip(inOneLine(claimed), most))),
        ...richText(' → '),
        ...(stored === '' ? richText('(not there)') : bold(clip(inOneLine(stored), most))),
      ),
    );
  return [
    {
      type: 'rich_text',
      elements: [
        ...(claim === '' ? [] : [section(...bold('Claimed: '), ...richText(claim, { strike: struck }))]),
        section(...richText('Claimed → in the archive:')),
        { type: 'rich_text_list', style: 'bullet', elements: differences },
      ],
    },
  ];
}

/** Title, stories, remarks, closing. Quotations are shortened until all stories fit; what is still too much is counted. */
function renderBulletin({ lead, stories, remarks, closing }: Bulletin, characters: number): KnownBlock[] {
  const opening = [
    fitting(longestLead, room.lead, (longest) => rich(section(...bold(clip(inOneLine(lead), longest) || '…')))),
  ];
  const ending = [
    ...fitting(300, room.notes, (longest) => renderNotes(remarks, longest)),
    context(mrkdwn(closing, 300)),
  ];
  const left = characters - sizeOf(opening) - sizeOf(ending) - room.closing;
  for (let longest = longestQuotation; longest >= shortestQuotation; longest = Math.floor(longest / 2)) {
    const drawn = stories.flatMap((story) => renderStory(story, longest));
    if (sizeOf(drawn) <= left && drawn.length <= mostBlocks - 5) return [...opening, ...drawn, ...ending];
  }
  const drawn: KnownBlock[] = [];
  let shown = 0;
  for (const story of stories) {
    const blocks = renderStory(story, shortestQuotation);
    if (sizeOf(drawn) + sizeOf(blocks) > left || drawn.length + blocks.length > mostBlocks - 6) break;
    drawn.push(...blocks);
    shown += 1;
  }
  return [...opening, ...drawn, context(`… ${grouped(stories.length - shown)} more have no room here`), ...ending];
}

function renderStory({ headline, quotation, carriers }: BulletinStory, longest: number): KnownBlock[] {
  const title = headline === null ? null : (headline.title ?? headline.outlet ?? 'An article without a title');
  const below = [
    ...(quotation === null ? [] : [attribution(quotation, null, longestAttribution / 2)]),
    ...(carriers === null ? [] : [mrkdwn(carriers, 200)]),
  ].join(' · ');
  return [
    ...(title === null
      ? []
      : [
          {
            type: 'section' as const,
            text: { type: 'mrkdwn' as const, text: `*${mrkdwnLink(headline?.url ?? null, title, 200)}*` },
          },
        ]),
    ...(quotation === null ? [] : renderWords(quotation, {}, longest)),
    ...(below === '' ? [] : [context(below)]),
  ];
}

function renderNotes(notes: readonly string[], longest: number): KnownBlock[] {
  const lines = notes.slice(0, 5).map((note) => mrkdwn(note, longest));
  return lines.length === 0 ? [] : [context(lines.join('\n'))];
}

/** Lead, then each section as a title with its lines; what is too much is counted. */
function renderNotice({ lead, sections }: Notice, characters: number): KnownBlock[] {
  const blocks: KnownBlock[] = [
    fitting(longestLead, room.lead, (longest) => rich(section(...richText(clip(inOneLine(lead), longest) || '…')))),
  ];
  let left = characters - sizeOf(blocks) - room.closing;
  let missing = 0;
  for (const { title, lines } of sections) {
    const shown: string[] = [];
    left -= sizeOf(renderSection(title, ['']));
    for (const line of lines) {
      const size = sizeOf(line) + 80;
      if (size > left || blocks.length >= mostBlocks - 3) missing += 1;
      else {
        shown.push(line);
        left -= size;
      }
    }
    if (title || shown.length > 0) blocks.push(renderSection(title, shown));
  }
  return missing === 0 ? blocks : [...blocks, context(`… ${grouped(missing)} more lines have no room here`)];
}

function renderSection(title: string | null, lines: readonly string[]): RichTextBlock {
  const items = lines.map((line) => section(...richText(clip(inOneLine(line), 1000) || ' ')));
  return {
    type: 'rich_text',
    elements: [
      ...(title ? [section(...bold(clip(inOneLine(title), 300)))] : []),
      ...(items.length === 0 ? [] : [{ type: 'rich_text_list' as const, style: 'bullet' as const, elements: items }]),
    ],
  };
}

function renderButtons(buttons: readonly Button[]): ActionsBlock[] {
  if (buttons.length === 0) return [];
  const elements = buttons.slice(0, mostButtons).map(({ id, label }) => ({
    type: 'button' as const,
    action_id: id,
    text: { type: 'plain_text' as const, text: plainLabel(label, 75), emoji: false },
  }));
  while (sizeOf(elements) > room.buttons) elements.pop();
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function bold(text: string) {
  return richText(text, { bold: [[0, text.length]] });
}

function struckOut(text: string) {
  return richText(text, { strike: [[0, text.length]] });
}

function rich(element: RichTextBlock['elements'][number]): RichTextBlock {
  return { type: 'rich_text', elements: [element] };
}

/** A small grey line. */
function context(text: string): KnownBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] };
}

function sizeOf(part: unknown): number {
  return JSON.stringify(part).length;
}
