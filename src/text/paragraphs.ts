import type { Span } from '../model/span.ts';

/** Wrapped text is narrower than this; a longer line was never wrapped. */
const widestWrap = 100;
const narrowestWrap = 40;

/**
 * Splits a text into trimmed, non-empty paragraphs in reading order.
 * A line is a paragraph, unless its block (lines without a blank one between) was wrapped to a width: then the block is.
 */
export function splitParagraphs(text: string): Span[] {
  const lines = splitLines(text);
  const width = wrapWidth(lines);
  const paragraphs: Span[] = [];
  for (const block of blocksOf(lines)) {
    const first = block.at(0);
    const last = block.at(-1);
    if (first === undefined || last === undefined) continue;
    if (width !== null && isWrapped(text, block, width)) paragraphs.push({ start: first.start, end: last.end });
    else for (const line of block) paragraphs.push({ start: line.start, end: line.end });
  }
  return paragraphs;
}

/** A line without the blanks around it; empty when it is blank. */
type Line = Span;

const breaks = /\r\n?|[\n\u2028\u2029\u0085\f\v]/g;

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  breaks.lastIndex = 0;
  for (let found = breaks.exec(text); found !== null; found = breaks.exec(text)) {
    lines.push(trimSpan(text, { start, end: found.index }));
    start = breaks.lastIndex;
  }
  lines.push(trimSpan(text, { start, end: text.length }));
  return lines;
}

/** The same span without the blanks at both its ends; empty at its start when there is nothing else. */
export function trimSpan(text: string, { start, end }: Span): Span {
  let from = start;
  let to = end;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return { start: from, end: to };
}

/** What `String.prototype.trim` takes away, and the zero-width marks that pages leave behind. */
function isBlank(code: number): boolean {
  return (
    code === 0x20 ||
    (code >= 0x09 && code <= 0x0d) ||
    code === 0xa0 ||
    code === 0x85 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200d) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x2060 ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [[]];
  for (const line of lines) {
    if (line.start === line.end) blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  return blocks.filter((block) => block.length > 0);
}

/** Width that the text may have been wrapped to, or `null` when some line is too long or all are short. */
function wrapWidth(lines: readonly Line[]): number | null {
  let longest = 0;
  for (const { start, end } of lines) longest = Math.max(longest, end - start);
  return longest >= narrowestWrap && longest <= widestWrap ? longest : null;
}

/** Tells whether each line but the last broke because the next word would not have fitted. */
function isWrapped(text: string, block: readonly Line[], width: number): boolean {
  if (block.length < 2) return false;
  let full = 0;
  for (const [place, line] of block.entries()) {
    const next = block[place + 1];
    if (next === undefined) break;
    const word = /^\S*/.exec(text.slice(next.start, Math.min(next.end, next.start + widestWrap)))?.[0] ?? '';
    // Two units of slack: editors differ in whether the blank at the end of a line counts.
    if (line.end - line.start + 1 + word.length > width - 2) full += 1;
  }
  return full >= (block.length - 1) * 0.8;
}
