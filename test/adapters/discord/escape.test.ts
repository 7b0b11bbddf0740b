import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closeDirections, escapeInline, escapeLine, link, plainLine } from '../../../src/adapters/discord/escape.ts';
import { hostileTexts } from '../../fixtures/answers.ts';
import { readMarkdown, wouldPreview } from './read-markdown.ts';

const plainKinds = new Set(['text', 'escape', 'twemoji', 'emoticon', 'br', 'newline']);

/** Runs of what has a meaning in Discord, between ordinary words. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '*',
          '**',
          '_',
          '__',
          '~~',
          '||',
          '`',
          '```',
          '>',
          '>>>',
          '#',
          '-#',
          '- ',
          '1. ',
          '[',
          ']',
          '](',
          '(',
          ')',
          '<',
          '>',
        ],
        ...[
          '@everyone',
          '@here',
          '<@123456789012345678>',
          '<@&123456789012345678>',
          '<#123456789012345678>',
          '<t:0:R>',
        ],
        ...[
          'https://',
          'http://a.example/b_c_d',
          'discord.gg/abc',
          ':smile:',
          '\\',
          '\\\\',
          '</ask:123456789012345678>',
          '¯\\_(ツ)_/¯',
        ],
        ...[' ', '.', ':', '!', '&', '|'],
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.join(''));

test.each(hostileTexts)('escapeLine() shows $name as it is and nothing else', ({ text }) => {
  for (const line of text.split('\n')) {
    const escaped = escapeLine(line);
    const read = readMarkdown(escaped);
    expect(read.text).toBe(line);
    expect([...read.kinds].filter((kind) => !plainKinds.has(kind))).toEqual([]);
    expect(wouldPreview(escaped)).toBe(false);
  }
});

test('escapeLine() shows any line as it is, in a quotation too', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const line = text.replace(/[^\P{C}\u200B-\u200D]|\s+/gu, ' ').trim();
      const read = readMarkdown(`> x ${escapeLine(line)}`);
      expect(read.quotations).toEqual([`x ${line}`]);
      expect([...read.kinds].filter((kind) => !plainKinds.has(kind) && kind !== 'blockQuote')).toEqual([]);
      const alone = readMarkdown(`> ${escapeLine(line)}`);
      if (line !== '') expect(alone.quotations).toEqual([line]);
      expect(alone.mentions).toEqual([]);
      expect(wouldPreview(escapeLine(line))).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  { it: 'leaves plain words alone', text: 'Well-known, he said: “5 to 6” (about 10:30) & more!', escaped: null },
  { it: 'keeps a numbered line from being renumbered', text: '7. The bridge', escaped: '7\\. The bridge' },
  { it: 'keeps a dash from becoming a list', text: '- no', escaped: '\\- no' },
  { it: 'leaves a negative number alone', text: '-5 degrees', escaped: null },
  { it: 'takes directions out, since more follows', text: 'a\u202Eb\u2066c', escaped: 'abc' },
  { it: 'joins lines', text: 'a\n\n\u2028b', escaped: 'a b' },
  { it: 'replaces half a character', text: 'a\uD83D b', escaped: 'a\uFFFD b' },
])('escapeInline() $it', ({ text, escaped }) => {
  expect(escapeInline(text)).toBe(escaped ?? text);
});

test.each([
  { it: 'closes an override', line: 'a\u202Eb', closed: '\u202C' },
  { it: 'closes nested ones from the inside', line: '\u202E\u2067a', closed: '\u2069\u202C' },
  { it: 'owes nothing when all is closed', line: '\u202Ea\u202C\u2067b\u2069', closed: '' },
  { it: 'passes over a close that nothing opened', line: 'a\u202C\u2069', closed: '' },
])('closeDirections() $it', ({ line, closed }) => {
  expect(closeDirections(line)).toBe(closed);
});

test.each([
  {
    it: 'keeps the way to the words',
    url: 'https://a.example/b#:~:text=c%20d',
    read: 'https://a.example/b#:~:text=c%20d',
  },
  {
    it: 'survives brackets',
    url: 'https://a.example/b_(c)?d=[e]>f',
    read: 'https://a.example/b_%28c%29?d=%5Be%5D%3Ef',
  },
  { it: 'survives blanks', url: 'https://a.example/b c', read: 'https://a.example/b%20c' },
])('link() $it', ({ url, read }) => {
  expect(readMarkdown(link('Outlet', url, 500)).links).toEqual([{ words: 'Outlet', url: read }]);
});

test.each([
  { it: 'a script', url: 'javascript:alert(1)' },
  { it: 'no address', url: 'closing' },
  { it: 'none', url: null },
  { it: 'a long address', url: `https://a.example/${'b'.repeat(600)}` },
])('link() leaves the words when there is $it', ({ url }) => {
  expect(link('Outlet', url, 500)).toBe('Outlet');
});

test('link() is one link to its address, whatever its words are', () => {
  fc.assert(
    fc.property(nasty, (words) => {
      const { links, mentions } = readMarkdown(`${link(words, 'https://a.example/b', 500)} · after`);
      expect(links.map(({ url }) => url)).toEqual(['https://a.example/b']);
      expect(mentions).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('plainLine() leaves one line without controls', () => {
  expect(plainLine(' a\u0000\tb\r\n\u202Ec ')).toBe('a b c');
});
