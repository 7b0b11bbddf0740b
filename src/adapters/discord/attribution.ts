import { DateTime } from 'luxon';
import { addressOf, mannerWords, otherOutlets, outletWords, speakerWords } from '../../answer/source-words.ts';
import type { AnswerItem } from '../../model/answer.ts';
import { bold, escapeInline, link } from './escape.ts';

/** How much room the lines under quotations may take. */
export interface Room {
  /** Characters of an address; a longer one loses its way to the words, then the link. */
  readonly address: number;
  /** Characters of a name, a description or an outlet, before escaping. */
  readonly name: number;
  readonly copies: 'linked' | 'named';
}

const copiesNamed = 3;

/**
 * Whose words, where, when, and who else has them: one line.
 *
 * @param number by which buttons speak of the item; `null` when it is the only one
 */
export function attribution(item: AnswerItem, number: number | null, room: Room): string {
  return [
    number === null ? null : number.toLocaleString('en'),
    whoSaid(item, room),
    ...mannerWords(item),
    linkToWordsOf(item, shorten(outletWords(item.article), room.name), room),
    published(item.article.published),
    copies(item, room),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** "open the article", linked to its words; `null` where there is no address. */
export function openArticle(item: AnswerItem, room: Room): string | null {
  const opened = linkToWordsOf(item, 'open the article', room);
  return isLink(opened) ? opened : null;
}

function whoSaid(item: AnswerItem, room: Room): string | null {
  const words = speakerWords(item);
  if (words === null) return null;
  const short = (text: string) => escapeInline(shorten(text, room.name));
  return [
    item.speaker === null ? short(words.name) : bold(short(words.name)),
    words.role === null ? '' : `, ${short(words.role)}`,
    words.mention === null ? '' : ` (“${short(words.mention)}”)`,
    words.via === null ? '' : `, through ${short(words.via)}`,
  ].join('');
}

function copies(item: AnswerItem, room: Room): string | null {
  const others = otherOutlets(item);
  if (others.length === 0) return null;
  const named = others.slice(0, copiesNamed).map(({ name, url }) => {
    const words = shorten(name, room.name);
    return room.copies === 'named' ? escapeInline(words) : link(words, url, room.address);
  });
  return `also in ${named.join(', ')}${others.length > named.length ? ` (${others.length})` : ''}`;
}

/** The link leads to the words, or where that is too long an address, to the article. */
function linkToWordsOf(item: AnswerItem, label: string, room: Room): string {
  const toWords = link(label, addressOf(item), room.address);
  return isLink(toWords) ? toWords : link(label, item.article.url, room.address);
}

function isLink(drawn: string): boolean {
  return drawn.startsWith('[');
}

/** A moment in the zone of each reader; a date without a time as that date; what cannot be read as it stands. */
function published(date: string | null): string {
  if (date === null) return 'undated';
  const moment = DateTime.fromISO(date, { zone: 'utc', locale: 'en-GB' });
  if (!moment.isValid) return escapeInline(shorten(date, 40));
  return date.includes('T') ? `<t:${Math.floor(moment.toSeconds())}:D>` : moment.toFormat('d LLLL yyyy');
}

/** Cuts visibly, between characters as readers see them. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const near = text.slice(0, longest - 1);
  // The last character may have been cut in two: a surrogate pair, or a joined emoji.
  const whole = near.replace(/[\uD800-\uDBFF]$/, '').replace(/\u200D$/, '');
  return `${whole.trimEnd()}…`;
}
