import type { QuotationChange } from '../model/sources.ts';

/** A quotation of one version. */
export interface Quoted {
  /** As it is told, with "…" where the attribution splits it. */
  readonly words: string;
  /** What stands in marks, piece by piece. */
  readonly pieces: readonly string[];
  readonly speaker: string | null;
}

/** Shorter ones ("historic", "a disgrace") come and go with the sentence around them. */
const FEWEST_WORDS = 3;
/** Share of the words that two wordings of one quotation have in common, in order. */
const LEAST_ALIKE = 0.5;

function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}'’]+/u)
    .map((word) => word.replace(/^['’]+|['’]+$/g, '').replaceAll('’', "'"))
    .filter((word) => word !== '');
}

/**
 * Tells which quotations of an earlier text are no longer there, and which stand there in other words. A quotation that
 * is still there word for word is unchanged wherever it stands, also as part of a longer one.
 *
 * @param later the whole later text, in which the words are looked for
 */
export function changedQuotations(
  before: readonly Quoted[],
  after: readonly Quoted[],
  later: string,
): QuotationChange[] {
  const text = ` ${wordsOf(later).join(' ')} `;
  const stands = ({ pieces }: Quoted) => pieces.every((piece) => text.includes(` ${wordsOf(piece).join(' ')} `));
  const earlier = before.map((quoted) => ({ quoted, words: wordsOf(quoted.words) }));
  const known = new Set(earlier.map(({ words }) => words.join(' ')));
  const lost = earlier.filter(
    ({ quoted, words }, place) =>
      words.length >= FEWEST_WORDS &&
      !stands(quoted) &&
      earlier.findIndex((other) => other.words.join(' ') === words.join(' ')) === place,
  );
  const candidates = after
    .map((quoted) => ({ quoted, words: wordsOf(quoted.words) }))
    .filter(({ words }) => !known.has(words.join(' ')));
  return lost.map(({ quoted, words }) => {
    const [best] = candidates
      .map((candidate) => ({ candidate, alike: alikeness(words, candidate.words) }))
      .sort((a, b) => b.alike - a.alike);
    if (best === undefined || best.alike < LEAST_ALIKE) {
      return { kind: 'vanished', before: quoted.words, speaker: quoted.speaker };
    }
    candidates.splice(candidates.indexOf(best.candidate), 1);
    return { kind: 'changed', before: quoted.words, after: best.candidate.quoted.words, speaker: quoted.speaker };
  });
}

const mostCompared = 400;

/** Longest common run of words in order, gaps allowed, of the mean length: 1 for the same words. */
function alikeness(one: readonly string[], other: readonly string[]): number {
  const [a, b] = [one.slice(0, mostCompared), other.slice(0, mostCompared)];
  if (a.length === 0 || b.length === 0) return 0;
  let row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (let place = 1; place <= b.length; place++) {
      const kept = Math.max(row[place] ?? 0, next[place - 1] ?? 0);
      next.push(word === b[place - 1] ? (row[place - 1] ?? 0) + 1 : kept);
    }
    row = next;
  }
  return (2 * (row[b.length] ?? 0)) / (a.length + b.length);
}
