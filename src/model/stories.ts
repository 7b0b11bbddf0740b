import type { AnswerItem } from './answer.ts';
import type { ArticleReference } from './article.ts';
import type { Scope } from './scope.ts';

/** Asks for the events that the articles of a period tell of. */
export interface StoriesRequest {
  readonly scope: Scope;
  /** Moments, `[since, until)`: articles that were stored in between, whatever their own date. */
  readonly since: Date;
  readonly until: Date;
  readonly zone: string;
  /** Empty lists let everything pass. A topic lets through what names it, a speaker what quotes them. */
  readonly topics: readonly string[];
  readonly speakers: readonly string[];
  readonly outlets: readonly string[];
  /** Stories on a page, and stories to pass over. */
  readonly limit: number;
  readonly offset: number;
}

/** One event, in one or several outlets. */
export interface Story {
  /** Lasts as long as its first article does. */
  readonly id: string;
  /** The article whose headline stands for it. */
  readonly headline: ArticleReference;
  /** One statement of it, as an answer would show it; `null` where nobody is quoted. */
  readonly quotation: AnswerItem | null;
  /** Articles of the period, copies counted once. */
  readonly articles: number;
  /** Articles of the same story that came within a week before the period, copies included. */
  readonly earlier: number;
  /** Names of the outlets, most articles first. */
  readonly outlets: readonly string[];
  /** Moment of the newest article as published, or `null`. */
  readonly newest: string | null;
}

export interface StoriesFound {
  /** Best first. */
  readonly stories: readonly Story[];
  /** Stories after this page. */
  readonly more: number;
  /** New articles in the period that may be seen, and those of them that the topics, speakers and outlets let pass. */
  readonly articles: number;
  readonly matching: number;
  /** Who was quoted most in what matches, at most 5. */
  readonly speakers: readonly { readonly name: string; readonly statements: number }[];
}
