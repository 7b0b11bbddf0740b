import type { Span } from '../model/span.ts';
import { findSingleRuns } from './single-marks.ts';

/** Words in quotation marks, as the marks alone show it: speech, title or scare quote is not decided here. */
export interface QuotedRun extends Span {
  /** The words without the marks. */
  readonly inner: Span;
  readonly paragraph: number;
  /** Inside another run. */
  readonly nested: boolean;
  /** `false` when its paragraph, or another opening mark, ended it. */
  readonly closed: boolean;
  /** The run before it was left open and this one, in the next paragraph, goes on with it. */
  readonly continues: boolean;
}

/** A double mark and what stands around it. */
interface Mark extends Span {
  readonly glyph: 'opening' | 'closing' | 'either';
  readonly text: string;
  /** A blank, bracket or dash before and none behind. */
  readonly looksOpening: boolean;
  /** A blank, stop or dash behind and none before. */
  readonly looksClosing: boolean;
  readonly afterNumber: boolean;
}

interface Open {
  readonly mark: Mark;
  readonly nested: boolean;
}

const doubleMarks = /["“”„‟«»″‶＂〝〞]|''|``|‘‘|’’|,,(?=\p{L})/gu;
const openingGlyphs = new Set(['“', '„', '«', '〝', '``', '‘‘', ',,']);
const closingGlyphs = new Set(['”', '»', '〞', '’’']);

/** Finds the words in marks, paragraph by paragraph, in reading order; nested runs follow the run they stand in. */
export function findQuotedRuns(text: string, paragraphs: readonly Span[]): QuotedRun[] {
  const runs: QuotedRun[] = [];
  let leftOpen = false;
  for (const [paragraph, span] of paragraphs.entries()) {
    const doubles = findDoubleRuns(text, span, paragraph, leftOpen);
    leftOpen = doubles.some(({ closed, nested, end }) => !closed && !nested && end === span.end);
    runs.push(...withSingles(text, span, paragraph, doubles));
  }
  return runs;
}

function withSingles(text: string, span: Span, paragraph: number, doubles: readonly QuotedRun[]): readonly QuotedRun[] {
  const singles = findSingleRuns(text, span, doubles).map(
    (single): QuotedRun => ({
      ...single,
      inner: { start: single.start + 1, end: single.end - 1 },
      paragraph,
      nested: single.nested,
      closed: true,
      continues: false,
    }),
  );
  if (singles.length === 0) return doubles;
  const merged = [...doubles, ...singles].sort((a, b) => a.start - b.start || b.end - a.end);
  let outerEnd = -1;
  return merged.map((run) => {
    const nested = run.nested || run.start < outerEnd;
    if (!nested) outerEnd = run.end;
    return nested === run.nested ? run : { ...run, nested };
  });
}

function findMarks(text: string, { start, end }: Span): Mark[] {
  const marks: Mark[] = [];
  const piece = text.slice(start, end);
  // `matchAll` copies the pattern for each paragraph, which costs as much as the search.
  doubleMarks.lastIndex = 0;
  for (let found = doubleMarks.exec(piece); found !== null; found = doubleMarks.exec(piece)) {
    const at = start + found.index;
    const behind = at + found[0].length;
    const before = at === start ? ' ' : text.charAt(at - 1);
    const after = behind === end ? ' ' : text.charAt(behind);
    const blankBefore = /[\s([{/—–-]/u.test(before) || (isMark(before) && isOpeningContext(text, at - 1, start));
    const blankAfter = /[\s)\]}.,;:!?…/—–-]/u.test(after) || isMark(after);
    marks.push({
      start: at,
      end: behind,
      text: found[0],
      glyph: openingGlyphs.has(found[0]) ? 'opening' : closingGlyphs.has(found[0]) ? 'closing' : 'either',
      looksOpening: blankBefore && !(blankAfter && !/[.…—–-]/u.test(after)),
      looksClosing: !blankBefore && blankAfter,
      afterNumber: /\p{N}/u.test(before),
    });
  }
  return marks;
}

function isMark(sign: string): boolean {
  return /["“”„«»″'‘’]/u.test(sign);
}

function isOpeningContext(text: string, at: number, start: number): boolean {
  return at === start || /[\s([{/—–-]/u.test(text.charAt(at - 1));
}

function findDoubleRuns(text: string, span: Span, paragraph: number, leftOpen: boolean): QuotedRun[] {
  const marks = findMarks(text, span);
  const runs: QuotedRun[] = [];
  if (marks.length === 0) return runs;
  const stack: Open[] = [];
  const close = (innerEnd: number, end: number, closed: boolean): void => {
    const open = stack.pop();
    if (open === undefined) return;
    const continues = leftOpen && open.mark.start === span.start;
    const inner = { start: open.mark.end, end: Math.max(open.mark.end, innerEnd) };
    runs.push({ start: open.mark.start, end, inner, paragraph, nested: open.nested, closed, continues });
  };
  for (const [place, mark] of marks.entries()) {
    const open = stack.at(-1);
    switch (judge(mark, open?.mark, marks[place + 1], marks[place + 2])) {
      case 'open':
        stack.push({ mark, nested: stack.length > 0 });
        break;
      case 'restart': {
        const end = trimEnd(text, mark.start);
        while (stack.length > 0) close(end, end, false);
        stack.push({ mark, nested: false });
        break;
      }
      case 'close':
        if (open !== undefined) close(mark.start, mark.end, true);
        else if (leftOpen && runs.length === 0) runs.push(carriedOver(mark, span, paragraph));
        break;
      case 'none':
        break;
    }
  }
  while (stack.length > 0) close(span.end, span.end, false);
  return runs.filter(({ inner }) => /[\p{L}\p{N}]/u.test(text.slice(inner.start, inner.end))).sort(byStart);
}

/** The paragraph before was left open and this one closes without having opened. */
function carriedOver(mark: Mark, { start }: Span, paragraph: number): QuotedRun {
  const inner = { start, end: mark.start };
  return { start, end: mark.end, inner, paragraph, nested: false, closed: true, continues: true };
}

type Judgement = 'open' | 'close' | 'restart' | 'none';

function judge(mark: Mark, open: Mark | undefined, next: Mark | undefined, second: Mark | undefined): Judgement {
  if (open === undefined) {
    if (mark.glyph === 'closing') return mark.looksOpening ? 'open' : 'close';
    if (mark.looksClosing) return isInches(mark) || mark.glyph === 'opening' ? 'none' : 'close';
    return 'open';
  }
  if (mark.glyph === 'closing') return 'close';
  if (mark.text === '“' && open.text === '„') return 'close';
  if (mark.text === '«' && open.text === '»') return 'close';
  const opens = mark.glyph === 'opening' ? !mark.looksClosing : mark.looksOpening;
  if (opens) return next?.looksClosing === true && second?.looksClosing === true ? 'open' : 'restart';
  // A run that a later mark closes anyway may hold a measure: "a 12" pipe".
  if (isInches(mark) && next?.looksClosing === true && !next.afterNumber) return 'none';
  return 'close';
}

function isInches(mark: Mark): boolean {
  return mark.glyph === 'either' && mark.afterNumber && mark.text !== "''";
}

function trimEnd(text: string, end: number): number {
  let to = end;
  while (to > 0 && /\s/u.test(text.charAt(to - 1))) to -= 1;
  return to;
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end;
}
