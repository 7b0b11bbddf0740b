import type { Span } from '../model/span.ts';
import type { Shelved, Token } from './shelf.ts';
import { contentTokens, sentencesOf } from './statement-text.ts';
import { coverage, shareOf, type Topic } from './topic.ts';

/** Where a topic stands, seen from a statement: the nearer, the better it answers. */
export type Nearness = 'content' | 'sentence' | 'paragraph' | 'article' | 'nowhere';

export interface TopicEvidence {
  /** Share of the topic's weight in its sentences. */
  readonly share: number;
  /** The nearest place that holds any word of it. */
  readonly nearest: Nearness;
  /** One number: each word counts by where it stands nearest. */
  readonly score: number;
}

/** What a word counts by its nearest place. */
const worth = { content: 1, sentence: 0.9, paragraph: 0.45, article: 0.15 } as const;

/**
 * Looks for a topic in and around a statement.
 *
 * @param article of each word of the topic its weight in the whole article, where the index has told; else it is read
 */
export function topicEvidence(
  statement: { readonly content: readonly Span[]; readonly extent: Span },
  shelved: Shelved,
  topic: Topic,
  article: readonly number[] = articleCoverage(shelved, topic),
): TopicEvidence {
  const { first, last } = sentencesOf(statement.extent, shelved);
  const paragraph = { first: shelved.paragraphOf(first).first, last: shelved.paragraphOf(last).last };
  const inContent = coverage(topic, stemsOf(contentTokens(statement, shelved)));
  const inSentence = coverage(topic, stemsIn(shelved, first, last));
  const inParagraph = coverage(
    topic,
    stemsIn(shelved, Math.min(paragraph.first, first - 1), Math.max(paragraph.last, last + 1)),
  );
  const inArticle = merged(inParagraph, coverage(topic, shelved.titleStems()), article);
  const nearest = nearestOf({ content: inContent, sentence: inSentence, paragraph: inParagraph, article: inArticle });
  return {
    share: shareOf(topic, inSentence),
    nearest,
    score: shareOf(
      topic,
      topic.words.map((_word, place) =>
        Math.max(
          (inContent[place] ?? 0) * worth.content,
          (inSentence[place] ?? 0) * worth.sentence,
          (inParagraph[place] ?? 0) * worth.paragraph,
          (inArticle[place] ?? 0) * worth.article,
        ),
      ),
    ),
  };
}

function* stemsOf(tokens: readonly Token[]): Generator<string> {
  for (const { stem } of tokens) yield stem;
}

function* stemsIn(shelved: Shelved, first: number, last: number): Generator<string> {
  for (let place = Math.max(0, first); place <= last; place += 1) yield* stemsOf(shelved.tokens(place));
}

const byArticle = new WeakMap<Shelved, WeakMap<Topic, number[]>>();

/** A speaker has many statements in one article: its words are looked through once. */
function articleCoverage(shelved: Shelved, topic: Topic): number[] {
  let byTopic = byArticle.get(shelved);
  if (!byTopic) {
    byTopic = new WeakMap();
    byArticle.set(shelved, byTopic);
  }
  let found = byTopic.get(topic);
  if (!found) {
    found = coverage(topic, stemsIn(shelved, 0, shelved.article.sentences.length - 1));
    byTopic.set(topic, found);
  }
  return found;
}

function merged(...lists: readonly (readonly number[])[]): number[] {
  const [first = [], ...rest] = lists;
  return first.map((value, place) => Math.max(value, ...rest.map((list) => list[place] ?? 0)));
}

function nearestOf(places: Record<Exclude<Nearness, 'nowhere'>, readonly number[]>): Nearness {
  for (const place of ['content', 'sentence', 'paragraph', 'article'] as const) {
    if (places[place].some((weight) => weight > 0)) return place;
  }
  return 'nowhere';
}
