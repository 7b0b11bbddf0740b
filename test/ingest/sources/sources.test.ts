import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createFetcher, type Fetcher } from '../../../src/ingest/fetch/fetcher.ts';
import { createRobots, type Robots } from '../../../src/ingest/fetch/robots.ts';
import { pollSource } from '../../../src/ingest/sources/poll-source.ts';
import { readSource } from '../../../src/ingest/sources/read-source.ts';
import { smallFeed, startUnrulyServer, type UnrulyServer } from '../../fixtures/unruly-server.ts';

const now = new Date('2026-01-05T12:00:00Z');
let server: UnrulyServer;
let fetcher: Fetcher;
let robots: Robots;

beforeEach(async () => {
  server = await startUnrulyServer();
  fetcher = createFetcher({ allowHosts: server.allowHosts, contact: null, limits: { totalMs: 2_000 } });
  robots = createRobots(fetcher);
  onTestFinished(async () => {
    await fetcher.close();
    await server.close();
  });
});

const read = (path: string) => readSource(`${server.origin}${path}`, { fetcher, robots, now });

function servePage(path: string, html: string): void {
  server.serve(path, { headers: { 'content-type': 'text/html; charset=utf-8' }, body: `<!doctype html>${html}` });
}

test('readSource() reads a feed at once', async () => {
  expect(await read('/feed.xml')).toMatchObject({
    kind: 'feed',
    address: `${server.origin}/feed.xml`,
    foundOn: null,
    feed: {
      format: 'rss',
      title: 'The Small Gazette',
      homepage: `${server.origin}/`,
      items: [
        {
          id: 'ferry-1',
          url: `${server.origin}/news/ferry`,
          title: 'Ferry back in service',
          published: '2025-01-06T08:00:00Z',
        },
      ],
    },
  });
});

test('readSource() keeps the address to which a feed has moved for good', async () => {
  expect(await read('/redirects/2?status=301')).toMatchObject({ kind: 'feed', address: `${server.origin}/feed.xml` });
  const path = '/redirects/2?status=302';
  expect(await read(path)).toMatchObject({ kind: 'feed', address: `${server.origin}${path}` });
});

test.each([
  { it: 'the feed that a page links', head: '<link rel="alternate" type="application/rss+xml" href="/feed.xml">' },
  { it: 'a feed in capitals and without quotes', head: '<LINK REL=Alternate TYPE=application/rss+xml HREF=/feed.xml>' },
  {
    it: 'a feed beside its own page in another language',
    head: `<link rel="alternate" hreflang="de" href="/de">
      <link rel="alternate feed" type="application/rss+xml; charset=utf-8" href="feed.xml">`,
  },
  {
    it: 'one feed offered in two formats',
    head: `<link rel="alternate" type="application/rss+xml" title="News (RSS)" href="/rss2">
      <link rel="alternate" type="application/atom+xml" title="News (Atom)" href="/feed.xml">`,
  },
  {
    it: 'a feed counted from the base of the page',
    head: `<base href="/deep/"><link rel=alternate type=text/xml title="RSS" href="../feed.xml">`,
  },
  { it: 'a link that looks like a feed', head: '</head><body><a href="/feed.xml">RSS</a><a href="/news">News</a>' },
])('readSource() finds $it', async ({ head }) => {
  servePage('/', `<html><head><title>Gazette</title>${head}</html>`);
  expect(await read('/')).toMatchObject({
    kind: 'feed',
    address: `${server.origin}/feed.xml`,
    foundOn: `${server.origin}/`,
  });
});

test('readSource() looks at the usual places when a page tells of no feed', async () => {
  servePage('/', '<html><head><title>Gazette</title></head><body><a href="/news">News</a></body></html>');
  expect(await read('/')).toMatchObject({ kind: 'feed', address: `${server.origin}/feed.xml` });
});

test('readSource() offers a choice between several feeds, those of comments last', async () => {
  servePage(
    '/',
    `<html><head><title>Gazette &amp; Mail</title>
    <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
    <link rel="alternate" type="application/rss+xml" title="World" href="/world.rss">
    <link rel="alternate" type="application/feed+json" title="Sport" href="/sport.json">
    <link rel="stylesheet" href="/feed.css"></head></html>`,
  );
  expect(await read('/')).toEqual({
    kind: 'choice',
    page: `${server.origin}/`,
    title: 'Gazette & Mail',
    offers: [
      { address: `${server.origin}/world.rss`, title: 'World', by: 'link' },
      { address: `${server.origin}/sport.json`, title: 'Sport', by: 'link' },
      { address: `${server.origin}/comments/feed`, title: 'Comments', by: 'link' },
    ],
  });
});

const sitemap = (path: string) => `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>${path}</loc><news:news><news:publication>
  <news:name>Gazette</news:name><news:language>en</news:language></news:publication>
  <news:publication_date>2026-01-04T10:00:00+01:00</news:publication_date><news:title>Ferry &amp; fog</news:title>
  </news:news></url><url><loc>/about</loc></url></urlset>`;

test('readSource() finds the news sitemap that robots.txt names', async () => {
  const bare = await startUnrulyServer();
  onTestFinished(() => bare.close());
  const own = createFetcher({ allowHosts: bare.allowHosts, contact: null });
  onTestFinished(() => own.close());
  for (const place of ['/feed.xml', '/']) bare.serve(place, { body: '<!doctype html><title>Gazette</title>' });
  bare.serve('/robots.txt', { body: `Sitemap: ${bare.origin}/maps/news.xml` });
  bare.serve('/maps/news.xml', { headers: { 'content-type': 'text/xml' }, body: sitemap('/news/1') });
  const found = await readSource(bare.origin, { fetcher: own, robots: createRobots(own), now });
  expect(found).toMatchObject({
    kind: 'sitemap',
    address: `${bare.origin}/maps/news.xml`,
    foundOn: `${bare.origin}/`,
    feed: {
      title: 'Gazette',
      items: [
        {
          url: `${bare.origin}/news/1`,
          title: 'Ferry & fog',
          published: '2026-01-04T10:00:00+01:00',
          outlet: 'Gazette',
        },
      ],
    },
  });
});

test('readSource() finds the news behind an index of sitemaps, packed or not', async () => {
  const { gzipSync } = await import('node:zlib');
  server.serve('/sitemap-index.xml', {
    body: `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>/sitemap-pages.xml</loc><lastmod>2026-01-05</lastmod></sitemap>
      <sitemap><loc>/sitemap-news.xml.gz</loc><lastmod>2026-01-04</lastmod></sitemap></sitemapindex>`,
  });
  server.serve('/sitemap-news.xml.gz', {
    headers: { 'content-type': 'application/x-gzip' },
    body: gzipSync(sitemap('/news/2')),
  });
  expect(await read('/sitemap-index.xml')).toMatchObject({
    kind: 'sitemap',
    address: `${server.origin}/sitemap-index.xml`,
    memory: { etag: null },
    feed: { items: [{ url: `${server.origin}/news/2` }] },
  });
});

test.each([
  { it: 'a page that is no feed and has none around it', path: '/page', kind: 'not-a-feed', reason: /names no feed/ },
  {
    it: 'a document of another kind',
    path: '/other.xml',
    kind: 'not-a-feed',
    reason: /XML of another kind \("note"\)/,
  },
  {
    it: 'a picture',
    path: '/picture',
    kind: 'not-a-feed',
    reason: /expected RSS, Atom, JSON Feed or a news sitemap, got/,
  },
  { it: 'an empty document', path: '/empty', kind: 'not-a-feed', reason: /got nothing/ },
  { it: 'JSON that is no feed', path: '/api', kind: 'not-a-feed', reason: /JSON that is no JSON Feed/ },
  { it: 'a list of feeds', path: '/list.opml', kind: 'not-a-feed', reason: /OPML/ },
  { it: 'a sitemap without news', path: '/sitemap.xml', kind: 'not-a-feed', reason: /without news/ },
  {
    it: 'a page whose one feed is gone',
    path: '/dead',
    kind: 'gone',
    reason: /names a feed that cannot be read: .*410/,
  },
  { it: 'a missing page', path: '/status/404', kind: 'not-found', reason: /404/ },
])('readSource() says why not: $it', async ({ path, kind, reason }) => {
  server.serve('/feed.xml', { status: 404 });
  servePage('/page', '<html><head><title>Gazette</title></head><body>Hello</body></html>');
  servePage('/dead', '<html><head><link rel="alternate" type="application/atom+xml" href="/status/410"></head></html>');
  server.serve('/other.xml', { body: '<?xml version="1.0"?><note><to>You</to></note>' });
  server.serve('/picture', { body: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1') });
  server.serve('/empty', { body: '' });
  server.serve('/api', { body: '{"items":[{"id":1}]}' });
  server.serve('/list.opml', { body: '<opml version="2.0"><body><outline xmlUrl="/feed.xml"/></body></opml>' });
  server.serve('/sitemap.xml', {
    body: '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>/a</loc></url></urlset>',
  });
  const found = await read(path);
  expect(found).toMatchObject({ kind: 'failed', failure: { kind, reason: expect.stringMatching(reason) } });
});

test.each([
  // Without a scheme https is tried first, which this port does not speak.
  '  127.0.0.1:PORT/feed.xml ',
  'feed://127.0.0.1:PORT/feed.xml',
  'feed:http://127.0.0.1:PORT/feed.xml',
  '<http://127.0.0.1:PORT/feed.xml>',
  'HTTP://127.0.0.1:PORT/feed.xml',
])('readSource() takes %j as people write it', async (given) => {
  const { port } = new URL(server.origin);
  const found = await readSource(given.replace('PORT', port), { fetcher, robots, now });
  expect(found).toMatchObject({ kind: 'feed', address: `${server.origin}/feed.xml` });
});

test('readSource() tells what is wrong with the secure address when neither answers', async () => {
  const { host } = new URL(server.tlsOrigin);
  const found = await readSource(`${host}/feed.xml`, { fetcher, robots, now });
  expect(found).toMatchObject({ kind: 'failed', failure: { kind: 'certificate' } });
});

test('pollSource() brings items once, and then tells that nothing changed', async () => {
  const address = `${server.origin}/conditional`;
  const first = await pollSource(address, { fetcher, memory: null, now });
  if (first.kind !== 'items') throw new Error(`expected items, got ${first.kind}`);
  expect(first.feed.items).toHaveLength(1);
  const second = await pollSource(address, { fetcher, memory: first.memory, now });
  expect(second).toMatchObject({ kind: 'unchanged', memory: first.memory, movedTo: null });
});

test('pollSource() knows the same document again where the server has no 304 for it', async () => {
  const address = `${server.origin}/changing-etag`;
  const first = await pollSource(address, { fetcher, memory: null, now });
  if (first.kind === 'failed') throw new Error(first.failure.reason);
  const second = await pollSource(address, { fetcher, memory: first.memory, now });
  expect(second).toMatchObject({ kind: 'unchanged', memory: { etag: 'W/"2"' } });
  server.serve('/changing-etag', { body: smallFeed.replace('ferry-1', 'ferry-2') });
  const third = await pollSource(address, { fetcher, memory: first.memory, now });
  expect(third).toMatchObject({ kind: 'items', feed: { items: [{ id: 'ferry-2' }] } });
});

test('pollSource() follows a feed that moves for good', async () => {
  expect(await pollSource(`${server.origin}/redirects/1?status=308`, { fetcher, memory: null, now })).toMatchObject({
    kind: 'items',
    movedTo: `${server.origin}/feed.xml`,
  });
});

test.each([
  { it: 'a page in the place of the feed', path: '/page', kind: 'not-a-feed', passing: false },
  { it: 'a feed that is gone', path: '/status/410', kind: 'gone', passing: false },
  { it: 'a server in trouble', path: '/status/502', kind: 'server-error', passing: true },
  { it: 'a 304 that nobody asked for', path: '/always-304', kind: 'broken-answer', passing: true },
])('pollSource() tells of $it', async ({ path, kind, passing }) => {
  servePage('/page', '<html><head><title>Sold</title></head></html>');
  expect(await pollSource(`${server.origin}${path}`, { fetcher, memory: null, now })).toMatchObject({
    kind: 'failed',
    failure: { kind, passing },
  });
});

const feedWith = (channel: string) => smallFeed.replace('<link>/</link>', `<link>/</link>${channel}`);

test.each([
  { it: 'nothing is said', headers: {}, channel: '', notBefore: null },
  {
    it: 'Cache-Control says how long',
    headers: { 'cache-control': 'max-age=900' },
    channel: '',
    notBefore: '2026-01-05T12:15:00.000Z',
  },
  { it: 'the feed has a ttl', headers: {}, channel: '<ttl>90</ttl>', notBefore: '2026-01-05T13:30:00.000Z' },
  {
    it: 'both are said',
    headers: { 'cache-control': 'max-age=900' },
    channel: '<ttl>90</ttl>',
    notBefore: '2026-01-05T13:30:00.000Z',
  },
  { it: 'a ttl is absurd', headers: {}, channel: '<ttl>100000</ttl>', notBefore: '2026-01-06T12:00:00.000Z' },
  {
    it: 'hours are skipped',
    headers: {},
    channel: '<skipHours><hour>12</hour><hour>13</hour><hour>99</hour></skipHours>',
    notBefore: '2026-01-05T14:00:00.000Z',
  },
  {
    it: 'a ttl ends in an hour that is skipped',
    headers: {},
    channel: '<ttl>90</ttl><skipHours><hour>13</hour></skipHours>',
    notBefore: '2026-01-05T14:00:00.000Z',
  },
  {
    it: 'days are skipped',
    headers: {},
    channel: '<skipDays><day>Monday</day><day>tuesday</day></skipDays>',
    notBefore: '2026-01-07T00:00:00.000Z',
  },
  {
    it: 'all days are skipped',
    headers: {},
    channel: `<skipDays>${['Mon', 'Tues', 'Wednes', 'Thurs', 'Fri', 'Satur', 'Sun'].map((day) => `<day>${day}day</day>`).join('')}</skipDays>`,
    notBefore: null,
  },
  {
    it: 'the syndication module gives a rate',
    headers: {},
    channel: '<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>',
    notBefore: '2026-01-05T12:30:00.000Z',
  },
])('pollSource() asks to come back not before $notBefore when $it', async ({ headers, channel, notBefore }) => {
  server.serve('/timed', { headers, body: feedWith(channel) });
  const polled = await pollSource(`${server.origin}/timed`, { fetcher, memory: null, now });
  expect(polled).toMatchObject({ kind: 'items', next: { notBefore } });
});

test('pollSource() remembers what the feed asked for when it has not changed', async () => {
  server.serve('/timed', { headers: { etag: '"1"' }, body: feedWith('<ttl>90</ttl>') });
  const first = await pollSource(`${server.origin}/timed`, { fetcher, memory: null, now });
  if (first.kind === 'failed') throw new Error(first.failure.reason);
  server.serve('/timed', { status: 304 });
  const memory: unknown = JSON.parse(JSON.stringify(first.memory));
  expect(memory).toEqual(first.memory);
  const second = await pollSource(`${server.origin}/timed`, { fetcher, memory: first.memory, now });
  expect(second).toMatchObject({ kind: 'unchanged', next: { notBefore: '2026-01-05T13:30:00.000Z' } });
});

test('pollSource() passes on how long a server in trouble wants to be left alone', async () => {
  const polled = await pollSource(`${server.origin}/status/429?retry-after=3600`, { fetcher, memory: null, now });
  expect(polled).toMatchObject({ kind: 'failed', next: { notBefore: '2026-01-05T13:00:00.000Z' } });
});
