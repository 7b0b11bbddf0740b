/** The prefix by which each vocabulary is known here, whatever prefix a document binds to it. */
const vocabularies: readonly (readonly [prefix: string, ...uris: string[]])[] = [
  [
    '',
    'http://purl.org/rss/1.0',
    'http://purl.org/net/rss1.1',
    'http://backend.userland.com/rss',
    'http://backend.userland.com/rss2',
    'http://backend.userland.com/rss091',
    'http://backend.userland.com/rss092',
    'http://blogs.law.harvard.edu/tech/rss',
    'http://cyber.law.harvard.edu/rss/rss.html',
    'http://my.netscape.com/rdf/simple/0.9',
    'http://my.netscape.com/publish/formats/rss-0.91.dtd',
    'http://channel.netscape.com/rdf/simple/0.9',
    'http://www.rssboard.org/rss-specification',
    // Atom's elements do what RSS's of the same name do, or can be told by their attributes: both come in one document.
    'http://www.w3.org/2005/atom',
    'http://purl.org/atom/ns',
    'http://example.com/newformat',
    'http://www.sitemaps.org/schemas/sitemap/0.9',
    'https://www.sitemaps.org/schemas/sitemap/0.9',
    'http://www.google.com/schemas/sitemap/0.84',
    'http://www.google.com/schemas/sitemap/0.9',
  ],
  ['rdf', 'http://www.w3.org/1999/02/22-rdf-syntax-ns'],
  ['dc', 'http://purl.org/dc/elements/1.1', 'http://purl.org/dc/elements/1.0'],
  ['dcterms', 'http://purl.org/dc/terms'],
  ['content', 'http://purl.org/rss/1.0/modules/content'],
  ['sy', 'http://purl.org/rss/1.0/modules/syndication'],
  ['xhtml', 'http://www.w3.org/1999/xhtml'],
  ['media', 'http://search.yahoo.com/mrss'],
  ['itunes', 'http://www.itunes.com/dtds/podcast-1.0.dtd'],
  ['feedburner', 'http://rssnamespace.org/feedburner/ext/1.0'],
  ['news', 'http://www.google.com/schemas/sitemap-news/0.9'],
];

const prefixes = new Map(vocabularies.flatMap(([prefix, ...uris]) => uris.map((uri) => [uri, prefix] as const)));
// Documents leave declarations out: then a prefix means what it means everywhere else.
const usual = new Map([
  ...vocabularies.map(([prefix]) => [prefix, prefix] as const),
  ['dcterm', 'dcterms'] as const,
  ['atom', ''] as const,
  ['atom10', ''] as const,
  ['a10', ''] as const,
  ['rss', ''] as const,
  ['xml', 'xml'] as const,
]);

/** Namespaces in force, by the prefix that the document uses; `''` is the default one. */
export type Scope = ReadonlyMap<string, string>;

export const noScope: Scope = new Map();

/** Documents name their own vocabulary wrongly: what a root of this name holds without a prefix is what it should be. */
const roots = new Set(['rss', 'feed', 'opml', 'urlset', 'sitemapindex']);

// A document that binds more of them makes every scope within it dear, and means no good.
const maxPrefixes = 60;

/** The scope within an element of this name and with these attributes. */
export function scopeWithin(scope: Scope, written: string, attributes: Readonly<Record<string, string>>): Scope {
  let inner: Map<string, string> | null = null;
  for (const [name, uri] of Object.entries(attributes)) {
    if (!name.startsWith('xmlns')) continue;
    if (name !== 'xmlns' && name[5] !== ':') continue;
    inner ??= new Map(scope);
    if (inner.size < maxPrefixes) inner.set(name.slice(6), prefixOf(uri));
  }
  if (inner !== null && roots.has(written.toLowerCase())) inner.set('', '');
  return inner ?? scope;
}

function prefixOf(uri: string): string {
  const plain = uri
    .trim()
    .toLowerCase()
    .replace(/[/#]+$/, '');
  return prefixes.get(plain) ?? plain;
}

/**
 * The name of an element as this module's readers ask for it: `title`, `dc:date`, `content:encoded`, in small letters,
 * since documents get capitals wrong.
 */
export function knownName(written: string, scope: Scope): string {
  const colon = written.indexOf(':');
  const local = written.slice(colon + 1).toLowerCase();
  const prefix = colon === -1 ? '' : written.slice(0, colon).toLowerCase();
  const vocabulary = scope.get(prefix) ?? usual.get(prefix) ?? prefix;
  return vocabulary === '' ? local : `${vocabulary}:${local}`;
}
