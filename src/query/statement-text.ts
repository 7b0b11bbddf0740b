import type { StoredStatement } from '../model/archive.ts';
import type { Span } from '../model/span.ts';
import type { Shelved, Token } from './shelf.ts';

/** The words of a statement's content. */
export function contentTokens({ content }: Pick<StoredStatement, 'content'>, shelved: Shelved): Token[] {
  return content.flatMap((span) => {
    const { first, last } = sentencesOf(span, shelved);
    const tokens: Token[] = [];
    for (let place = first; place <= last; place += 1) {
      for (const token of shelved.tokens(place))
        if (token.start >= span.start && token.end <= span.end) tokens.push(token);
    }
    return tokens;
  });
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
