import { webAddress } from '../fields.ts';
import type { Tag } from './scan-tags.ts';

/** What the meta tags of a page say: OpenGraph, Dublin Core and what else is in use. */
export interface PageMeta {
  readonly title: string | null;
  readonly outlet: string | null;
  readonly author: string | null;
  readonly published: string | null;
  readonly modified: string | null;
  readonly language: string | null;
  /** The address that the page says it has. */
  readonly canonical: string | null;
  readonly isAmp: boolean;
  /** Whether all may read it, as social networks are told. */
  readonly isFree: boolean | null;
}

const publishedNames = [
  'article:published_time',
  'datepublished',
  'date',
  'dc.date.issued',
  'dcterms.created',
  'dc.date',
  'parsely-pub-date',
  'pubdate',
];
const modifiedNames = ['article:modified_time', 'og:updated_time', 'datemodified', 'dcterms.modified', 'last-modified'];

/** @param base from which a relative canonical address counts; `null` when it is not known */
export function readMeta(tags: readonly Tag[], base: string | null): PageMeta {
  const metas = metasByName(tags);
  const first = (...names: readonly string[]): string | null =>
    names.map((name) => metas.get(name)).find((value) => value !== undefined) ?? null;
  const html = tags.find(({ name }) => name === 'html')?.attributes;
  const tier = first('article:content_tier');
  return {
    title: first('og:title', 'twitter:title', 'dc.title'),
    outlet: first('og:site_name', 'application-name', 'dc.publisher'),
    author: [first('author'), first('article:author'), first('byl'), first('dc.creator')].find(isName) ?? null,
    published: first(...publishedNames) ?? publishedTime(tags),
    modified: first(...modifiedNames),
    language: html?.get('lang') ?? html?.get('xml:lang') ?? first('content-language', 'og:locale', 'dc.language'),
    canonical: absolute(canonicalLink(tags), base) ?? absolute(first('og:url'), base),
    isAmp: html !== undefined && (html.has('amp') || html.has('⚡')),
    isFree: tier === null ? null : !/^(?:locked|metered)$/i.test(tier),
  };
}

function metasByName(tags: readonly Tag[]): ReadonlyMap<string, string> {
  const metas = new Map<string, string>();
  for (const { name, attributes } of tags) {
    const content = attributes.get('content')?.trim();
    if (name !== 'meta' || !content) continue;
    for (const key of ['property', 'name', 'itemprop', 'http-equiv']) {
      const known = attributes.get(key)?.trim().toLowerCase();
      if (known && !metas.has(known)) metas.set(known, content);
    }
  }
  return metas;
}

/** Some give the address of the author's page in the place of a name. */
function isName(given: string | null): given is string {
  return given !== null && webAddress(given) === null;
}

/** The time that says what it is, else the first one of the article, else the only one of the page. */
function publishedTime(tags: readonly Tag[]): string | null {
  const times = tags.filter(({ name, attributes }) => name === 'time' && attributes.has('datetime'));
  const article = tags.find(({ name }) => name === 'article');
  const marked = times.find(
    ({ attributes }) => attributes.has('pubdate') || /\bdatePublished\b/i.test(attributes.get('itemprop') ?? ''),
  );
  const within = article === undefined ? undefined : times.find(({ end }) => end > article.end);
  return (marked ?? within ?? (times.length === 1 ? times[0] : undefined))?.attributes.get('datetime') ?? null;
}

function canonicalLink(tags: readonly Tag[]): string | null {
  const link = tags.find(
    ({ name, attributes }) => name === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attributes.get('rel') ?? ''),
  );
  return link?.attributes.get('href')?.trim() ?? null;
}

function absolute(given: string | null, base: string | null): string | null {
  if (!given) return null;
  return webAddress(base !== null && URL.canParse(given, base) ? new URL(given, base).href : given);
}
