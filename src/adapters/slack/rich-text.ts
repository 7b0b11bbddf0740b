import type { RichTextElement, RichTextSection } from '@slack/types';
import { richWords } from './escape.ts';

type Span = readonly [start: number, end: number];
type Style = 'bold' | 'italic' | 'strike';

/** Which words of a text are set how; spans of one style may touch and overlap others. */
export type Styling = Readonly<Partial<Record<Style, readonly Span[]>>>;

/**
 * Elements that show `text` to the letter: nothing in rich text is parsed, so nothing in it can mention, link or
 * format.
 */
export function richText(text: string, styling: Styling = {}): RichTextElement[] {
  const edges = Object.values(styling).flat(2);
  const cuts = [...new Set([0, ...edges, ...mentionCuts(text), text.length])]
    .filter((at) => at >= 0 && at <= text.length)
    .sort((a, b) => a - b);
  return cuts.slice(0, -1).flatMap((start, place) => {
    const words = richWords(text.slice(start, cuts[place + 1]));
    return words === '' ? [] : [styled(words, styleAt(start, styling))];
  });
}

/** Each makes the message longer: a text that is full of them stays as it is after so many. */
const mostCuts = 20;

export function section(...elements: readonly RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements: [...elements] };
}

function styled(text: string, style: Partial<Record<Style, true>>): RichTextElement {
  return Object.keys(style).length === 0 ? { type: 'text', text } : { type: 'text', text, style };
}

function styleAt(at: number, styling: Styling): Partial<Record<Style, true>> {
  const holds = (spans: readonly Span[] | undefined) => spans?.some(([start, end]) => at >= start && at < end) ?? false;
  return {
    ...(holds(styling.bold) && { bold: true }),
    ...(holds(styling.italic) && { italic: true }),
    ...(holds(styling.strike) && { strike: true }),
  };
}

/**
 * Words such as `<!channel>` are inert in rich text, but whoever makes plain text of a message again (exports,
 * bridges, notifications) may not know. Cut in two elements they never stand in one string, and read the same.
 */
function mentionCuts(text: string): number[] {
  return [...text.matchAll(/<(?=[!@#])/g)].slice(0, mostCuts).map(({ index }) => index + 1);
}

/** The places outside of `spans`. */
export function outside(spans: readonly Span[], length: number): Span[] {
  const gaps: Span[] = [];
  let at = 0;
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (start > at) gaps.push([at, start]);
    at = Math.max(at, end);
  }
  if (at < length) gaps.push([at, length]);
  return gaps;
}
