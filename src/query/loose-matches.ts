import { stemOf, type Token } from './shelf.ts';
import { meaningsOf } from './synonyms.ts';
import type { Topic } from './topic.ts';

/** Missing words for which a word of like meaning stands here. */
export function synonymShare(topic: Topic, tokens: readonly Token[], found: readonly number[], total: number): number {
  const meanings = new Set<number>();
  for (const { stem } of tokens) for (const meaning of meaningsOf(stem)) meanings.add(meaning);
  let sum = 0;
  for (const [place, { folded, idf }] of topic.words.entries()) {
    if ((found[place] ?? 0) > 0) continue;
    const own = meaningsOf(stemOf(folded));
    if ([...own].some((meaning) => meanings.has(meaning))) sum += idf;
  }
  return sum / total;
}

/** Neighbours of the question that stand within four words of one another here. */
export function pairShare(topic: Topic, tokens: readonly Token[]): number {
  if (topic.words.length < 2) return 0;
  const positions = topic.words.map((): number[] => []);
  for (const [position, { stem }] of tokens.entries()) {
    for (const { place } of topic.byTerm.get(stem) ?? []) positions[place]?.push(position);
  }
  let near = 0;
  for (let place = 0; place + 1 < positions.length; place += 1) {
    const isNear = positions[place]?.some((one) => positions[place + 1]?.some((other) => Math.abs(one - other) <= 4));
    if (isNear) near += 1;
  }
  return near / (positions.length - 1);
}

/** "10,000 students", "three new students". */
export function isCounted(tokens: readonly Token[], counted: string): boolean {
  return tokens.some(
    ({ stem }, place) =>
      stem === counted && tokens.slice(Math.max(0, place - 4), place).some(({ folded }) => isNumberWord(folded)),
  );
}

function isNumberWord(folded: string): boolean {
  return (
    /^\d/.test(folded) ||
    /^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?|billions?|dozens?|several)$/.test(
      folded,
    )
  );
}

/** Missing words by the longest beginning that a word of the sentence shares with them. */
export function gradedShare(topic: Topic, tokens: readonly Token[], found: readonly number[], total: number): number {
  let sum = 0;
  for (const [place, { folded, idf }] of topic.words.entries()) {
    if ((found[place] ?? 0) > 0 || folded.length < 5) continue;
    let longest = 0;
    for (const token of tokens) {
      let length = 0;
      while (length < folded.length && folded[length] === token.folded[length]) length += 1;
      longest = Math.max(longest, length / Math.max(folded.length, token.folded.length));
    }
    if (longest >= 0.5) sum += idf * longest;
  }
  return sum / total;
}
