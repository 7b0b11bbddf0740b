import type { ArchiveReader, ArchiveWriter, Filter } from '../model/archive.ts';
import type { Corrected, Correction, CorrectionRequest, ReportedStatement } from '../model/corrections.ts';
import type { Scope } from '../model/scope.ts';
import type { ArticleChange, Lookout, Retained, RetentionPolicy, SourceStore } from '../model/sources.ts';
import { readArrivals, readPublishedWhen, readQuotedMost, readSaidWhen, readStoredWhen } from './arrivals.ts';
import { readArticle, readArticles, readExtent, readOutdated, readOutlets, readText, readUndated } from './articles.ts';
import { type AuditEntry, readAudit } from './audit.ts';
import { readChanges } from './changes.ts';
import { text } from './columns.ts';
import { Connection } from './connection.ts';
import { readCopies } from './copies.ts';
import { correctSpeaker, readCorrections, readReports, undoCorrection } from './corrections.ts';
import { countStored } from './count-stored.ts';
import { widest } from './filters.ts';
import { fingerprintMissing } from './fingerprints.ts';
import { Memo } from './memo.ts';
import { migrate } from './migrate.ts';
import { lastMark, readMovedHow, readMovement } from './movement.ts';
import { replaceReading } from './readings.ts';
import { readmitArticle, removeArticle } from './removal.ts';
import { retain } from './retention.ts';
import { RowSets } from './row-sets.ts';
import { migrations } from './schema.ts';
import { createSourceStore } from './sources/source-store.ts';
import { findOrMakeSource } from './sources.ts';
import {
  listSpeakers,
  readNameWords,
  readSpeakerCount,
  readSpeakers,
  readSpeakersCalled,
  readSpeakersIn,
  readSpeakersMost,
  readSpeakersWith,
} from './speakers.ts';
import {
  readRowsBy,
  readStatement,
  readStatementFate,
  readStatementsBy,
  readStatementsIn,
  readStatementsOf,
} from './statements.ts';
import { lookAtArticle, storeArticles } from './store-articles.ts';

/** An open archive. Every method throws an `ArchiveError` for what the file or the disk refuses. */
export interface Archive extends ArchiveReader, ArchiveWriter, Lookout, Disposable {
  readonly file: string;
  readonly sources: SourceStore;
  /** Another one after a restore: what was cached on disk for another identity is of no use. */
  identity(): string;
  /** Lets a removed article be stored again; audited. `false` when none with this id was removed. */
  readmitArticle(id: string, by: string): boolean;
  correct(request: CorrectionRequest): Corrected;
  undoCorrection(request: Omit<CorrectionRequest, 'speaker'>): Corrected;
  corrections(scope: Scope, limit: number): readonly Correction[];
  reports(scope: Scope, space: string | null, limit: number): readonly ReportedStatement[];
  /** Deletes or cuts down at most so many articles that were kept for long enough; call it until it does nothing. */
  retain(policy: RetentionPolicy, limit: number): Retained;
  /** What was changed in articles after they were stored, newest first. */
  changes(scope: Scope, limit: number): readonly ArticleChange[];
  /** Looks at the sentences of articles that were stored before copies were looked for. How many; 0 when none is left. */
  fingerprintMissing(limit: number): number;
  /** Newest first. */
  audit(limit: number): readonly AuditEntry[];
  close(): void;
}

export interface OpenOptions {
  readonly readOnly?: boolean;
  /** The wall clock when absent; read for times of storing and of removal, and for nothing else. */
  readonly now?: () => Date;
  /**
   * A long one halves the writing of many articles, and holds them up for longer when it is copied into the file. It is
   * for those who can wait: for another process that writes they wait a minute instead of five seconds.
   */
  readonly log?: 'short' | 'long';
  /** Told line by line when an archive of an earlier version takes its time; on the standard error when absent. */
  readonly tell?: (line: string) => void;
}

const tellOnScreen = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/**
 * Opens an archive, and makes one where there is none.
 *
 * @param file a path, or `:memory:`
 * @throws {ArchiveError} when it is no archive, a newer one, may not be written, or cannot be read
 */
export function openArchive(
  file: string,
  { readOnly = false, now = () => new Date(), log = 'short', tell = tellOnScreen }: OpenOptions = {},
): Archive {
  const connection = new Connection(file, { readOnly, now, log });
  try {
    migrate(connection, migrations, tell);
    countStored(connection, tell);
  } catch (error) {
    connection.close();
    throw error;
  }
  const rowSets = new RowSets(connection);
  const memo = new Memo(connection);
  const within = <T>(scope: Scope, work: (wide: Scope) => T): T =>
    connection.read('read', () => work(widest(connection, scope)));
  const passing = <T>(filter: Filter, work: (wide: Filter) => T): T =>
    within(filter.scope, (scope) => work({ ...filter, scope }));
  return {
    file,
    identity: () =>
      connection.read('read', () => text(connection.prepare('SELECT identity FROM archive').get()?.identity)),
    atOnce: (work) => connection.read('read', work),
    changeCount: () => connection.changeCount(),
    movement: (sinceMark, limit) => readMovement(connection, sinceMark, limit),
    movedHow: (sinceMark) => readMovedHow(connection, sinceMark),
    mark: () => connection.read('follow', () => lastMark(connection)),
    articles: (rows, scope) => within(scope, (wide) => readArticles(connection, rows, wide)),
    article: (id, scope) => within(scope, (wide) => readArticle(connection, id, wide)),
    textOf: (id, scope) => within(scope, (wide) => readText(connection, id, wide)),
    rowsWithin: (filter) => passing(filter, (wide) => rowSets.within(wide)),
    statementsBy: (names, filter, limit) => passing(filter, (wide) => readStatementsBy(connection, names, wide, limit)),
    rowsBy: (names, filter, among) => passing(filter, (wide) => readRowsBy(connection, names, wide, among)),
    statementsIn: (rows, scope) => within(scope, (wide) => readStatementsIn(connection, rows, wide)),
    statementsOf: (articles, isWanted) => readStatementsOf(connection, articles, isWanted),
    statement: (id, scope) => within(scope, (wide) => readStatement(connection, id, wide)),
    statementFate: (id, scope) => within(scope, (wide) => readStatementFate(connection, id, wide)),
    speakers: (scope) =>
      within(scope, (wide) => memo.remember('speakers', { scope: wide }, () => listSpeakers(connection, wide))),
    speakersOf: (numbers, scope) => within(scope, (wide) => readSpeakers(connection, numbers, wide)),
    speakersWith: (kind, words) => readSpeakersWith(connection, kind, words),
    speakersCalled: (names) => readSpeakersCalled(connection, names),
    speakersIn: (rows) => readSpeakersIn(connection, rows),
    speakersMost: (wanted) => within(wanted.scope, (scope) => readSpeakersMost(connection, { ...wanted, scope })),
    speakerCount: (scope) =>
      within(scope, (wide) =>
        memo.remember('speaker count', { scope: wide }, () => readSpeakerCount(connection, wide)),
      ),
    nameWords: (kind, after) => readNameWords(connection, kind, after),
    arrivals: (since, scope, limit) => within(scope, (wide) => readArrivals(connection, since, wide, limit)),
    saidWhen: (names, filter) =>
      passing(filter, (wide) =>
        memo.remember(`said by ${JSON.stringify(names)}`, wide, () => readSaidWhen(connection, names, wide)),
      ),
    publishedWhen: (rows, scope) => within(scope, (wide) => readPublishedWhen(connection, rows, wide)),
    storedWhen: (rows, scope) => within(scope, (wide) => readStoredWhen(connection, rows, wide)),
    quotedMost: (rows, scope, limit) => within(scope, (wide) => readQuotedMost(connection, rows, wide, limit)),
    outlets: (scope) =>
      within(scope, (wide) => memo.remember('outlets', { scope: wide }, () => readOutlets(connection, wide))),
    undated: (filter) => within(filter.scope, (scope) => readUndated(connection, { ...filter, scope })),
    extent: (filter) => passing(filter, (wide) => memo.remember('extent', wide, () => readExtent(connection, wide))),
    store: (batch, source) => storeArticles(connection, batch, source),
    look: (article, source) => lookAtArticle(connection, article, source),
    source: (kind, name, space) => findOrMakeSource(connection, kind, name, space),
    sources: createSourceStore(connection),
    removeArticle: (id, by) => removeArticle(connection, id, by),
    readmitArticle: (id, by) => readmitArticle(connection, id, by),
    outdated: (rules, limit) => readOutdated(connection, rules, limit),
    replaceReading: (row, reading) => replaceReading(connection, row, reading),
    correct: (request) => correctSpeaker(connection, request),
    undoCorrection: (request) => undoCorrection(connection, request),
    corrections: (scope, limit) => readCorrections(connection, scope, limit),
    reports: (scope, space, limit) => readReports(connection, scope, space, limit),
    copiesOf: (row, scope) => within(scope, (wide) => readCopies(connection, row, wide)),
    changes: (scope, limit) => within(scope, (wide) => readChanges(connection, wide, limit)),
    retain: (policy, limit) => retain(connection, policy, limit),
    fingerprintMissing: (limit) => fingerprintMissing(connection, limit),
    audit: (limit) => readAudit(connection, limit),
    close: () => connection.close(),
    [Symbol.dispose]: () => connection.close(),
  };
}
