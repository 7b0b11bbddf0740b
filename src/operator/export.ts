import { stringify } from 'csv-stringify/sync';
import { openArchive } from '../archive/open-archive.ts';
import type { StoredArticle, StoredStatement } from '../model/archive.ts';
import type { Span } from '../model/span.ts';
import type { Output } from './output.ts';
import { articlesOf, everything, storedRows } from './stored-articles.ts';

export interface ExportOptions {
  readonly what: 'articles' | 'quotations';
  readonly form: 'jsonl' | 'csv';
  readonly output: Output;
}

type Value = string | number | boolean | null | readonly string[];
type Columns = Readonly<Record<string, Value>>;

/**
 * Writes all articles, or all statements with their speakers, in the order in which they were stored: one JSON line or
 * one CSV record each (quoted as in RFC 4180, a header first). What `articles` writes as JSON Lines is what `import` reads.
 *
 * @throws {ArchiveError}
 */
export async function exportArchive(archiveFile: string, { what, form, output }: ExportOptions): Promise<0> {
  using archive = openArchive(archiveFile, { readOnly: true });
  let isFirst = true;
  for (const page of articlesOf(archive, storedRows(archive))) {
    for (const article of page) {
      const records =
        what === 'articles'
          ? [articleColumns(article)]
          : archive.statementsIn([article.row], everything).map((statement) => statementColumns(article, statement));
      for (const record of records) {
        if (form === 'csv' && isFirst) await output.out(csvRecord(Object.keys(record)));
        isFirst = false;
        await output.out(form === 'csv' ? csvRecord(Object.values(record)) : JSON.stringify(record));
      }
    }
  }
  return 0;
}

function articleColumns({ id, title, text, outlet, url, published, author }: StoredArticle): Columns {
  return { id, title, text, outlet, url, published, author };
}

/** Offsets count UTF-16 units in the article's text; what was said in several pieces stays in pieces. */
function statementColumns({ text }: StoredArticle, statement: StoredStatement): Columns {
  const { id, type, content, quoted, extent, cue, speaker, nested, denied, thought, saidOn, article } = statement;
  const slice = ({ start, end }: Span): string => text.slice(start, end);
  const sliceOrNull = (span: Span | null): string | null => (span === null ? null : slice(span));
  return {
    id,
    type,
    said: content.map(slice),
    said_at: content.map(({ start, end }) => `${start}-${end}`),
    in_marks: quoted.map(slice),
    sentences: slice(extent),
    sentences_at: `${extent.start}-${extent.end}`,
    cue: sliceOrNull(cue),
    speaker: speaker?.name ?? null,
    speaker_mention: sliceOrNull(speaker?.mention ?? null),
    speaker_description: speaker?.description ?? null,
    speaker_via: speaker?.via ?? null,
    speaker_rule: speaker?.rule ?? null,
    nested,
    denied,
    thought: thought ?? false,
    said_on: saidOn ?? null,
    article: article.id,
    article_title: article.title,
    outlet: article.outlet,
    url: article.url,
    published: article.published,
  };
}

/** One record without its end; a list takes a line of its cell for each of its parts. */
function csvRecord(values: readonly Value[]): string {
  const cells = values.map((value) => (typeof value === 'object' && value !== null ? value.join('\n') : value));
  // A cell that begins like a formula is run by spreadsheets: the library puts an apostrophe before it. JSON is exact.
  return stringify([cells], { escape_formulas: true, cast: { boolean: String }, eof: false });
}
