/** A run of letters where it stands on a page; the origin is at the lower left, units are points. */
export interface PlacedText {
  readonly str: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One line of a column. */
export interface PageLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  /** Of its letters. */
  readonly height: number;
}

/** Puts the runs of one page together to lines, in the order in which the page draws them: column by column as a rule. */
export function linesOfPage(items: readonly PlacedText[]): PageLine[] {
  const lines: PageLine[] = [];
  let line: PageLine | null = null;
  for (const item of items) {
    if (item.str === '') continue;
    const isBlank = item.str.trim() === '';
    if (line !== null && isSameLine(line, item)) line = extend(line, item);
    else if (!isBlank) {
      if (line !== null) lines.push(line);
      line = { text: item.str, left: item.x, right: item.x + item.width, y: item.y, height: item.height };
    }
  }
  if (line !== null) lines.push(line);
  return lines.map((one) => ({ ...one, text: one.text.replace(/\s+/g, ' ').trim() }));
}

function isSameLine({ y, right, height }: PageLine, item: PlacedText): boolean {
  const size = Math.max(height, item.height, 1);
  // Raised figures and small capitals sit a little off; a gap as wide as a column is another column.
  return Math.abs(item.y - y) < size * 0.5 && item.x > right - size && item.x - right < size * 3;
}

function extend(line: PageLine, item: PlacedText): PageLine {
  const gap = item.x - line.right;
  const isApart = gap > line.height * 0.15 && !/\s$/.test(line.text) && !/^\s/.test(item.str);
  return {
    ...line,
    text: `${line.text}${isApart ? ' ' : ''}${item.str}`,
    right: Math.max(line.right, item.x + item.width),
    height: Math.max(line.height, item.height),
  };
}
