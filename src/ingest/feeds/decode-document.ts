import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

const marks: readonly (readonly [bytes: readonly number[], charset: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
];

/** "<" and what follows it, as the charsets write them that are no superset of ASCII. */
const beginnings: readonly (readonly [bytes: readonly number[], charset: string])[] = [
  [[0x00, 0x00, 0x00, 0x3c], 'utf-32be'],
  [[0x3c, 0x00, 0x00, 0x00], 'utf-32le'],
  [[0x00, 0x3c, 0x00], 'utf-16be'],
  [[0x3c, 0x00], 'utf-16le'],
  [[0x00, 0x7b, 0x00], 'utf-16be'],
  [[0x7b, 0x00], 'utf-16le'],
  [[0x4c, 0x6f, 0xa7, 0x94], 'ibm037'],
];

/** Charsets whose text looks like ASCII, and so like UTF-8. */
const sevenBit = /^(?:iso-2022|hz|utf-?7)/i;

export interface Decoded {
  readonly text: string;
  /** What the document said, or the server, and it was not so. */
  readonly warning: string | null;
}

/**
 * Decodes a feed or a page from the web. What the bytes themselves show counts most, since the labels are so often
 * wrong: a byte order mark, then valid UTF-8, which hardly ever comes about by chance; then the document's own word, then
 * the server's. What nobody can decode is read as Windows-1252, as browsers do.
 *
 * @param contentType the header, or `null`
 */
export function decodeDocument(bytes: Uint8Array, contentType: string | null): Decoded {
  const marked = charsetOfBeginning(bytes);
  if (marked !== null) return { text: decodeAs(marked, bytes, 'loosely') ?? '', warning: null };
  const labels = [declaredCharset(bytes), charsetParameter(contentType)].filter((label) => label !== null);
  const strange = labels.find((label) => sevenBit.test(label));
  if (strange === undefined && isUtf8(bytes)) return { text: decodeAs('utf-8', bytes, 'loosely') ?? '', warning: null };
  if (labels.length === 0 || isUtf8Label(labels[0])) {
    const text = mostlyUtf8(bytes);
    if (text !== null) return { text, warning: 'some letters in it are broken' };
  }
  for (const label of labels) {
    const text = isUtf8Label(label) ? null : decodeAs(label, bytes, 'strictly');
    if (text !== null) return { text, warning: null };
  }
  const said = labels[0] ?? 'utf-8';
  return { text: decodeAs('windows-1252', bytes, 'loosely') ?? '', warning: `its letters are not ${said}, as it says` };
}

function charsetOfBeginning(bytes: Uint8Array): string | null {
  const starts = (signature: readonly number[]): boolean => signature.every((byte, index) => bytes[index] === byte);
  return [...marks, ...beginnings].find(([signature]) => starts(signature))?.[1] ?? null;
}

/** The charset that an XML declaration names, or the meta tag of a page. */
function declaredCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096)).toString('latin1');
  const declared =
    /<\?xml\b[^>]*?\bencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head) ??
    /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head);
  const label = declared?.[1] ?? null;
  // A document whose declaration can be read as ASCII is not UTF-16, whatever it says.
  return label === null || /^(?:utf-?(?:16|32)|ucs|iso-10646)/i.test(label) ? null : label;
}

function charsetParameter(contentType: string | null): string | null {
  const label = /;\s*charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? null;
  // US-ASCII is what text/xml says by default and what nothing is.
  return label === null || /^(?:us-ascii|utf-?(?:16|32))/i.test(label) ? null : label;
}

function isUtf8Label(label: string | undefined): boolean {
  return label !== undefined && /^utf-?8$/i.test(label);
}

/** UTF-8 in which fewer letters are broken than whole: cut at a byte, or pasted from elsewhere. */
function mostlyUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder().decode(bytes);
  let broken = 0;
  let whole = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) whole += 1;
  }
  return broken < whole ? text : null;
}

/** `null` when the charset is unknown, or, strictly, when bytes do not belong to it. */
function decodeAs(label: string, bytes: Uint8Array, how: 'strictly' | 'loosely'): string | null {
  try {
    return new TextDecoder(label, { fatal: how === 'strictly' }).decode(bytes);
  } catch (error) {
    // An unknown label is a RangeError, bytes that the charset does not have are a TypeError.
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    if (error instanceof TypeError) return null;
  }
  if (!iconv.encodingExists(label)) return null;
  const text = iconv.decode(Buffer.from(bytes), label);
  return how === 'strictly' && text.includes('\ufffd') ? null : text;
}
