import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openArchive } from '../../src/archive/open-archive.ts';
import { createFetcher } from '../../src/ingest/fetch/fetcher.ts';
import { createRobots } from '../../src/ingest/fetch/robots.ts';
import { createPoller } from '../../src/polling/poller.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { feedOf } from '../polling/mill-news.ts';

// Whether memory stays flat over many visits, most of which bring nothing: node test/bench/polls.ts [--visits 20000]
const { values } = parseArgs({ options: { visits: { type: 'string', default: '20000' } } });
const visits = Number(values.visits);
const sources = 50;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

let now = new Date('2026-01-05T12:00:00Z');
// One of its own: that of the tests remembers every request.
const server = createServer((request, response) => {
  if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
  else if (request.url?.startsWith('/news/') !== true) response.writeHead(404).end();
  else {
    const number = Number(request.url.slice('/news/'.length));
    response.writeHead(200, { etag: '"1"', 'content-type': 'application/rss+xml' });
    response.end(feedOf(origin, [{ number, published: now, whole: true }]));
  }
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
const origin = `http://127.0.0.1:${port}`;
const archive = openArchive(':memory:', { now: () => now });
const fetcher = createFetcher({ allowHosts: new Set([`127.0.0.1:${port}`]), contact: null });
const parts = {
  archive,
  fetcher,
  robots: createRobots(fetcher),
  readArticle,
  now: () => now,
  random: () => 0,
  onGivenUp: () => {},
  onError: (error: unknown) => {
    throw error;
  },
};
const never = new AbortController().signal;
for (let number = 0; number < sources; number++) {
  archive.sources.add(
    { address: `${origin}/news/${number}`, form: 'feed', title: null },
    { space: null, group: null, addedBy: 'bench', channel: null, limits: { keepDays: null, keepArticles: null } },
    now,
  );
}

const poller = createPoller(parts);
const began = performance.now();
let done = 0;
for (let told = 0; done < visits; ) {
  done += (await poller.visitDue(never)).length;
  now = archive.sources.nextDue() ?? now;
  if (done - told < visits / 10 && done < visits) continue;
  told = done;
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  process.stdout.write(`${done} visits: ${(heapUsed / 1e6).toFixed(1)} MB in use, ${(rss / 1e6).toFixed(0)} MB held\n`);
}
const seconds = (performance.now() - began) / 1000;
process.stdout.write(`${Math.round(done / seconds)} visits a second, the server in the same process included\n`);
await fetcher.close();
server.close();
archive.close();
