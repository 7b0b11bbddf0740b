import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDocument } from '../../../src/ingest/feeds/read-document.ts';
import { address, itemOf, now, read, rss } from './made-documents.ts';

const letters = 'Größe “naïve” — 東京';
const western = 'Größe “naïve” —';
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const declared = (charset: string, title: string) =>
  `<?xml version="1.0" encoding="${charset}"?>${rss(`<title>${title}</title>`).slice(21)}`;

test.each([
  { it: 'UTF-8', bytes: Buffer.from(declared('utf-8', letters)), type: null, title: letters },
  { it: 'UTF-8 with a mark', bytes: Buffer.from(`\ufeff${declared('utf-8', letters)}`), type: null, title: letters },
  {
    it: 'UTF-8 that calls itself Latin-1',
    bytes: Buffer.from(declared('iso-8859-1', letters)),
    type: 'text/xml; charset=iso-8859-1',
    title: letters,
  },
  {
    it: 'UTF-8 without a declaration, called ASCII',
    bytes: Buffer.from(rss(`<title>${letters}</title>`).slice(21)),
    type: 'text/xml; charset=us-ascii',
    title: letters,
  },
  { it: 'UTF-8 that calls itself UTF-16', bytes: Buffer.from(declared('utf-16', letters)), type: null, title: letters },
  {
    it: 'UTF-16 with a mark',
    bytes: Buffer.from(`\ufeff${declared('utf-16', letters)}`, 'utf16le'),
    type: null,
    title: letters,
  },
  {
    it: 'UTF-16 the other way round, without a mark',
    bytes: utf16be(declared('utf-16', letters)),
    type: null,
    title: letters,
  },
  {
    it: 'UTF-16 without a mark',
    bytes: Buffer.from(declared('utf-16', letters), 'utf16le'),
    type: null,
    title: letters,
  },
  {
    it: 'Windows-1252 that says so',
    bytes: windows1252(declared('windows-1252', western)),
    type: null,
    title: western,
  },
  {
    it: 'Windows-1252 that calls itself Latin-1',
    bytes: windows1252(declared('iso-8859-1', western)),
    type: null,
    title: western,
  },
  {
    it: 'Windows-1252 that calls itself UTF-8',
    bytes: windows1252(declared('utf-8', western)),
    type: 'text/xml; charset=utf-8',
    title: western,
  },
  {
    it: 'Windows-1252 that the server alone knows',
    bytes: windows1252(declared('', western)),
    type: 'text/xml; charset="windows-1252"',
    title: western,
  },
  {
    it: 'Shift_JIS',
    bytes: Buffer.concat([
      Buffer.from(declared('shift_jis', '')).subarray(0, -31),
      Buffer.from([0x93, 0x8c, 0x8b, 0x9e]),
    ]),
    type: null,
    title: null,
  },
  {
    it: 'UTF-8 with a broken letter',
    bytes: Buffer.concat([
      Buffer.from(declared('utf-8', `${letters}~`).split('~')[0] ?? ''),
      Buffer.from([0xe6, 0x9d]),
      Buffer.from('</title></item></channel></rss>'),
    ]),
    type: null,
    title: `${letters}\ufffd`,
  },
  { it: 'a charset that nobody knows', bytes: windows1252(declared('x-gazette', western)), type: null, title: western },
  { it: 'UTF-32', bytes: utf32(declared('utf-32', letters)), type: null, title: letters },
  {
    it: 'IBM850, which browsers do not know',
    bytes: Buffer.from(declared('ibm850', 'Gr\x94\xe1e'), 'latin1'),
    type: null,
    title: 'Größe',
  },
])('readDocument() decodes $it', ({ bytes, type, title }) => {
  if (title !== null) expect(itemOf(bytes, type).title).toBe(title);
  else expect(read(bytes, type).format).toBe('rss');
});

function windows1252(text: string): Buffer {
  const high: Record<string, number> = { '“': 0x93, '”': 0x94, '—': 0x97 };
  return Buffer.from([...text].map((letter) => high[letter] ?? letter.charCodeAt(0)));
}

function utf32(text: string): Buffer {
  return Buffer.concat(
    [...text].map((letter) =>
      Buffer.from([
        0,
        (letter.codePointAt(0) ?? 0) >> 16,
        ((letter.codePointAt(0) ?? 0) >> 8) & 255,
        (letter.codePointAt(0) ?? 0) & 255,
      ]),
    ),
  );
}

test.each([
  {
    it: 'an item that is never closed',
    document: `<rss><channel><title>G</title><item><title>One</title><description>a <b>b<item><title>Two</title>`,
    titles: ['One', 'Two'],
  },
  {
    it: 'a title closed by another name',
    document: rss('<title>One</titel><link>/1</link></item><item><title>Two</title>'),
    titles: ['One', 'Two'],
  },
  {
    it: 'a title that is never closed',
    document: rss('<title>One<link>/1</link></item><item><title>Two</title>'),
    titles: ['One', 'Two'],
  },
  {
    it: 'tags that cross',
    document: rss('<title><b>One</title></b></item><item><title>Two</title>'),
    titles: ['One', 'Two'],
  },
  {
    it: 'a file cut in the middle of a tag',
    document: '<rss><channel><item><title>One</title></item><item><title>Two</title><descr',
    titles: ['One', 'Two'],
  },
  {
    it: 'attributes without quotes',
    document:
      '<rss version=2.0><channel><item><title type=text>One</title><enclosure url=http://a.example/ length=1></item><item><title>Two</title></item></channel></rss>',
    titles: ['One', 'Two'],
  },
  {
    it: 'something behind the end',
    document: `${rss('<title>One</title></item><item><title>Two</title>')}<script src="/stats.js"></script><!-- 0.02 s -->`,
    titles: ['One', 'Two'],
  },
  {
    it: 'items of a feed within a feed',
    document:
      '<rss><channel><rss><channel><item><title>One</title></item></channel></rss><item><title>Two</title></item></channel></rss>',
    titles: ['One', 'Two'],
  },
  {
    it: 'CDATA without an end',
    document: rss('<title>One</title></item><item><title>Two</title><description><![CDATA[<p>fog'),
    titles: ['One', 'Two'],
  },
  {
    it: 'a stray less-than sign',
    document: rss('<title>One</title><description>3 < 5 and <3</description></item><item><title>Two</title>'),
    titles: ['One', 'Two'],
  },
  {
    it: 'hundreds of tags that are never closed',
    document: rss(
      `<title>One</title><description>${'a<br>'.repeat(2_000)}</description></item><item><title>Two</title>`,
    ),
    titles: ['One', 'Two'],
  },
])('readDocument() reads on after $it', ({ document, titles }) => {
  expect(read(document).items.map(({ title }) => title)).toEqual(titles);
});

test('readDocument() unpacks a feed that was packed as a file', () => {
  expect(itemOf(gzipSync(rss('<title>Fog</title>'))).title).toBe('Fog');
});

test.each([
  { it: 'entities within entities', document: laughs(), title: /^(?:&lol\d;){10}$/ },
  {
    it: 'a long entity many times',
    document: `<!DOCTYPE r [<!ENTITY a "${'a'.repeat(50_000)}">]>${rss(`<title>${'&a;'.repeat(1_000)}</title>`).slice(21)}`,
    title: /^(?:&a;){1000}$/,
  },
  {
    it: 'entities from elsewhere',
    document: `<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://169.254.169.254/"> %p;]>${rss('<title>&f;</title>').slice(21)}`,
    title: /^&f;$/,
  },
  {
    it: 'an entity that is declared',
    document: `<!DOCTYPE r [<!ENTITY pub "Gazette &amp; Mail">]>${rss('<title>The &pub;</title>').slice(21)}`,
    title: /^The Gazette & Mail$/,
  },
])('readDocument() bounds $it', ({ document, title }) => {
  expect(itemOf(document).title).toMatch(title);
});

function laughs(): string {
  const entities = Array.from(
    { length: 10 },
    (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index};`.repeat(10)}">`,
  );
  return `<!DOCTYPE lolz [<!ENTITY lol0 "lol">${entities.join('')}]>${rss('<title>&lol10;</title>').slice(21)}`;
}

const many = (count: number, text: string) => text.repeat(count);

test.each([
  { it: 'a nest without end', document: `<rss><channel>${many(200_000, '<a>')}` },
  { it: 'a nest in a text', document: rss(`<description>${many(200_000, '<a>')}</description>`) },
  { it: 'closing tags without end', document: rss(many(500_000, '</a>')) },
  { it: 'attributes without end', document: `<rss ${many(200_000, 'a="1" ')}><channel/></rss>` },
  {
    it: 'namespaces without end',
    document: `<rss ${Array.from({ length: 20_000 }, (_, index) => `xmlns:n${index}="u${index}"`).join(' ')}><channel><item/></channel></rss>`,
  },
  {
    it: 'namespaces within namespaces',
    document: `<rss ${Array.from({ length: 5_000 }, (_, index) => `xmlns:n${index}="u"`).join(' ')}><channel>${many(30_000, '<a xmlns:x="y"/>')}</channel></rss>`,
  },
  { it: 'an author of signs', document: rss(`<author>${many(200_000, '@')}</author>`) },
  { it: 'a tag without end', document: `<rss><channel><item title="${many(500_000, 'x')}` },
  { it: 'signs of tags without end', document: rss(`<description><![CDATA[${many(500_000, '<')}]]></description>`) },
  { it: 'a comment without end', document: `<rss><channel><item><title>a</title>${many(300_000, '<!-- ')}` },
  { it: 'a declaration without end', document: `<!DOCTYPE rss [${many(300_000, '<!ENTITY ')}` },
  { it: 'many elements', document: `<rss><channel>${many(700_000, '<i/>')}</channel></rss>` },
  { it: 'many titles of HTML', document: rss(`<title>${many(20_000, '&lt;b&gt;')}</title>`) },
  {
    it: 'words that nearly are a signature',
    document: rss(`<content:encoded>${many(20_000, ' The post ')}</content:encoded>`),
  },
  { it: 'deep JSON', document: `{"items":${many(50_000, '[')}` },
  { it: 'a bomb in a file', document: gzipSync(Buffer.alloc(40_000_000)) },
])('readDocument() has done with $it soon', ({ document }) => {
  const bytes = typeof document === 'string' ? Buffer.from(document) : document;
  expect(['feed', 'other']).toContain(readDocument(bytes, { contentType: null, address, now }).kind);
});

test('readDocument() makes something of any bytes', () => {
  const pieces = [
    '<rss>',
    '<channel>',
    '<item>',
    '</item>',
    '<title>',
    '</title>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '&amp;',
    '&#',
    ';',
    '"',
    '=',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    '<entry>',
    '<content type="xhtml">',
    '{',
    '"items":[',
    '<!DOCTYPE',
    '[',
    'xml:base="http://',
    '\u0000',
    'ü',
    '<',
    '>',
    '/',
    ' ',
  ];
  const broken = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 60 })
    .map((parts) => Buffer.from(parts.join('')));
  fc.assert(
    fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      const result = readDocument(bytes, { contentType: null, address, now });
      if (result.kind !== 'feed') return;
      for (const item of result.feed.items) {
        expect(item.url === null || /^https?:\/\//.test(item.url)).toBe(true);
        expect(item.title === null || item.title.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 1_500 },
  );
});
