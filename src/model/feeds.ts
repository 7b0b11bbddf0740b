import type { IncomingArticle } from './article.ts';

/** Judged by the content, never by what the server calls it. */
export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json' | 'sitemap';

/** A feed, or a news sitemap, as it stands in one document. What it does not say is `null`. */
export interface Feed {
  readonly format: FeedFormat;
  /** As the document tells it: `0.91`, `2.0`, `1.1`. */
  readonly version: string | null;
  readonly title: string | null;
  readonly description: string | null;
  /** The site that it belongs to. */
  readonly homepage: string | null;
  /** BCP 47, as given. */
  readonly language: string | null;
  /** How long the publisher says that it stays the same. */
  readonly ttlMinutes: number | null;
  /** Hours of the day in UTC, 0 to 23, in which the publisher asks to be left alone. */
  readonly skipHours: readonly number[];
  /** Days of the week in UTC, 1 (Monday) to 7, in which the publisher asks to be left alone. */
  readonly skipDays: readonly number[];
  /** WebSub. */
  readonly hub: string | null;
  /** The page of older items behind this one (RFC 5005, JSON Feed's `next_url`). */
  readonly older: string | null;
  /** In the order of the document. */
  readonly items: readonly IncomingFeedItem[];
  /** What was wrong with the document and is worth telling to whoever adds it. */
  readonly warnings: readonly string[];
}

export interface IncomingFeedItem {
  /** What the feed calls it (guid, atom:id, rdf:about), else `null`: unique within one feed at most, never beyond. */
  readonly id: string | null;
  readonly url: string | null;
  /** Plain text on one line. */
  readonly title: string | null;
  /** HTML as given, with addresses not yet resolved: never to be shown as markup. */
  readonly summary: string | null;
  readonly content: string | null;
  /** Where relative addresses in `summary` and `content` count from. */
  readonly base: string | null;
  /** Which of them seems to be the whole article; `null` when there is only a teaser of it. */
  readonly full: 'content' | 'summary' | null;
  readonly author: string | null;
  /** ISO 8601: a day, or a moment with its offset. */
  readonly published: string | null;
  readonly updated: string | null;
  /** Who published it, where the item says so itself (dc:publisher, source). */
  readonly outlet: string | null;
  readonly language: string | null;
}

/** What to send back with the next request for the same address, and what the last document asked for: plain data. */
export interface SourceMemory {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Hash of the last document, for servers that know no 304. */
  readonly fingerprint: string | null;
  readonly ttlMinutes: number | null;
  readonly skipHours: readonly number[];
  readonly skipDays: readonly number[];
}

export type FailureKind =
  /** No http or https address, or one with a name and password in it. */
  | 'address'
  /** The address leads to a place that may not be fetched: private, loopback, another port. */
  | 'forbidden-place'
  | 'dns'
  | 'unreachable'
  | 'certificate'
  | 'time-out'
  /** The connection ended before the answer did, or what came was no HTTP. */
  | 'broken-answer'
  | 'too-large'
  | 'redirects'
  /** 401, 402, 403, 451. */
  | 'denied'
  | 'not-found'
  | 'gone'
  /** 429. */
  | 'too-often'
  | 'server-error'
  /** Any other status that is no success. */
  | 'status'
  /** An answer came, and it is neither a feed nor a sitemap. */
  | 'not-a-feed'
  | 'robots'
  /** A page without the text of an article. */
  | 'no-article'
  | 'stopped';

/** Why something could not be fetched or read. */
export interface FetchFailure {
  readonly kind: FailureKind;
  /** One sentence in plain words without a full stop: what was tried and what was met. */
  readonly reason: string;
  readonly status: number | null;
  /** Tells whether the same request may well succeed later. */
  readonly passing: boolean;
  /** Not before then, as the server asks (Retry-After), as an ISO moment in UTC. */
  readonly retryAfter: string | null;
}

/** When the publisher would have us back. */
export interface NextTry {
  /** An ISO moment in UTC; `null` when nothing was said. */
  readonly notBefore: string | null;
  /** `asks for 60 minutes between two visits (ttl)`. */
  readonly why: string | null;
}

/** A feed that a page tells of. */
export interface OfferedFeed {
  readonly address: string;
  readonly title: string | null;
  /** How it was found: told by the page, tried at a usual place, linked like a feed. */
  readonly by: 'link' | 'usual-place' | 'anchor' | 'robots';
}

/** What stands at an address that somebody wants to add. */
export type FoundSource =
  | {
      readonly kind: 'feed' | 'sitemap';
      /** What to poll: the address given, or where it has moved for good, or the one feed of the page given. */
      readonly address: string;
      /** The page that was given, when the feed was found through it. */
      readonly foundOn: string | null;
      readonly feed: Feed;
      readonly memory: SourceMemory;
      readonly next: NextTry;
    }
  | {
      readonly kind: 'choice';
      readonly page: string;
      readonly title: string | null;
      /** At least one, the likeliest first. */
      readonly offers: readonly OfferedFeed[];
    }
  | { readonly kind: 'failed'; readonly failure: FetchFailure };

/** What a visit to a source brings. */
export type Polled =
  | {
      readonly kind: 'items';
      readonly feed: Feed;
      readonly memory: SourceMemory;
      /** Where it is to be polled from now on (301, 308), when that is another address. */
      readonly movedTo: string | null;
      readonly next: NextTry;
    }
  | {
      /** 304, or the same document once more. */
      readonly kind: 'unchanged';
      readonly memory: SourceMemory;
      readonly movedTo: string | null;
      readonly next: NextTry;
    }
  | { readonly kind: 'failed'; readonly failure: FetchFailure; readonly next: NextTry };

/** An item made into an article. */
export type ItemArticle =
  | {
      readonly kind: 'article';
      readonly article: IncomingArticle;
      /** Whether `article.text` is the article or only what the feed tells of it. */
      readonly extent: 'full' | 'summary';
      readonly from: 'page' | 'feed';
      readonly modified: string | null;
      readonly language: string | null;
      /** Why there is only a summary, in words; `null` when nothing went wrong. */
      readonly note: string | null;
      /** The failure behind the note; when it is a passing one, the page is worth another try. */
      readonly failure: FetchFailure | null;
    }
  | { readonly kind: 'failed'; readonly failure: FetchFailure };
