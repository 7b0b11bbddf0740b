import type { AnswerItem, Carriage, Moment } from '../model/answer.ts';
import { counted, dayWords, listWords, type Speech } from './words.ts';

type Locale = Pick<Speech, 'locale'>;

/** What is said above an item that stands in a timeline or in a comparison; `null` for any other. */
export function itemLabel(item: AnswerItem, locale: Locale): string | null {
  if (item.moment !== undefined) return momentWords(item.moment, locale);
  return item.carriage === undefined ? null : carriageWords(item, item.carriage);
}

const places: Readonly<Record<Moment['place'], string | null>> = {
  first: 'First',
  latest: 'Latest',
  only: null,
  between: null,
  undated: 'Without a date, so that its place in time is not known',
};

/** "Latest · 2 differences from 18 April 2025 (Courier), in bold" */
function momentWords({ place, beside }: Moment, { locale }: Locale): string | null {
  const words = [places[place], besideWords(beside, { locale })].filter((part) => part !== null);
  return words.length === 0 ? null : words.join(' · ');
}

function besideWords(beside: Moment['beside'], { locale }: Locale): string | null {
  if (beside === null) return null;
  const speech: Speech = { locale, zone: 'utc', now: new Date(0) };
  const day = beside.published === null ? 'an undated one' : dayWords(beside.published.slice(0, 10), speech);
  const other = beside.outlet === null ? day : `${day} (${beside.outlet})`;
  if (beside.changes === 0) return `In the same words as on ${other}`;
  return `${counted(beside.changes, 'difference', 'differences', speech)} from ${other}, in bold`;
}

/** "Whole in A and B · cut in C · in other words in D · not in E" */
function carriageWords(
  { id, article }: AnswerItem,
  { of, how, whole, cut, reported, absent }: Carriage,
): string | null {
  const outlet = article.outlet ?? 'Another outlet';
  const isAlone = whole.length + cut.length + reported.length + absent.length === 1;
  if (isAlone) return null;
  if (id !== of) return how === 'cut' ? `${outlet} cuts it to` : `${outlet} tells it in its own words`;
  const first = how === 'reported' ? 'Reported by' : 'Whole in';
  if (whole.length === 1 && cut.length + reported.length === 0 && absent.length > 0) {
    return `Only in ${whole[0] ?? outlet}, not in ${listWords(absent)}`;
  }
  return [
    `${first} ${listWords(whole)}`,
    ...(cut.length > 0 ? [`cut in ${listWords(cut)}`] : []),
    ...(reported.length > 0 ? [`in other words in ${listWords(reported)}`] : []),
    ...(absent.length > 0 ? [`not in ${listWords(absent)}`] : []),
  ].join(' · ');
}
