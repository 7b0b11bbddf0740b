import { readDocument } from '../../../src/ingest/feeds/read-document.ts';
import type { Feed, IncomingFeedItem } from '../../../src/model/feeds.ts';

export const now = new Date('2026-01-05T12:00:00Z');
export const address = 'https://gazette.example/feeds/news.xml';

export function read(document: string | Uint8Array, contentType: string | null = null): Feed {
  const bytes = typeof document === 'string' ? Buffer.from(document) : document;
  const result = readDocument(bytes, { contentType, address, now });
  if (result.kind === 'feed' || result.kind === 'sitemap') return result.feed;
  throw new Error(`expected a feed, got ${result.kind}${result.kind === 'other' ? `: ${result.reason}` : ''}`);
}

export function itemOf(document: string | Uint8Array, contentType: string | null = null): IncomingFeedItem {
  const [first] = read(document, contentType).items;
  if (first === undefined) throw new Error('expected an item');
  return first;
}

const namespaces = `xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dcterms="http://purl.org/dc/terms/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"`;
export const rss = (item: string, channel = '') =>
  `<?xml version="1.0"?><rss version="2.0" ${namespaces}><channel>${channel}<item>${item}</item></channel></rss>`;
export const atom = (entry: string, feed = '', attributes = '') =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}>${feed}<entry>${entry}</entry></feed>`;
export const atom03 = (entry: string) =>
  `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>${entry}</entry></feed>`;
export const rdf = (item: string, channel = '') => `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" ${namespaces}><channel rdf:about="https://gazette.example/">${channel}</channel>
  <item rdf:about="https://gazette.example/1">${item}</item></rdf:RDF>`;
export const json = (item: object, feed: object = {}) =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'G', ...feed, items: [item] });
