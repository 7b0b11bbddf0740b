import type { Fetcher } from '../ingest/fetch/fetcher.ts';
import type { Robots } from '../ingest/fetch/robots.ts';
import type { ArchiveWriter } from '../model/archive.ts';
import type { IncomingArticle } from '../model/article.ts';
import type { Reading } from '../model/reading.ts';
import type { Lookout, Source, SourceStore } from '../model/sources.ts';

/** What visits are made with. */
export interface PollingParts {
  readonly archive: Pick<ArchiveWriter, 'store'> & Lookout & { readonly sources: SourceStore };
  readonly fetcher: Fetcher;
  readonly robots: Robots;
  /** The text stage; it may run in another thread. */
  readonly readArticle: (article: Pick<IncomingArticle, 'text' | 'title' | 'published'>) => Reading | Promise<Reading>;
  readonly now: () => Date;
  /** 0 to 1, for spreading visits. */
  readonly random: () => number;
  /** Told when a source was given up, once. */
  readonly onGivenUp: (source: Source) => void;
  /** Told of what should not happen; the item, or the whole visit, is left out. Holds no text of an article. */
  readonly onError: (error: unknown) => void;
  /** Told of each visit, for logs and metrics. */
  readonly onVisit?: (visit: Visit) => void;
}

/** What a visit to a source came to. */
export interface Visit {
  readonly source: Source;
  /** `null` when it went well. */
  readonly error: string | null;
  readonly added: number;
  readonly changed: number;
  /** Items of which nothing could be stored. */
  readonly failed: number;
}
