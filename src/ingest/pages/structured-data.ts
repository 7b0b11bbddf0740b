import { z } from 'zod';
import { webAddress } from '../fields.ts';
import { contentOf, type Tag } from './scan-tags.ts';

/** What a page says of its article in schema.org terms. */
export interface StructuredData {
  readonly title: string | null;
  readonly outlet: string | null;
  readonly author: string | null;
  readonly published: string | null;
  readonly modified: string | null;
  readonly url: string | null;
  readonly body: string | null;
  readonly language: string | null;
  /** False where only subscribers may read it all; `null` when nothing is said. */
  readonly isFree: boolean | null;
}

const nothing: StructuredData = {
  title: null,
  outlet: null,
  author: null,
  published: null,
  modified: null,
  url: null,
  body: null,
  language: null,
  isFree: null,
};

const text = z.string().nullable().catch(null);
const named = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const names = z
  .union([named.transform((name) => [name]), z.array(named.nullable().catch(null))])
  .transform((list) => [...new Set(list.filter((name) => name !== null))].join(', ') || null)
  .nullable()
  .catch(null);
const address = z
  .union([z.string(), z.object({ '@id': z.string() }).transform((thing) => thing['@id'])])
  .nullable()
  .catch(null);
// "False" and "http://schema.org/False" are as common as the boolean.
const truth = z
  .union([z.boolean(), z.string().transform((word) => !/(?:^|\/)(?:false|no|0)$/i.test(word.trim()))])
  .nullable()
  .catch(null);

const newsArticle = z.object({
  headline: text,
  publisher: names,
  author: names,
  datePublished: text,
  dateModified: text,
  url: address,
  mainEntityOfPage: address,
  articleBody: text,
  inLanguage: z
    .union([z.string(), z.object({ alternateName: z.string() }).transform((it) => it.alternateName)])
    .nullable()
    .catch(null),
  isAccessibleForFree: truth,
});

/**
 * Reads the page's JSON-LD among the tags of it; the first article in it counts. Broken JSON is passed over, as search engines do.
 *
 * @see https://schema.org/NewsArticle
 */
export function readStructuredData(html: string, tags: readonly Tag[]): StructuredData {
  for (const script of tags.filter(isStructuredData)) {
    const thing = articleIn(things(parseJson(contentOf(script, html))));
    const parsed = newsArticle.safeParse(thing);
    if (!parsed.success) continue;
    const data = parsed.data;
    return {
      title: data.headline,
      outlet: data.publisher,
      author: data.author,
      published: data.datePublished,
      modified: data.dateModified,
      url: webAddress(data.mainEntityOfPage) ?? webAddress(data.url),
      body: data.articleBody,
      language: data.inLanguage,
      isFree: data.isAccessibleForFree,
    };
  }
  return nothing;
}

function isStructuredData({ name, attributes }: Tag): boolean {
  return name === 'script' && /^\s*application\/ld\+json/i.test(attributes.get('type') ?? '');
}

/** The article of a graph, with people and publishers that it names by their ids filled in. */
function articleIn(graph: readonly Thing[]): Thing | undefined {
  const article = graph.find(isArticle);
  if (article === undefined) return undefined;
  const byId = new Map(graph.map((thing) => [thing['@id'], thing]));
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.slice(0, 50).map(filled);
    return isThing(value) && !('name' in value) ? (byId.get(value['@id']) ?? value) : value;
  };
  return { ...article, author: filled(article.author), publisher: filled(article.publisher) };
}

type Thing = Readonly<Record<string, unknown>>;

/** A script holds one thing, a list of things, or a graph of things; some wrap the article as a page's main entity. */
function things(value: unknown, depth = 0): readonly Thing[] {
  if (depth > 4) return [];
  if (Array.isArray(value)) return value.flatMap((inner) => things(inner, depth + 1));
  if (!isThing(value)) return [];
  const inner = ['@graph', 'mainEntity'].flatMap((name) => things(value[name], depth + 1));
  return [value, ...inner];
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isArticle(thing: Thing): boolean {
  return [thing['@type']]
    .flat()
    .some((type) => typeof type === 'string' && /(?:Article|BlogPosting|Report|LiveBlogPosting)$/.test(type));
}

/** Publishers put line breaks into strings, which JSON forbids; and comment marks around the whole. */
function parseJson(source: string): unknown {
  const bare = source.replace(
    /^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)|(?:-->|\/\*\s*\]\]>\s*\*\/|\]\]>)\s*$/g,
    '',
  );
  return parseOrNull(bare) ?? parseOrNull(bare.replace(/[\0-\x1f]+/g, ' '));
}

function parseOrNull(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
