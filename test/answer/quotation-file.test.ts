import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasGuardedCells, type QuotationForm, quotationFile } from '../../src/answer/quotation-file.ts';
import type { QuotationsFound } from '../../src/model/core.ts';
import { changingWords, eventArticles } from '../query/event-articles.ts';
import { type SmallArticle, smallArchive } from '../query/small-archive.ts';

const speech = { locale: 'en-GB', zone: 'Europe/London', now: new Date('2025-05-20T12:00:00Z') };
const asking = { scope: { sources: 'all' as const }, now: speech.now, zone: speech.zone, limit: 100, offset: 0 };

async function found(speaker: string, articles: readonly SmallArticle[] = [...eventArticles, ...changingWords]) {
  const { core, archive } = smallArchive(articles);
  return { archive, found: await core.quotations({ ...asking, speaker }) };
}

const written = (quotations: QuotationsFound, form: QuotationForm): string => {
  const file = quotationFile(quotations, form, 'olga-brandt', speech);
  return 'text' in file ? file.text : '';
};

/** RFC 4180, read by its grammar and not by a library. */
function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [whole, quoted, bare, ending] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (whole === '') break;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (ending === '\r\n') rows.push([]);
  }
  const [heading = [], ...rest] = rows.filter((row) => row.length > 0);
  return rest.map((row) => Object.fromEntries(row.map((cell, place) => [heading[place] ?? '', cell])));
}

/** As the remark under the file tells: one apostrophe is dropped where such a sign follows. */
const exact = (cell: string | undefined) => cell?.replace(/^'('*[=+\-@\t\r\n＝＋－＠])/u, '$1');

describe('quotationFile()', () => {
  test('writes JSON lines from which each quotation can be found again, letter by letter', async () => {
    const { archive, found: quotations } = await found('Olga Brandt');
    const rows = written(quotations, 'jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      const article = archive.article(row.article, asking.scope);
      expect(row.version).toBe(article?.version);
      expect(article?.text.slice(row.start, row.end)).toBe(row.sentences);
      expect(row.wordSpans.map(([start, end]: [number, number]) => article?.text.slice(start, end))).toEqual(row.words);
      expect(row).toMatchObject({ speaker: 'Olga Brandt', published: expect.stringContaining('2025-05-05') });
      expect(Number.isNaN(Date.parse(row.read))).toBe(false);
    }
    expect(rows[0]).toMatchObject({
      type: 'direct',
      outlet: 'Vale Gazette',
      alsoIn: expect.arrayContaining(['Northern Wire', 'Harbour Herald']),
    });
  });

  test('writes CSV with the same rows, the words to the letter', async () => {
    const { found: quotations } = await found('Olga Brandt');
    const text = written(quotations, 'csv');
    const rows = readCsv(text);
    expect(rows.map(({ sentences }) => exact(sentences))).toEqual(quotations.findings.items.map((item) => item.text));
    expect(rows.map(({ start, end }) => [Number(start), Number(end)])).toEqual(
      quotations.findings.items.map(({ start, end }) => [start, end]),
    );
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('keeps a spreadsheet from running words as a formula, and the words exact', async () => {
    const hostile = [
      '=HYPERLINK("http://evil.example","x")',
      '+1',
      '-2+3',
      '@SUM(A1)',
      "'=1",
      "'tis",
      '＝1',
      '\tx',
      'plain, "quoted"\r\nline',
    ];
    const [first] = (await found('Olga Brandt')).found.findings.items;
    if (first === undefined) throw new Error('Expected a statement of Olga Brandt');
    const { found: quotations } = await found('Olga Brandt');
    const items = hostile.map((text) => ({ ...first, text, said: [[0, text.length]] as const }));
    const file = quotationFile({ ...quotations, findings: { ...quotations.findings, items } }, 'csv', 'x', speech);
    const rows = readCsv('text' in file ? file.text : '');
    expect(rows.map(({ sentences }) => exact(sentences))).toEqual(hostile);
    for (const { sentences, words } of rows)
      for (const cell of [sentences, words]) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/u);
    expect(hasGuardedCells(file)).toBe(true);
  });

  test('gives any words back exactly, whatever signs they begin with', async () => {
    const { found: quotations } = await found('Olga Brandt');
    const [first] = quotations.findings.items;
    if (first === undefined) throw new Error('Expected a statement of Olga Brandt');
    const words = fc.array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', 'a', ' ', '＝', '“'), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(words, (signs) => {
        const text = signs.join('');
        const items = [{ ...first, text, said: [[0, text.length]] as const }];
        const csv = written({ ...quotations, findings: { ...quotations.findings, items } }, 'csv');
        expect(exact(readCsv(csv)[0]?.sentences)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test('cites as news are cited, and says what is a report', async () => {
    const { found: quotations } = await found('Olga Brandt');
    const citations = written(quotations, 'citations').trimEnd().split('\n\n');
    expect(citations[0]).toMatch(
      /^“Nobody was hurt, .*taken all forty men out,” Olga Brandt, .*\. In: “Water breaks into the Karst tunnel, digging stopped”, Vale Gazette, 5 May 2025 \(read .*, text .*, \d+-\d+\)\.$/,
    );
    expect(citations[1]).toMatch(/^Olga Brandt, .*as reported: the cracks/);
  });

  test('writes Markdown that shows the words as they stand, whatever signs they hold', async () => {
    const odd = {
      ...eventArticles[0],
      id: 'odd',
      text: '“A *star* and a [link](x) and <b>,” Olga Brandt said.',
      title: 'Odd_title',
      outlet: 'Wire',
      published: '2025-05-05',
    };
    const { found: quotations } = await found('Olga Brandt', [odd]);
    const markdown = written(quotations, 'markdown');
    expect(markdown).toContain('> “A \\*star\\* and a \\[link\\](x) and \\<b\\>,” Olga Brandt said.');
    expect(markdown).toMatch(/^# Olga Brandt$/m);
  });
});
