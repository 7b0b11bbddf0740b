import { escapeText } from 'entities';
import { z } from 'zod';
import type { Feed, IncomingFeedItem } from '../../model/feeds.ts';
import { resolveAddress } from './addresses.ts';
import { readFeedDate } from './feed-date.ts';
import { judgeFullText } from './full-text.ts';
import { authorName, joinNames } from './people-names.ts';
import { oneLine, plainTitle } from './plain-title.ts';

const text = z.string().nullable().catch(null).default(null);
const identifier = z.union([z.string(), z.number()]).transform(String).nullable().catch(null).default(null);
const person = z
  .union([z.string().transform((name) => ({ name })), z.object({ name: text })])
  .nullable()
  .catch(null);
// Version 1.0 has one author, 1.1 a list; some write the list where one belongs.
const people = z
  .union([z.array(person), person.transform((one) => [one])])
  .catch([])
  .default([]);

const item = z.object({
  id: identifier,
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  date_published: identifier,
  date_modified: identifier,
  author: people,
  authors: people,
  language: text,
});

const feed = z.object({
  version: text,
  title: text,
  description: text,
  home_page_url: text,
  feed_url: text,
  next_url: text,
  language: text,
  author: people,
  authors: people,
  hubs: z
    .array(z.object({ url: text }).catch({ url: null }))
    .catch([])
    .default([]),
  items: z.array(z.unknown()),
});

type Item = z.infer<typeof item>;
type People = z.infer<typeof people>;

/**
 * Reads JSON Feed 1.0 and 1.1. Items that are no objects are passed over.
 *
 * @returns `null` when it is no JSON Feed
 * @see https://www.jsonfeed.org/version/1.1/
 */
export function readJsonFeed(document: unknown, address: string | null): Omit<Feed, 'warnings'> | null {
  const parsed = feed.safeParse(document);
  if (!parsed.success) return null;
  const given = parsed.data;
  const items = given.items.map((one) => item.safeParse(one)).flatMap(({ data }) => (data === undefined ? [] : [data]));
  const isJsonFeed = /jsonfeed\.org/i.test(given.version ?? '');
  // Any API answers with "items": those of a feed have something to read.
  if (
    !isJsonFeed &&
    !items.some((one) => one.url !== null && (one.title ?? one.content_html ?? one.content_text) !== null)
  ) {
    return null;
  }
  const homepage = resolveAddress(given.home_page_url, address);
  const base = homepage ?? resolveAddress(given.feed_url, address) ?? address;
  const names = namesOf(given.authors, given.author);
  return {
    format: 'json',
    version: /(\d+(?:\.\d+)?)\/?$/.exec(given.version ?? '')?.[1] ?? null,
    title: plainTitle(given.title),
    description: plainTitle(given.description),
    homepage,
    language: given.language,
    ttlMinutes: null,
    skipHours: [],
    skipDays: [],
    hub: given.hubs.map(({ url }) => resolveAddress(url, address)).find((hub) => hub !== null) ?? null,
    older: resolveAddress(given.next_url, address),
    items: items.map((one) => readJsonItem(one, base, names)),
  };
}

function readJsonItem(given: Item, base: string | null, feedAuthor: string | null): IncomingFeedItem {
  const content = given.content_html ?? (given.content_text === null ? null : htmlOfText(given.content_text));
  const summary = given.summary === null ? null : escapeText(given.summary);
  const url = resolveAddress(given.url, base) ?? resolveAddress(given.external_url, base);
  return {
    id: oneLine(given.id ?? ''),
    url: url ?? resolveAddress(given.id, null),
    title: plainTitle(given.title),
    summary,
    content,
    base: url ?? base,
    full: judgeFullText(content, summary),
    author: namesOf(given.authors, given.author) ?? feedAuthor,
    published: readFeedDate(given.date_published ?? ''),
    updated: readFeedDate(given.date_modified ?? ''),
    outlet: null,
    language: given.language,
  };
}

function namesOf(...lists: readonly People[]): string | null {
  const list = lists.find((one) => one.length > 0) ?? [];
  return joinNames(list.map((one) => authorName(one?.name ?? null)));
}

/** Blank lines part the paragraphs of plain text. */
function htmlOfText(plain: string): string {
  const paragraphs = plain.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  return paragraphs
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${escapeText(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}
