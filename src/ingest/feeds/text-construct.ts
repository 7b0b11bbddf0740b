import { escapeText } from 'entities';
import { linesOfHtml } from '../html-text.ts';
import { looksLikeHtml, oneLine, plainTitle } from './plain-title.ts';
import type { XmlElement } from './xml-tree.ts';

/** HTML of what an element holds for people, whatever way its format has of putting HTML into XML; `null` when empty. */
export function htmlOf(element: XmlElement | null): string | null {
  if (element === null) return null;
  const html = encodedHtml(element).trim();
  return html === '' ? null : html.toWellFormed();
}

/** What an element holds for people as plain text on one line; `null` when empty. */
export function titleOf(element: XmlElement | null): string | null {
  const html = htmlOf(element);
  // Where there are elements in it, it is no question whether it is HTML.
  if (html === null || element === null || element.html === null) return plainTitle(html);
  return oneLine(linesOfHtml(html).join(' '));
}

function encodedHtml({ attributes, text, html }: XmlElement): string {
  const type = (attributes.type ?? '').trim().toLowerCase();
  if (attributes.mode === 'base64' || isBase64(type)) return isText(type) ? fromBase64(text) : '';
  if (html !== null) return withoutXhtmlPrefix(html);
  // Atom's own word for text; many feeds say so of HTML, or say nothing and mean it.
  if ((type === 'text' || type === 'text/plain') && !looksLikeHtml(text)) return escapeText(text);
  // xhtml, and Atom 0.3's mode "xml", without a single element in it: character data.
  if ((type === 'xhtml' || attributes.mode === 'xml') && !looksLikeHtml(text)) return escapeText(text);
  return text;
}

/** RFC 4287, 4.1.3.3: what is neither text nor XML is base64. */
function isBase64(type: string): boolean {
  return type.includes('/') && !isText(type) && !/\b(?:xml|html)\b/.test(type);
}

function isText(type: string): boolean {
  return type === '' || !type.includes('/') || type.startsWith('text/') || /\b(?:xml|html)\b/.test(type);
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

/** `<xhtml:p>` is `<p>`: HTML knows no prefixes. */
function withoutXhtmlPrefix(html: string): string {
  const prefix = /<([a-z][\w-]*):(?:div|p|span|a|em|strong|b|i|ul|ol|li|br|blockquote|h[1-6])\b/i.exec(html)?.[1];
  return prefix === undefined ? html : html.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</');
}
