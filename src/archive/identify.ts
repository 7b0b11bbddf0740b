import type { IncomingArticle } from '../model/article.ts';
import type { SourceId } from '../model/scope.ts';
import { canonicalUrl } from './canonical-url.ts';
import { integer, type Row, text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { foldName } from './fold-name.ts';
import { addressHash, apartId, articleIdOf } from './ids.ts';

/** What an incoming article is known by. */
export interface Identity {
  /** The one it came with, else made of its address, else of its text and title. */
  readonly id: string;
  readonly address: string | null;
  readonly version: string;
}

export interface KnownArticle {
  readonly number: number;
  readonly id: string;
  readonly address: string | null;
  /** What it was known again by. Whoever has only the text of it cannot tell that its text has changed. */
  readonly by: 'id' | 'address' | 'text';
}

export function identityOf(article: IncomingArticle, version: string): Identity {
  const address = article.url === null || article.url.trim() === '' ? null : canonicalUrl(article.url);
  return { id: article.id ?? articleIdOf(address, article), address, version };
}

/**
 * Finds the article that an incoming one is. One with an id is that article and no other; one without is the article at
 * the same address, else one that has or had the same text, unless title, outlet or address say that it is a copy of it.
 *
 * @param outletKeyWith under what the incoming one's outlet is found, given the outlet that its text credits: the same
 *   text credits the same
 */
export function findArticle(
  connection: Connection,
  article: IncomingArticle,
  { id, address, version }: Identity,
  outletKeyWith: (credit: string | null) => string | null,
): KnownArticle | null {
  const byId = connection.prepare('SELECT number, id, address FROM articles WHERE id = ?').get(id);
  if (article.id !== null) return byId === undefined ? null : knownFrom(byId, 'id');
  if (address !== null) {
    const byAddress = connection
      .prepare('SELECT number, id, address FROM articles WHERE address = ? ORDER BY number LIMIT 1')
      .get(address);
    if (byAddress !== undefined) return knownFrom(byAddress, 'address');
  }
  const byText = connection
    .prepare(`
      SELECT a.number, a.id, a.address, v.title, v.outlet_key, v.credit FROM versions v JOIN articles a ON a.number = v.article
      WHERE v.version = ? ORDER BY v.current DESC, a.number`)
    .all(version)
    .find(
      (found) =>
        agree(textOrNull(found.address), address) &&
        agree(textOrNull(found.outlet_key), outletKeyWith(textOrNull(found.credit))) &&
        agree(foldOrNull(textOrNull(found.title)), foldOrNull(article.title)),
    );
  // An id that was made of the same text is the same article, whatever is known of it by now.
  const known = byText ?? byId;
  return known === undefined ? null : knownFrom(known, 'text');
}

/**
 * What an article is known by that may not take another source's article's place: one of its own, which claims neither
 * the id nor the address.
 */
export function identityApart({ id, version }: Identity, source: SourceId): Identity {
  return { id: apartId(id, source), address: null, version };
}

export function findById(connection: Connection, id: string): KnownArticle | null {
  const found = connection.prepare('SELECT number, id, address FROM articles WHERE id = ?').get(id);
  return found === undefined ? null : knownFrom(found, 'id');
}

/** Tells whether it was removed, and so may not come back, under its id or at its address. */
export function wasRemoved(connection: Connection, { id, address }: Identity): boolean {
  const keys = removalKeys(id, address);
  const removed = connection.prepare(`SELECT 1 FROM removed WHERE key IN (${keys.map(() => '?').join(', ')})`);
  return removed.get(...keys) !== undefined;
}

export function removalKeys(id: string, address: string | null): string[] {
  return [`id ${id}`, ...(address === null ? [] : [`address ${addressHash(address)}`])];
}

function knownFrom(row: Row, by: KnownArticle['by']): KnownArticle {
  return { number: integer(row.number), id: text(row.id), address: textOrNull(row.address), by };
}

/** What is not known contradicts nothing. */
function agree(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

function foldOrNull(name: string | null): string | null {
  return name === null ? null : foldName(name);
}
