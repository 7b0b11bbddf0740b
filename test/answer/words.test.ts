import { expect, test } from 'vitest';
import {
  agoWords,
  counted,
  daysWords,
  listWords,
  periodWords,
  type Speech,
  shortened,
} from '../../src/answer/words.ts';

const speech: Speech = { locale: 'en-GB', zone: 'Europe/Paris', now: new Date('2025-05-14T22:30:00Z') };

test.each([
  { count: 0, words: '0 articles' },
  { count: 1, words: '1 article' },
  { count: 1240, words: '1,240 articles' },
])('counted() says "$words"', ({ count, words }) => {
  expect(counted(count, 'article', 'articles', speech)).toBe(words);
});

test.each([
  { from: '2025-05-14', to: '2025-05-14', words: '14 May 2025' },
  { from: '2025-05-02', to: '2025-05-14', words: '2 to 14 May 2025' },
  { from: '2025-04-28', to: '2025-05-02', words: '28 April to 2 May 2025' },
  { from: '2024-12-30', to: '2025-01-02', words: '30 December 2024 to 2 January 2025' },
  { from: 'some day', to: 'another', words: 'another' },
])('daysWords() says "$words"', ({ from, to, words }) => {
  expect(daysWords(from, to, speech)).toBe(words);
});

test.each([
  { from: '2025-05-14', to: '2025-05-14', words: 'on 14 May 2025' },
  { from: '2025-05-02', to: '2025-05-14', words: 'between 2 and 14 May 2025' },
  { from: '2025-05-02', to: undefined, words: 'since 2 May 2025' },
  { from: undefined, to: '2025-05-14', words: 'until 14 May 2025' },
  { from: undefined, to: undefined, words: '' },
])('periodWords() says "$words"', ({ from, to, words }) => {
  expect(periodWords(from, to, speech)).toBe(words);
});

test.each([
  { it: 'counts the hours since a moment', published: '2025-05-14T19:30:00Z', words: '3 hours ago' },
  { it: 'calls the day of the reader today, not that of Greenwich', published: '2025-05-15', words: 'today' },
  { it: 'counts a day without a time in days', published: '2025-05-13', words: '2 days ago' },
  { it: 'says nothing of what is no date', published: 'last spring', words: null },
])('agoWords() $it', ({ published, words }) => {
  expect(agoWords(published, speech)).toBe(words);
});

test.each([
  { words: ['Courier'], list: 'Courier' },
  { words: ['Courier', 'Wire'], list: 'Courier and Wire' },
  { words: ['Courier', 'Wire', 'Post'], list: 'Courier, Wire and Post' },
  { words: [], list: '' },
])('listWords() says "$list"', ({ words, list }) => {
  expect(listWords(words)).toBe(list);
});

test.each([
  { it: 'leaves alone what fits', words: 'The bridge is shut', most: 18, short: 'The bridge is shut' },
  { it: 'cuts at a blank', words: 'The bridge is shut', most: 12, short: 'The bridge…' },
  {
    it: 'cuts a word where the last blank is too far back',
    words: 'A Bridgewatertown',
    most: 10,
    short: 'A Bridgewa…',
  },
])('shortened() $it', ({ words, most, short }) => {
  expect(shortened(words, most)).toBe(short);
});
