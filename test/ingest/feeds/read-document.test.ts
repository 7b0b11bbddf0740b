import { expect, test } from 'vitest';
import { address, atom, atom03, itemOf, json, rdf, read, rss } from './made-documents.ts';

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
