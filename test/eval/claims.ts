/** A claim made from an annotated quotation, and the verdict that it deserves. */
export interface MadeClaim {
  readonly made:
    | 'unchanged'
    | 'other marks'
    | 'one word changed'
    | 'negation flipped'
    | 'speaker swapped'
    | 'two joined'
    | 'paraphrase only'
    | 'absent';
  readonly quote: string;
  readonly speaker: string;
  readonly right: string;
}

export interface AnnotatedQuotation {
  readonly article: string;
  /** Without marks. */
  readonly words: string;
  readonly speaker: string;
  readonly inMarks: boolean;
}

/** Numbers in [0, 1) that are the same for the same seed. @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const fillers = [
  'purple',
  'harbour',
  'eleven',
  'lanterns',
  'slowly',
  'cathedral',
  'oranges',
  'whistle',
  'granite',
  'umbrella',
];
const auxiliary = /\b(is|are|was|were|will|would|can|could|should|has|have|had|do|does|did)\b(?! not\b)(?!n)/i;

/** Claims of every kind, made from quotations; each random choice comes from `random`. */
export function makeClaims(quotations: readonly AnnotatedQuotation[], random: () => number): MadeClaim[] {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const direct = quotations.filter(({ inMarks, words }) => inMarks && count(words) >= 6 && count(words) <= 40);
  const reported = quotations.filter(({ inMarks, words }) => !inMarks && count(words) >= 7 && count(words) <= 40);
  const claims: MadeClaim[] = [];
  for (const { words, speaker, article } of direct) {
    claims.push({ made: 'unchanged', quote: words, speaker, right: 'exact' });
    claims.push({ made: 'other marks', quote: otherMarks(words), speaker, right: 'exact' });
    claims.push({ made: 'one word changed', quote: oneChanged(words, random), speaker, right: 'close' });
    const flipped = flip(words);
    if (flipped !== null) claims.push({ made: 'negation flipped', quote: flipped, speaker, right: 'close' });
    const stranger = pick(direct.filter((other) => other.speaker !== speaker));
    if (stranger !== undefined) {
      claims.push({ made: 'speaker swapped', quote: words, speaker: stranger.speaker, right: 'said by someone else' });
    }
    const second = pick(direct.filter((other) => other.speaker === speaker && other.article !== article));
    if (second !== undefined) {
      claims.push({ made: 'two joined', quote: `${words} ${second.words}`, speaker, right: 'stitched' });
    }
    claims.push({ made: 'absent', quote: shuffledFillers(random), speaker, right: 'not in this archive' });
  }
  for (const { words, speaker } of reported) {
    claims.push({ made: 'paraphrase only', quote: words, speaker, right: 'reported' });
  }
  return claims;
}

function count(words: string): number {
  return words.split(/\s+/).length;
}

function otherMarks(words: string): string {
  return words
    .toUpperCase()
    .replace(/[,;]/g, '')
    .replace(/’/g, "'")
    .replace(/\s+/g, '  ')
    .replace(/[.!?]$/, '');
}

function oneChanged(words: string, random: () => number): string {
  const parts = words.split(/\s+/);
  const inner = parts.map((_part, place) => place).filter((place) => /^\p{L}{4,}$/u.test(parts[place] ?? ''));
  const place = inner[Math.floor(random() * inner.length)] ?? Math.floor(parts.length / 2);
  parts[place] = fillers[Math.floor(random() * fillers.length)] ?? 'purple';
  return parts.join(' ');
}

/** Takes a "not" out, or puts one behind an auxiliary; `null` where neither can be done. */
function flip(words: string): string | null {
  if (/\bnot\s/i.test(words)) return words.replace(/\bnot\s/i, '');
  return auxiliary.test(words) ? words.replace(auxiliary, '$1 not') : null;
}

function shuffledFillers(random: () => number): string {
  return Array.from({ length: 9 }, () => fillers[Math.floor(random() * fillers.length)] ?? 'purple').join(' ');
}
