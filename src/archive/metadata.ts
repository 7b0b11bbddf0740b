import type { IncomingArticle } from '../model/article.ts';
import { canonicalUrl } from './canonical-url.ts';
import { type Row, textOrNull } from './columns.ts';
import { isDayOnly, publishedMs } from './published.ts';

/** What is known of an article besides its text. */
export interface Metadata {
  readonly title: string | null;
  readonly outlet: string | null;
  readonly url: string | null;
  readonly published: string | null;
  readonly author: string | null;
}

export function metadataFrom(row: Row): Metadata {
  return {
    title: textOrNull(row.title),
    outlet: textOrNull(row.outlet),
    url: textOrNull(row.url),
    published: textOrNull(row.published),
    author: textOrNull(row.author),
  };
}

/** What is known after the same article came again: the newer statement, unless it says less or the same in other words. */
export function mergeMetadata(stored: Metadata, incoming: IncomingArticle): Metadata {
  return {
    title: incoming.title ?? stored.title,
    outlet: incoming.outlet ?? stored.outlet,
    url: newerUrl(stored.url, incoming.url),
    published: newerDate(stored.published, incoming.published),
    author: incoming.author ?? stored.author,
  };
}

/** What another source says of an article only fills what is not known: it may not rename somebody else's. */
export function fillMetadata(stored: Metadata, incoming: IncomingArticle): Metadata {
  return {
    title: stored.title ?? incoming.title,
    outlet: stored.outlet ?? incoming.outlet,
    url: stored.url ?? incoming.url,
    published: stored.published ?? incoming.published,
    author: stored.author ?? incoming.author,
  };
}

export function isSameMetadata(one: Metadata, other: Metadata): boolean {
  return (
    one.title === other.title &&
    one.outlet === other.outlet &&
    one.url === other.url &&
    one.published === other.published &&
    one.author === other.author
  );
}

/** Through another feed the same address comes with other tracking parameters. */
function newerUrl(stored: string | null, incoming: string | null): string | null {
  if (stored === null || incoming === null) return incoming ?? stored;
  return canonicalUrl(stored) === canonicalUrl(incoming) ? stored : incoming;
}

function newerDate(stored: string | null, incoming: string | null): string | null {
  if (stored === null || incoming === null) return incoming ?? stored;
  const isLessPrecise = isDayOnly(incoming) && !isDayOnly(stored) && stored.startsWith(incoming);
  const isSameMoment = isDayOnly(incoming) === isDayOnly(stored) && publishedMs(incoming) === publishedMs(stored);
  return isLessPrecise || (isSameMoment && publishedMs(stored) !== null) ? stored : incoming;
}
