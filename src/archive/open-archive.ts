import type { ArchiveReader, ArchiveWriter } from '../model/archive.ts';
import type { Corrected, Correction, CorrectionRequest, ReportedStatement } from '../model/corrections.ts';
import type { Scope } from '../model/scope.ts';
import { readArrivals, readQuotedMost } from './arrivals.ts';
import { readArticle, readArticles, readExtent, readOutdated, readOutlets, readRowsWithin } from './articles.ts';
import { type AuditEntry, readAudit } from './audit.ts';
import { text } from './columns.ts';
import { Connection } from './connection.ts';
import { correctSpeaker, readCorrections, readReports, undoCorrection } from './corrections.ts';
import { Memo } from './memo.ts';
import { migrate } from './migrate.ts';
import { readMovement } from './movement.ts';
import { replaceReading } from './readings.ts';
import { readmitArticle, removeArticle } from './removal.ts';
import { migrations } from './schema.ts';
import { findOrMakeSource } from './sources.ts';
import { Speakers } from './speakers.ts';
import { readRowsBy, readStatement, readStatementFate, readStatementsBy, readStatementsIn } from './statements.ts';
import { storeArticles } from './store-articles.ts';

/** An open archive. Every method throws an `ArchiveError` for what the file or the disk refuses. */
export interface Archive extends ArchiveReader, ArchiveWriter, Disposable {
  readonly file: string;
  /** Another one after a restore: what was cached on disk for another identity is of no use. */
  identity(): string;
  /** Lets a removed article be stored again; audited. `false` when none with this id was removed. */
  readmitArticle(id: string, by: string): boolean;
  correct(request: CorrectionRequest): Corrected;
  undoCorrection(request: Omit<CorrectionRequest, 'speaker'>): Corrected;
  corrections(scope: Scope, limit: number): readonly Correction[];
  reports(scope: Scope, space: string | null, limit: number): readonly ReportedStatement[];
  /** Newest first. */
  audit(limit: number): readonly AuditEntry[];
  close(): void;
}

export interface OpenOptions {
  readonly readOnly?: boolean;
  /** The wall clock when absent; read for times of storing and of removal, and for nothing else. */
  readonly now?: () => Date;
}

/**
 * Opens an archive, and makes one where there is none.
 *
 * @param file a path, or `:memory:`
 * @throws {ArchiveError} when it is no archive, a newer one, may not be written, or cannot be read
 */
export function openArchive(file: string, { readOnly = false, now = () => new Date() }: OpenOptions = {}): Archive {
  const connection = new Connection(file, { readOnly, now });
  try {
    migrate(connection, migrations);
  } catch (error) {
    connection.close();
    throw error;
  }
  const speakers = new Speakers(connection);
  const memo = new Memo(connection);
  return {
    file,
    identity: () =>
      connection.read('read', () => text(connection.prepare('SELECT identity FROM archive').get()?.identity)),
    changeCount: () => connection.changeCount(),
    movement: (sinceMark, limit) => readMovement(connection, sinceMark, limit),
    articles: (rows, scope) => readArticles(connection, rows, scope),
    article: (id, scope) => readArticle(connection, id, scope),
    rowsWithin: (filter) => memo.remember('rows', filter, () => readRowsWithin(connection, filter)),
    statementsBy: (names, filter, limit) => readStatementsBy(connection, names, filter, limit),
    rowsBy: (names, filter) => readRowsBy(connection, names, filter),
    statementsIn: (rows, scope) => readStatementsIn(connection, rows, scope),
    statement: (id, scope) => readStatement(connection, id, scope),
    statementFate: (id, scope) => readStatementFate(connection, id, scope),
    speakers: (scope) => speakers.list(scope),
    arrivals: (since, scope, limit) => readArrivals(connection, since, scope, limit),
    quotedMost: (rows, scope, limit) => readQuotedMost(connection, rows, scope, limit),
    outlets: (scope) => memo.remember('outlets', { scope }, () => readOutlets(connection, scope)),
    extent: (filter) => memo.remember('extent', filter, () => readExtent(connection, filter)),
    store: (batch, source) => storeArticles(connection, batch, source),
    source: (kind, name) => findOrMakeSource(connection, kind, name),
    removeArticle: (id, by) => removeArticle(connection, id, by),
    readmitArticle: (id, by) => readmitArticle(connection, id, by),
    outdated: (rules, limit) => readOutdated(connection, rules, limit),
    replaceReading: (row, reading) => replaceReading(connection, row, reading),
    correct: (request) => correctSpeaker(connection, request),
    undoCorrection: (request) => undoCorrection(connection, request),
    corrections: (scope, limit) => readCorrections(connection, scope, limit),
    reports: (scope, space, limit) => readReports(connection, scope, space, limit),
    audit: (limit) => readAudit(connection, limit),
    close: () => connection.close(),
    [Symbol.dispose]: () => connection.close(),
  };
}
