import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openArchive } from '../../src/archive/open-archive.ts';
import type { VersionRow } from '../../src/model/archive.ts';
import type { Core } from '../../src/model/core.ts';
import { createCore } from '../../src/query/core.ts';
import { clusterArticles } from '../../src/query/story-clusters.ts';
import { StoryGraph } from '../../src/query/story-graph.ts';
import { signatureOf } from '../../src/query/story-signature.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { frequentSpeaker, makeArticle } from '../archive/made-articles.ts';
import { madeDay } from './made-news.ts';

/**
 * How fast stories are gathered and timelines laid out: `npm run bench:stories -- [--articles 10000] [--days 7]
 * [--sentences 1000000]`. Articles are made up; the events they tell of are known, so that it can be told how well they
 * were parted. Times are of the processor.
 */
const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '10000' },
    days: { type: 'string', default: '7' },
    sentences: { type: 'string', default: '1000000' },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);
/** Processor time, which is fairer than the clock where others use the machine: all of this runs in one thread. */
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const ms = (from: number) => spent() - from;
const grouped = (count: number) => Math.round(count).toLocaleString('en');

gatherStories(Number(values.articles), Number(values.days));
const folder = mkdtempSync(join(tmpdir(), 'verbatim-stories-'));
try {
  await digestsOf(Number(values.articles));
  await timelines(Number(values.sentences));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Without the archive: what the window itself costs, and how well events are parted. */
function gatherStories(perDay: number, days: number): void {
  const graph = new StoryGraph();
  const events: number[] = [];
  const row = (place: number) => place as VersionRow;
  let signing = 0;
  let linking = 0;
  let lastDay = 0;
  for (let day = 0; day < days; day += 1) {
    const made = [...madeDay(day, perDay)];
    const began = spent();
    const added = made.map(({ event, article, reading }) => {
      events.push(event);
      const moment = Date.parse(article.published ?? '');
      return {
        row: row(events.length - 1),
        moment,
        signature: signatureOf({ ...article, sentences: reading.sentences }),
      };
    });
    signing += ms(began);
    const linked = spent();
    // As they come: a hundred at a time.
    for (let at = 0; at < added.length; at += 100) {
      for (const _ of graph.change({ added: added.slice(at, at + 100), removed: [] }));
    }
    lastDay = ms(linked);
    linking += lastDay;
  }
  const began = spent();
  const clusters = clusterArticles(graph, graph.articlesOf(events.map((_event, place) => row(place))));
  const parting = ms(began);
  say(`${grouped(events.length)} articles of ${days} days`);
  say(`  reading terms        ${grouped((events.length / signing) * 1000)} articles a second`);
  say(
    `  linking, as they come ${grouped((events.length / linking) * 1000)} a second; the last day ${grouped((perDay / lastDay) * 1000)}`,
  );
  say(`  gathering all to ${grouped(clusters.length)} stories ${grouped(parting)} ms`);
  say(
    `  memory ${grouped(process.memoryUsage().heapUsed / 1e6)} MB heap, ${grouped(process.memoryUsage().arrayBuffers / 1e6)} MB arrays`,
  );
  const { precision, recall } = agreement(
    clusters.map(({ articles }) => articles.map((article) => events[article.row] ?? -1)),
    events,
  );
  say(
    `  pairs in one story that are of one event ${(precision * 100).toFixed(1)} %, pairs of one event in one story ${(recall * 100).toFixed(1)} %`,
  );
}

function agreement(
  clusters: readonly (readonly number[])[],
  events: readonly number[],
): { precision: number; recall: number } {
  const pairs = (count: number) => (count * (count - 1)) / 2;
  const count = (list: readonly number[]) =>
    [...Map.groupBy(list, (event) => event).values()].map(({ length }) => length);
  const together = clusters.reduce((sum, { length }) => sum + pairs(length), 0);
  const right = clusters.reduce(
    (sum, cluster) => sum + count(cluster).reduce((inner, size) => inner + pairs(size), 0),
    0,
  );
  const wanted = count(events).reduce((sum, size) => sum + pairs(size), 0);
  return { precision: right / Math.max(1, together), recall: right / Math.max(1, wanted) };
}

/** Through the archive and the core, as a digest asks. */
async function digestsOf(perDay: number): Promise<void> {
  let clock = Date.UTC(2025, 0, 1);
  const archive = openArchive(join(folder, 'stories.db'), { now: () => new Date(clock) });
  const source = archive.source('import', 'bench');
  for (let day = 0; day < 2; day += 1) {
    const made = [...madeDay(day, perDay)];
    for (let at = 0; at < made.length; at += 500) {
      clock = Date.UTC(2025, 0, 1 + day) + (at / made.length) * 86_400_000;
      archive.store(made.slice(at, at + 500), source);
    }
  }
  const core = createCore({ archive, search: openSearch({ archive }), samples: false });
  const until = new Date(Date.UTC(2025, 0, 3));
  say(`a digest of the last day of ${grouped(2 * perDay)} articles, through archive and core`);
  const ask = (topics: readonly string[]) => storiesSince(core, new Date(Date.UTC(2025, 0, 2)), until, topics);
  say(`  the first after a start ${grouped(await timed(() => ask([])))} ms`);
  say(
    `  another one of the same day ${grouped(await timed(() => ask(['bakan'])))} ms, with another topic ${grouped(await timed(() => ask(['beban', 'dadan'])))} ms`,
  );
  const [more] = [...madeDay(9, 100)].length > 0 ? [[...madeDay(9, 100)]] : [];
  clock = Date.UTC(2025, 0, 2, 23);
  if (more !== undefined) archive.store(more, source);
  say(`  after 100 more articles ${grouped(await timed(() => ask([])))} ms`);
  archive.close();
}

function storiesSince(core: Core, since: Date, until: Date, topics: readonly string[]) {
  return core.stories({
    scope: { sources: 'all' },
    since,
    until,
    zone: 'Europe/London',
    topics,
    speakers: [],
    outlets: [],
    limit: 5,
    offset: 0,
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = spent();
  await work();
  return ms(began);
}

async function timelines(sentences: number): Promise<void> {
  const archive = openArchive(join(folder, 'timeline.db'));
  const source = archive.source('import', 'bench');
  const count = Math.ceil(sentences / 30);
  for (let n = 0; n < count; n += 1000) {
    archive.store(
      Array.from({ length: Math.min(1000, count - n) }, (_, place) => makeArticle(n + place)),
      source,
    );
  }
  const core = createCore({ archive, search: openSearch({ archive }), samples: false });
  say(
    `a timeline over ${grouped(archive.extent({ scope: { sources: 'all' } }).sentences)} sentences, of the one who speaks most`,
  );
  const asking = { scope: { sources: 'all' as const }, now: new Date(), zone: 'Europe/London', limit: 3, offset: 0 };
  for (const about of [undefined, 'winter budget', 'harbour']) {
    const request = { ...asking, speaker: frequentSpeaker, ...(about === undefined ? {} : { about }) };
    const first = await timed(() => core.timeline(request));
    const again = [];
    for (let round = 0; round < 7; round += 1) again.push(await timed(() => core.timeline(request)));
    again.sort((a, b) => a - b);
    say(
      `  ${about === undefined ? 'all they said' : `about “${about}”`}: first ${grouped(first)} ms, then ${grouped(again[3] ?? 0)} ms, at most ${grouped(again[6] ?? 0)}`,
    );
  }
  archive.close();
}
