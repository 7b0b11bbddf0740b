import { readArticle } from '../../src/text/read-article.ts';

/** A text and what is said in it, by whom, as `saidIn()` gives them. */
export interface SaidRow {
  readonly it: string;
  readonly text: string;
  readonly said: readonly (readonly [content: string, speaker: string | null])[];
}

/** Content (pieces parted by " | ") and speaker of each statement: the name, else the description in brackets, else `null`. */
export function saidIn(text: string): [string, string | null][] {
  return readArticle({ text, title: null, published: null }).statements.map(({ content, speaker }) => [
    content.map(({ start, end }) => text.slice(start, end)).join(' | '),
    speaker === null ? null : (speaker.name ?? (speaker.description === null ? null : `(${speaker.description})`)),
  ]);
}
