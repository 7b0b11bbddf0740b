import { expect, test } from 'vitest';
import type { ArticleChange } from '../../src/model/sources.ts';
import type { DigestPlan } from '../../src/model/subscriptions.ts';
import { changeWords } from '../../src/subscriptions/change-words.ts';
import { channel } from './small-bot.ts';

const period = { since: new Date('2025-05-13T06:00:00Z'), until: new Date('2025-05-14T06:00:00Z') };
const article = { id: 'bridge', title: 'Bridge to open in July', outlet: 'The Courier', url: null, published: null };

const changed: ArticleChange = {
  article,
  at: new Date('2025-05-13T09:00:00Z'),
  title: { before: 'Bridge to open in June', after: 'Bridge to open in July' },
  quotations: [
    { kind: 'changed', before: '“every bolt”', after: '“each bolt”', speaker: 'Ilse Marten' },
    { kind: 'vanished', before: '“never”', speaker: null },
  ],
  text: false,
};

const plan: DigestPlan = {
  at: channel,
  target: channel,
  timetable: { weekdays: [1], monthDays: [], hour: 8, minute: 0, zone: 'UTC' },
  topics: [],
  speakers: [],
  outlets: [],
  length: 5,
  ifNothing: 'no post',
};

test('changeWords() tells what was and what is, with who published it', () => {
  expect(changeWords([changed], period, plan)).toEqual([
    'Changed after publication: the headline “Bridge to open in June” is now “Bridge to open in July” (The Courier)',
    'Changed after publication: words of Ilse Marten, “every bolt”, now read “each bolt” (The Courier)',
    'Changed after publication: a quotation is no longer there: “never” (The Courier)',
  ]);
});

test.each([
  { it: 'of another period', change: { ...changed, at: new Date('2025-05-12T09:00:00Z') }, about: {} },
  { it: 'of another topic', change: changed, about: { topics: ['ferries'] } },
  { it: 'of another speaker', change: changed, about: { speakers: ['Oskar Brandt'] } },
  { it: 'of another outlet', change: changed, about: { outlets: ['Northern Wire'] } },
])('changeWords() leaves out what is $it', ({ change, about }) => {
  expect(changeWords([change], period, { ...plan, ...about })).toEqual([]);
});
