import { expect, test } from 'vitest';
import { Refusal } from '../../src/ingest/arrival.ts';
import { readDocx } from '../../src/ingest/docx.ts';
import { zipFile } from './zip-file.ts';

const namespaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="x"';

function documentOf(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${namespaces}><w:body>${body}</w:body></w:document>`;
}

function docx(body: string, path = 'word/document.xml'): Buffer {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  return zipFile([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships><Relationship Id="r1" Type="${type}" Target="${path}"/></Relationships>`,
    },
    { name: path, content: documentOf(body) },
  ]);
}

const run = (text: string) => `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (content: string, style = '') =>
  `<w:p><w:pPr>${style === '' ? '' : `<w:pStyle w:val="${style}"/>`}</w:pPr>${content}</w:p>`;

test.each([
  {
    it: 'paragraphs as lines',
    body: paragraph(run('One.')) + paragraph('') + paragraph(run('Two ') + run('halves.')),
    text: 'One.\nTwo halves.',
  },
  { it: 'entities and blanks', body: paragraph(run(' “A &amp; B” &lt; &#x201C;C&#8221; ')), text: ' “A & B” < “C” ' },
  {
    it: 'tabs, breaks and hyphens',
    body: paragraph(`${run('A')}<w:r><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t><w:noBreakHyphen/><w:t>D</w:t></w:r>`),
    text: 'A\tB\nC\u2011D',
  },
  {
    it: 'links as their words',
    body: paragraph(`<w:hyperlink r:id="r2">${run('told')}</w:hyperlink>${run(' us')}`),
    text: 'told us',
  },
  {
    it: 'what was put in, not what was struck out',
    body: paragraph(
      `<w:ins w:id="1">${run('new')}</w:ins><w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom>${run('gone')}</w:moveFrom>`,
    ),
    text: 'new',
  },
  {
    it: 'tables cell by cell',
    body: `<w:tbl><w:tr><w:tc>${paragraph(run('a'))}</w:tc><w:tc>${paragraph(run('b'))}</w:tc></w:tr></w:tbl>`,
    text: 'a\nb',
  },
  {
    it: 'no captions, boxes or field codes',
    body:
      paragraph(run('Figure 1'), 'Caption') +
      paragraph(
        `${run('Text')}<w:r><w:pict><w:txbxContent>${paragraph(run('Box'))}</w:txbxContent></w:pict><w:instrText>PAGE</w:instrText></w:r>${run('.')}`,
      ),
    text: 'Text.',
  },
  {
    it: 'each alternative once',
    body: paragraph(
      `<mc:AlternateContent><mc:Choice>${run('Now')}</mc:Choice><mc:Fallback>${run('Then')}</mc:Fallback></mc:AlternateContent>`,
    ),
    text: 'Now',
  },
])('readDocx() reads $it', async ({ body, text }) => {
  expect((await readDocx(docx(body))).article).toEqual({
    id: null,
    title: null,
    text,
    outlet: null,
    url: null,
    published: null,
    author: null,
  });
});

test('readDocx() takes the title from the paragraph of that style', async () => {
  const { article } = await readDocx(docx(paragraph(run('Road shut'), 'Title') + paragraph(run('It is shut.'))));
  expect(article).toMatchObject({ title: 'Road shut', text: 'It is shut.' });
});

test('readDocx() finds a document that goes by another name', async () => {
  expect((await readDocx(docx(paragraph(run('One.')), 'word/document2.xml'))).article.text).toBe('One.');
});

test.each([
  {
    it: 'a ZIP file of another kind',
    content: zipFile([{ name: 'a.txt', content: 'x' }]),
    reason: 'ZIP file of another kind',
  },
  { it: 'a document without text', content: docx(paragraph('')), reason: 'found no text' },
  {
    it: 'a document that says it is too large',
    content: zipFile([{ name: 'word/document.xml', content: 'x', statedBytes: 40_000_000 }]),
    reason: 'at most 30 MB',
  },
])('readDocx() refuses $it', async ({ content, reason }) => {
  await expect(readDocx(content)).rejects.toThrow(Refusal);
  await expect(readDocx(content)).rejects.toThrow(reason);
});

test('readDocx() unpacks no more than a document says that it holds', async () => {
  const bomb = zipFile([{ name: 'word/document.xml', content: Buffer.alloc(40_000_000, 'x'), statedBytes: 1000 }]);
  await expect(readDocx(bomb)).rejects.toThrow('too many bytes');
});

test('readDocx() expands no entities of its own', async () => {
  const laughs = `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${documentOf(paragraph(run('He &b; said.')))}`;
  const { article } = await readDocx(zipFile([{ name: 'word/document.xml', content: laughs }]));
  expect(article.text).toBe('He &b; said.');
});
