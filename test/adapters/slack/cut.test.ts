import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutAt } from '../../../src/adapters/slack/cut.ts';

describe('cutAt()', () => {
  test('gives a beginning within the limit that ends in no white space and no half character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 200 }),
        (text, limit) => {
          const end = cutAt(text, limit);
          const shown = text.slice(0, end);
          expect(end).toBeLessThanOrEqual(text.length);
          if (end === text.length) return;
          expect(end).toBeLessThanOrEqual(limit);
          expect(shown).toBe(shown.trimEnd());
          expect(shown.isWellFormed()).toBe(true);
        },
      ),
    );
  });

  test.each([
    { it: 'shows all that fits', text: 'One. Two.', limit: 9, shown: 'One. Two.' },
    {
      it: 'stops after a sentence',
      text: 'The first is long. The second is not',
      limit: 30,
      shown: 'The first is long.',
    },
    { it: 'keeps the closing mark', text: '“The first is long.” The second', limit: 28, shown: '“The first is long.”' },
    {
      it: 'stops after a word',
      text: 'One. Then a sentence that has no end at all',
      limit: 24,
      shown: 'One. Then a sentence',
    },
    { it: 'stops anywhere in a text without breaks', text: '橋'.repeat(50), limit: 20, shown: '橋'.repeat(20) },
    { it: 'counts lines too', text: `One${'\n'.repeat(100)}two`, limit: 1000, shown: 'One' },
  ])('$it', ({ text, limit, shown }) => {
    expect(text.slice(0, cutAt(text, limit))).toBe(shown);
  });
});
