import type { Span } from '../model/span.ts';
import { reportsSpeech } from './cues.ts';
import type { QuotedRun } from './quote-marks.ts';

/** A comma and the words behind it, in which the speaker's clause may stand: ", Lavrov told", ", said the minister". */
const clause = /,\s+((?:[\p{L}.'’-]+\s+){0,6}[\p{L}.'’-]+)/gu;

/** How far into an open run its reporting clause may stand. */
const reach = 2000;

/**
 * Ends runs that lack their closing mark before the clause that names the speaker.
 * A run that the next paragraph goes on with is left as it is.
 */
export function endUnclosedRuns(text: string, runs: readonly QuotedRun[]): QuotedRun[] {
  return runs.map((run, place) => {
    const next = runs.slice(place + 1, place + 4).find(({ nested }) => !nested);
    if (run.closed || run.nested || next?.continues === true) return run;
    const end = reportStart(text, run.inner);
    return end === null ? run : { ...run, end, inner: { start: run.inner.start, end } };
  });
}

/** Place behind the comma before the first reporting clause, or `null`. */
function reportStart(text: string, { start, end }: Span): number | null {
  for (const found of text.slice(start, Math.min(end, start + reach)).matchAll(clause)) {
    const words = (found[1] ?? '').split(/\s+/u);
    const verb = words.findIndex((word) => reportsSpeech(word.replace(/\.$/, '')));
    const speaker = words.slice(0, verb).join(' ');
    const named =
      verb === 0 ||
      /^(?:he|she|they|the)(?:\s|$)/u.test(speaker) ||
      (/\p{Lu}/u.test(speaker) && !/^(?:I|we)\b/u.test(speaker));
    if (verb >= 0 && named) return start + found.index + 1;
  }
  return null;
}
