import { Readability } from '@mozilla/readability';
import { linesOf, type PageElement, type PageNode, wordsOutsideLinks } from '../html-text.ts';
import { isBox } from './page-boxes.ts';

const maxElements = 200_000;

/** How a link to something else begins when it stands between two paragraphs. */
const invitation =
  /^(?:read (?:more|also|next)|also read|see also|related|more on|more from|watch|listen|sign up|subscribe|click here|topics|tags|filed under)\b/i;

/** What is no sentence of the article even without a link. */
const label =
  /^(?:read (?:more|also|next)|also read|see also|related(?: stories| articles| news| coverage| topics)?|advertisement|ad|sponsored|story continues below(?: advertisement)?|article continues (?:below|after)(?: (?:this )?ad(?:vertisement)?)?|share(?: this(?: article| story)?)?|share on (?:facebook|twitter|x|linkedin|whatsapp)|copy link|print|email|comments?|listen to (?:this )?article|most (?:read|popular|viewed)|recommended(?: for you)?|trending(?: now)?|topics|tags|filed under)[.:]?$/i;

export interface Extract {
  readonly title: string | null;
  readonly siteName: string | null;
  readonly byline: string | null;
  readonly publishedTime: string | null;
  /** One line a paragraph. */
  readonly lines: readonly string[];
}

/** The running text of a page's article, as Readability finds it; `null` when it finds none. Changes the document. */
export function extractText(document: PageElement): Extract | null {
  const reader = new Readability<PageElement>(document, {
    maxElemsToParse: maxElements,
    serializer: (node: PageElement) => node,
    // Read elsewhere, and better: see structured-data.ts.
    disableJSONLD: true,
    // Needed to know the boxes in what is found.
    keepClasses: true,
  });
  const found = reader.parse();
  if (!found?.content) return null;
  const { title, siteName, byline, publishedTime, content } = found;
  return {
    title: title || null,
    siteName: siteName ?? null,
    byline: byline ?? null,
    publishedTime: publishedTime ?? null,
    lines: paragraphs(content),
  };
}

const candidates = new Set('P DIV LI H2 H3 H4 H5 UL OL SECTION SPAN STRONG DETAILS'.split(' '));

function paragraphs(content: PageElement): string[] {
  const whole = lengthOf(content);
  return linesOf(content, (element) => {
    if (isInvitation(element)) return true;
    const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
    // A class that holds much of the text is the article's own, whatever it is called.
    return isBox(names) && lengthOf(element) < whole / 3;
  });
}

function lengthOf({ textContent }: PageNode): number {
  return (textContent ?? '').trim().length;
}

/** "Read more: Other headline", where nothing but the label stands outside of the link. */
function isInvitation(element: PageElement): boolean {
  if (!candidates.has(element.nodeName.toUpperCase())) return false;
  const text = (element.textContent ?? '').trim();
  if (text.length > 400) return false;
  if (label.test(text)) return true;
  const outside = wordsOutsideLinks(element)
    .replace(/[\s.:;,–—-]+$/, '')
    .trim();
  return invitation.test(text) && (outside === '' || label.test(outside));
}
