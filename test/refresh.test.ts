import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Archive, openArchive } from '../src/archive/open-archive.ts';
import type { IncomingArticle } from '../src/model/article.ts';
import { type Arrived, rederive, refresh, type StoredArrival } from '../src/refresh.ts';
import { readArticle } from '../src/text/read-article.ts';

const scope = { sources: 'all' } as const;

function arrived(number: number, article: Partial<IncomingArticle> = {}): Arrived {
  const text = `“Road ${number} is shut,” Ida Moss said.`;
  const unknown = { id: null, title: null, outlet: null, url: null, published: null, author: null };
  return { article: { ...unknown, text, ...article }, where: `article ${number}` };
}

async function* arrivals(count: number): AsyncGenerator<Arrived> {
  for (let number = 1; number <= count; number += 1) yield arrived(number);
}

async function* list(...items: readonly Arrived[]): AsyncGenerator<Arrived> {
  yield* items;
}

function shared(archive: Archive) {
  return { archive, readArticle, source: archive.source('import', 'files') };
}

test('refresh() stores what it reads, and the same again is unchanged', async () => {
  using archive = openArchive(':memory:');
  expect(await refresh(arrivals(7), shared(archive))).toEqual({
    added: 7,
    changed: 0,
    unchanged: 0,
    removed: 0,
    failed: 0,
  });
  expect(await refresh(arrivals(8), shared(archive))).toEqual({
    added: 1,
    changed: 0,
    unchanged: 7,
    removed: 0,
    failed: 0,
  });
  expect(archive.extent({ scope })).toMatchObject({ articles: 8, statements: 8 });
});

test('refresh() tells of each batch once it is stored, in order', async () => {
  using archive = openArchive(':memory:');
  const batches: StoredArrival[][] = [];
  await refresh(arrivals(12), {
    ...shared(archive),
    batch: { articles: 5, text: 1e9, ms: 1e9 },
    onStored: (batch) => {
      for (const { id } of batch) expect(archive.article(id, scope)).not.toBeNull();
      batches.push([...batch]);
    },
  });
  expect(batches.map((batch) => batch.length)).toEqual([5, 5, 2]);
  expect(batches.flat().map(({ where }) => where)).toEqual(
    Array.from({ length: 12 }, (_, index) => `article ${index + 1}`),
  );
});

test('refresh() fills a batch no further than its text', async () => {
  using archive = openArchive(':memory:');
  const sizes: number[] = [];
  const big = (number: number) => arrived(number, { text: `${number} ${'Word. '.repeat(200)}` });
  await refresh(list(big(1), big(2), big(3), arrived(4)), {
    ...shared(archive),
    batch: { articles: 50, text: 2000, ms: 1e9 },
    onStored: (batch) => void sizes.push(batch.length),
  });
  expect(sizes).toEqual([2, 2]);
});

test('refresh() stores what it has while the next article is awaited', async () => {
  using archive = openArchive(':memory:');
  const stored = Promise.withResolvers<void>();
  async function* slow(): AsyncGenerator<Arrived> {
    yield arrived(1);
    await stored.promise;
    yield arrived(2);
  }
  const sizes: number[] = [];
  await refresh(slow(), {
    ...shared(archive),
    batch: { articles: 50, text: 1e9, ms: 10 },
    onStored: (batch) => {
      sizes.push(batch.length);
      stored.resolve();
    },
  });
  expect(sizes).toEqual([1, 1]);
});

test('refresh() reads several articles at a time, and stores them in order', async () => {
  using archive = openArchive(':memory:');
  let [reading, most] = [0, 0];
  const where: string[] = [];
  await refresh(arrivals(60), {
    ...shared(archive),
    readers: 8,
    readArticle: async (article) => {
      reading += 1;
      most = Math.max(most, reading);
      await setTimeout(article.text.length % 3);
      reading -= 1;
      return readArticle(article);
    },
    onStored: (batch) => void where.push(...batch.map((one) => one.where)),
  });
  expect(most).toBe(8);
  expect(where).toEqual(Array.from({ length: 60 }, (_, index) => `article ${index + 1}`));
});

test('refresh() holds nothing back for readers that wait for work', async () => {
  using archive = openArchive(':memory:');
  const stored = Promise.withResolvers<void>();
  async function* slow(): AsyncGenerator<Arrived> {
    yield arrived(1);
    await stored.promise;
    yield arrived(2);
  }
  const stages = { ...shared(archive), readers: 8, batch: { articles: 50, text: 1e9, ms: 10 } };
  await refresh(slow(), { ...stages, onStored: () => stored.resolve() });
  expect(archive.extent({ scope }).articles).toBe(2);
});

test('refresh() throws what its source throws, after storing nothing twice', async () => {
  using archive = openArchive(':memory:');
  async function* broken(): AsyncGenerator<Arrived> {
    yield* arrivals(20);
    throw new Error('The source broke');
  }
  await expect(refresh(broken(), { ...shared(archive), readers: 4 })).rejects.toThrow('The source broke');
});

test('refresh() goes on after an article that the reader fails on', async () => {
  using archive = openArchive(':memory:');
  const failed: string[] = [];
  const count = await refresh(arrivals(5), {
    ...shared(archive),
    readArticle: (article) => {
      if (article.text.includes('Road 3')) throw new Error('no');
      return readArticle(article);
    },
    onFailed: ({ where }) => void failed.push(where),
  });
  expect(count).toMatchObject({ added: 4, failed: 1 });
  expect(failed).toEqual(['article 3']);
});

test('refresh() stops after the current batch, which is stored', async () => {
  using archive = openArchive(':memory:');
  const stop = new AbortController();
  const batch = { articles: 3, text: 1e9, ms: 1e9 };
  const count = await refresh(arrivals(1000), {
    ...shared(archive),
    batch,
    signal: stop.signal,
    onStored: () => stop.abort(),
  });
  expect(count.added).toBe(3);
  expect(archive.extent({ scope }).articles).toBe(3);
});

test('refresh() stops while it waits for an article that does not come', async () => {
  using archive = openArchive(':memory:');
  async function* endless(): AsyncGenerator<Arrived> {
    yield arrived(1);
    await new Promise(() => {});
  }
  const stop = new AbortController();
  const work = refresh(endless(), { ...shared(archive), signal: stop.signal });
  await setTimeout(5);
  stop.abort();
  expect(await work).toMatchObject({ added: 1 });
});

test('refresh() throws what the archive throws, and keeps the batches before', async () => {
  using archive = openArchive(':memory:');
  let batches = 0;
  const store: Archive['store'] = (batch, source) => {
    batches += 1;
    if (batches === 2) throw new Error('The disk is full');
    return archive.store(batch, source);
  };
  const stages = { ...shared(archive), archive: { store }, batch: { articles: 4, text: 1e9, ms: 1e9 } };
  await expect(refresh(arrivals(10), stages)).rejects.toThrow('The disk is full');
  expect(archive.extent({ scope }).articles).toBe(4);
});

test('refresh() lets a credit line stand for an outlet that is not known', async () => {
  using archive = openArchive(':memory:');
  const text = 'The road is shut.\n(Associated Press)';
  await refresh(list(arrived(1, { text }), arrived(2, { text, outlet: 'Gazette', title: 'Road' })), shared(archive));
  expect(
    archive
      .outlets(scope)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['Associated Press', 'Gazette']);
});

test('rederive() reads again what other rules have read, and leaves ids and versions alone', async () => {
  using archive = openArchive(':memory:');
  const before: string[] = [];
  await refresh(arrivals(45), {
    ...shared(archive),
    readArticle: (article) => ({ ...readArticle(article), rules: 'old' }),
    onStored: (batch) => void before.push(...batch.map(({ id }) => id)),
  });
  const { rules } = readArticle({ text: 'One.', title: null, published: null });
  const failed: string[] = [];
  const replaced = await rederive({
    archive,
    rules,
    readArticle: (article) => {
      if (article.text.includes('Road 7 ')) throw new Error('no');
      return readArticle(article);
    },
    onFailed: ({ id }) => void failed.push(id),
  });
  expect(replaced).toBe(44);
  expect(failed).toEqual([before[6]]);
  expect(archive.outdated(rules, 100).map(({ id }) => id)).toEqual([before[6]]);
  expect(archive.extent({ scope })).toMatchObject({ articles: 45, statements: 45 });
});

test('rederive() stops when it is told to', async () => {
  using archive = openArchive(':memory:');
  await refresh(arrivals(30), {
    ...shared(archive),
    readArticle: (article) => ({ ...readArticle(article), rules: 'old' }),
  });
  const stop = new AbortController();
  const replaced = await rederive({
    archive,
    rules: 'new',
    signal: stop.signal,
    readArticle: (article) => {
      stop.abort();
      return { ...readArticle(article), rules: 'new' };
    },
  });
  expect(replaced).toBe(1);
  expect(archive.outdated('new', 100)).toHaveLength(29);
});
