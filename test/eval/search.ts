/**
 * How often the index alone, before anything is re-ranked, finds the sentence that answers.
 *
 *     node test/eval/search.ts [--data FOLDER] [--only-encyclopaedia]
 */
import { parseArgs } from 'node:util';
import type { SentenceIndex } from '../../src/model/search.ts';
import { createSentenceIndex } from '../../src/search/sentence-index.ts';
import type { Question, SplitArticle } from './search-data.ts';
import { readArticles, readQuestions, usualFolder } from './search-data.ts';

const depth = 200;

interface Figures {
  readonly first: number;
  readonly firstFive: number;
  readonly reciprocal: number;
  readonly within: number;
}

/** Place of the first hit that overlaps an answer, from 0; -1 when none of the first 200 does. */
function placeOfAnswer(
  text: string,
  { article, spans }: Question,
  index: SentenceIndex,
  byRow: ReadonlyMap<number, SplitArticle>,
): number {
  return index.search(index.readQuery(text), { limit: depth }).findIndex(({ row, sentence }) => {
    const found = byRow.get(row);
    const place = found?.spans[sentence];
    if (found?.id !== article || place === undefined) return false;
    return spans.some(([start, end]) => start < place.end && end > place.start);
  });
}

function measure(places: readonly number[]): Figures {
  const share = (holds: (place: number) => boolean): number => (100 * places.filter(holds).length) / places.length;
  const reciprocals = places.map((place) => (place >= 0 && place < 10 ? 1 / (place + 1) : 0));
  return {
    first: share((place) => place === 0),
    firstFive: share((place) => place >= 0 && place < 5),
    reciprocal: reciprocals.reduce((sum, each) => sum + each, 0) / places.length,
    within: share((place) => place >= 0),
  };
}

function report(name: string, articles: readonly SplitArticle[], questions: readonly Question[]): void {
  const index = createSentenceIndex();
  const byRow = new Map(articles.map((each) => [each.indexed.row as number, each]));
  for (const { indexed } of articles) index.add(indexed);
  for (const form of ['question', 'misspelt'] as const) {
    const started = performance.now();
    const found = measure(questions.map((each) => placeOfAnswer(each[form], each, index, byRow)));
    const took = (performance.now() - started) / questions.length;
    const shares = [found.first, found.firstFive, found.within].map((each) => each.toFixed(1).padStart(6)).join(' ');
    const rank = found.reciprocal.toFixed(3);
    console.log(`${name.padEnd(28)} ${form.padEnd(9)} ${shares}  ${rank}  ${took.toFixed(2)} ms`);
  }
}

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: usualFolder },
    'only-encyclopaedia': { type: 'boolean', default: false },
  },
});
const articles = readArticles(values.data);
const encyclopaedia = articles.filter(({ source }) => source === 'squad');
const questions = readQuestions(values.data, 'questions');
console.log(`${'among'.padEnd(28)} ${'questions'.padEnd(9)}  hit@1  hit@5  @${depth}  MRR@10`);
report(`${encyclopaedia.length} encyclopaedia articles`, encyclopaedia, questions);
if (!values['only-encyclopaedia']) {
  report(`${articles.length} articles`, articles, questions);
  report(`${articles.length}, "what did X say"`, articles, readQuestions(values.data, 'said'));
}
