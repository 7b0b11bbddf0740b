import { Readability } from '@mozilla/readability';
import { linesOf, type PageElement, wordsOutsideLinks } from '../html-text.ts';

const maxElements = 200_000;

/** How a link to something else begins when it stands between two paragraphs. */
const invitation =
  /^(?:read (?:more|also|next)|also read|see also|related|more on|more from|watch|listen|sign up|subscribe|click here)\b/i;

/** What is no sentence of the article even without a link. */
const label =
  /^(?:read (?:more|also|next)|also read|see also|related(?: stories| articles| news| coverage| topics)?|advertisement|ad|sponsored|story continues below(?: advertisement)?|article continues (?:below|after)(?: (?:this )?ad(?:vertisement)?)?|share(?: this(?: article| story)?)?|share on (?:facebook|twitter|x|linkedin|whatsapp)|copy link|print|email|comments?|listen to (?:this )?article|most (?:read|popular|viewed)|recommended(?: for you)?|trending(?: now)?)[.:]?$/i;

/** Boxes that stand within the text of an article and are none of it, by the words of their class or id. */
const boxes = [
  'newsletter',
  'signup',
  'sign-up',
  'subscribe',
  'social-share',
  'share-bar',
  'share-tools',
  'sharing',
  'related',
  'read-more',
  'readmore',
  'recommend',
  'promo',
  'most-read',
  'breadcrumb',
  'cookie',
  'consent',
  'caption',
  'image-credit',
  'photo-credit',
  'author-bio',
  'comments',
  'paywall',
  'advert',
  'ad-slot',
  'tags-list',
  'sr-only',
  'visually-hidden',
  'screen-reader',
]
  .flatMap((word) => [`[class*="${word}" i]`, `[id*="${word}" i]`])
  .join(', ');

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

function paragraphs(content: PageElement): string[] {
  const whole = lengthOf(content);
  for (const box of content.querySelectorAll(boxes)) {
    // A class that holds most of the text is the article's own, whatever it is called.
    if (lengthOf(box) < whole / 3) box.remove();
  }
  for (const element of content.querySelectorAll('p, div, li, h2, h3, h4, ul, section')) {
    if (isInvitation(element)) element.remove();
  }
  return linesOf(content);
}

function lengthOf({ textContent }: PageElement): number {
  return (textContent ?? '').trim().length;
}

/** "Read more: Other headline", where nothing but the label stands outside of the link. */
function isInvitation(element: PageElement): boolean {
  const text = (element.textContent ?? '').trim();
  if (text.length > 400) return false;
  if (label.test(text)) return true;
  const outside = wordsOutsideLinks(element).trim();
  return invitation.test(text) && (outside === '' || label.test(outside));
}
