import type {
  Filter,
  StatementFate,
  StatementId,
  StoredArticle,
  StoredStatement,
  VersionRow,
} from '../model/archive.ts';
import type { ArticleReference } from '../model/article.ts';
import type { Speaker, StatementType } from '../model/reading.ts';
import type { Scope } from '../model/scope.ts';
import type { Span } from '../model/span.ts';
import { REFERENCE_COLUMNS, referenceFrom, referenceOf } from './articles.ts';
import { bytes, integer, integerOrNull, type Row, text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { type Condition, isOpen, listParameter, passing, seenWithin } from './filters.ts';
import { foldName } from './fold-name.ts';
import { unpackPlaces, unpackStatement } from './packed-spans.ts';
import { statementsWithId } from './statement-keys.ts';

const STATEMENT_COLUMNS = `
  s.version AS row, s.number, s.id AS statement, s.type, s.spans, s.nested, s.denied, s.name, s.description, s.via,
  s.rule, s.thought, s.said_on`;

export function readStatementsBy(
  connection: Connection,
  names: readonly string[],
  filter: Filter,
  limit?: number,
): StoredStatement[] {
  const said = saidBy(names, filter);
  return connection.read('read statements of', () => {
    // Apart from each other: an article is described once, however many statements it holds.
    const articles = connection
      .prepare(`
        ${said.hits} SELECT v.row, ${REFERENCE_COLUMNS} FROM versions v JOIN articles a ON a.number = v.article
        WHERE v.row IN (SELECT version FROM hit) ORDER BY v.published_ms DESC NULLS LAST, v.row DESC LIMIT :limit`)
      .all({ ...said.names, ...said.values, limit: limit ?? -1 });
    if (limit === undefined) return inOrder(articles, statementsOfAll(connection, said));
    // The newest articles, as many as there may be statements: each of them holds one at least.
    return inOrder(articles, statementsAmong(connection, articles, said)).slice(0, limit);
  });
}

function statementsOfAll(connection: Connection, { hits, names, values }: SaidBy): Row[] {
  return connection
    .prepare(`
      ${hits} SELECT ${STATEMENT_COLUMNS} FROM hit h
      CROSS JOIN statements s ON s.version = h.version AND s.person = h.person`)
    .all({ ...names, ...values });
}

/** Looks at a few versions, and not once more for all. */
function statementsAmong(connection: Connection, articles: readonly Row[], { names }: SaidBy): Row[] {
  return connection
    .prepare(`
      SELECT ${STATEMENT_COLUMNS} FROM json_each(:rows) wanted CROSS JOIN statements s ON s.version = wanted.value
      WHERE EXISTS (
        SELECT 1 FROM speaker_keys k WHERE k.version = s.version AND k.person = s.person AND ${spoken})`)
    .all({ ...names, rows: listParameter(articles.map(({ row }) => integer(row))) });
}

export function readRowsBy(
  connection: Connection,
  names: readonly string[],
  filter: Filter,
  among?: readonly VersionRow[],
): ReadonlySet<VersionRow> {
  const said = saidBy(names, filter);
  const { sql, values } = passing(filter);
  return connection.read('filter', () => {
    // In one value: who is in the news every day speaks in tens of thousands of versions.
    const found =
      among === undefined
        ? connection
            .prepare(`${said.hits} SELECT json_group_array(DISTINCT version) AS versions FROM hit`)
            .get({ ...said.names, ...said.values })
        : connection
            .prepare(`
              SELECT json_group_array(v.row) AS versions
              FROM json_each(:rows) wanted CROSS JOIN versions v ON v.row = wanted.value
              WHERE ${sql} AND EXISTS (SELECT 1 FROM speaker_keys k WHERE k.version = v.row AND ${spoken})`)
            .get({ ...said.names, ...values, rows: listParameter(among) });
    return new Set(JSON.parse(text(found?.versions)) as VersionRow[]);
  });
}

/** That somebody of these names speaks in a version. */
const spoken = `(
  k.alias = 0 AND k.key IN (SELECT value FROM json_each(:names)) OR
  k.alias = 1 AND k.key IN (SELECT value FROM json_each(:aliases)))`;

export interface SaidBy {
  /** A common table `hit`: the versions in which one of them speaks, and as whom of its people. */
  readonly hits: string;
  readonly names: { readonly names: string; readonly aliases: string };
  readonly values: Condition['values'];
}

export function saidBy(names: readonly string[], filter: Filter): SaidBy {
  const { sql, values } = passing(filter);
  const keys = [...new Set(names.map((name) => foldName(name.toWellFormed())))];
  // Only current versions have keys, so that an open filter need not look at each of them.
  const passed = isOpen(filter)
    ? 'SELECT version, person FROM speaker'
    : `SELECT k.version, k.person FROM speaker k CROSS JOIN versions v ON v.row = k.version WHERE ${sql}`;
  const hits = `
    WITH speaker AS (
      SELECT version, person FROM speaker_keys WHERE alias = 0 AND key IN (SELECT value FROM json_each(:names))
      UNION
      SELECT version, person FROM speaker_keys WHERE alias = 1 AND key IN (SELECT value FROM json_each(:aliases))),
    hit AS MATERIALIZED (${passed})`;
  return { hits, values, names: { names: listParameter(keys), aliases: listParameter(fullestOf(keys)) } };
}

export function readStatementsIn(connection: Connection, rows: readonly VersionRow[], scope: Scope): StoredStatement[] {
  const seen = seenWithin(scope);
  return connection.read('read statements of', () => {
    const statements = connection
      .prepare(`
        SELECT ${STATEMENT_COLUMNS} FROM json_each(:rows) wanted
        CROSS JOIN statements s ON s.version = wanted.value`)
      .all({ rows: listParameter([...new Set(rows)]) });
    if (statements.length === 0) return [];
    // Whatever the scope may not see has no article here, and is left out.
    const articles = connection
      .prepare(`
        SELECT v.row, ${REFERENCE_COLUMNS} FROM json_each(:rows) wanted
        CROSS JOIN versions v ON v.row = wanted.value CROSS JOIN articles a ON a.number = v.article
        WHERE ${seen.sql} ORDER BY wanted.key`)
      .all({ rows: listParameter(rows), ...seen.values });
    return inOrder(articles, statements);
  });
}

/** See `ArchiveReader.statementsOf`. */
export function readStatementsOf(
  connection: Connection,
  articles: readonly StoredArticle[],
  isWanted: (article: StoredArticle, extent: Span) => boolean,
): StoredStatement[] {
  return connection.read('read statements of', () => {
    const wanted = placesOf(connection, articles).flatMap(({ article, places }) =>
      places.filter(({ extent }) => isWanted(article, extent)).map(({ number }) => [article.row, number] as const),
    );
    if (wanted.length === 0) return [];
    const references = new Map(articles.map((article) => [article.row, referenceOf(article)]));
    return connection
      .prepare(`
        SELECT ${STATEMENT_COLUMNS} FROM json_each(:wanted) wanted
        CROSS JOIN statements s ON s.version = wanted.value ->> 0 AND s.number = wanted.value ->> 1
        ORDER BY wanted.key`)
      .all({ wanted: JSON.stringify(wanted) })
      .flatMap((row) => {
        const reference = references.get(integer(row.row) as VersionRow);
        return reference === undefined ? [] : [statementFrom(row, reference)];
      });
  });
}

/** Where the statements of articles stand, in reading order. */
function placesOf(
  connection: Connection,
  articles: readonly StoredArticle[],
): { readonly article: StoredArticle; readonly places: ReturnType<typeof unpackPlaces> }[] {
  // In one piece for each article: a row of its own would cost more than what it says.
  const places = connection
    .prepare(`
      SELECT (
        SELECT group_concat(printf('%08x', s.number) || hex(substr(s.spans, 1, 8)), '') FROM statements s
        WHERE s.version = wanted.value) AS places
      FROM json_each(:rows) wanted ORDER BY wanted.key`)
    .all({ rows: listParameter(articles.map(({ row }) => row)) });
  return articles.map((article, place) => ({
    article,
    // To have SQLite order them takes half as long again.
    places: unpackPlaces(textOrNull(places[place]?.places ?? null) ?? '').sort((a, b) => a.number - b.number),
  }));
}

/** Statements in the order of their articles, and in reading order within each. */
function inOrder(articles: readonly Row[], statements: readonly Row[]): StoredStatement[] {
  const byArticle = Map.groupBy(statements, ({ row }) => row);
  return articles.flatMap((article) => {
    const reference = referenceFrom(article);
    const held = byArticle.get(article.row ?? null) ?? [];
    return held
      .toSorted((a, b) => integer(a.number) - integer(b.number))
      .map((statement) => statementFrom(statement, reference));
  });
}

export function readStatement(connection: Connection, id: StatementId, scope: Scope): StoredStatement | null {
  const seen = seenWithin(scope);
  return connection.read('read a statement of', () => {
    const row = connection
      .prepare(`
        SELECT ${STATEMENT_COLUMNS}, ${REFERENCE_COLUMNS} FROM ${statementsWithId(':id')}
        JOIN versions v ON v.row = s.version JOIN articles a ON a.number = v.article WHERE ${seen.sql}`)
      .get({ id: id.toWellFormed(), ...seen.values });
    return row === undefined ? null : statementFrom(row, referenceFrom(row));
  });
}

export function readStatementFate(connection: Connection, id: string, scope: Scope): StatementFate {
  const wellFormed = id.toWellFormed();
  const seen = seenWithin(scope);
  return connection.read('read a statement of', () => {
    const found = connection
      .prepare(`
        SELECT max(s.version = v.row) AS is_current FROM ${statementsWithId(':id')}
        JOIN versions old ON old.row = s.version JOIN versions v ON v.article = old.article WHERE ${seen.sql}`)
      .get({ id: wellFormed, ...seen.values });
    const isCurrent = integerOrNull(found?.is_current ?? null);
    if (isCurrent === 1) return 'here';
    const vanished = connection.prepare('SELECT why FROM vanished WHERE statement = ?').get(wellFormed);
    if (vanished !== undefined) return text(vanished.why) as StatementFate;
    return isCurrent === 0 ? 'changed' : 'unknown';
  });
}

/**
 * Names that are no part of another one. Who is asked for as "Anna Moss" and "Moss" is not Peter Moss, although his
 * articles call him "Moss" as well: an alias is looked for by the fullest names only.
 */
function fullestOf(keys: readonly string[]): string[] {
  const names = keys.map((key) => ({ key, words: new Set(key.split(' ')) }));
  const isPartOf = (words: ReadonlySet<string>, others: ReadonlySet<string>) =>
    words.size < others.size && [...words].every((word) => others.has(word));
  return names.filter(({ words }) => !names.some((other) => isPartOf(words, other.words))).map(({ key }) => key);
}

function statementFrom(row: Row, article: ArticleReference): StoredStatement {
  const { mention, ...spans } = unpackStatement(bytes(row.spans));
  return {
    ...spans,
    id: text(row.statement) as StatementId,
    row: integer(row.row) as VersionRow,
    article,
    type: text(row.type) as StatementType,
    speaker: speakerFrom(row, mention),
    nested: row.nested === 1,
    denied: row.denied === 1,
    ...(row.thought === 1 && { thought: true }),
    ...(row.said_on !== null && { saidOn: text(row.said_on) }),
  };
}

function speakerFrom(row: Row, mention: Span | null): Speaker | null {
  // A speaker always names the rule that found it.
  const rule = textOrNull(row.rule);
  if (rule === null) return null;
  return {
    mention,
    name: textOrNull(row.name),
    description: textOrNull(row.description),
    via: textOrNull(row.via),
    rule,
  };
}
