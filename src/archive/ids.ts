import { hash } from 'node:crypto';
import type { StatementId } from '../model/archive.ts';
import type { Span } from '../model/span.ts';

/** First 132 bits of SHA-256, in the letters that addresses and button ids allow. */
function shortHash(value: string): string {
  return hash('sha256', value, 'base64url').slice(0, 22);
}

/** Hash of the text, and of nothing else. */
export function versionOf(text: string): string {
  return shortHash(text);
}

/** For an article whose source gave no id. `address` is canonical. */
export function articleIdOf(address: string | null, text: string, title: string | null): string {
  return address !== null ? `u-${shortHash(address)}` : `t-${shortHash(`${title ?? ''}\0${text}`)}`;
}

/** What is kept of an address once its article has been removed. */
export function addressHash(address: string): string {
  return shortHash(address);
}

/**
 * Lasts as long as the words do, whatever rules found them.
 *
 * @param repeat how many statements before it in the article have the same start and end
 */
export function statementId(article: string, version: string, content: Span, repeat: number): StatementId {
  const words = [article, version, content.start, content.end, ...(repeat > 0 ? [repeat] : [])];
  return shortHash(words.join('\0')) as StatementId;
}
