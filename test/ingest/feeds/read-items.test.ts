import { expect, test } from 'vitest';
import { atom, atom03, itemOf, json, read, rss } from './made-documents.ts';

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
