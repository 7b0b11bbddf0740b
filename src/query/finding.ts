import type { AnswerItem, Comparison, Series, Verdict } from '../model/answer.ts';
import type { Findings, Nearest } from '../model/findings.ts';

/** What one way of searching found, before it is cut to a page. */
export interface Finding {
  readonly kind: Findings['kind'];
  readonly verdict?: Verdict;
  readonly series?: Series;
  readonly comparison?: Comparison;
  /** True when there is more than could be laid out. */
  readonly isPartial?: true;
  /** All of them, best first, made only for the page that is shown. */
  readonly items: readonly (() => AnswerItem)[];
  /** Outlets and days of all items, when they are more than the page. */
  readonly references: readonly { readonly outlet: string | null; readonly published: string | null }[];
  readonly confidence: number;
  readonly unsure?: boolean;
  readonly nearest: readonly Nearest[];
  /** True when the dates of the question turned out to belong to its topic. */
  readonly isUnbounded?: boolean;
  /** How many statements the archive has of the one who is described. */
  readonly statements?: number;
  /** Names and words that were read differently from how they were typed. */
  readonly corrections?: readonly { readonly from: string; readonly to: string }[];
  /** Who speaks in the items, where that is another one than the name alone stands for. */
  readonly speaker?: string;
  /** How the name was read for that; in the place of how it was read alone. */
  readonly nameCorrections?: readonly { readonly from: string; readonly to: string }[];
}

export const nothing: Finding = { kind: 'nothing', items: [], references: [], confidence: 0, nearest: [] };
