import { DateTime } from 'luxon';
import { mannerWords } from '../../answer/source-words.ts';
import { linkToWords } from '../../answer/text-fragment.ts';
import type { Answer, AnswerItem, AnswerSpeaker } from '../../model/answer.ts';
import type { ArticleReference } from '../../model/article.ts';
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
  const outlet = outletOf(item.article);
  const before = [number === null ? null : grouped(number), describeSpeaker(item), ...mannerWords(item)];
  const linked = [...before, mrkdwnLink(addressOf(item), outlet), publishedOn(item.article.published)];
  const plain = [...before, mrkdwn(outlet, 60), publishedOn(item.article.published)];
  const lines = [[...linked, copies(item)], linked].map(join);
  return lines.find((line) => line.length <= longest) ?? join(plain);
}

function join(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(dot);
}

/** The address of the words that were said: the first piece, since a browser finds no run with gaps. */
export function addressOf(item: AnswerItem): string | null {
  const [first] = item.said;
  const words = first === undefined ? item.text : item.text.slice(first[0], first[1]);
  return item.article.url === null ? null : linkToWords(item.article.url, words);
}

function describeSpeaker({ speaker, type }: AnswerItem): string | null {
  if (speaker === null) return type === null ? null : 'unattributed';
  const name = speaker.name ?? speaker.description ?? speaker.mention ?? 'unattributed';
  const role = speaker.name === null ? null : speaker.description;
  return [
    `*${mrkdwn(name, 60)}*`,
    role === null ? '' : `, ${mrkdwn(role, 90)}`,
    standsFor(speaker, name) ? ` (“${mrkdwn(speaker.mention ?? '', 40)}”)` : '',
    speaker.via === null ? '' : `, through ${mrkdwn(speaker.via, 60)}`,
  ].join('');
}

/** True when the words in the article are others than the name: then the reader is told which stood for it. */
function standsFor(speaker: AnswerSpeaker, name: string): boolean {
  const mention = speaker.mention?.toLowerCase() ?? '';
  const known = [name, speaker.description ?? ''].map((words) => words.toLowerCase());
  return mention !== '' && !known.some((words) => words.includes(mention));
}

function outletOf(article: ArticleReference): string {
  return article.outlet ?? article.title ?? hostOf(article.url) ?? 'an article without a title';
}

function hostOf(url: string | null): string | null {
  return url === null ? null : (URL.parse(url)?.hostname ?? null);
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

function copies({ alsoIn, article }: AnswerItem): string | null {
  const others = new Map(
    alsoIn
      .map((copy) => ({ name: outletOf(copy.article), ...copy }))
      .filter(({ name }) => name !== outletOf(article))
      .map((copy) => [copy.name, copy]),
  );
  if (others.size === 0) return null;
  const named = [...others.values()]
    .slice(0, mostCopiesNamed)
    .map((copy) => mrkdwnLink(copy.article.url, copy.name, 60));
  const count = others.size > named.length ? ` (${others.size})` : '';
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
