import type { StoredStatement, VersionRow } from '../model/archive.ts';
import { comparisonOf } from './compare-outlets.ts';
import { groupStatements, itemsOfGroups, outletOf } from './compare-statements.ts';
import type { Finding } from './finding.ts';
import { nothing } from './finding.ts';
import { fullName, nearestTo } from './nearest.ts';
import { isVersion, readPassageId } from './passage-id.ts';
import type { Setting } from './setting.ts';
import type { Shelved } from './shelf.ts';
import { type Cluster, clusterArticles } from './story-clusters.ts';
import { eventMs, type GraphArticle, StoryGraph } from './story-graph.ts';
import { signatureOf } from './story-signature.ts';
import { coverage, readTopic, shareOf, type Topic } from './topic.ts';
import { topicEvidence } from './topic-evidence.ts';
import type { Asked } from './understand.ts';

/** Articles of one story whose statements are laid side by side: the newest. */
const mostArticles = 80;
/** Articles among which a story is looked for. */
const mostCandidates = 160;
const mostHits = 800;
const otherStories = 3;

/** The articles that are compared. */
interface Chosen {
  readonly articles: readonly GraphArticle[];
  /** True when they are one event; else all are about the topic, in several events. */
  readonly isOneStory: boolean;
  readonly others: readonly Cluster[];
}

/**
 * One story in each outlet's words: which statements each of them carries, whole, cut, in words of its own or not at all.
 *
 * @param item id of an item whose story is meant; the topic of `asked` decides when it is absent
 */
export function answerComparison(asked: Asked, setting: Setting, item?: string): Finding {
  const topic = asked.about === null ? null : readTopic(asked.about, setting.index);
  const chosen = item === undefined ? chosenByTopic(topic, setting) : chosenByItem(item, setting);
  if (chosen === null || chosen.articles.length === 0) return { ...nothing, nearest: nearestTo(asked, topic, setting) };
  const articles = chosen.articles.slice(-mostArticles);
  const rows = articles.map(({ row }) => row);
  const shelved = setting.shelf.take(rows, setting.filter.scope);
  const statements = setting.shelf
    .statements(rows, setting.filter.scope)
    .filter((statement) => statement.speaker !== null && !statement.nested)
    .filter((statement) => chosen.isOneStory || isNear(statement, shelved.get(statement.row), topic));
  const outlets = [...new Set(articles.map(({ row }) => outletOf(shelved.get(row))))];
  const groups = groupStatements(statements, shelved, articles);
  const items = itemsOfGroups(groups, outlets);
  if (items.length === 0) return { ...nothing, nearest: nearestTo(asked, topic, setting) };
  return {
    kind: 'comparison',
    items,
    references: articles.flatMap(({ row }) => shelved.get(row)?.article ?? []),
    confidence: chosen.isOneStory ? 0.9 : 0.7,
    nearest: storyOffers(chosen.others, setting),
    comparison: comparisonOf({
      articles,
      shelved,
      groups,
      isOneStory: chosen.isOneStory,
      nameOf: (name) => fullName(name, setting),
    }),
    ...(topic === null ? {} : { corrections: topic.corrections }),
  };
}

function isNear(statement: StoredStatement, shelved: Shelved | undefined, topic: Topic | null): boolean {
  if (topic === null || shelved === undefined) return true;
  const { nearest } = topicEvidence(statement, shelved, topic);
  return nearest === 'content' || nearest === 'sentence' || nearest === 'paragraph';
}

/** The story that most outlets tell about a topic, the newest of equal ones; else all that they have about it. */
function chosenByTopic(topic: Topic | null, setting: Setting): Chosen | null {
  if (topic === null || topic.words.length === 0) return null;
  const { index, shelf, filter, allows } = setting;
  const hits = index.search(topic.query, { limit: mostHits, ...(allows === undefined ? {} : { allows }) });
  const byRow = Map.groupBy(hits, ({ row }) => row);
  const rows = [...byRow.keys()].slice(0, mostCandidates);
  const about = new Map<VersionRow, number>();
  for (const [row, shelved] of shelf.take(rows, filter.scope)) {
    const stems = new Set(shelved.titleStems());
    const found = byRow.get(row) ?? [];
    for (const { sentence } of found) for (const { stem } of shelved.tokens(sentence)) stems.add(stem);
    const share = shareOf(topic, coverage(topic, stems));
    const inTitle = shareOf(topic, coverage(topic, shelved.titleStems()));
    if (share >= 0.6) about.set(row, share + inTitle + Math.min(1, found.length / 4));
  }
  const clusters = clustersOf([...about.keys()], setting);
  const weigh = (cluster: Cluster) => worthOf(cluster, about, setting);
  const [best, ...others] = clusters
    .map((cluster) => ({ cluster, worth: weigh(cluster) }))
    .sort((a, b) => b.worth - a.worth || newestOf(b.cluster) - newestOf(a.cluster));
  if (best === undefined) return null;
  const comparable = others.flatMap(({ cluster }) => (outletsOf(cluster, setting) > 1 ? [cluster] : []));
  if (outletsOf(best.cluster, setting) > 1) {
    return { articles: best.cluster.articles, isOneStory: true, others: comparable.slice(0, otherStories) };
  }
  const newest = Math.max(...clusters.map(newestOf));
  const all = clusters.flatMap(({ articles }) => articles).filter(({ moment }) => newest - moment <= eventMs);
  return { articles: all.sort((a, b) => a.moment - b.moment || a.row - b.row), isOneStory: false, others: [] };
}

/** Many outlets, and articles that are about nothing else. */
function worthOf(cluster: Cluster, about: ReadonlyMap<VersionRow, number>, setting: Setting): number {
  const shares = cluster.articles.map(({ row }) => about.get(row) ?? 0);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const outlets = outletsOf(cluster, setting);
  return mean * Math.log2(1 + outlets) * (outlets > 1 ? 1 : 0.2);
}

function newestOf({ articles }: Cluster): number {
  return articles.at(-1)?.moment ?? 0;
}

function outletsOf({ articles }: Cluster, { shelf, filter }: Setting): number {
  const shelved = shelf.take(
    articles.map(({ row }) => row),
    filter.scope,
  );
  return new Set([...shelved.values()].map(outletOf)).size;
}

/** The story that an item's article belongs to. */
function chosenByItem(item: string, setting: Setting): Chosen | null {
  const { index, shelf, filter, archive } = setting;
  const row = rowOfItem(item, setting);
  const own = row === null ? undefined : shelf.take([row], filter.scope).get(row);
  if (row === null || own === undefined) return null;
  const lead = [
    own.article.title ?? '',
    ...own.article.sentences.slice(0, 4).map(({ start, end }) => own.article.text.slice(start, end)),
  ];
  const moment = Date.parse(own.article.published ?? '');
  const near = Number.isNaN(moment)
    ? 'all'
    : archive.rowsWithin({ ...filter, from: new Date(moment - eventMs), to: new Date(moment + eventMs) });
  const allows = near === 'all' ? setting.allows : (other: VersionRow) => near.has(other);
  const hits = index.search(index.readQuery(lead.join(' ')), {
    limit: mostHits,
    ...(allows === undefined ? {} : { allows }),
  });
  const rows = [...new Set([row, ...hits.map((hit) => hit.row)])].slice(0, mostCandidates);
  const cluster = clustersOf(rows, setting).find(({ articles }) => articles.some((article) => article.row === row));
  return cluster === undefined ? null : { articles: cluster.articles, isOneStory: true, others: [] };
}

function rowOfItem(item: string, { archive, filter }: Setting): VersionRow | null {
  const place = readPassageId(item);
  if (place === null) return archive.statement(item as StoredStatement['id'], filter.scope)?.row ?? null;
  const article = archive.article(place.article, filter.scope);
  return article !== null && isVersion(article.version, place) ? article.row : null;
}

function clustersOf(rows: readonly VersionRow[], { shelf, filter, archive }: Setting): Cluster[] {
  const published = archive.publishedWhen(rows, filter.scope);
  const added = [...shelf.take(rows, filter.scope)].map(([row, { article }]) => ({
    row,
    moment: published.get(row)?.moment ?? 0,
    signature: signatureOf(article),
  }));
  const graph = new StoryGraph();
  for (const _ of graph.change({ added, removed: [] }));
  return clusterArticles(graph, graph.articlesOf(rows));
}

function storyOffers(clusters: readonly Cluster[], { shelf, filter }: Setting): Finding['nearest'] {
  return clusters.flatMap(({ articles }) => {
    const rows = articles.map(({ row }) => row);
    const title = [...shelf.take(rows, filter.scope).values()].find(({ article }) => article.title !== null)?.article
      .title;
    return title
      ? [{ kind: 'story' as const, headline: title, articles: rows.length, question: `compare outlets on ${title}` }]
      : [];
  });
}
