import type { IncomingFeedItem } from '../../model/feeds.ts';
import { resolveAddress } from './addresses.ts';
import { readFeedDate } from './feed-date.ts';
import { judgeFullText } from './full-text.ts';
import { authorName, joinNames, personName } from './people-names.ts';
import { oneLine, plainTitle } from './plain-title.ts';
import { htmlOf, titleOf } from './text-construct.ts';
import { linkOf, type Place } from './xml-links.ts';
import { child, childrenNamed, filledChild, textOf } from './xml-search.ts';
import type { XmlElement } from './xml-tree.ts';

/** Reads an item of RSS or an entry of Atom; `feedAuthor` is who wrote what names nobody. */
export function readItem(item: XmlElement, place: Place, feedAuthor: string | null): IncomingFeedItem {
  const base = item.base ?? place.base;
  const source = child(item, 'source');
  const content =
    htmlOf(filledChild(item, 'content:encoded', 'xhtml:body', 'content', 'fullitem')) ?? contentItems(item);
  const summary = htmlOf(
    filledChild(item, 'description', 'summary', 'dc:description', 'itunes:summary') ?? mediaDescription(item),
  );
  return {
    id: idOf(item),
    url: addressOf(item, { ...place, base }),
    title: titleOf(filledChild(item, 'title', 'dc:title', 'media:title') ?? mediaPart(item, 'media:title')),
    summary,
    content,
    base: contentBase(item, base),
    full: judgeFullText(content, summary),
    author: authorOf(item) ?? authorIn(source) ?? feedAuthor,
    ...datesOf(item),
    outlet: plainTitle(textOf(item, 'dc:publisher') ?? sourceTitle(source)),
    language: textOf(item, 'dc:language') ?? item.language,
  };
}

function idOf(item: XmlElement): string | null {
  const given = textOf(item, 'guid', 'id') ?? item.attributes['rdf:about'] ?? textOf(item, 'dc:identifier');
  return oneLine(given ?? '');
}

/** FeedBurner puts an address of its own in the place of the article's, and keeps that one beside it. */
function addressOf(item: XmlElement, place: Place): string | null {
  const original = resolveAddress(textOf(item, 'feedburner:origlink'), place.base);
  return (
    original ?? linkOf(item, place) ?? permalink(item, place.base) ?? resolveAddress(item.attributes['rdf:about'], null)
  );
}

/** A guid is an address unless it says that it is none; many say nothing and are none. */
function permalink(item: XmlElement, base: string | null): string | null {
  const guid = child(item, 'guid');
  if (guid === null || guid.attributes.ispermalink?.trim().toLowerCase() === 'false') {
    return resolveAddress(textOf(item, 'id'), null);
  }
  const text = guid.text.trim();
  return resolveAddress(text, /^\/|\/.*\.\w+$/.test(text) ? base : null);
}

function authorOf(item: XmlElement): string | null {
  const people = childrenNamed(item, 'author').map(personName);
  const creators = childrenNamed(item, 'dc:creator').map(({ text }) => authorName(text));
  return (
    joinNames(people) ?? joinNames(creators) ?? authorName(textOf(item, 'dc:author', 'itunes:author', 'media:credit'))
  );
}

/** Atom's source carries what an entry had before it was taken over from another feed. */
function authorIn(source: XmlElement | null): string | null {
  return source === null ? null : joinNames(childrenNamed(source, 'author').map(personName));
}

function sourceTitle(source: XmlElement | null): string | null {
  return htmlOf(child(source, 'title')) ?? (source?.text.trim() || null);
}

function datesOf(item: XmlElement): { published: string | null; updated: string | null } {
  const first = (...names: string[]): string | null => {
    for (const name of names) {
      const date = childrenNamed(item, name)
        .map(({ text }) => readFeedDate(text))
        .find((found) => found !== null);
      if (date !== undefined) return date;
    }
    return null;
  };
  return {
    published: first(
      'pubdate',
      'published',
      'issued',
      'dc:date',
      'dcterms:issued',
      'dcterms:created',
      'created',
      'date',
    ),
    // Dublin Core's date may be either; what was published then was not changed before.
    updated: first('updated', 'modified', 'dcterms:modified', 'lastbuilddate', 'dc:date'),
  };
}

function contentBase(item: XmlElement, base: string | null): string | null {
  return child(item, 'content:encoded', 'content', 'description', 'summary')?.base ?? base;
}

/** Video feeds describe an item within a group. */
function mediaDescription(item: XmlElement): XmlElement | null {
  return filledChild(item, 'media:description') ?? mediaPart(item, 'media:description');
}

function mediaPart(item: XmlElement, name: string): XmlElement | null {
  return child(child(item, 'media:group'), name);
}

/** The first form of RSS 1.0's content module, which nobody writes any more: a list of values. */
function contentItems(item: XmlElement): string | null {
  const list = child(item, 'content:items');
  if (list === null) return null;
  const values = [...descendants(list)].filter(({ name }) => name === 'rdf:value').map(({ text }) => text.trim());
  return values.find((value) => value !== '') ?? null;
}

function* descendants(element: XmlElement): Iterable<XmlElement> {
  for (const inner of element.children) {
    yield inner;
    yield* descendants(inner);
  }
}
