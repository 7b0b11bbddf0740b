import { escapeAttribute, escapeText } from 'entities';
import { Refusal } from '../arrival.ts';
import { resolveAddress } from './addresses.ts';
import { decodeDocument } from './decode-document.ts';
import { oneLine } from './plain-title.ts';
import { child } from './xml-search.ts';
import { parseXml, type XmlElement } from './xml-tree.ts';

/** A feed in a list of feeds. */
export interface OutlinedFeed {
  readonly address: string;
  readonly title: string | null;
  readonly homepage: string | null;
  /** Names of the groups that it stands in, the outermost first. */
  readonly groups: readonly string[];
}

export interface FeedList {
  readonly title: string | null;
  /** Each feed once per group. */
  readonly feeds: readonly OutlinedFeed[];
  readonly warnings: readonly string[];
}

const maxFeeds = 50_000;

/**
 * Reads OPML as readers of feeds write it, and as people do by hand: attributes in any case, groups as nested outlines or
 * as a `category`, feeds without a type, addresses without a scheme.
 *
 * @throws {Refusal} when there is no OPML in it, or no feed
 * @see http://opml.org/spec2.opml
 */
export function readOpml(bytes: Uint8Array): FeedList {
  const { text } = decodeDocument(bytes, null);
  const root = find(parseXml(text, null), 'opml');
  if (root === null) throw new Refusal('expected OPML, found something else');
  const body = child(root, 'body') ?? root;
  const feeds = new Map<string, OutlinedFeed>();
  const warnings: string[] = [];
  for (const feed of outlined(body, [], warnings)) {
    const key = [feed.address, ...feed.groups].join('\n');
    if (!feeds.has(key) && feeds.size < maxFeeds) feeds.set(key, feed);
  }
  if (feeds.size === 0) throw new Refusal(`expected a list of feeds, found OPML without one${firstOf(warnings)}`);
  return { title: oneLine(child(child(root, 'head'), 'title')?.text ?? ''), feeds: [...feeds.values()], warnings };
}

function find(elements: readonly XmlElement[], name: string): XmlElement | null {
  for (const element of elements) {
    const found = element.name === name ? element : find(element.children, name);
    if (found !== null) return found;
  }
  return null;
}

function firstOf([first]: readonly string[]): string {
  return first === undefined ? '' : ` (${first})`;
}

function* outlined(parent: XmlElement, groups: readonly string[], warnings: string[]): Iterable<OutlinedFeed> {
  for (const outline of parent.children) {
    if (outline.name !== 'outline') {
      // What was never closed, or wraps the outlines in something of its own.
      yield* outlined(outline, groups, warnings);
      continue;
    }
    const { attributes } = outline;
    const name = oneLine(attributes.title ?? '') ?? oneLine(attributes.text ?? '');
    const given = attributes.xmlurl ?? feedInUrl(attributes);
    if (given === undefined) {
      yield* outlined(outline, name === null ? groups : [...groups, name], warnings);
      continue;
    }
    const address = addressOf(given);
    if (address === null) warnings.push(`"${given.slice(0, 100)}" is no address of a feed; passed over`);
    else {
      const homepage = resolveAddress(attributes.htmlurl, null);
      const within = groups.length > 0 ? [groups] : categories(attributes.category);
      for (const inGroups of within)
        yield { address, title: name === address ? null : name, homepage, groups: inGroups };
    }
    yield* outlined(outline, groups, warnings);
  }
}

/** Some write `url`, which OPML has for other things. */
function feedInUrl({ url, type }: Readonly<Record<string, string>>): string | undefined {
  return /^(?:rss|atom|feed)/i.test(type ?? '') ? url : undefined;
}

function addressOf(given: string): string | null {
  const plain = given
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^feed:\/*/i, 'https://');
  if (/^[\w-]+(?:\.[\w-]+)+(?:[/:?]|$)/.test(plain)) return resolveAddress(`https://${plain}`, null);
  return resolveAddress(plain, null);
}

/** `/News/World,/Favourites`: two places for the same feed. */
function categories(given: string | undefined): readonly (readonly string[])[] {
  const places = (given ?? '')
    .split(',')
    .map((place) => place.split('/').flatMap((name) => oneLine(name) ?? []))
    .filter((place) => place.length > 0);
  return places.length > 0 ? places : [[]];
}

interface Group {
  readonly feeds: OutlinedFeed[];
  readonly groups: Map<string, Group>;
}

/** Writes OPML 2.0, groups nested, in the order given. What `readOpml` reads of it is what was given. */
export function writeOpml({
  title,
  feeds,
}: {
  readonly title: string;
  readonly feeds: readonly OutlinedFeed[];
}): string {
  const top: Group = { feeds: [], groups: new Map() };
  for (const feed of feeds) {
    let group = top;
    for (const name of feed.groups) {
      const inner = group.groups.get(name) ?? { feeds: [], groups: new Map() };
      group.groups.set(name, inner);
      group = inner;
    }
    group.feeds.push(feed);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${escapeText(writable(title))}</title></head>`,
    '  <body>',
    ...linesOfGroup(top, '    '),
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function linesOfGroup({ feeds, groups }: Group, indent: string): string[] {
  const lines = feeds.map((feed) => `${indent}<outline ${attributesOf(feed)}/>`);
  for (const [name, group] of groups) {
    lines.push(
      `${indent}<outline ${attribute('text', name)}>`,
      ...linesOfGroup(group, `${indent}  `),
      `${indent}</outline>`,
    );
  }
  return lines;
}

function attributesOf({ address, title, homepage }: OutlinedFeed): string {
  const named = title ?? address;
  const written = ['type="rss"', attribute('text', named), attribute('title', named), attribute('xmlUrl', address)];
  return [...written, ...(homepage === null ? [] : [attribute('htmlUrl', homepage)])].join(' ');
}

function attribute(name: string, value: string): string {
  return `${name}="${escapeAttribute(writable(value)).replaceAll('<', '&lt;')}"`;
}

/** XML has no way to write control characters. */
function writable(text: string): string {
  return text.toWellFormed().replace(/[\0-\x1f\ufffe\uffff]/g, ' ');
}
