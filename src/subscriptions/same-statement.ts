/** The words without marks and case, one blank between. */
export function normalWords(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/(?<=\p{L})[’'](?=\p{L})/gu, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** Of so few words it cannot be told whether they are the same statement cut short. */
const fewestCut = 5;
const nearlySame = 0.8;

/** Tells whether two statements, as `normalWords` gives them, are one: as it is, cut short, or slightly edited. */
export function isSameStatement(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  const words = short.split(' ');
  if (words.length < fewestCut) return false;
  return ` ${long} `.includes(` ${short} `) || shared(words, long.split(' ')) >= nearlySame;
}

/** Part of all words that both have. */
function shared(some: readonly string[], others: readonly string[]): number {
  const one = new Set(some);
  const other = new Set(others);
  const both = [...one].filter((word) => other.has(word)).length;
  return both / (one.size + other.size - both);
}
