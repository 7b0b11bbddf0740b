import { resolveAddress } from './addresses.ts';
import { childrenNamed } from './xml-search.ts';
import type { XmlElement } from './xml-tree.ts';

/** Where a document stands, for what is relative in it. */
export interface Place {
  readonly base: string | null;
  /** The address of the feed itself, which is never the page that it is about. */
  readonly self: string | null;
}

/**
 * The page that a feed or an item is about: RSS's link, which is text, or Atom's, which is an attribute with a relation
 * beside it.
 */
export function linkOf(parent: XmlElement, { base, self }: Place): string | null {
  const links = childrenNamed(parent, 'link').map((link) => ({
    address: resolveAddress(
      link.text.trim() || link.attributes.href || link.attributes['rdf:resource'],
      link.base ?? base,
    ),
    rel: (link.attributes.rel ?? 'alternate').trim().toLowerCase(),
    isHtml: /^(?:$|text\/html|application\/xhtml)/i.test(link.attributes.type ?? ''),
  }));
  const pages = links.filter(({ address, rel }) => address !== null && /(?:^|[\s/])alternate$/.test(rel));
  const others = pages.filter(({ address }) => address !== self);
  const best = others.find(({ isHtml }) => isHtml) ?? others[0] ?? pages[0];
  return best?.address ?? null;
}
