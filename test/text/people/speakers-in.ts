import { readArticle } from '../../../src/text/read-article.ts';

/** A text and who speaks in it. */
export interface SpeakersRow {
  readonly it: string;
  readonly text: string;
  /** As `speakersIn()` gives them. */
  readonly speakers: readonly (string | null)[];
}

/** Speakers in reading order: the name, else the description in brackets, else `null`. */
export function speakersIn(text: string): (string | null)[] {
  return readArticle({ text, title: null, published: null }).statements.map(({ speaker }) =>
    speaker === null ? null : (speaker.name ?? (speaker.description === null ? null : `(${speaker.description})`)),
  );
}
