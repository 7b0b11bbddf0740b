import { stemmer } from 'stemmer';
import { normalWords } from './same-statement.ts';

const emptyWords = new Set(
  'a an and are as at be by for from has have in into is it its of on or over that the their this to was were what with'.split(
    ' ',
  ),
);

/** Of the words that tell a topic from others, each once. */
export function topicStems(topic: string): string[] {
  const words = normalWords(topic).split(' ');
  const telling = words.filter((word) => word !== '' && !emptyWords.has(word));
  return [...new Set((telling.length > 0 ? telling : words.filter((word) => word !== '')).map(stemmer))];
}

/** Of each word, in their order. */
export function stemsOf(text: string): string[] {
  return normalWords(text).split(' ').map(stemOf);
}

const stems = new Map<string, string>();
/** Words of a language that are used often; stemming is most of the work otherwise. */
const mostStems = 50_000;

function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= mostStems) stems.clear();
  const stem = stemmer(word);
  stems.set(word, stem);
  return stem;
}
