import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openArchive } from '../../src/archive/open-archive.ts';
import { openStores } from '../../src/archive/stores/open-stores.ts';
import type { Adapter, Platform, Target } from '../../src/model/chat.ts';
import type { DigestPlan, Follow, Followed, FollowPlan } from '../../src/model/subscriptions.ts';
import { createDeliverer } from '../../src/outbox.ts';
import { createCore } from '../../src/query/core.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { createDigestDelivery } from '../../src/subscriptions/deliver-digests.ts';
import { createFollowIndex } from '../../src/subscriptions/match-follows.ts';
import { createDigestPlanner } from '../../src/subscriptions/plan-digests.ts';
import { createFollowWatch } from '../../src/subscriptions/watch-follows.ts';
import { readArticle } from '../../src/text/read-article.ts';

/**
 * How fast digests and follows are: `npm run bench:subscriptions`. Fails when 10,000 digests of one minute are not
 * planned within 10 s, when one is lost or a channel is posted to too fast, or when an article takes 20 ms to match
 * with 100,000 follows.
 */
const { values } = parseArgs({
  options: {
    digests: { type: 'string', default: '10000' },
    follows: { type: 'string', default: '100000' },
    channels: { type: 'string', default: '2500' },
  },
});
const [digestCount, followCount, channelCount] = [values.digests, values.follows, values.channels].map(Number);
const folder = mkdtempSync(join(tmpdir(), 'verbatim-bench-'));
const file = join(folder, 'news.db');
const failures: string[] = [];

function report(what: string, value: string, isGood = true): void {
  process.stdout.write(`${isGood ? ' ' : '!'} ${what.padEnd(62)} ${value}\n`);
  if (!isGood) failures.push(what);
}

const surnames = Array.from({ length: 2_000 }, (_, place) =>
  `Marten${String.fromCharCode(97 + (place % 26))}${place}`.replace(
    /\d/g,
    (digit) => 'qwertyuiop'[Number(digit)] ?? '',
  ),
);
const topics = [
  'bridge',
  'ferry',
  'harbour',
  'school',
  'hospital',
  'railway',
  'flood',
  'budget',
  'election',
  'museum',
  'airport',
  'fishing',
];
const pick = <T>(list: readonly T[], place: number): T => list[place % list.length] as T;

function articleOf(place: number, outlet = `Outlet ${place % 40}`) {
  const [who, what, other] = [pick(surnames, place * 7), pick(topics, place), pick(topics, place * 5 + 1)];
  const text = [
    `The council met on Monday about the ${what} and the ${other}, for the ${place}th time since the winter.`,
    `“The ${what} will be finished before anybody asks for the ${other} again,” Ilse ${who} told reporters in the town hall.`,
    ...Array.from(
      { length: 24 },
      (_, line) =>
        `Neighbours of street ${line + place} said they had heard of the ${pick(topics, line)} plans in paper number ${line}.`,
    ),
    `“Nobody was asked,” said Oskar ${pick(surnames, place * 11)}, who lives beside the ${other}.`,
  ].join(' ');
  const article = {
    id: `a${place}`,
    title: `About the ${what}`,
    text,
    outlet,
    url: null,
    published: '2025-05-13T20:00:00Z',
    author: null,
  };
  return { article, reading: readArticle(article) };
}

const set = new Date('2025-05-13T12:00:00Z');
const due = new Date('2025-05-14T06:00:00Z');
let now = set;
const archive = openArchive(file, { now: () => now });
const source = archive.source('import', 'files');
archive.store(
  Array.from({ length: 100 }, (_, place) => articleOf(place)),
  source,
);
const stores = openStores(file, { now: () => now });
const core = createCore({ archive, search: openSearch({ archive }), samples: false });

const zones = ['Europe/Berlin', 'Europe/Paris', 'Africa/Johannesburg', 'Europe/Rome', 'Africa/Cairo'];
const targetOf = (place: number): Target => ({
  platform: 'slack',
  space: 'T1',
  channel: `C${place % (channelCount ?? 1)}`,
  thread: null,
});
for (let place = 0; place < (digestCount ?? 0); place += 1) {
  const target = targetOf(place);
  const zone = pick(zones, place);
  const plan: DigestPlan = {
    at: target,
    target,
    timetable: { weekdays: [1, 2, 3, 4, 5, 6, 7], monthDays: [], hour: 8, minute: 0, zone },
    topics: place % 3 === 0 ? [] : [pick(topics, place)],
    speakers: [],
    outlets: place % 5 === 0 ? [`Outlet ${place % 40}`] : [],
    length: 5,
    ifNothing: 'one line',
  };
  stores.digests.add(plan, `U${place}`, { next: due, toldUntil: set }, set);
}

now = new Date(due.getTime() + 1_000);
let began = performance.now();
createDigestPlanner({ digests: stores.digests }).plan(now);
const plannedMs = performance.now() - began;
const planned = stores.digests.planned(1_000_000).length;
report(
  `${digestCount} digests due at the same minute: planned`,
  `${(plannedMs / 1000).toFixed(2)} s`,
  plannedMs < 10_000,
);
report('  lost in planning', String((digestCount ?? 0) - planned), planned === digestCount);

began = performance.now();
await createDigestDelivery({ digests: stores.digests, core, scopeOf: () => ({ sources: 'all' }) }).deliver(
  now,
  (error) => {
    throw error;
  },
);
report('  composed and in the outbox', `${((performance.now() - began) / 1000).toFixed(2)} s`);

// The clock of the channels is made faster, and their pause with it: a second is 20 ms.
const pauseMs = 20;
const last = new Map<string, number>();
let [posts, tooFast] = [0, 0];
const adapter: Adapter = {
  name: 'slack',
  listen: async () => {},
  async post(target) {
    const at = performance.now();
    if (at - (last.get(target.channel) ?? Number.NEGATIVE_INFINITY) < pauseMs - 1) tooFast += 1;
    await new Promise((resolve) => setTimeout(resolve, 2));
    last.set(target.channel, performance.now());
    posts += 1;
    return { kind: 'sent', ref: { target, message: `m${posts}` } };
  },
  edit: async (ref) => ({ kind: 'sent', ref }),
  find: async () => 'absent',
};
began = performance.now();
await createDeliverer({
  outbox: stores.outbox,
  adapters: new Map<Platform, Adapter>([['slack', adapter]]),
  now: () => now,
  betweenPostsMs: pauseMs,
}).sweep();
report(`  sent to ${channelCount} channels, 2 ms a request`, `${((performance.now() - began) / 1000).toFixed(2)} s`);
report('  lost on the way', String((digestCount ?? 0) - posts), posts === digestCount);
report('  posts to a channel before its pause was over', String(tooFast), tooFast === 0);

function followOf(place: number): Followed {
  const speaker = `Ilse ${pick(surnames, place)}`;
  const kinds: readonly Followed[] = [
    { speaker },
    { speaker, topic: pick(topics, place) },
    { topic: `${pick(topics, place)} ${pick(surnames, place)}` },
    { speaker, manner: 'mentioned' },
    { words: `will be finished before ${place}` },
    { outlet: `Outlet ${place}` },
  ];
  return pick(kinds, Math.floor(place / surnames.length));
}

const follows: Follow[] = Array.from({ length: followCount ?? 0 }, (_, place) => {
  const at = targetOf(place);
  const plan: FollowPlan = { at, target: at, followed: followOf(place), bundleMinutes: 15, quiet: null, zone: 'UTC' };
  return { id: place + 1, plan, user: `U${place}`, state: 'active', why: null, mutedUntil: null, mark: 0 };
});
began = performance.now();
const index = createFollowIndex(follows);
report(`${followCount} follows: indexed`, `${((performance.now() - began) / 1000).toFixed(2)} s`);
const news = Array.from({ length: 60 }, (_, place) => articleOf(10_000 + place));
now = new Date('2025-05-14T07:00:00Z');
archive.store(news, source);
const rows = archive.movement(0, 100_000).stored.slice(-60);
const articles = archive.articles(rows, { sources: 'all' });
const statements = Map.groupBy(archive.statementsIn(rows, { sources: 'all' }), ({ row }) => row);
const times: number[] = [];
let matched = 0;
for (const article of articles.slice(0, 10)) index.match({ article, statements: statements.get(article.row) ?? [] });
for (const article of articles) {
  const start = performance.now();
  matched += index.match({ article, statements: statements.get(article.row) ?? [] }).length;
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
const at = (part: number) => times[Math.floor((times.length - 1) * part)] ?? 0;
report(
  `  an article matched (${(matched / articles.length).toFixed(1)} findings each), median`,
  `${at(0.5).toFixed(2)} ms`,
);
report('  19 of 20 take no more than', `${at(0.95).toFixed(2)} ms`, at(0.95) < 20);
report('  the slowest of 60', `${at(1).toFixed(2)} ms`);

// The whole way: read from the archive, matched, kept.
const watch = createFollowWatch({
  follows: { ...stores.follows, active: () => follows.map((follow) => ({ ...follow, mark: 0 })) },
  archive,
  scopeOf: () => ({ sources: 'all' }),
});
await watch.match(now);
archive.store([articleOf(19_999)], source);
await watch.match(now);
archive.store(
  Array.from({ length: 40 }, (_, place) => articleOf(20_000 + place)),
  source,
);
began = performance.now();
await watch.match(now);
const eachMs = (performance.now() - began) / 40;
report('  read, matched and kept, each of 40 new articles', `${eachMs.toFixed(2)} ms`, eachMs < 20);

stores.close();
archive.close();
rmSync(folder, { recursive: true });
process.exitCode = failures.length === 0 ? 0 : 1;
