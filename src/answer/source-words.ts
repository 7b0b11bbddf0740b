import type { AnswerItem } from '../model/answer.ts';
import type { ArticleReference } from '../model/article.ts';
import { linkToWords } from './text-fragment.ts';
import { dayWords } from './words.ts';

/** Who speaks, part by part, so that each platform can set them apart in its own way. */
export interface SpeakerWords {
  /** The name, else the description, else the words that stand in the article, else "unattributed". */
  readonly name: string;
  /** "French Foreign Minister", where the name is known. */
  readonly role: string | null;
  /** The words of the article ("he"), where they tell more than name and role do. */
  readonly mention: string | null;
  readonly via: string | null;
}

/** `null` for a passage, which is nobody's statement. */
export function speakerWords({ speaker, type }: AnswerItem): SpeakerWords | null {
  if (speaker === null) return type === null ? null : { name: 'unattributed', role: null, mention: null, via: null };
  const name = speaker.name ?? speaker.description ?? speaker.mention ?? 'unattributed';
  const role = speaker.name === null ? null : speaker.description;
  const known = new Set(wordsOf(`the ${name} ${role ?? ''}`));
  const tellsMore = wordsOf(speaker.mention ?? '').some((word) => !known.has(word));
  return { name, role, mention: tellsMore ? speaker.mention : null, via: speaker.via };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Who published it, as far as it is known. */
export function outletWords({ outlet, title, url }: ArticleReference): string {
  return outlet ?? title ?? (url === null ? null : URL.parse(url)?.hostname) ?? 'an article without a title';
}

/** The address of the words that were said: of the first piece, since a browser finds no run with gaps. */
export function addressOf({ article, said, text }: AnswerItem): string | null {
  const [first] = said;
  return article.url === null ? null : linkToWords(article.url, first === undefined ? text : text.slice(...first));
}

/** The other outlets that carry the words, each once, with the address there. */
export function otherOutlets({
  alsoIn,
  article,
}: AnswerItem): readonly { readonly name: string; readonly url: string | null }[] {
  const others = new Map<string, string | null>();
  for (const copy of alsoIn) {
    const name = outletWords(copy.article);
    if (name !== outletWords(article) && !others.has(name)) others.set(name, copy.article.url);
  }
  return [...others].map(([name, url]) => ({ name, url }));
}

/**
 * How it was said: what is no quotation says so in words, since marks and indents are lost when it is read aloud; and
 * the day, where it is another than that of the article.
 */
export function mannerWords({
  type,
  thought,
  saidOn,
  article,
}: Pick<AnswerItem, 'type' | 'thought' | 'saidOn' | 'article'>): string[] {
  const reported = thought ? 'reported as a view, not in quotation marks' : 'reported, not in quotation marks';
  const isOtherDay = saidOn !== undefined && saidOn !== article.published?.slice(0, 10);
  return [
    ...(type === 'indirect' ? [reported] : []),
    ...(article.summary ? ['from a summary, the article itself was not read'] : []),
    ...(isOtherDay ? [`said on ${dayWords(saidOn, { locale: 'en-GB' })}`] : []),
  ];
}
