import type { StoredStatement } from '../model/archive.ts';
import type { Span } from '../model/span.ts';
import { indexEvidence, promiseOf } from './index-evidence.ts';
import { greatest, sentencesAround } from './said-pool.ts';
import type { Setting } from './setting.ts';
import type { Shelved } from './shelf.ts';
import { sentencesOf } from './statement-text.ts';
import { shareOf, type Topic } from './topic.ts';

/**
 * Statements of anybody near the sentences that the index finds for a topic, from the articles that promise most: to read
 * all of them costs half a second where a topic is in the news every day.
 *
 * @param leastShare of the topic that the index finds in a statement's sentences: what has less of it is not read
 */
export function statementsNear(
  topic: Topic,
  most: { readonly hits: number; readonly articles: number },
  setting: Setting,
  leastShare = 0,
): StoredStatement[] {
  const { index, shelf, filter, allows } = setting;
  const hits = index.search(topic.query, { limit: most.hits, ...(allows === undefined ? {} : { allows }) });
  const evidence = indexEvidence(topic, hits, index);
  const promised = hits
    .map((hit) => ({ hit, promise: promiseOf(hit, topic, evidence) }))
    .sort((a, b) => b.promise - a.promise);
  const rows = [...new Set(promised.map(({ hit }) => hit.row))]
    .slice(0, most.articles)
    .filter((row) => shareOf(topic, evidence.inArticle(row)) >= leastShare);
  const shelves = shelf.take(rows, filter.scope);
  const near = new Map(
    [...Map.groupBy(hits, ({ row }) => row)].map(([row, own]) => [
      row,
      new Set(own.flatMap(({ sentence }) => sentencesAround(sentence))),
    ]),
  );
  const isNear = (shelved: Shelved, extent: Span): boolean => {
    const places = near.get(shelved.article.row);
    if (places === undefined) return false;
    const { first, last } = sentencesOf(extent, shelved);
    const sentences = Array.from({ length: last - first + 1 }, (_, place) => first + place);
    if (!sentences.some((sentence) => places.has(sentence))) return false;
    const weightsIn = (sentence: number) => evidence.weightsIn(shelved.article.row, sentence);
    return leastShare === 0 || shareOf(topic, greatest(topic.words.length, sentences, weightsIn)) >= leastShare;
  };
  return shelf.statementsAt(shelves.values(), filter.scope, isNear).filter(({ speaker }) => speaker !== null);
}
