import type { FailureKind, FetchFailure } from '../../model/feeds.ts';

/** Kinds that may well be over at the next try. */
const passing: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'dns',
  'unreachable',
  'time-out',
  'broken-answer',
  'too-often',
  'server-error',
  'stopped',
]);

export function failure(
  kind: FailureKind,
  reason: string,
  more: { readonly status?: number; readonly retryAfter?: string | null; readonly passing?: boolean } = {},
): FetchFailure {
  return {
    kind,
    reason,
    status: more.status ?? null,
    passing: more.passing ?? passing.has(kind),
    retryAfter: more.retryAfter ?? null,
  };
}

/** Carries a failure through code that throws: out of a lookup, or a stream, to the one place that catches it. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: FetchFailure;

  constructor(carried: FetchFailure) {
    super(carried.reason);
    this.failure = carried;
  }
}
