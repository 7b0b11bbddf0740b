import { decodeHTML } from 'entities';
import { Tokenizer } from 'htmlparser2';
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
  const bare = html.replace(/<!doctype[^<>]*>|<\/?(?:html|head)\b[^<>]*>/gi, '');
  const title = /<title\b[^<>]*>[^<]*<\/title>/i.exec(bare)?.[0] ?? '';
  const whole = /<body\b/i.test(html) ? html : `<!doctype html><html><head>${title}</head><body>${bare}</body></html>`;
  const { document }: { document: PageElement } = parseHTML(whole);
  return document;
}

const elementNode = 1;
const textNode = 3;

/** What is no running text of an article: code, controls, pictures and their captions, navigation. */
const silent = new Set(
  `TITLE SCRIPT STYLE NOSCRIPT TEMPLATE SVG MATH IMG PICTURE VIDEO AUDIO CANVAS OBJECT EMBED IFRAME FIGCAPTION BUTTON INPUT
   SELECT TEXTAREA FORM NAV ASIDE HEAD`.split(/\s+/),
);

/** Those of them that hold nothing and are never closed. */
const empty = new Set(['IMG', 'EMBED', 'INPUT']);

const blocks = new Set(
  `ADDRESS ARTICLE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIELDSET FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR HTML LI
   MAIN OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL`.split(/\s+/),
);

function isElement(node: PageNode): node is PageElement {
  return node.nodeType === elementNode;
}

/**
 * The text of a tree, one line a paragraph, blanks as a browser shows them.
 *
 * @param isNoise tells which elements are to be passed over with all that is in them
 */
export function linesOf(root: PageNode, isNoise: (element: PageElement) => boolean = () => false): string[] {
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
    if (node !== root && isElement(node) && isNoise(node)) return;
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

/**
 * The text of a piece of HTML, one line a paragraph. No tree is made of it: that is what takes the time with short
 * pieces, and what deep nesting would bring to a halt.
 */
export function linesOfHtml(html: string): string[] {
  const lines: string[] = [];
  let line = '';
  /** The element in which nothing is said, how many of its name are open in it, and what stands there all the same. */
  let hush: { readonly name: string; depth: number; readonly lines: number; readonly line: string } | null = null;
  let name = '';
  const endLine = (): void => {
    const text = line.replace(/[ \t\r\n\f]+/g, ' ').trim();
    if (text !== '') lines.push(text);
    line = '';
  };
  const open = (): void => {
    if (hush !== null && hush.name === name) hush.depth += 1;
    if (silent.has(name) && hush === null && !empty.has(name)) hush = { name, depth: 1, lines: lines.length, line };
    if (name === 'BR' || blocks.has(name)) endLine();
    if (name === 'TD' || name === 'TH') line += ' ';
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      ...noTokens,
      ontext(start, end) {
        const text = html.slice(start, end);
        line += text.includes('&') ? decodeHTML(text) : text;
      },
      onopentagname(start, end) {
        name = html.slice(start, end).toUpperCase();
      },
      onopentagend: open,
      onselfclosingtag: open,
      onclosetag(start, end) {
        const closed = html.slice(start, end).toUpperCase();
        if (blocks.has(closed) || closed === 'P') endLine();
        if (hush?.name !== closed) return;
        hush.depth -= 1;
        if (hush.depth > 0) return;
        lines.length = hush.lines;
        line = hush.line;
        hush = null;
      },
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  // An element that is never closed does not silence the rest.
  endLine();
  return lines;
}

const noTokens = {
  onattribdata() {},
  onattribend() {},
  onattribentity() {},
  onattribname() {},
  oncdata() {},
  oncomment() {},
  ondeclaration() {},
  onend() {},
  onprocessinginstruction() {},
  ontextentity() {},
};

/** The words of an element that stand outside of links. */
export function wordsOutsideLinks(node: PageNode): string {
  if (node.nodeType === textNode) return node.textContent ?? '';
  if (node.nodeName.toUpperCase() === 'A') return '';
  return [...node.childNodes].map(wordsOutsideLinks).join('');
}
