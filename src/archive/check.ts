import { ArchiveError, explainError } from './archive-error.ts';
import { bytes, integer, type Row, text } from './columns.ts';
import { Connection } from './connection.ts';
import { foldName } from './fold-name.ts';
import { statementIds, versionOf } from './ids.ts';
import { requireArchive } from './migrate.ts';
import { unpackSentences, unpackStatement } from './packed-spans.ts';
import { unpackPeople } from './people.ts';
import { faultsOfSpans } from './reading-spans.ts';
import { migrations } from './schema.ts';
import { keyOfId } from './statement-keys.ts';

/** What an archive holds, and whether all of it is as it was stored. */
export interface ArchiveReport {
  readonly sound: boolean;
  /** One line each, at most `MOST_FAULTS`. */
  readonly faults: readonly string[];
  readonly schema: number;
  readonly articles: number;
  /** Older ones included. */
  readonly versions: number;
  readonly sentences: number;
  readonly statements: number;
}

/** Enough to see what kind of damage it is. */
const MOST_FAULTS = 20;

/**
 * Reads everything that an archive holds: its pages, its references, the hash of every text, every span over its text.
 * Others may read and write it meanwhile.
 *
 * @throws {ArchiveError} when the file is missing or is no archive at all
 */
export function checkArchive(file: string): ArchiveReport {
  try {
    const connection = new Connection(file, { readOnly: true, now: () => new Date(0) });
    try {
      return checkConnection(connection);
    } finally {
      connection.close();
    }
  } catch (error) {
    const explained = explainError(error, 'check', file);
    if (!(explained instanceof ArchiveError) || explained.fault !== 'damaged') throw explained;
    // So damaged that not even the schema can be read.
    return { ...nothing, sound: false, faults: [explained.message] };
  }
}

const nothing = { schema: 0, articles: 0, versions: 0, sentences: 0, statements: 0 };

function checkConnection(connection: Connection): ArchiveReport {
  const { version: schema } = requireArchive(connection, migrations.length);
  // What is derived is kept differently in every schema: of an older one only pages and references are looked at.
  const looks = [
    faultsOfPages,
    faultsOfReferences,
    ...(schema === migrations.length
      ? [faultsOfVersions, faultsOfFingerprints, faultsOfStatementKeys, faultsOfCounts]
      : []),
  ];
  return connection.read('check', () => {
    const faults = looks.flatMap((look) => collectFaults(connection, look)).slice(0, MOST_FAULTS);
    return { sound: faults.length === 0, faults, schema, ...countAll(connection) };
  });
}

/** What was found until a damaged page stopped the reading. */
function collectFaults(connection: Connection, look: (connection: Connection) => Generator<string>): string[] {
  const faults: string[] = [];
  try {
    for (const fault of look(connection)) if (faults.push(fault) === MOST_FAULTS) break;
  } catch (error) {
    const explained = explainError(error, 'check', connection.file);
    if (!(explained instanceof ArchiveError) || explained.fault !== 'damaged') throw error;
    faults.push(explained.message);
  }
  return faults;
}

function* faultsOfPages(connection: Connection): Generator<string> {
  for (const { integrity_check: line } of connection.prepare(`PRAGMA integrity_check(${MOST_FAULTS})`).iterate())
    if (line !== 'ok') yield text(line);
}

function* faultsOfReferences(connection: Connection): Generator<string> {
  for (const { table, parent } of connection.prepare('PRAGMA foreign_key_check').iterate())
    yield `a row of ${text(table)} belongs to a row of ${text(parent)} that is not there`;
}

/** What every version must be: hashed right, its spans in its text, its counts and ids made of them. */
function* faultsOfVersions(connection: Connection): Generator<string> {
  const versions = connection
    .prepare(`
      SELECT v.row, a.id, v.version, v.sentence_count, v.statement_count, t.sentences, t.people, t.text
      FROM versions v JOIN articles a ON a.number = v.article LEFT JOIN texts t ON t.version = v.row`)
    .iterate();
  for (const version of versions)
    for (const fault of faultsOfVersion(connection, version))
      yield `article "${text(version.id)}", row ${integer(version.row)}: ${fault}`;
  const headless = connection
    .prepare('SELECT id FROM articles WHERE number NOT IN (SELECT article FROM versions WHERE current = 1)')
    .iterate();
  for (const { id } of headless) yield `article "${text(id)}" has no current version`;
}

/** By these copies are found, of current versions only. */
function* faultsOfFingerprints(connection: Connection): Generator<string> {
  const counted = connection
    .prepare(`
      SELECT (SELECT coalesce(sum(length(hashes) / 8), 0) FROM fingerprints) AS noted,
        (SELECT count(*) FROM sentence_hashes) AS listed,
        (SELECT count(*) FROM fingerprints f JOIN versions v ON v.row = f.version WHERE v.current = 0) AS old`)
    .get();
  const [noted, listed, old] = [integer(counted?.noted), integer(counted?.listed), integer(counted?.old)];
  if (noted !== listed) yield `${noted} sentences are noted for finding copies, and ${listed} are listed`;
  if (old > 0) yield `${old} older versions are still looked at for copies`;
}

/** By these a statement is found that a button names. */
function* faultsOfStatementKeys(connection: Connection): Generator<string> {
  const lost = connection
    .prepare(`
      SELECT count(*) AS statements FROM statements s
      WHERE NOT EXISTS (SELECT 1 FROM statement_keys k WHERE k.key = ${keyOfId('s.id')} AND k.version = s.version)`)
    .get();
  const statements = integer(lost?.statements);
  if (statements > 0) yield `${statements} statements are not found by their ids`;
}

/** What questions take for counted must be what counting comes to. */
function* faultsOfCounts(connection: Connection): Generator<string> {
  const uncounted = connection.prepare('SELECT 1 FROM uncounted LIMIT 1').get();
  if (uncounted !== undefined) return;
  const sums = connection
    .prepare(`
      SELECT coalesce(sum(articles), 0) AS articles, coalesce(sum(dated), 0) AS dated,
        coalesce(sum(sentences), 0) AS sentences, coalesce(sum(statements), 0) AS statements,
        (SELECT count(*) FROM dated_versions) AS listed FROM outlet_counts`)
    .get();
  const counted = connection
    .prepare(`
      SELECT count(*) AS articles, count(published_ms) AS dated, coalesce(sum(sentence_count), 0) AS sentences,
        coalesce(sum(statement_count), 0) AS statements, count(published_ms) AS listed FROM versions WHERE current = 1`)
    .get();
  for (const what of ['articles', 'dated', 'sentences', 'statements', 'listed'])
    if (sums?.[what] !== counted?.[what])
      yield `${integer(sums?.[what])} ${what} are counted by outlet, and there are ${integer(counted?.[what])}`;
  yield* faultsOfSpeakers(connection);
}

/** The people of every current version, counted anew beside what is kept of them. */
function* faultsOfSpeakers(connection: Connection): Generator<string> {
  const statements = new Map<string, number>();
  const versions = connection
    .prepare('SELECT t.people FROM versions v JOIN texts t ON t.version = v.row WHERE v.current = 1')
    .iterate();
  for (const { people } of versions)
    for (const [name, named, , , said] of unpackPeople(text(people ?? null))) {
      const key = `${named} ${foldName(name)}`;
      statements.set(key, (statements.get(key) ?? 0) + said);
    }
  const kept = connection
    .prepare(`
      SELECT s.named || ' ' || s.key AS key, sum(c.statements) AS statements FROM speakers s
      LEFT JOIN speaker_counts c ON c.speaker = s.number GROUP BY s.number`)
    .iterate();
  for (const { key, statements: said } of kept) {
    if (statements.get(text(key ?? null)) !== said)
      yield `the statements of speaker "${text(key ?? null)}" are miscounted`;
    statements.delete(text(key ?? null));
  }
  for (const key of statements.keys()) yield `speaker "${key}" is in no list`;
}

function faultsOfVersion(connection: Connection, version: Row): string[] {
  if (version.text === null) return ['its text is missing'];
  const [body, hash] = [text(version.text), text(version.version)];
  const sentences = unpackSentences(bytes(version.sentences));
  const people = unpackPeople(text(version.people)).map(([name, , , , , , descriptions]) => ({
    name,
    descriptions: descriptions.map(([, start, end]) => ({ start, end })),
  }));
  const rows = connection
    .prepare('SELECT id, spans, person FROM statements WHERE version = ? ORDER BY number')
    .all(integer(version.row));
  const statements = rows.map(({ spans }) => unpackStatement(bytes(spans)));
  const faults = faultsOfSpans(body.length, { sentences, statements, people });
  if (versionOf(body) !== hash) faults.push('its text is not the one that was stored');
  if (integer(version.sentence_count) !== sentences.length)
    faults.push('it does not have as many sentences as it says');
  if (integer(version.statement_count) !== rows.length) faults.push('it does not have as many statements as it says');
  const ids = statementIds(text(version.id), hash, statements);
  for (const [number, { id, person }] of rows.entries()) {
    if (id !== ids[number]) faults.push(`the id of statement ${number} is not made of its place`);
    if (person !== null && integer(person) >= people.length)
      faults.push(`the speaker of statement ${number} is nobody`);
  }
  return faults;
}

function countAll(connection: Connection): Omit<ArchiveReport, 'sound' | 'faults' | 'schema'> {
  const counted = connection
    .prepare(`
      SELECT (SELECT count(*) FROM articles) AS articles, count(*) AS versions,
        coalesce(sum(sentence_count), 0) AS sentences, coalesce(sum(statement_count), 0) AS statements FROM versions`)
    .get();
  return {
    articles: integer(counted?.articles),
    versions: integer(counted?.versions),
    sentences: integer(counted?.sentences),
    statements: integer(counted?.statements),
  };
}
