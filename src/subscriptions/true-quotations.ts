import type { AnswerItem } from '../model/answer.ts';
import type { ArchiveReader } from '../model/archive.ts';
import type { Bulletin, Reply } from '../model/chat.ts';
import type { Scope } from '../model/scope.ts';

const everything: Scope = { sources: 'all' };

/**
 * Compares each quotation of a bulletin with its article once more. It may have waited for hours: what no longer
 * matches is left out, and a story with nothing but its quotation goes with it.
 */
export function withTrueQuotations(
  reply: Reply,
  archive: Pick<ArchiveReader, 'article'>,
): { readonly reply: Reply; readonly dropped: number } {
  const { body } = reply;
  if (body.kind !== 'bulletin') return { reply, dropped: 0 };
  const isTrue = ({ article, text, start, end }: AnswerItem) =>
    archive.article(article.id, everything)?.text.slice(start, end) === text;
  const checked = body.stories.map((story) =>
    story.quotation === null || isTrue(story.quotation) ? story : { ...story, quotation: null },
  );
  const dropped = checked.filter(({ quotation }, place) => quotation !== body.stories[place]?.quotation).length;
  if (dropped === 0) return { reply, dropped };
  const stories = checked.filter(({ quotation, headline }) => quotation !== null || headline !== null);
  const told = `Left out ${dropped} ${dropped === 1 ? 'quotation' : 'quotations'}: the article has changed meanwhile.`;
  const bulletin: Bulletin = { ...body, stories, remarks: [...body.remarks, told] };
  return { reply: { ...reply, body: bulletin }, dropped };
}
