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

/**
 * Tells whether two statements, as `normalWords` gives them, are one: as it is, or cut short. One word more or less in
 * between is another statement, since that word may be "not".
 */
export function isSameStatement(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.split(' ').length < fewestCut) return false;
  return ` ${long} `.includes(` ${short} `);
}
