import { expect, test } from 'vitest';
import { Refusal } from '../../src/ingest/arrival.ts';
import { readMarkdown } from '../../src/ingest/markdown.ts';

test('readMarkdown() takes every field from the front matter', async () => {
  const source = `---
id: 17
title: "Moss: we will stay"
outlet: The Test Gazette
url: https://example.com/moss
published: 2025-03-04T10:00:00+01:00
author: [Ada Roe, Ben Lund]
tags: [passed over]
---

Moss said so.
`;
  expect(await readMarkdown(source)).toEqual({
    article: {
      id: '17',
      title: 'Moss: we will stay',
      text: 'Moss said so.',
      outlet: 'The Test Gazette',
      url: 'https://example.com/moss',
      published: '2025-03-04T10:00:00+01:00',
      author: 'Ada Roe, Ben Lund',
    },
    warnings: [],
  });
});

test.each([
  {
    it: 'keeps paragraphs as lines',
    source: 'One.\n\nTwo\nand a half.\n\n\nThree.',
    text: 'One.\nTwo and a half.\nThree.',
  },
  {
    it: 'keeps the words of links',
    source: 'He [told](https://a.example) [us][1].\n\n[1]: https://b.example',
    text: 'He told us.',
  },
  {
    it: 'keeps square brackets that are no link',
    source: 'They “[the clerks] agreed”.',
    text: 'They “[the clerks] agreed”.',
  },
  { it: 'drops pictures', source: 'Before ![a harbour](h.png) after.\n\n![alone](x.png)', text: 'Before  after.' },
  {
    it: 'drops emphasis',
    source: '**Bold** and *leaning* and ~~struck~~ `code`.',
    text: 'Bold and leaning and struck code.',
  },
  { it: 'reads entities and escapes', source: 'A &amp; B \\*said\\* 5 &lt; 6.', text: 'A & B *said* 5 < 6.' },
  {
    it: 'reads quotations, lists and tables as lines',
    source: '> Quoted.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |',
    text: 'Quoted.\none\ntwo\na b\nc d',
  },
  {
    it: 'reads HTML as its text',
    source: 'Up<br>down <b>bold</b>.\n\n<div><p>In a box.</p><script>no()</script></div>\n\n<!-- hidden -->',
    text: 'Up down bold.\nIn a box.',
  },
  { it: 'keeps headings within', source: 'Intro.\n\n## What next\n\nMore.', text: 'Intro.\nWhat next\nMore.' },
  { it: 'reads on after Windows line ends', source: 'One.\r\n\r\nTwo\r\nmore.', text: 'One.\nTwo more.' },
  { it: 'takes an unclosed front matter for text', source: '---\ntitle: x\n\nBody.', text: 'title: x\nBody.' },
])('readMarkdown() $it', async ({ source, text }) => {
  expect((await readMarkdown(source)).article.text).toBe(text);
});

test.each([
  { it: 'a first heading', source: '# The *big* day\n\nText.', title: 'The big day', text: 'Text.' },
  { it: 'the front matter, told once', source: '---\ntitle: Day\n---\n# Day\n\nText.', title: 'Day', text: 'Text.' },
  {
    it: 'the front matter, another heading kept',
    source: '---\ntitle: Day\n---\n# Night\n\nText.',
    title: 'Day',
    text: 'Night\nText.',
  },
  { it: 'no later heading', source: 'Text.\n\n# Day', title: null, text: 'Text.\nDay' },
])('readMarkdown() takes the title from $it', async ({ source, title, text }) => {
  expect((await readMarkdown(source)).article).toMatchObject({ title, text });
});

test('readMarkdown() leaves unknown what it cannot read, with a warning', async () => {
  const { article, warnings } = await readMarkdown('---\npublished: some day\nurl: javascript:alert(1)\n---\nText.');
  expect(article).toMatchObject({ published: null, url: null });
  expect(warnings).toEqual([expect.stringContaining('"published"'), expect.stringContaining('"url"')]);
});

test.each([
  { it: 'broken front matter', source: '---\ntitle: [a\n---\nText.', reason: /^front matter: expected YAML/ },
  {
    it: 'front matter that multiplies itself',
    source: `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n---\nText.`,
    reason: /^front matter/,
  },
  { it: 'front matter that is a list', source: '---\n- a\n---\nText.', reason: /expected an object/ },
  {
    it: 'a title that is a list',
    source: '---\ntitle: [a]\n---\nText.',
    reason: /^"title": expected text, found a list/,
  },
  { it: 'no text', source: '---\ntitle: a\n---\n\n![x](y.png)\n', reason: /found no text/ },
])('readMarkdown() refuses $it', async ({ source, reason }) => {
  await expect(readMarkdown(source)).rejects.toThrow(Refusal);
  await expect(readMarkdown(source)).rejects.toThrow(reason);
});
