import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/model/reading.ts';
import type { Span } from '../../src/model/span.ts';
import { extractQuotes } from '../../src/text/extract.ts';
import { readArticle } from '../../src/text/read-article.ts';

const read = (text: string): Reading => readArticle({ text, title: null, published: null });
const slice = (text: string, { start, end }: Span): string => text.slice(start, end);

/** Text as news is written, and as it is not: marks, stops, names, reporting verbs and dirt in any order. */
const newsLike = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '“',
        '”',
        '"',
        '″',
        '‘',
        '’',
        "'",
        '«',
        '»',
        '„',
        "''",
        '.',
        ',',
        ':',
        '?',
        '!',
        '…',
        '—',
        '(',
        ')',
        '\n',
        '\n\n',
        '\u00a0',
      ),
      fc.constantFrom(
        'said',
        'told',
        'according to',
        'accusing',
        'denied that',
        'did not say',
        'Ada Holt',
        'he',
        'the mayor',
        'who',
        'that',
        'and',
        'RUBIO:',
        'U.S.',
        '6\'2"',
        '2016',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(' '));

function expectSound(text: string, reading: Reading): void {
  let last = 0;
  for (const sentence of reading.sentences) {
    expect(sentence.start).toBeGreaterThanOrEqual(last);
    expect(sentence.end).toBeGreaterThan(sentence.start);
    expect(slice(text, sentence)).toBe(slice(text, sentence).trim());
    last = sentence.end;
  }
  expect(last).toBeLessThanOrEqual(text.length);
  let first = 0;
  for (const { content, quoted, extent, cue, speaker } of reading.statements) {
    expect(content.length).toBeGreaterThan(0);
    expect(content[0]?.start).toBeGreaterThanOrEqual(first);
    first = content[0]?.start ?? first;
    let end = -1;
    for (const piece of content) {
      expect(piece.start).toBeGreaterThanOrEqual(end);
      expect(piece.end).toBeGreaterThan(piece.start);
      expect(extent.start).toBeLessThanOrEqual(piece.start);
      expect(extent.end).toBeGreaterThanOrEqual(piece.end);
      end = piece.end;
    }
    for (const words of quoted) {
      expect(content.some((piece) => piece.start <= words.start && words.end <= piece.end)).toBe(true);
    }
    if (cue !== null) expect(cue.end).toBeGreaterThan(cue.start);
    const mention = speaker?.mention ?? null;
    if (mention !== null) expect(mention.end).toBeGreaterThan(mention.start);
    expect(extent.end).toBeLessThanOrEqual(text.length);
  }
  for (const quote of extractQuotes('a', text, reading).quotes) {
    expect(text.slice(quote.quote_start, quote.quote_end)).toBe(quote.quote_text);
    if (quote.speaker_start !== null && quote.speaker_text !== null) {
      expect(text.startsWith(quote.speaker_text, quote.speaker_start)).toBe(true);
    }
  }
}

describe('readArticle()', () => {
  test('reads any text without an exception: spans in order, slices exact', () => {
    fc.assert(
      fc.property(fc.oneof(newsLike, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        expectSound(text, read(text));
      }),
      { numRuns: 250 },
    );
  });

  test.each([
    { it: 'of marks alone', text: '"'.repeat(100_000) },
    { it: 'of opening marks', text: '“a '.repeat(60_000) },
    { it: 'of quotations in one paragraph', text: 'Holt said: ' + '“We go on.” '.repeat(25_000) },
    { it: 'of apostrophes', text: "'a' b’s ".repeat(40_000) },
    { it: 'without a stop', text: 'he said that she saying Holt told reporters, '.repeat(4_000) },
    { it: 'of stops', text: '. '.repeat(200_000) },
    { it: 'of offices', text: 'Sen. Ada Holt (D-Ohio), the minister of roads, said no. '.repeat(1_500) },
    { it: 'of lines', text: 'Holt said no.\n'.repeat(15_000) },
  ])('reads a long article $it in linear time', { timeout: 120_000 }, ({ text }) => {
    expectSound('', { ...read(''), statements: [] });
    const reading = read(text);
    expect(reading.sentences.length).toBeGreaterThan(0);
  });
});

const plain =
  'LEITH (AP) — “The bridge is safe,” Mayor Ada Holt said on Monday.\n\n' +
  'Holt told reporters that the repairs had cost “a fortune,” according to the Harbour Herald.\n\n' +
  'Her deputy, Jon Pike, accused the builders of waste. “They billed us twice,” he said. “We will not pay.”';

/** Who said what, in words, so that two texts can be compared. */
const linksOf = (text: string): (string | null)[][] =>
  read(text).statements.map(({ content, speaker, type }) => [
    type,
    content.map((piece) => slice(text, piece).replaceAll(/[“”"″«»„]/g, '"')).join(' | '),
    speaker?.name ?? null,
    speaker?.description ?? null,
  ]);

describe('what readArticle() links does not hang on', () => {
  test.each([
    { it: 'straight marks', change: (text: string) => text.replaceAll(/[“”]/g, '"') },
    { it: 'double primes', change: (text: string) => text.replaceAll(/[“”]/g, '″') },
    { it: 'guillemets', change: (text: string) => text.replaceAll('“', '«').replaceAll('”', '»') },
    { it: 'a line end of two signs', change: (text: string) => text.replaceAll('\n', '\r\n') },
    { it: 'a paragraph before', change: (text: string) => text.replace('— “', '— The river was high.\n\n“') },
    { it: 'a paragraph behind', change: (text: string) => `${text}\n\nThe river was high.` },
  ])('$it', ({ change }) => {
    expect(linksOf(change(plain))).toEqual(linksOf(plain));
  });
});
