import type { OfferedFeed } from '../../model/feeds.ts';
import { scanTags, type Tag } from '../pages/scan-tags.ts';
import { resolveAddress } from './addresses.ts';
import { plainTitle } from './plain-title.ts';

const maxOffers = 25;

/** The likeliest format first: where a page offers its feed in several, one of them will do. */
const feedTypes = ['application/atom+xml', 'application/rss+xml', 'application/rdf+xml', 'application/feed+json'];
/** Types that are a feed's only beside the word for it: APIs and stylesheets have them, too. */
const looseTypes = new Set(['application/json', 'application/xml', 'text/xml']);

const feedLike =
  /(?:^|[/._?&=-])(?:rss|atom|feeds?|rdf)(?:$|[/._?&=-])|\.(?:rss|atom|rdf)(?:$|\?)|\/index\.xml$|feeds?\.|\.feedburner\.com\//i;

/** Places at which sites have their feeds, the commonest first. */
export const usualPlaces = ['/feed', '/rss.xml', '/feed.xml', '/rss', '/atom.xml', '/index.xml', '/feed.json'];
export const usualSitemaps = ['/news-sitemap.xml', '/sitemap-news.xml', '/sitemap_news.xml', '/sitemap.xml'];

/** What a page says of feeds, the likeliest first: what it links as its own, else links that look like feeds. */
export function discoverFeeds(html: string, address: string): readonly OfferedFeed[] {
  const tags = scanTags(html, new Set(['base', 'link', 'a']));
  const base = resolveAddress(tags.find(({ name }) => name === 'base')?.attributes.get('href'), address) ?? address;
  const links = tags.filter(({ name }) => name === 'link').flatMap((tag) => linkedFeed(tag, base));
  if (links.length > 0) return ranked(links);
  return ranked(tags.filter(({ name }) => name === 'a').flatMap((tag) => anchoredFeed(tag, html, base, address)));
}

export function titleOfPage(html: string): string | null {
  return plainTitle(/<title\b[^<>]{0,200}>([^<]{0,500})/i.exec(html.slice(0, 200_000))?.[1] ?? null);
}

interface Candidate extends OfferedFeed {
  /** Place in `feedTypes`. */
  readonly rank: number;
}

function linkedFeed({ attributes }: Tag, base: string): Candidate[] {
  const rel = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
  if (!rel.includes('alternate') && !rel.includes('feed')) return [];
  const type = (attributes.get('type') ?? '').toLowerCase().split(';')[0]?.trim() ?? '';
  const href = attributes.get('href') ?? '';
  const title = plainTitle(attributes.get('title') ?? null);
  const known = feedTypes.indexOf(type);
  const isLoose = looseTypes.has(type) && (feedLike.test(href) || /\b(?:feed|rss|atom)\b/i.test(title ?? ''));
  if (known === -1 && !isLoose && !(rel.includes('feed') && type === '')) return [];
  const found = resolveAddress(href.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:\/\//i, 'http://'), base);
  return found === null ? [] : [{ address: found, title, by: 'link', rank: known === -1 ? feedTypes.length : known }];
}

/** A link in the page to somewhere on the site that is called like a feed. */
function anchoredFeed({ attributes, end }: Tag, html: string, base: string, page: string): Candidate[] {
  const href = attributes.get('href') ?? '';
  const found = resolveAddress(href, base);
  if (found === null || found === page || !feedLike.test(href)) return [];
  if (/\b(?:subscribe|add|share)\b.*\b(?:url|feed)=/i.test(href)) return [];
  const title = plainTitle(attributes.get('title') ?? /^[^<]{1,100}/.exec(html.slice(end, end + 100))?.[0] ?? null);
  return [{ address: found, title, by: 'anchor', rank: 0 }];
}

function ranked(candidates: readonly Candidate[]): readonly OfferedFeed[] {
  const byAddress = new Map<string, Candidate>();
  for (const candidate of candidates)
    if (!byAddress.has(candidate.address)) byAddress.set(candidate.address, candidate);
  const onePerFeed = new Map<string, Candidate>();
  for (const candidate of byAddress.values()) {
    const key = sameFeedKey(candidate);
    const known = onePerFeed.get(key);
    if (known === undefined || candidate.rank < known.rank) onePerFeed.set(key, candidate);
  }
  return [...onePerFeed.values()]
    .sort((one, other) => Number(isOfComments(one)) - Number(isOfComments(other)))
    .slice(0, maxOffers)
    .map(({ address, title, by }) => ({ address, title, by }));
}

/** "News (RSS)" and "News (Atom)" are one feed in two formats. */
function sameFeedKey({ address, title, rank }: Candidate): string {
  const words = (text: string): string =>
    text.toLowerCase().replace(/rss|atom|rdf|json|xml|feeds?|[\d.]+|[^\p{L}]/gu, '');
  return title === null ? `${words(address)} ${rank}` : `${words(title)} ${new URL(address).host}`;
}

function isOfComments({ address, title }: OfferedFeed): boolean {
  return /comments?\b/i.test(`${title ?? ''} ${new URL(address).pathname}`);
}
