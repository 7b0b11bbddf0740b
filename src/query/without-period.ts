import type { Nearest } from '../model/findings.ts';
import { readyQuestion } from './ask-again.ts';
import type { Finding } from './finding.ts';
import { dayOf, type Period } from './period.ts';
import type { Asked } from './understand.ts';

export function isBounded({ from, to }: Period): boolean {
  return from !== undefined || to !== undefined;
}

/** The same question without its period, when that finds something: within which days, or that it has none. */
export function offersWithoutPeriod(asked: Asked, findUnbounded: () => Finding, zone: string): Nearest[] {
  const { kind, references } = findUnbounded();
  if (kind === 'nothing' || kind === 'choice' || references.length === 0) return [];
  const days = references.flatMap(({ published }) => dayOf(published, zone) ?? []).sort();
  const question = questionOf(asked);
  const [from] = days;
  const to = days.at(-1);
  const offers: Nearest[] = [];
  if (from !== undefined && to !== undefined) offers.push({ kind: 'period', from, to, question });
  else offers.push({ kind: 'undated', count: references.length, question });
  return offers;
}

function questionOf({ intent, speakers, about, quote, outlet }: Asked): string {
  const names = speakers.map(({ typed, found }) => (found.kind === 'one' ? found.who.name : typed));
  if (intent === 'statements') return readyQuestion({ speaker: names.join(' and ') || null, about, outlet });
  const bounds = outlet === null ? '' : ` outlet:"${outlet}"`;
  if (intent === 'who said' && quote !== null) return `who said "${quote}"${bounds}`;
  return intent === 'passages' ? `mentions of ${about ?? ''}${bounds}` : `${about ?? ''}${bounds}`;
}
