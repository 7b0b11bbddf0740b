import type { Span } from '../model/span.ts';
import { splitParagraphs } from '../text/paragraphs.ts';
import { findQuotedRuns } from '../text/quote-marks.ts';
import { endUnclosedRuns } from '../text/unclosed.ts';
import type { Shelved } from './shelf.ts';

const known = new WeakMap<Shelved, readonly Span[]>();

/** Words that stand in quotation marks anywhere in an article, whether or not anybody is said to have said them. */
function markedWords(shelved: Shelved): readonly Span[] {
  const before = known.get(shelved);
  if (before !== undefined) return before;
  const { text } = shelved.article;
  const spans = endUnclosedRuns(text, findQuotedRuns(text, splitParagraphs(text))).map(({ inner }) => inner);
  known.set(shelved, spans);
  return spans;
}

/** Tells whether one stretch in marks holds all of these words. */
export function areInMarks(words: readonly Span[], shelved: Shelved): boolean {
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return false;
  return markedWords(shelved).some(({ start, end }) => start <= first.start && last.end <= end);
}
