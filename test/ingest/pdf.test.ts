import { expect, test } from 'vitest';
import { Refusal } from '../../src/ingest/arrival.ts';
import { readPdf } from '../../src/ingest/pdf.ts';
import { column, type DrawnLine, pdfFile } from './pdf-file.ts';

const first = [
  'The ferry line to the northern islands will close for the winter, the',
  'harbour board decided. “Nobody wanted this,” said Ida Moss, who leads',
  'the board.',
];
const second = ['The board met for nine hours in the old customs house (and heard two', 'doctors). It was late.'];

test.each<{ it: string; pages: readonly (readonly DrawnLine[])[]; text: readonly string[] }>([
  { it: 'lines as one paragraph', pages: [column(72, 700, first)], text: [first.join(' ')] },
  {
    it: 'a gap as the end of a paragraph',
    pages: [[...column(72, 700, first), ...column(72, 645, second)]],
    text: [first.join(' '), second.join(' ')],
  },
  {
    it: 'an indent as the beginning of a paragraph',
    pages: [
      [
        ...column(72, 700, first.slice(0, 2)),
        { x: 90, y: 672, text: 'Then it rained over all the harbour, and the boats were brought in at' },
        { x: 72, y: 658, text: 'night.' },
      ],
    ],
    text: [first.slice(0, 2).join(' '), 'Then it rained over all the harbour, and the boats were brought in at night.'],
  },
  {
    it: 'a short last line as the end of a paragraph',
    pages: [column(72, 700, [...first, ...second])],
    text: [first.join(' '), second.join(' ')],
  },
  {
    it: 'letters of another size as a heading',
    pages: [[{ x: 72, y: 730, size: 18, text: 'Ferries stop' }, ...column(72, 710, first)]],
    text: ['Ferries stop', first.join(' ')],
  },
  {
    it: 'a sentence on over two pages',
    pages: [column(72, 700, first.slice(0, 2)), column(72, 700, first.slice(2))],
    text: [first.join(' ')],
  },
  {
    it: 'a sentence on over two columns',
    pages: [[...column(72, 700, first.slice(0, 1)), ...column(320, 700, first.slice(1))]].map((lines) =>
      lines.map((line) => ({ ...line, size: 6 })),
    ),
    text: [first.join(' ')],
  },
  {
    it: 'words that a hyphen broke',
    pages: [
      column(72, 700, [
        'Nobody on the northern islands wanted the fer-',
        'ries to stop, which a long-',
        'term plan of two years ago had called a long-term plan.',
      ]),
    ],
    text: [
      'Nobody on the northern islands wanted the ferries to stop, which a long-term plan of two years ago had called a long-term plan.',
    ],
  },
  {
    it: 'pieces of one line',
    pages: [
      [
        { x: 72, y: 700, text: 'The road' },
        { x: 125, y: 700, text: 'is shut.' },
      ],
    ],
    text: ['The road is shut.'],
  },
])('readPdf() reads $it', async ({ pages, text }) => {
  expect((await readPdf(pdfFile(pages))).article).toEqual({
    id: null,
    title: null,
    text: text.join('\n'),
    outlet: null,
    url: null,
    published: null,
    author: null,
  });
});

test('readPdf() leaves out headers, footers and page numbers', async () => {
  const ways = ['north', 'south', 'east'];
  const pages = ways.map((way, index) => [
    { x: 72, y: 800, text: 'The Test Gazette' },
    ...column(72, 700, [
      `The road to the ${way} goes from here to the very end of the land, and`,
      `${way} of it is the sea.`,
    ]),
    { x: 290, y: 40, text: `${index + 1}` },
  ]);
  const { article } = await readPdf(pdfFile(pages));
  expect(article.text.split('\n')).toEqual(
    ways.map(
      (way) => `The road to the ${way} goes from here to the very end of the land, and ${way} of it is the sea.`,
    ),
  );
});

test('readPdf() refuses a PDF without text', async () => {
  await expect(readPdf(pdfFile([[]]))).rejects.toThrow(Refusal);
  await expect(readPdf(pdfFile([[]]))).rejects.toThrow('only pictures');
});

test('readPdf() fails on what is no PDF', async () => {
  await expect(readPdf(Buffer.from('%PDF-1.7 and nothing else'))).rejects.toThrow();
});
