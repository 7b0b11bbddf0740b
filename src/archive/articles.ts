import type { SQLInputValue } from 'node:sqlite';
import type { ArchiveExtent, Filter, StoredArticle, VersionRow } from '../model/archive.ts';
import type { ArticleReference } from '../model/article.ts';
import type { Scope } from '../model/scope.ts';
import { bytes, integer, integerOrNull, type Row, text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { isOpen, listParameter, passing, seenWithin } from './filters.ts';
import { unpackSentences } from './packed-spans.ts';

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

export function readRowsWithin(connection: Connection, filter: Filter): ReadonlySet<VersionRow> | 'all' {
  if (isOpen(filter)) return 'all';
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
  const seen = seenWithin(scope);
  const outlets = new Map<string, { name: string; articles: number }>();
  const spellings = connection.read('list the outlets of', () =>
    connection
      .prepare(`
        SELECT v.outlet_key, coalesce(v.outlet, v.credit) AS name, count(*) AS articles FROM versions v
        WHERE ${seen.sql} AND v.outlet_key IS NOT NULL GROUP BY v.outlet_key, name ORDER BY articles DESC, name`)
      .all(seen.values),
  );
  for (const spelling of spellings) {
    const key = text(spelling.outlet_key);
    const known = outlets.get(key);
    if (known === undefined) outlets.set(key, { name: text(spelling.name), articles: integer(spelling.articles) });
    else known.articles += integer(spelling.articles);
  }
  return [...outlets.values()].sort((a, b) => b.articles - a.articles || (a.name < b.name ? -1 : 1));
}

export function readExtent(connection: Connection, filter: Filter): ArchiveExtent {
  const { sql, values } = passing(filter);
  return connection.read('count', () => {
    const counted = connection
      .prepare(`
        SELECT count(*) AS articles, count(DISTINCT v.outlet_key) AS outlets,
          coalesce(sum(v.sentence_count), 0) AS sentences, coalesce(sum(v.statement_count), 0) AS statements,
          min(v.published_ms) AS oldest, max(v.published_ms) AS newest
        FROM versions v WHERE ${sql}`)
      .get(values);
    const publishedAt = (moment: number | null) => publishedAsWritten(connection, moment, sql, values);
    return {
      articles: integer(counted?.articles),
      outlets: integer(counted?.outlets),
      sentences: integer(counted?.sentences),
      statements: integer(counted?.statements),
      oldest: publishedAt(integerOrNull(counted?.oldest)),
      newest: publishedAt(integerOrNull(counted?.newest)),
    };
  });
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
