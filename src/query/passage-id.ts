import type { Span } from '../model/span.ts';

/** A passage as its id names it. */
export interface PassagePlace extends Span {
  readonly article: string;
  /** The first characters of the version's hash. */
  readonly version: string;
}

/** Enough to tell two versions of one article apart, and short: ids travel in the buttons of chat platforms. */
const versionLength = 12;

/** The id of a passage: lasts as long as the article has these words. */
export function passageId(article: { readonly id: string; readonly version: string }, { start, end }: Span): string {
  return `p:${start}-${end}:${article.version.slice(0, versionLength)}:${article.id}`;
}

/** Reads an id back; `null` when it is no passage's. */
export function readPassageId(id: string): PassagePlace | null {
  const match = /^p:(\d{1,9})-(\d{1,9}):([^:]*):(.*)$/su.exec(id);
  if (!match) return null;
  const [, start, end, version, article] = match;
  if (version === undefined || article === undefined) return null;
  return { start: Number(start), end: Number(end), version, article };
}

export function isVersion(version: string, place: PassagePlace): boolean {
  return version.slice(0, versionLength) === place.version;
}
