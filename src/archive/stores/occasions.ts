import type { Settled } from '../../model/stores.ts';
import type { FailedOccasions, Occasion, OccasionOutcome } from '../../model/subscriptions.ts';
import { integer, integerOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Connection } from '../connection.ts';

export function occasionFrom(row: Row): Occasion {
  return {
    number: integer(row.number),
    due: new Date(integer(row.due)),
    at: new Date(integer(row.at)),
    outcome: text(row.outcome) as OccasionOutcome,
    why: textOrNull(row.why),
  };
}

/** Notes with the occasion what became of its delivery. Part of the transaction that settles the delivery. */
export function noteSettled(connection: Connection, delivery: string, outcome: Settled, now: Date): void {
  if (outcome.kind === 'open') return;
  connection
    .prepare('UPDATE occasions SET outcome = ?, why = ?, at = ? WHERE delivery = ?')
    .run(outcomeOf(outcome), outcome.kind === 'sent' ? null : outcome.why, now.getTime(), delivery);
}

function outcomeOf(outcome: Exclude<Settled, { kind: 'open' }>): OccasionOutcome {
  if (outcome.kind === 'sent') return 'delivered';
  if (outcome.kind === 'unknown') return 'unknown';
  if (outcome.kind === 'failed') return outcome.cause ?? 'failed';
  return /\b429\b|rate.?limited/i.test(outcome.why) ? 'rate limited' : 'retried';
}

export function createFailedOccasions(connection: Connection): FailedOccasions {
  return {
    list() {
      return connection
        .read('read what failed of', () =>
          connection
            .prepare(`
              SELECT number, digest, follow, outcome, why FROM occasions
              WHERE outcome IN ('no permission', 'channel gone') AND settled = 0 ORDER BY number`)
            .all(),
        )
        .map((row) => ({
          occasion: integer(row.number),
          kind: row.digest === null ? ('follow' as const) : ('digest' as const),
          id: integerOrNull(row.digest ?? null) ?? integer(row.follow),
          outcome: text(row.outcome) as OccasionOutcome,
          why: textOrNull(row.why),
        }));
    },
    settle(occasion) {
      connection.write('note what failed in', () =>
        connection.prepare('UPDATE occasions SET settled = 1 WHERE number = ?').run(occasion),
      );
    },
  };
}
