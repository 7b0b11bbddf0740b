import { DateTime } from 'luxon';
import { addressOf, mannerWords, otherOutlets, outletWords, speakerWords } from '../../answer/source-words.ts';
import type { Answer, AnswerItem } from '../../model/answer.ts';
import { escapeControl, mrkdwn, mrkdwnLink } from './escape.ts';

const dot = ' · ';
const mostCopiesNamed = 3;

/**
 * Whose words, from which outlet and day, and who else has them: one line of mrkdwn.
 *
 * @param number by which buttons speak of the item; `null` when it is the only one
 * @param longest characters; first the copies are spared, then the link
 */
export function attribution(item: AnswerItem, number: number | null, longest: number): string {
  const outlet = outletWords(item.article);
  const before = [number === null ? null : grouped(number), describeSpeaker(item), ...mannerWords(item)];
  const linked = [...before, mrkdwnLink(addressOf(item), outlet), publishedOn(item.article.published)];
  const plain = [...before, mrkdwn(outlet, 60), publishedOn(item.article.published)];
  const lines = [[...linked, copies(item)], linked].map(join);
  return lines.find((line) => line.length <= longest) ?? join(plain);
}

function join(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(dot);
}

function describeSpeaker(item: AnswerItem): string | null {
  const words = speakerWords(item);
  if (words === null) return null;
  const { name, role, mention, via } = words;
  return [
    item.speaker === null ? mrkdwn(name, 60) : `*${mrkdwn(name, 60)}*`,
    role === null ? '' : `, ${mrkdwn(role, 90)}`,
    mention === null ? '' : ` (“${mrkdwn(mention, 40)}”)`,
    via === null ? '' : `, through ${mrkdwn(via, 60)}`,
  ].join('');
}

/** A moment in each reader's own zone; a day without a time as that day; what cannot be read as it stands. */
function publishedOn(published: string | null): string {
  if (published === null) return 'undated';
  const moment = DateTime.fromISO(published, { setZone: true, locale: 'en-GB' });
  if (!moment.isValid) return mrkdwn(published, 40);
  if (!published.includes('T')) return moment.toFormat('d LLL yyyy');
  const fallback = moment.toUTC().toFormat("d LLL yyyy, HH:mm 'UTC'");
  return `<!date^${Math.floor(moment.toSeconds())}^{date_short}, {time}|${fallback}>`;
}

function copies(item: AnswerItem): string | null {
  const others = otherOutlets(item);
  if (others.length === 0) return null;
  const named = others.slice(0, mostCopiesNamed).map(({ name, url }) => mrkdwnLink(url, name, 60));
  const count = others.length > named.length ? ` (${others.length})` : '';
  return `also in ${named.join(', ')}${count}`;
}

/**
 * What was searched, and what is not shown.
 *
 * @param unshown items of this page for which the message had no room
 */
export function searchedLine({ searched, more }: Answer, unshown: number, now: Date): string {
  const parts = [
    `Searched ${count(searched.articles, 'article')} of ${count(searched.outlets, 'outlet')}${period(searched, now)}`,
    ...(more > 0 ? [`${grouped(more)} more`] : []),
    ...(unshown > 0 ? [`${grouped(unshown)} more have no room in one message: ask for a shorter period`] : []),
  ];
  return escapeControl(parts.join(dot));
}

function period({ from, to }: Answer['searched'], now: Date): string {
  if (from === null || to === null) return '';
  const today = now.toISOString().slice(0, 10);
  const end = to >= today ? 'today' : day(to, today);
  return from === to ? `, ${end}` : `, ${day(from, today)} to ${end}`;
}

/** The year is left out when it is this one. */
function day(date: string, today: string): string {
  const format = date.slice(0, 4) === today.slice(0, 4) ? 'd LLLL' : 'd LLLL yyyy';
  return DateTime.fromISO(date, { locale: 'en-GB' }).toFormat(format);
}

function count(many: number, noun: string): string {
  return `${grouped(many)} ${noun}${many === 1 ? '' : 's'}`;
}

export function grouped(many: number): string {
  return many.toLocaleString('en');
}
