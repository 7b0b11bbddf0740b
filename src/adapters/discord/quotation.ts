import type { Span } from '../../model/span.ts';
import { bold, closeDirections, escapeLine, settleUnits } from './escape.ts';
import { greatest } from './fit.ts';

/** A block quotation, and how much of the words it leaves out. */
export interface Quotation {
  readonly text: string;
  /** Characters behind the cut, blanks at its edge not counted; 0 when all words are shown. */
  readonly missing: number;
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Draws exact words as a block quotation, `strong` spans of them bold. */
function blockQuotation(words: string, strong: readonly Span[], end = words.length): string {
  const settled = settleUnits(words.slice(0, end));
  const lines: string[] = [];
  let start = 0;
  for (const line of settled.split('\n')) {
    if (line.trim() !== '') lines.push(`> ${drawLine(line, start, strong)}`);
    start += line.length + 1;
  }
  return lines.join('\n');
}

/**
 * Draws as many of the words as fit, up to the end of a sentence, else of a word.
 *
 * @param longest of the result, markup included; at least 20
 */
export function quotationWithin(words: string, strong: readonly Span[], longest: number): Quotation {
  const whole = blockQuotation(words, strong);
  if (whole.length <= longest) return { text: whole, missing: 0 };
  const fits = (end: number) => blockQuotation(words, strong, end).length <= longest;
  // Markup never makes words shorter, save blank lines: what lies far beyond the limit need not be looked at.
  const near = words.slice(0, longest * 8);
  const bySentence = lastThatFits(ends(sentences.segment(near)), fits);
  const byWord = lastThatFits(
    [...near.matchAll(/\S(?=\s)/g)].map(({ index }) => index + 1),
    fits,
  );
  // The end of a sentence is worth a third of the room, not more.
  const end =
    bySentence >= byWord * 0.66 && bySentence > 0
      ? bySentence
      : byWord || lastThatFits(ends(graphemes.segment(near)), fits);
  return { text: blockQuotation(words, strong, end), missing: words.slice(end).trim().length };
}

function ends(segments: Intl.Segments): number[] {
  return [...segments].map(({ segment, index }) => index + segment.trimEnd().length);
}

/** The last of ascending places that fits, 0 when none does. */
function lastThatFits(places: readonly number[], fits: (end: number) => boolean): number {
  return places[greatest(places.length, (count) => fits(places[count - 1] ?? 0)) - 1] ?? 0;
}

function drawLine(line: string, start: number, strong: readonly Span[]): string {
  const indent = line.length - line.trimStart().length;
  const from = start + indent;
  const words = line.trim();
  let drawn = '';
  let at = 0;
  for (const span of spansWithin(strong, from, from + words.length)) {
    drawn += escapeLine(words.slice(at, span.start)) + bold(escapeLine(words.slice(span.start, span.end)));
    at = span.end;
  }
  return drawn + escapeLine(words.slice(at)) + closeDirections(words);
}

/** Spans cut to `[start, end)`, counted from `start`, in order, those that touch made one. */
function spansWithin(spans: readonly Span[], start: number, end: number): Span[] {
  const cut = spans
    .map((span) => ({ start: Math.max(span.start, start) - start, end: Math.min(span.end, end) - start }))
    .filter((span) => span.start < span.end)
    .sort((a, b) => a.start - b.start);
  const joined: Span[] = [];
  for (const span of cut) {
    const previous = joined.at(-1);
    if (previous !== undefined && span.start <= previous.end) {
      joined[joined.length - 1] = { start: previous.start, end: Math.max(previous.end, span.end) };
    } else {
      joined.push(span);
    }
  }
  return joined;
}
