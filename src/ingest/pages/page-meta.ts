import { webAddress } from '../fields.ts';
import type { PageElement } from '../html-text.ts';

/** What the meta tags of a page say: OpenGraph, Dublin Core and what else is in use. */
export interface PageMeta {
  readonly title: string | null;
  readonly outlet: string | null;
  readonly author: string | null;
  readonly published: string | null;
  readonly modified: string | null;
  readonly language: string | null;
  /** The address that the page says it has. */
  readonly canonical: string | null;
  readonly isAmp: boolean;
  /** Whether all may read it, as social networks are told. */
  readonly isFree: boolean | null;
}

export function readMeta(document: PageElement, base: string | null): PageMeta {
  const content = (...selectors: readonly string[]): string | null => {
    for (const selector of selectors) {
      const value = document.querySelector(selector)?.getAttribute('content')?.trim();
      if (value) return value;
    }
    return null;
  };
  const html = document.querySelector('html');
  const tier = content('meta[property="article:content_tier"]');
  return {
    title: content('meta[property="og:title"]', 'meta[name="twitter:title"]', 'meta[name="dc.title" i]'),
    outlet: content('meta[property="og:site_name"]', 'meta[name="application-name"]', 'meta[name="dc.publisher" i]'),
    author: authorOf(
      content(
        'meta[name="author"]',
        'meta[property="article:author"]',
        'meta[name="byl"]',
        'meta[name="dc.creator" i]',
      ),
    ),
    published:
      content('meta[property="article:published_time"]', 'meta[itemprop="datePublished"]', 'meta[name="date" i]') ??
      content(
        'meta[name="dc.date.issued" i]',
        'meta[name="dcterms.created" i]',
        'meta[name="dc.date" i]',
        'meta[name="parsely-pub-date"]',
      ) ??
      document.querySelector('time[itemprop="datePublished"], time[pubdate], article time')?.getAttribute('datetime') ??
      onlyTime(document),
    modified: content(
      'meta[property="article:modified_time"]',
      'meta[property="og:updated_time"]',
      'meta[itemprop="dateModified"]',
      'meta[name="dcterms.modified" i]',
      'meta[name="last-modified" i]',
    ),
    language:
      html?.getAttribute('lang') ??
      content('meta[http-equiv="content-language" i]', 'meta[property="og:locale"]', 'meta[name="dc.language" i]'),
    canonical: canonicalAddress(document, base),
    isAmp: html !== null && (html.getAttribute('amp') !== null || html.getAttribute('⚡') !== null),
    isFree: tier === null ? null : !/^(?:locked|metered)$/i.test(tier),
  };
}

/** Some give the address of the author's page there. */
function authorOf(given: string | null): string | null {
  return given === null || webAddress(given) !== null ? null : given;
}

function onlyTime(document: PageElement): string | null {
  const [first, ...others] = document.querySelectorAll('time[datetime]');
  return others.length === 0 ? (first?.getAttribute('datetime') ?? null) : null;
}

function canonicalAddress(document: PageElement, base: string | null): string | null {
  const absolute = (given: string | null | undefined): string | null => {
    if (!given) return null;
    return webAddress(base !== null && URL.canParse(given, base) ? new URL(given, base).href : given);
  };
  return (
    absolute(document.querySelector('link[rel="canonical" i]')?.getAttribute('href')) ??
    absolute(document.querySelector('meta[property="og:url"]')?.getAttribute('content'))
  );
}
