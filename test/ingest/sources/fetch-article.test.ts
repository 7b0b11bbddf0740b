import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createFetcher, type Fetcher } from '../../../src/ingest/fetch/fetcher.ts';
import { createRobots, type Robots } from '../../../src/ingest/fetch/robots.ts';
import { fetchArticle, needsPage } from '../../../src/ingest/sources/fetch-article.ts';
import type { IncomingFeedItem } from '../../../src/model/feeds.ts';
import { startUnrulyServer, type UnrulyServer } from '../../fixtures/unruly-server.ts';

const now = new Date('2026-01-05T12:00:00Z');
let server: UnrulyServer;
let fetcher: Fetcher;
let robots: Robots;

beforeEach(async () => {
  server = await startUnrulyServer();
  fetcher = createFetcher({ allowHosts: server.allowHosts, contact: null, limits: { totalMs: 1_000 } });
  robots = createRobots(fetcher);
  onTestFinished(async () => {
    await fetcher.close();
    await server.close();
  });
});

const paragraphs = [
  'The ferry line to the northern islands will close for the winter, the harbour board decided on Tuesday.',
  '“Nobody wanted this,” said Ida Moss, who leads the board. “But the boats are older than most of our captains.”',
  'The board met for nine hours in the old customs house, and heard fishermen, teachers and two doctors.',
  'Moss told the islanders that a smaller boat would carry medicine and mail on Mondays and Thursdays.',
];
const text = paragraphs.join('\n');
const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
const summary = '<p>The ferry line will close for the winter.</p>';

function page(head: string, content = body): string {
  return `<!doctype html><html lang="en-GB"><head><title>Ferries stop</title>${head}</head><body><h1>Ferries stop</h1><article>${content}</article></body></html>`;
}

function servePage(path: string, html: string, headers: Record<string, string> = {}): void {
  server.serve(path, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body: html });
}

function item(given: Partial<IncomingFeedItem> = {}): IncomingFeedItem {
  return {
    id: 'ferry-1',
    url: `${server.origin}/news/ferry`,
    title: 'Ferries stop for now',
    summary,
    content: null,
    base: null,
    full: null,
    author: 'Ada Roe',
    published: '2026-01-04T10:00:00Z',
    updated: null,
    outlet: null,
    language: null,
    ...given,
  };
}

const article = (given: IncomingFeedItem, source = `${server.origin}/feed.xml`) =>
  fetchArticle(given, { fetcher, robots, now, source, feed: { title: 'The Gazette', language: 'en' } });

const foreign = 'https://planet.example/feed';

test('fetchArticle() takes the article of the page, and from the feed what the page does not tell', async () => {
  servePage('/news/ferry', page('<link rel="canonical" href="/news/ferry-stops">'));
  expect(await article(item())).toEqual({
    kind: 'article',
    article: {
      id: null,
      title: 'Ferries stop',
      text,
      outlet: 'The Gazette',
      url: `${server.origin}/news/ferry-stops`,
      published: '2026-01-04T10:00:00Z',
      author: 'Ada Roe',
    },
    extent: 'full',
    from: 'page',
    modified: null,
    language: 'en-GB',
    note: null,
    failure: null,
  });
});

test('fetchArticle() believes the page where it tells more', async () => {
  const data = {
    '@type': 'NewsArticle',
    headline: 'Islands lose their ferry',
    datePublished: '2026-01-03T07:30:00+01:00',
    dateModified: '2026-01-04T07:30:00+01:00',
    author: { '@id': '#ben' },
    publisher: { name: 'Courier' },
    inLanguage: 'en-US',
  };
  const graph = { '@graph': [data, { '@id': '#ben', '@type': 'Person', name: 'Ben Lund' }] };
  servePage('/news/ferry', page(`<script type="application/ld+json">${JSON.stringify(graph)}</script>`));
  expect(await article(item())).toMatchObject({
    article: {
      title: 'Islands lose their ferry',
      outlet: 'Courier',
      author: 'Ben Lund',
      published: '2026-01-03T07:30:00+01:00',
    },
    modified: '2026-01-04T07:30:00+01:00',
    language: 'en-US',
  });
});

test('fetchArticle() fetches nothing when the feed carries the whole article', async () => {
  const whole = item({
    content: `${body}<p>The post <a href="/">Ferries</a> appeared first on <a href="/">Gazette</a>.</p>`,
    full: 'content',
  });
  expect(needsPage(whole, `${server.origin}/feed.xml`)).toBe(false);
  expect(await article(whole)).toMatchObject({
    kind: 'article',
    article: { id: null, text, outlet: 'The Gazette' },
    extent: 'full',
    from: 'feed',
    note: null,
  });
  expect(server.requests).toEqual([]);
});

test.each([
  { it: 'is missing', serve: () => server.serve('/news/ferry', { status: 404 }), kind: 'not-found', note: /404/ },
  { it: 'is forbidden', serve: () => server.serve('/news/ferry', { status: 403 }), kind: 'denied', note: /403/ },
  { it: 'does not come', serve: () => server.serve('/news/ferry', { status: 503 }), kind: 'server-error', note: /503/ },
  {
    it: 'has no article',
    serve: () => servePage('/news/ferry', '<html><body><script>app()</script></body></html>'),
    kind: 'no-article',
    note: /no text of an article/,
  },
  {
    it: 'is a picture',
    serve: () => server.serve('/news/ferry', { headers: { 'content-type': 'image/png' }, body: 'PNG' }),
    kind: 'no-article',
    note: /image\/png/,
  },
  {
    it: 'asks to accept cookies first',
    serve: () => servePage('/news/ferry', page('', '<p>We value your privacy. Accept.</p>')),
    kind: 'no-article',
    note: /less of it than the feed tells/,
  },
  {
    it: 'nests without end',
    serve: () => servePage('/news/ferry', '<div>'.repeat(1_000)),
    kind: 'no-article',
    note: /nested/,
  },
  {
    it: 'is for subscribers',
    serve: () =>
      servePage(
        '/news/ferry',
        page(
          '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>',
          `<p>${paragraphs[0]?.slice(0, 40)}</p>`,
        ),
      ),
    kind: 'denied',
    note: /subscribers only/,
  },
  {
    it: 'is not for bots',
    serve: () => server.serve('/robots.txt', { body: 'User-agent: *\nDisallow: /news' }),
    kind: 'robots',
    note: /robots\.txt of .* asks bots to keep away/,
  },
  {
    it: 'stands where robots.txt cannot be had',
    serve: () => server.serve('/robots.txt', { status: 500 }),
    kind: 'robots',
    note: /cannot be read/,
  },
])('fetchArticle() keeps the summary and says why when the page $it', async ({ serve, kind, note }) => {
  serve();
  expect(await article(item())).toMatchObject({
    kind: 'article',
    article: {
      id: null,
      title: 'Ferries stop for now',
      text: 'The ferry line will close for the winter.',
      url: `${server.origin}/news/ferry`,
    },
    extent: 'summary',
    from: 'feed',
    note: expect.stringMatching(note),
    failure: { kind },
  });
});

test('fetchArticle() prefers what the page shows before its wall to a shorter summary, and marks it', async () => {
  servePage('/news/ferry', page('<meta property="article:content_tier" content="locked">'));
  expect(await article(item())).toMatchObject({
    article: { text },
    extent: 'summary',
    from: 'page',
    note: expect.stringMatching(/subscribers/),
  });
});

test('fetchArticle() takes a page for free that says otherwise and shows everything', async () => {
  servePage('/news/ferry', page('<meta property="article:content_tier" content="metered">', body.repeat(5)));
  expect(await article(item())).toMatchObject({ extent: 'full', from: 'page', note: null });
});

test('fetchArticle() has nothing to give where neither feed nor page has a text', async () => {
  server.serve('/news/ferry', { status: 410 });
  expect(await article(item({ summary: null }))).toMatchObject({ kind: 'failed', failure: { kind: 'gone' } });
  expect(await article(item({ summary: null, url: null }))).toMatchObject({
    kind: 'failed',
    failure: { kind: 'no-article' },
  });
});

test.each([
  { it: 'of another site', canonical: 'https://victim.example/news/ferry' },
  { it: 'of another subdomain', canonical: 'http://a.127.0.0.1.example/news' },
  { it: 'of the front page', canonical: '/' },
  { it: 'that runs code', canonical: 'javascript:alert(1)' },
])('fetchArticle() does not believe a page that gives the address $it', async ({ canonical }) => {
  servePage(
    '/news/ferry',
    page(`<link rel="canonical" href="${canonical}"><meta property="og:url" content="${canonical}">`),
  );
  expect(await article(item())).toMatchObject({ article: { id: null, url: `${server.origin}/news/ferry` } });
});

test('fetchArticle() follows a page for phones to the article itself, which has to say so', async () => {
  const { port } = new URL(server.origin);
  const own = `http://localhost:${port}/news/ferry`;
  servePage('/amp/ferry', page(`<link rel="canonical" href="${own}">`).replace('<html', '<html amp'));
  servePage(
    '/news/ferry',
    page(
      '',
      `${body}<p>The board meets again in March, and the islanders have asked to be heard before it decides.</p>`,
    ),
  );
  const got = await article(item({ url: `${server.origin}/amp/ferry` }));
  expect(got).toMatchObject({ article: { url: own, text: expect.stringMatching(/again in March/) }, extent: 'full' });
});

test('fetchArticle() asks nobody else because of a page that is none for phones', async () => {
  const { port } = new URL(server.origin);
  servePage('/news/copy', page(`<link rel="canonical" href="http://localhost:${port}/news/ferry">`));
  const url = `${server.origin}/news/copy`;
  expect(await article(item({ url }))).toMatchObject({ article: { url, text } });
  expect(server.requests.map(({ path }) => path)).not.toContain('/news/ferry');
});

test('fetchArticle() keeps the page for phones where the article itself cannot be had', async () => {
  const { port } = new URL(server.origin);
  servePage(
    '/amp/ferry',
    page(`<link rel="canonical" href="http://localhost:${port}/status/404">`).replace('<html', '<html amp'),
  );
  const url = `${server.origin}/amp/ferry`;
  expect(await article(item({ url }))).toMatchObject({ article: { url, text }, extent: 'full' });
});

test('fetchArticle() follows redirects to the address that the article is known by', async () => {
  server.serve('/r/1', { status: 302, headers: { location: '/news/ferry?utm_source=feed' } });
  servePage('/news/ferry', page('<link rel="canonical" href="/news/ferry">'));
  expect(await article(item({ url: `${server.origin}/r/1` }))).toMatchObject({
    article: { url: `${server.origin}/news/ferry` },
  });
});

test('fetchArticle() asks the page for what another host tells of it', async () => {
  servePage('/news/ferry', page(''));
  const whole = item({ content: '<p>Something else entirely.</p>'.repeat(10), full: 'content' });
  expect(needsPage(whole, foreign)).toBe(true);
  expect(await article(whole, foreign)).toMatchObject({
    article: { id: null, text, url: `${server.origin}/news/ferry`, outlet: null },
    from: 'page',
  });
});

test.each([
  { it: 'a whole article', given: { content: body, full: 'content' as const }, extent: 'full' },
  { it: 'a summary', given: {}, extent: 'summary' },
])(
  'fetchArticle() gives $it that another host tells an id of its own, so that it replaces nothing',
  async ({ given, extent }) => {
    server.serve('/news/ferry', { status: 404 });
    const told = await article(item(given), foreign);
    expect(told).toMatchObject({
      extent,
      from: 'feed',
      article: { id: expect.stringMatching(/^feed:[\w-]{16}:[\w-]{16}$/) },
    });
    const again = await article(item({ ...given, title: 'Changed' }), foreign);
    const others = [
      await article(item({ ...given, id: 'ferry-2' }), foreign),
      await article(item(given), 'https://other.example/feed'),
    ];
    const idOf = (one: typeof told) => (one.kind === 'article' ? one.article.id : null);
    expect(idOf(again)).toBe(idOf(told));
    for (const other of others) expect(idOf(other)).not.toBe(idOf(told));
  },
);

test.each([
  { it: 'the header', type: 'text/html; charset=windows-1252', meta: '' },
  { it: 'a meta tag', type: 'text/html', meta: '<meta charset="windows-1252">' },
  {
    it: 'a meta tag of the old kind',
    type: 'text/html',
    meta: '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
  },
  { it: 'nothing', type: 'text/html', meta: '' },
])('fetchArticle() decodes a page by $it', async ({ type, meta }) => {
  const html = page(meta, body).replace('Ida Moss', 'Ida Größe').replaceAll('“', '\x93').replaceAll('”', '\x94');
  server.serve('/news/ferry', { headers: { 'content-type': type }, body: Buffer.from(html, 'latin1') });
  const got = await article(item());
  expect(got).toMatchObject({ extent: 'full', article: { text: text.replace('Ida Moss', 'Ida Größe') } });
});
