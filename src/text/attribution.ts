import type { StatementType } from '../model/reading.ts';
import type { Span } from '../model/span.ts';

/**
 * One attribution as it stands in the text, before anyone knows who "he" is.
 * Quotation rules make it; the resolver of people turns its mention into a speaker.
 */
export interface Attribution {
  readonly type: StatementType;
  /** The pieces of the content in reading order, marks included. */
  readonly content: readonly Span[];
  /** The words in marks, marks excluded. */
  readonly quoted: readonly Span[];
  /** "said", "according to"; `null` in transcripts and where a quotation stands alone. */
  readonly cue: Span | null;
  /** The noun phrase that stands for the speaker ("French Foreign Minister Jean-Noel Barrot", "he"), apposition left out. */
  readonly mention: Span | null;
  /** Place in the list of the earlier attribution whose speaker goes on speaking, when this one names none. */
  readonly continues: number | null;
  /** Place in the list of the attribution that this one stands inside of, or `null`. */
  readonly within: number | null;
  readonly denied: boolean;
  /** The rule that found the mention ("subject-cue-content", "cue-subject", "continued-mark"). */
  readonly rule: string;
}
