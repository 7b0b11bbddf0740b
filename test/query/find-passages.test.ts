import { expect, test } from 'vitest';
import { prepareQuestion } from '../../src/query/find-passages.ts';
import { readTopic } from '../../src/query/topic.ts';
import { createSentenceIndex } from '../../src/search/sentence-index.ts';
import { articleOf } from '../search/random-news.ts';

const index = createSentenceIndex();
index.add(
  articleOf(1, ['The lighthouse of Orla burned in the storm.', 'The keeper Ness had built the lighthouse alone.']),
);

function prepared(question: string) {
  const { topic, stems, pairs, pairCount } = prepareQuestion(question, readTopic(question, index));
  return { words: topic.words.map(({ folded }) => folded), stems, pairs, pairCount };
}

test.each([
  { it: 'a word with a slip', typed: 'who built the lighthuose of Orla', meant: 'who built the lighthouse of Orla' },
  { it: 'several of them', typed: 'which strom took the lighthuose', meant: 'which storm took the lighthouse' },
])('prepareQuestion() reads $it as what it was read as', ({ typed, meant }) => {
  expect(prepared(typed)).toEqual(prepared(meant));
});

test('prepareQuestion() leaves what was typed without blanks as it stands', () => {
  expect(prepared('lighthouseorla').stems).toEqual(['lighthouseorla']);
});
