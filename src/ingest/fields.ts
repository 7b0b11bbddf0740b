import { z } from 'zod';
import type { IncomingArticle } from '../model/article.ts';
import { type Entry, Refusal } from './arrival.ts';
import { readPublished } from './published.ts';

function found(input: unknown): string {
  if (input === undefined) return 'nothing';
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' ? 'an object' : `a ${typeof input}`;
}

const expectedText = { error: (issue: { input?: unknown }) => `expected text, found ${found(issue.input)}` };

// YAML reads `title: 1984` as a number, and many exports number their articles.
const words = z.union([z.string(), z.number()], expectedText).nullish().transform(oneLine);
const names = z
  .union([z.string(), z.array(z.string())], {
    error: (issue) => `expected text or a list of names, found ${found(issue.input)}`,
  })
  .nullish()
  .transform((value) => oneLine(Array.isArray(value) ? value.join(', ') : value));

const description = z.object({
  id: words,
  title: words,
  outlet: words,
  url: words,
  published: words,
  author: names,
});

const record = description.extend({ text: z.string(expectedText) });

/** What front matter and JSON may say of an article, as they give it. */
type Description = z.infer<typeof description>;

/** `null` for what says nothing, and no line breaks in what is shown on one line. */
function oneLine(value: string | number | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return String(value).toWellFormed().replace(/\s+/g, ' ').trim() || null;
}

/**
 * An article from a JSON object: `{id?, title?, text, outlet?, url?, published?, author?}`, other fields passed over.
 *
 * @throws {Refusal} when it is no such object or holds no text
 */
export function entryFromRecord(value: unknown): Entry {
  const { text, ...rest } = parse(record, value);
  return entry(rest, text);
}

/** @throws {Refusal} when a field has another type */
export function readDescription(value: unknown): Description {
  return parse(description, value);
}

/**
 * An article from a description and its text, which is kept to the letter but for lone surrogates.
 *
 * @throws {Refusal} when the text is blank
 */
export function entry(given: Partial<Description>, text: string): Entry {
  if (text.trim() === '') throw new Refusal('expected an article, found no text');
  const { published, warning } = readPublished(given.published ?? '');
  const url = webAddress(oneLine(given.url));
  const article: IncomingArticle = {
    id: oneLine(given.id),
    title: oneLine(given.title),
    text: text.toWellFormed(),
    outlet: oneLine(given.outlet),
    url,
    published,
    author: oneLine(given.author),
  };
  const warnings = warning === null ? [] : [warning];
  if (given.url && url === null) {
    warnings.push(`"url": expected a web address (https://...), found ${JSON.stringify(given.url)}; left unknown`);
  }
  return { article, warnings };
}

/** The address as it was given when it leads to a page, else `null`: `javascript:` and the like never become links. */
export function webAddress(given: string | null): string | null {
  if (given === null || !URL.canParse(given)) return null;
  const { protocol } = new URL(given);
  return protocol === 'https:' || protocol === 'http:' ? given : null;
}

function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(`expected an object with "text", found ${found(value)}`);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(issue === undefined ? 'expected an article' : `"${issue.path.join('.')}": ${issue.message}`);
}
