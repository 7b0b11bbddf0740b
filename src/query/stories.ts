import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { foldName } from '../archive/fold-name.ts';
import type { ArchiveReader, Arrival, Filter, StoredStatement, VersionRow } from '../model/archive.ts';
import type { ArticleReference } from '../model/article.ts';
import type { Scope } from '../model/scope.ts';
import type { SentenceIndex } from '../model/search.ts';
import type { StoriesFound, StoriesRequest, Story } from '../model/stories.ts';
import { onlyExactWords } from './exact-words.ts';
import { referenceTo } from './items.ts';
import type { Shelf } from './shelf.ts';
import { type Cluster, clusterInSteps, groupCopies } from './story-clusters.ts';
import { eventMs, type GraphArticle, product, StoryGraph } from './story-graph.ts';
import { quotationOf } from './story-quotation.ts';
import { signatureOf } from './story-signature.ts';
import { rowsAbout } from './story-topics.ts';

interface Sources {
  readonly archive: ArchiveReader;
  readonly index: SentenceIndex;
  readonly shelf: Shelf;
}

/** A request with its names looked up. */
interface StoriesAsked extends StoriesRequest {
  /** Every name under which those who are asked for speak. */
  readonly names: readonly string[];
}

export interface StoryFinder {
  find(asked: StoriesAsked): Promise<StoriesFound>;
  /** Rows that moved in the archive. */
  drop(rows: readonly VersionRow[]): void;
}

/** A window of a scope, gathered to events; holds until the archive moves. */
interface Window {
  readonly arrivals: ReadonlyMap<VersionRow, Arrival>;
  readonly clusters: readonly Cluster[];
}

const dayMs = 86_400_000;
/** A week of 10,000 articles a day, and a day to spare; more that came in one week are left out, the oldest first. */
const mostArticles = 80_000;
const mostWindows = 8;
const mostAnswers = 200;
const articlesAtOnce = 100;
const mostSpeakers = 5;

/** Finds the events of a period. What a window holds is kept: many digests ask for the same day. */
export function createStoryFinder({ archive, index, shelf }: Sources): StoryFinder {
  const graph = new StoryGraph();
  const moved = new Set<VersionRow>();
  let windows = new Map<string, Window>();
  let answers = new Map<string, StoriesFound>();
  /** One window is made at a time. */
  let turn: Promise<unknown> = Promise.resolve();

  async function bringUp(arrivals: readonly Arrival[]): Promise<void> {
    const gone = [...moved];
    moved.clear();
    const missing = arrivals.filter(({ row }) => !graph.has(row) || gone.includes(row));
    const added = await signaturesOf(missing);
    const kept = new Set(arrivals.map(({ row }) => row));
    const surplus = graph.size + added.length > mostArticles * 1.5 ? graph.rows().filter((row) => !kept.has(row)) : [];
    for (const _ of graph.change({ added, removed: [...gone, ...surplus] })) await setImmediate();
  }

  async function signaturesOf(missing: readonly Arrival[]) {
    const signed: { row: VersionRow; moment: number; signature: ReturnType<typeof signatureOf> }[] = [];
    for (let at = 0; at < missing.length; at += articlesAtOnce) {
      const batch = new Map(missing.slice(at, at + articlesAtOnce).map((arrival) => [arrival.row, arrival]));
      // Who may see an article is asked when stories are gathered, not here.
      for (const article of archive.articles([...batch.keys()], { sources: 'all' })) {
        const { stored, published } = batch.get(article.row) ?? { stored: 0, published: null };
        // Nothing is known of the future: a feed that dates its articles ahead does not lead.
        const moment = Math.min(published ?? stored, stored);
        signed.push({ row: article.row, moment, signature: signatureOf(article) });
      }
      await setImmediate();
    }
    return signed;
  }

  async function windowOf(scope: Scope, since: Date): Promise<Window> {
    const start = Math.floor(since.getTime() / dayMs) * dayMs - eventMs;
    const key = `${scope.sources === 'all' ? 'all' : [...scope.sources].sort((a, b) => a - b).join(',')}/${start}`;
    const known = windows.get(key);
    if (known !== undefined) return known;
    const arrivals = archive.arrivals(new Date(Math.max(0, start)), scope, mostArticles);
    await bringUp(arrivals);
    const window: Window = {
      arrivals: new Map(arrivals.map((arrival) => [arrival.row, arrival])),
      clusters: await clustersOf(arrivals),
    };
    if (moved.size > 0) return window;
    if (windows.size >= mostWindows) windows.clear();
    windows.set(key, window);
    return window;
  }

  async function clustersOf(arrivals: readonly Arrival[]): Promise<readonly Cluster[]> {
    const steps = clusterInSteps(graph, graph.articlesOf(arrivals.map(({ row }) => row)));
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      await setImmediate();
    }
  }

  function answerFrom({ arrivals, clusters }: Window, asked: StoriesAsked): StoriesFound {
    const fresh = freshRows(arrivals, asked);
    const allowed = outletRows(fresh, arrivals, asked.outlets);
    const matching = matchingRows(allowed, asked, { archive, index, shelf });
    const candidates = clusters.flatMap((cluster) => {
      const articles = cluster.articles.filter(({ row }) => allowed.has(row));
      if (!articles.some(({ row }) => matching.has(row))) return [];
      return [candidateOf(cluster, articles, { arrivals, matching, until: asked.until.getTime() })];
    });
    candidates.sort((a, b) => b.score - a.score || b.newest - a.newest || a.firstRow - b.firstRow);
    const page = candidates.slice(asked.offset, asked.offset + asked.limit);
    const leaders = candidates.flatMap(({ texts }) =>
      texts.flatMap(([first]) => (first && matching.has(first.row) ? first.row : [])),
    );
    return {
      stories: page.flatMap((candidate) => storyOf(candidate, asked) ?? []),
      more: Math.max(0, candidates.length - asked.offset - page.length),
      articles: fresh.size,
      matching: matching.size,
      speakers: archive.quotedMost(leaders, asked.scope, mostSpeakers),
    };
  }

  function storyOf(candidate: Candidate, asked: StoriesAsked): Story | null {
    const { texts, cluster, matching } = candidate;
    const rows = [...headFirst(texts, matching), ...texts.flatMap((copies) => copies.slice(1).map(({ row }) => row))];
    const articles = new Map(archive.articles(rows.slice(0, 60), asked.scope).map((article) => [article.row, article]));
    const known = rows.flatMap((row) => articles.get(row) ?? []);
    const headline = known.find(({ title }) => title !== null) ?? known[0];
    const first =
      archive.articles(
        cluster.articles.slice(0, 1).map(({ row }) => row),
        asked.scope,
      )[0] ?? headline;
    if (headline === undefined || first === undefined) return null;
    const names = new Set(asked.names.map(foldName));
    const isAskedFor = ({ speaker }: StoredStatement) => speaker?.name != null && names.has(foldName(speaker.name));
    const quotation = quotationOf({ rows, terms: termsOf(texts), isAskedFor }, shelf, asked.scope);
    const exact = onlyExactWords(
      quotation === null ? [] : [quotation],
      ({ id }) => archive.article(id, asked.scope)?.text ?? null,
    );
    return {
      id: hash('sha256', first.id, 'base64url').slice(0, 16),
      headline: referenceTo(headline),
      quotation: exact.items[0] ?? null,
      articles: texts.length,
      outlets: outletNames(known),
      earlier: candidate.earlier,
      newest: newestOf(known),
    };
  }

  return {
    async find(asked) {
      const key = JSON.stringify(asked);
      const mine = turn.then(async () => {
        const known = answers.get(key);
        if (known !== undefined) return known;
        const found = answerFrom(await windowOf(asked.scope, asked.since), asked);
        if (answers.size >= mostAnswers) answers.clear();
        answers.set(key, found);
        return found;
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
    drop(rows) {
      for (const row of rows) moved.add(row);
      windows = new Map();
      answers = new Map();
    },
  };
}

/** Articles that were stored in the period. */
function freshRows(
  arrivals: ReadonlyMap<VersionRow, Arrival>,
  { since, until }: StoriesAsked,
): ReadonlySet<VersionRow> {
  const fresh = new Set<VersionRow>();
  for (const { row, stored } of arrivals.values()) {
    if (stored >= since.getTime() && stored < until.getTime()) fresh.add(row);
  }
  return fresh;
}

function outletRows(
  rows: ReadonlySet<VersionRow>,
  arrivals: ReadonlyMap<VersionRow, Arrival>,
  outlets: readonly string[],
): ReadonlySet<VersionRow> {
  if (outlets.length === 0) return rows;
  const keys = new Set(outlets.map(foldName));
  return new Set([...rows].filter((row) => keys.has(arrivals.get(row)?.outlet ?? '')));
}

function matchingRows(
  rows: ReadonlySet<VersionRow>,
  { topics, names, speakers, scope }: StoriesAsked,
  sources: Sources,
): ReadonlySet<VersionRow> {
  const about = topics.length === 0 ? rows : rowsAbout(topics, rows, scope, sources);
  if (speakers.length === 0) return about;
  const filter: Filter = { scope };
  const spoken = names.length === 0 ? new Set<VersionRow>() : sources.archive.rowsBy(names, filter);
  return new Set([...about].filter((row) => spoken.has(row)));
}

/** An event that may be told, before it is known whether it gets on the page. */
interface Candidate {
  readonly cluster: Cluster;
  /** What was stored in the period, each text with its copies. */
  readonly texts: readonly (readonly GraphArticle[])[];
  readonly matching: ReadonlySet<VersionRow>;
  readonly earlier: number;
  readonly newest: number;
  readonly firstRow: number;
  readonly score: number;
}

const newnessHalfLifeMs = dayMs;
/** For each doubling of the outlets that tell it in words of their own, and of those that tell it at all. */
const ownOutletsWorth = 1;
const outletsWorth = 0.4;
const newnessWorth = 1;
/** When every article of it is about what was asked for. */
const touchWorth = 1;

function candidateOf(
  cluster: Cluster,
  articles: readonly GraphArticle[],
  {
    arrivals,
    matching,
    until,
  }: { arrivals: ReadonlyMap<VersionRow, Arrival>; matching: ReadonlySet<VersionRow>; until: number },
): Candidate {
  const texts = groupCopies(articles);
  const outletsOf = (some: readonly GraphArticle[]) =>
    new Set(some.map(({ row }) => arrivals.get(row)?.outlet ?? row)).size;
  const leaders = texts.flatMap(([first]) => first ?? []);
  const newest = Math.max(...articles.map(({ moment }) => moment));
  const touched = leaders.filter(({ row }) => matching.has(row)).length / Math.max(1, leaders.length);
  return {
    cluster,
    texts,
    matching,
    earlier: cluster.articles.length - articles.length,
    newest,
    firstRow: articles[0]?.row ?? 0,
    score:
      ownOutletsWorth * Math.log2(1 + outletsOf(leaders)) +
      outletsWorth * Math.log2(1 + outletsOf(articles)) +
      newnessWorth * 2 ** (-Math.max(0, until - newest) / newnessHalfLifeMs) +
      touchWorth * touched,
  };
}

/** The texts' first articles, the one whose headline stands for the story before the others: it has most in common with the rest. */
function headFirst(texts: Candidate['texts'], matching: ReadonlySet<VersionRow>): VersionRow[] {
  const leaders = texts.flatMap(([first]) => first ?? []).slice(0, 60);
  const central = leaders.map((leader) => ({
    row: leader.row,
    isAskedFor: matching.has(leader.row),
    // With two there is no middle: the first to tell it stands for it.
    sum: leaders.length < 3 ? 0 : leaders.reduce((sum, other) => sum + product(leader, other), 0),
  }));
  return central.sort((a, b) => Number(b.isAskedFor) - Number(a.isAskedFor) || b.sum - a.sum).map(({ row }) => row);
}

const mostTerms = 30;

/** What a story makes most of. */
function termsOf(texts: Candidate['texts']): ReadonlyMap<number, number> {
  const sum = new Map<number, number>();
  for (const [first] of texts) {
    for (let at = 0; at < (first?.terms.length ?? 0); at += 1) {
      const term = first?.terms[at] ?? 0;
      sum.set(term, (sum.get(term) ?? 0) + (first?.weights[at] ?? 0));
    }
  }
  return new Map([...sum].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, mostTerms));
}

function outletNames(articles: readonly ArticleReference[]): string[] {
  const counts = new Map<string, number>();
  for (const { outlet } of articles) if (outlet !== null) counts.set(outlet, (counts.get(outlet) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
}

function newestOf(articles: readonly ArticleReference[]): string | null {
  const moments = articles.flatMap(({ published }) =>
    published === null ? [] : [{ published, at: Date.parse(published) }],
  );
  return moments.sort((a, b) => b.at - a.at)[0]?.published ?? null;
}
