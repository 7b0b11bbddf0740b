import { DateTime } from 'luxon';

const isoDay = /^\d{4}-\d{2}-\d{2}$/;
// ISO 8601, and SQL's blank in the place of its "T"; a zone is looked for apart, since luxon would put in its own.
const moment = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
const mail = /^(?:[A-Za-z]{3}, *)?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}/;
// Days with the month in letters; 4/5/2025 is left out, since it is one day in Paris and another in New York.
const dayForms = ['d MMMM yyyy', 'd MMM yyyy', 'MMMM d, yyyy', 'MMM d, yyyy', 'MMMM d yyyy'];

export interface Published {
  /** ISO 8601: a day, or a moment with its offset; `null` when the form is unknown. */
  readonly published: string | null;
  readonly warning: string | null;
}

/**
 * Reads a publication date as sources write it: ISO 8601, SQL, mail dates (RFC 5322), and days in English words.
 * A time without a zone is no moment: only its day is kept.
 */
export function readPublished(given: string): Published {
  const text = given.trim();
  if (text === '') return { published: null, warning: null };
  const day = isoDay.test(text) ? isoDate(DateTime.fromISO(text)) : dayInWords(text);
  if (day !== null) return { published: day, warning: null };
  const match = moment.exec(text);
  if (match !== null) return readMoment(text, match);
  const mailed = mail.test(text) ? isoMoment(DateTime.fromRFC2822(text, { setZone: true })) : null;
  return mailed === null ? unknown(given) : { published: mailed, warning: null };
}

function readMoment(given: string, [, day = '', time = '', zone]: RegExpExecArray): Published {
  if (zone === undefined) {
    const published = isoDate(DateTime.fromISO(`${day}T${time}`));
    if (published === null) return unknown(given);
    return { published, warning: `"published" (${quote(given)}) has no zone; only its day is kept` };
  }
  const offset = /^(?:Z|UTC|GMT)$/i.test(zone) ? 'Z' : zone;
  const published = isoMoment(DateTime.fromISO(`${day}T${time.replace(',', '.')}${offset}`, { setZone: true }));
  return published === null ? unknown(given) : { published, warning: null };
}

function dayInWords(text: string): string | null {
  for (const form of dayForms) {
    const day = isoDate(DateTime.fromFormat(text, form, { locale: 'en' }));
    if (day !== null) return day;
  }
  return null;
}

function isoDate(date: DateTime): string | null {
  return date.toISODate();
}

function isoMoment(date: DateTime): string | null {
  return date.toISO({ suppressMilliseconds: true });
}

function unknown(given: string): Published {
  const forms = '2025-04-18 or 2025-04-18T14:05:00+02:00';
  return {
    published: null,
    warning: `"published": expected a date such as ${forms}, found ${quote(given)}; left unknown`,
  };
}

function quote(given: string): string {
  return JSON.stringify(given.length > 60 ? `${given.slice(0, 60)}...` : given);
}
