import type { StatementId, StoredStatement, VersionRow } from '../model/archive.ts';
import type { Corrected, Correction, CorrectionRequest, ReportedStatement } from '../model/corrections.ts';
import type { Speaker } from '../model/reading.ts';
import type { Scope, Space } from '../model/scope.ts';
import { audit } from './audit.ts';
import { integer, text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import {
  type CorrectedVersion,
  contentOf,
  correctedReading,
  correctionsIn,
  type StoredCorrection,
  wordsOf,
} from './corrected-reading.ts';
import { recount } from './count-versions.ts';
import { seenWithin, widest } from './filters.ts';
import { foldName } from './fold-name.ts';
import { peopleFrom } from './people.ts';
import { type ReadVersion, replaceStatements } from './readings.ts';
import { statementsWithId } from './statement-keys.ts';
import { readStatement, readStatementFate, readStatementsIn } from './statements.ts';

interface CurrentVersion extends ReadVersion, CorrectedVersion {
  readonly article: number;
  readonly people: string;
}

/** See `Corrections.correct`. */
export function correctSpeaker(
  connection: Connection,
  { statement: id, speaker, by, scope, space }: CorrectionRequest,
): Corrected {
  const name =
    speaker === null ? null : spellingOf(connection, speaker.toWellFormed().trim(), widest(connection, scope));
  return connection.write('correct a speaker in', () => {
    const met = meet(connection, id, scope);
    if (met.kind === 'not found') return met;
    const { statement, version } = met;
    if (space !== null && isSeenElsewhere(connection, version.article, space)) return { kind: 'shared' };
    if ((statement.speaker?.name ?? null) === name && (name !== null || statement.speaker === null)) {
      return { kind: 'unchanged', statement };
    }
    note(connection, statement, version, name, by);
    const read = { statements: readStatementsIn(connection, [version.row], scope), people: peopleFrom(version.people) };
    recount(connection, version.row, () => {
      replaceStatements(connection, version, correctedReading(connection, version, read));
    });
    return settle(connection, statement, by, 'correct speaker', scope);
  });
}

/** See `Corrections.undo`. */
export function undoCorrection(
  connection: Connection,
  { statement: id, by, scope, space }: Omit<CorrectionRequest, 'speaker'>,
): Corrected {
  return connection.write('correct a speaker in', () => {
    const met = meet(connection, id, scope);
    if (met.kind === 'not found') return met;
    const { statement, version } = met;
    if (space !== null && isSeenElsewhere(connection, version.article, space)) return { kind: 'shared' };
    const correction = correctionOf(connection, statement, version);
    if (correction === null) return { kind: 'unchanged', statement };
    connection.prepare('DELETE FROM corrections WHERE number = ?').run(correction.number);
    const statements = readStatementsIn(connection, [version.row], scope).map((other) =>
      other.id === statement.id ? { ...other, speaker: correction.readAs } : other,
    );
    // Whoever was only ever named by hand goes again.
    const people = peopleFrom(version.people).filter(
      ({ aliases, descriptions, name }) =>
        aliases.length > 0 || descriptions.length > 0 || statements.some(({ speaker }) => speaker?.name === name),
    );
    recount(connection, version.row, () => replaceStatements(connection, version, { statements, people }));
    return settle(connection, statement, by, 'undo correction', scope);
  });
}

function settle(
  connection: Connection,
  before: StoredStatement,
  by: string,
  action: 'correct speaker' | 'undo correction',
  scope: Scope,
): Corrected {
  const statement = readStatement(connection, before.id, scope) ?? before;
  const [from, to] = [before, statement].map(({ speaker }) => shownName(speaker));
  audit(connection, by, action, `${before.id}: ${from ?? 'nobody'} → ${to ?? 'nobody'}`);
  return { kind: 'corrected', from: from ?? null, statement };
}

/** Tells whether another space has the article too; what is shared is seen by every space that ever asked. */
function isSeenElsewhere(connection: Connection, article: number, space: Space): boolean {
  const found = connection
    .prepare(`
      WITH carrier AS (
        SELECT c.space FROM article_sources l JOIN carriers c ON c.source = l.source WHERE l.article = :article),
      other AS (
        SELECT space FROM carriers WHERE space NOT IN ('', :space)
        UNION ALL
        SELECT json_extract(asked, '$.at.platform') || ':' || space FROM asked WHERE space IS NOT NULL)
      SELECT 1 WHERE EXISTS (SELECT 1 FROM carrier WHERE space NOT IN ('', :space))
        OR EXISTS (SELECT 1 FROM carrier WHERE space = '') AND EXISTS (SELECT 1 FROM other WHERE space <> :space)`)
    .get({ article, space });
  return found !== undefined;
}

/** The archive's own spelling of a name that it knows, as the scope sees it. */
function spellingOf(connection: Connection, name: string, scope: Scope): string {
  const seen = seenWithin(scope);
  return connection.read('look for a name in', () => {
    const known = connection
      .prepare(`
        SELECT s.name, count(*) AS uses FROM speaker_keys k
        JOIN statements s ON s.version = k.version AND s.person = k.person
        JOIN versions v ON v.row = k.version AND ${seen.sql}
        WHERE k.key = :key AND k.alias = 0 AND s.name IS NOT NULL GROUP BY s.name ORDER BY uses DESC, s.name LIMIT 1`)
      .get({ key: foldName(name), ...seen.values });
    return textOrNull(known?.name ?? null) ?? name;
  });
}

type Met =
  | { readonly kind: 'met'; readonly statement: StoredStatement; readonly version: CurrentVersion }
  | (Corrected & { readonly kind: 'not found' });

function meet(connection: Connection, id: string, scope: Scope): Met {
  const statement = readStatement(connection, id as StatementId, scope);
  const version = statement === null ? null : currentVersion(connection, statement.row);
  if (statement !== null && version !== null) return { kind: 'met', statement, version };
  const fate = readStatementFate(connection, id, scope);
  return { kind: 'not found', why: fate === 'here' ? 'unknown' : fate };
}

function currentVersion(connection: Connection, row: VersionRow): CurrentVersion | null {
  const found = connection
    .prepare(`
      SELECT a.id, a.number, v.version, t.text, t.people FROM versions v
      JOIN articles a ON a.number = v.article JOIN texts t ON t.version = v.row WHERE v.row = ? AND v.current = 1`)
    .get(row);
  if (found === undefined) return null;
  return {
    row,
    articleId: text(found.id),
    article: integer(found.number),
    version: text(found.version),
    body: text(found.text),
    people: text(found.people),
  };
}

/** A second correction takes the place of the first; what was read stays as it was read. */
function note(
  connection: Connection,
  statement: StoredStatement,
  version: CurrentVersion,
  name: string | null,
  by: string,
): void {
  const earlier = correctionOf(connection, statement, version);
  if (earlier !== null) connection.prepare('DELETE FROM corrections WHERE number = ?').run(earlier.number);
  const { start, end } = contentOf(statement);
  connection
    .prepare(`
      INSERT INTO corrections (article, version, start, "end", words, name, read_as, at, who)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(
      version.article,
      version.version,
      start,
      end,
      wordsOf(statement, version.body),
      name,
      JSON.stringify(earlier === null ? statement.speaker : earlier.readAs),
      connection.now().getTime(),
      by.toWellFormed(),
    );
}

function correctionOf(
  connection: Connection,
  statement: StoredStatement,
  version: CurrentVersion,
): StoredCorrection | null {
  const statements = readStatementsIn(connection, [version.row], { sources: 'all' });
  const found = correctionsIn(connection, version, statements).find(
    ({ place }) => statements[place]?.id === statement.id,
  );
  return found?.correction ?? null;
}

/** See `Corrections.recent`. */
export function readCorrections(connection: Connection, scope: Scope, limit: number): Correction[] {
  const seen = seenWithin(scope);
  return connection.read('read the corrections of', () => {
    const rows = connection
      .prepare(`
        SELECT v.row, max(c.number) AS newest FROM corrections c JOIN versions v ON v.article = c.article
        WHERE ${seen.sql} GROUP BY v.row ORDER BY newest DESC LIMIT :limit`)
      .all({ ...seen.values, limit });
    return rows
      .flatMap(({ row }) => correctionsOfRow(connection, integer(row) as VersionRow, scope))
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .slice(0, limit);
  });
}

function correctionsOfRow(connection: Connection, row: VersionRow, scope: Scope): Correction[] {
  const version = currentVersion(connection, row);
  if (version === null) return [];
  const statements = readStatementsIn(connection, [row], scope);
  return correctionsIn(connection, version, statements).flatMap(({ correction, place }) => {
    const statement = statements[place];
    if (statement === undefined) return [];
    const { readAs, name, who, at } = correction;
    const words = wordsOf(statement, version.body);
    return [{ statement: statement.id, words, from: shownName(readAs), to: name, by: who, at: new Date(at) }];
  });
}

/** See `Corrections.reported`. */
export function readReports(
  connection: Connection,
  scope: Scope,
  space: string | null,
  limit: number,
): ReportedStatement[] {
  const seen = seenWithin(scope);
  return connection.read('read the reports of', () => {
    const reports = connection
      .prepare(`
        SELECT r.item, count(*) AS reports, max(r.at) AS at FROM reports r
        WHERE (:space IS NULL OR r.space = :space) AND EXISTS (
          SELECT 1 FROM ${statementsWithId('r.item')} JOIN versions v ON v.row = s.version WHERE ${seen.sql})
        GROUP BY r.item ORDER BY at DESC`)
      .all({ ...seen.values, space });
    const open: ReportedStatement[] = [];
    for (const report of reports) {
      if (open.length >= limit) break;
      const statement = readStatement(connection, text(report.item) as StatementId, scope);
      const version = statement === null ? null : currentVersion(connection, statement.row);
      if (statement === null || version === null) continue;
      const corrected = correctionOf(connection, statement, version);
      if (corrected !== null && corrected.at >= integer(report.at)) continue;
      open.push({
        statement: statement.id,
        words: wordsOf(statement, version.body),
        speaker: shownName(statement.speaker),
        rule: statement.speaker?.rule ?? null,
        outlet: statement.article.outlet,
        reports: integer(report.reports),
        at: new Date(integer(report.at)),
      });
    }
    return open;
  });
}

function shownName(speaker: Speaker | null): string | null {
  return speaker?.name ?? speaker?.description ?? null;
}
