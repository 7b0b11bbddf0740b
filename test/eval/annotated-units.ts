import { findCredit } from '../../src/text/credit.ts';
import { splitParagraphs } from '../../src/text/paragraphs.ts';
import { findQuotedRuns } from '../../src/text/quote-marks.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { buildUnits, type Unit } from '../../src/text/tokens.ts';
import { mayBeCue } from '../../src/text/trained/labeller.ts';
import { followingQuotation, numberUnit, type UnitNumbers } from '../../src/text/trained/unit-features.ts';
import { endUnclosedRuns } from '../../src/text/unclosed.ts';
import type { AnnotatedArticle, AnnotatedQuote } from './annotated-news.ts';

/** A unit with the chains that were annotated in it, by the token of their cue. */
export interface AnnotatedUnit {
  readonly unit: UnitNumbers;
  readonly chains: ReadonlyMap<number, Uint8Array>;
}

/** Lays the annotations of an article over its units; what does not fit the tokens is left out. */
export function annotatedUnits({ text, quotes }: AnnotatedArticle): AnnotatedUnit[] {
  const units = unitsOf(text);
  const chains = units.map(() => new Map<number, Uint8Array>());
  const groups = new Map<string, AnnotatedQuote[]>();
  for (const quote of quotes) groups.set(quote.group, [...(groups.get(quote.group) ?? []), quote]);
  const numbered = units.map((unit, place) => numberUnit(unit, followingQuotation(unit, units[place + 1])));
  for (const group of groups.values()) {
    const found = layGroup(numbered, group);
    if (found !== null) chains[found.place]?.set(found.cue, found.labels);
  }
  return numbered.map((unit, place) => ({ unit, chains: chains[place] ?? new Map() }));
}

export function unitsOf(text: string): Unit[] {
  const paragraphs = splitParagraphs(text);
  const sentences = splitSentences(text, paragraphs, findCredit(text, paragraphs).cuts);
  return buildUnits(text, sentences, endUnclosedRuns(text, findQuotedRuns(text, paragraphs)));
}

function layGroup(
  units: readonly UnitNumbers[],
  group: readonly AnnotatedQuote[],
): { place: number; cue: number; labels: Uint8Array } | null {
  const first = group[0];
  const cueStart = first?.cue_start;
  if (first === undefined || first.cue === null || typeof cueStart !== 'number') return null;
  const cueEnd = cueStart + first.cue.length;
  const place = units.findIndex(
    ({ tokens, own }) => (tokens[0]?.start ?? 0) <= cueStart && cueStart < (tokens[own - 1]?.end ?? 0),
  );
  const unit = units[place];
  if (unit === undefined) return null;
  const cue = headOf(unit, cueStart, cueEnd);
  if (cue === null) return null;
  const labels = new Uint8Array(unit.tokens.length);
  if (first.speaker_start !== null && first.speaker_text !== null)
    mark(unit, labels, first.speaker_start, first.speaker_start + first.speaker_text.length, 1);
  let laid = 0;
  for (const { quote_start, quote_end } of group) laid += mark(unit, labels, quote_start, quote_end, 2);
  return laid === 0 ? null : { place, cue, labels };
}

/** The word of the cue that reports most often. */
function headOf({ tokens, likely, own }: UnitNumbers, start: number, end: number): number | null {
  let best: number | null = null;
  let most = -1;
  for (let at = 0; at < own; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.start < start || token.start >= end) continue;
    const value = mayBeCue(token, likely[at] ?? 0) ? (token.lower === 'according' ? 20 : (likely[at] ?? 0) + 0.1) : -2;
    if (value > most) {
      most = value;
      best = at;
    }
  }
  return best;
}

/** Marks the tokens within a span; returns how many there are. */
function mark({ tokens }: UnitNumbers, labels: Uint8Array, start: number, end: number, label: number): number {
  let marked = 0;
  for (const [at, token] of tokens.entries()) {
    if (token.start >= end) break;
    if (token.end <= start || token.start < start - 1 || token.end > end + 1) continue;
    if (token.kind === 'sign' && (token.start < start || token.end > end)) continue;
    labels[at] = label;
    marked += 1;
  }
  return marked;
}
