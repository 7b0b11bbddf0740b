import { DateTime } from 'luxon';
import { linkToWords } from '../../answer/text-fragment.ts';
import type { AnswerItem, AnswerSpeaker } from '../../model/answer.ts';
import type { ArticleReference } from '../../model/article.ts';
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
    // Read aloud, marks and indents are lost: what is no quotation says so in words.
    item.type === 'indirect' ? 'reported, not in quotation marks' : null,
    outletLink(item.article, saidWords(item), room, 'linked'),
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
  if (speaker !== null) return describeSpeaker(speaker, room);
  return type === null ? null : 'unattributed';
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

function copies({ alsoIn, article }: AnswerItem, room: Room): string | null {
  const others = new Map(alsoIn.map((copy) => [nameOf(copy.article), copy.article]));
  others.delete(nameOf(article));
  if (others.size === 0) return null;
  // The words of a copy are not handed over with it: its link leads to the article.
  const named = [...others.values()].slice(0, copiesNamed).map((copy) => outletLink(copy, null, room, room.copies));
  return `also in ${named.join(', ')}${others.size > named.length ? ` (${others.size})` : ''}`;
}

function outletLink(article: ArticleReference, words: string | null, room: Room, copies: Room['copies']): string {
  const name = shorten(nameOf(article), room.name);
  return copies === 'named' ? escapeInline(name) : linkWithin(name, article.url, words, room);
}

function nameOf({ outlet, title, url, id }: ArticleReference): string {
  return outlet ?? title ?? hostOf(url) ?? `article ${id}`;
}

function hostOf(url: string | null): string | null {
  return url === null ? null : (URL.parse(url)?.hostname ?? null);
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
