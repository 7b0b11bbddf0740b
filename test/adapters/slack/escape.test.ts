import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, graphemeEnd, mrkdwn, mrkdwnLink, plainLabel, typedText } from '../../../src/adapters/slack/escape.ts';
import { plain } from '../contract.ts';
import { readMrkdwn } from './server/reader.ts';

/** Texts that are thick with what Slack could read as markup. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '>', '&', '*', '_', '~', '`', ':', '|', '!', '@', '#', '\n', ' ', '&amp;', '<!channel>'),
      fc.constantFrom(
        '<@U1>',
        'https://a.example',
        'evil.example',
        '#news',
        ':smile:',
        '@here',
        '*a*',
        '_a_',
        '~a~',
        '`a`',
        '\u202E',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('mrkdwn()', () => {
  test('lets no text ping, link, format, or become an emoji or a quotation', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const read = readMrkdwn(mrkdwn(text));
        const { pings, links, bold, italic, struck, dates } = read;
        expect({ pings, links, bold, italic, struck, dates }).toEqual({
          pings: [],
          links: [],
          bold: [],
          italic: [],
          struck: [],
          dates: [],
        });
        expect(read.text).not.toMatch(/^\[quoted\]|\[emoji /);
      }),
      { numRuns: 500 },
    );
  });

  test('shows what it was given, but for formatting marks', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const bare = (words: string) => plain(words.replace(/[*_~`∗ˍ∼ˋ>›]/g, ''));
        expect(bare(readMrkdwn(mrkdwn(text, 10_000)).text)).toBe(
          bare(text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, ' ')),
        );
      }),
    );
  });

  test.each([
    { it: 'leaves a word with marks inside', text: 'snake_case and 2*3', shown: 'snake_case and 2*3' },
    { it: 'shows an entity that was written as one', text: 'AT&amp;T', shown: 'AT&amp;T' },
    { it: 'makes one line of several', text: 'one\r\ntwo\tthree', shown: 'one two three' },
    { it: 'keeps a clock', text: 'at 10:30:00', shown: 'at 10:30:00' },
  ])('$it', ({ text, shown }) => {
    expect(plain(readMrkdwn(mrkdwn(text)).text)).toBe(shown);
  });
});

describe('mrkdwnLink()', () => {
  test.each([
    { it: 'escapes the address', url: 'https://a.example/?x=1&y=<2>|3', href: 'https://a.example/?x=1&y=%3C2%3E%7C3' },
    {
      it: 'keeps the place in the page',
      url: 'https://a.example/#:~:text=a%2Cb',
      href: 'https://a.example/#:~:text=a%2Cb',
    },
    {
      it: 'leaves out a place that is too long',
      url: `https://a.example/p#:~:text=${'x'.repeat(2000)}`,
      href: 'https://a.example/p',
    },
  ])('$it', ({ url, href }) => {
    const { links } = readMrkdwn(mrkdwnLink(url, 'The | <Post>'));
    expect(links).toEqual([{ words: 'The ¦ ‹\u2060Post›', url: href }]);
  });

  test.each([
    null,
    'javascript:alert(1)',
    'not an address',
    'ftp://a.example/x',
    `https://a.example/${'x'.repeat(2000)}`,
  ])('links nowhere for %s', (url) => {
    const { links, text } = readMrkdwn(mrkdwnLink(url, 'The Post'));
    expect(links).toEqual([]);
    expect(text).toBe('The Post');
  });
});

describe('typedText()', () => {
  test.each([
    { typed: 'a &amp;lt; b &lt;c&gt;', text: 'a &lt; b <c>' },
    { typed: 'see <https://a.example/x?y=1&amp;z=2>', text: 'see https://a.example/x?y=1&z=2' },
    { typed: 'see <https://a.example|a.example>', text: 'see a.example' },
    { typed: 'ask <@U123> or <@U123|anna> in <#C1|news>', text: 'ask @U123 or @anna in #news' },
    { typed: '<!here> <!subteam^S1|@desk> <!date^1^{date}|noon>', text: '@here @desk noon' },
  ])('reads $typed', ({ typed, text }) => {
    expect(typedText(typed)).toBe(text);
  });
});

describe('clip()', () => {
  test('never gives more than it may, nor half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, longest) => {
        const clipped = clip(text, longest);
        expect(clipped.length).toBeLessThanOrEqual(longest);
        expect(clipped.isWellFormed()).toBe(true);
      }),
    );
  });

  test('keeps a composed emoji whole', () => {
    expect(clip('ab👩🏽‍🚀cd', 5)).toBe('ab…');
    expect(graphemeEnd('ab👩🏽‍🚀cd', 4)).toBe(2);
  });
});

test('plainLabel() gives a label that is never empty and holds no brackets', () => {
  expect(plainLabel('Ilse <Marten> & Co · 41', 75)).toBe('Ilse ‹Marten› & Co · 41');
  expect(plainLabel(' \n ', 75)).toBe('…');
  expect(plainLabel('x'.repeat(100), 75)).toHaveLength(75);
});
