import type { PageLine } from './pdf-lines.ts';

/** Puts the lines of all pages together to paragraphs. */
export function joinLines(pages: readonly (readonly PageLine[])[]): string[] {
  const kept = withoutFurniture(pages);
  const words = wordsOf(kept.flat());
  const paragraphs: string[] = [];
  let previous: PageLine | null = null;
  for (const page of kept) {
    const leading = usualLeading(page);
    for (const [index, line] of page.entries()) {
      const next = page[index + 1] ?? null;
      const before = paragraphs.at(-1);
      if (before === undefined || previous === null || startsParagraph(previous, line, next, leading)) {
        paragraphs.push(line.text);
      } else paragraphs[paragraphs.length - 1] = joinHyphen(before, line.text, words);
      previous = line;
    }
  }
  return paragraphs;
}

/** Pages that a line has to stand on, at the edge, to be a header or a footer. */
const recurring = 3;

/** Leaves out running headers, footers and page numbers: first and last lines that recur, figures aside. */
function withoutFurniture(pages: readonly (readonly PageLine[])[]): PageLine[][] {
  const seen = new Map<string, number>();
  const edges = (page: readonly PageLine[]) => new Set([...page.slice(0, 2), ...page.slice(-2)]);
  for (const page of pages) {
    for (const shape of new Set([...edges(page)].map(shapeOf))) seen.set(shape, (seen.get(shape) ?? 0) + 1);
  }
  const isFurniture = (line: PageLine) => (seen.get(shapeOf(line)) ?? 0) >= recurring;
  return pages.map((page) => {
    const edge = edges(page);
    return page.filter((line) => !(edge.has(line) && isFurniture(line)));
  });
}

function shapeOf({ text, y }: PageLine): string {
  return `${Math.round(y / 4)} ${text.replace(/\d+/g, '#')}`;
}

/** Distance between lines of one paragraph, in points: the middle one of the page. */
function usualLeading(page: readonly PageLine[]): number {
  const steps = page.slice(1).map((line, index) => (page[index]?.y ?? 0) - line.y);
  const down = steps.filter((step) => step > 0).sort((one, other) => one - other);
  return down[Math.floor(down.length / 2)] ?? 0;
}

const sentenceEnd = /[.!?:…]["'”’»)\]]*$/;

function startsParagraph(previous: PageLine, line: PageLine, next: PageLine | null, leading: number): boolean {
  const step = previous.y - line.y;
  const size = Math.max(line.height, 1);
  // A new page or column goes on with the sentence that the last one broke off.
  if (step <= 0) return sentenceEnd.test(previous.text);
  if (Math.abs(line.height - previous.height) > size * 0.15) return true;
  if (step > leading * 1.35) return true;
  const isIndented = next !== null && line.left - next.left > size * 0.6 && line.left - previous.left > size * 0.6;
  const isShortBefore = previous.right < Math.max(line.right, next?.right ?? 0) - size * 6;
  return isIndented || (isShortBefore && sentenceEnd.test(previous.text));
}

/**
 * Joins two lines. Whether a hyphen at the end of a line belongs to the word is told by the rest of the document; where
 * it is silent, the hyphen was set by the printer.
 */
function joinHyphen(before: string, line: string, words: ReadonlySet<string>): string {
  if (before.endsWith('\u00ad')) return before.slice(0, -1) + line;
  const head = /(\p{L}+)-$/u.exec(before.slice(-60))?.[1];
  const tail = /^\p{Ll}+/u.exec(line)?.[0];
  if (head === undefined || tail === undefined) return `${before} ${line}`;
  const isWithHyphen = words.has(`${head}-${tail}`.toLowerCase()) && !words.has(`${head}${tail}`.toLowerCase());
  return isWithHyphen ? before + line : before.slice(0, -1) + line;
}

/** Words that stand within lines, hyphens included. */
function wordsOf(lines: readonly PageLine[]): ReadonlySet<string> {
  const words = lines.flatMap(({ text }) => text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*(?!-?$)/gu) ?? []);
  return new Set(words);
}
