import { Parser } from 'htmlparser2';
import { fromBufferPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl';
import { type Entry, Refusal } from './arrival.ts';
import { entry } from './fields.ts';

/** Unpacked. The text of a long book is 5 MB, and a file that unpacks without end is refused before it fills memory. */
const maxPartBytes = 30_000_000;

const relationships = '_rels/.rels';
const usualDocument = 'word/document.xml';

/**
 * Reads a Word document: its text, one line a paragraph, without captions, text boxes, notes, and words that were struck
 * out while changes were tracked. A paragraph in the style "Title" is the title. Its properties are left alone: they
 * tell who made the file and when, not who published the article.
 *
 * @throws {Refusal} when it is no Word document, is encrypted, or unpacks to too much
 * @see https://ecma-international.org/publications-and-standards/standards/ecma-376/
 */
export async function readDocx(content: Uint8Array): Promise<Entry> {
  const zip = await fromBufferPromise(Buffer.from(content), { lazyEntries: true });
  const parts = new Map<string, ZipEntry>();
  for await (const part of zip.eachEntry()) parts.set(part.fileName, part);
  const links = parts.get(relationships);
  const path = links === undefined ? null : documentPath(await readPart(zip, links));
  const main = parts.get(path ?? usualDocument);
  if (main === undefined) throw new Refusal('expected a Word document, found a ZIP file of another kind');
  const paragraphs = readParagraphs(await readPart(zip, main));
  const title = paragraphs.find(({ style }) => style === 'Title');
  const lines = paragraphs.filter((paragraph) => paragraph !== title).flatMap(({ text }) => text.split('\n'));
  return entry({ title: title?.text ?? null }, lines.filter((line) => line.trim() !== '').join('\n'));
}

async function readPart(zip: ZipFile, part: ZipEntry): Promise<string> {
  if (part.isEncrypted())
    throw new Refusal('expected a Word document, found an encrypted one; save it without password');
  // The size that the file states is held to while unpacking: more than that is an error of yauzl's.
  if (part.uncompressedSize > maxPartBytes) {
    throw new Refusal(`expected a document of at most ${maxPartBytes / 1e6} MB unpacked, found a larger one`);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of await zip.openReadStreamPromise(part)) chunks.push(chunk);
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** SharePoint names it "word/document2.xml". */
function documentPath(links: string): string | null {
  let path: string | null = null;
  const parser = new Parser(
    {
      onopentag(name, { Type: type = '', Target: target = '' }) {
        if (name === 'Relationship' && type.endsWith('/officeDocument')) path = target.replace(/^\//, '');
      },
    },
    { xmlMode: true },
  );
  parser.end(links);
  return path;
}

interface Paragraph {
  readonly style: string | null;
  /** Lines where the paragraph has breaks. */
  readonly text: string;
}

/** What stands in the file and not in the running text; "Fallback" repeats its neighbour for old readers. */
const silent = new Set(['w:del', 'w:moveFrom', 'w:txbxContent', 'mc:Fallback', 'w:instrText', 'w:pPrChange']);

const signs: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '\u2011',
};

function readParagraphs(xml: string): readonly Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let style: string | null = null;
  let text = '';
  let isText = false;
  let silence = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (silent.has(name)) silence += 1;
        if (silence > 0) return;
        if (name === 'w:p') [style, text] = [null, ''];
        else if (name === 'w:pStyle') style = attributes['w:val'] ?? null;
        else if (name === 'w:t') isText = true;
        else text += signs[name] ?? '';
      },
      ontext(words) {
        if (isText && silence === 0) text += words;
      },
      onclosetag(name) {
        if (silent.has(name)) silence -= 1;
        else if (silence > 0) return;
        else if (name === 'w:t') isText = false;
        else if (name === 'w:p' && style !== 'Caption') paragraphs.push({ style, text });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return paragraphs;
}
