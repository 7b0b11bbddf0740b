import { parseHTML } from 'linkedom';

/** The little of the DOM that reading a page takes; linkedom's own types need a browser's. */
export interface PageNode {
  readonly nodeType: number;
  /** Upper case for elements. */
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<PageNode>;
}

export interface PageElement extends PageNode {
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  remove(): void;
}

/** Parses HTML, a whole page or a piece of one, into a tree. Nothing is fetched and no script is run. */
export function parseDocument(html: string): PageElement {
  // HTML lets a page leave out html, head and body; linkedom then finds no body, and Readability no article.
  const bare = html.replace(/<!doctype[^>]*>|<\/?(?:html|head)\b[^>]*>/gi, '');
  const title = /<title\b[^>]*>[^<]*<\/title>/i.exec(bare)?.[0] ?? '';
  const whole = /<body\b/i.test(html) ? html : `<!doctype html><html><head>${title}</head><body>${bare}</body></html>`;
  const { document }: { document: PageElement } = parseHTML(whole);
  return document;
}

const textNode = 3;

/** What is no running text of an article: code, controls, pictures and their captions, navigation. */
const silent = new Set(
  `TITLE SCRIPT STYLE NOSCRIPT TEMPLATE SVG MATH IMG PICTURE VIDEO AUDIO CANVAS OBJECT EMBED IFRAME FIGCAPTION BUTTON INPUT
   SELECT TEXTAREA FORM NAV ASIDE HEAD`.split(/\s+/),
);

const blocks = new Set(
  `ADDRESS ARTICLE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIELDSET FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR HTML LI
   MAIN OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL`.split(/\s+/),
);

/** The text of a tree, one line a paragraph, blanks as a browser shows them. */
export function linesOf(root: PageNode): string[] {
  const lines: string[] = [];
  let line = '';
  const endLine = (): void => {
    const text = line.replace(/[ \t\r\n\f]+/g, ' ').trim();
    if (text !== '') lines.push(text);
    line = '';
  };
  const walk = (node: PageNode): void => {
    if (node.nodeType === textNode) line += node.textContent ?? '';
    const name = node.nodeName.toUpperCase();
    if (silent.has(name)) return;
    if (name === 'BR') endLine();
    if (name === 'TD' || name === 'TH') line += ' ';
    const isBlock = blocks.has(name);
    if (isBlock) endLine();
    for (const child of node.childNodes) walk(child);
    if (isBlock) endLine();
  };
  walk(root);
  endLine();
  return lines;
}

/** The text of a piece of HTML, one line a paragraph. */
export function linesOfHtml(html: string): string[] {
  return linesOf(parseDocument(html));
}

/** The words of an element that stand outside of links. */
export function wordsOutsideLinks(node: PageNode): string {
  if (node.nodeType === textNode) return node.textContent ?? '';
  if (node.nodeName.toUpperCase() === 'A') return '';
  return [...node.childNodes].map(wordsOutsideLinks).join('');
}
