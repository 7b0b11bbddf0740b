import { eventMs, type GraphArticle, type Kinship, type StoryGraph } from './story-graph.ts';
import { sharedSentences } from './story-signature.ts';

/** Articles of one event. */
export interface Cluster {
  /** By their time, the first first. */
  readonly articles: readonly GraphArticle[];
}

/**
 * Two groups are one event when their articles are this much alike on average. Found on a year of American campaign
 * news: of the pairs within a day that are alike to this degree, some 94 % are more than what articles of different
 * weeks are alike by chance.
 */
const sameEvent = 0.22;
/** Terms of a group that are compared with those of another: its heaviest. */
const mostTerms = 160;

interface Group {
  readonly members: number[];
  first: number;
  last: number;
  /** Sum of the members' vectors. */
  sum: Map<number, number>;
}

/**
 * Gathers articles to events, the likest pairs first, as long as the two groups as wholes are alike and no more than
 * seven days lie between their first and last article: so no chain of neighbours makes one story of a month.
 *
 * @param articles of the graph, by their places; pairs with others are left out
 */
export function clusterArticles(graph: StoryGraph, articles: ReadonlyMap<number, GraphArticle>): Cluster[] {
  const steps = clusterInSteps(graph, articles);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same for a whole week of news, which takes seconds: between the steps somebody else may be served. */
export function* clusterInSteps(
  graph: StoryGraph,
  articles: ReadonlyMap<number, GraphArticle>,
): Generator<void, Cluster[]> {
  const groups = new Map<number, Group>();
  for (const [place, { moment, terms, weights }] of articles) {
    const sum = new Map<number, number>();
    for (let at = 0; at < terms.length; at += 1) sum.set(terms[at] ?? 0, weights[at] ?? 0);
    groups.set(place, { members: [place], first: moment, last: moment, sum });
    if (groups.size % placesAtOnce === 0) yield;
  }
  const refused = new Set<string>();
  let looked = 0;
  for (const pairs of likestFirst(graph, articles)) {
    for (const { a, b } of pairs) {
      looked += 1;
      if (looked % pairsAtOnce === 0) yield;
      const one = groups.get(a);
      const two = groups.get(b);
      if (one === undefined || two === undefined || one === two) continue;
      const key = versionsOf(one, two);
      if (refused.has(key)) continue;
      if (isOneEvent(one, two)) merge(one, two, groups);
      else refused.add(key);
    }
  }
  return [...new Set(groups.values())].map(({ members }) => ({
    articles: members
      .flatMap((place) => articles.get(place) ?? [])
      .sort((x, y) => x.moment - y.moment || x.row - y.row),
  }));
}

/** Some ten milliseconds each. */
const placesAtOnce = 5000;
const pairsAtOnce = 2000;
const fineness = 500;

/** In portions of nearly equal weight: a week has a million pairs, and sorting them at once holds everybody up. */
function* likestFirst(graph: StoryGraph, articles: ReadonlyMap<number, GraphArticle>): Generator<readonly Kinship[]> {
  const portions: Kinship[][] = [];
  for (const place of articles.keys()) {
    for (const pair of graph.kinOf(place)) {
      if (!articles.has(pair.b)) continue;
      const portion = Math.round((1 - Math.min(1, pair.weight)) * fineness);
      const list = portions[portion];
      if (list === undefined) portions[portion] = [pair];
      else list.push(pair);
    }
  }
  for (const portion of portions) {
    if (portion !== undefined) yield portion.sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
  }
}

/** Names two groups as they are now: they may be alike once they have grown. */
function versionsOf(one: Group, two: Group): string {
  const [low, high] = (one.members[0] ?? 0) < (two.members[0] ?? 0) ? [one, two] : [two, one];
  return `${low.members[0]}+${low.members.length}/${high.members[0]}+${high.members.length}`;
}

function isOneEvent(one: Group, two: Group): boolean {
  const span = Math.max(one.last, two.last) - Math.min(one.first, two.first);
  return span <= eventMs && meanLikeness(one, two) >= sameEvent;
}

/** Mean over all pairs of an article of the one and an article of the other. */
function meanLikeness(one: Group, two: Group): number {
  const [short, long] = one.sum.size <= two.sum.size ? [one.sum, two.sum] : [two.sum, one.sum];
  let shared = 0;
  for (const [term, weight] of short) shared += weight * (long.get(term) ?? 0);
  return shared / (one.members.length * two.members.length);
}

function merge(one: Group, two: Group, groups: Map<number, Group>): void {
  const [into, from] = one.members.length >= two.members.length ? [one, two] : [two, one];
  for (const place of from.members) groups.set(place, into);
  into.members.push(...from.members);
  into.first = Math.min(into.first, from.first);
  into.last = Math.max(into.last, from.last);
  for (const [term, weight] of from.sum) into.sum.set(term, (into.sum.get(term) ?? 0) + weight);
  if (into.sum.size <= mostTerms * 2) return;
  into.sum = new Map([...into.sum].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, mostTerms));
}

/** Of the shorter article's sentences, so many stand in the other: the rest is a headline, a byline, a cut. */
const copied = 0.6;

/** Parts the articles of an event into texts of their own, each with its copies; the first to tell it leads. */
export function groupCopies(articles: readonly GraphArticle[]): (readonly GraphArticle[])[] {
  const groups: GraphArticle[][] = [];
  for (const article of articles) {
    const same = groups.find(([first]) => first !== undefined && isCopy(first, article));
    if (same === undefined) groups.push([article]);
    else same.push(article);
  }
  return groups;
}

function isCopy(one: GraphArticle, two: GraphArticle): boolean {
  return sharedSentences(one.signature, two.signature) >= copied;
}
