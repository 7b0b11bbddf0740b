import { hash } from 'node:crypto';
import type { StatementId } from '../model/archive.ts';
import type { IncomingArticle } from '../model/article.ts';
import type { Statement } from '../model/reading.ts';
import type { SourceId } from '../model/scope.ts';
import type { Span } from '../model/span.ts';

/** First 132 bits of SHA-256, in the letters that addresses and button ids allow. */
function shortHash(value: string): string {
  return hash('sha256', value, 'base64url').slice(0, 22);
}

/** Hash of the text, and of nothing else. */
export function versionOf(text: string): string {
  return shortHash(text);
}

/**
 * For an article whose source gave no id: made of its address, else of its text with what tells it from a copy.
 *
 * @param address canonical
 */
export function articleIdOf(address: string | null, { text, title, outlet }: IncomingArticle): string {
  return address !== null ? `u-${shortHash(address)}` : `t-${shortHash([title, outlet, text].join('\0'))}`;
}

/** For an article of one source that comes under the id or at the address of another source's. */
export function apartId(id: string, source: SourceId): string {
  return `s-${shortHash(`${source}\0${id}`)}`;
}

/** What is kept of an address once its article has been removed. */
export function addressHash(address: string): string {
  return shortHash(address);
}

/**
 * One for each statement, made of the article, its version and where the content begins and ends: they last as long as
 * the words do, whatever rules find them.
 */
export function statementIds(
  article: string,
  version: string,
  statements: readonly Pick<Statement, 'content' | 'extent'>[],
): StatementId[] {
  const seen = new Map<string, number>();
  return statements.map((statement) => {
    const { start, end } = wholeOf(statement);
    const place = `${start}\0${end}`;
    const repeat = seen.get(place) ?? 0;
    seen.set(place, repeat + 1);
    // Two attributions of the same words are told apart by their order.
    const words = [article, version, place, ...(repeat > 0 ? [repeat] : [])];
    return shortHash(words.join('\0')) as StatementId;
  });
}

/** From the first word of the content to the last; the extent where a statement has no content. */
function wholeOf({ content, extent }: Pick<Statement, 'content' | 'extent'>): Span {
  const first = content[0];
  const last = content.at(-1);
  return first === undefined || last === undefined ? extent : { start: first.start, end: last.end };
}
