import { extractTextItems, getDocumentProxy } from 'unpdf';
import { type Entry, Refusal } from './arrival.ts';
import { entry } from './fields.ts';
import { linesOfPage } from './pdf-lines.ts';
import { joinLines } from './pdf-paragraphs.ts';

/**
 * Reads the text of a PDF, one line a paragraph. A PDF knows no paragraphs, only where letters stand on a page: what is
 * one paragraph is told by gaps, indents and sizes, and lines that recur on every page are left out. Its properties are
 * left alone: the title is mostly the name of a file.
 *
 * @throws {Refusal} when it takes a password, or holds pictures of text only
 */
export async function readPdf(content: Uint8Array): Promise<Entry> {
  // Its own copy: PDF.js takes the bytes away from whoever hands them over.
  const pdf = await openPdf(Uint8Array.from(content));
  try {
    const { items } = await extractTextItems(pdf);
    const text = joinLines(items.map(linesOfPage)).join('\n');
    if (text.trim() === '') {
      throw new Refusal(
        'expected a PDF with text, found only pictures in it; run text recognition (OCR) over it first',
      );
    }
    return entry({}, text);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function openPdf(content: Uint8Array): ReturnType<typeof getDocumentProxy> {
  try {
    return await getDocumentProxy(content, { verbosity: 0 });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'PasswordException')) throw error;
    throw new Refusal('expected a PDF that can be read, found one that takes a password; save it without');
  }
}
