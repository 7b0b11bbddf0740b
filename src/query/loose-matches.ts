import type { SentenceMatch } from './sentence-match.ts';
import type { Token } from './shelf.ts';
import type { Topic } from './topic.ts';

/** Missing words for which a word of like meaning stands here. */
export function synonymShare({ words }: Topic, { found, alike }: SentenceMatch, total: number): number {
  let sum = 0;
  for (let place = 0; place < words.length; place += 1) {
    if ((found[place] ?? 0) === 0 && alike[place] === 1) sum += words[place]?.idf ?? 0;
  }
  return sum / total;
}

/** Neighbours of the question that stand within four words of one another here. */
export function pairShare({ words }: Topic, match: SentenceMatch): number {
  if (words.length < 2) return 0;
  const near = new Uint8Array(words.length);
  visitPairs(match, 4, (one, other) => {
    if (other === one + 1) near[one] = 1;
    if (one === other + 1) near[other] = 1;
  });
  return near.reduce((sum, one) => sum + one, 0) / (words.length - 1);
}

/** Neighbours of the question that follow one another here, however far apart. */
export function orderShare({ words }: Topic, match: SentenceMatch): number {
  if (words.length < 2) return 0;
  const follows = new Uint8Array(words.length);
  visitPairs(match, Number.POSITIVE_INFINITY, (one, other) => {
    if (other === one + 1) follows[one] = 1;
  });
  return follows.reduce((sum, one) => sum + one, 0) / (words.length - 1);
}

/** A table that lost its lines may be one sentence of thousands of words. */
const mostPlaces = 120;

/** Calls for each word of the topic and each that stands at most so many tokens behind it. */
function visitPairs({ places, stands }: SentenceMatch, most: number, call: (one: number, other: number) => void): void {
  const count = Math.min(places.length, mostPlaces);
  for (let first = 0; first < count; first += 1) {
    for (let second = first + 1; second < count; second += 1) {
      if ((places[second] ?? 0) - (places[first] ?? 0) > most) break;
      for (const { place: one } of stands[first] ?? [])
        for (const { place: other } of stands[second] ?? []) call(one, other);
    }
  }
}

/** The longest run of words, small ones included, that the question has as well, as a share of the question. */
export function longestRun(asked: readonly string[], tokens: readonly Token[]): number {
  let longest = 0;
  // Lengths of the runs that end at each word of the question; from the last on, since a run goes on from the one before.
  const runs = new Uint8Array(asked.length + 1);
  for (const { stem } of tokens) {
    for (let place = asked.length; place > 0; place -= 1) {
      const length = asked[place - 1] === stem ? (runs[place - 1] ?? 0) + 1 : 0;
      runs[place] = length;
      if (length > longest) longest = length;
    }
  }
  return longest / Math.max(1, asked.length);
}

/** "10,000 students", "three new students". */
export function isCounted(tokens: readonly Token[], counted: string): boolean {
  return tokens.some(
    ({ stem }, place) =>
      stem === counted && tokens.slice(Math.max(0, place - 4), place).some(({ folded }) => isNumberWord(folded)),
  );
}

const numberWords = new Set(
  `two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred hundreds thousand
  thousands million millions billion billions dozen dozens several`.split(/\s+/),
);

export function isNumberWord(folded: string): boolean {
  const first = folded.charCodeAt(0);
  return (first >= 0x30 && first <= 0x39) || numberWords.has(folded);
}

const fewestLetters = 5;

/** Missing words by the longest beginning that a word of the sentence shares with them: forms that stemming does not join. */
export function gradedShare(
  { words }: Topic,
  tokens: readonly Token[],
  { found }: SentenceMatch,
  total: number,
): number {
  let sum = 0;
  for (const [place, { folded, idf }] of words.entries()) {
    if ((found[place] ?? 0) > 0 || folded.length < fewestLetters) continue;
    let longest = 0;
    for (const token of tokens) {
      const other = token.folded;
      if (other.charCodeAt(0) !== folded.charCodeAt(0)) continue;
      let length = 1;
      while (length < folded.length && folded[length] === other[length]) length += 1;
      longest = Math.max(longest, length / Math.max(folded.length, other.length));
    }
    if (longest >= 0.5) sum += idf * longest;
  }
  return sum / total;
}
