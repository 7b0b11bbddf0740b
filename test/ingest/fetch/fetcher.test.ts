import type { LookupAllOptions } from 'node:dns';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { checkedLookup } from '../../../src/ingest/fetch/check-address.ts';
import { FailureError } from '../../../src/ingest/fetch/failure.ts';
import { createFetcher, type Fetched, type Fetcher, type FetcherOptions } from '../../../src/ingest/fetch/fetcher.ts';
import { smallFeed, startUnrulyServer, type UnrulyServer } from '../../fixtures/unruly-server.ts';

const now = new Date('2026-01-05T12:00:00Z');
let server: UnrulyServer;

beforeAll(async () => {
  server = await startUnrulyServer();
});
afterAll(() => server.close());

function fetcherFor(options: Partial<FetcherOptions> = {}): Fetcher {
  const fetcher = createFetcher({ allowHosts: server.allowHosts, contact: 'bot@example.org', ...options });
  onTestFinished(() => fetcher.close());
  return fetcher;
}

function get(path: string, options: Partial<FetcherOptions> = {}): Promise<Fetched> {
  const address = path.startsWith('/') ? `${server.origin}${path}` : path;
  return fetcherFor({ limits: { totalMs: 3_000 }, ...options }).fetch(address, { accept: 'feed', now });
}

function failureIn(fetched: Fetched) {
  if (fetched.kind !== 'failed') throw new Error(`expected a failure, got ${fetched.kind}`);
  return fetched.failure;
}

test('fetch() tells who asks, and gives the bytes and what the server says of them', async () => {
  server.serve('/told', {
    headers: {
      'content-type': 'application/rss+xml',
      etag: '"x"',
      'last-modified': 'Mon, 06 Jan 2025 08:00:00 GMT',
      'cache-control': 'public, max-age=600',
    },
    body: smallFeed,
  });
  const fetched = await get('/told#part');
  expect(fetched).toMatchObject({
    kind: 'answer',
    address: `${server.origin}/told`,
    movedTo: null,
    contentType: 'application/rss+xml',
    validators: { etag: '"x"', lastModified: 'Mon, 06 Jan 2025 08:00:00 GMT' },
    freshSeconds: 600,
  });
  expect(fetched.kind === 'answer' && Buffer.from(fetched.bytes).toString()).toBe(smallFeed);
  expect(server.requests.at(-1)?.headers['user-agent']).toMatch(/^Verbatim\/\S+ \(\+bot@example\.org\)$/);
});

test.each([
  { it: 'a server that says nothing', path: '/silent', kind: 'time-out', reason: /within 0\.3 seconds/ },
  { it: 'headers that drip', path: '/slow-headers', kind: 'time-out', reason: /within 0\.3 seconds/ },
  { it: 'a body that drips', path: '/slow-drip', kind: 'time-out', reason: /within 0\.3 seconds/ },
])('fetch() gives up on $it', async ({ path, kind, reason }) => {
  const failure = failureIn(await get(path, { limits: { totalMs: 300 } }));
  expect(failure).toMatchObject({ kind, passing: true });
  expect(failure.reason).toMatch(reason);
});

test.each([
  { it: 'an endless body', path: '/endless', kind: 'too-large', reason: /larger than 10 MB/ },
  { it: 'a large body', path: '/large', kind: 'too-large', reason: /larger than 10 MB/ },
  { it: 'a bomb in gzip', path: '/bomb/gzip', kind: 'too-large', reason: /unpacks to more than 30 MB/ },
  { it: 'a bomb in deflate', path: '/bomb/deflate', kind: 'too-large', reason: /unpacks to more than 30 MB/ },
  { it: 'a bomb in brotli', path: '/bomb/br', kind: 'too-large', reason: /unpacks to more than 30 MB/ },
  { it: 'a bomb in zstd', path: '/bomb/zstd', kind: 'too-large', reason: /unpacks to more than 30 MB/ },
  { it: 'a bomb within a bomb', path: '/bomb/gzip,%20gzip', kind: 'too-large', reason: /unpacks to more than 30 MB/ },
  { it: 'headers without end', path: '/huge-headers', kind: 'too-large', reason: /headers/ },
  { it: 'fewer bytes than promised', path: '/too-short', kind: 'broken-answer', reason: /broke off/ },
  { it: 'a connection half closed', path: '/half-closed', kind: 'broken-answer', reason: /broke off/ },
  { it: 'a connection reset', path: '/reset', kind: 'broken-answer', reason: /broke off/ },
  { it: 'plain text called gzip', path: '/not-gzip', kind: 'broken-answer', reason: /cannot be unpacked/ },
  { it: 'six codings upon each other', path: '/many-codings', kind: 'broken-answer', reason: /cannot be read/ },
  { it: 'redirects in a circle', path: '/circle', kind: 'redirects', reason: /in a circle/ },
  { it: 'six redirects', path: '/redirects/6', kind: 'redirects', reason: /more than 5 times/ },
  { it: 'a redirect to nowhere', path: '/nowhere', kind: 'status', reason: /without saying where/ },
  { it: 'a redirect to cloud metadata', path: '/to-metadata', kind: 'forbidden-place', reason: /cloud metadata/ },
  { it: 'a redirect to a mapped private address', path: '/to-mapped', kind: 'forbidden-place', reason: /private/ },
  { it: 'a redirect to another port', path: '/to-port', kind: 'forbidden-place', reason: /port 22/ },
  { it: 'a redirect to a file', path: '/to-file', kind: 'address', reason: /http or https/ },
  { it: 'a redirect with a password', path: '/to-password', kind: 'address', reason: /without a name and password/ },
  { it: '401', path: '/status/401', kind: 'denied', reason: /asks for a password/ },
  { it: '403', path: '/status/403', kind: 'denied', reason: /refuses/ },
  { it: '404', path: '/status/404', kind: 'not-found', reason: /no such page/ },
  { it: '410', path: '/status/410', kind: 'gone', reason: /gone for good/ },
  { it: '429', path: '/status/429', kind: 'too-often', reason: /less often/ },
  { it: '451', path: '/status/451', kind: 'denied', reason: /legal reasons/ },
  { it: '500', path: '/status/500', kind: 'server-error', reason: /trouble of its own/ },
  { it: '418', path: '/status/418', kind: 'status', reason: /does not take the request/ },
])('fetch() tells $it in words', async ({ path, kind, reason }) => {
  const failure = failureIn(await get(path));
  expect(failure.kind).toBe(kind);
  expect(failure.reason).toMatch(reason);
  expect(failure.reason).not.toContain('secret');
});

test('fetch() reads as much of a body as was promised, and no more', async () => {
  const fetched = await get('/too-long');
  expect(fetched.kind === 'answer' && Buffer.from(fetched.bytes).toString()).toBe('<rss>');
});

test('fetch() leaves a coding that it does not know to whoever reads the bytes', async () => {
  const fetched = await get('/unknown-coding');
  expect(fetched.kind === 'answer' && Buffer.from(fetched.bytes).toString()).toContain('Plain');
});

test('fetch() hears when to come back', async () => {
  expect(failureIn(await get('/status/503?retry-after=120'))).toMatchObject({
    kind: 'server-error',
    status: 503,
    passing: true,
    retryAfter: '2026-01-05T12:02:00.000Z',
  });
});

test.each([
  { it: 'moves for good', path: '/redirects/3?status=301', movedTo: '/feed.xml' },
  { it: 'moves for now', path: '/redirects/3?status=302', movedTo: null },
  { it: 'moves for good, as 308 says it', path: '/redirects/1?status=308', movedTo: '/feed.xml' },
])('fetch() follows what $it', async ({ path, movedTo }) => {
  const moved = movedTo === null ? null : `${server.origin}${movedTo}`;
  expect(await get(path)).toMatchObject({ kind: 'answer', address: `${server.origin}/feed.xml`, movedTo: moved });
});

test('fetch() takes only the part of the way for good that is for good', async () => {
  server.serve('/old', { status: 301, headers: { location: '/new' } });
  server.serve('/new', { status: 302, headers: { location: '/feed.xml' } });
  expect(await get('/old')).toMatchObject({ address: `${server.origin}/feed.xml`, movedTo: `${server.origin}/new` });
});

test('fetch() reads a redirect written in other letters', async () => {
  const path = '/größe';
  server.serve(path, { body: 'found' });
  server.serve('/letters', { status: 302, headers: { location: Buffer.from(path).toString('latin1') } });
  expect(await get('/letters')).toMatchObject({ kind: 'answer', address: `${server.origin}/gr%C3%B6%C3%9Fe` });
});

test('fetch() asks whether anything has changed', async () => {
  const fetcher = fetcherFor();
  const first = await fetcher.fetch(`${server.origin}/conditional`, { accept: 'feed', now });
  if (first.kind !== 'answer') throw new Error(`expected an answer, got ${first.kind}`);
  for (const validators of [
    first.validators,
    { ...first.validators, etag: null },
    { ...first.validators, lastModified: null },
  ]) {
    const again = await fetcher.fetch(`${server.origin}/conditional`, { accept: 'feed', now, validators });
    expect(again).toMatchObject({ kind: 'unchanged', validators: { etag: '"one"' } });
  }
});

test('fetch() verifies certificates', async () => {
  const failure = failureIn(await get(`${server.tlsOrigin}/feed.xml`));
  expect(failure).toMatchObject({
    kind: 'certificate',
    reason: expect.stringMatching(/signed its certificate itself/),
  });
});

test('fetch() tells when what answers is no web server', async () => {
  expect(failureIn(await get(`${server.babbleOrigin}/`))).toMatchObject({ kind: 'broken-answer' });
});

test('fetch() tells when nothing answers', async () => {
  const port = Number(new URL(server.origin).port);
  const free = port === 65_535 ? port - 1 : port + 1;
  const closed = server.allowHosts.has(`127.0.0.1:${free}`) ? 9 : free;
  const failure = failureIn(await get(`http://127.0.0.1:${closed}/`, { allowHosts: new Set([`127.0.0.1:${closed}`]) }));
  expect(failure).toMatchObject({ kind: 'unreachable', passing: true });
});

test('fetch() stops when it is told to, also while it waits for its turn', async () => {
  const fetcher = fetcherFor();
  const controller = new AbortController();
  const asked = [1, 2, 3].map(() =>
    fetcher.fetch(`${server.origin}/silent`, { accept: 'feed', now, signal: controller.signal }),
  );
  setTimeout(() => controller.abort(), 50);
  for (const fetched of await Promise.all(asked)) expect(failureIn(fetched).kind).toBe('stopped');
});

test('fetch() opens two connections to a host at most', async () => {
  const own = await startUnrulyServer();
  onTestFinished(() => own.close());
  const fetcher = fetcherFor({ allowHosts: own.allowHosts });
  const fetched = await Promise.all(
    Array.from({ length: 12 }, (_, index) => fetcher.fetch(`${own.origin}/feed.xml?${index}`, { accept: 'feed', now })),
  );
  expect(new Set(fetched.map(({ kind }) => kind))).toEqual(new Set(['answer']));
  expect(own.mostAtOnce).toBeLessThanOrEqual(2);
  expect(own.connections).toBeLessThanOrEqual(2);
});

test.each([
  'nonsense',
  'ftp://example.org/feed',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/xml,<rss/>',
  'http://user:secret@example.org/',
  '',
])('fetch() refuses the address %j', async (address) => {
  const failure = failureIn(await fetcherFor().fetch(address, { accept: 'feed', now }));
  expect(failure.kind).toBe('address');
  expect(failure.reason).not.toContain('secret');
});

test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://0x7f000001/',
  'http://2130706433/',
  'http://017700000001/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://0.0.0.0/',
  'https://10.0.0.1/',
  'http://93.184.215.14:8080/',
  'http://example.org:22/',
])('fetch() refuses %s without a connection', async (address) => {
  const resolve = () => Promise.reject(new Error('nothing is looked up'));
  const failure = failureIn(await fetcherFor({ resolve }).fetch(address, { accept: 'feed', now }));
  expect(failure.kind).toBe('forbidden-place');
});

test.each([
  { it: 'to loopback', addresses: [{ address: '127.0.0.1', family: 4 }] },
  { it: 'to IPv4 in IPv6', addresses: [{ address: '::ffff:10.0.0.1', family: 6 }] },
  {
    it: 'out and in at once',
    addresses: [
      { address: '93.184.215.14', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ],
  },
])('fetch() refuses a name that leads $it', async ({ addresses }) => {
  const resolve = () => Promise.resolve(addresses);
  const before = server.connections;
  const failure = failureIn(await get('http://news.example/feed', { resolve }));
  expect(failure).toMatchObject({ kind: 'forbidden-place', passing: false });
  expect(failure.reason).toContain('news.example');
  expect(server.connections).toBe(before);
});

test('checkedLookup() hands the socket the addresses that it checked, whatever the name says a moment later', async () => {
  const found = [
    { address: '93.184.215.14', family: 4 },
    { address: '2606:4700::1111', family: 6 },
  ];
  let lookups = 0;
  const resolve = () => {
    lookups += 1;
    return Promise.resolve(lookups === 1 ? found : [{ address: '127.0.0.1', family: 4 }]);
  };
  const lookup = checkedLookup(resolve);
  const ask = (options: LookupAllOptions) =>
    new Promise((done) => lookup('rebound.example', options, (error, addresses) => done(error ?? addresses)));
  expect(await ask({ all: true })).toEqual(found);
  expect(lookups).toBe(1);
  expect(await ask({ all: true })).toBeInstanceOf(FailureError);
});

test('fetch() tells a name that does not exist', async () => {
  const resolve = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
  expect(failureIn(await get('https://nowhere.example/', { resolve }))).toMatchObject({
    kind: 'dns',
    reason: 'there is no host nowhere.example',
  });
});

test('fetch() lets the operator allow a host and port by name, and nothing beside it', async () => {
  const { port } = new URL(server.origin);
  const allowHosts = new Set([`localhost:${port}`]);
  expect(await get(`http://localhost:${port}/feed.xml`, { allowHosts })).toMatchObject({ kind: 'answer' });
  expect(failureIn(await get('/feed.xml', { allowHosts })).kind).toBe('forbidden-place');
  expect(failureIn(await get('http://localhost/feed.xml', { allowHosts })).kind).toBe('forbidden-place');
});
