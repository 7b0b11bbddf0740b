import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { Readability } from '@mozilla/readability';
import { parseFeed } from 'feedsmith';
import { parseHTML } from 'linkedom';
import RssParser from 'rss-parser';
import { readDocument } from '../../src/ingest/feeds/read-document.ts';
import { createFetcher, type Fetched, type Fetcher } from '../../src/ingest/fetch/fetcher.ts';
import { linesOf, type PageElement } from '../../src/ingest/html-text.ts';
import { readPage } from '../../src/ingest/pages/read-page.ts';
import { textOfItem } from '../../src/ingest/sources/feed-article.ts';
import { pollSource } from '../../src/ingest/sources/poll-source.ts';
import type { SourceMemory } from '../../src/model/feeds.ts';
import { makeFeed, makePage } from './made-feeds.ts';

// How fast news is read, and whether memory stays flat: npm run bench:ingest -- [--long]
const { values } = parseArgs({ options: { long: { type: 'boolean', default: false } } });
const now = new Date('2025-02-01T00:00:00Z');
const address = 'https://gazette.example/rss';

function say(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(58)} ${figure}\n`);
}

interface Rate {
  readonly perSecond: number;
  readonly milliseconds: number;
}

/** By the processor's time, since others use the machine; the clock stands beside it. */
async function rate(what: string, times: number, unit: 's' | 'min', work: (round: number) => unknown): Promise<Rate> {
  for (let round = 0; round < Math.min(50, times / 4); round++) await work(round);
  const clock = performance.now();
  const before = process.cpuUsage();
  for (let round = 0; round < times; round++) await work(round);
  const { user, system } = process.cpuUsage(before);
  const milliseconds = (user + system) / 1_000 / times;
  const perSecond = 1_000 / milliseconds;
  const shown = Math.round(unit === 'min' ? perSecond * 60 : perSecond).toLocaleString('en');
  const wall = ((performance.now() - clock) / times).toFixed(2);
  say(what, `${shown.padStart(7)}/${unit}; processor ${milliseconds.toFixed(2)} ms, clock ${wall} ms (${times} times)`);
  return { perSecond, milliseconds };
}

const feeds = Array.from({ length: 40 }, (_, seed) => Buffer.from(makeFeed(seed)));
const feedOf = (round: number): Buffer => feeds[round % feeds.length] ?? Buffer.alloc(0);
const kilobytes = Math.round(feeds.reduce((sum, { length }) => sum + length, 0) / feeds.length / 1_000);
const read = (bytes: Buffer) => readDocument(bytes, { contentType: null, address, now });
const rounds = values.long ? 2_000 : 400;

say(`Feed documents (${kilobytes} KB on average)`, 'wanted: 5,000/min');
await rate('  read, items sorted out', rounds, 'min', (round) => read(feedOf(round)));
await rate('  read, and every item made into lines of text', rounds, 'min', (round) => {
  const document = read(feedOf(round));
  if (document.kind !== 'feed') throw new Error(`expected a feed, got ${document.kind}`);
  return document.feed.items.map((item) => textOfItem(item.content ?? item.summary));
});
const rssParser = new RssParser();
await rate('  rss-parser 3.13.0 (no text, no judgement)', rounds / 4, 'min', (round) =>
  rssParser.parseString(feedOf(round).toString()),
);
await rate('  feedsmith 3.0.1 (no text, no judgement)', rounds / 2, 'min', (round) =>
  parseFeed(feedOf(round).toString()),
);

const pages = Array.from({ length: 20 }, (_, seed) => makePage(seed));
const pageOf = (round: number): string => pages[round % pages.length] ?? '';
const pageKilobytes = Math.round(pages.reduce((sum, { length }) => sum + length, 0) / pages.length / 1_000);
say(`Pages (${pageKilobytes} KB on average)`, 'wanted: 50/s');
await rate('  read: text, title, author, dates, address', rounds / 2, 's', (round) => readPage(pageOf(round), null));
await rate('  Readability on linkedom, untrimmed (text and title)', rounds / 4, 's', (round) => {
  const { document }: { document: PageElement } = parseHTML(pageOf(round));
  const found = new Readability<PageElement>(document, { serializer: (node: PageElement) => node }).parse();
  return found?.content ? linesOf(found.content) : [];
});

/** A network that has a new document every tenth time, and otherwise nothing new. */
function stubFetcher(): Fetcher {
  let visits = 0;
  return {
    product: 'Verbatim',
    close: () => Promise.resolve(),
    fetch(from): Promise<Fetched> {
      visits += 1;
      const answered = { address: from, movedTo: null, freshSeconds: 300 };
      const validators = { etag: `"${visits}"`, lastModified: null };
      if (visits % 10 > 0) return Promise.resolve({ kind: 'unchanged', ...answered, validators });
      const bytes = Buffer.from(small.replace('NUMBER', String(visits)));
      return Promise.resolve({ kind: 'answer', ...answered, validators, bytes, contentType: 'application/rss+xml' });
    },
  };
}

const small = `<rss version="2.0"><channel><title>G</title><ttl>30</ttl>${Array.from(
  { length: 5 },
  (_, n) =>
    `<item><title>Story NUMBER</title><guid>${n}-NUMBER</guid><pubDate>Mon, 06 Jan 2025 08:00:00 GMT</pubDate><description>Fog</description></item>`,
).join('')}</channel></rss>`;

/** Megabytes that are still in use when everything is collected that can be. */
function heapInUse(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1_000_000;
}

async function pollAll(what: string, polls: number, poll: (visit: number) => Promise<unknown>): Promise<void> {
  for (let visit = 0; visit < polls / 20; visit++) await poll(visit);
  const marks = [heapInUse()];
  const before = process.cpuUsage();
  for (let visit = 1; visit <= polls; visit++) {
    await poll(visit);
    if (visit % (polls / 5) === 0) marks.push(heapInUse());
  }
  const { user, system } = process.cpuUsage(before);
  const each = ((user + system) / 1_000 / polls).toFixed(3);
  say(what, `heap ${marks.map((mark) => mark.toFixed(1)).join(', ')} MB; processor ${each} ms a poll`);
}

if (globalThis.gc === undefined) say('Memory', 'not measured: run with --expose-gc');
else {
  say('Memory over polls (heap in use at the start and after each fifth)', 'wanted: flat');
  const sources = Array.from({ length: 500 }, (_, n) => ({
    address: `https://site-${n}.example/rss`,
    memory: null as SourceMemory | null,
  }));
  const stub = stubFetcher();
  const polls = values.long ? 1_000_000 : 50_000;
  await pollAll(`  ${polls.toLocaleString('en')} of a network that is a stub`, polls, async (visit) => {
    const source = sources[visit % sources.length];
    if (source === undefined) return;
    const polled = await pollSource(source.address, { fetcher: stub, memory: source.memory, now });
    if (polled.kind !== 'failed') source.memory = polled.memory;
  });

  const server = createServer((request, response) => {
    response.setHeader('etag', '"1"');
    if (request.headers['if-none-match'] === '"1"' && request.url !== '/new') response.writeHead(304).end();
    else response.end(small);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const fetcher = createFetcher({ allowHosts: new Set([`127.0.0.1:${port}`]), contact: null });
  // One signal for all, as a process has that stops when it is told to.
  const { signal } = new AbortController();
  let memory: SourceMemory | null = null;
  const visits = values.long ? 100_000 : 3_000;
  await pollAll(`  ${visits.toLocaleString('en')} over HTTP on this machine`, visits, async (visit) => {
    const polled = await pollSource(`http://127.0.0.1:${port}/${visit % 10 === 0 ? 'new' : 'same'}`, {
      fetcher,
      memory,
      now,
      signal,
    });
    if (polled.kind !== 'failed') memory = polled.memory;
  });
  await fetcher.close();
  server.close();
}
