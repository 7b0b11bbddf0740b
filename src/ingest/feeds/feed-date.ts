import { monthOf, zoneOffset } from './date-words.ts';

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** `null` where only a day is given. */
  readonly time: { readonly hour: number; readonly minute: number; readonly second: number } | null;
  /** As written; `''` when there is none. */
  readonly zone: string;
}

/** Tries one way of writing dates. */
type DateForm = (text: string) => Parts | null;

const time = String.raw`(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?(?![a-z]))?`;
const zone = String.raw`\s*([+-]\d{1,2}:?\d{2}|[+-]\d{2}|[a-z]{1,5}(?:[+-]\d{1,2}:?\d{2})?)?`;
const word = String.raw`(\p{L}[\p{L}\p{M}]+)\.?`;

/** 2004-01-05T10:14:55Z and what comes near to it: SQL's blank, no seconds, no zone, only a day. */
const isoForm = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s_]\s*${time}${zone})?`, 'iu');
const compactForm = new RegExp(
  String.raw`^(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2}):?(\d{2})?(?:[.,]\d+)?${zone})?$`,
  'iu',
);
/** Mon, 05 Jan 2004 10:14:55 GMT: the mail date of RSS, its weekday left out, its blanks and commas anywhere. */
const mailForm = new RegExp(
  String.raw`^(?:${word}[,\s.]+)?(\d{1,2})(?:st|nd|rd|th|\.|º)?[-\s,]+(?:de\s+)?${word}[-\s,]+(?:de\s+)?(\d{4}|\d{2})(?:[T,\s-]+(?:at\s+)?${time}${zone})?`,
  'iu',
);
/** January 5, 2004 10:14 PM */
const americanForm = new RegExp(
  String.raw`^(?:${word}[,\s]+)?${word}\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[,\s-]+(?:at\s+)?${time}${zone})?`,
  'iu',
);
/** Mon Jan  5 10:14:55 GMT 2004: what C prints. */
const asctimeForm = new RegExp(String.raw`^${word}[,\s]+${word}\s+(\d{1,2}),?\s+${time}${zone}\s+(\d{4})$`, 'iu');
/** 2004-január-5T10:14, 2004. január 5. */
const yearWordForm = new RegExp(String.raw`^(\d{4})[-.\s]+${word}[-.\s]+(\d{1,2})\.?(?:[T\s]\s*${time}${zone})?`, 'iu');
/** 2004년 01월 05일 10:14, 2004-01-05 오후 10:14 */
const koreanForm =
  /^(\d{4})[년年.-]\s*(\d{1,2})[월月.-]\s*(\d{1,2})일?日?\s*(오전|오후|上午|下午)?\s*(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?/u;
const slashForm = new RegExp(String.raw`^(\d{1,4})/(\d{1,2})/(\d{1,4})(?:[,\s]+${time}${zone})?`, 'iu');
const partialForm = /^(\d{4})(?:-(\d{2}))?$/;
const ordinalForm = /^(\d{4})-?(\d{3})$/;
const epochForm = /^\d{9,10}(?:\d{3})?$/;

const forms: readonly DateForm[] = [
  (text) => {
    const match = isoForm.exec(text);
    if (match === null) return null;
    const [, year, month, day, ...rest] = match;
    return parts(year, Number(month), day, rest);
  },
  (text) => {
    const match = compactForm.exec(text);
    if (match === null) return null;
    const [, year, month, day, hour, minute, second, zoned] = match;
    return parts(year, Number(month), day, [hour, minute, second, undefined, zoned]);
  },
  (text) => {
    const match = mailForm.exec(text);
    if (match === null) return null;
    const [, , day, month = '', year, ...rest] = match;
    return parts(year, monthOf(month), day, rest);
  },
  (text) => {
    const match = asctimeForm.exec(text);
    if (match === null) return null;
    const [, , month = '', day, hour, minute, second, half, zoned, year] = match;
    return parts(year, monthOf(month), day, [hour, minute, second, half, zoned]);
  },
  (text) => {
    const match = americanForm.exec(text);
    if (match === null) return null;
    const [, , month = '', day, year, ...rest] = match;
    return parts(year, monthOf(month), day, rest);
  },
  (text) => {
    const match = yearWordForm.exec(text);
    if (match === null) return null;
    const [, year, month = '', day, ...rest] = match;
    return parts(year, monthOf(month), day, rest);
  },
  (text) => {
    const match = koreanForm.exec(text);
    if (match === null) return null;
    const [, year, month, day, half, hour, minute, second] = match;
    const afternoon = half === '오후' || half === '下午';
    return parts(year, Number(month), day, [hour, minute, second, half && (afternoon ? 'pm' : 'am'), '']);
  },
  (text) => {
    const match = slashForm.exec(text);
    if (match === null) return null;
    const [, a = '', b = '', c = '', ...rest] = match;
    if (a.length === 4) return parts(a, Number(b), c, rest);
    // 4/5/2004 is one day in Paris and another in New York; 25/5/2004 is the same everywhere.
    if (Number(a) > 12) return parts(c, Number(b), a, rest);
    return Number(b) > 12 || a === b ? parts(c, Number(a), b, rest) : null;
  },
];

function parts(
  year: string | undefined,
  month: number | null,
  day: string | undefined,
  [hour, minute, second, half, zoned]: readonly (string | undefined)[],
): Parts | null {
  if (month === null || year === undefined) return null;
  const base = { year: fullYear(year), month, day: Number(day), zone: zoned ?? '' };
  if (hour === undefined) return { ...base, time: null };
  const isAfternoon = /^p/i.test(half ?? '');
  const clock = half ? (Number(hour) % 12) + (isAfternoon ? 12 : 0) : Number(hour);
  return { ...base, time: { hour: clock, minute: Number(minute), second: Number(second ?? 0) } };
}

/** RFC 2822: 00 to 49 are of this century. */
function fullYear(year: string): number {
  if (year.length > 2) return Number(year);
  return Number(year) + (Number(year) < 50 ? 2000 : 1900);
}

/**
 * Reads a date as feeds write it. A time without a zone, or with one that means nothing for sure, is no moment: only its
 * day is kept. `null` for what is no date, and for what only says that there is none (year 1, the first second of 1970).
 *
 * @returns ISO 8601: `2004-01-05`, or a moment with the offset that was given
 */
export function readFeedDate(given: string): string | null {
  if (given.length > maxLength) return null;
  const text = given
    .replace(/\s+/g, ' ')
    .replace(/^ ?\p{L}{2,}\.?, ?(?=\d{4}\b)/u, '')
    .replace(/\((?:[^()]*)\)\s*$/, '')
    .trim();
  if (text === '') return null;
  const whole = partialDate(text) ?? epochDate(text);
  if (whole !== null) return whole;
  for (const form of forms) {
    const found = form(text);
    if (found !== null) return isoOf(found);
  }
  return null;
}

/** 2004, 2004-01 and 2004-005 name no day, or one by its number. */
function partialDate(text: string): string | null {
  const ordinal = ordinalForm.exec(text);
  if (ordinal !== null && !/^\d{7}$/.test(text) === text.includes('-')) {
    const day = Number(ordinal[2]);
    if (day >= 1 && day <= 366) return new Date(Date.UTC(Number(ordinal[1]), 0, day)).toISOString().slice(0, 10);
  }
  const partial = partialForm.exec(text);
  if (partial === null) return null;
  return isoOf({ year: Number(partial[1]), month: Number(partial[2] ?? 1), day: 1, time: null, zone: '' });
}

function epochDate(text: string): string | null {
  if (!epochForm.test(text)) return null;
  const milliseconds = text.length > 10 ? Number(text) : Number(text) * 1000;
  return new Date(milliseconds).toISOString().replace(/\.\d+/, '');
}

function isoOf({ year, month, day, time: clock, zone: written }: Parts): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1000) return null;
  const iso = date.toISOString().slice(0, 10);
  if (clock === null) return iso;
  const offset = zoneOffset(written);
  const { hour, minute, second } = clock;
  if (hour > 24 || minute > 59 || second > 61) return iso;
  if (offset === null) return iso;
  if (hour === 24 || second > 59) return shifted(date, hour, minute, second, offset);
  return `${iso}T${two(hour)}:${two(minute)}:${two(second)}${offsetOf(offset)}`;
}

/** 24:00 and the leap second are moments of the next day, or minute. */
function shifted(date: Date, hour: number, minute: number, second: number, offset: number): string {
  const next = new Date(date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000);
  return next.toISOString().replace(/\.\d+Z$/, offsetOf(offset));
}

function offsetOf(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

const maxLength = 200;
const dayMs = 86_400_000;

/**
 * Tells whether a date is one that an article can have: not the zero of some clock, and not in the future beyond what
 * wrong zones make of today.
 */
export function isPlausible(iso: string, now: Date): boolean {
  const moment = Date.parse(iso);
  return moment > dayMs && moment <= now.getTime() + dayMs;
}
