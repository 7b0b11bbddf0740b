/** How sure the trained layer has to be of a report. */
import { findCue } from '../cues.ts';
import { clauseOpeners, prepositions } from '../grammar.ts';
import type { Token } from '../tokens.ts';
import type { Labelled } from './labeller.ts';
import { hasVerb } from './mend.ts';
import { isThing } from './things.ts';
import type { UnitNumbers } from './unit-features.ts';

/** Reports below this probability are left out: found on the training articles, where recall and precision weigh alike. */
export const believed = 0.35;

/** What a report has to be at least where its words say little for it. */
export const surer = 0.8;

/** Words that report in a fifth of their places or less have to be surer: so likely they are right as often as the others. */
const seldom = 2;

/** Tenths of the places in which a word reports, up to which its object is as often a thing that something was done to. */
const doubtful = 6;

/** What a report of a short thing by such a word has to be, and one within another that the rules see too. */
export const likelier = 0.5;
/** Most tokens of a short thing. */
const shortest = 6;

/** Up to here a word reports so seldom that somebody has to do it. */
const rarely = 4;
/** What a report by such a word has to be where nobody does. */
const likely = 0.65;

export function isBelieved(unit: UnitNumbers, { cue, labels, probability }: Labelled): boolean {
  const { tokens } = unit;
  const tenths = unit.likely[cue] ?? 0;
  if (tenths === 0 || tenths > doubtful || probability >= surer) return true;
  if (tokens.some(({ kind }, at) => kind === 'quote' && labels[at] === 2)) return true;
  if (tenths <= seldom) return false;
  const least = Math.max(
    leastOfThing(tokens, cue, labels),
    tenths <= rarely && nobodySpeaks(tokens, cue, labels) ? likely : 0,
  );
  return probability >= least;
}

/**
 * "The board appointed a head", "two towns shared the prize": behind words that report now and then, a thing is less often said
 * than a clause. Of past forms the chain is much too sure in news of other kinds than the annotated.
 */
function leastOfThing(tokens: readonly Token[], cue: number, labels: Labelled['labels']): number {
  if (!isThingSaid(tokens, cue, labels)) return 0;
  if (tokens[cue]?.lower.endsWith('ed') === true) return surer;
  const from = labels.indexOf(2);
  let to = from;
  while (labels[to] === 2) to += 1;
  if (hasVerb(tokens, { from, to })) return 0;
  const form = findCue(tokens[cue]?.lower ?? '')?.form;
  if (form === 'past' || form === 'participle') return surer;
  return to - from <= shortest ? likelier : 0;
}

/** Tells whether what stands behind the cue is opened as no clause is. */
function isThingSaid(tokens: readonly Token[], cue: number, labels: Labelled['labels']): boolean {
  const from = labels.indexOf(2);
  // "The bridge is shut, claims [her agent]": what was said may stand before.
  return from > cue && tokens[cue - 1]?.text !== ',' && !opensClause(tokens[from]?.lower ?? '');
}

function opensClause(word: string): boolean {
  return word === 'to' || word.endsWith('ing') || clauseOpeners.has(word) || prepositions.has(word);
}

/** No speaker, or a thing that does something to another: "phones offer fast links". */
function nobodySpeaks(tokens: readonly Token[], cue: number, labels: Labelled['labels']): boolean {
  const from = labels.indexOf(1);
  if (from < 0) return true;
  let to = from;
  while (labels[to] === 1) to += 1;
  return isThingSaid(tokens, cue, labels) && isThing(tokens, { from, to });
}
