import { isUtf8 } from 'node:buffer';
import { Refusal } from './arrival.ts';

/** Larger documents are refused: a text, its spans and its HTML tree have to fit into memory together. */
export const maxDocumentBytes = 50_000_000;

const signatures: readonly (readonly [name: string, bytes: string])[] = [
  ['a PDF', '%PDF-'],
  ['a ZIP file, as Word documents are', 'PK\x03\x04'],
  ['a gzip file', '\x1f\x8b'],
  ['a PNG picture', '\x89PNG'],
  ['a JPEG picture', '\xff\xd8\xff'],
  ['a GIF picture', 'GIF8'],
  ['an SQLite file', 'SQLite format 3\0'],
];

/**
 * Decodes a text file, a byte order mark taken off.
 *
 * UTF-16 is refused although its mark tells it: what a file holds and what the archive holds should be the same bytes,
 * and a file that other programs of the owner misread is better repaired at its source.
 *
 * @throws {Refusal} when it is empty, binary or not UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new Refusal('expected an article, found an empty file');
  refuseBinary(bytes);
  if (!isUtf8(bytes))
    throw new Refusal(`expected UTF-8, found other bytes in line ${firstBadLine(bytes)}; ${saveAsUtf8}`);
  return new TextDecoder().decode(bytes);
}

/**
 * Decodes one line of a file, a byte order mark taken off.
 *
 * @throws {Refusal} when it is not UTF-8
 */
export function decodeLine(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new Refusal(`expected UTF-8, found other bytes; ${saveAsUtf8}`);
  return new TextDecoder().decode(bytes);
}

/** @throws {Refusal} when the beginning of a file says that it is no text */
export function refuseBinary(beginning: Uint8Array): void {
  const head = Buffer.from(beginning.subarray(0, 8192)).toString('latin1');
  if (/^(?:\xff\xfe|\xfe\xff)/.test(head)) throw new Refusal(`expected UTF-8, found UTF-16; ${saveAsUtf8}`);
  const known = signatures.find(([, signature]) => head.startsWith(signature));
  if (known !== undefined)
    throw new Refusal(`expected text, found ${known[0]}; give it its own ending, or save its text as .txt`);
  if (head.includes('\0')) throw new Refusal('expected text, found binary data');
}

const saveAsUtf8 = 'save it as UTF-8 and import it again';

function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1 && isUtf8(bytes.subarray(start, end)); end = bytes.indexOf(10, start)) {
    line += 1;
    start = end + 1;
  }
  return line;
}

/**
 * Decodes an HTML file. Unlike plain text it may name its own charset, and many saved pages do.
 *
 * @throws {Refusal} when it is empty, binary, or neither UTF-8 nor in the charset that it names
 * @see https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
 */
export function decodeHtml(bytes: Uint8Array): string {
  const label = declaredCharset(bytes);
  // Valid UTF-8 hardly ever comes about by chance, a wrong label often does; ISO-2022-JP alone looks like ASCII.
  if (label === null || (isUtf8(bytes) && !/^iso-2022/i.test(label))) return decodeUtf8(bytes);
  refuseBinary(bytes);
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch (error) {
    // An unknown label is a RangeError, bytes that the charset does not have are a TypeError.
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new Refusal(`expected UTF-8 or the charset that the page names ("${label}"), found other bytes`);
  }
}

function declaredCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const label = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1] ?? null;
  // A page whose declaration can be read as ASCII is not UTF-16, whatever it says.
  return label !== null && /^utf-?16/i.test(label) ? null : label;
}
