import type { AnswerItem } from '../model/answer.ts';
import type { ArchiveReader, StatementFate, StatementId, StoredArticle } from '../model/archive.ts';
import type { ContextRequest } from '../model/core.ts';
import type { Scope } from '../model/scope.ts';
import type { Span } from '../model/span.ts';
import type { Finding } from './finding.ts';
import { type Copy, passageItem, referenceTo, statementItem } from './items.ts';
import { isVersion, readPassageId } from './passage-id.ts';

/** An item with the sentences around it, as what an answer is made from; `null` when it is gone or may not be seen. */
export function contextFinding(request: ContextRequest, archive: ArchiveReader): Finding | null {
  const item = itemInContext(request, archive);
  if (item === null) return null;
  return {
    kind: item.type === null ? 'passages' : 'statements',
    items: [() => item],
    references: [item.article],
    confidence: 1,
    nearest: [],
  };
}

/** An item again, with the sentences around it; its own words stay marked. `null` when it is gone or may not be seen. */
function itemInContext({ item, scope, sentences }: ContextRequest, archive: ArchiveReader): AnswerItem | null {
  const place = readPassageId(item);
  if (place !== null) {
    const article = archive.article(place.article, scope);
    if (article === null || !isVersion(article.version, place) || place.end > article.text.length) return null;
    const around = widened(article, place, sentences);
    return { ...passageItem(article, around, { highlight: [place], alsoIn: [] }), id: item };
  }
  const statement = archive.statement(item as StatementId, scope);
  const article = statement === null ? undefined : archive.articles([statement.row], scope)[0];
  if (statement === null || article === undefined) return null;
  const around = widened(article, statement.extent, sentences);
  const alsoIn = copiesOf(article, statement.extent, scope, archive);
  return statementItem({ ...statement, extent: around }, article, { highlight: statement.content, alsoIn });
}

/** Where copies of the article carry the same sentences to the letter. */
function copiesOf(article: StoredArticle, { start, end }: Span, scope: Scope, archive: ArchiveReader): Copy[] {
  const words = article.text.slice(start, end);
  const rows = archive.copiesOf(article.row, scope).flatMap(({ row, isCopy }) => (isCopy ? [row] : []));
  return archive.articles(rows, scope).flatMap((other) => {
    const place = other.text.indexOf(words);
    return place < 0 ? [] : [{ article: referenceTo(other), start: place, end: place + words.length }];
  });
}

function widened(article: StoredArticle, { start, end }: Span, sentences: number): Span {
  const first = article.sentences.findIndex((sentence) => sentence.end > start);
  const last = article.sentences.findLastIndex((sentence) => sentence.start < end);
  const count = Math.max(0, Math.min(50, Math.trunc(sentences)));
  return {
    start: Math.min(start, article.sentences[Math.max(0, first - count)]?.start ?? start),
    end: Math.max(end, article.sentences[Math.min(article.sentences.length - 1, last + count)]?.end ?? end),
  };
}

/** A passage says in its id which text it stood in; of a statement the archive remembers what became of it. */
export function fateOf(item: string, scope: Scope, archive: ArchiveReader): StatementFate {
  const place = readPassageId(item);
  if (place === null) return archive.statementFate(item, scope);
  const article = archive.article(place.article, scope);
  if (article === null) return 'unknown';
  return isVersion(article.version, place) ? 'here' : 'changed';
}
