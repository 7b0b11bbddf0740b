import { expect, test } from 'vitest';
import { findAnswerWords } from '../../src/query/answer-words.ts';
import { beyondAsked } from '../../src/query/answering-name.ts';
import { tokensOf } from '../../src/query/shelf.ts';

const asked = new Set(tokensOf('president of the harbour board', 0).map(({ stem }) => stem));

test.each([
  { run: 'Harbour Board President Lena Orr', name: 'Lena Orr' },
  { run: 'Lena Orr', name: 'Lena Orr' },
  { run: 'Halden Harbour Board', name: 'Halden' },
  { run: 'Harbour Board', name: null },
])('beyondAsked() takes of "$run" what was not asked for: $name', ({ run, name }) => {
  const text = `On Monday ${run} spoke.`;
  const start = text.indexOf(run);
  const span = beyondAsked({ start, end: start + run.length }, tokensOf(text, 0), ({ stem }) => asked.has(stem));
  expect(span === null ? null : text.slice(span.start, span.end)).toBe(name);
});

test('findAnswerWords() takes a name with the small words in it', () => {
  const text = 'The prize went to Anna van der Veer of Norvik.';
  const spans = findAnswerWords({ text, start: 0, tokens: tokensOf(text, 0) }, 'person', () => false);
  expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['Anna van der Veer of Norvik']);
});

test('findAnswerWords() takes no day and no month for a person or a place', () => {
  const text = 'In October the fair opened on Friday in Norvik.';
  const sentence = { text, start: 0, tokens: tokensOf(text, 0) };
  for (const wanted of ['person', 'place'] as const) {
    const spans = findAnswerWords(sentence, wanted, () => false);
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['Norvik']);
  }
});
