import { DateTime } from 'luxon';

/** How numbers, days and lists are said. */
export interface Speech {
  readonly locale: string;
  readonly zone: string;
  readonly now: Date;
}

export function counted(count: number, one: string, many: string, { locale }: Speech): string {
  const plural = new Intl.PluralRules(locale).select(count) === 'one';
  return `${new Intl.NumberFormat(locale).format(count)} ${plural ? one : many}`;
}

/** "14 May 2025"; the day as it is when it is none. */
export function dayWords(day: string, { locale }: Pick<Speech, 'locale'>): string {
  const date = DateTime.fromISO(day, { zone: 'utc' });
  return date.isValid ? date.setLocale(locale).toFormat('d LLLL yyyy') : day;
}

/** "2 to 14 May 2025", "28 April to 2 May 2025", "14 May 2025". */
export function daysWords(from: string, to: string, speech: Speech): string {
  const first = DateTime.fromISO(from, { zone: 'utc' }).setLocale(speech.locale);
  const last = DateTime.fromISO(to, { zone: 'utc' }).setLocale(speech.locale);
  if (!first.isValid || !last.isValid || from === to) return dayWords(to, speech);
  if (first.year !== last.year) return `${dayWords(from, speech)} to ${dayWords(to, speech)}`;
  const head = first.month === last.month ? first.toFormat('d') : first.toFormat('d LLLL');
  return `${head} to ${dayWords(to, speech)}`;
}

/** "on 14 May 2025", "since 2 May 2025", "until 14 May 2025", "between 2 and 14 May 2025"; empty when unbounded. */
export function periodWords(from: string | undefined, to: string | undefined, speech: Speech): string {
  if (from !== undefined && to !== undefined) {
    if (from === to) return `on ${dayWords(from, speech)}`;
    return `between ${daysWords(from, to, speech).replace(' to ', ' and ')}`;
  }
  if (from !== undefined) return `since ${dayWords(from, speech)}`;
  return to === undefined ? '' : `until ${dayWords(to, speech)}`;
}

/** How long ago an article was published: "3 hours ago"; a date without a time counts in days. */
export function agoWords(published: string, { locale, now, zone }: Speech): string | null {
  const hasTime = published.includes('T');
  const moment = DateTime.fromISO(published, { zone });
  const today = DateTime.fromJSDate(now, { zone });
  if (!moment.isValid || !today.isValid) return null;
  if (!hasTime && moment.hasSame(today, 'day')) return 'today';
  const base = hasTime ? today : today.startOf('day');
  return moment.toRelative({ base, locale }) ?? null;
}

/** "A", "A and B", "A, B and C". */
export function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** Words within marks, whatever marks they hold. */
export function inMarks(words: string): string {
  return `“${words}”`;
}

/** Long words cut at a blank, with a sign that they are. */
export function shortened(words: string, most: number): string {
  if (words.length <= most) return words;
  const cut = words.slice(0, most);
  const blank = cut.lastIndexOf(' ');
  return `${(blank > most / 2 ? cut.slice(0, blank) : cut).trimEnd()}…`;
}
