import type { SQLInputValue } from 'node:sqlite';
import type { ArchiveExtent, Filter, StoredArticle, VersionRow } from '../model/archive.ts';
import type { ArticleReference } from '../model/article.ts';
import type { Scope } from '../model/scope.ts';
import { bytes, integer, integerOrNull, type Row, text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { type Condition, listParameter, passing, seenWithin } from './filters.ts';
import { foldName } from './fold-name.ts';
import { unpackSentences } from './packed-spans.ts';
import { setsWithin } from './source-sets.ts';

/** What an article reference is read from; the articles table goes by `a`. */
export const REFERENCE_COLUMNS = 'a.id, v.title, coalesce(v.outlet, v.credit) AS outlet, v.url, v.published, v.summary';

// As bytes: Buffer reads UTF-8 twice as fast as node:sqlite does.
const ARTICLE_COLUMNS = `
  v.row, v.version, v.author, t.sentences, CAST(t.text AS BLOB) AS text, ${REFERENCE_COLUMNS}`;

const CURRENT_ARTICLES = `
  versions v JOIN articles a ON a.number = v.article JOIN texts t ON t.version = v.row`;

export function referenceFrom(row: Row): ArticleReference {
  return {
    id: text(row.id),
    title: textOrNull(row.title),
    outlet: textOrNull(row.outlet),
    url: textOrNull(row.url),
    published: textOrNull(row.published),
    ...(row.summary === 1 && { summary: true }),
  };
}

/** Of an article that was read whole what tells of it: its text is not kept for the sake of its title. */
export function referenceOf({ id, title, outlet, url, published, summary }: ArticleReference): ArticleReference {
  return { id, title, outlet, url, published, ...(summary && { summary }) };
}

function articleFrom(row: Row): StoredArticle {
  return {
    ...referenceFrom(row),
    row: integer(row.row) as VersionRow,
    version: text(row.version),
    author: textOrNull(row.author),
    text: decodeText(bytes(row.text)),
    sentences: unpackSentences(bytes(row.sentences)),
  };
}

function decodeText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
}

export function readArticles(connection: Connection, rows: readonly VersionRow[], scope: Scope): StoredArticle[] {
  const seen = seenWithin(scope);
  return connection.read('read articles of', () =>
    connection
      .prepare(`
        SELECT ${ARTICLE_COLUMNS} FROM json_each(:rows) wanted
        CROSS JOIN ${CURRENT_ARTICLES}
        WHERE v.row = wanted.value AND ${seen.sql} ORDER BY wanted.key`)
      .all({ rows: listParameter(rows), ...seen.values })
      .map(articleFrom),
  );
}

export function readArticle(connection: Connection, id: string, scope: Scope): StoredArticle | null {
  const seen = seenWithin(scope);
  return connection.read('read an article of', () => {
    const row = connection
      .prepare(`SELECT ${ARTICLE_COLUMNS} FROM ${CURRENT_ARTICLES} WHERE a.id = :id AND ${seen.sql}`)
      .get({ id: id.toWellFormed(), ...seen.values });
    return row === undefined ? null : articleFrom(row);
  });
}

/** See `ArchiveReader.textOf`. */
export function readText(connection: Connection, id: string, scope: Scope): string | null {
  const seen = seenWithin(scope);
  return connection.read('read an article of', () => {
    const row = connection
      .prepare(`SELECT CAST(t.text AS BLOB) AS text FROM ${CURRENT_ARTICLES} WHERE a.id = :id AND ${seen.sql}`)
      .get({ id: id.toWellFormed(), ...seen.values });
    return row === undefined ? null : decodeText(bytes(row.text));
  });
}

/**
 * Current articles whose reading was made by other rules, oldest first. What was cut down to its statements is not read
 * again: who speaks was found by words that are gone.
 */
export function readOutdated(connection: Connection, rules: string, limit: number): StoredArticle[] {
  return connection.read('read articles of', () =>
    connection
      .prepare(`
        SELECT ${ARTICLE_COLUMNS} FROM ${CURRENT_ARTICLES}
        WHERE v.current = 1 AND v.reduced = 0 AND (v.rules < :rules OR v.rules > :rules) ORDER BY v.row LIMIT :limit`)
      .all({ rules: rules.toWellFormed(), limit })
      .map(articleFrom),
  );
}

/** Every row that a filter lets pass. */
export function readRowsWithin(connection: Connection, filter: Filter): Set<VersionRow> {
  const condition = passing(filter);
  return connection.read('filter', () => {
    const rows = connection.prepare(`SELECT v.row FROM versions v WHERE ${condition.sql}`).iterate(condition.values);
    const within = new Set<VersionRow>();
    for (const row of rows) within.add(integer(row.row) as VersionRow);
    return within;
  });
}

/** Most articles first, then by name; each outlet in the spelling that most of its articles have. */
export function readOutlets(connection: Connection, scope: Scope): { name: string; articles: number }[] {
  const sets = setsWithin(scope);
  const outlets = new Map<string, { name: string; articles: number }>();
  const spellings = connection.read('list the outlets of', () =>
    connection
      .prepare(`
        SELECT c.outlet_key, c.name, sum(c.articles) AS articles FROM outlet_counts c
        WHERE c.outlet_key <> '' AND ${sets.sql} GROUP BY c.outlet_key, c.name ORDER BY articles DESC, c.name`)
      .all(sets.values),
  );
  for (const spelling of spellings) {
    const key = text(spelling.outlet_key);
    const known = outlets.get(key);
    if (known === undefined) outlets.set(key, { name: text(spelling.name), articles: integer(spelling.articles) });
    else known.articles += integer(spelling.articles);
  }
  return [...outlets.values()].sort((a, b) => b.articles - a.articles || (a.name < b.name ? -1 : 1));
}

/** See `ArchiveReader.undated`. */
export function readUndated(connection: Connection, filter: Pick<Filter, 'scope' | 'outlet'>): number {
  const { sql, values } = countedWithin(filter);
  return connection.read('count', () => {
    const found = connection
      .prepare(`SELECT coalesce(sum(c.articles - c.dated), 0) AS undated FROM outlet_counts c WHERE ${sql}`)
      .get(values);
    return integer(found?.undated);
  });
}

export function readExtent(connection: Connection, filter: Filter): ArchiveExtent {
  const isBounded = filter.from !== undefined || filter.to !== undefined;
  return connection.read('count', () => {
    const counted = isBounded ? countPeriod(connection, filter) : sumCounts(connection, filter);
    const { sql, values } = passing(filter);
    const publishedAt = (moment: number | null) => publishedAsWritten(connection, moment, sql, values);
    return {
      articles: integer(counted?.articles),
      outlets: integer(counted?.outlets),
      sentences: integer(counted?.sentences),
      statements: integer(counted?.statements),
      oldest: publishedAt(integerOrNull(counted?.oldest ?? null)),
      newest: publishedAt(integerOrNull(counted?.newest ?? null)),
    };
  });
}

function countPeriod(connection: Connection, filter: Filter): Row | undefined {
  const { sql, values } = passing(filter);
  return connection
    .prepare(`
      SELECT count(*) AS articles, count(DISTINCT v.outlet_key) AS outlets,
        coalesce(sum(v.sentence_count), 0) AS sentences, coalesce(sum(v.statement_count), 0) AS statements,
        min(v.published_ms) AS oldest, max(v.published_ms) AS newest
      FROM versions v WHERE ${sql}`)
    .get(values);
}

function sumCounts(connection: Connection, filter: Filter): Row | undefined {
  const { sql, values } = countedWithin(filter);
  const moments = 'FROM dated_versions d WHERE d.source_set = c.source_set AND d.outlet_key = c.outlet_key';
  return connection
    .prepare(`
      SELECT coalesce(sum(c.articles), 0) AS articles, count(DISTINCT nullif(c.outlet_key, '')) AS outlets,
        coalesce(sum(c.sentences), 0) AS sentences, coalesce(sum(c.statements), 0) AS statements,
        min((SELECT min(d.published_ms) ${moments})) AS oldest, max((SELECT max(d.published_ms) ${moments})) AS newest
      FROM outlet_counts c WHERE ${sql}`)
    .get(values);
}

/** Counts of what a scope sees, of all outlets or of one. */
function countedWithin({ scope, outlet }: Pick<Filter, 'scope' | 'outlet'>): Condition {
  const sets = setsWithin(scope);
  if (outlet === undefined) return sets;
  return {
    sql: `${sets.sql} AND c.outlet_key = :outlet`,
    values: { ...sets.values, outlet: foldName(outlet.toWellFormed()) },
  };
}

function publishedAsWritten(
  connection: Connection,
  moment: number | null,
  sql: string,
  values: Readonly<Record<string, SQLInputValue>>,
): string | null {
  if (moment === null) return null;
  const found = connection
    .prepare(`SELECT v.published FROM versions v WHERE v.published_ms = :moment AND ${sql} ORDER BY v.row LIMIT 1`)
    .get({ ...values, moment });
  return textOrNull(found?.published ?? null);
}
