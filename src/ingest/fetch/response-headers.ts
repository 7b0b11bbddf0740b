import { DateTime } from 'luxon';

/** What a request may be answered from without asking the server again. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** The part of `Headers` that is read here. */
interface HeaderSource {
  get(name: string): string | null;
}

// A server may send anything; what is sent back to it must be a header once more, and of a bearable length.
const sendable = /^[\x20-\x7e]{1,512}$/;

export function readValidators(headers: HeaderSource): Validators {
  const keep = (value: string | null): string | null => (value !== null && sendable.test(value) ? value : null);
  return { etag: keep(headers.get('etag')), lastModified: keep(headers.get('last-modified')) };
}

export function conditionalHeaders({ etag, lastModified }: Validators): Record<string, string> {
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}

/**
 * For how many seconds the answer is fresh, by its Cache-Control, else its Expires; `null` when it does not say.
 * `no-cache` and `no-store` are zero.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9111.html#section-4.2
 */
export function readFreshSeconds(headers: HeaderSource, now: Date): number | null {
  const control = (headers.get('cache-control') ?? '').toLowerCase();
  if (/\b(?:no-cache|no-store)\b/.test(control)) return 0;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,9})/.exec(control)?.[1];
  const age = Number(/^\d{1,9}$/.exec(headers.get('age') ?? '')?.[0] ?? 0);
  if (maxAge !== undefined) return Math.max(0, Number(maxAge) - age);
  const expires = headers.get('expires');
  if (expires === null) return null;
  const until = httpDate(expires);
  // "Expires: 0" and "-1" are in use everywhere and mean the past.
  if (until === null) return 0;
  const sent = httpDate(headers.get('date') ?? '') ?? DateTime.fromJSDate(now);
  return Math.max(0, Math.round(until.diff(sent).as('seconds')));
}

/** Retry-After, in seconds or as a date, as an ISO moment in UTC; at most thirty days ahead. */
export function readRetryAfter(headers: HeaderSource, now: Date): string | null {
  const given = headers.get('retry-after')?.trim() ?? '';
  const start = DateTime.fromJSDate(now, { zone: 'utc' });
  const asked = /^\d{1,9}(?:\.\d+)?$/.test(given) ? start.plus({ seconds: Math.ceil(Number(given)) }) : httpDate(given);
  if (asked === null) return null;
  return DateTime.min(DateTime.max(asked.toUTC(), start), start.plus({ days: 30 })).toISO();
}

function httpDate(given: string): DateTime | null {
  const date = DateTime.fromHTTP(given.trim(), { zone: 'utc' });
  return date.isValid ? date : null;
}
