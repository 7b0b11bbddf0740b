import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createFetcher } from '../../../src/ingest/fetch/fetcher.ts';
import { createRobots, type Robots } from '../../../src/ingest/fetch/robots.ts';
import { startUnrulyServer, type UnrulyServer } from '../../fixtures/unruly-server.ts';

const now = new Date('2026-01-05T12:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
let server: UnrulyServer;
let robots: Robots;

beforeEach(async () => {
  server = await startUnrulyServer();
  const fetcher = createFetcher({ allowHosts: server.allowHosts, contact: null, limits: { totalMs: 500 } });
  robots = createRobots(fetcher);
  onTestFinished(async () => {
    await fetcher.close();
    await server.close();
  });
});

const rules = `User-agent: *
Disallow: /private
User-agent: Verbatim
Disallow: /drafts/*.html$
Allow: /
Crawl-delay: 3
Sitemap: https://example.org/news-sitemap.xml`;

test.each([
  { path: '/news/1', kind: 'allowed' },
  { path: '/private', kind: 'allowed' },
  { path: '/drafts/1.html', kind: 'refused' },
  { path: '/drafts/1.html?a=1', kind: 'allowed' },
])('permits() reads what is said to us of $path: $kind', async ({ path, kind }) => {
  server.serve('/robots.txt', { body: rules });
  expect(await robots.permits(`${server.origin}${path}`, now)).toMatchObject({ kind });
});

test('permits() asks once for a host, also when many ask at once, and again after a day', async () => {
  server.serve('/robots.txt', { body: rules });
  const asked = await Promise.all([1, 2, 3].map((page) => robots.permits(`${server.origin}/${page}`, now)));
  expect(asked).toEqual(asked.map(() => ({ kind: 'allowed', crawlDelaySeconds: 3 })));
  await robots.permits(`${server.origin}/4`, later(23 * 60));
  expect(server.requests).toHaveLength(1);
  await robots.permits(`${server.origin}/5`, later(25 * 60));
  expect(server.requests).toHaveLength(2);
});

test.each([
  { it: 'is missing', served: { status: 404 } },
  { it: 'is a request that the server does not take', served: { status: 400 } },
  { it: 'may not be seen', served: { status: 403 } },
  { it: 'is gone', served: { status: 410 } },
  { it: 'is empty', served: { body: '' } },
  { it: 'leads in circles', served: { status: 302, headers: { location: '/robots.txt' } } },
  { it: 'is a web page', served: { headers: { 'content-type': 'text/html' }, body: '<html><p>Welcome</p></html>' } },
])('permits() takes a robots.txt that $it for none', async ({ served }) => {
  server.serve('/robots.txt', served);
  expect(await robots.permits(`${server.origin}/news`, now)).toMatchObject({ kind: 'allowed' });
});

test.each([
  { it: 'in trouble', served: { status: 503 } },
  { it: 'asked too often', served: { status: 429 } },
  { it: 'packed wrongly', served: { headers: { 'content-encoding': 'gzip' }, body: 'plain' } },
])('permits() waits while the server is $it', async ({ served }) => {
  server.serve('/robots.txt', served);
  expect(await robots.permits(`${server.origin}/news`, now)).toMatchObject({
    kind: 'refused',
    failure: { kind: 'robots', passing: true, retryAfter: '2026-01-05T12:10:00.000Z' },
  });
  server.serve('/robots.txt', { body: rules });
  expect(await robots.permits(`${server.origin}/news`, later(9))).toMatchObject({ kind: 'refused' });
  expect(await robots.permits(`${server.origin}/news`, later(11))).toMatchObject({ kind: 'allowed' });
});

test('permits() holds on to what robots.txt said while it cannot be had', async () => {
  server.serve('/robots.txt', { body: rules });
  await robots.permits(`${server.origin}/news`, now);
  server.serve('/robots.txt', { status: 500 });
  const tomorrow = later(25 * 60);
  expect(await robots.permits(`${server.origin}/drafts/1.html`, tomorrow)).toMatchObject({
    failure: { passing: false },
  });
  expect(await robots.permits(`${server.origin}/news`, tomorrow)).toMatchObject({ kind: 'allowed' });
});

test('sitemaps() are those that robots.txt names', async () => {
  server.serve('/robots.txt', { body: rules });
  expect(await robots.sitemaps(`${server.origin}/`, now)).toEqual(['https://example.org/news-sitemap.xml']);
});
