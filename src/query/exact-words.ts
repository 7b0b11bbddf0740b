import type { AnswerItem } from '../model/answer.ts';
import type { ArticleReference } from '../model/article.ts';

/** What became of items at the last comparison. */
export interface Compared {
  readonly items: readonly AnswerItem[];
  readonly dropped: number;
}

/**
 * The last gate before an answer leaves: whatever is not a slice of its article, letter for letter, does not pass.
 *
 * @param textOf the article's text as the archive holds it now; `null` when it is gone
 */
export function onlyExactWords(
  items: readonly AnswerItem[],
  textOf: (article: ArticleReference) => string | null,
): Compared {
  const exact = items.filter((item) => {
    const text = textOf(item.article);
    return text !== null && item.text !== '' && text.slice(item.start, item.end) === item.text && areInside(item);
  });
  return { items: exact, dropped: items.length - exact.length };
}

function areInside({ text, said, highlight }: AnswerItem): boolean {
  return [...said, ...highlight].every(([start, end]) => start >= 0 && start < end && end <= text.length);
}
