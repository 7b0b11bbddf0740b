/** How sure the trained layer has to be of a report. */
import { clauseOpeners, prepositions } from '../grammar.ts';
import type { Token } from '../tokens.ts';
import type { Labelled } from './labeller.ts';
import { hasVerb } from './mend.ts';
import type { UnitNumbers } from './unit-features.ts';

/** Reports below this probability are left out: found on the training articles, where recall and precision weigh alike. */
export const believed = 0.35;

/** What a report has to be at least where its words say little for it. */
export const surer = 0.8;

/** Words that report in a fifth of their places or less have to be surer: so likely they are right as often as the others. */
const seldom = 2;

/** Tenths of the places in which a word reports, up to which its object is as often a thing that something was done to. */
const doubtful = 6;

/** What a report of a short thing by such a word has to be. */
const likelier = 0.5;
/** Most tokens of a short thing. */
const shortest = 6;

export function isBelieved(unit: UnitNumbers, { cue, labels, probability }: Labelled): boolean {
  const { likely, tokens } = unit;
  const tenths = likely[cue] ?? 0;
  if (tenths === 0 || tenths > doubtful || probability >= surer) return true;
  if (tokens.some(({ kind }, at) => kind === 'quote' && labels[at] === 2)) return true;
  return tenths > seldom && probability >= leastOf(tokens, cue, labels);
}

/**
 * "The board appointed a head", "two towns shared the prize": behind words that report now and then, a thing is less often said
 * than a clause. Of those in "-ed" the chain is much too sure in news of other kinds than the annotated.
 */
function leastOf(tokens: readonly Token[], cue: number, labels: Labelled['labels']): number {
  const from = labels.indexOf(2);
  // "The bridge is shut, claims [her agent]": what was said may stand before.
  if (tokens[cue - 1]?.text === ',') return 0;
  if (from < cue || opensClause(tokens[from]?.lower ?? '')) return 0;
  if (tokens[cue]?.lower.endsWith('ed') === true) return surer;
  let to = from;
  while (labels[to] === 2) to += 1;
  return to - from <= shortest && !hasVerb(tokens, { from, to }) ? likelier : 0;
}

function opensClause(word: string): boolean {
  return word === 'to' || word.endsWith('ing') || clauseOpeners.has(word) || prepositions.has(word);
}
