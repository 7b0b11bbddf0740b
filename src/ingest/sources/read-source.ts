import type { FailureKind, FetchFailure, FoundSource, OfferedFeed } from '../../model/feeds.ts';
import { discoverFeeds, titleOfPage, usualPlaces, usualSitemaps } from '../feeds/discover.ts';
import { failure } from '../fetch/failure.ts';
import type { Robots } from '../fetch/robots.ts';
import { nextTry } from './next-try.ts';
import { type ReadOptions, readAnswer } from './read-answer.ts';
import { memoryOf } from './source-memory.ts';

export interface ReadSourceOptions extends ReadOptions {
  readonly robots: Robots;
}

type Found = Extract<FoundSource, { kind: 'feed' | 'sitemap' }>;
type Looked = Found | { readonly kind: 'page'; readonly html: string; readonly address: string } | Failed;
type Failed = { readonly kind: 'failed'; readonly failure: FetchFailure };

/**
 * Looks at an address that somebody wants to add: a feed, a news sitemap, or a page through which they are found. Never
 * rejects for what the network does.
 *
 * @param given as people write it: `example.org`, `feed:https://example.org/rss`
 */
export async function readSource(given: string, options: ReadSourceOptions): Promise<FoundSource> {
  const looked = await lookAtGiven(given, options);
  if (looked.kind !== 'page') return looked;
  const offers = discoverFeeds(looked.html, looked.address);
  if (offers.length === 0) return await lookAround(looked.address, options);
  const title = titleOfPage(looked.html);
  const [only, ...others] = offers;
  if (only === undefined || others.length > 0) return { kind: 'choice', page: looked.address, title, offers };
  const found = await look(only.address, options);
  if (found.kind === 'feed' || found.kind === 'sitemap') return { ...found, foundOn: looked.address };
  const why = found.kind === 'failed' ? found.failure.reason : `${only.address} is a web page`;
  const kind = found.kind === 'failed' ? found.failure.kind : 'not-a-feed';
  return { kind: 'failed', failure: failure(kind, `${looked.address} names a feed that cannot be read: ${why}`) };
}

/** People leave out the scheme; then https is meant, and http where nothing answers there. */
async function lookAtGiven(given: string, options: ReadSourceOptions): Promise<Looked> {
  const plain = given
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^feed:/i, '');
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(plain)) return await look(plain, options);
  const bare = plain.replace(/^\/+/, '');
  const secure = await look(`https://${bare}`, options);
  const isDeaf = secure.kind === 'failed' && deaf.has(secure.failure.kind);
  if (!isDeaf) return secure;
  const open = await look(`http://${bare}`, options);
  return open.kind === 'failed' ? secure : open;
}

const deaf: ReadonlySet<FailureKind> = new Set<FailureKind>(['unreachable', 'certificate']);

async function look(address: string, options: ReadSourceOptions): Promise<Looked> {
  const { robots: _robots, ...reading } = options;
  const fetched = await options.fetcher.fetch(address, { accept: 'feed', ...reading });
  if (fetched.kind === 'failed') return { kind: 'failed', failure: fetched.failure };
  if (fetched.kind === 'unchanged') {
    return { kind: 'failed', failure: failure('broken-answer', `${address} answered 304 without having been asked`) };
  }
  const read = await readAnswer(fetched, reading);
  if (read.kind === 'failed') return read;
  if (read.kind === 'page') return { ...read, address: fetched.address };
  if (read.kind === 'sitemap' && read.feed.items.length === 0) {
    return { kind: 'failed', failure: failure('not-a-feed', `${address} is a sitemap without news in it`) };
  }
  const memory = memoryOf(read.answer, read.feed);
  const next = nextTry({ now: options.now, freshSeconds: fetched.freshSeconds, retryAfter: null, memory });
  const home = fetched.movedTo ?? new URL(address).href;
  return { kind: read.kind, address: home, foundOn: null, feed: read.feed, memory, next };
}

/** The last resort, for a page that tells of no feed: the places at which sites usually have one. */
async function lookAround(page: string, options: ReadSourceOptions): Promise<FoundSource> {
  const sitemaps = await options.robots.sitemaps(page, options.now);
  const places: readonly OfferedFeed[] = [
    ...usualPlaces.map((place) => offer(new URL(place, page).href, 'usual-place')),
    ...sitemaps.filter((address) => /news/i.test(address)).map((address) => offer(address, 'robots')),
    ...usualSitemaps.map((place) => offer(new URL(place, page).href, 'usual-place')),
    ...sitemaps.filter((address) => !/news/i.test(address)).map((address) => offer(address, 'robots')),
  ];
  const tried = new Set<string>();
  for (const { address } of places) {
    if (tried.has(address) || tried.size >= maxPlaces) continue;
    tried.add(address);
    const found = await look(address, options);
    if (found.kind === 'feed' || found.kind === 'sitemap') return { ...found, foundOn: page };
    // A host that does not answer, or asks to be left alone, will not like the next try better.
    if (found.kind === 'failed' && found.failure.passing && found.failure.kind !== 'server-error') break;
  }
  const reason = `${page} is a web page that names no feed, and none was found at the ${tried.size} usual places`;
  return { kind: 'failed', failure: failure('not-a-feed', reason) };
}

const maxPlaces = 12;

function offer(address: string, by: OfferedFeed['by']): OfferedFeed {
  return { address, title: null, by };
}
