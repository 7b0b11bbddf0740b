import type { ArticleReference } from './article.ts';
import type { StatementType } from './reading.ts';

/**
 * What we say to a question: what every adapter renders and what `ask --json` prints.
 * All offsets are UTF-16 units. What is not known is `null`.
 */
export interface Answer {
  readonly question: string;
  readonly understood: Understood;
  readonly kind:
    | 'statements'
    | 'passages'
    | 'verdict'
    | 'description'
    | 'timeline'
    | 'comparison'
    | 'choice'
    | 'nothing';
  /** The first line, plain text: also the notification and what a screen reader says first. */
  readonly lead: string;
  /** Parts of `lead` that a platform may set apart: `strong` names a person, `emphasis` a topic. */
  readonly leadStyle: readonly StyledSpan[];
  /** True when no item is certain enough to be called the answer; the lead says so too. */
  readonly unsure: boolean;
  readonly verdict?: Verdict;
  /** What a timeline counts. */
  readonly series?: Series;
  /** How the outlets of a comparison differ as wholes. */
  readonly comparison?: Comparison;
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

export type Intent = 'statements' | 'who said' | 'check' | 'fact' | 'who is' | 'passages' | 'timeline' | 'comparison';

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
  /** Words of the topic, as typed, that no article holds and that were not read as others. */
  readonly missing?: readonly string[];
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
  /** True when it is what the speaker believes or wants, as the article puts it, and no speech. */
  readonly thought?: true;
  /** Day on which it was said, `2025-04-18`, where the article tells it. */
  readonly saidOn?: string;
  /** In a timeline. */
  readonly moment?: Moment;
  /** In a comparison. */
  readonly carriage?: Carriage;
  /** Where else the same words stand. */
  readonly alsoIn: readonly { readonly article: ArticleReference; readonly start: number; readonly end: number }[];
}

/** Where a statement stands in a timeline. */
export interface Moment {
  readonly place: 'first' | 'latest' | 'only' | 'between' | 'undated';
  /**
   * The statement whose words its own were laid beside: the nearest earlier one, for the first one the latest. `highlight`
   * marks the words that the two do not share; `null` where no statement is like enough.
   */
  readonly beside: {
    readonly id: string;
    readonly published: string | null;
    readonly outlet: string | null;
    /** Runs of words that differ; 0 for the same words. */
    readonly changes: number;
  } | null;
}

/** Who carries a statement of a story, and how. Names of outlets, the first to report before the others. */
export interface Carriage {
  /** Id of the item that has the statement whole: this one, or the one that it is another wording of. */
  readonly of: string;
  /** *whole*: all of the words that any outlet has; *cut*: fewer of them; *reported*: in words of the outlet's own. */
  readonly how: 'whole' | 'cut' | 'reported';
  readonly whole: readonly string[];
  readonly cut: readonly string[];
  readonly reported: readonly string[];
  /** Outlets of the story that have nothing of it. */
  readonly absent: readonly string[];
}

/** How the outlets of a story differ as wholes. */
export interface Comparison {
  /** *story*: one event; *topic*: several events, none of which two outlets tell. */
  readonly of: 'story' | 'topic';
  /** Headline of the story that was compared; `null` where its articles have none. */
  readonly headline: ArticleReference | null;
  /** In the order in which they first reported it. */
  readonly outlets: readonly {
    readonly name: string;
    readonly first: ArticleReference;
    readonly articles: number;
    /** Statements that it carries, whole, cut or in its own words. */
    readonly statements: number;
    /** The outlet whose text it carries as a copy, where all of its articles are copies. */
    readonly copies: string | null;
  }[];
  readonly statements: number;
  /** Who is quoted by whom: names in the order of how many outlets quote them. */
  readonly speakers: readonly { readonly name: string; readonly outlets: readonly string[] }[];
}

/** Mentions and statements by time and outlet. */
export interface Series {
  readonly unit: 'day' | 'week' | 'month';
  /** First days of the units that hold anything, ascending. */
  readonly points: readonly {
    readonly day: string;
    readonly outlet: string;
    /** Sentences that name the speaker. */
    readonly mentions: number;
    readonly statements: number;
  }[];
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
