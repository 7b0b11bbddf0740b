import type { ArticleReference } from './article.ts';
import type { StatementType } from './reading.ts';

/**
 * What we say to a question: what every adapter renders and what `ask --json` prints.
 * All offsets are UTF-16 units. What is not known is `null`.
 */
export interface Answer {
  readonly question: string;
  readonly understood: Understood;
  readonly kind: 'statements' | 'passages' | 'verdict' | 'description' | 'choice' | 'nothing';
  /** The first line, plain text: also the notification and what a screen reader says first. */
  readonly lead: string;
  /** Parts of `lead` that a platform may set apart: `strong` names a person, `emphasis` a topic. */
  readonly leadStyle: readonly StyledSpan[];
  /** True when no item is certain enough to be called the answer; the lead says so too. */
  readonly unsure: boolean;
  readonly verdict?: Verdict;
  /** Best first; the page that was asked for. */
  readonly items: readonly AnswerItem[];
  /** Items passed over before this page: the first one shown is number `offset + 1`. 0 when absent. */
  readonly offset?: number;
  /** How many items there are after this page. */
  readonly more: number;
  readonly offers: readonly Offer[];
  readonly searched: Searched;
  /** Probability that the first item answers, 0 to 1. */
  readonly confidence: number;
  /** Short remarks to show with the answer: a corrected name, the sample archive, a limit. */
  readonly notes: readonly string[];
}

export interface StyledSpan {
  readonly start: number;
  readonly end: number;
  readonly style: 'strong' | 'emphasis';
}

export type Intent = 'statements' | 'who said' | 'check' | 'fact' | 'who is' | 'passages';

/** How the question was read. */
export interface Understood {
  readonly intent: Intent;
  readonly speaker?: string;
  readonly about?: string;
  readonly quote?: string;
  /** First and last day asked for, in the asker's zone: `2025-04-18`, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly outlet?: string;
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
}

export interface Verdict {
  readonly kind: 'exact' | 'close' | 'reported' | 'said by someone else' | 'stitched' | 'not in this archive';
  /** Word runs in which claim and archive differ, a changed negation first; an empty string stands for no words. */
  readonly changed: readonly { readonly claimed: string; readonly stored: string }[];
}

export interface AnswerItem {
  /** Statement id, or the id of a passage: both last and can be asked for again. */
  readonly id: string;
  /** `article.text.slice(start, end)`: whole sentences in one run. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly article: ArticleReference;
  /** The pieces of the content, within `text`. */
  readonly said: readonly (readonly [start: number, end: number])[];
  /** The answering words, within `text`. */
  readonly highlight: readonly (readonly [start: number, end: number])[];
  readonly speaker: AnswerSpeaker | null;
  readonly type: StatementType | null;
  /** Where else the same words stand. */
  readonly alsoIn: readonly { readonly article: ArticleReference; readonly start: number; readonly end: number }[];
}

export interface AnswerSpeaker {
  readonly name: string | null;
  /** The words of the article that stand for the speaker: "he", "the secretary of state". */
  readonly mention: string | null;
  readonly description: string | null;
  /** "US State Department", when it was reported through somebody. */
  readonly via: string | null;
  readonly rule: string;
}

/** A question that would find something, ready to be asked. */
export interface Offer {
  readonly label: string;
  readonly question: string;
}

/** What was searched, as the asker may see it. */
export interface Searched {
  readonly articles: number;
  readonly outlets: number;
  /** Day of the oldest and newest dated article searched: `2025-04-18`. */
  readonly from: string | null;
  readonly to: string | null;
}
