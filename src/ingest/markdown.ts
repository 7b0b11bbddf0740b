import type { Nodes, PhrasingContent, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { parse as parseYaml, YAMLError } from 'yaml';
import { type Entry, Refusal } from './arrival.ts';
import { entry, readDescription } from './fields.ts';

/**
 * Reads Markdown with YAML front matter (title, outlet, url, published, author, id): plain text, one line a paragraph,
 * links as their words, pictures and HTML tags gone. A first heading is the title where the front matter has none.
 *
 * @throws {Refusal} on front matter that is no YAML, and when no text is left
 */
export async function readMarkdown(source: string): Promise<Entry> {
  const { frontMatter, body } = splitFrontMatter(source);
  const given = readDescription(frontMatter === null ? {} : (parseFrontMatter(frontMatter) ?? {}));
  const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const heading = firstHeading(tree);
  const isTitle = heading !== null && (given.title === null || given.title === heading);
  // An HTML parser takes longer to load than all the rest, and Markdown hardly ever needs it.
  const linesOfHtml = holdsHtml(tree) ? (await import('./html-text.ts')).linesOfHtml : noLines;
  const lines = tree.children.slice(isTitle ? 1 : 0).flatMap((block) => linesOfBlock(block, linesOfHtml));
  return entry({ ...given, title: given.title ?? heading }, lines.filter((line) => line.trim() !== '').join('\n'));
}

function splitFrontMatter(source: string): { frontMatter: string | null; body: string } {
  const open = /^---[ \t]*\r?\n/.exec(source);
  if (open === null) return { frontMatter: null, body: source };
  const start = open[0].length;
  const close = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m;
  const rest = source.slice(start);
  const end = close.exec(rest);
  if (end === null) return { frontMatter: null, body: source };
  return { frontMatter: rest.slice(0, end.index), body: rest.slice(end.index + end[0].length) };
}

function parseFrontMatter(source: string): unknown {
  try {
    return parseYaml(source);
  } catch (error) {
    // YAMLError for its syntax, ReferenceError for aliases without end ("billion laughs").
    if (!(error instanceof YAMLError || error instanceof ReferenceError)) throw error;
    const [first = ''] = error.message.split('\n');
    throw new Refusal(`front matter: expected YAML, found a slip in it: ${first.replace(/:$/, '')}`);
  }
}

function firstHeading({ children: [first] }: Root): string | null {
  return first?.type === 'heading' && first.depth === 1 ? phrase(first.children) : null;
}

type LinesOfHtml = (html: string) => string[];
const noLines: LinesOfHtml = () => [];

function holdsHtml(node: Nodes): boolean {
  return node.type === 'html' || ('children' in node && node.children.some(holdsHtml));
}

function linesOfBlock(block: RootContent, linesOfHtml: LinesOfHtml): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [phrase(block.children)];
    case 'blockquote':
    case 'footnoteDefinition':
    case 'list':
    case 'listItem':
      return block.children.flatMap((child) => linesOfBlock(child, linesOfHtml));
    case 'table':
      return block.children.map((row) => row.children.map((cell) => phrase(cell.children)).join(' '));
    case 'code':
      return block.value.split('\n');
    case 'html':
      return linesOfHtml(block.value);
    default:
      return [];
  }
}

/** Words of a paragraph on one line: a line break of the file is a blank, as it is when Markdown is shown. */
function phrase(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map(words)
    .join('')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

function words(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  if (node.type === 'break' || (node.type === 'html' && /^<br\b/i.test(node.value))) return '\n';
  return 'children' in node ? node.children.map(words).join('') : '';
}
