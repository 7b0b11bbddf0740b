import type { SentenceMatch } from './sentence-match.ts';
import type { Token } from './shelf.ts';
import type { Topic } from './topic.ts';

/** For each word of a topic the weight with which it stands somewhere. */
export type Weights = ArrayLike<number>;

/** Share of a topic's weight that stands somewhere, 0 to 1. */
export function share({ words, totalIdf }: Topic, found: Weights): number {
  if (totalIdf === 0) return 0;
  let sum = 0;
  for (let place = 0; place < words.length; place += 1) sum += (words[place]?.idf ?? 0) * (found[place] ?? 0);
  return sum / totalIdf;
}

/** What stands around a sentence and not in it. */
export function shareBeside({ words, totalIdf }: Topic, around: (word: number) => number, found: Weights): number {
  if (totalIdf === 0) return 0;
  let sum = 0;
  for (let place = 0; place < words.length; place += 1) {
    if ((found[place] ?? 0) === 0) sum += (words[place]?.idf ?? 0) * around(place);
  }
  return sum / totalIdf;
}

export function presence({ words, byTerm }: Topic, stems: ReadonlySet<string>): Float64Array {
  const found = new Float64Array(words.length);
  for (const stem of stems) {
    for (const { place, weight } of byTerm.get(stem) ?? []) if (weight > (found[place] ?? 0)) found[place] = weight;
  }
  return found;
}

/** What stands among the first words of a sentence. */
export function openingWords({ places, stands }: SentenceMatch, width: number): Float64Array {
  const found = new Float64Array(width);
  for (let at = 0; at < stands.length && (places[at] ?? 0) < 6; at += 1) {
    for (const { place, weight } of stands[at] ?? []) if (weight > (found[place] ?? 0)) found[place] = weight;
  }
  return found;
}

export function shareOfPlaces(places: readonly number[], found: Weights): number {
  if (places.length === 0) return 0;
  let sum = 0;
  for (const place of places) sum += found[place] ?? 0;
  return sum / places.length;
}

/** What stands in a sentence in the very form that was typed. */
export function exactShare(
  { words }: Topic,
  tokens: readonly Token[],
  { places, stands }: SentenceMatch,
  total: number,
): number {
  const isExact = new Uint8Array(words.length);
  for (let at = 0; at < stands.length; at += 1) {
    const folded = tokens[places[at] ?? 0]?.folded;
    for (const { place } of stands[at] ?? []) if (words[place]?.folded === folded) isExact[place] = 1;
  }
  let sum = 0;
  for (let place = 0; place < words.length; place += 1) if (isExact[place] === 1) sum += words[place]?.idf ?? 0;
  return sum / total;
}

/** How rare the rarest missing word is, beside the rarest of all. */
export function rarestMissing({ words }: Topic, found: Weights): number {
  let rarest = 0;
  let missing = 0;
  for (let place = 0; place < words.length; place += 1) {
    const idf = words[place]?.idf ?? 0;
    if (idf > rarest) rarest = idf;
    if ((found[place] ?? 0) === 0 && idf > missing) missing = idf;
  }
  return rarest === 0 ? 0 : missing / rarest;
}
