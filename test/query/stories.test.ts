import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Archive, openArchive } from '../../src/archive/open-archive.ts';
import type { VersionRow } from '../../src/model/archive.ts';
import type { Scope } from '../../src/model/scope.ts';
import type { StoriesFound, StoriesRequest } from '../../src/model/stories.ts';
import { openSamples } from '../../src/operator/samples.ts';
import { createCore } from '../../src/query/core.ts';
import { clusterArticles } from '../../src/query/story-clusters.ts';
import { StoryGraph } from '../../src/query/story-graph.ts';
import { signatureOf } from '../../src/query/story-signature.ts';
import { openSearch } from '../../src/search/open-search.ts';
import { readArticle } from '../../src/text/read-article.ts';
import { eventArticles } from './event-articles.ts';
import type { SmallArticle } from './small-archive.ts';

const everything: Scope = { sources: 'all' };

interface Stocked {
  readonly archive: Archive;
  stories(request?: Partial<StoriesRequest>): Promise<StoriesFound>;
}

/** @param stored the moment at which an article is stored; its own date when absent */
function stocked(articles: readonly SmallArticle[], stored?: (article: SmallArticle) => Date): Stocked {
  let clock = new Date(0);
  const archive = openArchive(':memory:', { now: () => clock });
  for (const article of articles) {
    clock = stored?.(article) ?? new Date(article.published ?? 0);
    store(archive, article, 'paper');
  }
  return { archive, stories: storiesOver(archive) };
}

function store(archive: Archive, { id, title, text, outlet, published }: SmallArticle, source: string): void {
  const article = {
    id: id ?? null,
    title: title ?? null,
    text,
    outlet: outlet ?? null,
    url: null,
    author: null,
    published: published ?? null,
  };
  archive.store([{ article, reading: readArticle(article) }], archive.source('import', source));
}

function storiesOver(archive: Archive): Stocked['stories'] {
  const core = createCore({ archive, search: openSearch({ archive }), samples: false });
  return (request = {}) =>
    core.stories({
      scope: everything,
      since: new Date('2025-05-04T00:00:00Z'),
      until: new Date('2025-05-09T00:00:00Z'),
      zone: 'Europe/London',
      topics: [],
      speakers: [],
      outlets: [],
      limit: 10,
      offset: 0,
      ...request,
    });
}

const headlines = ({ stories }: StoriesFound) => stories.map(({ headline }) => headline.id);

describe('stories()', () => {
  test('gathers what outlets tell of one event, whatever words they choose', async () => {
    const found = await stocked(eventArticles).stories();
    expect(found.stories).toHaveLength(4);
    expect(found.stories.map(({ outlets }) => outlets.length).sort()).toEqual([1, 2, 2, 3]);
    expect(found).toMatchObject({ articles: 8, matching: 8, more: 0 });
  });

  test('counts a text that two outlets print once, and names both', async () => {
    const { stories } = await stocked(eventArticles).stories();
    const tunnel = stories.find(({ outlets }) => outlets.includes('Vale Gazette') && outlets.includes('Northern Wire'));
    expect(tunnel).toMatchObject({
      articles: 2,
      outlets: expect.arrayContaining(['Harbour Herald', 'Northern Wire', 'Vale Gazette']),
    });
  });

  test('puts first what most outlets tell, and last what only one does', async () => {
    const { stories } = await stocked(eventArticles).stories({ until: new Date('2025-05-08T06:00:00Z') });
    expect(stories.at(-1)?.headline.id).toBe('frost');
    expect(stories.map(({ outlets }) => outlets.length).slice(0, 3)).not.toContain(1);
  });

  test('quotes a named speaker in exact words, and tells who else has them', async () => {
    const { archive, stories } = stocked(eventArticles);
    const found = await stories();
    for (const { quotation } of found.stories) {
      const text = archive.article(quotation?.article.id ?? '', everything)?.text;
      expect(text?.slice(quotation?.start, quotation?.end)).toBe(quotation?.text);
      expect(quotation?.speaker?.name).not.toBeNull();
      expect(quotation?.type).toBe('direct');
    }
    const tunnel = found.stories.find(({ outlets }) => outlets.length === 3);
    expect(tunnel?.quotation?.text).toContain('the pumps cannot keep up with the inflow');
    expect(tunnel?.quotation?.alsoIn.map(({ article }) => article.outlet)).toEqual(
      expect.arrayContaining(['Vale Gazette', 'Harbour Herald']),
    );
  });

  test('tells who was quoted most, copies counted once', async () => {
    const { speakers } = await stocked(eventArticles).stories();
    expect(speakers.find(({ name }) => name === 'Olga Brandt')).toEqual({ name: 'Olga Brandt', statements: 3 });
  });

  test.each([
    { by: 'a topic', request: { topics: ['Karst tunnel'] }, matching: 3, ids: ['tunnel-wire'] },
    {
      by: 'several topics',
      request: { topics: ['cherries', 'Verhoeven'] },
      matching: 3,
      ids: ['frost', 'painting-gazette'],
    },
    { by: 'a speaker', request: { speakers: ['Kolb'] }, matching: 2, ids: ['strike-wire'] },
    {
      by: 'an outlet',
      request: { outlets: ['vale gazette'] },
      matching: 3,
      ids: ['frost', 'painting-gazette', 'tunnel-gazette'],
    },
    {
      by: 'a topic in an outlet',
      request: { topics: ['strike'], outlets: ['Harbour Herald'] },
      matching: 1,
      ids: ['strike-herald'],
    },
    { by: 'a topic that nobody names', request: { topics: ['volcano'] }, matching: 0, ids: [] },
    { by: 'a speaker whom nobody quotes', request: { speakers: ['Zacharias Unheard'] }, matching: 0, ids: [] },
  ])('lets through what matches $by', async ({ request, matching, ids }) => {
    const found = await stocked(eventArticles).stories(request);
    expect(headlines(found).sort()).toEqual([...ids].sort());
    expect(found).toMatchObject({ articles: 8, matching });
  });

  test('quotes whoever is asked for, although others are quoted before', async () => {
    const found = await stocked(eventArticles).stories({ speakers: ['Henrik Sand'] });
    expect(found.stories[0]?.quotation?.speaker?.name).toBe('Henrik Sand');
  });

  test('goes by when an article was stored, not by its date; what came earlier belongs to the story', async () => {
    const late = stocked(
      eventArticles,
      ({ id }) => new Date(id === 'tunnel-herald' ? '2025-05-08T20:00:00Z' : '2025-05-06T20:00:00Z'),
    );
    const found = await late.stories({ since: new Date('2025-05-08T00:00:00Z') });
    expect(found.stories).toHaveLength(1);
    expect(found.stories[0]).toMatchObject({
      headline: { id: 'tunnel-herald' },
      articles: 1,
      earlier: 2,
      outlets: ['Harbour Herald'],
    });
  });

  test('does not tell an article again that was changed', async () => {
    const { archive, stories } = stocked(eventArticles, () => new Date('2025-05-05T00:00:00Z'));
    const [first] = eventArticles;
    if (first !== undefined) store(archive, { ...first, text: `${first.text}\nThe mayor came to look.` }, 'paper');
    expect(await stories({ since: new Date('2025-05-05T00:00:01Z') })).toMatchObject({ articles: 0, stories: [] });
  });

  test('gives the same id to a story as it grows', async () => {
    const { archive, stories } = stocked(eventArticles.slice(0, 1));
    const [before] = (await stories()).stories;
    for (const article of eventArticles.slice(1)) store(archive, article, 'paper');
    const after = (await stories({ until: new Date(Date.now() + 1000) })).stories.find(({ id }) => id === before?.id);
    expect(after?.headline.title).toBe('Water breaks into the Karst tunnel, digging stopped');
  });

  test('shows page by page, and tells what is left', async () => {
    const { stories } = stocked(eventArticles);
    const whole = await stories();
    const pages = await Promise.all([0, 2].map((offset) => stories({ limit: 2, offset })));
    expect(pages.flatMap(headlines)).toEqual(headlines(whole));
    expect(pages.map(({ more }) => more)).toEqual([2, 0]);
  });

  test('shows nothing of sources that the asker may not see, and is not led by them', async () => {
    const archive = openArchive(':memory:', { now: () => new Date('2025-05-06T00:00:00Z') });
    for (const article of eventArticles)
      store(archive, article, article.outlet === 'Northern Wire' ? 'wire' : 'papers');
    const papers = archive.source('import', 'papers');
    const found = await storiesOver(archive)({ scope: { sources: [papers] } });
    expect(found.articles).toBe(6);
    expect(JSON.stringify(found)).not.toContain('Northern Wire');
    const alone = stocked(
      eventArticles.filter(({ outlet }) => outlet !== 'Northern Wire'),
      () => new Date('2025-05-06T00:00:00Z'),
    );
    expect(headlines(found).sort()).toEqual(headlines(await alone.stories()).sort());
  });

  test('parts the sample articles into several events', async () => {
    const archive = await openSamples();
    const found = await storiesOver(archive)({ since: new Date(0), until: new Date(Date.now() + 60_000) });
    expect(found.stories.length).toBeGreaterThan(1);
    expect(found.stories.length).toBeLessThan(8);
    const iran = found.stories.find(({ headline }) => headline.title?.includes('Iran'));
    expect(iran?.articles).toBe(2);
  });

  const seeds = join(import.meta.dirname, '../../../shared/seeds');
  test.skipIf(!existsSync(seeds))('takes the two seed articles for one story', async () => {
    const articles = readdirSync(seeds).map((name) => ({ id: name, text: readFileSync(join(seeds, name), 'utf8') }));
    const { stories } = stocked(articles, () => new Date('2025-05-06T00:00:00Z'));
    expect((await stories()).stories).toHaveLength(1);
  });
});

describe('clusterArticles()', () => {
  const rowOf = (place: number) => (place + 1) as VersionRow;
  const articles = eventArticles.map(({ title = null, text, published = '' }, place) => ({
    row: rowOf(place),
    moment: Date.parse(published ?? ''),
    signature: signatureOf({ title, text, sentences: readArticle({ text, title, published }).sentences }),
  }));

  function clustersFrom(batches: readonly (readonly (typeof articles)[number][])[]): string {
    const graph = new StoryGraph();
    for (const added of batches) for (const _ of graph.change({ added, removed: [] }));
    const found = clusterArticles(graph, graph.articlesOf(articles.map(({ row }) => row)));
    return JSON.stringify(found.map((cluster) => cluster.articles.map(({ row }) => row).sort()).sort());
  }

  test('finds the same stories in whatever order and in whatever batches articles come', () => {
    const atOnce = clustersFrom([articles]);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(articles, { minLength: articles.length }),
        fc.integer({ min: 1, max: 8 }),
        (mixed, size) => {
          const batches = Array.from({ length: Math.ceil(mixed.length / size) }, (_, place) =>
            mixed.slice(place * size, (place + 1) * size),
          );
          expect(clustersFrom(batches)).toBe(atOnce);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('lets go of what was removed', () => {
    const graph = new StoryGraph();
    for (const _ of graph.change({ added: articles, removed: [] }));
    for (const _ of graph.change({ added: [], removed: [rowOf(0)] }));
    expect(graph.articlesOf([rowOf(0)]).size).toBe(0);
    expect(graph.size).toBe(articles.length - 1);
  });

  test('keeps the same event of another week apart', () => {
    const later = articles.map((article) => ({
      ...article,
      row: (article.row + 100) as VersionRow,
      moment: article.moment + 15 * 86_400_000,
    }));
    const graph = new StoryGraph();
    for (const _ of graph.change({ added: [...articles, ...later], removed: [] }));
    const found = clusterArticles(graph, graph.articlesOf([...articles, ...later].map(({ row }) => row)));
    expect(
      found.some(({ articles: told }) => told.some(({ row }) => row > 100) && told.some(({ row }) => row < 100)),
    ).toBe(false);
  });
});
