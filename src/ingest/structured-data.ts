import { z } from 'zod';
import { webAddress } from './fields.ts';
import type { PageElement } from './html-text.ts';

/** What a page says of its article in schema.org terms. */
export interface StructuredData {
  readonly title: string | null;
  readonly outlet: string | null;
  readonly author: string | null;
  readonly published: string | null;
  readonly url: string | null;
  readonly body: string | null;
}

const nothing: StructuredData = { title: null, outlet: null, author: null, published: null, url: null, body: null };

const text = z.string().nullable().catch(null);
const named = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const names = z
  .union([named.transform((name) => [name]), z.array(named)])
  .transform((list) => list.join(', '))
  .nullable()
  .catch(null);
const address = z
  .union([z.string(), z.object({ '@id': z.string() }).transform((thing) => thing['@id'])])
  .nullable()
  .catch(null);

const newsArticle = z.object({
  headline: text,
  publisher: names,
  author: names,
  datePublished: text,
  url: address,
  mainEntityOfPage: address,
  articleBody: text,
});

/**
 * Reads the page's JSON-LD; the first article in it counts. Broken JSON is passed over, as search engines do.
 *
 * @see https://schema.org/NewsArticle
 */
export function readStructuredData(document: PageElement): StructuredData {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const thing = things(parseJson(script.textContent ?? '')).find(isArticle);
    const parsed = newsArticle.safeParse(thing);
    if (!parsed.success) continue;
    const { headline, publisher, author, datePublished, url, mainEntityOfPage, articleBody } = parsed.data;
    return {
      title: headline,
      outlet: publisher,
      author,
      published: datePublished,
      url: webAddress(mainEntityOfPage) ?? webAddress(url),
      body: articleBody,
    };
  }
  return nothing;
}

/** A script holds one thing, a list of things, or a graph of things. */
function things(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(things);
  if (typeof value !== 'object' || value === null) return [];
  return '@graph' in value ? things(value['@graph']) : [value];
}

function isArticle(thing: unknown): boolean {
  if (typeof thing !== 'object' || thing === null || !('@type' in thing)) return false;
  return [thing['@type']]
    .flat()
    .some((type) => typeof type === 'string' && /(?:Article|BlogPosting|Report)$/.test(type));
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
