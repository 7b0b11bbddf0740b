import { Parser } from 'htmlparser2';
import { Refusal } from '../arrival.ts';

/** Where no article stands, and what Readability takes out in any case. */
const besides = new Set(
  'nav aside footer style svg template iframe object embed canvas dialog button select textarea'.split(' '),
);

// Deeper than any page that people read: Readability takes 4 s for 500 elements one in the other, and 190 s for 2,000.
const maxDepth = 256;

/**
 * Cuts navigation, side columns, scripts and comments out of a page. Each element of a tree costs linkedom about 10 µs
 * and Readability more, and on a news page most of them are no part of the article.
 *
 * @throws {Refusal} when elements are nested deeper than a parser of trees can bear
 */
export function trimPage(html: string): string {
  const kept: string[] = [];
  const open: string[] = [];
  let from = 0;
  /** Start of the outermost element to cut, and its depth. */
  let cut: { readonly start: number; readonly depth: number } | null = null;
  const drop = (start: number, end: number): void => {
    kept.push(html.slice(from, start));
    from = Math.max(from, end);
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      open.push(name);
      if (open.length > maxDepth)
        throw new Refusal(`expected a page, found elements nested more than ${maxDepth} deep`);
      if (cut !== null) return;
      const isCode = name === 'script' && !/ld\+json/i.test(attributes.type ?? '');
      if (isCode || besides.has(name)) cut = { start: parser.startIndex, depth: open.length };
    },
    onclosetag(_name, isImplied) {
      const depth = open.length;
      open.pop();
      if (cut === null || cut.depth !== depth) return;
      // One that was never closed would take the rest of the page with it.
      if (!isImplied) drop(cut.start, parser.endIndex + 1);
      cut = null;
    },
    oncomment() {
      if (cut === null) drop(parser.startIndex, parser.endIndex + 1);
    },
  });
  parser.end(html);
  kept.push(html.slice(from));
  return kept.join('');
}
