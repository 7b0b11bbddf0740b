import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everyMatch } from '../../src/query/every-match.ts';

test.each([/\d+/gu, /\b(?:in|on) \p{L}+/giu, /a*/g, /(?<=x)y/g])(
  'everyMatch() finds what matchAll() finds: %s',
  (pattern) => {
    const part = fc.constantFrom('in May', 'on', ' ', 'a', 'aa', 'x', 'y', '12', '7', 'é', '.');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        const found = (matches: Iterable<RegExpExecArray>) => [...matches].map((match) => [match.index, match[0]]);
        expect(found(everyMatch(pattern, text))).toEqual(found(text.matchAll(pattern)));
      }),
    );
  },
);
