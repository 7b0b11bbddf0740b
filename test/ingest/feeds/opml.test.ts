import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOpml, writeOpml } from '../../../src/ingest/feeds/opml.ts';

const opml = (body: string) =>
  Buffer.from(`<opml version="2.0"><head><title>Mine</title></head><body>${body}</body></opml>`);
const address = 'https://gazette.example/feed';
const feed = { address, title: 'Gazette', homepage: null, groups: [] as string[] };

test.each([
  { it: 'a feed', body: `<outline type="rss" text="Gazette" xmlUrl="${address}"/>`, feeds: [feed] },
  {
    it: 'its title before its text, and its homepage',
    body: `<outline text="gaz" title="Gazette" xmlUrl="${address}" htmlUrl="https://gazette.example/"/>`,
    feeds: [{ ...feed, homepage: 'https://gazette.example/' }],
  },
  {
    it: 'nested groups',
    body: `<outline text="News"><outline text="World &amp; sea"><outline text="Gazette" xmlUrl="${address}"/></outline></outline>`,
    feeds: [{ ...feed, groups: ['News', 'World & sea'] }],
  },
  {
    it: 'categories in the place of groups',
    body: `<outline text="Gazette" xmlUrl="${address}" category="/News/World,/Best"/>`,
    feeds: [
      { ...feed, groups: ['News', 'World'] },
      { ...feed, groups: ['Best'] },
    ],
  },
  { it: 'a feed twice as one', body: `<outline text="Gazette" xmlUrl="${address}"/>`.repeat(2), feeds: [feed] },
  { it: 'attributes in any case, without quotes', body: `<OUTLINE TEXT=Gazette XMLURL=${address}>`, feeds: [feed] },
  {
    it: 'bare ampersands',
    body: `<outline text="Fog & Ferry" xmlUrl="${address}?a=1&b=2"/>`,
    feeds: [{ ...feed, title: 'Fog & Ferry', address: `${address}?a=1&b=2` }],
  },
  { it: 'an address without a scheme', body: '<outline text="Gazette" xmlUrl="gazette.example/feed"/>', feeds: [feed] },
  { it: 'a feed: address', body: `<outline text="Gazette" xmlUrl="feed:${address}"/>`, feeds: [feed] },
  { it: 'url in the place of xmlUrl', body: `<outline type="rss" text="Gazette" url="${address}"/>`, feeds: [feed] },
  {
    it: 'feeds under a feed',
    body: `<outline text="Gazette" xmlUrl="${address}"><outline text="B" xmlUrl="https://b.example/"/></outline>`,
    feeds: [feed, { ...feed, address: 'https://b.example/', title: 'B' }],
  },
  {
    it: 'a file that breaks off',
    body: `<outline text="News"><outline text="Gazette" xmlUrl="${address}"/><outline text="B`,
    feeds: [{ ...feed, groups: ['News'] }],
  },
])('readOpml() reads $it', ({ body, feeds }) => {
  expect(readOpml(opml(body))).toMatchObject({ title: 'Mine', feeds });
});

test('readOpml() tells which entries are no feeds', () => {
  const { feeds, warnings } = readOpml(
    opml(`<outline text="x" xmlUrl="javascript:alert(1)"/><outline text="Gazette" xmlUrl="${address}"/>`),
  );
  expect(feeds).toEqual([feed]);
  expect(warnings).toEqual([expect.stringContaining('javascript:alert(1)')]);
});

test.each([
  { it: 'a page', text: '<html><body>Hello</body></html>', reason: /expected OPML/ },
  { it: 'a list without feeds', text: '<opml><body><outline text="News"/></body></opml>', reason: /without one/ },
  { it: 'an endless nest', text: `<opml><body>${'<outline text="a">'.repeat(10_000)}`, reason: /nested/ },
])('readOpml() refuses $it', ({ text, reason }) => {
  expect(() => readOpml(Buffer.from(text))).toThrow(reason);
});

test('writeOpml() writes what readOpml() reads', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .map((text) => text.replace(/[\s\p{C}]+/gu, ' ').trim() || 'x');
  const url = fc
    .tuple(fc.constantFrom('a', 'b', 'c'), fc.string({ maxLength: 6 }))
    .map(([host, path]) => URL.parse(path, `https://${host}.example/?q=`)?.href ?? '')
    .filter((href) => href.startsWith('https:'));
  const feeds = fc.uniqueArray(
    fc.record({
      address: url,
      title: name,
      homepage: fc.option(url),
      groups: fc.array(name, { maxLength: 3 }),
    }),
    { selector: (one) => one.address, minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(feeds, name, (given, title) => {
      const read = readOpml(Buffer.from(writeOpml({ title, feeds: given })));
      const sorted = (list: readonly { address: string }[]) =>
        [...list].sort((a, b) => a.address.localeCompare(b.address));
      expect(sorted(read.feeds)).toEqual(sorted(given));
      expect(read.title).toBe(title);
    }),
    { numRuns: 60 },
  );
});
