import { expect, test } from 'vitest';
import { readPage } from '../../../src/ingest/pages/read-page.ts';

const address = 'https://gazette.example/news/ferry';
const sentences = [
  'The ferry line to the northern islands will close for the winter, the harbour board decided on Tuesday.',
  '“Nobody wanted this,” said <a href="/moss">Ida Moss</a>, who leads the board. “But the boats are older than most of our captains.”',
  'The board met for nine hours in the <em>old customs house</em>, and heard fishermen, teachers and two doctors.',
  'Moss told the islanders that a smaller boat would carry medicine and mail on Mondays &amp; Thursdays.',
  'Two captains said they would leave. A third, who asked not to be named, said that he had been told in March.',
  'Whether the line opens again in spring depends on a grant, for which the board will apply in January.',
];
const plain = sentences.map((sentence) => sentence.replace(/<[^>]+>/g, '').replace('&amp;', '&'));
const body = sentences.map((sentence) => `<p>${sentence}</p>`).join('\n');

function page(content: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferries stop</title>${head}</head><body>
    <h1>Ferries stop</h1><article>${content}</article></body></html>`;
}

/** The article with something in its midst. */
function around(noise: string): string {
  return page(body.replace('</p>\n<p>The board', `</p>\n${noise}\n<p>The board`));
}

test.each([
  {
    it: 'a figure with its caption',
    noise: '<figure><img src="a.jpg" alt="A boat"><figcaption>A boat last year. Photo: Someone</figcaption></figure>',
  },
  {
    it: 'a caption in a division',
    noise:
      '<div class="image"><img src="a.jpg"><div class="image__caption">A boat last year. Photo: Someone</div></div>',
  },
  {
    it: 'a caption that WordPress made',
    noise: '<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">A boat last year.</p></div>',
  },
  {
    it: 'a box for a newsletter',
    noise:
      '<div class="newsletter-box"><h3>The morning letter</h3><p>All the news at seven. By signing up you agree to our terms of use and our policy on privacy.</p><form><input><button>Sign up</button></form></div>',
  },
  { it: 'an inset to subscribe', noise: '<section id="inline-subscribe"><p>Support us from 1 a month.</p></section>' },
  {
    it: 'a bar to share',
    noise: '<ul class="share-bar"><li><a href="#">Facebook</a></li><li><a href="#">Copy link</a></li></ul>',
  },
  { it: 'words to share', noise: '<p>Share this article</p><div>Copy link</div>' },
  {
    it: 'a list of related stories',
    noise:
      '<div class="related-stories"><h4>Related</h4><ul><li><a href="/a">Fish dearer</a></li><li><a href="/b">Tunnel after all</a></li></ul></div>',
  },
  { it: 'a side column', noise: '<aside><h2>At a glance</h2><p>Three boats, two captains, one island.</p></aside>' },
  {
    it: 'an invitation to read more',
    noise: '<p><strong><a href="/a">READ MORE: Fish dearer than ever</a></strong></p>',
  },
  { it: 'an invitation before a link', noise: '<p>Read more: <a href="/a">Fish dearer than ever</a></p>' },
  { it: 'an invitation to see also', noise: '<p class="css-1">See also: <a href="/a">Fish dearer than ever</a>.</p>' },
  {
    it: 'an advertisement',
    noise: '<div class="ad-slot"><span>Advertisement</span></div><p>Story continues below advertisement</p>',
  },
  {
    it: 'a script, a style and a form',
    noise:
      '<script>document.write("<p>never</p>")</script><style>p{}</style><noscript><p>Switch on JavaScript.</p></noscript><form><p>Your mail</p><input></form>',
  },
  {
    it: 'a paragraph that is hidden from all',
    noise: '<p hidden>An editor asked whether the harbour master had really said that the line would be sold.</p>',
  },
  {
    it: 'a paragraph that is hidden from readers aloud',
    noise: '<p aria-hidden="true">The picture shows the quay of the northern island on a morning in the winter.</p>',
  },
  {
    it: 'what is hidden',
    noise:
      '<p style="display:none">Invisible ink.</p><div hidden>Invisible too.</div><span class="sr-only">Opens in a new window</span>',
  },
  { it: 'navigation', noise: '<nav><a href="/">Home</a></nav><div role="navigation"><a href="/">Home</a></div>' },
  { it: 'a comment', noise: '<!-- <p>Not for you.</p> -->' },
  {
    it: 'embedded media',
    noise: '<iframe src="https://video.example/"></iframe><video><p>No video.</p></video><svg><text>Chart</text></svg>',
  },
])('readPage() leaves out $it', ({ noise }) => {
  expect(readPage(around(noise), address).lines).toEqual(plain);
});

test.each([
  { it: 'a heading', given: '<h2>What comes next</h2>', line: 'What comes next' },
  {
    it: 'a quotation',
    given: '<blockquote><p>We will miss the boat.</p></blockquote>',
    line: 'We will miss the boat.',
  },
  {
    it: 'a list',
    given: '<ul><li>Mondays: mail, medicine and whatever else is small enough for it.</li></ul>',
    line: 'Mondays: mail, medicine and whatever else is small enough for it.',
  },
  {
    it: 'a paragraph that speaks of sharing',
    given: '<p>Share prices fell, and the board must read more about them.</p>',
    line: 'Share prices fell, and the board must read more about them.',
  },
  {
    it: 'a paragraph about a newsletter',
    given: '<p>The newsletter of the board did not say a word about it until Friday.</p>',
    line: 'The newsletter of the board did not say a word about it until Friday.',
  },
  {
    it: 'a paragraph that begins with a link',
    given: '<p><a href="/a">Watch</a> makers have left the islands, too, for want of customers.</p>',
    line: 'Watch makers have left the islands, too, for want of customers.',
  },
  {
    it: 'lines within a paragraph',
    given: '<p>First line of the poem<br>second line of the poem</p>',
    line: 'second line of the poem',
  },
])('readPage() keeps $it', ({ given, line }) => {
  expect(readPage(around(given), address).lines).toContain(line);
});

test.each([
  { it: 'the headline', before: '<h2>Ferries stop</h2>', after: '' },
  { it: 'who wrote it', before: '<p>By Ada Roe</p>', after: '' },
  { it: 'who wrote it where', before: '<p>Ada Roe, The Gazette</p>', after: '' },
  {
    it: 'when it was published',
    before: '<p>Published: 7 January 2025 18:00 GMT</p><p>Updated 2 hours ago</p>',
    after: '',
  },
  { it: 'how long it takes', before: '<p>5 min read</p><p>3 hours ago</p>', after: '' },
  { it: 'whose it is', before: '', after: '<p>© 2025 The Gazette. All rights reserved.</p>' },
  {
    it: 'what it is about',
    before: '',
    after: '<p>Topics: <a href="/t/a">Ferries</a>, <a href="/t/b">Islands</a></p>',
  },
  { it: 'where to follow', before: '', after: '<p>Follow us on Mastodon and elsewhere</p>' },
])('readPage() leaves out $it around the article', ({ before, after }) => {
  const head = '<meta name="author" content="Ada Roe"><meta property="og:site_name" content="The Gazette">';
  expect(readPage(page(`${before}${body}${after}`, head), address).lines).toEqual(plain);
});

test('readPage() keeps what only resembles a frame', () => {
  const given = [
    'Published accounts show a loss of 3 million. The board knew.',
    'Ada Roe said on Monday that she would not pay.',
  ];
  const head = '<meta name="author" content="Ada Roe">';
  const html = page(`${given.map((line) => `<p>${line}</p>`).join('')}${body}`, head);
  expect(readPage(html, address).lines).toEqual([...given, ...plain]);
});

test('readPage() takes the text of the structured data where the page waits for its scripts', () => {
  const data = ld({ '@type': 'NewsArticle', articleBody: `${plain.join('\n\n')}\n3 &lt; 5` });
  const html = `<html><head>${data}</head><body><div id="app"><p>Loading the story, one moment please.</p></div></body></html>`;
  expect(readPage(html, address).lines).toEqual([...plain, '3 < 5']);
});

test('readPage() keeps an article that is full of links', () => {
  const linked = Array.from(
    { length: 12 },
    (_, index) =>
      `<p>The board heard <a href="/p/${index}">witness number ${index}</a>, who said that the ferry had been late on most days of that winter, and <a href="/q/${index}">another</a>.</p>`,
  );
  const { lines } = readPage(page(`<div><div>${linked.join('')}</div></div>`), address);
  expect(lines).toHaveLength(12);
});

test('readPage() keeps an article in a box that is called like something else', () => {
  for (const name of ['subscribe-wall newsletter', 'social-column', 'comments', 'sidebar']) {
    expect(readPage(page(`<div class="${name}">${body}</div>`), address).lines).toEqual(plain);
  }
});

test('readPage() finds the article among everything that a front page hangs around it', () => {
  const menu = Array.from({ length: 40 }, (_, index) => `<li><a href="/s/${index}">Section ${index}</a></li>`).join('');
  const cards = Array.from(
    { length: 30 },
    (_, index) =>
      `<div class="card"><a href="/n/${index}"><img src="a.jpg"><h3>Headline number ${index}</h3></a><p>Teaser ${index}.</p></div>`,
  ).join('');
  const html = `<html><head><title>Ferries stop | The Gazette</title></head><body><header><ul>${menu}</ul></header>
    <div class="cookie-banner"><p>We use cookies and similar means to improve what we do for you.</p></div>
    <main><h1>Ferries stop</h1><div class="story">${body}</div></main><div class="more">${cards}</div><footer><ul>${menu}</ul></footer></body></html>`;
  expect(readPage(html, address).lines).toEqual(plain);
});

test.each([
  { it: 'without the outlet behind a sign', title: 'Ferries stop | The Gazette', named: 'Ferries stop' },
  {
    it: 'without the outlet behind a dash',
    title: 'Ferries stop - again – The Gazette',
    named: 'Ferries stop - again',
  },
  { it: 'whole where it speaks of the outlet', title: 'How I left The Gazette', named: 'How I left The Gazette' },
  { it: 'whole where it is nothing but the outlet', title: 'The Gazette', named: 'The Gazette' },
  { it: 'whole where another stands behind it', title: 'Ferries stop | Islands', named: 'Ferries stop | Islands' },
])('readPage() takes the title $it', ({ title, named }) => {
  const html = `<html><head><title>${title}</title><meta property="og:site_name" content="The Gazette"></head><body>${body}</body></html>`;
  expect(readPage(html, address).title).toBe(named);
});

const ld = (thing: object | string) =>
  `<script type="application/ld+json">${typeof thing === 'string' ? thing : JSON.stringify(thing)}</script>`;

test.each([
  {
    it: 'structured data',
    head: ld({
      '@type': 'NewsArticle',
      headline: 'Islands &amp; ferries',
      author: [{ name: 'Ada Roe' }, null],
      publisher: { name: 'Courier' },
      datePublished: '2025-01-07',
      dateModified: '2025-01-08',
      inLanguage: 'en-US',
      isAccessibleForFree: false,
    }),
    expected: {
      title: 'Islands & ferries',
      author: 'Ada Roe',
      outlet: 'Courier',
      published: '2025-01-07',
      modified: '2025-01-08',
      language: 'en-US',
      isFree: false,
    },
  },
  {
    it: 'structured data with a broken string',
    head: ld('{"@type":"NewsArticle","headline":"Islands\n lose"}'),
    expected: { title: 'Islands lose' },
  },
  {
    it: 'structured data in comment marks',
    head: ld('<!-- {"@type":"Article","headline":"Islands lose"} -->'),
    expected: { title: 'Islands lose' },
  },
  {
    it: 'structured data of a page about an article',
    head: ld({ '@type': 'WebPage', mainEntity: { '@type': 'ReportageNewsArticle', headline: 'Islands lose' } }),
    expected: { title: 'Islands lose' },
  },
  {
    it: 'people that are named elsewhere',
    head: ld({
      '@graph': [
        { '@type': 'Article', author: [{ '@id': '#a' }], publisher: { '@id': '#p' } },
        { '@id': '#a', name: 'Ada Roe' },
        { '@id': '#p', name: 'Courier' },
      ],
    }),
    expected: { author: 'Ada Roe', outlet: 'Courier' },
  },
  {
    it: 'words for false',
    head: ld({ '@type': 'Article', isAccessibleForFree: 'http://schema.org/False' }),
    expected: { isFree: false },
  },
  { it: 'words for true', head: ld({ '@type': 'Article', isAccessibleForFree: 'True' }), expected: { isFree: true } },
  {
    it: 'OpenGraph',
    head: '<meta property="og:site_name" content="Courier"><meta property="article:published_time" content="2025-01-07"><meta property="article:modified_time" content="2025-01-08"><meta property="og:locale" content="en_GB"><meta property="article:author" content="https://courier.example/ada"><meta name="author" content="By Ada Roe">',
    expected: { outlet: 'Courier', published: '2025-01-07', modified: '2025-01-08', author: 'Ada Roe', language: 'en' },
  },
  {
    it: 'Dublin Core',
    head: '<meta name="DC.publisher" content="Courier"><meta name="DC.date.issued" content="2025-01-07"><meta name="DC.creator" content="Ada Roe">',
    expected: { outlet: 'Courier', published: '2025-01-07', author: 'Ada Roe' },
  },
  {
    it: 'microdata',
    head: '<meta itemprop="datePublished" content="2025-01-07"><meta itemprop="dateModified" content="2025-01-08">',
    expected: { published: '2025-01-07', modified: '2025-01-08' },
  },
  {
    it: 'a relative canonical address',
    head: '<link rel="canonical" href="/news/ferry-stops">',
    expected: { canonical: 'https://gazette.example/news/ferry-stops' },
  },
  {
    it: 'the address of OpenGraph',
    head: '<meta property="og:url" content="https://gazette.example/f">',
    expected: { canonical: 'https://gazette.example/f' },
  },
  {
    it: 'the address of structured data',
    head: ld({ '@type': 'Article', mainEntityOfPage: 'https://gazette.example/f' }),
    expected: { canonical: 'https://gazette.example/f' },
  },
  {
    it: 'that it is for subscribers',
    head: '<meta property="article:content_tier" content="locked">',
    expected: { isFree: false },
  },
  {
    it: 'nothing',
    head: '',
    expected: {
      title: 'Ferries stop',
      outlet: null,
      author: null,
      published: null,
      modified: null,
      language: 'en',
      canonical: null,
      isAmp: false,
      isFree: null,
    },
  },
])('readPage() is told by $it', ({ head, expected }) => {
  expect(readPage(page(body, head), address)).toMatchObject({ lines: plain, ...expected });
});

test.each([
  {
    it: 'marked',
    html: `<time datetime="2025-01-01">x</time>${page(`<time itemprop="datePublished" datetime="2025-01-07">x</time>${body}`)}`,
    published: '2025-01-07',
  },
  {
    it: 'the first of the article',
    html: `<time datetime="2025-01-01">x</time>${page(`<time datetime="2025-01-07">x</time><time datetime="2025-01-08">x</time>${body}`)}`,
    published: '2025-01-07',
  },
  { it: 'in a side column', html: page(`<aside><time datetime="2025-01-01">x</time></aside>${body}`), published: null },
])('readPage() takes a time that is $it for its date: $published', ({ html, published }) => {
  expect(readPage(html, address).published).toBe(published);
});

test('readPage() tells a page for phones', () => {
  expect(readPage(page(body).replace('<html', '<html ⚡'), address).isAmp).toBe(true);
  expect(readPage(page(body).replace('<html', '<html amp'), address).isAmp).toBe(true);
});

test('readPage() runs no script', () => {
  Reflect.deleteProperty(globalThis, 'ran');
  readPage(page(`<script>globalThis.ran = true</script><img src="x" onerror="globalThis.ran = true">${body}`), address);
  expect('ran' in globalThis).toBe(false);
});

test.each([
  { it: 'unclosed scripts', html: '<script>'.repeat(100_000) },
  { it: 'structured data without end', html: '<script type="application/ld+json">{'.repeat(20_000) },
  { it: 'deep structured data', html: ld('['.repeat(100_000)) },
  { it: 'declarations without end', html: '<!doctype'.repeat(100_000) },
  { it: 'titles without end', html: '<title'.repeat(100_000) },
  { it: 'attributes without end', html: `<p ${'a="1" '.repeat(100_000)}>` },
])('readPage() has done with $it soon', ({ html }) => {
  expect(readPage(html, address).lines).toEqual([]);
});

test.each([
  { it: 'a nest without end', html: '<div>'.repeat(1_000) },
  { it: 'signs that begin no tag', html: '<'.repeat(400_000) },
  { it: 'a menu without an end', html: `<nav>${'<b></b>'.repeat(200_000)}` },
  { it: 'many elements deep down', html: `${'<h1>'.repeat(200)}${'<h1></h1>'.repeat(10_000)}` },
])('readPage() refuses $it', ({ html }) => {
  expect(() => readPage(html, address)).toThrow(/expected a page/);
});
