import type { VersionRow } from './archive.ts';

/** One article as the sentence index takes it. */
export interface IndexedArticle {
  readonly row: VersionRow;
  readonly title: string | null;
  /** In reading order; the place in this list is the sentence's number. */
  readonly sentences: readonly { readonly text: string; readonly paragraph: number }[];
}

/** A sentence that the index found. */
export interface Hit {
  readonly row: VersionRow;
  /** Place of the sentence in its article. */
  readonly sentence: number;
  /** BM25; higher is better, comparable within one search only. */
  readonly score: number;
}

/** A word of a query after expansion: the terms of the index that stand for it, each with its weight. */
export interface QueryWord {
  readonly typed: string;
  readonly terms: readonly { readonly term: string; readonly weight: number }[];
  /** The archive's own spelling of the likeliest word ("Rubio" for "rubbio"); only where the typed one is unknown to it. */
  readonly readAs?: string;
}

/** What an article holds of the words of a question, without its text. */
export interface ArticleWords {
  /** Sentences of the article. */
  readonly sentences: number;
  /** For each word the greatest weight of its terms that stand in the article; 0 where none does. */
  readonly best: Float64Array;
  /** For each word how often it stands there, by weight. */
  readonly counts: Float64Array;
  /** The same by sentence: the weight of a word at `sentence * words + word`, and of each sentence how many words it has. */
  layOut(): { readonly weights: Float32Array; readonly lengths: Uint8Array };
}

/** The fuzzy sentence index: a cache of the archive that can always be rebuilt. */
export interface SentenceIndex {
  /** Sentences held. */
  readonly size: number;
  /** Sentences that a word occurs in, after analysis. */
  frequency(word: string): number;
  /** Tells whether this very word occurs, not just another form of it: "sandes" is no form of "sand". */
  knows(word: string): boolean;
  /** The word as the texts mostly write it ("Iran" for "iran"); `null` where it never occurred. */
  display(word: string): string | null;
  /**
   * Reads a query: analysed words, unknown and very rare ones expanded by nearest spelling.
   * Bounded: at most 64 words are kept, the rarest first.
   *
   * @param occurs tells which terms there are, where only a part of the index is asked; all of them when absent
   */
  readQuery(text: string, occurs?: (term: string) => boolean): readonly QueryWord[];
  /**
   * Where terms stand in some articles, without reading a text.
   *
   * @returns of a row for each term the sentences that hold it, ascending; `null` for a row that holds none of them
   */
  occurrences(
    rows: readonly VersionRow[],
    terms: readonly string[],
  ): (row: VersionRow) => readonly (readonly number[])[] | null;
  /** What some articles hold of a question's words; `null` for a row that is not held. */
  articleWords(rows: readonly VersionRow[], words: readonly QueryWord[]): (row: VersionRow) => ArticleWords | null;
  /** Top `limit` by score, then newest row, then reading order. `allows` limits the search without losing the top. */
  search(
    words: readonly QueryWord[],
    options: { readonly limit: number; readonly allows?: RowTest; readonly allowsAny?: StretchTest },
  ): readonly Hit[];
}

export type RowTest = (row: VersionRow) => boolean;

/** Tells whether any row from `first` to `last` may be allowed: spares looking at each where there is none. */
export type StretchTest = (first: VersionRow, last: VersionRow) => boolean;
