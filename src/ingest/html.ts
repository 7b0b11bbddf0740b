import { Readability } from '@mozilla/readability';
import { type Entry, Refusal } from './arrival.ts';
import { entry, webAddress } from './fields.ts';
import { linesOf, type PageElement, parseDocument, wordsOutsideLinks } from './html-text.ts';
import { readStructuredData } from './structured-data.ts';
import { trimPage } from './trim-page.ts';

const maxElements = 200_000;

/** How a link to something else begins when it stands between two paragraphs. */
const invitation =
  /^(?:read (?:more|also|next)|also read|see also|related|more on|more from|watch|listen|sign up|subscribe|click here)\b/i;

/** What is no sentence of the article even without a link. */
const label =
  /^(?:read (?:more|also|next)|also read|see also|related(?: stories| articles| news)?|advertisement|story continues below(?: advertisement)?)[.:]?$/i;

/**
 * Reads a page: the text of its article, one line a paragraph, and what its meta tags and structured data (JSON-LD) say.
 *
 * @throws {Refusal} when no article text is found in it
 */
export function readHtml(html: string): Entry {
  const document = parseDocument(trimPage(html));
  const data = readStructuredData(document);
  const meta = readMeta(document);
  const url = canonicalAddress(document) ?? data.url;
  const heading = onlyHeading(document);
  const extract = extractArticle(document);
  const body = extract === null ? [] : paragraphs(extract.content);
  const lines = body.length > 0 ? body : (data.body?.split(/\s*\n\s*/) ?? []);
  if (heading !== null && lines[0] === heading) lines.shift();
  if (lines.length === 0) throw new Refusal('expected a page with an article, found no text of one');
  const outlet = data.outlet ?? meta.outlet ?? extract?.siteName ?? null;
  return entry(
    {
      title: data.title ?? titleOf(extract?.title ?? null, heading, outlet),
      outlet,
      author: (data.author ?? extract?.byline ?? null)?.replace(/^by\s+/i, '') ?? null,
      published: data.published ?? meta.published ?? extract?.publishedTime ?? null,
      url,
    },
    lines.join('\n'),
  );
}

/** The title of a page mostly has the outlet in it: "Ferries stop | The Gazette"; its one heading has not. */
function titleOf(pageTitle: string | null, heading: string | null, outlet: string | null): string | null {
  if (pageTitle === null || (heading !== null && pageTitle.includes(heading))) return heading ?? pageTitle;
  if (outlet === null || !pageTitle.endsWith(outlet)) return pageTitle;
  return pageTitle.slice(0, -outlet.length).replace(/\s+[|\-–—·:»]\s*$/, '') || pageTitle;
}

function onlyHeading(document: PageElement): string | null {
  const [first, ...others] = document.querySelectorAll('h1');
  return (others.length === 0 && first?.textContent?.replace(/\s+/g, ' ').trim()) || null;
}

interface Extract {
  readonly title: string | null;
  readonly siteName: string | null;
  readonly byline: string | null;
  readonly publishedTime: string | null;
  readonly content: PageElement;
}

function extractArticle(document: PageElement): Extract | null {
  const reader = new Readability<PageElement>(document, {
    maxElemsToParse: maxElements,
    serializer: (node: PageElement) => node,
  });
  const found = reader.parse();
  if (!found?.content) return null;
  const { title, siteName, byline, publishedTime, content } = found;
  return {
    title: title || null,
    siteName: siteName ?? null,
    byline: byline ?? null,
    publishedTime: publishedTime ?? null,
    content,
  };
}

function paragraphs(content: PageElement): string[] {
  for (const element of content.querySelectorAll('p, div, li, h2, h3, h4')) {
    if (isInvitation(element)) element.remove();
  }
  return linesOf(content);
}

/** "Read more: Other headline", where nothing but the label stands outside of the link. */
function isInvitation(element: PageElement): boolean {
  const text = (element.textContent ?? '').trim();
  if (label.test(text)) return true;
  const outside = wordsOutsideLinks(element).trim();
  return invitation.test(text) && (outside === '' || label.test(outside));
}

function readMeta(document: PageElement): { outlet: string | null; published: string | null } {
  const content = (selector: string): string | null =>
    document.querySelector(selector)?.getAttribute('content') ?? null;
  return {
    outlet: content('meta[property="og:site_name"]'),
    published:
      content('meta[property="article:published_time"]') ??
      content('meta[itemprop="datePublished"]') ??
      document.querySelector('time[itemprop="datePublished"], time[pubdate], article time')?.getAttribute('datetime') ??
      onlyTime(document),
  };
}

function onlyTime(document: PageElement): string | null {
  const [first, ...others] = document.querySelectorAll('time[datetime]');
  return others.length === 0 ? (first?.getAttribute('datetime') ?? null) : null;
}

function canonicalAddress(document: PageElement): string | null {
  return (
    webAddress(document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? null) ??
    webAddress(document.querySelector('meta[property="og:url"]')?.getAttribute('content') ?? null)
  );
}
