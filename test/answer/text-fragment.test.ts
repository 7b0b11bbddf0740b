import { expect, test } from 'vitest';
import { linkToWords } from '../../src/answer/text-fragment.ts';

test.each([
  { it: 'takes a short passage whole', passage: 'Talks go on.', ends: '#:~:text=Talks%20go%20on.' },
  {
    it: 'encodes what has a meaning of its own',
    passage: 'Well-known, he & she',
    ends: '#:~:text=Well%2Dknown%2C%20he%20%26%20she',
  },
  {
    it: 'names both ends of a long passage',
    passage: `One two three four five six ${'and so on '.repeat(20)}seven eight nine ten eleven twelve.`,
    ends: '#:~:text=One%20two%20three%20four%20five%20six,seven%20eight%20nine%20ten%20eleven%20twelve.',
  },
  {
    it: 'names both ends of one that crosses paragraphs',
    passage: 'First.\n\nSecond one.',
    ends: '#:~:text=First.,Second%20one.',
  },
  { it: 'leaves the address alone when there is no word', passage: '... —', ends: '' },
])('linkToWords() $it', ({ passage, ends }) => {
  expect(linkToWords('https://example.com/a', passage)).toBe(`https://example.com/a${ends}`);
});

test('linkToWords() keeps a fragment that is there', () => {
  expect(linkToWords('https://example.com/a#top', 'Yes.')).toBe('https://example.com/a#top:~:text=Yes.');
});
