import { expect, test } from 'vitest';
import { quotationWithin } from '../../../src/adapters/discord/quotation.ts';

const early = 'It rained. The mayor walked over the old bridge with all of her people and spoke to them.';
const late = 'The mayor walked over the old bridge. It rained, and nobody had come to hear what she said.';

test.each([
  { it: 'draws all that fits', words: 'It rained.', longest: 20, text: '> It rained.', missing: 0 },
  {
    it: 'ends with a sentence that fills most of the room',
    words: late,
    longest: 50,
    text: '> The mayor walked over the old bridge.',
    missing: 53,
  },
  {
    it: 'ends with a word where the last sentence ended too early',
    words: early,
    longest: 50,
    text: '> It rained. The mayor walked over the old bridge',
    missing: 41,
  },
  {
    it: 'cuts a word that is longer than all the room',
    words: 'a'.repeat(30),
    longest: 20,
    text: `> ${'a'.repeat(18)}`,
    missing: 12,
  },
  { it: 'draws each paragraph as a quotation', words: 'One.\n\nTwo.', longest: 40, text: '> One.\n> Two.', missing: 0 },
])('quotationWithin() $it', ({ words, longest, text, missing }) => {
  expect(quotationWithin(words, [], longest)).toEqual({ text, missing });
});

test('quotationWithin() sets what stands out in bold, also where it is cut', () => {
  const strong = [{ start: 4, end: 21 }];
  expect(quotationWithin('The mayor walked over the bridge.', strong, 200).text).toBe(
    '> The **mayor walked over** the bridge.',
  );
  expect(quotationWithin('The mayor walked over the bridge.', strong, 24).text).toBe('> The **mayor walked**');
});
