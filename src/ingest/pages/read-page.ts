import { plainTitle } from '../feeds/plain-title.ts';
import { linesOfHtml, parseDocument } from '../html-text.ts';
import { withoutFrame } from './page-lines.ts';
import { readMeta } from './page-meta.ts';
import { type Extract, extractText } from './page-text.ts';
import { contentOf, type Tag } from './scan-tags.ts';
import { readStructuredData } from './structured-data.ts';
import { trimPage } from './trim-page.ts';

/** A page as it describes itself, and the running text that was found in it. Dates and names as given. */
export interface Page {
  readonly title: string | null;
  /** One line a paragraph; none when no article was found. */
  readonly lines: readonly string[];
  readonly outlet: string | null;
  readonly author: string | null;
  readonly published: string | null;
  readonly modified: string | null;
  readonly language: string | null;
  /** What the page says its address is. It may say anything: see `ownAddress`. */
  readonly canonical: string | null;
  readonly isAmp: boolean;
  /** False where the page says that only subscribers may read it all. */
  readonly isFree: boolean | null;
}

/**
 * Reads a page: the text of its article, and what its structured data (JSON-LD), its meta tags and its headings say of
 * it, in this order. No script is run and nothing is fetched.
 *
 * @param address from which a relative canonical address counts; `null` when it is not known
 * @throws {Refusal} when there are more elements, or deeper ones, than a parser of trees can bear
 */
export function readPage(html: string, address: string | null): Page {
  const trimmed = trimPage(html, 'closely');
  const data = readStructuredData(html, trimmed.tags);
  const meta = readMeta(trimmed.tags, address);
  const heading = onlyHeading(html, trimmed.tags);
  const extract = extractArticle(html, trimmed.html);
  const outlet = plainTitle(data.outlet ?? meta.outlet ?? extract?.siteName ?? null);
  const title = plainTitle(data.title) ?? titleOf(extract?.title ?? null, heading, outlet) ?? meta.title;
  const author = plainTitle(data.author ?? meta.author ?? extract?.byline ?? null)?.replace(/^\s*by\s+/i, '') ?? null;
  return {
    title,
    lines: withoutFrame(textOf(extract?.lines ?? [], data.body), { heading, title, author, outlet }),
    outlet,
    author,
    published: data.published ?? meta.published ?? extract?.publishedTime ?? null,
    modified: data.modified ?? meta.modified,
    language: languageTag(data.language) ?? languageTag(meta.language),
    canonical: meta.canonical ?? data.url,
    isAmp: meta.isAmp,
    isFree: data.isFree ?? meta.isFree,
  };
}

// Readability's own threshold, under which it tries again with less taken away.
const wholeCharacters = 500;

/** What is left of a page when all is gone that is called like a side column; where that leaves little, the rest, too. */
function extractArticle(html: string, trimmedClosely: string): Extract | null {
  const closely = extractText(parseDocument(trimmedClosely));
  if (isWhole(closely)) return closely;
  const loosely = extractText(parseDocument(trimPage(html, 'loosely').html));
  return closely === null || isWhole(loosely) ? loosely : closely;
}

function isWhole(extract: Extract | null): boolean {
  return extract !== null && extract.lines.join('').length >= wholeCharacters;
}

/** The text found; that of the structured data where the page itself shows little of it until its scripts have run. */
function textOf(found: readonly string[], body: string | null): readonly string[] {
  const length = found.join('').length;
  if (body === null || (length > 0 && (length >= wholeCharacters || body.length < 2 * length))) return found;
  return body.split(/\s*\n\s*/).flatMap(linesOfHtml);
}

/** The title of a page mostly has the outlet in it: "Ferries stop | The Gazette"; its one heading has not. */
function titleOf(pageTitle: string | null, heading: string | null, outlet: string | null): string | null {
  if (pageTitle === null || (heading !== null && pageTitle.includes(heading))) return heading ?? pageTitle;
  if (outlet === null || !pageTitle.endsWith(outlet)) return pageTitle;
  // Without a sign between them the outlet is what the title speaks of.
  const [, title = pageTitle] = /^(.*\S)\s+[|\-–—·:»]\s*$/s.exec(pageTitle.slice(0, -outlet.length)) ?? [];
  return title;
}

function onlyHeading(html: string, tags: readonly Tag[]): string | null {
  const [first, ...others] = tags.filter(({ name }) => name === 'h1');
  return first === undefined || others.length > 0 ? null : linesOfHtml(contentOf(first, html)).join(' ') || null;
}

function languageTag(given: string | null): string | null {
  const tag = given?.trim().replaceAll('_', '-') ?? '';
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) ? tag : null;
}
