const longestRun = 40;
const longestPart = 20;

const wordsOfTwoLetters = new Set(
  'am an as at be by do go he if in is it me my no of oh ok on or so to un up us we eu uk'.split(' '),
);

/** A short part may be there by chance: initials, abbreviations, slips. */
function isPart(part: string, frequency: number): boolean {
  if (part.length < 3) return wordsOfTwoLetters.has(part) && frequency > 1;
  return frequency >= (part.length < 4 ? 2 : 1);
}

/**
 * Cuts a run of letters into words that the archive knows: "whatdidrubiosay".
 *
 * @param frequency sentences that hold a word
 * @returns the likeliest words, or `null` when the run cannot be cut into known ones
 */
export function splitRun(run: string, frequency: (word: string) => number, sentences: number): string[] | null {
  if (run.length < 5 || run.length > longestRun || !/^\p{L}+$/u.test(run)) return null;
  /** Best sum of logarithms up to each place, and where its last word begins. */
  const best: number[] = [0];
  const from: number[] = [0];
  for (let end = 1; end <= run.length; end++) {
    best[end] = Number.NEGATIVE_INFINITY;
    for (let start = Math.max(0, end - longestPart); start < end - 1; start++) {
      const before = best[start] ?? Number.NEGATIVE_INFINITY;
      if (before === Number.NEGATIVE_INFINITY) continue;
      const part = run.slice(start, end);
      const found = frequency(part);
      if (!isPart(part, found)) continue;
      // Each part costs something more than its rarity: of two readings the one with fewer cuts.
      const sum = before + Math.log(found / (sentences + 1)) - 1;
      if (sum > (best[end] ?? 0)) {
        best[end] = sum;
        from[end] = start;
      }
    }
  }
  if (best[run.length] === Number.NEGATIVE_INFINITY) return null;
  const parts: string[] = [];
  for (let end = run.length; end > 0; end = from[end] ?? 0) parts.unshift(run.slice(from[end], end));
  return parts.length > 1 ? parts : null;
}
