import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDocument } from '../../../src/ingest/feeds/read-document.ts';
import type { Feed, IncomingFeedItem } from '../../../src/model/feeds.ts';

const now = new Date('2026-01-05T12:00:00Z');
const address = 'https://gazette.example/feeds/news.xml';

function read(document: string | Uint8Array, contentType: string | null = null): Feed {
  const bytes = typeof document === 'string' ? Buffer.from(document) : document;
  const result = readDocument(bytes, { contentType, address, now });
  if (result.kind === 'feed' || result.kind === 'sitemap') return result.feed;
  throw new Error(`expected a feed, got ${result.kind}${result.kind === 'other' ? `: ${result.reason}` : ''}`);
}

function itemOf(document: string | Uint8Array, contentType: string | null = null): IncomingFeedItem {
  const [first] = read(document, contentType).items;
  if (first === undefined) throw new Error('expected an item');
  return first;
}

const namespaces = `xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dcterms="http://purl.org/dc/terms/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"`;
const rss = (item: string, channel = '') =>
  `<?xml version="1.0"?><rss version="2.0" ${namespaces}><channel>${channel}<item>${item}</item></channel></rss>`;
const atom = (entry: string, feed = '', attributes = '') =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}>${feed}<entry>${entry}</entry></feed>`;
const atom03 = (entry: string) => `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>${entry}</entry></feed>`;
const rdf = (item: string, channel = '') => `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" ${namespaces}><channel rdf:about="https://gazette.example/">${channel}</channel>
  <item rdf:about="https://gazette.example/1">${item}</item></rdf:RDF>`;
const json = (item: object, feed: object = {}) =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'G', ...feed, items: [item] });

const head =
  '<title>Gazette</title><link>https://gazette.example/</link><description>All the news</description><language>en-GB</language>';

test.each([
  { it: 'RSS 0.91', document: `<rss version="0.91"><channel>${head}</channel></rss>`, format: 'rss', version: '0.91' },
  { it: 'RSS 0.92', document: `<rss version="0.92"><channel>${head}</channel></rss>`, format: 'rss', version: '0.92' },
  { it: 'RSS 2.0', document: `<rss version="2.0"><channel>${head}</channel></rss>`, format: 'rss', version: '2.0' },
  { it: 'RSS without a version', document: `<rss><channel>${head}</channel></rss>`, format: 'rss', version: null },
  { it: 'RSS without a channel', document: `<rss version="2.0">${head}</rss>`, format: 'rss', version: '2.0' },
  {
    it: 'RSS in capitals',
    document: `<RSS VERSION="2.0"><CHANNEL>${head.replace(/<\/?\w+/g, (tag) => tag.toUpperCase())}</CHANNEL></RSS>`,
    format: 'rss',
    version: '2.0',
  },
  {
    it: 'RSS in the namespace of Atom',
    document: `<rss version="2.0" xmlns="http://www.w3.org/2005/Atom"><channel>${head}</channel></rss>`,
    format: 'rss',
    version: '2.0',
  },
  {
    it: 'RSS in a namespace of its own',
    document: `<rss version="2.0" xmlns="http://search.yahoo.com/mrss/"><channel>${head}</channel></rss>`,
    format: 'rss',
    version: '2.0',
  },
  {
    it: 'RSS behind a warning',
    document: `<br />\n<b>Warning</b>: too late in <i>feed.php</i>\n<?xml version="1.0"?><rss version="2.0"><channel>${head}</channel></rss>`,
    format: 'rss',
    version: '2.0',
  },
  {
    it: 'RSS behind blanks and a comment',
    document: `\n\n  <!-- <feed> --><?xml version="1.0"?><rss version="2.0"><channel>${head}</channel></rss>`,
    format: 'rss',
    version: '2.0',
  },
  {
    it: 'RSS with a stylesheet',
    document: `<?xml version="1.0"?><?xml-stylesheet href="a.xsl" type="text/xsl"?><rss version="2.0"><channel>${head}</channel></rss>`,
    format: 'rss',
    version: '2.0',
  },
  {
    it: 'RSS with a document type',
    document: `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd" [ <!ENTITY x "]>"> ]><rss version="0.91"><channel>${head}</channel></rss>`,
    format: 'rss',
    version: '0.91',
  },
  {
    it: 'RSS 1.0',
    document: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel>${head}</channel></rdf:RDF>`,
    format: 'rdf',
    version: '1.0',
  },
  {
    it: 'RSS 0.9',
    document: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel>${head}</channel></rdf:RDF>`,
    format: 'rdf',
    version: '0.9',
  },
  {
    it: 'RSS 1.0 with other prefixes',
    document: `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://purl.org/rss/1.0/"><s:channel>${head.replace(/<(\/?)/g, '<$1s:')}</s:channel></r:RDF>`,
    format: 'rdf',
    version: '1.0',
  },
  {
    it: 'Atom 0.3',
    document: `<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="en-GB"><title>Gazette</title><link rel="alternate" type="text/html" href="https://gazette.example/"/><tagline>All the news</tagline></feed>`,
    format: 'atom',
    version: '0.3',
  },
  {
    it: 'Atom 1.0',
    document: `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><title>Gazette</title><link href="https://gazette.example/"/><subtitle>All the news</subtitle></feed>`,
    format: 'atom',
    version: '1.0',
  },
  {
    it: 'Atom with prefixes',
    document: `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en-GB"><a:title>Gazette</a:title><a:link href="https://gazette.example/"/><a:subtitle>All the news</a:subtitle></a:feed>`,
    format: 'atom',
    version: '1.0',
  },
  {
    it: 'Atom without a namespace',
    document: `<feed xml:lang="en-GB"><title>Gazette</title><link rel="self" href="${address}"/><link rel="alternate" href="https://gazette.example/"/><subtitle>All the news</subtitle></feed>`,
    format: 'atom',
    version: '1.0',
  },
  {
    it: 'JSON Feed 1.0',
    document: JSON.stringify({
      version: 'https://jsonfeed.org/version/1',
      title: 'Gazette',
      home_page_url: 'https://gazette.example/',
      description: 'All the news',
      language: 'en-GB',
      items: [],
    }),
    format: 'json',
    version: '1',
  },
  {
    it: 'JSON Feed 1.1 with a mark before it',
    document: `\ufeff ${JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Gazette', home_page_url: '/', description: 'All the news', language: 'en-GB', items: [] })}`,
    format: 'json',
    version: '1.1',
  },
])('readDocument() reads $it', ({ document, format, version }) => {
  expect(read(document)).toMatchObject({
    format,
    version,
    title: 'Gazette',
    homepage: 'https://gazette.example/',
    description: 'All the news',
    language: 'en-GB',
    items: [],
    warnings: [],
  });
});

test.each(['application/json', 'text/plain', 'text/html; charset=utf-8', 'application/octet-stream', 'image/png', ''])(
  'readDocument() pays no attention to the type %j',
  (contentType) => {
    expect(read(rss('<title>Fog</title>'), contentType).items).toMatchObject([{ title: 'Fog' }]);
  },
);

test.each([
  { it: 'plain text', title: 'Fog over harbour', plain: 'Fog over harbour' },
  { it: 'several lines', title: '\n  Fog\n over\u00a0harbour ', plain: 'Fog over harbour' },
  { it: 'entities', title: 'Fog &amp; ferry &#8211; &#x201c;late&#x201d;', plain: 'Fog & ferry – “late”' },
  { it: 'entities of HTML', title: 'Fog &mdash; caf&eacute;&nbsp;&hellip;', plain: 'Fog — café …' },
  { it: 'an entity that nobody knows', title: 'Fog &harbour; &', plain: 'Fog &harbour; &' },
  { it: 'a bare ampersand', title: 'Fog & ferry', plain: 'Fog & ferry' },
  { it: 'ampersands encoded twice', title: 'Fog &amp;amp; ferry &amp;#39;late&amp;#39;', plain: "Fog & ferry 'late'" },
  { it: 'Windows-1252 numbers', title: 'Fog &#150; &#147;late&#148;', plain: 'Fog – “late”' },
  { it: 'escaped HTML', title: '&lt;b&gt;Fog&lt;/b&gt; over &lt;i&gt;harbour&lt;/i&gt;', plain: 'Fog over harbour' },
  { it: 'HTML in CDATA', title: '<![CDATA[<b>Fog</b> &amp; ferry]]>', plain: 'Fog & ferry' },
  { it: 'several pieces of CDATA', title: 'A <![CDATA[& B]]> &amp; <![CDATA[C]]>', plain: 'A & B & C' },
  { it: 'bare HTML', title: '<b>Fog</b> over <i>harbour</i><br/>', plain: 'Fog over harbour' },
  { it: 'a tag that is meant', title: 'What &lt;div&gt; is for', plain: 'What <div> is for' },
  { it: 'signs that are no tags', title: '3 &lt; 5 and 7 &gt; 2', plain: '3 < 5 and 7 > 2' },
  { it: 'a script', title: '&lt;script&gt;alert(1)&lt;/script&gt;Fog', plain: 'Fog' },
  { it: 'control characters', title: 'Fog\u0000\u0008 over\u000b harbour', plain: 'Fog over harbour' },
  { it: 'a comment', title: 'Fog<!-- not this --> over harbour', plain: 'Fog over harbour' },
  { it: 'other scripts', title: '東京の霧 — туман', plain: '東京の霧 — туман' },
])('readDocument() takes a title of $it for plain text', ({ title, plain }) => {
  expect(itemOf(rss(`<title>${title}</title>`)).title).toBe(plain);
});

test.each([
  { it: 'text', title: '<title type="text">Fog &amp; ferry</title>', plain: 'Fog & ferry' },
  { it: 'html', title: '<title type="html">Fog &lt;b&gt;&amp;amp;&lt;/b&gt; ferry</title>', plain: 'Fog & ferry' },
  {
    it: 'xhtml',
    title: '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Fog <b>&amp;</b> ferry</div></title>',
    plain: 'Fog & ferry',
  },
  {
    it: 'xhtml with a prefix',
    title:
      '<title type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">Fog <h:b>&amp;</h:b> ferry</h:div></title>',
    plain: 'Fog & ferry',
  },
  {
    it: 'text that is HTML',
    title: '<title type="text">&lt;b&gt;Fog&lt;/b&gt; &amp;amp; ferry</title>',
    plain: 'Fog & ferry',
  },
])('readDocument() reads a title of Atom as $it', ({ title, plain }) => {
  expect(itemOf(atom(title)).title).toBe(plain);
});

test.each([
  {
    it: 'base64',
    title: `<title type="text/html" mode="base64">${Buffer.from('<b>Fog</b> &amp; ferry').toString('base64')}</title>`,
  },
  { it: 'escaped', title: '<title type="text/html" mode="escaped">Fog &amp;amp; ferry</title>' },
  {
    it: 'xml',
    title:
      '<title type="application/xhtml+xml" mode="xml"><div xmlns="http://www.w3.org/1999/xhtml">Fog &amp; ferry</div></title>',
  },
  { it: 'nothing', title: '<title>Fog &amp; ferry</title>' },
])('readDocument() reads a title of Atom 0.3 in the mode $it', ({ title }) => {
  expect(itemOf(atom03(title)).title).toBe('Fog & ferry');
});

const story = 'https://gazette.example/news/fog';

test.each([
  { it: 'RSS', document: rss(`<link>${story}</link>`) },
  { it: 'RSS with blanks around it', document: rss(`<link>\n  ${story}\n</link>`) },
  { it: 'RSS in CDATA', document: rss(`<link><![CDATA[${story}]]></link>`) },
  {
    it: 'RSS relative to the homepage',
    document: rss('<link>/news/fog</link>', '<link>https://gazette.example/</link>'),
  },
  { it: 'RSS relative to the feed', document: rss('<link>../news/fog</link>') },
  { it: 'RSS relative to xml:base', document: rss('<link xml:base="https://gazette.example/news/">fog</link>') },
  { it: 'RSS as an attribute', document: rss(`<link href="${story}"/>`) },
  {
    it: 'RSS with a link of Atom before it',
    document: rss(
      `<atom:link rel="self" href="${address}"/><atom:link rel="replies" href="/replies"/><link>${story}</link>`,
    ),
  },
  { it: 'RSS with a link of Atom only', document: rss(`<atom:link rel="alternate" href="${story}"/>`) },
  { it: 'RSS with a permalink only', document: rss(`<guid>${story}</guid>`) },
  {
    it: 'RSS with a permalink beside a link that is none',
    document: rss(`<link>javascript:void(0)</link><guid isPermaLink="true">${story}</guid>`),
  },
  {
    it: 'FeedBurner',
    document: rss(`<link>https://feeds.example/~r/gazette/1</link><feedburner:origLink>${story}</feedburner:origLink>`),
  },
  { it: 'RSS 1.0', document: rdf(`<link>${story}</link>`) },
  { it: 'Atom', document: atom(`<link href="${story}"/>`) },
  {
    it: 'Atom among others',
    document: atom(
      `<link rel="enclosure" href="/a.mp3"/><link rel="alternate" type="application/pdf" href="/a.pdf"/><link rel="alternate" type="text/html" href="${story}"/><link rel="edit" href="/edit"/>`,
    ),
  },
  {
    it: 'Atom relative to several bases',
    document: atom('<link href="fog"/>', '', 'xml:base="https://gazette.example/x/"').replace(
      '<entry>',
      '<entry xml:base="../news/">',
    ),
  },
  { it: 'Atom relative to a relative base', document: atom('<link href="fog"/>', '', 'xml:base="/news/"') },
  {
    it: 'Atom beside a base that leads nowhere',
    document: atom(`<link href="${story}"/>`, '', 'xml:base="javascript:void(0)"'),
  },
  { it: 'Atom relative to the feed', document: atom('<link href="../news/fog"/>') },
  { it: 'Atom with its id only', document: atom(`<id>${story}</id>`) },
  { it: 'JSON Feed', document: json({ id: 1, url: '/news/fog' }) },
  { it: 'JSON Feed with its id only', document: json({ id: story, content_text: 'x' }) },
  { it: 'ampersands that are bare', document: rss(`<link>${story}?a=1&copy=2&b</link>`), url: `${story}?a=1&copy=2&b` },
])('readDocument() finds the link in $it', ({ document, url = story }) => {
  expect(itemOf(document).url).toBe(url);
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'mailto:a@b.example', 'ftp://b.example/', 'http://', ''])(
  'readDocument() makes no link of %j',
  (link) => {
    const item = itemOf(rss(`<link>${link}</link><guid isPermaLink="false">${link}</guid>`));
    // An empty link is a relative one to some; to us it is none.
    expect(item.url).toBeNull();
  },
);

test.each([
  { it: 'a guid', document: rss('<guid isPermaLink="false"> g-1 </guid>'), id: 'g-1' },
  { it: 'a guid in CDATA', document: rss('<guid><![CDATA[g-1]]></guid>'), id: 'g-1' },
  { it: "Atom's id", document: atom('<id>tag:g,2025:1</id>'), id: 'tag:g,2025:1' },
  { it: "RDF's about", document: rdf('<title>Fog</title>'), id: 'https://gazette.example/1' },
  { it: 'dc:identifier', document: rss('<dc:identifier>g-1</dc:identifier>'), id: 'g-1' },
  { it: 'a number', document: json({ id: 17, content_text: 'x' }), id: '17' },
  { it: 'none', document: rss('<title>Fog</title>'), id: null },
])('readDocument() takes $it for the id', ({ document, id }) => {
  expect(itemOf(document).id).toBe(id);
});

test.each([
  {
    it: 'a mail address with a name',
    document: rss('<author>ada@gazette.example (Ada Roe)</author>'),
    author: 'Ada Roe',
  },
  {
    it: 'a name with a mail address',
    document: rss('<author>Ada Roe &lt;ada@gazette.example&gt;</author>'),
    author: 'Ada Roe',
  },
  { it: 'a mail address alone', document: rss('<author>ada@gazette.example</author>'), author: 'ada@gazette.example' },
  { it: 'dc:creator', document: rss('<dc:creator><![CDATA[By Ada Roe]]></dc:creator>'), author: 'Ada Roe' },
  {
    it: 'several dc:creators',
    document: rss('<dc:creator>Ada Roe</dc:creator><dc:creator>Ben Lund</dc:creator><dc:creator>Ada Roe</dc:creator>'),
    author: 'Ada Roe, Ben Lund',
  },
  {
    it: 'an author with a link',
    document: rss('<dc:creator>&lt;a href="/ada"&gt;Ada Roe&lt;/a&gt;</dc:creator>'),
    author: 'Ada Roe',
  },
  { it: 'itunes:author', document: rss('<itunes:author>Ada Roe</itunes:author>'), author: 'Ada Roe' },
  {
    it: 'a prefix that is not declared',
    document: `<rss><channel><item><dc:creator>Ada Roe</dc:creator></item></channel></rss>`,
    author: 'Ada Roe',
  },
  {
    it: "Atom's author",
    document: atom('<author><name>Ada Roe</name><email>ada@gazette.example</email></author>'),
    author: 'Ada Roe',
  },
  {
    it: "Atom's author without a name",
    document: atom('<author><email>ada@gazette.example</email></author>'),
    author: 'ada@gazette.example',
  },
  {
    it: 'several authors of Atom',
    document: atom('<author><name>Ada Roe</name></author><author><name>Ben Lund</name></author>'),
    author: 'Ada Roe, Ben Lund',
  },
  {
    it: "the feed's author, where an entry has none",
    document: atom('<title>Fog</title>', '<author><name>Ada Roe</name></author>'),
    author: 'Ada Roe',
  },
  {
    it: "the source's author before the feed's",
    document: atom('<source><author><name>Ben Lund</name></author></source>', '<author><name>Ada Roe</name></author>'),
    author: 'Ben Lund',
  },
  { it: "RSS's author as a person", document: rss('<author><name>Ada Roe</name></author>'), author: 'Ada Roe' },
  { it: "JSON Feed 1.0's author", document: json({ id: 1, author: { name: 'Ada Roe' } }), author: 'Ada Roe' },
  {
    it: "JSON Feed 1.1's authors",
    document: json({ id: 1, authors: [{ name: 'Ada Roe' }, { url: '/ben' }, { name: 'Cy' }] }),
    author: 'Ada Roe, Cy',
  },
  { it: "the JSON Feed's authors", document: json({ id: 1 }, { authors: [{ name: 'Ada Roe' }] }), author: 'Ada Roe' },
])('readDocument() reads $it', ({ document, author }) => {
  expect(itemOf(document).author).toBe(author);
});

test.each([
  {
    it: 'pubDate',
    document: rss('<pubDate>Mon, 06 Jan 2025 08:00:00 GMT</pubDate>'),
    published: '2025-01-06T08:00:00Z',
    updated: null,
  },
  {
    it: 'dc:date',
    document: rss('<dc:date>2025-01-06T08:00:00Z</dc:date>'),
    published: '2025-01-06T08:00:00Z',
    updated: '2025-01-06T08:00:00Z',
  },
  {
    it: 'pubDate before dc:date',
    document: rss('<dc:date>2025-01-07T08:00:00Z</dc:date><pubDate>Mon, 06 Jan 2025 08:00:00 GMT</pubDate>'),
    published: '2025-01-06T08:00:00Z',
    updated: '2025-01-07T08:00:00Z',
  },
  {
    it: 'dcterms',
    document: rss('<dcterms:issued>2025-01-06</dcterms:issued><dcterms:modified>2025-01-07</dcterms:modified>'),
    published: '2025-01-06',
    updated: '2025-01-07',
  },
  {
    it: 'Atom',
    document: atom('<published>2025-01-06T08:00:00Z</published><updated>2025-01-07T08:00:00Z</updated>'),
    published: '2025-01-06T08:00:00Z',
    updated: '2025-01-07T08:00:00Z',
  },
  {
    it: 'Atom 0.3',
    document: atom03('<issued>2025-01-06T08:00:00Z</issued><modified>2025-01-07T08:00:00Z</modified>'),
    published: '2025-01-06T08:00:00Z',
    updated: '2025-01-07T08:00:00Z',
  },
  {
    it: 'JSON Feed',
    document: json({ id: 1, date_published: '2025-01-06T08:00:00Z', date_modified: '2025-01-07T08:00:00Z' }),
    published: '2025-01-06T08:00:00Z',
    updated: '2025-01-07T08:00:00Z',
  },
  {
    it: 'an empty date before a whole one',
    document: rss('<pubDate></pubDate><pubDate>Mon, 06 Jan 2025 08:00:00 GMT</pubDate>'),
    published: '2025-01-06T08:00:00Z',
    updated: null,
  },
  { it: 'no date at all', document: rss('<pubDate>soon</pubDate>'), published: null, updated: null },
])('readDocument() reads the dates of $it', ({ document, published, updated }) => {
  expect(itemOf(document)).toMatchObject({ published, updated });
});

test('readDocument() leaves out dates that no article can have, and tells it', () => {
  const feed = read(
    rss('<pubDate>Fri, 06 Jan 2040 08:00:00 GMT</pubDate><atom:updated>1970-01-01T00:00:00Z</atom:updated>'),
  );
  expect(feed.items).toMatchObject([{ published: null, updated: null }]);
  expect(feed.warnings).toEqual([expect.stringContaining('2 dates')]);
});

test.each([
  {
    it: 'a description of escaped HTML',
    document: rss('<description>&lt;p&gt;Fog &amp;amp; ferry&lt;/p&gt;</description>'),
    summary: '<p>Fog &amp; ferry</p>',
    content: null,
  },
  {
    it: 'a description in CDATA',
    document: rss('<description><![CDATA[<p>Fog &amp; ferry</p>]]></description>'),
    summary: '<p>Fog &amp; ferry</p>',
    content: null,
  },
  {
    it: 'a description of bare HTML',
    document: rss('<description><p>Fog &amp; <b>ferry</b><br></p></description>'),
    summary: '<p>Fog &amp; <b>ferry</b><br></p>',
    content: null,
  },
  {
    it: 'content:encoded',
    document: rss('<description>Fog</description><content:encoded><![CDATA[<p>Fog</p>]]></content:encoded>'),
    summary: 'Fog',
    content: '<p>Fog</p>',
  },
  {
    it: 'xhtml:body',
    document: rss('<body xmlns="http://www.w3.org/1999/xhtml"><p>Fog</p></body>'),
    summary: null,
    content: '<p>Fog</p>',
  },
  {
    it: 'the description of a video',
    document: rss(
      '<media:group><media:title>Fog</media:title><media:description>Ferry in fog</media:description></media:group>',
    ),
    summary: 'Ferry in fog',
    content: null,
  },
  {
    it: 'what a podcast says',
    document: rss(
      '<enclosure url="/a.mp3" length="1" type="audio/mpeg"/><itunes:duration>1:00</itunes:duration><itunes:summary>Ferry in fog</itunes:summary>',
    ),
    summary: 'Ferry in fog',
    content: null,
  },
  {
    it: "Atom's text",
    document: atom('<summary>3 &lt; 5 &amp; fog</summary><content type="text">3 &lt; 5</content>'),
    summary: '3 < 5 & fog',
    content: '3 &lt; 5',
  },
  {
    it: "Atom's HTML",
    document: atom('<content type="html">&lt;p&gt;Fog&lt;/p&gt;</content>'),
    summary: null,
    content: '<p>Fog</p>',
  },
  {
    it: "Atom's XHTML",
    document: atom(
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Fog &lt;b&gt;</p></div></content>',
    ),
    summary: null,
    content: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Fog &lt;b&gt;</p></div>',
  },
  {
    it: "Atom's picture as nothing",
    document: atom('<content type="image/png">iVBORw0KGgo=</content>'),
    summary: null,
    content: null,
  },
  {
    it: "JSON Feed's text",
    document: json({ id: 1, content_text: 'Fog < ferry\n\nLate', summary: 'a & b' }),
    summary: 'a &amp; b',
    content: '<p>Fog &lt; ferry</p>\n<p>Late</p>',
  },
  {
    it: "JSON Feed's HTML before its text",
    document: json({ id: 1, content_text: 'Fog', content_html: '<p>Fog</p>' }),
    summary: null,
    content: '<p>Fog</p>',
  },
])('readDocument() reads $it', ({ document, summary, content }) => {
  expect(itemOf(document)).toMatchObject({ summary, content });
});

const paragraph =
  '<p>The ferry line to the northern islands will close for the winter, the harbour board decided on Tuesday.</p>';

test.each([
  {
    it: 'long content',
    item: `<content:encoded><![CDATA[${paragraph.repeat(12)}]]></content:encoded>`,
    full: 'content',
  },
  {
    it: 'a short article in paragraphs',
    item: `<content:encoded><![CDATA[${paragraph.repeat(6)}]]></content:encoded>`,
    full: 'content',
  },
  { it: 'a teaser', item: `<content:encoded><![CDATA[${paragraph}]]></content:encoded>`, full: null },
  {
    it: 'long content that is cut short',
    item: `<content:encoded><![CDATA[${paragraph.repeat(12)}<p>And then [&#8230;]</p>]]></content:encoded>`,
    full: null,
  },
  {
    it: 'long content that leads on',
    item: `<content:encoded><![CDATA[${paragraph.repeat(12)}<p><a href="/x">Continue reading Fog &raquo;</a></p>]]></content:encoded>`,
    full: null,
  },
  {
    it: 'an excerpt that WordPress signed',
    item: `<content:encoded><![CDATA[${paragraph.repeat(12)}<p>And [...]</p><p>The post <a href="/x">Fog</a> appeared first on <a href="/">Gazette</a>.</p>]]></content:encoded>`,
    full: null,
  },
  {
    it: 'an article that WordPress signed',
    item: `<content:encoded><![CDATA[${paragraph.repeat(12)}<p>The post <a href="/x">Fog</a> appeared first on <a href="/">Gazette</a>.</p>]]></content:encoded>`,
    full: 'content',
  },
  { it: 'a long description', item: `<description><![CDATA[${paragraph.repeat(24)}]]></description>`, full: 'summary' },
  { it: 'a description', item: `<description><![CDATA[${paragraph.repeat(4)}]]></description>`, full: null },
])('readDocument() judges whether $it is the article', ({ item, full }) => {
  expect(itemOf(rss(item)).full).toBe(full);
});

test.each([
  { it: 'dc:publisher', document: rss('<dc:publisher>Courier</dc:publisher>'), outlet: 'Courier' },
  {
    it: "RSS's source",
    document: rss('<source url="https://courier.example/rss">Courier</source>'),
    outlet: 'Courier',
  },
  {
    it: "Atom's source",
    document: atom('<source><id>c</id><title>Courier</title><updated>2025-01-01T00:00:00Z</updated></source>'),
    outlet: 'Courier',
  },
])('readDocument() takes $it for the outlet', ({ document, outlet }) => {
  expect(itemOf(document)).toMatchObject({ outlet, title: null, id: null, updated: null });
});

const letters = 'Größe “naïve” — 東京';
const western = 'Größe “naïve” —';
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const declared = (charset: string, title: string) =>
  `<?xml version="1.0" encoding="${charset}"?>${rss(`<title>${title}</title>`).slice(21)}`;

test.each([
  { it: 'UTF-8', bytes: Buffer.from(declared('utf-8', letters)), type: null, title: letters },
  { it: 'UTF-8 with a mark', bytes: Buffer.from(`\ufeff${declared('utf-8', letters)}`), type: null, title: letters },
  {
    it: 'UTF-8 that calls itself Latin-1',
    bytes: Buffer.from(declared('iso-8859-1', letters)),
    type: 'text/xml; charset=iso-8859-1',
    title: letters,
  },
  {
    it: 'UTF-8 without a declaration, called ASCII',
    bytes: Buffer.from(rss(`<title>${letters}</title>`).slice(21)),
    type: 'text/xml; charset=us-ascii',
    title: letters,
  },
  { it: 'UTF-8 that calls itself UTF-16', bytes: Buffer.from(declared('utf-16', letters)), type: null, title: letters },
  {
    it: 'UTF-16 with a mark',
    bytes: Buffer.from(`\ufeff${declared('utf-16', letters)}`, 'utf16le'),
    type: null,
    title: letters,
  },
  {
    it: 'UTF-16 the other way round, without a mark',
    bytes: utf16be(declared('utf-16', letters)),
    type: null,
    title: letters,
  },
  {
    it: 'UTF-16 without a mark',
    bytes: Buffer.from(declared('utf-16', letters), 'utf16le'),
    type: null,
    title: letters,
  },
  {
    it: 'Windows-1252 that says so',
    bytes: windows1252(declared('windows-1252', western)),
    type: null,
    title: western,
  },
  {
    it: 'Windows-1252 that calls itself Latin-1',
    bytes: windows1252(declared('iso-8859-1', western)),
    type: null,
    title: western,
  },
  {
    it: 'Windows-1252 that calls itself UTF-8',
    bytes: windows1252(declared('utf-8', western)),
    type: 'text/xml; charset=utf-8',
    title: western,
  },
  {
    it: 'Windows-1252 that the server alone knows',
    bytes: windows1252(declared('', western)),
    type: 'text/xml; charset="windows-1252"',
    title: western,
  },
  {
    it: 'Shift_JIS',
    bytes: Buffer.concat([
      Buffer.from(declared('shift_jis', '')).subarray(0, -31),
      Buffer.from([0x93, 0x8c, 0x8b, 0x9e]),
    ]),
    type: null,
    title: null,
  },
  {
    it: 'UTF-8 with a broken letter',
    bytes: Buffer.concat([
      Buffer.from(declared('utf-8', `${letters}~`).split('~')[0] ?? ''),
      Buffer.from([0xe6, 0x9d]),
      Buffer.from('</title></item></channel></rss>'),
    ]),
    type: null,
    title: `${letters}\ufffd`,
  },
  { it: 'a charset that nobody knows', bytes: windows1252(declared('x-gazette', western)), type: null, title: western },
  { it: 'UTF-32', bytes: utf32(declared('utf-32', letters)), type: null, title: letters },
  {
    it: 'IBM850, which browsers do not know',
    bytes: Buffer.from(declared('ibm850', 'Gr\x94\xe1e'), 'latin1'),
    type: null,
    title: 'Größe',
  },
])('readDocument() decodes $it', ({ bytes, type, title }) => {
  if (title !== null) expect(itemOf(bytes, type).title).toBe(title);
  else expect(read(bytes, type).format).toBe('rss');
});

function windows1252(text: string): Buffer {
  const high: Record<string, number> = { '“': 0x93, '”': 0x94, '—': 0x97 };
  return Buffer.from([...text].map((letter) => high[letter] ?? letter.charCodeAt(0)));
}

function utf32(text: string): Buffer {
  return Buffer.concat(
    [...text].map((letter) =>
      Buffer.from([
        0,
        (letter.codePointAt(0) ?? 0) >> 16,
        ((letter.codePointAt(0) ?? 0) >> 8) & 255,
        (letter.codePointAt(0) ?? 0) & 255,
      ]),
    ),
  );
}

test.each([
  {
    it: 'an item that is never closed',
    document: `<rss><channel><title>G</title><item><title>One</title><description>a <b>b<item><title>Two</title>`,
    titles: ['One', 'Two'],
  },
  {
    it: 'a title closed by another name',
    document: rss('<title>One</titel><link>/1</link></item><item><title>Two</title>'),
    titles: ['One', 'Two'],
  },
  {
    it: 'a title that is never closed',
    document: rss('<title>One<link>/1</link></item><item><title>Two</title>'),
    titles: ['One', 'Two'],
  },
  {
    it: 'tags that cross',
    document: rss('<title><b>One</title></b></item><item><title>Two</title>'),
    titles: ['One', 'Two'],
  },
  {
    it: 'a file cut in the middle of a tag',
    document: '<rss><channel><item><title>One</title></item><item><title>Two</title><descr',
    titles: ['One', 'Two'],
  },
  {
    it: 'attributes without quotes',
    document:
      '<rss version=2.0><channel><item><title type=text>One</title><enclosure url=http://a.example/ length=1></item><item><title>Two</title></item></channel></rss>',
    titles: ['One', 'Two'],
  },
  {
    it: 'something behind the end',
    document: `${rss('<title>One</title></item><item><title>Two</title>')}<script src="/stats.js"></script><!-- 0.02 s -->`,
    titles: ['One', 'Two'],
  },
  {
    it: 'items of a feed within a feed',
    document:
      '<rss><channel><rss><channel><item><title>One</title></item></channel></rss><item><title>Two</title></item></channel></rss>',
    titles: ['One', 'Two'],
  },
  {
    it: 'CDATA without an end',
    document: rss('<title>One</title></item><item><title>Two</title><description><![CDATA[<p>fog'),
    titles: ['One', 'Two'],
  },
  {
    it: 'a stray less-than sign',
    document: rss('<title>One</title><description>3 < 5 and <3</description></item><item><title>Two</title>'),
    titles: ['One', 'Two'],
  },
  {
    it: 'hundreds of tags that are never closed',
    document: rss(
      `<title>One</title><description>${'a<br>'.repeat(2_000)}</description></item><item><title>Two</title>`,
    ),
    titles: ['One', 'Two'],
  },
])('readDocument() reads on after $it', ({ document, titles }) => {
  expect(read(document).items.map(({ title }) => title)).toEqual(titles);
});

test('readDocument() passes over what is left empty', () => {
  const empty =
    '<title/><media:title>Fog</media:title><description> </description><itunes:summary>Ferry in fog</itunes:summary>';
  expect(itemOf(rss(`${empty}<content:encoded/><guid/><author/><dc:creator>Ada Roe</dc:creator>`))).toMatchObject({
    id: null,
    title: 'Fog',
    summary: 'Ferry in fog',
    content: null,
    author: 'Ada Roe',
  });
});

test('readDocument() unpacks a feed that was packed as a file', () => {
  expect(itemOf(gzipSync(rss('<title>Fog</title>'))).title).toBe('Fog');
});

test.each([
  { it: 'entities within entities', document: laughs(), title: /^(?:&lol\d;){10}$/ },
  {
    it: 'a long entity many times',
    document: `<!DOCTYPE r [<!ENTITY a "${'a'.repeat(50_000)}">]>${rss(`<title>${'&a;'.repeat(1_000)}</title>`).slice(21)}`,
    title: /^(?:&a;){1000}$/,
  },
  {
    it: 'entities from elsewhere',
    document: `<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://169.254.169.254/"> %p;]>${rss('<title>&f;</title>').slice(21)}`,
    title: /^&f;$/,
  },
  {
    it: 'an entity that is declared',
    document: `<!DOCTYPE r [<!ENTITY pub "Gazette &amp; Mail">]>${rss('<title>The &pub;</title>').slice(21)}`,
    title: /^The Gazette & Mail$/,
  },
])('readDocument() bounds $it', ({ document, title }) => {
  expect(itemOf(document).title).toMatch(title);
});

function laughs(): string {
  const entities = Array.from(
    { length: 10 },
    (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index};`.repeat(10)}">`,
  );
  return `<!DOCTYPE lolz [<!ENTITY lol0 "lol">${entities.join('')}]>${rss('<title>&lol10;</title>').slice(21)}`;
}

const many = (count: number, text: string) => text.repeat(count);

test.each([
  { it: 'a nest without end', document: `<rss><channel>${many(200_000, '<a>')}` },
  { it: 'a nest in a text', document: rss(`<description>${many(200_000, '<a>')}</description>`) },
  { it: 'closing tags without end', document: rss(many(500_000, '</a>')) },
  { it: 'attributes without end', document: `<rss ${many(200_000, 'a="1" ')}><channel/></rss>` },
  {
    it: 'namespaces without end',
    document: `<rss ${Array.from({ length: 20_000 }, (_, index) => `xmlns:n${index}="u${index}"`).join(' ')}><channel><item/></channel></rss>`,
  },
  {
    it: 'namespaces within namespaces',
    document: `<rss ${Array.from({ length: 5_000 }, (_, index) => `xmlns:n${index}="u"`).join(' ')}><channel>${many(30_000, '<a xmlns:x="y"/>')}</channel></rss>`,
  },
  { it: 'an author of signs', document: rss(`<author>${many(200_000, '@')}</author>`) },
  { it: 'a tag without end', document: `<rss><channel><item title="${many(500_000, 'x')}` },
  { it: 'signs of tags without end', document: rss(`<description><![CDATA[${many(500_000, '<')}]]></description>`) },
  { it: 'a comment without end', document: `<rss><channel><item><title>a</title>${many(300_000, '<!-- ')}` },
  { it: 'a declaration without end', document: `<!DOCTYPE rss [${many(300_000, '<!ENTITY ')}` },
  { it: 'many elements', document: `<rss><channel>${many(700_000, '<i/>')}</channel></rss>` },
  { it: 'many titles of HTML', document: rss(`<title>${many(20_000, '&lt;b&gt;')}</title>`) },
  {
    it: 'words that nearly are a signature',
    document: rss(`<content:encoded>${many(20_000, ' The post ')}</content:encoded>`),
  },
  { it: 'deep JSON', document: `{"items":${many(50_000, '[')}` },
  { it: 'a bomb in a file', document: gzipSync(Buffer.alloc(40_000_000)) },
])('readDocument() has done with $it soon', ({ document }) => {
  const bytes = typeof document === 'string' ? Buffer.from(document) : document;
  expect(['feed', 'other']).toContain(readDocument(bytes, { contentType: null, address, now }).kind);
});

test('readDocument() makes something of any bytes', () => {
  const pieces = [
    '<rss>',
    '<channel>',
    '<item>',
    '</item>',
    '<title>',
    '</title>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '&amp;',
    '&#',
    ';',
    '"',
    '=',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    '<entry>',
    '<content type="xhtml">',
    '{',
    '"items":[',
    '<!DOCTYPE',
    '[',
    'xml:base="http://',
    '\u0000',
    'ü',
    '<',
    '>',
    '/',
    ' ',
  ];
  const broken = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 60 })
    .map((parts) => Buffer.from(parts.join('')));
  fc.assert(
    fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      const result = readDocument(bytes, { contentType: null, address, now });
      if (result.kind !== 'feed') return;
      for (const item of result.feed.items) {
        expect(item.url === null || /^https?:\/\//.test(item.url)).toBe(true);
        expect(item.title === null || item.title.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 1_500 },
  );
});
