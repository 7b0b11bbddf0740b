import type { Stored, VersionRow } from '../model/archive.ts';
import type { IncomingArticle } from '../model/article.ts';
import type { Reading } from '../model/reading.ts';
import type { SourceId } from '../model/scope.ts';
import { integer, text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { findArticle, type Identity, identityOf, type KnownArticle, wasRemoved } from './identify.ts';
import { versionOf } from './ids.ts';
import { isSameMetadata, type Metadata, mergeMetadata, metadataFrom } from './metadata.ts';
import { nextMark, noteGone, noteStored } from './movement.ts';
import { publishedMs } from './published.ts';
import { requireWithin } from './reading-spans.ts';
import { insertReading, outletKey } from './readings.ts';
import { wellFormedArticle, wellFormedReading } from './well-formed.ts';

interface Incoming {
  readonly article: IncomingArticle;
  readonly reading: Reading;
}

/** The version of an article that answers are made from. */
interface CurrentVersion {
  readonly row: VersionRow;
  readonly version: string;
  readonly credit: string | null;
  readonly metadata: Metadata;
}

/** See `ArchiveWriter.store`. */
export function storeArticles(connection: Connection, batch: readonly Incoming[], source: SourceId): Stored[] {
  // Outside of the transaction: other writers need not wait for it.
  const prepared = batch.map(({ article, reading }) => prepareIncoming(article, reading));
  return connection.write('store articles in', () =>
    prepared.map((incoming) => storeArticle(connection, incoming, source)),
  );
}

interface Prepared extends Incoming {
  readonly identity: Identity;
}

function prepareIncoming(incomingArticle: IncomingArticle, incomingReading: Reading): Prepared {
  const article = wellFormedArticle(incomingArticle);
  const reading = wellFormedReading(incomingReading);
  const identity = identityOf(article, versionOf(article.text));
  requireWithin(identity.id, article.text.length, reading);
  return { article, reading, identity };
}

function storeArticle(connection: Connection, incoming: Prepared, source: SourceId): Stored {
  const { article, reading, identity } = incoming;
  if (wasRemoved(connection, identity)) return { id: identity.id, outcome: 'removed' };
  const known = findArticle(connection, article, identity, outletKey(article.outlet, reading.credit));
  if (known === null) {
    const added = insertArticle(connection, identity);
    linkSource(connection, added.number, source);
    insertVersion(connection, added, incoming, article);
    return { id: added.id, outcome: 'added' };
  }
  linkSource(connection, known.number, source);
  const current = currentVersionOf(connection, known);
  if (known.by === 'text' && current.version !== identity.version) return { id: known.id, outcome: 'unchanged' };
  rememberAddress(connection, known, identity.address);
  const metadata = mergeMetadata(current.metadata, article);
  if (current.version !== identity.version) {
    retireVersion(connection, current.row);
    insertVersion(connection, known, incoming, metadata);
    return { id: known.id, outcome: 'changed' };
  }
  if (!isSameMetadata(metadata, current.metadata)) updateMetadata(connection, current, metadata);
  return { id: known.id, outcome: 'unchanged' };
}

function insertArticle(connection: Connection, { id, address }: Identity): KnownArticle {
  const { lastInsertRowid } = connection.prepare('INSERT INTO articles (id, address) VALUES (?, ?)').run(id, address);
  return { number: Number(lastInsertRowid), id, address, by: 'id' };
}

/** The scope of whoever sees the source widens by the article; its text need not be indexed again. */
function linkSource(connection: Connection, article: number, source: SourceId): void {
  const linked = connection
    .prepare('SELECT 1 FROM article_sources WHERE article = ? AND source = ?')
    .get(article, source);
  if (linked !== undefined) return;
  connection
    .prepare('INSERT INTO article_sources (article, source, mark) VALUES (?, ?, ?)')
    .run(article, source, nextMark(connection));
}

function rememberAddress(connection: Connection, known: KnownArticle, address: string | null): void {
  if (address === null || address === known.address) return;
  connection.prepare('UPDATE articles SET address = ? WHERE number = ?').run(address, known.number);
}

function currentVersionOf(connection: Connection, known: KnownArticle): CurrentVersion {
  const found = connection
    .prepare(`
      SELECT row, version, credit, title, outlet, url, published, author FROM versions
      WHERE article = ? AND current = 1`)
    .get(known.number);
  if (found === undefined) throw new Error(`Article "${known.id}" has no current version`);
  return {
    row: integer(found.row) as VersionRow,
    version: text(found.version),
    credit: textOrNull(found.credit),
    metadata: metadataFrom(found),
  };
}

function retireVersion(connection: Connection, row: VersionRow): void {
  connection.prepare('UPDATE versions SET current = 0 WHERE row = ?').run(row);
  connection.prepare('DELETE FROM speaker_keys WHERE version = ?').run(row);
  noteGone(connection, row);
}

function insertVersion(
  connection: Connection,
  { number, id }: KnownArticle,
  { article, reading, identity }: Prepared,
  { title, outlet, url, published, author }: Metadata,
): void {
  const { lastInsertRowid } = connection
    .prepare(`
      INSERT INTO versions (article, current, version, title, outlet, credit, outlet_key, url, published, published_ms,
        author, stored_at, rules, sentence_count, statement_count)
      VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(
      number,
      identity.version,
      title,
      outlet,
      reading.credit,
      outletKey(outlet, reading.credit),
      url,
      published,
      publishedMs(published),
      author,
      connection.now().getTime(),
      reading.rules,
      reading.sentences.length,
      reading.statements.length,
    );
  const row = Number(lastInsertRowid) as VersionRow;
  insertReading(connection, { row, articleId: id, version: identity.version }, article.text, reading);
  noteStored(connection, row);
}

function updateMetadata(
  connection: Connection,
  { row, credit }: CurrentVersion,
  { title, outlet, url, published, author }: Metadata,
): void {
  connection
    .prepare(`
      UPDATE versions SET title = ?, outlet = ?, outlet_key = ?, url = ?, published = ?, published_ms = ?, author = ?
      WHERE row = ?`)
    .run(title, outlet, outletKey(outlet, credit), url, published, publishedMs(published), author, row);
  noteStored(connection, row);
}
