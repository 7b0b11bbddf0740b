import type { StatementFate, StatementId, StoredStatement } from './archive.ts';
import type { Scope, Space } from './scope.ts';

/** Speakers that administrators put right. A correction lasts through new rules and new versions of the article. */
export interface Corrections {
  correct(request: CorrectionRequest): Corrected;
  /** Lets the speaker stand again as it was read. */
  undo(request: Omit<CorrectionRequest, 'speaker'>): Corrected;
  /** The last made first. */
  recent(scope: Scope, limit: number): readonly Correction[];
  /**
   * Statements whose speaker readers called wrong and nobody has corrected since, the last reported first.
   *
   * @param space the platform's id of the workspace or guild whose readers count; `null` for all
   */
  reported(scope: Scope, space: string | null, limit: number): readonly ReportedStatement[];
}

export interface CorrectionRequest {
  /** Whatever a button or a person gave. */
  readonly statement: string;
  /** As it shall be shown; `null` where nobody is to be named. */
  readonly speaker: string | null;
  /** For the audit: `slack:U0123`, `terminal`. */
  readonly by: string;
  /** For which space an administrator speaks; `null` for all, as the operator does. */
  readonly space: Space | null;
  readonly scope: Scope;
}

export type Corrected =
  | { readonly kind: 'corrected'; readonly from: string | null; readonly statement: StoredStatement }
  /** The speaker is this one already, or there is nothing to undo. */
  | { readonly kind: 'unchanged'; readonly statement: StoredStatement }
  /** Other spaces see this article as well, so that their answers would change. */
  | { readonly kind: 'shared' }
  | { readonly kind: 'not found'; readonly why: Exclude<StatementFate, 'here'> };

export interface Correction {
  readonly statement: StatementId;
  readonly words: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: string;
  readonly at: Date;
}

export interface ReportedStatement {
  readonly statement: StatementId;
  readonly words: string;
  readonly speaker: string | null;
  /** The rule that found the speaker. */
  readonly rule: string | null;
  readonly outlet: string | null;
  readonly reports: number;
  readonly at: Date;
}
