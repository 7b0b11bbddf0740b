import { DateTime } from 'luxon';
import type { Timetable } from '../model/subscriptions.ts';

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const workingDays = [1, 2, 3, 4, 5];

export type Days = Pick<Timetable, 'weekdays' | 'monthDays'>;

/** Reads "weekdays", "Mon, Wed", "Mon-Thu", "daily", "1st and 15th", "last day"; `null` when it is none of it. */
export function readDays(words: string): Days | null {
  const text = words
    .trim()
    .toLowerCase()
    .replace(/\b(?:every|on|the|of|each|month|at)\b/g, ' ')
    .replace(/\blast days?\b/g, 'last')
    .replace(/\s+/g, ' ')
    .trim();
  if (/^(?:daily|days?|all|)$/.test(text)) return { weekdays: everyDay, monthDays: [] };
  if (/^(?:weekdays?|workdays?|working days?)$/.test(text)) return { weekdays: workingDays, monthDays: [] };
  if (/^weekends?$/.test(text)) return { weekdays: [6, 7], monthDays: [] };
  if (/^weekly$/.test(text)) return { weekdays: [1], monthDays: [] };
  if (/^monthly$/.test(text)) return { weekdays: [], monthDays: [1] };
  const parts = text.split(/\s*(?:,|;|&|\+|\band\b|\/)\s*|\s+(?=[a-z]{2,}$|\d)/).filter((part) => part !== '');
  const week = parts.map(readWeekdays);
  if (week.every((days) => days !== null)) return { weekdays: sorted(week.flat()), monthDays: [] };
  const month = parts.map(readMonthDay);
  if (month.every((day) => day !== null)) return { weekdays: [], monthDays: sorted(month) };
  return null;
}

function readWeekdays(part: string): number[] | null {
  const [first, last, ...more] = part.split(/\s*(?:-|–|\bto\b)\s*/).map(weekdayNamed);
  if (first === undefined || first === null || last === null || more.length > 0) return null;
  if (last === undefined) return [first];
  const days: number[] = [];
  for (let day = first; ; day = (day % 7) + 1) {
    days.push(day);
    if (day === last) return days;
  }
}

function weekdayNamed(word: string): number | null {
  const place = dayNames.findIndex((name) => word.startsWith(name.toLowerCase()));
  return place >= 0 && /^(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur|r)?(?:days?)?$/.test(word) ? place + 1 : null;
}

function readMonthDay(part: string): number | null {
  if (part === 'last') return 32;
  const day = Number(/^(\d{1,2})(?:st|nd|rd|th|\.)?(?: day)?$/.exec(part)?.[1] ?? 0);
  return day >= 1 && day <= 31 ? day : null;
}

function sorted(days: readonly number[]): number[] {
  return [...new Set(days)].sort((a, b) => a - b);
}

/** Reads "8", "08:00", "8.30", "8:30 pm", "noon"; `null` when it is no time of the day. */
export function readTime(words: string): { readonly hour: number; readonly minute: number } | null {
  const text = words.trim().toLowerCase();
  if (text === 'noon') return { hour: 12, minute: 0 };
  if (text === 'midnight') return { hour: 0, minute: 0 };
  const match = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(?:(a|p)\.?m\.?|h|uhr|o'clock)?$/.exec(text);
  if (match === null) return null;
  const [, hours = '', minutes = '0', half] = match;
  if (half !== undefined && (Number(hours) < 1 || Number(hours) > 12)) return null;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half === 'p' ? 12 : 0);
  const minute = Number(minutes);
  return hour < 24 && minute < 60 ? { hour, minute } : null;
}

/** "weekdays 08:00 (Europe/Berlin)". */
export function timetableWords(timetable: Timetable): string {
  return `${daysWords(timetable)} ${clockWords(timetable)} (${timetable.zone})`;
}

export function clockWords({ hour, minute }: Pick<Timetable, 'hour' | 'minute'>): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** As `readDays` reads it. */
export function daysWords({ weekdays, monthDays }: Days): string {
  if (monthDays.length > 0) return monthDays.map((day) => (day === 32 ? 'last day' : ordinal(day))).join(', ');
  if (weekdays.length === 7) return 'daily';
  if (weekdays.join() === workingDays.join()) return 'weekdays';
  return weekdays.map((day) => dayNames[day - 1] ?? '').join(', ');
}

function ordinal(day: number): string {
  const ending = day % 100 >= 11 && day % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

/** "today 08:00", "yesterday 08:00", "Wed 08:00", "Wed 12 Nov 08:00": a moment as seen from another. */
export function momentWords(moment: Date, zone: string, now: Date): string {
  const at = DateTime.fromJSDate(moment, { zone }).setLocale('en-GB');
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const days = Math.round(at.startOf('day').diff(today, 'days').days);
  const time = at.toFormat('HH:mm');
  if (days === 0) return `today ${time}`;
  if (days === -1) return `yesterday ${time}`;
  if (days === 1) return `tomorrow ${time}`;
  if (Math.abs(days) < 7) return `${at.toFormat('ccc')} ${time}`;
  return `${at.toFormat(at.year === today.year ? 'ccc d LLL' : 'ccc d LLL yyyy')} ${time}`;
}
