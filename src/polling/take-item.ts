import { createHash } from 'node:crypto';
import { fetchArticle } from '../ingest/sources/fetch-article.ts';
import type { IncomingArticle } from '../model/article.ts';
import type { Feed, IncomingFeedItem, ItemArticle } from '../model/feeds.ts';
import type { Reading } from '../model/reading.ts';
import type { Source } from '../model/sources.ts';
import type { PollingParts } from './parts.ts';

/** What became of an item. */
export type TakenItem =
  | { readonly kind: 'stored'; readonly outcome: 'added' | 'changed' | 'unchanged' | 'removed' }
  /** It came the same before. */
  | { readonly kind: 'known' }
  /** Nothing of it could be stored; `again` where a later visit may bring more. */
  | { readonly kind: 'failed'; readonly why: string; readonly again: boolean };

interface ItemContext {
  readonly source: Source;
  readonly feed: Pick<Feed, 'title' | 'language'>;
  readonly signal: AbortSignal;
}

type Made = Extract<ItemArticle, { kind: 'article' }>;

/** A page that cannot be had is tried again at so many visits. */
const mostTries = 3;

/**
 * Takes one item of a source into the archive. It is noted only when it is stored: whatever ends the process in between,
 * the next visit takes it again, and finds what is there already.
 */
export async function takeItem(item: IncomingFeedItem, context: ItemContext, parts: PollingParts): Promise<TakenItem> {
  const { sources } = parts.archive;
  const { id } = context.source;
  const { key, digest } = namesOf(item);
  const noted = sources.itemDigest(id, key);
  if (noted === digest) return { kind: 'known' };
  const tries = triesOf(noted, digest) + 1;
  const made = await fetchItem(item, context, parts);
  context.signal.throwIfAborted();
  const failure = made.failure ?? null;
  const again = failure?.passing === true && tries < mostTries;
  const stored = made.kind === 'article' ? await storeMade(made, item, context, parts) : null;
  sources.noteItem(id, key, again ? `${digest} ${tries}` : digest, parts.now());
  if (stored === null) return { kind: 'failed', why: failure?.reason ?? 'it has no text', again };
  return again ? { kind: 'failed', why: failure?.reason ?? '', again } : { kind: 'stored', outcome: stored };
}

function fetchItem(item: IncomingFeedItem, { source, feed, signal }: ItemContext, parts: PollingParts) {
  const { fetcher, robots } = parts;
  return fetchArticle(item, { fetcher, robots, source: source.address, feed, now: parts.now(), signal });
}

async function storeMade(
  made: Made,
  item: IncomingFeedItem,
  context: ItemContext,
  parts: PollingParts,
): Promise<'added' | 'changed' | 'unchanged' | 'removed'> {
  const { archive, readArticle } = parts;
  const look = archive.look(made.article, context.source.id);
  if (look.kind === 'settled') return look.stored.outcome;
  const settled = look.kind === 'of another source' ? await fromItsOwnPage(made, item, context, parts) : made;
  const { article, from, extent } = settled;
  const reading = await read(article, readArticle, parts.onError);
  if (reading === null) return 'unchanged';
  const [stored] = archive.store(
    [
      {
        article,
        reading,
        ...(from === 'page' && article.url !== null && { fetched: article.url }),
        ...(extent === 'summary' && { summary: true as const }),
      },
    ],
    context.source.id,
  );
  return stored?.outcome ?? 'unchanged';
}

/** A text that the reader fails on must not keep its source from being visited. */
async function read(
  article: IncomingArticle,
  readArticle: PollingParts['readArticle'],
  onError: PollingParts['onError'],
): Promise<Reading | null> {
  try {
    return await readArticle(article);
  } catch (error) {
    onError(error);
    return null;
  }
}

/** Another source brought this article with other words: only the page itself can tell which are right by now. */
async function fromItsOwnPage(
  made: Made,
  item: IncomingFeedItem,
  context: ItemContext,
  parts: PollingParts,
): Promise<Made> {
  if (made.from === 'page') return made;
  const page = await fetchItem({ ...item, full: null }, context, parts);
  return page.kind === 'article' && page.from === 'page' && page.extent === 'full' ? page : made;
}

/** Under what an item is noted. */
export function keyOfItem(item: IncomingFeedItem): string {
  return namesOf(item).key;
}

function namesOf(item: IncomingFeedItem): { readonly key: string; readonly digest: string } {
  const whole = createHash('sha256').update(JSON.stringify(item)).digest('base64url').slice(0, 22);
  const name = item.id ?? item.url;
  return {
    key: name === null ? whole : createHash('sha256').update(name).digest('base64url').slice(0, 22),
    digest: whole,
  };
}

/** How often this very item was tried before. */
function triesOf(noted: string | null, digest: string): number {
  const [before, tries] = noted?.split(' ') ?? [];
  return before === digest ? Number(tries ?? 0) : 0;
}
