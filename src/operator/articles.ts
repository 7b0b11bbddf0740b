import { shortened } from '../answer/words.ts';
import { type Archive, openArchive } from '../archive/open-archive.ts';
import type { StoredArticle } from '../model/archive.ts';
import type { TextCopy } from '../model/sources.ts';
import { type Output, printable } from './output.ts';
import { articlesOf, everything, openExisting, storedRows } from './stored-articles.ts';

export interface ListOptions {
  readonly output: Output;
  readonly limit: number;
  /** `json`: one reference a line. */
  readonly form: 'lines' | 'json';
}

/**
 * Lists articles, the last stored first.
 *
 * @throws {ArchiveError}
 */
export async function listArticles(archiveFile: string, { output, limit, form }: ListOptions): Promise<0> {
  using archive = openArchive(archiveFile, { readOnly: true });
  const rows = storedRows(archive).sort((one, other) => other - one);
  for (const page of articlesOf(archive, rows.slice(0, limit))) {
    for (const article of page) await output.out(form === 'json' ? referenceLine(article) : listLine(article));
  }
  if (rows.length > limit) output.err(`${(rows.length - limit).toLocaleString('en')} more; --limit shows more`);
  if (rows.length === 0) output.err('The archive holds no articles; "verbatim import PATH" brings some in');
  return 0;
}

/**
 * Shows one article with its text to the letter.
 *
 * @returns 1 when there is no such article
 * @throws {ArchiveError}
 */
export async function showArticle(
  archiveFile: string,
  id: string,
  { output, form }: Pick<ListOptions, 'output' | 'form'>,
): Promise<0 | 1> {
  using archive = openArchive(archiveFile, { readOnly: true });
  const article = archive.article(id, everything);
  if (article === null) {
    output.err(notThere('show', id));
    return 1;
  }
  await output.out(form === 'json' ? articleLine(article) : articlePage(article, archive));
  return 0;
}

export interface ChangeOptions {
  readonly output: Output;
  /** Who does it, for the audit. */
  readonly by: string;
}

/**
 * Takes articles out of every answer at once, and keeps them out when they are imported again.
 *
 * @returns 1 when one of them was not there
 * @throws {ArchiveError}
 */
export async function removeArticles(
  archiveFile: string,
  ids: readonly string[],
  { output, by }: ChangeOptions,
): Promise<0 | 1> {
  using archive = openExisting(archiveFile);
  let exitCode: 0 | 1 = 0;
  for (const id of ids) {
    const title = archive.article(id, everything)?.title ?? null;
    if (archive.removeArticle(id, by)) await output.out(removed(id, title));
    else {
      output.err(notThere('remove', id));
      exitCode = 1;
    }
  }
  return exitCode;
}

/**
 * Lets removed articles be imported again.
 *
 * @returns 1 when one of them was not removed
 * @throws {ArchiveError}
 */
export async function readmitArticles(
  archiveFile: string,
  ids: readonly string[],
  { output, by }: ChangeOptions,
): Promise<0 | 1> {
  using archive = openExisting(archiveFile);
  let exitCode: 0 | 1 = 0;
  for (const id of ids) {
    if (archive.readmitArticle(id, by)) await output.out(printable(`${id} may come back; import it again`));
    else {
      output.err(`Cannot readmit article "${id}": no article with this id was removed`);
      exitCode = 1;
    }
  }
  return exitCode;
}

function removed(id: string, title: string | null): string {
  const named = title === null ? id : `${id} ("${title}")`;
  return printable(
    `Removed ${named}: it is in no answer any more, and "verbatim articles readmit ${id}" lets it come back`,
  );
}

function notThere(verb: string, id: string): string {
  return `Cannot ${verb} article "${id}": the archive holds none with this id; "verbatim articles list" tells them`;
}

function referenceLine({ id, title, outlet, url, published, author }: StoredArticle): string {
  return JSON.stringify({ id, title, outlet, url, published, author });
}

/** One line of JSON Lines as `import` reads it. */
function articleLine({ id, title, text, outlet, url, published, author }: StoredArticle): string {
  return JSON.stringify({ id, title, text, outlet, url, published, author });
}

const unknown = 'unknown';
/** Of a text without a title. */
const longestBeginning = 60;

function listLine({ id, title, outlet, published, text }: StoredArticle): string {
  const named = title ?? shortened(text.trim().replace(/\s+/g, ' '), longestBeginning);
  return printable(`${id}  ${published?.slice(0, 10) ?? unknown}  ${outlet ?? unknown}  ${named}`);
}

/** "copy of    wire-7, The Wire: 14 of 18 sentences" */
function copyLine({ article, shared, of, isCopy }: TextCopy): string {
  const what = isCopy ? 'copy of' : 'shares';
  return printable(`${what.padEnd(10)} ${article.id}, ${article.outlet ?? unknown}: ${shared} of ${of} sentences`);
}

function articlePage(article: StoredArticle, archive: Archive): string {
  const { id, title, outlet, url, published, author, text, row } = article;
  const statements = archive.statementsIn([row], everything).length;
  const head = { id, title, outlet, published, author, url, statements };
  const lines = Object.entries(head).map(([name, value]) => printable(`${name.padEnd(10)} ${value ?? unknown}`));
  const copies = archive.copiesOf(row, everything).map(copyLine);
  return [...lines, ...copies, '', ...text.split('\n').map(printable)].join('\n');
}
