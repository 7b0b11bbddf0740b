import type { StoredStatement } from '../model/archive.ts';
import type { Span } from '../model/span.ts';
import { type Shelved, type Token, tokensOf } from './shelf.ts';

/** The words of a statement's content. */
export function contentTokens(statement: Pick<StoredStatement, 'content'>, { article }: Shelved): Token[] {
  return statement.content.flatMap(({ start, end }) => tokensOf(article.text.slice(start, end), start));
}

/** First and last place of the sentences that a span touches. */
export function sentencesOf(span: Span, shelved: Shelved): { readonly first: number; readonly last: number } {
  const first = shelved.sentenceAt(span.start);
  const last = shelved.sentenceAt(Math.max(span.start, span.end - 1));
  return { first, last: Math.max(first, last) };
}

/** The content as it is read, pieces joined: what is compared with a claim or with another outlet's wording. */
export function contentText(statement: StoredStatement, text: string): string {
  return statement.content.map(({ start, end }) => text.slice(start, end)).join(' ');
}
