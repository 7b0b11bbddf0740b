import { gunzipSync } from 'node:zlib';
import type { Feed, IncomingFeedItem } from '../../model/feeds.ts';
import { Refusal } from '../arrival.ts';
import { decodeDocument } from './decode-document.ts';
import { isPlausible } from './feed-date.ts';
import { readJsonFeed } from './json-feed.ts';
import { type NamedSitemap, readSitemap, readSitemapIndex } from './sitemap.ts';
import { findFeedRoot, readXmlFeed } from './xml-feed.ts';
import { parseXml } from './xml-tree.ts';

/** What came from an address, judged by its content. */
export type ReadDocument =
  | { readonly kind: 'feed'; readonly feed: Feed }
  | { readonly kind: 'sitemap'; readonly feed: Feed }
  | { readonly kind: 'sitemap-index'; readonly sitemaps: readonly NamedSitemap[] }
  /** HTML, which may tell of feeds. */
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'other'; readonly reason: string };

export interface DocumentSource {
  readonly contentType: string | null;
  /** Where it came from: what is relative in it counts from there. */
  readonly address: string | null;
  readonly now: Date;
}

const maxUnpacked = 30_000_000;
const maxItems = 10_000;

/**
 * Reads a document from the web as a feed, if it is one. Never throws for what the document is: what cannot be read has a
 * reason.
 */
export function readDocument(bytes: Uint8Array, source: DocumentSource): ReadDocument {
  try {
    return read(bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(bytes) : bytes, source);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'other', reason: error.message };
  }
}

function read(bytes: Uint8Array, { contentType, address, now }: DocumentSource): ReadDocument {
  const { text, warning } = decodeDocument(bytes, contentType);
  const warnings = warning === null ? [] : [warning];
  const beginning = text.slice(0, 2_000).trimStart();
  if (beginning === '') return other('nothing');
  if (beginning.startsWith('{') || beginning.startsWith('[')) {
    const json = parseJson(text);
    const feed = json === undefined ? null : readJsonFeed(json, address);
    return feed === null
      ? other('JSON that is no JSON Feed')
      : { kind: 'feed', feed: withPlausibleDates(feed, warnings, now) };
  }
  if (isPage(beginning)) return { kind: 'page', html: text };
  const elements = parseXml(text, address);
  const root = findFeedRoot(elements);
  if (root !== null) return { kind: 'feed', feed: withPlausibleDates(readXmlFeed(root, address), warnings, now) };
  const sitemaps = readSitemapIndex(elements, address);
  if (sitemaps !== null) return { kind: 'sitemap-index', sitemaps };
  const sitemap = readSitemap(elements, address);
  if (sitemap !== null) return { kind: 'sitemap', feed: withPlausibleDates(sitemap, warnings, now) };
  if (elements.some(({ name }) => name === 'html' || name === 'xhtml:html' || name === 'body'))
    return { kind: 'page', html: text };
  if (elements.some(({ name }) => name === 'opml')) return other('OPML, a list of feeds: import it');
  const [first] = elements;
  return other(first === undefined ? 'text that is no XML' : `XML of another kind ("${first.name.slice(0, 40)}")`);
}

function other(found: string): ReadDocument {
  return { kind: 'other', reason: `expected RSS, Atom, JSON Feed or a news sitemap, got ${found}` };
}

/** A feed may have "<html>" in it, but not before its root. */
function isPage(beginning: string): boolean {
  const html = beginning.search(/<!doctype\s+html|<html\b|<head\b|<body\b/i);
  if (html === -1) return false;
  const feed = beginning.search(/<(?:[\w-]+:)?(?:rss|rdf|feed|urlset|sitemapindex|channel|opml)\b/i);
  return feed === -1 || html < feed;
}

function unpack(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxUnpacked });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    if (!isTooLarge && !(error instanceof Error && 'code' in error)) throw error;
    throw new Refusal(
      isTooLarge
        ? `expected a feed, found a gzip file of more than 30 MB`
        : 'expected a feed, found a broken gzip file',
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Takes out dates that no article can have, and tells how many there were. */
function withPlausibleDates(feed: Omit<Feed, 'warnings'>, warnings: readonly string[], now: Date): Feed {
  let dropped = 0;
  const check = (date: string | null): string | null => {
    if (date === null || isPlausible(date, now)) return date;
    dropped += 1;
    return null;
  };
  const items = feed.items
    .slice(0, maxItems)
    .map((item): IncomingFeedItem => ({ ...item, published: check(item.published), updated: check(item.updated) }));
  const told = dropped === 0 ? [] : [`${dropped} dates lie in the future, or at the zero of a clock; left unknown`];
  const rest = feed.items.length - items.length;
  const cut = rest === 0 ? [] : [`${rest} items behind the first ${maxItems} were left out`];
  return { ...feed, items, warnings: [...warnings, ...told, ...cut] };
}
