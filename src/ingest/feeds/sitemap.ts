import type { Feed, IncomingFeedItem } from '../../model/feeds.ts';
import { resolveAddress } from './addresses.ts';
import { readFeedDate } from './feed-date.ts';
import { plainTitle } from './plain-title.ts';
import { titleOf } from './text-construct.ts';
import { child, childrenNamed, textOf } from './xml-search.ts';
import type { XmlElement } from './xml-tree.ts';

/** One sitemap that an index names. */
export interface NamedSitemap {
  readonly address: string;
  readonly modified: string | null;
}

const maxNamed = 1_000;

/** The sitemaps that an index names, as it orders them; `null` when it is no index. */
export function readSitemapIndex(elements: readonly XmlElement[], address: string | null): NamedSitemap[] | null {
  const root = elements.find(({ name }) => name === 'sitemapindex');
  if (root === undefined) return null;
  return childrenNamed(root, 'sitemap')
    .slice(0, maxNamed)
    .flatMap((sitemap) => {
      const location = resolveAddress(textOf(sitemap, 'loc'), address);
      return location === null ? [] : [{ address: location, modified: readFeedDate(textOf(sitemap, 'lastmod') ?? '') }];
    });
}

/**
 * Reads a sitemap with news in it; `null` when it is none. Entries without news are passed over, if any has it: they are
 * the site's other pages.
 *
 * @see https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
 */
export function readSitemap(elements: readonly XmlElement[], address: string | null): Omit<Feed, 'warnings'> | null {
  const root = elements.find(({ name }) => name === 'urlset');
  if (root === undefined) return null;
  const entries = childrenNamed(root, 'url').flatMap((entry) => readEntry(entry, address));
  const news = entries.filter(({ isNews }) => isNews).map(({ item }) => item);
  const languages = new Set(news.map(({ language }) => language));
  return {
    format: 'sitemap',
    version: null,
    title: news.find(({ outlet }) => outlet !== null)?.outlet ?? null,
    description: null,
    homepage: address === null ? null : `${new URL(address).origin}/`,
    language: languages.size === 1 ? ([...languages][0] ?? null) : null,
    ttlMinutes: null,
    skipHours: [],
    skipDays: [],
    hub: null,
    older: null,
    items: news,
  };
}

function readEntry(entry: XmlElement, address: string | null): { isNews: boolean; item: IncomingFeedItem }[] {
  const url = resolveAddress(textOf(entry, 'loc'), address);
  if (url === null) return [];
  const news = child(entry, 'news:news');
  const publication = child(news, 'news:publication');
  const item: IncomingFeedItem = {
    id: url,
    url,
    title: titleOf(child(news, 'news:title')),
    summary: null,
    content: null,
    base: null,
    full: null,
    author: null,
    published: readFeedDate(textOf(news, 'news:publication_date') ?? ''),
    updated: readFeedDate(textOf(entry, 'lastmod') ?? ''),
    outlet: plainTitle(textOf(publication, 'news:name')),
    language: textOf(publication, 'news:language'),
  };
  return [{ isNews: news !== null, item }];
}
