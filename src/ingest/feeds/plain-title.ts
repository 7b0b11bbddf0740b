import { decodeHTMLStrict } from 'entities';
import { linesOfHtml } from '../html-text.ts';

const tag = /<\/?([a-z][a-z0-9]*)(?:\s[^<>]*)?\/?>/gi;
const alone = new Set(['br', 'img', 'hr', 'wbr']);
const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});/i;

/**
 * Tells whether a string that may be plain text or HTML is HTML: a tag that is closed again, or one that never is, or an
 * attribute. `How to use <div>` is text.
 */
export function looksLikeHtml(text: string): boolean {
  if (!text.includes('<')) return false;
  for (const [whole, name = ''] of text.matchAll(tag)) {
    if (whole.startsWith('</') || alone.has(name.toLowerCase()) || whole.includes('="')) return true;
  }
  return false;
}

/** Titles come as text, as HTML, and as HTML encoded once too often: plain text on one line, `null` when empty. */
export function plainTitle(given: string | null): string | null {
  if (given === null) return null;
  let text = given;
  // Twice is what a feed made of a feed does; a title that needs more is about entities.
  for (let round = 0; round < 2 && (looksLikeHtml(text) || entity.test(text)); round++) {
    text = looksLikeHtml(text) ? linesOfHtml(text).join(' ') : decodeHTMLStrict(text);
  }
  return oneLine(text);
}

export function oneLine(text: string): string | null {
  return (
    text
      .toWellFormed()
      .replace(/[\s\u200b\ufeff]+/g, ' ')
      .trim() || null
  );
}
