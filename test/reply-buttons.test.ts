import { expect, test } from 'vitest';
import type { Answer } from '../src/model/answer.ts';
import type { AskedId } from '../src/model/stores.ts';
import { answerButtons, followButtons, timelineButtons } from '../src/reply-buttons.ts';
import { firstPage, nothing } from './fixtures/answers.ts';

const id = 'a1' as AskedId;
const [item] = firstPage.items;
const one: Answer = { ...firstPage, items: item === undefined ? [] : [item], more: 0 };
const offers = Array.from({ length: 6 }, (_, place) => ({ label: `Offer ${place}`, question: `question ${place}` }));
const { speaker: _speaker, about: _about, ...ofNobody } = firstPage.understood;

test.each([
  { it: 'pages on where there is more', answer: { ...firstPage, more: 1 }, offset: 0, has: ['More'], not: ['Back'] },
  { it: 'pages back from the second page', answer: { ...firstPage, more: 0 }, offset: 3, has: ['Back'], not: ['More'] },
  { it: 'counts items through the pages', answer: firstPage, offset: 3, has: ['Context 4'], not: ['Context 1'] },
  { it: 'gives a single item no number', answer: one, offset: 0, has: ['Context'], not: ['Context 1', 'More'] },
  { it: 'draws four offers at most', answer: { ...nothing, offers }, offset: 0, has: ['Offer 3'], not: ['Offer 4'] },
])('answerButtons() $it', ({ answer, offset, has, not }) => {
  const labels = answerButtons(id, answer, offset).map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining(has));
  for (const label of not) expect(labels).not.toContain(label);
});

test.each([
  { it: 'leads from several statements to the timeline', answer: firstPage, labels: ['Timeline'] },
  { it: 'draws none for a single statement', answer: one, labels: [] },
  { it: 'leads from a timeline to its numbers', answer: { ...one, kind: 'timeline' as const }, labels: ['Numbers'] },
  { it: 'draws none where nobody in particular speaks', answer: { ...firstPage, understood: ofNobody }, labels: [] },
])('timelineButtons() $it', ({ answer, labels }) => {
  expect(timelineButtons(id, answer).map(({ label }) => label)).toEqual(labels);
});

test.each([
  { it: 'is drawn under statements of somebody', answer: one, labels: ['Follow'] },
  { it: 'is not where there is nobody and nothing to follow', answer: { ...one, understood: ofNobody }, labels: [] },
  { it: 'is not where nothing was found', answer: nothing, labels: [] },
])('followButtons() $it', ({ answer, labels }) => {
  expect(followButtons(id, answer).map(({ label }) => label)).toEqual(labels);
});
