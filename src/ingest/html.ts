import { type Entry, Refusal } from './arrival.ts';
import { entry } from './fields.ts';
import { readPage } from './pages/read-page.ts';

/**
 * Reads a page that was saved as a file: the text of its article, one line a paragraph, and what its meta tags and
 * structured data (JSON-LD) say.
 *
 * @throws {Refusal} when no article text is found in it
 */
export function readHtml(html: string): Entry {
  const { title, lines, outlet, author, published, canonical } = readPage(html, null);
  if (lines.length === 0) throw new Refusal('expected a page with an article, found no text of one');
  return entry({ title, outlet, author, published, url: canonical }, lines.join('\n'));
}
