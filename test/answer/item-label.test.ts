import { expect, test } from 'vitest';
import { itemLabel } from '../../src/answer/item-label.ts';
import type { AnswerItem, Carriage, Moment } from '../../src/model/answer.ts';
import { firstPage } from '../fixtures/answers.ts';

const [first] = firstPage.items;
if (first === undefined) throw new Error('The page of the fixtures has no items');
const item: AnswerItem = { ...first, id: 's1', article: { ...first.article, outlet: 'Wire' } };
const locale = { locale: 'en-GB' };
const beside = { id: 's0', published: '2025-04-18T09:00:00Z', outlet: 'Courier', changes: 2 };

test.each<{ words: string | null; moment: Moment }>([
  { words: 'First', moment: { place: 'first', beside: null } },
  {
    words: 'Latest · 2 differences from 18 April 2025 (Courier), in bold',
    moment: { place: 'latest', beside },
  },
  {
    words: 'In the same words as on 18 April 2025 (Courier)',
    moment: { place: 'between', beside: { ...beside, changes: 0 } },
  },
  {
    words: '1 difference from an undated one, in bold',
    moment: { place: 'between', beside: { ...beside, published: null, outlet: null, changes: 1 } },
  },
  { words: null, moment: { place: 'only', beside: null } },
])('itemLabel() in a timeline says $words', ({ words, moment }) => {
  expect(itemLabel({ ...item, moment }, locale)).toBe(words);
});

const whole: Carriage = { of: 's1', how: 'whole', whole: ['Wire'], cut: [], reported: [], absent: [] };

test.each<{ words: string | null; carriage: Carriage }>([
  { words: null, carriage: whole },
  { words: 'Only in Wire, not in Courier and Post', carriage: { ...whole, absent: ['Courier', 'Post'] } },
  {
    words: 'Whole in Wire · cut in Courier · in other words in Post · not in Echo',
    carriage: { ...whole, cut: ['Courier'], reported: ['Post'], absent: ['Echo'] },
  },
  { words: 'Wire cuts it to', carriage: { ...whole, of: 's0', how: 'cut', cut: ['Wire'], whole: ['Courier'] } },
  {
    words: 'Wire tells it in its own words',
    carriage: { ...whole, of: 's0', how: 'reported', reported: ['Wire'], whole: ['Courier'] },
  },
])('itemLabel() in a comparison says $words', ({ words, carriage }) => {
  expect(itemLabel({ ...item, carriage }, locale)).toBe(words);
});
