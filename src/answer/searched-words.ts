import { DateTime } from 'luxon';
import type { Searched } from '../model/answer.ts';
import { counted, daysWords, dayWords, type Speech } from './words.ts';

/** "1,240 articles of 6 outlets, 1 May 2025 to today" */
export function searchedWords({ articles, outlets, from, to }: Searched, speech: Speech): string {
  const of = outlets > 0 ? ` of ${counted(outlets, 'outlet', 'outlets', speech)}` : '';
  return `${counted(articles, 'article', 'articles', speech)}${of}${spanWords(from, to, speech)}`;
}

function spanWords(from: string | null, to: string | null, speech: Speech): string {
  if (from === null || to === null) return '';
  const today = DateTime.fromJSDate(speech.now, { zone: speech.zone }).toISODate();
  if (to !== today) return `, ${daysWords(from, to, speech)}`;
  return from === to ? ', today' : `, ${dayWords(from, speech)} to today`;
}
