import type { Stored, VersionRow } from './archive.ts';
import type { ArticleReference, IncomingArticle } from './article.ts';
import type { Platform, Target } from './chat.ts';
import type { SourceMemory } from './feeds.ts';
import type { Scope, SourceId, Space } from './scope.ts';

/** A feed, or a site's list of its news, that is fetched again and again. */
export interface Source {
  readonly id: SourceId;
  /** As it is fetched. */
  readonly address: string;
  readonly form: SourceForm;
  /** As it names itself, or `null` until it has been read. */
  readonly title: string | null;
  readonly state: SourceState;
  /** Back to when items are taken at the first visit; `null` takes what is listed. */
  readonly backfill: Date | null;
  /** Who has it; `list` tells only those that whoever asks may know of. */
  readonly carriers: readonly Carrier[];
}

export type SourceForm = 'feed' | 'sitemap';

/** A space that has a source; `space` is `null` for a source that all see. */
export interface Carrier {
  readonly space: Space | null;
  readonly group: string | null;
  /** `slack:U0123`, `terminal`. */
  readonly addedBy: string;
  /** Where it was added, and where is told what happens to it; `null` for the terminal and for lists that were imported. */
  readonly channel: Target | null;
  readonly added: Date;
  /** Not fetched as far as this space goes. */
  readonly paused: boolean;
  readonly limits: Limits;
}

/** How much of a source is kept; `null` leaves it to the settings. Where several spaces have it, the most goes. */
export interface Limits {
  readonly keepDays: number | null;
  readonly keepArticles: number | null;
}

/** How the fetching of a source goes. */
export interface SourceState {
  /** What to send back with the next request; `null` before the first. */
  readonly memory: SourceMemory | null;
  /** Last time that it answered as it should, whether it had news or not. */
  readonly lastSuccess: Date | null;
  readonly lastTry: Date | null;
  readonly nextTry: Date;
  /** In a row, up to the last try. */
  readonly failures: number;
  /** What went wrong at the last try, in words. */
  readonly lastError: string | null;
  /** Given up after too many failures in a row, until somebody resumes it. */
  readonly givenUp: Date | null;
  /** Over the last weeks; `null` until there is something to count. */
  readonly itemsADay: number | null;
}

/** Whose sources: those of a space, those that all share (`null`), or all there are, for the operator. */
export type Holder = Space | null | 'all';

/** What a poll came to. */
export type PollOutcome =
  | {
      readonly kind: 'success';
      /** As the source names itself now; `null` leaves the one that is known. */
      readonly title: string | null;
      readonly memory: SourceMemory;
      /** Where it is fetched from now on, when that is another address. */
      readonly movedTo: string | null;
      readonly nextTry: Date;
      readonly itemsADay: number | null;
    }
  | { readonly kind: 'failure'; readonly error: string; readonly nextTry: Date };

/** What removing a source would do to its articles, or has done. */
export interface Removal {
  readonly articles: number;
  /** Articles that whoever removes it still sees, since another source of theirs has them. */
  readonly stillSeen: number;
  /** Articles that nobody but the operator would see. */
  readonly unseen: number;
}

/** Sources and who has them. */
export interface SourceStore {
  /** What a space may see: what is shared, and what it has itself. `null` sees what is shared. */
  scopeOf(space: Space | null): Scope;
  /** The server whose sources somebody asks in direct messages; `null` for what is shared. */
  chosenSpace(platform: Platform, user: string): Space | null;
  chooseSpace(platform: Platform, user: string, space: Space | null, now: Date): void;
  /** Gives a source to a carrier; one that is known already is the same source, and the same again changes nothing. */
  add(
    source: {
      readonly address: string;
      readonly form: SourceForm;
      readonly title: string | null;
      readonly backfill?: Date | null;
    },
    carrier: Omit<Carrier, 'added' | 'paused'>,
    now: Date,
  ): { readonly source: Source; readonly outcome: 'new' | 'carried' | 'known' };
  find(id: SourceId): Source | null;
  /** By group, then by title or address. A space sees the shared ones too, and of the carriers only itself and `null`. */
  list(holder: Holder): readonly Source[];
  /** What `remove` would do. */
  removal(id: SourceId, holder: Holder): Removal;
  /**
   * Takes a source from a carrier, from all of them for the operator. `delete` deletes the articles that nobody sees any
   * more by it; with `keep` they stay in the archive, for the operator.
   */
  remove(id: SourceId, holder: Holder, fate: 'keep' | 'delete', by: string): Removal;
  /** `false` when the holder does not have it. */
  limit(id: SourceId, holder: Holder, limits: Limits): boolean;
  /** `false` when there was nothing to do. */
  pause(id: SourceId, holder: Holder): boolean;
  /** Fetches it again, at once. `false` when there was nothing to do. */
  resume(id: SourceId, holder: Holder, now: Date): boolean;
  /** Those that a carrier wants and that were not given up, whose time has come; the longest overdue first. */
  due(now: Date, limit: number): readonly Source[];
  /** When the next one is due; `null` when none ever is. */
  nextDue(): Date | null;
  note(id: SourceId, outcome: PollOutcome, now: Date): Source | null;
  /** Given up until it is resumed. */
  giveUp(id: SourceId, now: Date): void;
  /** Digest of an item as it came last, or `null`: what came the same is not looked at again. */
  itemDigest(id: SourceId, key: string): string | null;
  noteItem(id: SourceId, key: string, digest: string, now: Date): void;
  /** These are still listed, though they brought nothing new. */
  noteListed(id: SourceId, keys: readonly string[], now: Date): void;
  /** Items that came first since then. */
  itemsSince(id: SourceId, since: Date): number;
  /** Articles that a source carries, and those of them of which only a summary could be had. */
  articlesOf(id: SourceId): { readonly articles: number; readonly summaries: number };
}

/** A source that somebody wants. */
export interface SourceWish {
  /** As people write it: a feed, a page that tells of feeds, a site. */
  readonly address: string;
  readonly carrier: Omit<Carrier, 'added' | 'paused'>;
  /** Back to when articles are taken; `null` takes what is listed. */
  readonly since: Date | null;
}

/** What came of a wish. */
export type AddedSource =
  | {
      readonly kind: 'added';
      readonly source: Source;
      readonly outcome: 'new' | 'carried' | 'known';
      /** What it lists now, in its order. */
      readonly items: readonly { readonly title: string | null; readonly published: string | null }[];
      /** Moment of the oldest that it lists, as published; `null` where nothing is dated. */
      readonly oldest: string | null;
      /** What is wrong with it and worth telling. */
      readonly warnings: readonly string[];
      /** Articles that were stored at once; `null` where that goes on behind the answer. */
      readonly stored: number | null;
    }
  | {
      readonly kind: 'choice';
      readonly page: string;
      readonly offers: readonly { readonly address: string; readonly title: string | null }[];
    }
  | { readonly kind: 'failed'; readonly why: string };

/** What came of a list of sources. */
export type ImportedSources =
  | {
      readonly kind: 'imported';
      readonly added: number;
      readonly known: number;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'failed'; readonly why: string };

/** What commands about sources use. */
export interface SourceDesk {
  readonly store: SourceStore;
  /** Fetches it at once. */
  add(wish: SourceWish): Promise<AddedSource>;
  /** Adds every feed of an OPML document, which stands at an address or is handed over; the same again is harmless. */
  importList(
    from: { readonly address: string } | { readonly bytes: Uint8Array },
    carrier: Omit<Carrier, 'added' | 'paused' | 'group'>,
  ): Promise<ImportedSources>;
  /** The sources of a holder as an OPML document. */
  exportList(holder: Holder): string;
  changes(scope: Scope, limit: number): readonly ArticleChange[];
}

/** What a look before reading tells of an incoming article. */
export type Look =
  /** It is there, word for word, and this source has it: it need not be read. */
  | { readonly kind: 'settled'; readonly stored: Stored }
  /** Another source brought it, with another text: only what stands at its own address may replace it. */
  | { readonly kind: 'of another source' }
  | { readonly kind: 'to be read' };

/** Looks at incoming articles before they are read. */
export interface Lookout {
  look(article: IncomingArticle, source: SourceId): Look;
}

/** How long what was fetched is kept; files that were imported stay. */
export interface RetentionPolicy {
  /** Days from when an article was stored first; `null` keeps it. A source may have limits of its own. */
  readonly keepDays: number | null;
  /**
   * How long its quotations are kept: the sentences that hold a statement, with speaker, title, outlet, date and address.
   * `null`: as long as the whole.
   */
  readonly keepQuotationsDays: number | 'always' | null;
}

export interface Retained {
  readonly deleted: number;
  /** Articles of which the quotations are left. */
  readonly reduced: number;
}

/** What changed in an article after it was stored. */
export interface ArticleChange {
  readonly article: ArticleReference;
  readonly at: Date;
  readonly title: { readonly before: string; readonly after: string } | null;
  readonly quotations: readonly QuotationChange[];
  /** True when sentences besides the quotations changed. */
  readonly text: boolean;
}

/** A quotation of an earlier version that is no longer there in these words. */
export type QuotationChange =
  | { readonly kind: 'vanished'; readonly before: string; readonly speaker: string | null }
  | { readonly kind: 'changed'; readonly before: string; readonly after: string; readonly speaker: string | null };

/** Another article that carries sentences of one. */
export interface TextCopy {
  readonly row: VersionRow;
  readonly article: ArticleReference;
  /** Sentences that both have, of those of the one asked about that are long enough to tell. */
  readonly shared: number;
  readonly of: number;
  /** True when the two are one text: the shorter stands in the longer nearly whole. */
  readonly isCopy: boolean;
}
