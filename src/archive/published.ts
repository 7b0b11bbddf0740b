const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;
const ZONED = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Time of day, UTC, at which an article counts that states only its day: that day has come, and not yet gone, in every
 * zone from -10 (Honolulu) to +13 (Auckland in summer), so whoever asks for the day gets it, and nobody with the next.
 */
const WITHIN_THE_DAY_MS = 10.5 * 3_600_000;

/** Tells whether the day is known and the time is not. */
export function isDayOnly(published: string): boolean {
  return DAY.test(published);
}

/**
 * The moment at which an article counts when a period is asked for, in milliseconds since 1970; `null` when it is
 * undated or its date is none. A moment without an offset is read as UTC.
 */
export function publishedMs(published: string | null): number | null {
  if (published === null) return null;
  const day = DAY.exec(published);
  if (day !== null) {
    const start = Date.parse(`${published}T00:00:00Z`);
    // V8 reads the 31st of February as the 3rd of March.
    const exists = !Number.isNaN(start) && new Date(start).getUTCDate() === Number(day[3]);
    return exists ? start + WITHIN_THE_DAY_MS : null;
  }
  if (!MOMENT.test(published)) return null;
  const moment = Date.parse(ZONED.test(published) ? published : `${published}Z`);
  return Number.isNaN(moment) ? null : moment;
}
