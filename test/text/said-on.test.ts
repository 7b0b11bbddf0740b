import { expect, test } from 'vitest';
import { readArticle } from '../../src/text/read-article.ts';

/** 18 April 2025 is a Friday. */
const published = '2025-04-18T21:30:00+02:00';

test.each([
  { it: 'takes the day behind the verb', text: 'Holt said on Wednesday that the bridge was safe.', day: '2025-04-16' },
  { it: 'takes a day without "on"', text: 'Holt said Monday the bridge was safe.', day: '2025-04-14' },
  { it: 'takes a day before the verb', text: 'Holt on Thursday told reporters: “It holds.”', day: '2025-04-17' },
  { it: 'takes the day at the head', text: 'On Tuesday, Holt said the bridge was safe.', day: '2025-04-15' },
  { it: 'takes the day behind an inverted subject', text: '“It holds,” said Holt on Sunday.', day: '2025-04-13' },
  {
    it: 'takes the day of the article for its own weekday',
    text: 'Holt said on Friday it was safe.',
    day: '2025-04-18',
  },
  { it: 'goes a week back for "last"', text: 'Holt said last Friday that it was safe.', day: '2025-04-11' },
  { it: 'knows yesterday', text: 'Holt said yesterday that it was safe.', day: '2025-04-17' },
  { it: 'knows today', text: '“It holds,” Holt said today.', day: '2025-04-18' },
  { it: 'reads a date', text: 'Holt said on April 3 that it was safe.', day: '2025-04-03' },
  { it: 'takes a date to come for one of the year before', text: '“It holds,” Holt said Dec. 30.', day: '2024-12-30' },
  { it: 'reads a year', text: '“It holds,” Holt said on March 1, 2019.', day: '2019-03-01' },
  { it: 'reads a date with the day first', text: 'Holt said on 3 April that it was safe.', day: '2025-04-03' },
  { it: 'reads weekday, day and month', text: '“It holds,” Holt said on Thursday 3 April 2025.', day: '2025-04-03' },
  { it: 'reads weekday, month and day', text: '“It holds,” Holt said on Thursday, April 3.', day: '2025-04-03' },
  { it: 'knows the parts of the day', text: 'Holt said this morning that it was safe.', day: '2025-04-18' },
  { it: 'knows last night', text: '“It holds,” Holt said last night.', day: '2025-04-17' },
  { it: 'leaves what was said of last night', text: 'Holt said last night’s vote was fair.', day: undefined },
  { it: 'leaves the day of what is said', text: 'Holt said the meeting on Monday was useful.', day: undefined },
  { it: 'leaves the day of another clause', text: 'Holt, who resigned on Monday, said it was safe.', day: undefined },
  { it: 'leaves a day that owns something', text: 'Holt said Monday’s vote was fair.', day: undefined },
  { it: 'leaves a day within the marks', text: '“Come on Monday,” Holt said.', day: undefined },
  { it: 'leaves a date that there is not', text: '“It holds,” Holt said on February 31.', day: undefined },
])('saidOn() $it', ({ text, day }) => {
  expect(readArticle({ text, title: null, published }).statements[0]?.saidOn).toBe(day);
});

test('saidOn() tells no day where the article has no date', () => {
  const { statements } = readArticle({ text: 'Holt said on Friday it was safe.', title: null, published: null });
  expect(statements[0]?.saidOn).toBeUndefined();
});
