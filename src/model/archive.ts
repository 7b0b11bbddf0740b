import type { Article, ArticleReference, IncomingArticle } from './article.ts';
import type { PackedReading, Reading, Sentence, Statement } from './reading.ts';
import type { Scope, SourceId, Space } from './scope.ts';
import type { TextCopy } from './sources.ts';
import type { Span } from './span.ts';

/** Row of one version of one article. Grows with every version stored and is never used again. */
export type VersionRow = number & { readonly brand: 'VersionRow' };

/** Hash of article id, version, start and end of the content: lasts as long as the words do. */
export type StatementId = string & { readonly brand: 'StatementId' };

/** Narrows what is read. Days are ISO dates, both included; articles without a date fall out when a day is given. */
export interface Filter {
  readonly scope: Scope;
  readonly outlet?: string;
  /** Moments, `[from, to)`: the days asked for, reckoned in the asker's zone. */
  readonly from?: Date;
  readonly to?: Date;
}

/** A version as the index and the query core read it: only current versions of articles that are not removed. */
export interface StoredArticle extends Article {
  readonly row: VersionRow;
  readonly sentences: readonly Sentence[];
}

/** A current article by the moment at which it was first stored. Moments in milliseconds since 1970. */
export interface Arrival {
  readonly row: VersionRow;
  readonly stored: number;
  readonly published: number | null;
  /** Folded name of the outlet. */
  readonly outlet: string | null;
}

/** So many of one outlet and one half hour. */
export interface Published {
  readonly outlet: string | null;
  /** Milliseconds since 1970; `null` for the undated. An article that states only its day counts at 10:30 UTC. */
  readonly moment: number | null;
  readonly count: number;
}

/** Why a button that was drawn for a statement finds it, or does not. */
export type StatementFate =
  /** It is there, and may be seen. */
  | 'here'
  /** The article was changed since. */
  | 'changed'
  /** Better rules no longer take these words for one statement. */
  | 'reread'
  /** The article was removed. */
  | 'removed'
  /** It never was there, or may not be seen. */
  | 'unknown';

export interface StoredStatement extends Statement {
  readonly id: StatementId;
  readonly row: VersionRow;
  readonly article: ArticleReference;
}

/** Number of a speaker in this archive; not used again when they are gone. */
export type SpeakerNumber = number & { readonly brand: 'SpeakerNumber' };

/** How a word finds speakers: it stands in a name, begins it, ends it, stands in a role, or is the initials of either. */
export type NameWordKind = 'name' | 'first' | 'last' | 'description' | 'initials';

/** Everyone who speaks in the archive, by name or description, as the scope sees it. */
export interface StoredSpeaker {
  readonly name: string;
  readonly named: boolean;
  readonly kind: 'person' | 'group';
  readonly aliases: readonly string[];
  /** Each wording once, with how many articles state it and where the newest one does; newest first. */
  readonly descriptions: readonly {
    readonly text: string;
    readonly row: VersionRow;
    readonly start: number;
    readonly count: number;
    /** Moments at which the oldest and the newest dated article that states it were published, in milliseconds since 1970. */
    readonly from: number | null;
    readonly to: number | null;
  }[];
  readonly statements: number;
}

/** What moved since a mark: what an index needs to follow the archive. */
export interface Movement {
  /** Rows that were stored or got a new reading or title, and are current, ascending: one already known takes its place. */
  readonly stored: readonly VersionRow[];
  /** Rows that are no longer current, or whose article was removed. */
  readonly gone: readonly VersionRow[];
  /** Where to go on reading. */
  readonly mark: number;
}

/** Reading side of the archive. Every method sees one consistent state; none returns what `scope` may not see. */
export interface ArchiveReader {
  /**
   * Runs `work`, in which everything is read of one state, whatever others store meanwhile; each method opens a state of its
   * own otherwise, for some six microseconds.
   */
  atOnce<T>(work: () => T): T;
  /** Changes whenever another connection or process has written (`PRAGMA data_version`), and when this one has. */
  changeCount(): number;
  movement(sinceMark: number, limit: number): Movement;
  /**
   * What kind of thing happened after a mark. *changed*: something that was there is other or gone, and not only more came;
   * *carried*: an article that was there has another source, which moved nothing.
   */
  movedHow(sinceMark: number): { readonly changed: boolean; readonly carried: boolean };
  /** The last mark given: also articles that another source carries since then have one, and moved nothing. */
  mark(): number;
  /** In the order of `rows`; rows that are gone or out of scope are left out. */
  articles(rows: readonly VersionRow[], scope: Scope): readonly StoredArticle[];
  article(id: string, scope: Scope): StoredArticle | null;
  /** The text of an article as it is now; `null` when it is gone or out of scope. */
  textOf(id: string, scope: Scope): string | null;
  /** Rows that a filter lets pass, or `'all'` when it lets everything pass. The set follows the archive as it is asked for again. */
  rowsWithin(filter: Filter): ReadonlySet<VersionRow> | 'all';
  /**
   * Statements whose speaker has one of these names, newest article first, then reading order; the first `limit` of them
   * when it is given. Who is in the news every day has tens of thousands, at some 10 microseconds each.
   */
  statementsBy(names: readonly string[], filter: Filter, limit?: number): readonly StoredStatement[];
  /** Rows that hold a statement by one of these names, of all or of some: a tenth of the price of the statements. */
  rowsBy(names: readonly string[], filter: Filter, among?: readonly VersionRow[]): ReadonlySet<VersionRow>;
  /** Statements of some articles, in reading order. */
  statementsIn(rows: readonly VersionRow[], scope: Scope): readonly StoredStatement[];
  /**
   * Of articles that were read within a scope the statements that are wanted where they stand, in the order of the articles
   * and of reading. To look at the places of an article's statements costs a fifth of reading them.
   */
  statementsOf(
    articles: readonly StoredArticle[],
    isWanted: (article: StoredArticle, extent: Span) => boolean,
  ): readonly StoredStatement[];
  statement(id: StatementId, scope: Scope): StoredStatement | null;
  /** `id` is whatever a button carried. */
  statementFate(id: string, scope: Scope): StatementFate;
  /** All of them, most statements first: tens of thousands. Who is asked for is found by words. */
  speakers(scope: Scope): readonly StoredSpeaker[];
  /** Those of them that the scope sees, as it sees them. */
  speakersOf(numbers: readonly SpeakerNumber[], scope: Scope): ReadonlyMap<SpeakerNumber, StoredSpeaker>;
  /**
   * Of each of these folded words who has it, anywhere in the archive: a scope may see none of them, or not by this word. A
   * word that nobody has is absent.
   */
  speakersWith(kind: NameWordKind, words: readonly string[]): ReadonlyMap<string, readonly SpeakerNumber[]>;
  /** Who has one of these names, or is described so, once both are folded; anywhere in the archive. */
  speakersCalled(names: readonly string[]): readonly SpeakerNumber[];
  /** Who is named or described in these current versions. */
  speakersIn(rows: readonly VersionRow[]): readonly SpeakerNumber[];
  /** Who speaks most by name, as the scope sees it: of all, or of those with a word that begins so. */
  speakersMost(wanted: {
    readonly scope: Scope;
    readonly limit: number;
    readonly beginning?: { readonly kind: 'first' | 'name'; readonly prefix: string };
  }): readonly SpeakerNumber[];
  /** How many speak by name. */
  speakerCount(scope: Scope): number;
  /** Words of one kind that came after a place in the list of all; `last` is the place to go on from. */
  nameWords(kind: NameWordKind, after: number): { readonly words: readonly string[]; readonly last: number };
  /** Articles that were first stored at or after a moment, the last stored first, at most `limit` of them. */
  arrivals(since: Date, scope: Scope, limit: number): readonly Arrival[];
  /** Statements by speakers of these names, counted by outlet and by when their articles count as published. */
  saidWhen(names: readonly string[], filter: Filter): readonly Published[];
  /** Outlet and date of articles, without their texts; `count` is 1. What is gone or out of scope is left out. */
  publishedWhen(rows: readonly VersionRow[], scope: Scope): ReadonlyMap<VersionRow, Published>;
  /** When each of these versions was stored, in milliseconds since 1970. */
  storedWhen(rows: readonly VersionRow[], scope: Scope): ReadonlyMap<VersionRow, number>;
  /** Who has most statements in these articles, by name; statements within another's are not counted. */
  quotedMost(
    rows: readonly VersionRow[],
    scope: Scope,
    limit: number,
  ): readonly { readonly name: string; readonly statements: number }[];
  outlets(scope: Scope): readonly { readonly name: string; readonly articles: number }[];
  /** Articles that share sentences with one, most first; of each whether the two are one text. */
  copiesOf(row: VersionRow, scope: Scope): readonly TextCopy[];
  /** Articles without a date, which no period lets pass. */
  undated(filter: Pick<Filter, 'scope' | 'outlet'>): number;
  /** Counts and period under a filter; `from`, `to` and `newest` as published. */
  extent(filter: Filter): ArchiveExtent;
}

export interface ArchiveExtent {
  readonly articles: number;
  readonly outlets: number;
  readonly sentences: number;
  readonly statements: number;
  readonly oldest: string | null;
  readonly newest: string | null;
}

/** What became of an article that was handed to the archive. */
export interface Stored {
  readonly id: string;
  /** *removed*: was taken out by `removeArticle` before, and stays out. */
  readonly outcome: 'added' | 'changed' | 'unchanged' | 'removed';
}

/** Writing side. Each method is one transaction. */
export interface ArchiveWriter {
  /** All of them or none; the same articles again change nothing. */
  store(
    batch: readonly {
      readonly article: IncomingArticle;
      readonly reading: Reading | PackedReading;
      /** Address that the text itself was fetched from, where it was: what stands there is the article's text, whoever found it. */
      readonly fetched?: string;
      /** Only what a feed tells of the article: it never takes the place of the whole. */
      readonly summary?: true;
    }[],
    source: SourceId,
  ): readonly Stored[];
  /** Finds or makes the source. `import` and `samples` are made as shared, or as that of one space. */
  source(kind: 'import' | 'samples' | 'feed' | 'page', name: string, space?: Space): SourceId;
  /** Out of every answer at once; audited. `false` when there is no such article. */
  removeArticle(id: string, by: string): boolean;
  /** Rows whose reading was made by other rules, oldest first. */
  outdated(rules: string, limit: number): readonly StoredArticle[];
  /** Puts a new reading in the place of the old one: no new version, no alert, statement ids kept where the words are. */
  replaceReading(row: VersionRow, reading: Reading): void;
}
