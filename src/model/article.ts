/** An article as it comes from a file, a feed or a page. What is not known is `null`, never guessed. */
export interface IncomingArticle {
  /** The id that the source gave, or `null`: the archive then makes one from the address, else from the text. */
  readonly id: string | null;
  readonly title: string | null;
  /** The body, kept to the letter: every span in the archive counts in it. Well-formed UTF-16. */
  readonly text: string;
  readonly outlet: string | null;
  readonly url: string | null;
  /** ISO 8601: a date (`2025-04-18`) where no time is known, else a moment with its offset. */
  readonly published: string | null;
  readonly author: string | null;
}

/** An article as the archive holds it. */
export interface Article extends IncomingArticle {
  /** Lasts as long as the article does, through every new version. */
  readonly id: string;
  /** Hash of `text`: changes with every change of the text and with nothing else. */
  readonly version: string;
  /** True when only a summary could be read: the page is for subscribers, or does not answer. */
  readonly summary?: true;
}

/** What an answer says of an article. */
export interface ArticleReference {
  readonly id: string;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly url: string | null;
  readonly published: string | null;
  readonly summary?: true;
}
