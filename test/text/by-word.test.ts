import { describe, expect, it } from 'vitest';
import { byWord } from '../../src/text/by-word.ts';
import { codesOf } from '../../src/text/character-codes.ts';

describe('byWord()', () => {
  it('makes a value once for a word, wherever it stands', () => {
    const made: string[] = [];
    const upperAt = byWord((word) => {
      made.push(word);
      return word.toUpperCase();
    });
    const text = 'talk talks talk';
    const codes = codesOf(text);
    expect([upperAt(text, codes, 0, 4), upperAt(text, codes, 5, 10), upperAt(text, codes, 11, 15)]).toEqual([
      'TALK',
      'TALKS',
      'TALK',
    ]);
    expect(made).toEqual(['talk', 'talks']);
  });

  it('gives every word its own value when there are more than it keeps', () => {
    const sameAt = byWord((word) => word);
    const words = Array.from({ length: 70_000 }, (_, place) => `w${place.toString(36)}é`);
    const text = [...words, 'a'.repeat(40), ...words.slice(-100)].join(' ');
    const codes = codesOf(text);
    let start = 0;
    for (const word of text.split(' ')) {
      expect(sameAt(text, codes, start, start + word.length)).toBe(word);
      start += word.length + 1;
    }
  });
});

describe('codesOf()', () => {
  it.each(['', 'plain', 'naïve “café” 𝒳', 'x'.repeat(2 ** 21)])(
    'gives the codes of a text, zeros behind them',
    (text) => {
      codesOf('another text, longer than some');
      const codes = codesOf(text);
      for (let at = 0; at < text.length; at += 997) expect(codes[at]).toBe(text.charCodeAt(at));
      expect([...codes.subarray(text.length, text.length + 4)]).toEqual([0, 0, 0, 0]);
    },
  );

  it('fills no array anew for the same letters in another string', () => {
    const codes = codesOf('The mayor said the bridge would close.');
    expect(codesOf(['The mayor said', 'the bridge would close.'].join(' '))).toBe(codes);
    expect(codes[0]).toBe('T'.charCodeAt(0));
  });
});
