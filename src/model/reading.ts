import type { Span } from './span.ts';

/** What the text stage found in one article. Every span counts in the article's `text`. */
export interface Reading {
  /** Version of the rules that made it; a reading with another version is made again. */
  readonly rules: string;
  readonly sentences: readonly Sentence[];
  /** In reading order of their first piece of content. */
  readonly statements: readonly Statement[];
  /** Everyone and everything that is named or described as a speaker, and every person who is named with a role. */
  readonly people: readonly Person[];
  /** Outlet named by a credit line or a dateline ("(Associated Press)"), which is no sentence. */
  readonly credit: string | null;
}

/** A reading that waits to be stored, in a fifth of the memory that its objects take. */
export interface PackedReading {
  unpack(): Reading;
}

/** Sentences come in reading order and never overlap. Credit lines and datelines are none. */
export interface Sentence extends Span {
  /** Counts from 0. */
  readonly paragraph: number;
}

/** *direct*: in quotation marks; *mixed*: reported, with words in marks; *indirect*: reported. */
export type StatementType = 'direct' | 'mixed' | 'indirect';

/** One attribution: its content and its speaker. */
export interface Statement {
  readonly type: StatementType;
  /** The pieces of the content in reading order, marks included; several when the attribution splits it. */
  readonly content: readonly Span[];
  /** The words that stand in marks, marks excluded; empty when the statement is indirect. */
  readonly quoted: readonly Span[];
  /** The whole sentences, in one run, that hold content, cue and speaker mention. */
  readonly extent: Span;
  /** The words that report ("said", "according to"); `null` in transcripts and where a quotation stands alone. */
  readonly cue: Span | null;
  /** `null` when unattributed. */
  readonly speaker: Speaker | null;
  /** True when it was quoted inside another's statement, which stands in the list as well. */
  readonly nested: boolean;
  /** True when the speaker denied or refused the content ("denied that ..."). */
  readonly denied: boolean;
  /** True when it is what the speaker believes, hopes or wants, as the article puts it ("thinks", "plans to"), and no speech. */
  readonly thought?: true;
  /** Day on which it was said, `2025-04-18`, where the article tells it ("on Friday") and is dated itself. */
  readonly saidOn?: string;
}

export interface Speaker {
  /** The words that stand for the speaker at the statement ("He", "the secretary of state"), where they stand. */
  readonly mention: Span | null;
  /** Full name of a person, group or institution as this article knows it ("Marco Rubio"), or `null`. */
  readonly name: string | null;
  /** "French Foreign Minister", or for an unnamed speaker the description itself ("His chief of staff"). */
  readonly description: string | null;
  /** Through whom it is known, when the article names one between ("US State Department"). */
  readonly via: string | null;
  /** The rule that made the link ("pronoun-last-subject"), so that it can be shown. */
  readonly rule: string;
}

/** A person, group or institution of one article. */
export interface Person {
  /** Full name, or the description of an unnamed speaker. */
  readonly name: string;
  readonly named: boolean;
  readonly kind: 'person' | 'group';
  readonly gender: 'female' | 'male' | null;
  /** Other forms by which the article names it ("Rubio", "IAEA"). */
  readonly aliases: readonly string[];
  /** Titles and roles that the article states of it, with their evidence. */
  readonly descriptions: readonly Description[];
}

export interface Description extends Span {
  /** "US Secretary of State"; a slice of the text. */
  readonly text: string;
}
