import type { VersionRow } from '../model/archive.ts';
import type { Reading, Statement } from '../model/reading.ts';
import type { Retained, RetentionPolicy } from '../model/sources.ts';
import { adding } from './additions.ts';
import { bytes, integer, integerOrNull, text, textOrNull } from './columns.ts';
import type { Connection } from './connection.ts';
import { correctedReading } from './corrected-reading.ts';
import { countIn, countOut } from './count-versions.ts';
import { listParameter } from './filters.ts';
import { noteFingerprint } from './fingerprints.ts';
import { versionOf } from './ids.ts';
import { noteStored } from './movement.ts';
import { unpackSentences } from './packed-spans.ts';
import { peopleFrom } from './people.ts';
import { insertReading, statementIdsOf } from './readings.ts';
import { reduceToStatements } from './reduce-article.ts';
import { deleteArticle, deleteVersion, wipeLog } from './removal.ts';
import { readStatementsIn } from './statements.ts';

const DAY_MS = 86_400_000;

/** See `Archive.retain`. */
export function retain(connection: Connection, policy: RetentionPolicy, limit: number): Retained {
  const retained = connection.write('delete what is too old in', () => {
    const now = connection.now().getTime();
    const done = { deleted: 0, reduced: 0 };
    for (const article of overdue(connection, policy, now, limit)) {
      if (article.fate === 'reduce' && reduceArticle(connection, article.number)) done.reduced += 1;
      else {
        deleteArticle(connection, article.number);
        done.deleted += 1;
      }
    }
    forgetItems(connection, now);
    return done;
  });
  if (retained.deleted + retained.reduced > 0) wipeLog(connection);
  return retained;
}

interface Overdue {
  readonly number: number;
  readonly fate: 'reduce' | 'delete';
}

/** How long a source's articles are kept, and how many; `null` without an end. */
interface Kept {
  readonly days: number | null;
  readonly articles: number | null;
}

function overdue(connection: Connection, policy: RetentionPolicy, now: number, limit: number): Overdue[] {
  const kept = keptBySource(connection, policy);
  const days = [...kept.values()].flatMap((each) => each.days ?? []);
  const byAge = days.length === 0 ? [] : tooOld(connection, kept, now - Math.min(...days) * DAY_MS, now, policy, limit);
  const byCount = [...kept].flatMap(([source, { articles }]) =>
    articles === null ? [] : tooMany(connection, kept, source, articles, limit),
  );
  const all = new Map<number, Overdue>();
  for (const each of [...byCount, ...byAge]) all.set(each.number, each);
  return [...all.values()].slice(0, limit);
}

/** What several spaces have is kept as long as the one that keeps it longest wants. */
function keptBySource(connection: Connection, { keepDays }: RetentionPolicy): Map<number, Kept> {
  const rows = connection
    .prepare('SELECT c.source, c.keep_days, c.keep_articles FROM carriers c JOIN feeds f ON f.source = c.source')
    .all();
  const kept = new Map<number, Kept>();
  const longest = (one: number | null, other: number | null) =>
    one === null || other === null ? null : Math.max(one, other);
  for (const row of rows) {
    const source = integer(row.source);
    const own: Kept = { days: integerOrNull(row.keep_days) ?? keepDays, articles: integerOrNull(row.keep_articles) };
    const known = kept.get(source);
    kept.set(
      source,
      known === undefined
        ? own
        : { days: longest(known.days, own.days), articles: longest(known.articles, own.articles) },
    );
  }
  return kept;
}

const PAGE = 500;

function tooOld(
  connection: Connection,
  kept: ReadonlyMap<number, Kept>,
  before: number,
  now: number,
  { keepQuotationsDays }: RetentionPolicy,
  limit: number,
): Overdue[] {
  const found: Overdue[] = [];
  const page = connection.prepare(`
    SELECT v.row, v.article, v.reduced, v.stored_at,
      (SELECT min(e.stored_at) FROM versions e WHERE e.article = v.article) AS first_stored
    FROM versions v WHERE v.current = 1 AND v.row > :after
      AND EXISTS (SELECT 1 FROM versions e WHERE e.article = v.article AND e.stored_at < :before)
    ORDER BY v.row LIMIT ${PAGE}`);
  for (let after = 0; found.length < limit; ) {
    const rows = page.all({ after, before });
    for (const row of rows) {
      const number = integer(row.article);
      const days = keptDays(sourcesOf(connection, number), kept);
      const age = (now - integer(row.first_stored)) / DAY_MS;
      if (days === null || age < days) continue;
      const isLast = keepQuotationsDays !== 'always' && (keepQuotationsDays === null || age >= keepQuotationsDays);
      if (isLast) found.push({ number, fate: 'delete' });
      else if (row.reduced === 0) found.push({ number, fate: 'reduce' });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = integer(last.row);
  }
  return found;
}

/** Beyond the newest so many of a source, where no other source keeps them. */
function tooMany(
  connection: Connection,
  kept: ReadonlyMap<number, Kept>,
  source: number,
  most: number,
  limit: number,
): Overdue[] {
  return connection
    .prepare(`
      SELECT article FROM article_sources WHERE source = :source ORDER BY mark DESC LIMIT :limit OFFSET :most`)
    .all({ source, most, limit })
    .map(({ article }) => integer(article))
    .filter((article) => sourcesOf(connection, article).every((each) => (kept.get(each)?.articles ?? null) !== null))
    .map((number) => ({ number, fate: 'delete' }));
}

/** What was imported stays: whoever imports it decides over it. */
function keptDays(sources: readonly number[], kept: ReadonlyMap<number, Kept>): number | null {
  const days = sources.map((source) => kept.get(source)?.days ?? null);
  return days.includes(null) ? null : Math.max(...days.flatMap((each) => each ?? []));
}

function sourcesOf(connection: Connection, article: number): number[] {
  return connection
    .prepare('SELECT source FROM article_sources WHERE article = ?')
    .all(article)
    .map(({ source }) => integer(source));
}

/** @returns false when there is nothing to keep of it */
function reduceArticle(connection: Connection, number: number): boolean {
  const found = connection
    .prepare(`
      SELECT v.row, v.rules, v.credit, a.id, t.text, t.sentences, t.people,
        (SELECT min(e.stored_at) FROM versions e WHERE e.article = v.article) AS first_stored
      FROM versions v JOIN articles a ON a.number = v.article JOIN texts t ON t.version = v.row
      WHERE v.article = ? AND v.current = 1`)
    .get(number);
  if (found === undefined) return false;
  const row = integer(found.row) as VersionRow;
  const reading: Reading = {
    rules: text(found.rules),
    sentences: unpackSentences(bytes(found.sentences)),
    statements: readStatementsIn(connection, [row], { sources: 'all' }) satisfies readonly Statement[],
    people: peopleFrom(text(found.people)),
    credit: textOrNull(found.credit),
  };
  const reduced = reduceToStatements({ row, text: text(found.text), reading });
  if (reduced === null) return false;
  const version = versionOf(reduced.text);
  countOut(connection, row);
  connection.prepare('UPDATE versions SET current = 0 WHERE row = ?').run(row);
  const { lastInsertRowid } = connection
    .prepare(`
      INSERT INTO versions (article, current, version, title, outlet, credit, outlet_key, url, published, published_ms,
        author, stored_at, rules, sentence_count, statement_count, summary, reduced)
      SELECT article, 1, ?, title, outlet, credit, outlet_key, url, published, published_ms, author, ?, rules, ?, ?,
        summary, 1 FROM versions WHERE row = ?`)
    .run(
      version,
      integer(found.first_stored),
      reduced.reading.sentences.length,
      reduced.reading.statements.length,
      row,
    );
  const kept = Number(lastInsertRowid) as VersionRow;
  const earlier = connection
    .prepare('SELECT row FROM versions WHERE article = ? AND row <> ?')
    .all(number, kept)
    .map((each) => integer(each.row) as VersionRow);
  const ids = earlier.flatMap((each) => statementIdsOf(connection, each));
  for (const each of earlier) deleteVersion(connection, each);
  const corrected = correctedReading(
    connection,
    { articleId: text(found.id), version, body: reduced.text },
    reduced.reading,
  );
  adding(connection, (added) => {
    insertReading(connection, added, { row: kept, articleId: text(found.id), version }, reduced.text, corrected);
    noteFingerprint(connection, added, kept, reduced.text, corrected.sentences);
  });
  connection
    .prepare(`
      INSERT OR REPLACE INTO vanished (statement, why, at)
      SELECT value, 'reread', ? FROM json_each(?) WHERE value NOT IN (SELECT id FROM statements WHERE version = ?)`)
    .run(connection.now().getTime(), listParameter(ids), kept);
  countIn(connection, kept);
  noteStored(connection, kept);
  return true;
}

const ITEMS_KEPT_MS = 30 * DAY_MS;

/** Items that their feeds have not listed for a month will not come again. */
function forgetItems(connection: Connection, now: number): void {
  connection.prepare('DELETE FROM feed_items WHERE seen_at < ?').run(now - ITEMS_KEPT_MS);
}
