import type { Period } from './period.ts';

/** What a ready question asks for. */
export interface ReadyQuestion {
  readonly speaker?: string | null;
  readonly about?: string | null;
  readonly period?: Period;
  readonly outlet?: string | null;
}

/** Words that are understood as just this: what an offer asks when it is pressed. */
export function readyQuestion({ speaker, about, period, outlet }: ReadyQuestion): string {
  const topic = about ? ` about ${about}` : '';
  const bounds = `${period === undefined ? '' : periodWords(period)}${outlet ? ` outlet:"${outlet}"` : ''}`;
  if (!speaker) return about ? `who talked about ${about}${bounds}` : `what was said${bounds}`;
  return `what did ${speaker} say${topic}${bounds}`;
}

function periodWords({ from, to }: Period): string {
  if (from !== undefined && to !== undefined) return from === to ? ` on ${from}` : ` between ${from} and ${to}`;
  if (from !== undefined) return ` since ${from}`;
  return to === undefined ? '' : ` until ${to}`;
}

/** Sentences that mention all of these, whoever says them. */
export function mentionsQuestion(names: readonly string[]): string {
  return `mentions of ${names.join(' and ')}`;
}
