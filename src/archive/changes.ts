import type { Scope } from '../model/scope.ts';
import type { ArticleChange } from '../model/sources.ts';
import { REFERENCE_COLUMNS, referenceFrom } from './articles.ts';
import { bytes, integer, type Row, text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { seenWithin } from './filters.ts';
import { unpackStatement } from './packed-spans.ts';
import { changedQuotations, type Quoted } from './quotation-changes.ts';

/** See `Archive.changes`. */
export function readChanges(connection: Connection, scope: Scope, limit: number): ArticleChange[] {
  const seen = seenWithin(scope);
  return connection.read('read the changes of', () => {
    const rewritten = connection
      .prepare(`
        SELECT later.row AS later, later.stored_at AS at, earlier.row AS earlier, ${REFERENCE_COLUMNS}
        FROM versions earlier
        JOIN versions later ON later.row = (
          SELECT min(next.row) FROM versions next WHERE next.article = earlier.article AND next.row > earlier.row)
        JOIN versions v ON v.article = earlier.article AND ${seen.sql}
        JOIN articles a ON a.number = v.article
        WHERE earlier.current = 0 AND earlier.summary = 0
        ORDER BY later.stored_at DESC, later.row DESC LIMIT :limit`)
      .all({ ...seen.values, limit });
    const retitled = connection
      .prepare(`
        SELECT r.at, r.before, r.after, ${REFERENCE_COLUMNS} FROM retitled r
        JOIN versions v ON v.article = r.article AND ${seen.sql} JOIN articles a ON a.number = v.article
        ORDER BY r.at DESC, r.number DESC LIMIT :limit`)
      .all({ ...seen.values, limit });
    return [...rewritten.map((row) => rewrittenFrom(connection, row)), ...retitled.map(retitledFrom)]
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .slice(0, limit);
  });
}

function rewrittenFrom(connection: Connection, row: Row): ArticleChange {
  const before = versionOf(connection, integer(row.earlier));
  const after = versionOf(connection, integer(row.later));
  const isRenamed = before.title !== null && after.title !== null && before.title !== after.title;
  return {
    article: referenceFrom(row),
    at: new Date(integer(row.at)),
    title: isRenamed ? { before: before.title, after: after.title } : null,
    quotations: changedQuotations(before.quotations, after.quotations, after.body),
    text: true,
  };
}

function retitledFrom(row: Row): ArticleChange {
  return {
    article: referenceFrom(row),
    at: new Date(integer(row.at)),
    title: { before: text(row.before), after: text(row.after) },
    quotations: [],
    text: false,
  };
}

interface Version {
  readonly title: string | null;
  readonly body: string;
  readonly quotations: readonly Quoted[];
}

function versionOf(connection: Connection, row: number): Version {
  const found = connection
    .prepare('SELECT v.title, t.text FROM versions v JOIN texts t ON t.version = v.row WHERE v.row = ?')
    .get(row);
  const body = text(found?.text);
  const quotations = connection
    .prepare('SELECT spans, name, description FROM statements WHERE version = ? AND nested = 0 ORDER BY number')
    .all(row)
    .flatMap((statement) => {
      const { quoted } = unpackStatement(bytes(statement.spans));
      if (quoted.length === 0) return [];
      const pieces = quoted.map(({ start, end }) => body.slice(start, end));
      return [
        { words: pieces.join(' … '), pieces, speaker: textOrNull(statement.name) ?? textOrNull(statement.description) },
      ];
    });
  return { title: textOrNull(found?.title ?? null), body, quotations };
}
