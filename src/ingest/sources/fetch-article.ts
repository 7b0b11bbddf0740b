import type { IncomingArticle } from '../../model/article.ts';
import type { FetchFailure, IncomingFeedItem, ItemArticle } from '../../model/feeds.ts';
import { Refusal } from '../arrival.ts';
import { decodeDocument } from '../feeds/decode-document.ts';
import { isPlausible, readFeedDate } from '../feeds/feed-date.ts';
import { failure } from '../fetch/failure.ts';
import type { Fetcher } from '../fetch/fetcher.ts';
import type { Robots } from '../fetch/robots.ts';
import { entry } from '../fields.ts';
import { type Page, readPage } from '../pages/read-page.ts';
import { articleOfItem, type ItemSource, outletOfItem } from './feed-article.ts';
import { isSameHost, ownAddress } from './own-address.ts';

export interface ArticleOptions extends ItemSource {
  readonly fetcher: Fetcher;
  readonly robots: Robots;
  readonly now: Date;
  readonly signal?: AbortSignal;
}

/** Tells whether the page of an item is to be fetched: the feed has no whole article, or speaks for another's host. */
export function needsPage(item: IncomingFeedItem, source: string): boolean {
  if (item.url === null) return false;
  return item.full === null || !isSameHost(item.url, source);
}

/**
 * Makes an item into an article: from the feed where it carries all of it, else from the page, else from the summary,
 * marked as one. Never rejects for what the network does.
 */
export async function fetchArticle(item: IncomingFeedItem, options: ArticleOptions): Promise<ItemArticle> {
  const { url } = item;
  if (url === null || !needsPage(item, options.source)) return fromFeed(item, options, null);
  const got = await fetchPage(url, options, 'follow canonical');
  if (got.kind === 'failed') return fromFeed(item, options, got.failure);
  return fromPage(item, options, got);
}

interface GotPage {
  readonly kind: 'page';
  readonly page: Page;
  /** Behind all redirects. */
  readonly address: string;
}

type Failed = { readonly kind: 'failed'; readonly failure: FetchFailure };

async function fetchPage(
  url: string,
  options: ArticleOptions,
  how: 'follow canonical' | 'take this one',
): Promise<GotPage | Failed> {
  const { fetcher, robots, now, signal } = options;
  const permission = await robots.permits(url, now);
  if (permission.kind === 'refused') return { kind: 'failed', failure: permission.failure };
  const fetched = await fetcher.fetch(url, { accept: 'page', now, ...(signal === undefined ? {} : { signal }) });
  if (fetched.kind === 'failed') return fetched;
  if (fetched.kind === 'unchanged') return noArticle(`${url} answered 304 without having been asked`);
  const { address, bytes, contentType } = fetched;
  const page = readBytes(bytes, contentType, address);
  if (page.kind === 'failed') return page;
  const { canonical, isAmp } = page.page;
  const isCopy = isAmp && canonical !== null && !isSameHost(canonical, address);
  if (!isCopy || how === 'take this one') return page;
  // A page that is kept elsewhere for phones names the article's own; its own host has to say so itself.
  const own = await fetchPage(canonical, options, 'take this one');
  return own.kind === 'page' ? own : page;
}

function readBytes(bytes: Uint8Array, contentType: string | null, address: string): GotPage | Failed {
  const type = (contentType ?? 'text/html').toLowerCase();
  const { text } = decodeDocument(bytes, contentType);
  if (!/html|xml|text\/plain/.test(type) && !/<html\b|<!doctype html/i.test(text.slice(0, 2_000))) {
    return noArticle(`${address}: expected a web page, got ${type.split(';')[0]}`);
  }
  try {
    return { kind: 'page', page: readPage(text, address), address };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return noArticle(`${address}: ${error.message}`);
  }
}

function noArticle(reason: string): Failed {
  return { kind: 'failed', failure: failure('no-article', reason) };
}

// A teaser before a wall; what is longer and more than the feed tells has been read by everybody else, too.
const teaserCharacters = 1_500;
const stubCharacters = 200;

function fromPage(item: IncomingFeedItem, options: ArticleOptions, { page, address }: GotPage): ItemArticle {
  const told = articleOfItem(item, options);
  const text = page.lines.join('\n').toWellFormed();
  const url = ownAddress(address, page.canonical);
  const why = whyNoArticle(page, text, told.text, address);
  // What a feed tells, and what the page lets everybody read, are both a summary: the longer one is of more use.
  if (why !== null && (told.isFull || told.text.length >= text.length)) return fromFeed(item, options, why);
  const { article } = entry(
    {
      title: page.title ?? item.title,
      outlet: page.outlet ?? outletOfItem(item, options),
      author: page.author ?? item.author,
      url,
      published: dateOf(page.published, options.now),
    },
    text,
  );
  return {
    kind: 'article',
    article: { ...article, published: article.published ?? told.published },
    extent: why === null ? 'full' : 'summary',
    from: 'page',
    modified: dateOf(page.modified, options.now) ?? item.updated,
    language: page.language ?? item.language ?? options.feed.language,
    note: why?.reason ?? null,
    failure: why,
  };
}

function dateOf(given: string | null, now: Date): string | null {
  const date = readFeedDate(given ?? '');
  return date !== null && isPlausible(date, now) ? date : null;
}

/** Why the text of a page is not its article; `null` when it is. */
function whyNoArticle(page: Page, text: string, told: string, address: string): FetchFailure | null {
  if (text === '') return failure('no-article', `no text of an article was found in ${address}`);
  if (page.isFree === false && text.length < Math.max(teaserCharacters, 2 * told.length)) {
    return failure('denied', `${address} shows all of it to subscribers only`);
  }
  if (text.length < stubCharacters || text.length < told.length) {
    return failure('no-article', `${address} shows less of it than the feed tells`);
  }
  return null;
}

function fromFeed(item: IncomingFeedItem, options: ArticleOptions, why: FetchFailure | null): ItemArticle {
  const { isFull, ...article } = articleOfItem(item, options);
  if (article.text === '') {
    const met =
      why ??
      failure('no-article', `the feed tells neither an address nor a text of ${item.title ?? item.id ?? 'an item'}`);
    return { kind: 'failed', failure: met };
  }
  return {
    kind: 'article',
    article: wellFormed(article),
    extent: isFull ? 'full' : 'summary',
    from: 'feed',
    modified: item.updated,
    language: item.language ?? options.feed.language,
    note: isFull ? null : (why?.reason ?? null),
    failure: why,
  };
}

function wellFormed(article: IncomingArticle): IncomingArticle {
  return { ...article, id: article.id?.toWellFormed() ?? null, author: article.author?.toWellFormed() ?? null };
}
