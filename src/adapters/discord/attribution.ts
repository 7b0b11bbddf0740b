import { linkToWords } from '../../answer/text-fragment.ts';
import type { AnswerItem, AnswerSpeaker } from '../../model/answer.ts';
import type { ArticleReference } from '../../model/article.ts';
import { bold, escapeInline, italic, link } from './escape.ts';

/** How much room the lines under quotations may take. */
export interface Room {
  /** Characters of an address; a longer one loses its way to the words, then the link. */
  readonly address: number;
  /** Characters of a name, a description or an outlet, before escaping. */
  readonly name: number;
  readonly copies: 'linked' | 'named';
}

const copiesNamed = 3;

/** Who said it, where, when, and where else: one line. */
export function attribution(item: AnswerItem, room: Room): string {
  const words = saidWords(item);
  return [
    whoSaid(item, room),
    outletLink(item.article, words, room, 'linked'),
    published(item.article.published),
    copies(item, room),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** "open the article", linked to its words; `null` where there is no address. */
export function openArticle(item: AnswerItem, room: Room): string | null {
  const opened = linkWithin('open the article', item.article.url, saidWords(item), room);
  return opened.startsWith('[') ? opened : null;
}

function whoSaid({ speaker, type }: AnswerItem, room: Room): string | null {
  // Read aloud, marks and indents of a quotation are lost: what is no quotation says so in words.
  const reported = type === 'indirect' ? `${italic('reported, not quoted')}: ` : '';
  if (speaker !== null) return reported + describeSpeaker(speaker, room);
  return type === null ? null : `${reported}unattributed`;
}

function describeSpeaker({ name, mention, description, via }: AnswerSpeaker, room: Room): string {
  const short = (text: string) => escapeInline(shorten(text, room.name));
  const who = name ?? description ?? mention;
  const through = via === null ? '' : `, through ${short(via)}`;
  if (who === null) return `unattributed${through}`;
  const role = name !== null && description !== null && description !== name ? `, ${short(description)}` : '';
  return bold(short(who)) + role + heldFor({ name, mention, description }, short) + through;
}

/** The words of the article for the speaker, where the name is not among them: "he", "the commissioner". */
function heldFor(
  { name, mention, description }: Pick<AnswerSpeaker, 'name' | 'mention' | 'description'>,
  short: (text: string) => string,
): string {
  if (name === null || mention === null) return '';
  const known = `${name} ${description ?? ''}`.toLowerCase();
  return known.includes(mention.toLowerCase()) ? '' : ` (“${short(mention)}”)`;
}

function copies({ alsoIn }: AnswerItem, room: Room): string | null {
  if (alsoIn.length === 0) return null;
  const outlets = new Map(alsoIn.map(({ article }) => [nameOf(article), article]));
  const named = [...outlets.values()].slice(0, copiesNamed);
  // The words of a copy are not handed over with it: its link leads to the article.
  const list = named.map((article) => outletLink(article, null, room, room.copies)).join(', ');
  return `also in ${list}${alsoIn.length > 1 ? ` (${alsoIn.length})` : ''}`;
}

function outletLink(article: ArticleReference, words: string | null, room: Room, copies: Room['copies']): string {
  const name = shorten(nameOf(article), room.name);
  return copies === 'named' ? escapeInline(name) : linkWithin(name, article.url, words, room);
}

function nameOf({ outlet, title, id }: ArticleReference): string {
  return outlet ?? title ?? id;
}

function linkWithin(label: string, url: string | null, words: string | null, room: Room): string {
  const toWords = link(label, url === null || words === null ? url : linkToWords(url, words), room.address);
  return toWords.startsWith('[') ? toWords : link(label, url, room.address);
}

/** The piece of the content that a link leads to: the first, since pieces may stand apart. */
function saidWords({ said, text }: AnswerItem): string {
  const [first] = said;
  return first === undefined ? text : text.slice(first[0], first[1]);
}

/** A moment in each reader's own zone; a date without a time as that date. */
function published(date: string | null): string {
  if (date === null) return 'undated';
  const moment = Date.parse(date);
  if (Number.isNaN(moment)) return escapeInline(shorten(date, 40));
  return date.includes('T') ? `<t:${Math.floor(moment / 1000)}:D>` : longDay(date);
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `2025-05-14` as "14 May 2025". */
export function longDay(date: string): string {
  const moment = Date.parse(date);
  return Number.isNaN(moment) ? escapeInline(shorten(date, 40)) : dayFormat.format(moment);
}

/** Cuts visibly, between characters as readers see them. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const near = text.slice(0, longest - 1);
  // The last character may have been cut in two: a surrogate pair, or a joined emoji.
  const whole = near.replace(/[\uD800-\uDBFF]$/, '').replace(/\u200D$/, '');
  return `${whole.trimEnd()}…`;
}
