import type { Searched, Understood } from './answer.ts';
import type { StatementFate } from './archive.ts';
import type { Findings } from './findings.ts';
import type { Scope } from './scope.ts';
import type { StoriesFound, StoriesRequest } from './stories.ts';

/** The query core as commands see it. Asynchronous, since it may run in another thread. */
export interface Core {
  /** Answers a question as people type it. */
  ask(question: Question): Promise<Findings>;
  /** Statements of one speaker. */
  quotes(request: QuotesRequest): Promise<Findings>;
  /** Judges whether words are in the archive as they are claimed to be. */
  check(request: CheckRequest): Promise<Findings>;
  /** An item with the sentences around it; `null` when it is no longer there or may not be seen. */
  context(request: ContextRequest): Promise<Findings | null>;
  /** Why an item that was shown is not there any more, as the scope may know it. */
  fate(request: Pick<ContextRequest, 'item' | 'scope'>): Promise<StatementFate>;
  /** All statements of one speaker, for a file; the page's limit and offset bound it. */
  quotations(request: QuotesRequest): Promise<QuotationsFound>;
  /** What one speaker said over time. */
  timeline(request: TimelineRequest): Promise<Findings>;
  /** One story in each outlet's words. */
  compare(request: CompareRequest): Promise<Findings>;
  /** The events that the articles of a period tell of. */
  stories(request: StoriesRequest): Promise<StoriesFound>;
  /** What the asker's archive holds. */
  holdings(scope: Scope): Promise<Holdings>;
  /** Names that begin like or resemble `typed`, most frequent first. */
  suggest(request: SuggestRequest): Promise<readonly Suggestion[]>;
}

/** What every request carries. The core never reads the clock. */
export interface Asking {
  readonly scope: Scope;
  readonly now: Date;
  /** IANA zone of the asker, in which "today" and "since Monday" are reckoned. */
  readonly zone: string;
  /** Items on a page: 3 on screens, 10 in JSON. */
  readonly limit: number;
  /** Items to pass over; 0 for the first page. */
  readonly offset: number;
}

interface Question extends Asking {
  readonly text: string;
  /** The item shown first in this conversation: what "this story" means. */
  readonly shown?: string;
  /** What was understood before in this conversation, so that "and Lavrov?" keeps the rest. */
  readonly previous?: Understood;
}

interface QuotesRequest extends Asking {
  readonly speaker: string;
  readonly about?: string;
  /** In words ("since Monday", "last week") or as a day. */
  readonly since?: string;
  readonly outlet?: string;
}

/** Rows of an export, in the order of the answer. */
export interface QuotationsFound {
  readonly findings: Findings;
  /** What stands behind each of the findings' items. */
  readonly sources: readonly QuotationSource[];
}

interface QuotationSource {
  readonly author: string | null;
  /** Hash of the text that the words stand in. */
  readonly version: string;
  /** Moment at which this version was stored; ISO 8601. */
  readonly read: string | null;
}

interface TimelineRequest extends Asking {
  readonly speaker: string;
  readonly about?: string;
}

interface CompareRequest extends Asking {
  /** Words of the story. */
  readonly topic?: string;
  /** Id of an item that was shown, whose story is meant. */
  readonly item?: string;
}

interface CheckRequest extends Asking {
  readonly quote: string;
  readonly speaker?: string;
}

export interface ContextRequest {
  readonly item: string;
  readonly scope: Scope;
  /** Sentences before and after. */
  readonly sentences: number;
}

export interface Holdings extends Searched {
  readonly sentences: number;
  readonly statements: number;
  readonly speakers: number;
  /** Names of the outlets, most articles first, at most 20. */
  readonly outletNames: readonly string[];
  /** Moment of the newest article as published, or `null`. */
  readonly newest: string | null;
  /** True when these are the sample articles. */
  readonly samples: boolean;
  /** Three questions that this archive can answer; fewer when it holds less. */
  readonly examples: readonly string[];
}

export interface SuggestRequest {
  readonly kind: 'speaker' | 'outlet' | 'topic';
  readonly typed: string;
  readonly scope: Scope;
  readonly limit: number;
}

export interface Suggestion {
  readonly name: string;
  readonly count: number;
}
