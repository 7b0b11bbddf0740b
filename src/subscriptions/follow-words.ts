import { DateTime } from 'luxon';
import type { Follow, Followed, FollowPlan } from '../model/subscriptions.ts';

/** "Marco Rubio on Iran", "mentions of Marco Rubio", "the words “red line” in Courier". */
export function followedWords({ speaker, manner, topic, outlet, words }: Followed): string {
  const parts = [
    ...(speaker === undefined ? [] : [manner === 'mentioned' ? `mentions of ${speaker}` : speaker]),
    ...(words === undefined ? [] : [`the words “${words}”`]),
    ...(topic === undefined ? [] : [speaker === undefined && words === undefined ? topic : `on ${topic}`]),
    ...(outlet === undefined
      ? []
      : [speaker === undefined && words === undefined && topic === undefined ? outlet : `in ${outlet}`]),
  ];
  return parts.join(' ');
}

/** "15 minutes", "1 hour", "2 hours". */
export function minutesWords(minutes: number): string {
  if (minutes % 60 !== 0 || minutes === 0) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  return `${minutes / 60} ${minutes === 60 ? 'hour' : 'hours'}`;
}

/** Reads "22:00-07:00"; `null` when it is none. */
export function readQuiet(words: string): FollowPlan['quiet'] {
  const match = /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d{2}))?\s*$/.exec(words);
  if (match === null) return null;
  const [, fromHour, fromMinute = '0', toHour, toMinute = '0'] = match;
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  const isTime = (minutes: number, minute: string) => minutes <= 24 * 60 && Number(minute) < 60;
  return isTime(from, fromMinute) && isTime(to, toMinute) && from !== to ? { from, to } : null;
}

export function quietWords({ from, to }: NonNullable<FollowPlan['quiet']>): string {
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${clock(from)}-${clock(to)}`;
}

/** Whether nothing is posted at that moment. */
export function isQuiet({ quiet, zone }: FollowPlan, moment: Date): boolean {
  if (quiet === null) return false;
  const at = DateTime.fromJSDate(moment, { zone });
  const minute = at.hour * 60 + at.minute;
  return quiet.from < quiet.to ? minute >= quiet.from && minute < quiet.to : minute >= quiet.from || minute < quiet.to;
}

export function isMuted({ mutedUntil }: Follow, now: Date): boolean {
  return mutedUntil !== null && mutedUntil > now;
}
