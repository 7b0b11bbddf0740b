import type { Answer, AnswerItem, Comparison, Searched, Series, Understood, Verdict } from './answer.ts';

/**
 * What the query core found, without a word of prose: `src/answer/` says it.
 * Plain data that can be cloned from one thread to another.
 */
export interface Findings {
  readonly question: string;
  readonly understood: Understood;
  readonly kind: Answer['kind'];
  readonly verdict?: Verdict;
  readonly series?: Series;
  readonly comparison?: Comparison;
  /** True when there is more than a timeline can lay out: then it has the oldest and the newest. */
  readonly isPartial?: true;
  /** The page that was asked for, best first. */
  readonly items: readonly AnswerItem[];
  /** Items in all, this page included. */
  readonly total: number;
  /** How many statements the archive has of the one who is described. */
  readonly statements?: number;
  /** Items that were no longer the article's own words, and were left out. */
  readonly dropped: number;
  readonly offset: number;
  /** Outlets that carry any of the items found. */
  readonly outlets: number;
  /** Day of the oldest and of the newest item, in the asker's zone. */
  readonly from: string | null;
  readonly to: string | null;
  /** Probability that the first item answers, 0 to 1. */
  readonly confidence: number;
  readonly unsure: boolean;
  /** What would find something, nearest first. */
  readonly nearest: readonly Nearest[];
  readonly searched: Searched;
  /** True when the one item is shown with the sentences around it. */
  readonly inContext?: true;
  /** Articles passed over since they have no date and a period was asked for; left out when there are none. */
  readonly undated?: number;
  /** True when the sample articles answered. */
  readonly samples: boolean;
  /** Moment of the newest article searched, as published. */
  readonly newest: string | null;
}

/** A question near the one that was asked; `question` can be asked as it stands. */
export type Nearest =
  | { readonly kind: 'name'; readonly name: string; readonly count: number; readonly question: string }
  | { readonly kind: 'period'; readonly from: string; readonly to: string; readonly question: string }
  /** Found without the period only, and without a date. */
  | { readonly kind: 'undated'; readonly count: number; readonly question: string }
  | {
      readonly kind: 'other speaker';
      readonly name: string;
      readonly about: string;
      readonly count: number;
      readonly question: string;
    }
  | { readonly kind: 'story'; readonly headline: string; readonly articles: number; readonly question: string }
  | { readonly kind: 'mentions'; readonly what: string; readonly count: number; readonly question: string };
