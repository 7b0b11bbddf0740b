import type { Feed, FetchFailure } from '../../model/feeds.ts';
import { readDocument } from '../feeds/read-document.ts';
import type { NamedSitemap } from '../feeds/sitemap.ts';
import { failure } from '../fetch/failure.ts';
import type { Answer, Fetcher } from '../fetch/fetcher.ts';

export interface ReadOptions {
  readonly fetcher: Fetcher;
  readonly now: Date;
  readonly signal?: AbortSignal;
}

export type ReadAnswer =
  | { readonly kind: 'feed' | 'sitemap'; readonly feed: Feed; readonly answer: Answer }
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'failed'; readonly failure: FetchFailure };

const sitemapsTried = 3;
const indexDepth = 2;

/** What an answer holds. Behind an index of sitemaps stands the newest of them that has news. */
export async function readAnswer(answer: Answer, options: ReadOptions, depth = 0): Promise<ReadAnswer> {
  const { bytes, contentType, address } = answer;
  const read = readDocument(bytes, { contentType, address, now: options.now });
  if (read.kind === 'feed' || read.kind === 'sitemap') return { kind: read.kind, feed: read.feed, answer };
  if (read.kind === 'page') return read;
  if (read.kind === 'sitemap-index') return await readIndex(read.sitemaps, address, options, depth);
  return { kind: 'failed', failure: failure('not-a-feed', `${address}: ${read.reason}`) };
}

async function readIndex(
  sitemaps: readonly NamedSitemap[],
  address: string,
  options: ReadOptions,
  depth: number,
): Promise<ReadAnswer> {
  const { fetcher, now, signal } = options;
  let met = failure('not-a-feed', `${address} is an index of sitemaps, and none of them has news`);
  if (depth >= indexDepth) return { kind: 'failed', failure: met };
  for (const sitemap of likeliest(sitemaps).slice(0, sitemapsTried)) {
    const fetched = await fetcher.fetch(sitemap.address, {
      accept: 'feed',
      now,
      ...(signal === undefined ? {} : { signal }),
    });
    if (fetched.kind === 'failed') met = fetched.failure;
    if (fetched.kind !== 'answer') continue;
    const read = await readAnswer(fetched, options, depth + 1);
    if (read.kind === 'sitemap' && read.feed.items.length > 0)
      return { ...read, answer: withoutValidators(read.answer) };
  }
  return { kind: 'failed', failure: met };
}

/** What is called news first, then what changed last; the last one of an index without dates is mostly the newest. */
function likeliest(sitemaps: readonly NamedSitemap[]): NamedSitemap[] {
  const isNews = ({ address }: NamedSitemap): number => Number(/news|latest|recent/i.test(address));
  return [...sitemaps]
    .reverse()
    .sort((one, other) => isNews(other) - isNews(one) || (other.modified ?? '').localeCompare(one.modified ?? ''));
}

/** They are those of one sitemap, and would be sent back with the request for the index. */
function withoutValidators(answer: Answer): Answer {
  return { ...answer, validators: { etag: null, lastModified: null } };
}
