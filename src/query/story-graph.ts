import type { VersionRow } from '../model/archive.ts';
import type { Signature } from './story-signature.ts';

/** Two articles that tell much the same, from 0 to 1. `a` and `b` are places in the graph. */
export interface Kinship {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/** One article of the graph: unit vector over its terms. */
export interface GraphArticle {
  readonly row: VersionRow;
  /** Milliseconds since 1970. */
  readonly moment: number;
  readonly signature: Signature;
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
}

const dayMs = 86_400_000;
/** Articles further apart tell of two events. */
export const eventMs = 7 * dayMs;
/** Pairs below are of two events whatever else they share. */
const leastKinship = 0.18;
const mostKin = 14;
const mostCandidates = 64;
/** Articles looked at for one term, and for all of one article's. */
const mostOfTerm = 400;
const mostVisits = 2500;
/** Of the score of the likeliest candidate. */
const leastOfBest = 0.12;
const mostTermsOfVector = 40;
/** Some twenty milliseconds. */
const insertsAtOnce = 200;
/** The weights of all are reckoned anew when there are this many times more or fewer articles. */
const drift = 1.5;
/** Below, there are too few articles to know their frequent words: all is reckoned anew each time. */
const smallGraph = 400;

/** Share of articles that have a term of each class before any is counted, and the weight of that belief in articles. */
const believedShares = [0.015, 0.004, 0.12] as const;
const belief = 20;
const classWorth = [1.25, 1, 0.6] as const;

/**
 * Who tells the same as whom, over the articles of a window: each new article is compared with those that share its
 * rarer terms, found by inverted lists, and never with all.
 */
export class StoryGraph {
  readonly #signatures = new Map<VersionRow, { signature: Signature; moment: number }>();
  #articles: GraphArticle[] = [];
  #places = new Map<VersionRow, number>();
  #postings = new Map<number, number[]>();
  #frequency = new Map<number, number>();
  #kin: Kinship[][] = [];
  #builtAt = 0;
  #scores = new Float32Array(1024);

  get size(): number {
    return this.#signatures.size;
  }

  rows(): VersionRow[] {
    return [...this.#signatures.keys()];
  }

  has(row: VersionRow): boolean {
    return this.#signatures.has(row);
  }

  /**
   * Takes articles up, those that are there already excepted, and lets others go. Between the steps of it somebody else
   * may be served; until the last one the graph is not to be read.
   */
  *change(change: {
    readonly added: readonly { row: VersionRow; moment: number; signature: Signature }[];
    readonly removed: Iterable<VersionRow>;
  }): Generator<void> {
    const gone = this.#forget(change.removed);
    const fresh = change.added.filter(({ row }) => !this.#signatures.has(row));
    for (const { row, moment, signature } of fresh) {
      this.#signatures.set(row, { signature, moment });
      this.#count(signature, 1);
    }
    if (gone > this.#articles.length / 8 || (gone + fresh.length > 0 && this.#hasDrifted())) yield* this.#rebuild();
    else yield* this.#insertAll(fresh);
  }

  /** Articles that are in the graph, with their places; what is not there is left out. */
  articlesOf(rows: Iterable<VersionRow>): Map<number, GraphArticle> {
    const found = new Map<number, GraphArticle>();
    for (const row of rows) {
      const place = this.#places.get(row);
      const article = place === undefined ? undefined : this.#articles[place];
      if (place !== undefined && article !== undefined) found.set(place, article);
    }
    return found;
  }

  /** Pairs whose later article stands at this place. */
  kinOf(place: number): readonly Kinship[] {
    return this.#kin[place] ?? [];
  }

  #hasDrifted(): boolean {
    const now = this.#signatures.size;
    return now <= smallGraph || now > this.#builtAt * drift || now * drift < this.#builtAt;
  }

  #count({ terms }: Signature, change: 1 | -1): void {
    for (const term of terms) {
      const count = (this.#frequency.get(term) ?? 0) + change;
      if (count > 0) this.#frequency.set(term, count);
      else this.#frequency.delete(term);
    }
  }

  /** Those that are gone stay in the lists until all is reckoned anew; nothing leads to them. */
  #forget(rows: Iterable<VersionRow>): number {
    let gone = 0;
    for (const row of rows) {
      const known = this.#signatures.get(row);
      if (known === undefined) continue;
      this.#signatures.delete(row);
      this.#places.delete(row);
      this.#count(known.signature, -1);
      gone += 1;
    }
    return gone;
  }

  *#rebuild(): Generator<void> {
    this.#articles = [];
    this.#places = new Map();
    this.#postings = new Map();
    this.#kin = [];
    this.#builtAt = this.#signatures.size;
    yield* this.#insertAll([...this.#signatures].map(([row, known]) => ({ row, ...known })));
  }

  /** By their own time, so that it matters little in which order they came. */
  *#insertAll(articles: readonly { row: VersionRow; moment: number; signature: Signature }[]): Generator<void> {
    const inOrder = [...articles].sort((a, b) => a.moment - b.moment || a.row - b.row);
    for (const [place, { row, moment, signature }] of inOrder.entries()) {
      this.#insert(row, moment, signature);
      if (place % insertsAtOnce === insertsAtOnce - 1) yield;
    }
  }

  #insert(row: VersionRow, moment: number, signature: Signature): void {
    const { terms, weights } = this.#vectorOf(signature);
    const place = this.#articles.length;
    const article = { row, moment, signature, terms, weights };
    const kin = this.#nearest(article, place);
    this.#articles.push(article);
    this.#places.set(row, place);
    this.#kin.push(kin);
    for (const term of terms) {
      const list = this.#postings.get(term);
      if (list === undefined) this.#postings.set(term, [place]);
      else list.push(place);
    }
  }

  #vectorOf({ terms, counts, classes }: Signature): { terms: Uint32Array; weights: Float32Array } {
    const total = this.#signatures.size + belief;
    const weighed: { term: number; weight: number }[] = [];
    for (let at = 0; at < terms.length; at += 1) {
      const term = terms[at] ?? 0;
      const kind = classes[at] ?? 0;
      const expected = (this.#frequency.get(term) ?? 0) + belief * (believedShares[kind] ?? 0);
      const rarity = Math.log(total / (expected + 0.5));
      if (rarity > 0) weighed.push({ term, weight: (counts[at] ?? 0) * rarity * (classWorth[kind] ?? 0) });
    }
    const kept = weighed
      .sort((a, b) => b.weight - a.weight || a.term - b.term)
      .slice(0, mostTermsOfVector)
      .sort((a, b) => a.term - b.term);
    const length = Math.sqrt(kept.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1;
    return {
      terms: Uint32Array.from(kept, ({ term }) => term),
      weights: Float32Array.from(kept, ({ weight }) => weight / length),
    };
  }

  #nearest(article: GraphArticle, place: number): Kinship[] {
    return this.#candidates(article, place)
      .flatMap((other): Kinship[] => {
        const known = this.#articles[other];
        if (known === undefined || Math.abs(known.moment - article.moment) > eventMs) return [];
        const weight = kinship(article, known);
        return weight >= leastKinship ? [{ a: place, b: other, weight }] : [];
      })
      .sort((a, b) => b.weight - a.weight || a.b - b.b)
      .slice(0, mostKin);
  }

  /** Articles that share its rarest terms, those with most of its weight first. */
  #candidates({ terms, weights }: GraphArticle, place: number): number[] {
    if (this.#scores.length < place) this.#scores = new Float32Array(place * 2);
    const scores = this.#scores;
    const touched: number[] = [];
    const lists = [...terms]
      .map((term, at) => ({ list: this.#postings.get(term) ?? [], worth: (weights[at] ?? 0) ** 2 }))
      .sort((a, b) => a.list.length - b.list.length);
    let visits = 0;
    for (const { list, worth } of lists) {
      // The newest of a frequent term: the articles of one event come close to one another.
      for (let at = Math.max(0, list.length - mostOfTerm); at < list.length; at += 1) {
        const other = list[at] ?? 0;
        if (scores[other] === 0) touched.push(other);
        scores[other] = (scores[other] ?? 0) + worth;
      }
      visits += Math.min(mostOfTerm, list.length);
      if (visits > mostVisits) break;
    }
    // What shares one word of many is passed over before it is sorted.
    const best = touched.reduce((most, other) => Math.max(most, scores[other] ?? 0), 0);
    const likely = touched
      .filter((other) => (scores[other] ?? 0) >= best * leastOfBest)
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
      .slice(0, mostCandidates);
    for (const other of touched) scores[other] = 0;
    return likely;
  }
}

/** How much of what two articles are about is the same; less, the more days lie between them. */
function kinship(a: GraphArticle, b: GraphArticle): number {
  const apart = Math.abs(a.moment - b.moment) / eventMs;
  return product(a, b) * (1 - 0.25 * apart);
}

export function product(
  a: Pick<GraphArticle, 'terms' | 'weights'>,
  b: Pick<GraphArticle, 'terms' | 'weights'>,
): number {
  let sum = 0;
  for (let one = 0, two = 0; one < a.terms.length && two < b.terms.length; ) {
    const left = a.terms[one] ?? 0;
    const right = b.terms[two] ?? 0;
    if (left === right) sum += (a.weights[one] ?? 0) * (b.weights[two] ?? 0);
    if (left <= right) one += 1;
    if (right <= left) two += 1;
  }
  return sum;
}
