import type { IncomingArticle } from '../model/article.ts';
import { canonicalUrl } from './canonical-url.ts';
import { integer, type Row, text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { foldName } from './fold-name.ts';
import { addressHash, articleIdOf } from './ids.ts';

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
}

export function identityOf(article: IncomingArticle, version: string): Identity {
  const address = article.url === null || article.url.trim() === '' ? null : canonicalUrl(article.url);
  return { id: article.id ?? articleIdOf(address, article.text, article.title), address, version };
}

/**
 * Finds the article that an incoming one is. One with an id is that article and no other; one without is the article at
 * the same address, else the one with the same text, unless title, outlet or address say that it is a copy of it.
 */
export function findArticle(
  connection: Connection,
  article: IncomingArticle,
  { id, address, version }: Identity,
  outletKey: string | null,
): KnownArticle | null {
  const byId = connection.prepare('SELECT number, id, address FROM articles WHERE id = ?').get(id);
  if (byId !== undefined) return knownFrom(byId);
  if (article.id !== null) return null;
  if (address !== null) {
    const byAddress = connection
      .prepare('SELECT number, id, address FROM articles WHERE address = ? ORDER BY number LIMIT 1')
      .get(address);
    if (byAddress !== undefined) return knownFrom(byAddress);
  }
  const byText = connection
    .prepare(`
      SELECT a.number, a.id, a.address, v.title, v.outlet_key FROM versions v JOIN articles a ON a.number = v.article
      WHERE v.version = ? AND v.current = 1 ORDER BY a.number`)
    .all(version)
    .find(
      (found) =>
        agree(textOrNull(found.address), address) &&
        agree(textOrNull(found.outlet_key), outletKey) &&
        agree(foldOrNull(textOrNull(found.title)), foldOrNull(article.title)),
    );
  return byText === undefined ? null : knownFrom(byText);
}

/** Tells whether it was removed, and so may not come back, under its id or at its address. */
export function wasRemoved(connection: Connection, { id, address }: Identity): boolean {
  const keys = removalKeys(id, address);
  return keys.some((key) => connection.prepare('SELECT 1 FROM removed WHERE key = ?').get(key) !== undefined);
}

export function removalKeys(id: string, address: string | null): string[] {
  return [`id ${id}`, ...(address === null ? [] : [`address ${addressHash(address)}`])];
}

function knownFrom(row: Row): KnownArticle {
  return { number: integer(row.number), id: text(row.id), address: textOrNull(row.address ?? null) };
}

/** What is not known contradicts nothing. */
function agree(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

function foldOrNull(name: string | null): string | null {
  return name === null ? null : foldName(name);
}
