import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sieved } from '../../src/text/sieve.ts';
import { splitWords } from '../../src/text/words.ts';

const wordsOf = (text: string): string[] => splitWords(text, { start: 0, end: text.length }).map((word) => word.text);
const kindsOf = (text: string): string =>
  splitWords(text, { start: 0, end: text.length })
    .map(({ kind }) => kind)
    .join(' ');

describe('splitWords()', () => {
  test.each([
    { it: 'parts a stop from a word', text: 'It ended. Then', words: ['It', 'ended', '.', 'Then'] },
    { it: 'parts a stop from a name', text: 'in Leith.', words: ['in', 'Leith', '.'] },
    { it: 'keeps the stop of a title', text: 'Capt. Holt', words: ['Capt.', 'Holt'] },
    { it: 'keeps the stops of dotted letters', text: 'the U.S. side', words: ['the', 'U.S.', 'side'] },
    { it: 'keeps the stop of an initial', text: 'J. Holt', words: ['J.', 'Holt'] },
    { it: 'parts a possessive ending', text: 'Holt’s plan', words: ['Holt', '’s', 'plan'] },
    { it: 'keeps an apostrophe before more letters', text: "she'd say", words: ["she'd", 'say'] },
    { it: 'keeps a hyphen within a word', text: 'a well-kept road', words: ['a', 'well-kept', 'road'] },
    { it: 'keeps commas and points in a number', text: '1,250.5 kg, 3.', words: ['1,250.5', 'kg', ',', '3', '.'] },
    { it: 'keeps the ending of a number', text: '5th, 12m', words: ['5th', ',', '12m'] },
    { it: 'keeps a name with a point in it', text: 'at Fund.org now', words: ['at', 'Fund.org', 'now'] },
    { it: 'keeps what joins two letters', text: 'AT&T and R&D', words: ['AT&T', 'and', 'R&D'] },
    { it: 'parts signs', text: '$5 (a—b)', words: ['$', '5', '(', 'a', '—', 'b', ')'] },
    { it: 'takes blanks of any kind', text: 'a\u00a0b\tc', words: ['a', 'b', 'c'] },
  ])('$it', ({ text, words }) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('tells words, numbers and signs apart', () => {
    expect(kindsOf('Holt paid $1,250 on 5th, he said')).toBe('word word sign number word number sign word word');
  });

  const piece = fc.constantFrom(...' aZé’\'".,:-&@0½日s'.split(''), 'Mr', 'U.S.', 'th', 'bn', '😀', 'said', '1,0');
  const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

  test('cuts slices that hold every letter once, and reads a part as if nothing stood around it', () => {
    fc.assert(
      fc.property(texts, texts, (before, text) => {
        const words = splitWords(`${before}${text}x`, { start: before.length, end: before.length + text.length });
        expect(words.map(({ start, end }) => text.slice(start - before.length, end - before.length))).toEqual(
          wordsOf(text),
        );
        expect(wordsOf(text).join('')).toBe(text.replaceAll(/\s/gu, ''));
        expect(words.every((word) => word.lower === word.text.toLowerCase().replaceAll('’', "'"))).toBe(true);
      }),
    );
  });
});

describe('sieved()', () => {
  test('finds what the list holds, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 6 })), fc.array(fc.string({ maxLength: 6 })), (listed, asked) => {
        const list = new Map(listed.map((word, place) => [word, place]));
        const find = sieved(list);
        for (const word of [...listed, ...asked]) expect(find(word)).toBe(list.get(word));
      }),
    );
  });
});
