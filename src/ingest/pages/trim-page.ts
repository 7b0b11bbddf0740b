import { escapeAttribute } from 'entities';
import { Parser } from 'htmlparser2';
import { Refusal } from '../arrival.ts';
import { LinkBlocks } from './link-blocks.ts';
import { isBox } from './page-boxes.ts';
import type { Tag } from './scan-tags.ts';

/** Where no article stands, and what Readability takes out in any case. */
const besides = new Set(
  'nav aside footer script style svg template iframe object embed canvas dialog button select textarea'.split(' '),
);

/** Tags that say something of the page itself, wherever they stand; and those that do so outside of side columns. */
const telling = new Set(['html', 'meta', 'link', 'script']);
const tellingInText = new Set(['time', 'article', 'h1']);

// Deeper than any page that people read: Readability takes 4 s for 500 elements one in the other, and 190 s for 2,000.
const maxDepth = 256;

// What Readability, too, leaves out at its first try, by the words of class, id or role.
const unlikely =
  /-ad-|ai2html|banner|breadcrumbs|combx|comment|community|cover-wrap|disqus|extra|footer|gdpr|header|legends|menu|related|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor|supplemental|ad-break|agegate|pagination|pager|popup|yom-remote/i;
const perhaps = /and|article|body|column|content|main|shadow/i;
const roles = new Set(['menu', 'menubar', 'complementary', 'navigation', 'alert', 'alertdialog', 'dialog']);

// Readability asks every element for its text, and its text again for every element around it: 10 µs for each of these
// steps. A live blog of a day has 100,000 of them, 5,000 elements at a depth of 20.
const maxSteps = 300_000;

const maxTags = 5_000;
const maxPieces = 500_000;

export interface TrimmedPage {
  readonly html: string;
  /** Tags that say something of the page, in its order; their places are those of the page before it was trimmed. */
  readonly tags: readonly Tag[];
}

/** A piece of the page that may go. */
interface Piece {
  readonly start: number;
  readonly end: number;
  /** Characters of text in it, where that decides whether it goes. */
  readonly text: number | null;
  /** What stands there instead. */
  readonly instead: string;
}

/** An element that is open and may go. */
export interface OpenPiece {
  readonly start: number;
  readonly depth: number;
  /** Characters of text before it. */
  readonly before: number;
}

/**
 * Cuts navigation, side columns, scripts, comments and what is hidden out of a page. Each element of a tree costs
 * linkedom about 10 µs and Readability more, and on a news page most of them are no part of the article.
 *
 * @param how whether what is called like a side column or a box goes, too: mostly it is one, sometimes it is the article
 * @throws {Refusal} when there are more elements, or deeper ones, than a parser of trees can bear
 */
export function trimPage(html: string, how: 'closely' | 'loosely'): TrimmedPage {
  const pieces: Piece[] = [];
  const open: string[] = [];
  const boxes: OpenPiece[] = [];
  const blocks = new LinkBlocks();
  const tags: Tag[] = [];
  let text = 0;
  let steps = 0;
  /** Those within what is to be cut: they count once it turns out that it was never closed, and stays. */
  let stepsInCut = 0;
  /** The outermost element to cut. */
  let cut: OpenPiece | null = null;
  /** Depth of the outermost element that is surely beside the article. */
  let beside: number | null = null;
  const checkSteps = (): void => {
    if (steps > maxSteps || pieces.length > maxPieces) {
      throw new Refusal('expected a page, found more elements than an article has');
    }
  };
  const parser = new Parser({
    onopentag(name, attributes, isImplied) {
      open.push(name);
      const depth = open.length;
      if (depth > maxDepth) throw new Refusal(`expected a page, found elements nested more than ${maxDepth} deep`);
      if (tags.length < maxTags && (telling.has(name) || (beside === null && tellingInText.has(name)))) {
        tags.push({ name, attributes: new Map(Object.entries(attributes)), end: parser.endIndex + 1 });
      }
      const isBeside = besides.has(name) || isHidden(name, attributes);
      if (isBeside) beside ??= depth;
      if (cut !== null) {
        stepsInCut += depth;
        return;
      }
      const piece = { start: parser.startIndex, depth, before: text };
      const kind = how === 'closely' ? kindByName(name, attributes) : null;
      if (isBeside || kind === 'unlikely') cut = piece;
      else if (kind === 'box') boxes.push(piece);
      if (cut === null) blocks.open(name, piece);
      if (cut === null && !isImplied) {
        const instead = pictures.has(name) ? '' : slimTag(name, attributes);
        if (instead !== null) pieces.push({ start: parser.startIndex, end: parser.endIndex + 1, text: null, instead });
      }
      steps += depth;
      checkSteps();
    },
    ontext(data) {
      if (cut !== null) {
        stepsInCut += 1;
        return;
      }
      text += data.length;
      blocks.text(data.length);
      // A node of its own, however short: a sign that begins no tag makes one.
      steps += 1;
      checkSteps();
    },
    onclosetag(name, isImplied) {
      const depth = open.length;
      open.pop();
      const end = parser.endIndex + 1;
      const block = cut === null ? blocks.close(name, depth) : null;
      if (block !== null && how === 'closely' && !isImplied)
        pieces.push({ start: block.start, end, text: null, instead: '' });
      if (beside === depth) beside = null;
      // One that was never closed would take the rest of the page with it.
      if (cut?.depth === depth) {
        if (isImplied) steps += stepsInCut;
        else pieces.push({ start: cut.start, end, text: null, instead: '' });
        checkSteps();
        stepsInCut = 0;
        cut = null;
      } else if (boxes.at(-1)?.depth === depth) {
        const box = boxes.pop();
        if (box !== undefined && !isImplied)
          pieces.push({ start: box.start, end, text: text - box.before, instead: '' });
      }
    },
    oncomment() {
      if (cut === null) pieces.push({ start: parser.startIndex, end: parser.endIndex + 1, text: null, instead: '' });
    },
  });
  parser.end(html);
  const goes = (piece: Piece): boolean => piece.text === null || piece.text < Math.min(boxCharacters, text / 3);
  return { html: without(html, pieces.filter(goes)), tags };
}

// A box with more in it is the article itself, whatever it is called.
const boxCharacters = 1_000;

function without(html: string, pieces: readonly Piece[]): string {
  const kept: string[] = [];
  let from = 0;
  for (const { start, end, instead } of pieces.toSorted((one, other) => one.start - other.start)) {
    if (start < from) continue;
    kept.push(html.slice(from, start), instead);
    from = end;
  }
  kept.push(html.slice(from));
  return kept.join('');
}

/** Elements without an end, of which nothing can be read. */
const pictures = new Set(['img', 'source', 'input', 'link', 'track', 'area', 'param']);

/** What Readability looks at; the others would be a node each in linkedom's tree, as dear as an element. */
const lookedAt = new Set(
  'class id role rel itemprop name property content lang dir hidden aria-hidden aria-modal charset http-equiv'.split(
    ' ',
  ),
);

/** The tag with the attributes that matter; `null` when it has no others. */
function slimTag(name: string, attributes: Readonly<Record<string, string>>): string | null {
  const all = Object.entries(attributes);
  const kept = all.filter(
    ([attribute, value]) => lookedAt.has(attribute) || (attribute === 'href' && value.startsWith('#')),
  );
  if (kept.length === all.length) return null;
  return `<${name}${kept.map(([attribute, value]) => ` ${attribute}="${escapeAttribute(value)}"`).join('')}>`;
}

/** Not a link, which is part of a sentence, nor what frames the whole. */
const neverUnlikely = new Set(['html', 'body', 'main', 'article', 'a', 'head', 'link', 'meta', 'title']);

function kindByName(name: string, attributes: Readonly<Record<string, string>>): 'unlikely' | 'box' | null {
  if (neverUnlikely.has(name)) return null;
  if (roles.has(attributes.role ?? '')) return 'unlikely';
  if (attributes.class === undefined && attributes.id === undefined) return null;
  const names = `${attributes.class ?? ''} ${attributes.id ?? ''}`;
  if (isBox(names)) return 'box';
  return unlikely.test(names) && !perhaps.test(names) ? 'unlikely' : null;
}

/** The body is hidden on some pages until a script shows it. */
function isHidden(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (name === 'body' || name === 'html' || name === 'article' || name === 'main') return false;
  const { hidden, style, 'aria-hidden': fromReaders } = attributes;
  if (hidden !== undefined || fromReaders === 'true') return true;
  return style !== undefined && /\bdisplay\s*:\s*none\b|\bvisibility\s*:\s*hidden\b/i.test(style);
}
