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
  const bySentence = new Map<VersionRow, ReadonlyMap<number, number[]>>();
  const byArticle = new Map<VersionRow, number[]>();
  const nowhere: readonly number[] = topic.words.map(() => 0);

  function read(row: VersionRow): ReadonlyMap<number, number[]> {
    const known = bySentence.get(row);
    if (known !== undefined) return known;
    const sentences = new Map<number, number[]>();
    const article = [...nowhere];
    for (const [term, held] of (sentencesOf(row) ?? []).entries()) {
      if (held.length === 0) continue;
      for (const { place, weight } of places[term] ?? []) {
        article[place] = Math.max(article[place] ?? 0, weight);
        for (const sentence of held) {
          const weights = sentences.get(sentence) ?? [...nowhere];
          weights[place] = Math.max(weights[place] ?? 0, weight);
          sentences.set(sentence, weights);
        }
      }
    }
    bySentence.set(row, sentences);
    byArticle.set(row, article);
    return sentences;
  }

  const scores = Map.groupBy(hits, ({ row }) => row);
  return {
    best,
    sums: new Map([...scores].map(([row, own]) => [row, fallingSum(own.map(({ score }) => score / best))])),
    weightsIn: (row, sentence) => read(row).get(sentence) ?? nowhere,
    inArticle(row) {
      read(row);
      return byArticle.get(row) ?? nowhere;
    },
  };
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
