import type { Feed, FeedFormat } from '../../model/feeds.ts';
import { resolveAddress } from './addresses.ts';
import { personName } from './people-names.ts';
import { titleOf } from './text-construct.ts';
import { readItem } from './xml-item.ts';
import { linkOf, type Place } from './xml-links.ts';
import { child, childrenNamed, filledChild, textOf } from './xml-search.ts';
import type { XmlElement } from './xml-tree.ts';

const formats: Readonly<Record<string, FeedFormat>> = {
  rss: 'rss',
  channel: 'rss',
  'rdf:rdf': 'rdf',
  rdf: 'rdf',
  feed: 'atom',
};

/** The root of a feed among the first few levels: something else may stand before it, such as a server's warning. */
export function findFeedRoot(elements: readonly XmlElement[], depth = 0): XmlElement | null {
  for (const element of elements) {
    if (element.name in formats && Object.hasOwn(formats, element.name)) return element;
    if (depth >= 4 || element.name === 'html') continue;
    const inner = findFeedRoot(element.children, depth + 1);
    if (inner !== null) return inner;
  }
  return null;
}

/**
 * Reads RSS 0.9x to 2.0, RDF (RSS 0.9, 1.0) and Atom 0.3 and 1.0. Elements of all of them are understood in each, since
 * they are mixed.
 *
 * @param root from `findFeedRoot`
 * @param address from which relative addresses count where the document says nothing else
 */
export function readXmlFeed(root: XmlElement, address: string | null): Omit<Feed, 'warnings'> {
  const format = formats[root.name] ?? 'rss';
  const head = child(root, 'channel') ?? root;
  const self = selfAddress(head, address);
  const homepage = linkOf(head, { base: head.base ?? address, self });
  const place: Place = { base: format === 'atom' ? address : (homepage ?? address), self };
  const author =
    childrenNamed(head, 'author')
      .map(personName)
      .find((name) => name !== null) ?? null;
  return {
    format,
    version: versionOf(root),
    title: titleOf(filledChild(head, 'title', 'dc:title')),
    description: titleOf(filledChild(head, 'description', 'subtitle', 'tagline', 'dc:description', 'itunes:subtitle')),
    homepage,
    language: languageOf(head),
    ttlMinutes: ttlOf(head),
    skipHours: wholeNumbers(head, 'skiphours', 'hour')
      .map((hour) => hour % 24)
      .filter((hour, index, hours) => hours.indexOf(hour) === index),
    skipDays: skipDaysOf(head),
    hub: linkWithRel(head, 'hub', address),
    older: linkWithRel(head, 'next', address) ?? linkWithRel(head, 'prev-archive', address),
    items: itemsOf(root).map((item) => readItem(item, place, format === 'atom' ? author : null)),
  };
}

/** Items stand in the channel, beside it (RDF), or, in broken feeds, anywhere but within each other. */
function itemsOf(element: XmlElement): XmlElement[] {
  return element.children.flatMap((inner) => {
    if (inner.name === 'item' || inner.name === 'entry') return [inner];
    return inner.children.length > 0 ? itemsOf(inner) : [];
  });
}

function versionOf({ name, attributes, children }: XmlElement): string | null {
  const given = attributes.version?.trim();
  if (given) return given;
  if (name === 'feed') return Object.values(attributes).some((uri) => /purl\.org\/atom\/ns/i.test(uri)) ? '0.3' : '1.0';
  if (!name.startsWith('rdf')) return null;
  const uris = Object.values(attributes).concat(children.flatMap((inner) => Object.values(inner.attributes)));
  return uris.some((uri) => /rdf\/simple\/0\.9/i.test(uri)) ? '0.9' : '1.0';
}

function selfAddress(head: XmlElement, address: string | null): string | null {
  return linkWithRel(head, 'self', address) ?? address;
}

function linkWithRel(head: XmlElement, rel: string, address: string | null): string | null {
  const link = childrenNamed(head, 'link').find(({ attributes }) => attributes.rel?.trim().toLowerCase() === rel);
  return link === undefined ? null : resolveAddress(link.attributes.href, link.base ?? address);
}

function languageOf(head: XmlElement): string | null {
  const given = textOf(head, 'language', 'dc:language') ?? head.language ?? head.attributes['xml:lang'] ?? '';
  return /^[a-z]{2,3}(?:[-_][a-z0-9]+)*$/i.test(given.trim()) ? given.trim() : null;
}

/** RSS's ttl in minutes, or the rate of the syndication module, which calls a number of visits per period. */
function ttlOf(head: XmlElement): number | null {
  const ttl = Number(textOf(head, 'ttl') ?? '');
  if (Number.isFinite(ttl) && ttl > 0) return Math.round(ttl);
  const period = periods[textOf(head, 'sy:updateperiod')?.toLowerCase() ?? ''];
  if (period === undefined) return null;
  const frequency = Number(textOf(head, 'sy:updatefrequency') ?? '1');
  return frequency > 0 ? Math.max(1, Math.round(period / frequency)) : period;
}

const periods: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 1_440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
};

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function skipDaysOf(head: XmlElement): number[] {
  const days = childrenNamed(child(head, 'skipdays'), 'day').map(
    ({ text }) => weekdays.indexOf(text.trim().toLowerCase()) + 1,
  );
  return [...new Set(days.filter((day) => day > 0))];
}

function wholeNumbers(head: XmlElement, list: string, name: string): number[] {
  return childrenNamed(child(head, list), name)
    .map(({ text }) => text.trim())
    .filter((text) => /^\d{1,2}$/.test(text) && Number(text) <= 24)
    .map(Number);
}
