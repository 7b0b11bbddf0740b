import { createHash } from 'node:crypto';
import type { IncomingArticle } from '../../model/article.ts';
import type { IncomingFeedItem } from '../../model/feeds.ts';
import { linesOfHtml } from '../html-text.ts';
import { isSameHost } from './own-address.ts';

/** The feed that an item came from. */
export interface ItemSource {
  /** Address of the feed, as it was added: it names the source for good. */
  readonly source: string;
  readonly feed: { readonly title: string | null; readonly language: string | null };
}

/** What else a text of a feed ends with, or has between its paragraphs. */
const noise =
  /^(?:the post .{1,300} (?:appeared first|first appeared) on .{1,100}|(?:read|see) (?:more|the (?:full|whole) (?:story|article)).{0,60}|continue reading.{0,200}|\[?(?:…|\.\.\.)\]?|comments?|advertisement|share this:?)$/i;

/** The text of what a feed carries, one line a paragraph; `''` when there is none. */
export function textOfItem(html: string | null): string {
  if (html === null) return '';
  return linesOfHtml(html)
    .filter((line) => !noise.test(line))
    .join('\n')
    .toWellFormed();
}

/** What the feed itself tells of an article: all of its text where it carries that, else its summary. */
export function articleOfItem(item: IncomingFeedItem, source: ItemSource): IncomingArticle & { isFull: boolean } {
  const full = item.full === null ? '' : textOfItem(item[item.full]);
  const text = full || longer(textOfItem(item.summary), textOfItem(item.content));
  return {
    id: idOfItem(item, source.source),
    title: item.title,
    text,
    outlet: outletOfItem(item, source),
    url: item.url,
    published: item.published ?? item.updated,
    author: item.author,
    isFull: full !== '',
  };
}

/** A feed speaks for its own host. The title of any other is no outlet: aggregators carry everybody's. */
export function outletOfItem(item: IncomingFeedItem, { source, feed }: ItemSource): string | null {
  if (item.outlet !== null) return item.outlet;
  return item.url === null || isSameHost(item.url, source) ? feed.title : null;
}

/**
 * `null` where the address says which article it is, since the feed stands on the same host. Anywhere else a feed may
 * claim any address: its word for what stands there gets an id of its own, made of the feed and of what it calls the
 * item, so that it can replace nothing but its own.
 */
function idOfItem(item: IncomingFeedItem, source: string): string | null {
  if (item.url !== null && isSameHost(item.url, source)) return null;
  const name = item.id ?? item.url;
  return name === null ? null : `feed:${hash(source)}:${hash(name)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function longer(one: string, other: string): string {
  return other.length > one.length ? other : one;
}
