import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { type Archive, openArchive } from '../src/archive/open-archive.ts';
import { createPool } from '../src/core-pool.ts';
import { type CorePort, startThread } from '../src/core-port.ts';
import { loadCoreThread, startCoreThread } from '../src/core-thread.ts';
import type { Core } from '../src/model/core.ts';
import { createCore } from '../src/query/core.ts';
import { baseFolder } from '../src/search/base-file.ts';
import { openSearch } from '../src/search/open-search.ts';
import { frequentSpeaker, makeArticle } from './archive/made-articles.ts';
import { temporaryFolder } from './archive/temporary.ts';

const asking = {
  scope: { sources: 'all' },
  now: new Date('2025-03-20T12:00:00Z'),
  zone: 'UTC',
  limit: 3,
  offset: 0,
} as const;

const questions = [
  `What did ${frequentSpeaker} say?`,
  `What did ${frequentSpeaker} say about the harbour?`,
  'who said anything about the winter budget?',
  'When was the school report on the river?',
  'What about the harbuor price?',
];

function madeArchive(articles: number): Archive {
  const archive = openArchive(join(temporaryFolder(), 'archive.db'));
  onTestFinished(() => archive.close());
  storeMade(archive, 0, articles);
  return archive;
}

function storeMade(archive: Archive, from: number, to: number): void {
  const source = archive.source('import', 'made');
  archive.store(
    Array.from({ length: to - from }, (_, place) => makeArticle(from + place)),
    source,
  );
}

/** Threads over one archive, of which the first shares its index with the others. */
async function sharingThreads(archive: Archive, count: number): Promise<readonly [CorePort, ...CorePort[]]> {
  const leader = startThread();
  onTestFinished(() => leader.close());
  await leader.open({ archive: archive.file, sealFrom: 1 });
  const shared = await leader.share();
  if (shared === null) throw new Error('Nothing to share');
  const others = Array.from({ length: count - 1 }, startThread);
  for (const other of others) {
    onTestFinished(() => other.close());
    await other.open({ archive: archive.file, shared });
  }
  return [leader, ...others];
}

test('each thread gives the answer of a core of its own, while articles come and go', async () => {
  const archive = madeArchive(12);
  const threads = await sharingThreads(archive, 3);
  const [leader, ...others] = threads;
  let stored = 12;
  let removed = 0;
  const someTurn = fc.oneof(
    fc.record({ kind: fc.constant('ask' as const), thread: fc.nat(2), question: fc.nat(questions.length - 1) }),
    fc.constantFrom({ kind: 'store' as const }, { kind: 'remove' as const }, { kind: 'share' as const }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(someTurn, { minLength: 4, maxLength: 10 }), async (turns) => {
      for (const turn of turns) {
        if (turn.kind === 'store') storeMade(archive, stored, ++stored);
        else if (turn.kind === 'remove') archive.removeArticle(`made-${removed++}`, 'test');
        else if (turn.kind === 'share') {
          const base = await leader.share();
          if (base !== null) await Promise.all(others.map((other) => other.adopt(base)));
        } else {
          const question = { text: questions[turn.question] ?? '', ...asking };
          const fresh = createCore({ archive, search: openSearch({ archive }), samples: false });
          expect(await threads[turn.thread]?.call('ask', question)).toEqual(await fresh.ask(question));
        }
      }
    }),
    { numRuns: 5 },
  );
});

interface Started {
  readonly ports: readonly CorePort[];
  readonly errors: readonly unknown[];
  readonly pool: ReturnType<typeof createPool>;
  ask(): ReturnType<Core['ask']>;
}

async function startedPool(archive: Archive, threads: number): Promise<Started> {
  const ports: CorePort[] = [];
  const errors: unknown[] = [];
  const start = (): CorePort => {
    const port = startThread();
    ports.push(port);
    return port;
  };
  const opening = { archive: archive.file, sealFrom: 1 };
  const first = start();
  await first.open(opening);
  const pool = createPool(first, { opening, threads, start, onError: (error) => void errors.push(error) });
  onTestFinished(() => pool.close());
  return {
    ports,
    errors,
    pool,
    ask: async () => pool.leastBusy().call('ask', { text: questions[0] ?? '', ...asking }),
  };
}

/** Waits until a question that comes while another is answered goes to another thread. */
async function untilTwoAnswer({ pool, ask }: Started): Promise<void> {
  const goesElsewhere = async (): Promise<boolean> => {
    const first = pool.leastBusy();
    const asked = ask();
    const second = pool.leastBusy();
    await asked;
    return second !== first;
  };
  await expect.poll(goesElsewhere, { timeout: 20_000 }).toBe(true);
}

test('createPool() shares questions out, and replaces a thread that ends while the others answer', async () => {
  const started = await startedPool(madeArchive(10), 2);
  await untilTwoAnswer(started);
  expect(started.errors).toEqual([]);
  for (const ending of [1, 0]) {
    await started.ports[ending]?.close();
    expect((await started.ask()).items.length).toBeGreaterThan(0);
    await untilTwoAnswer(started);
  }
  expect(started.ports).toHaveLength(4);
  expect(started.errors).toHaveLength(2);
});

test('createPool() tells why nobody answers while the only thread is gone', async () => {
  const started = await startedPool(madeArchive(10), 1);
  await started.ports[0]?.close();
  await expect(started.ask()).rejects.toThrow('A thread of the query core ended with code 0');
  await expect
    .poll(
      () =>
        started.ask().then(
          ({ kind }) => kind,
          () => null,
        ),
      { timeout: 20_000 },
    )
    .not.toBeNull();
});

test.each([
  { it: 'takes the thread that was opened ahead over its archive', ahead: 'the same' },
  { it: 'takes the thread that was opened ahead with its sealed index', ahead: 'the same, sealed' },
  { it: 'takes no thread that was opened ahead over another', ahead: 'another' },
  { it: 'takes a thread that was only loaded ahead', ahead: 'none' },
])('startCoreThread() $it', async ({ ahead }) => {
  const archive = madeArchive(10);
  if (ahead === 'the same, sealed') {
    await openSearch({ archive, sealed: { folder: baseFolder(archive.file), identity: archive.identity() } }).seal();
  }
  const loading = loadCoreThread();
  if (ahead !== 'none') loading.open(ahead === 'another' ? madeArchive(3).file : archive.file);
  const thread = await startCoreThread({ archive: archive.file });
  onTestFinished(() => thread.close());
  expect(await thread.core.holdings(asking.scope)).toMatchObject({ articles: 10, samples: false });
});
