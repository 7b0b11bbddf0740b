import type { VersionRow } from '../model/archive.ts';
import type { Hit, SentenceIndex } from '../model/search.ts';
import { fallingSum } from './passage-pool.ts';
import { shareOf, type Topic } from './topic.ts';

/** What the index knows of the articles of all hits, before any of them is read. */
interface IndexEvidence {
  readonly best: number;
  /** What was found in each article, the best counting most. */
  readonly sums: ReadonlyMap<VersionRow, number>;
  /** For each word of the topic its weight in the sentence; `null` for an article that holds none. */
  weightsIn(row: VersionRow, sentence: number): readonly number[];
  inArticle(row: VersionRow): readonly number[];
}

/** Gathers what the index knows of the articles of some hits. */
export function indexEvidence(topic: Topic, hits: readonly Hit[], index: SentenceIndex): IndexEvidence {
  const terms = [...topic.byTerm.keys()];
  const places = terms.map((term) => topic.byTerm.get(term) ?? []);
  const sentencesOf = index.occurrences([...new Set(hits.map(({ row }) => row))], terms);
  const best = Math.max(1e-9, ...hits.map(({ score }) => score));
  const nowhere: readonly number[] = topic.words.map(() => 0);
  const articles = new Map<VersionRow, HeldBy>();

  function raiseBy(weights: number[], term: number): void {
    for (const { place, weight } of places[term] ?? []) weights[place] = Math.max(weights[place] ?? 0, weight);
  }

  function heldBy(row: VersionRow): HeldBy {
    const known = articles.get(row);
    if (known !== undefined) return known;
    const terms = sentencesOf(row) ?? [];
    const article = [...nowhere];
    for (let term = 0; term < terms.length; term += 1) if ((terms[term]?.length ?? 0) > 0) raiseBy(article, term);
    const held = { terms, article, bySentence: new Map<number, readonly number[]>() };
    articles.set(row, held);
    return held;
  }

  /** Of all sentences of an article only those near what was found are asked for. */
  function weightsIn(row: VersionRow, sentence: number): readonly number[] {
    const { terms, bySentence } = heldBy(row);
    const known = bySentence.get(sentence);
    if (known !== undefined) return known;
    let weights: number[] | null = null;
    for (let term = 0; term < terms.length; term += 1) {
      if (!isAmong(terms[term] ?? [], sentence)) continue;
      weights ??= [...nowhere];
      raiseBy(weights, term);
    }
    bySentence.set(sentence, weights ?? nowhere);
    return weights ?? nowhere;
  }

  const scores = Map.groupBy(hits, ({ row }) => row);
  return {
    best,
    sums: new Map([...scores].map(([row, own]) => [row, fallingSum(own.map(({ score }) => score / best))])),
    weightsIn,
    inArticle: (row) => heldBy(row).article,
  };
}

/** What an article holds of the terms. */
interface HeldBy {
  /** For each term the sentences that hold it, ascending. */
  readonly terms: readonly (readonly number[])[];
  /** For each word of the topic its weight in the article. */
  readonly article: readonly number[];
  readonly bySentence: Map<number, readonly number[]>;
}

function isAmong(ascending: readonly number[], sentence: number): boolean {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < sentence) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === sentence;
}

/** Sentences before and after that count as near, as long as no text tells where the paragraph ends. */
const reach = 2;
/** About what the full ranking gives to the same evidence. */
const bm25As = 3.6;
const coverageAs = 2.4;
const nearAs = 1.7;
const articleAs = 2.8;
const sumAs = 1.7;

/** How likely a hit answers, as far as the index can tell. */
export function promiseOf({ row, sentence, score }: Hit, topic: Topic, evidence: IndexEvidence): number {
  const own = evidence.weightsIn(row, sentence);
  const near = [...own];
  for (let place = sentence - reach; place <= sentence + reach; place += 1) {
    const there = evidence.weightsIn(row, place);
    for (let word = 0; word < near.length; word += 1) {
      if ((there[word] ?? 0) > (near[word] ?? 0)) near[word] = there[word] ?? 0;
    }
  }
  return (
    (bm25As * score) / evidence.best +
    coverageAs * shareOf(topic, own) +
    nearAs * shareOf(topic, near) +
    articleAs * shareOf(topic, evidence.inArticle(row)) +
    sumAs * (evidence.sums.get(row) ?? 0)
  );
}
