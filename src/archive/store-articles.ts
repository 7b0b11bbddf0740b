import type { Stored, VersionRow } from '../model/archive.ts';
import type { IncomingArticle } from '../model/article.ts';
import type { PackedReading, Reading } from '../model/reading.ts';
import type { SourceId } from '../model/scope.ts';
import type { Look } from '../model/sources.ts';
import { type Additions, adding } from './additions.ts';
import { canonicalUrl } from './canonical-url.ts';
import { integer, integerOrNull, text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { correctedReading } from './corrected-reading.ts';
import { countIn, countOut, recount } from './count-versions.ts';
import { forgetFingerprint, noteFingerprint } from './fingerprints.ts';
import {
  findArticle,
  findById,
  type Identity,
  identityApart,
  identityOf,
  type KnownArticle,
  wasRemoved,
} from './identify.ts';
import { versionOf } from './ids.ts';
import { fillMetadata, isSameMetadata, type Metadata, mergeMetadata, metadataFrom } from './metadata.ts';
import { nextMark, noteGone, noteNew, noteStored } from './movement.ts';
import { publishedMs } from './published.ts';
import { requireWithin } from './reading-spans.ts';
import { forgetSpeakerKeys, insertReading, outletKey } from './readings.ts';
import { noteSourceSet, setOf } from './source-sets.ts';
import { wellFormedArticle, wellFormedReading } from './well-formed.ts';

interface Incoming {
  readonly article: IncomingArticle;
  readonly reading: Reading | PackedReading;
  /** See `ArchiveWriter.store`. */
  readonly fetched?: string;
  readonly summary?: true;
}

/** See `ArchiveWriter.store`. */
export function storeArticles(connection: Connection, batch: readonly Incoming[], source: SourceId): Stored[] {
  return connection.write('store articles in', () =>
    // Prepared one by one, though others wait for it: the objects of a whole batch would outlive every collection.
    adding(connection, (added) =>
      batch.map((incoming) => storeArticle(connection, added, prepareIncoming(incoming), source)),
    ),
  );
}

interface Prepared extends Incoming {
  readonly reading: Reading;
  readonly identity: Identity;
}

function prepareIncoming({ article: incomingArticle, reading: incomingReading, ...told }: Incoming): Prepared {
  const article = wellFormedArticle(incomingArticle);
  const reading = wellFormedReading('unpack' in incomingReading ? incomingReading.unpack() : incomingReading);
  const identity = identityOf(article, versionOf(article.text));
  requireWithin(identity.id, article.text.length, reading);
  return { article, reading, identity, ...told };
}

function storeArticle(connection: Connection, added: Additions, incoming: Prepared, source: SourceId): Stored {
  const { article, reading } = incoming;
  if (wasRemoved(connection, incoming.identity)) return { id: incoming.identity.id, outcome: 'removed' };
  const { identity, known, standing } = findPlace(connection, incoming, source, () =>
    outletKey(article.outlet, reading.credit),
  );
  if (known === null) {
    if (identity !== incoming.identity && wasRemoved(connection, identity))
      return { id: identity.id, outcome: 'removed' };
    const place = insertArticle(connection, identity, source);
    insertVersion(connection, added, place, { ...incoming, identity }, article);
    return { id: identity.id, outcome: 'added' };
  }
  added.write();
  const current = currentVersionOf(connection, known);
  if (current.version === identity.version)
    return settleSame(connection, { article, identity, known, standing }, source);
  linkSource(connection, known.number, source);
  if (known.by === 'text' || (incoming.summary && !current.isSummary)) return { id: known.id, outcome: 'unchanged' };
  rememberAddress(connection, known, identity.address);
  retireVersion(connection, current.row);
  const place = { article: known.number, sourceSet: sourceSetOf(connection, known.number) };
  const corrected = correctedReading(
    connection,
    { articleId: known.id, version: identity.version, body: article.text },
    reading,
  );
  insertVersion(
    connection,
    added,
    place,
    { ...incoming, reading: corrected, identity: { ...identity, id: known.id } },
    mergeMetadata(current.metadata, article),
  );
  return { id: known.id, outcome: 'changed' };
}

/** See `Lookout.look`. */
export function lookAtArticle(connection: Connection, incoming: IncomingArticle, source: SourceId): Look {
  const article = wellFormedArticle(incoming);
  const identity = identityOf(article, versionOf(article.text));
  const place = connection.read('look for an article in', () => {
    if (wasRemoved(connection, identity)) return 'removed';
    const found = findPlace(connection, { article, identity }, source, (credit) => outletKey(article.outlet, credit));
    const isSame = found.known !== null && currentVersionOf(connection, found.known).version === found.identity.version;
    return { ...found, isSame };
  });
  if (place === 'removed') return { kind: 'settled', stored: { id: identity.id, outcome: 'removed' } };
  const { known, isSame, standing, isApart } = place;
  if (known !== null && isSame) {
    const same = { article, identity: place.identity, known, standing };
    return {
      kind: 'settled',
      stored: connection.write('store articles in', () => settleSame(connection, same, source)),
    };
  }
  return isApart ? { kind: 'of another source' } : { kind: 'to be read' };
}

/** Whether a source brought an article, or only carries it too. */
type Standing = 'brought it' | 'carries it';

interface Place {
  readonly identity: Identity;
  readonly known: KnownArticle | null;
  readonly standing: Standing;
  /** True when what it is known by belongs to another source's article, with another text. */
  readonly isApart: boolean;
}

/**
 * The article that an incoming one is. The text of an article may be replaced by the source that brought it, or by what
 * was fetched from its own address: otherwise any feed could put words into anybody's article, or lead its readers to
 * the article of a space that they do not belong to.
 */
function findPlace(
  connection: Connection,
  { article, identity, fetched }: Pick<Prepared, 'article' | 'identity' | 'fetched'>,
  source: SourceId,
  outletKeyWith: (credit: string | null) => string | null,
): Place {
  const known = findArticle(connection, article, identity, outletKeyWith);
  if (known === null) return { identity, known, standing: 'brought it', isApart: false };
  const standing = standingOf(connection, known.number, source);
  const isSame = currentVersionOf(connection, known).version === identity.version;
  if (isSame || mayReplace(connection, known, standing, source, fetched)) {
    return { identity, known, standing, isApart: false };
  }
  const apart = identityApart(identity, source);
  return { identity: apart, known: findById(connection, apart.id), standing: 'brought it', isApart: true };
}

function mayReplace(
  connection: Connection,
  { number, address, by }: KnownArticle,
  standing: Standing,
  source: SourceId,
  fetched: string | undefined,
): boolean {
  if (standing === 'brought it') return true;
  // Who knows an older text of it is told that it is there, and replaces nothing.
  if (by === 'text') return isLinked(connection, number, source);
  return address !== null && fetched !== undefined && canonicalUrl(fetched) === address;
}

/** The first that was linked with it and still is. */
function standingOf(connection: Connection, article: number, source: SourceId): Standing {
  const first = connection
    .prepare('SELECT source FROM article_sources WHERE article = ? ORDER BY mark LIMIT 1')
    .get(article);
  return first === undefined || first.source === source ? 'brought it' : 'carries it';
}

interface Same {
  readonly article: IncomingArticle;
  readonly identity: Identity;
  readonly known: KnownArticle;
  readonly standing: Standing;
}

/** The text is there: what remains is who carries it, and what else is known of it. */
function settleSame(connection: Connection, { article, identity, known, standing }: Same, source: SourceId): Stored {
  linkSource(connection, known.number, source);
  const current = currentVersionOf(connection, known);
  if (standing === 'brought it' || known.address === null) rememberAddress(connection, known, identity.address);
  const metadata = (standing === 'brought it' ? mergeMetadata : fillMetadata)(current.metadata, article);
  if (!isSameMetadata(metadata, current.metadata)) updateMetadata(connection, known, current, metadata);
  return { id: known.id, outcome: 'unchanged' };
}

/** The version of an article that answers are made from. */
interface CurrentVersion {
  readonly row: VersionRow;
  readonly version: string;
  readonly credit: string | null;
  readonly isSummary: boolean;
  readonly metadata: Metadata;
}

/** To which article a version belongs, and who carries it. */
interface ArticlePlace {
  readonly article: number;
  readonly sourceSet: number;
}

function insertArticle(connection: Connection, { id, address }: Identity, source: SourceId): ArticlePlace {
  const sourceSet = setOf(connection, [source]);
  const { lastInsertRowid } = connection
    .prepare('INSERT INTO articles (id, address, source_set) VALUES (?, ?, ?)')
    .run(id, address, sourceSet);
  const article = Number(lastInsertRowid);
  insertLink(connection, article, source);
  return { article, sourceSet };
}

function insertLink(connection: Connection, article: number, source: SourceId): void {
  connection
    .prepare('INSERT INTO article_sources (article, source, mark) VALUES (?, ?, ?)')
    .run(article, source, nextMark(connection));
}

function sourceSetOf(connection: Connection, article: number): number {
  return integer(connection.prepare('SELECT source_set FROM articles WHERE number = ?').get(article)?.source_set);
}

/** The scope of whoever sees the source widens by a known article; its text need not be indexed again. */
function linkSource(connection: Connection, article: number, source: SourceId): void {
  if (isLinked(connection, article, source)) return;
  const current = connection.prepare('SELECT row FROM versions WHERE article = ? AND current = 1').get(article);
  const row = integerOrNull(current?.row ?? null) as VersionRow | null;
  if (row !== null) countOut(connection, row);
  insertLink(connection, article, source);
  noteSourceSet(connection, article);
  if (row !== null) countIn(connection, row);
}

function isLinked(connection: Connection, article: number, source: SourceId): boolean {
  const linked = connection.prepare('SELECT 1 FROM article_sources WHERE article = ? AND source = ?');
  return linked.get(article, source) !== undefined;
}

function rememberAddress(connection: Connection, known: KnownArticle, address: string | null): void {
  if (address === null || address === known.address) return;
  connection.prepare('UPDATE articles SET address = ? WHERE number = ?').run(address, known.number);
}

function currentVersionOf(connection: Connection, known: KnownArticle): CurrentVersion {
  const found = connection
    .prepare(`
      SELECT row, version, credit, summary, title, outlet, url, published, author FROM versions
      WHERE article = ? AND current = 1`)
    .get(known.number);
  if (found === undefined) throw new Error(`Article "${known.id}" has no current version`);
  return {
    row: integer(found.row) as VersionRow,
    version: text(found.version),
    credit: textOrNull(found.credit),
    isSummary: found.summary === 1,
    metadata: metadataFrom(found),
  };
}

function retireVersion(connection: Connection, row: VersionRow): void {
  countOut(connection, row);
  connection.prepare('UPDATE versions SET current = 0 WHERE row = ?').run(row);
  forgetSpeakerKeys(connection, row);
  forgetFingerprint(connection, row);
  noteGone(connection, row);
}

function insertVersion(
  connection: Connection,
  added: Additions,
  { article: number, sourceSet }: ArticlePlace,
  { article, reading, identity, summary }: Prepared,
  { title, outlet, url, published, author }: Metadata,
): void {
  const key = outletKey(outlet, reading.credit);
  const moment = publishedMs(published);
  const [sentences, statements] = [reading.sentences.length, reading.statements.length];
  const { lastInsertRowid } = connection
    .prepare(`
      INSERT INTO versions (article, current, version, title, outlet, credit, outlet_key, url, published, published_ms,
        author, stored_at, rules, sentence_count, statement_count, summary)
      VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(
      number,
      identity.version,
      title,
      outlet,
      reading.credit,
      key,
      url,
      published,
      moment,
      author,
      connection.now().getTime(),
      reading.rules,
      sentences,
      statements,
      Number(summary === true),
    );
  const row = Number(lastInsertRowid) as VersionRow;
  const version = { row, articleId: identity.id, version: identity.version };
  const people = insertReading(connection, added, version, article.text, reading);
  noteFingerprint(connection, added, row, article.text, reading.sentences);
  const spelling = key === null ? '' : (outlet ?? reading.credit ?? '');
  added.addVersion({
    row,
    sourceSet,
    published: moment,
    people,
    outletKey: key ?? '',
    outlet: spelling,
    sentences,
    statements,
  });
  noteNew(connection, row);
}

function updateMetadata(
  connection: Connection,
  { number }: KnownArticle,
  { row, credit, metadata: before }: CurrentVersion,
  { title, outlet, url, published, author }: Metadata,
): void {
  if (before.title !== null && title !== null && before.title !== title) {
    connection
      .prepare('INSERT INTO retitled (article, at, before, after) VALUES (?, ?, ?, ?)')
      .run(number, connection.now().getTime(), before.title, title);
  }
  const update = connection.prepare(`
    UPDATE versions SET title = ?, outlet = ?, outlet_key = ?, url = ?, published = ?, published_ms = ?, author = ?
    WHERE row = ?`);
  recount(connection, row, () => {
    update.run(title, outlet, outletKey(outlet, credit), url, published, publishedMs(published), author, row);
  });
  noteStored(connection, row);
}
