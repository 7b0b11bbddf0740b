import { expect, test } from 'vitest';
import { readHtml } from '../../src/ingest/html.ts';

const paragraphs = [
  'The ferry line to the northern islands will close for the winter, the harbour board decided on Tuesday.',
  '“Nobody wanted this,” said Ida Moss, who leads the board. “But the boats are older than most of our captains.”',
  'The board met for nine hours in the old customs house, and heard fishermen, teachers and two doctors.',
  'Moss told the islanders that a smaller boat would carry medicine and mail on Mondays &amp; Thursdays.',
];
const text = paragraphs.join('\n').replace('&amp;', '&');
const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Ferries stop | The Test Gazette</title>
<link rel="canonical" href="https://gazette.example/ferries">
<meta property="og:site_name" content="The Test Gazette">
<meta property="article:published_time" content="2025-01-07T18:00:00Z">
<meta name="author" content="By Ada Roe">
<style>p { color: red }</style></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<header><h1>Ferries stop</h1></header>
<article><figure><img src="x.jpg" alt="A boat"><figcaption>A boat in the harbour last year.</figcaption></figure>
${body.replace('</p>', '</p><p><strong><a href="/more">Read more: a tunnel after all</a></strong></p><p>Related: <a href="/b">Fish</a></p>')}
<script>document.write('never')</script><aside><p>Sign up for our letter.</p></aside>
<p>Advertisement</p></article>
<footer><p>Copyright The Test Gazette</p></footer></body></html>`;

test('readHtml() reads the article of a page and what its meta tags say', () => {
  expect(readHtml(page)).toEqual({
    article: {
      id: null,
      title: 'Ferries stop',
      text,
      outlet: 'The Test Gazette',
      url: 'https://gazette.example/ferries',
      published: '2025-01-07T18:00:00Z',
      author: 'Ada Roe',
    },
    warnings: [],
  });
});

test.each([
  { it: 'alone', wrap: (thing: object) => thing },
  { it: 'in a list', wrap: (thing: object) => [{ '@type': 'Organization', name: 'No article' }, thing] },
  {
    it: 'in a graph',
    wrap: (thing: object) => ({ '@context': 'https://schema.org', '@graph': [{ '@type': 'WebPage' }, thing] }),
  },
])('readHtml() prefers structured data that stands $it', ({ wrap }) => {
  const thing = {
    '@type': ['NewsArticle'],
    headline: 'Islands lose\n their ferry',
    datePublished: '2025-01-08T07:30:00+01:00',
    author: [{ '@type': 'Person', name: 'Ada Roe' }, 'Ben Lund'],
    publisher: { '@type': 'Organization', name: 'Gazette' },
    mainEntityOfPage: { '@id': 'https://gazette.example/islands' },
  };
  const html = `<html><head><script type="application/ld+json">{ broken</script><script type="application/ld+json">${JSON.stringify(wrap(thing))}</script></head><body><article>${body}</article></body></html>`;
  expect(readHtml(html).article).toEqual({
    id: null,
    title: 'Islands lose their ferry',
    text,
    outlet: 'Gazette',
    url: 'https://gazette.example/islands',
    published: '2025-01-08T07:30:00+01:00',
    author: 'Ada Roe, Ben Lund',
  });
});

test.each([
  { it: 'a piece of a page', html: body },
  { it: 'a page without the tags that may be left out', html: `<!doctype html><title>x</title>${body}` },
  {
    it: 'paragraphs that are not closed',
    html: `<html><body>${paragraphs.map((paragraph) => `<p>${paragraph}`).join('\n')}`,
  },
  { it: 'tags in capitals', html: `<HTML><BODY><DIV>${body.replaceAll('p>', 'P>')}</DIV></BODY></HTML>` },
  { it: 'line breaks for paragraphs', html: `<div>${paragraphs.join('<br><br>\n')}</div>` },
  { it: 'paragraphs broken over lines', html: `<article>${body.replaceAll(' the ', '\n  the\t')}</article>` },
])('readHtml() reads $it', ({ html }) => {
  expect(readHtml(html).article.text).toBe(text);
});

test('readHtml() falls back on the text in the structured data', () => {
  const data = JSON.stringify({ '@type': 'NewsArticle', articleBody: 'One line.\n\nAnother line.' });
  const html = `<html><body><script type="application/ld+json">${data}</script></body></html>`;
  expect(readHtml(html).article.text).toBe('One line.\nAnother line.');
});

test('readHtml() leaves unknown what the page does not say', () => {
  expect(readHtml(body).article).toMatchObject({ id: null, outlet: null, url: null, published: null, author: null });
});

test.each([
  {
    it: 'its one heading',
    html: `<title>Ferries stop - Gazette</title><h1>Ferries\n stop</h1>${body}`,
    title: 'Ferries stop',
  },
  {
    it: 'its title, where there are several headings',
    html: `<title>Ferries stop</title><h1>Gazette</h1><h1>News</h1>${body}`,
    title: 'Ferries stop',
  },
  {
    it: 'its title, where the heading is another',
    html: `<title>Ferries stop</title><h1>Gazette</h1>${body}`,
    title: 'Ferries stop',
  },
  { it: 'its heading, where there is nothing else', html: `<h1>Ferries stop</h1>${body}`, title: 'Ferries stop' },
  { it: 'nothing', html: body, title: null },
])('readHtml() takes the title of a page from $it', ({ html, title }) => {
  expect(readHtml(html).article).toMatchObject({
    title,
    text: expect.stringMatching(/^(?:Gazette\n(?:News\n)?)?The ferry line/),
  });
});

test('readHtml() takes the one time of a page for its date, and guesses none from several', () => {
  const time = '<time datetime="2025-01-07T18:00:00Z">Tuesday</time>';
  expect(readHtml(`${time}${body}`).article.published).toBe('2025-01-07T18:00:00Z');
  expect(readHtml(`${time}${body}<div>${time}</div>`).article.published).toBeNull();
});

test('readHtml() makes no link of an address that runs code', () => {
  expect(
    readHtml(`<html><head><link rel="canonical" href="javascript:alert(1)"></head><body>${body}</body></html>`).article
      .url,
  ).toBeNull();
});

test('readHtml() keeps a heading that only begins like an invitation', () => {
  const { article } = readHtml(`<article>${body}<h2>Watch makers leave town</h2>${body}</article>`);
  expect(article.text.split('\n')).toContain('Watch makers leave town');
});

test.each([
  { it: 'an element that is never closed', html: `<nav>${body}` },
  {
    it: 'a script that writes tags',
    html: `<script>'</nav><nav><!--'; "<aside>"</script>${body}<!-- --><script>"-->"</script>`,
  },
  { it: 'comments that look like tags', html: `<!-- <aside> -->${body}<!-- <nav> --><!---->` },
  {
    it: 'a side column within a side column',
    html: `<aside>A<aside>B</aside>C</aside>${body}<footer>D<nav>E</nav></footer>`,
  },
])('readHtml() reads past $it', ({ html }) => {
  expect(readHtml(html).article.text).toBe(text);
});

test.each([
  {
    it: 'a page without an article',
    html: '<html><body><script>app()</script></body></html>',
    reason: /found no text/,
  },
  { it: 'an endless nest', html: '<div>'.repeat(100_000), reason: /nested/ },
])('readHtml() refuses $it', ({ html, reason }) => {
  expect(() => readHtml(html)).toThrow(reason);
});
