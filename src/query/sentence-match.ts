import type { Token } from './shelf.ts';
import { stemOf } from './shelf.ts';
import { likeMeanings } from './synonyms.ts';
import { isStopword, type Topic } from './topic.ts';

/** What a term stands for in a question. */
interface Meaning {
  /** Words of the topic, with the weight by which the term stands for them. */
  readonly own: readonly { readonly place: number; readonly weight: number }[];
  /** Words of the topic that mean much the same. */
  readonly alike: readonly number[];
}

/** A question's words by all terms that may stand for them in a sentence. */
export type Meanings = ReadonlyMap<string, Meaning>;

export function meaningsOf({ words, byTerm }: Topic): Meanings {
  const alike = new Map<string, number[]>();
  for (const [place, { folded }] of words.entries()) {
    for (const stem of likeMeanings(stemOf(folded))) {
      const places = alike.get(stem);
      if (places === undefined) alike.set(stem, [place]);
      else places.push(place);
    }
  }
  const terms = new Set([...byTerm.keys(), ...alike.keys()]);
  return new Map([...terms].map((term) => [term, { own: byTerm.get(term) ?? [], alike: alike.get(term) ?? [] }]));
}

/** How the words of a topic stand in one sentence. */
export interface SentenceMatch {
  /** For each word of the topic the best weight with which it stands here. */
  readonly found: Float64Array;
  /** Places of tokens that stand for words of the topic, ascending. */
  readonly places: readonly number[];
  /** The words of the topic that each of them stands for. */
  readonly stands: readonly Meaning['own'][];
  /** Words of the topic for which one of like meaning stands here. */
  readonly alike: Uint8Array;
  /** Tokens that tell something and are no word of the topic. */
  readonly others: number;
}

/** Looks each token of a sentence up once. */
export function matchSentence(tokens: readonly Token[], meanings: Meanings, width: number): SentenceMatch {
  const found = new Float64Array(width);
  const alike = new Uint8Array(width);
  const places: number[] = [];
  const stands: Meaning['own'][] = [];
  let others = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) continue;
    const meaning = meanings.get(token.stem);
    if (meaning === undefined || meaning.own.length === 0) {
      if (!isStopword(token.folded)) others += 1;
    } else {
      places.push(at);
      stands.push(meaning.own);
      for (const { place, weight } of meaning.own) if (weight > (found[place] ?? 0)) found[place] = weight;
    }
    if (meaning !== undefined) for (const place of meaning.alike) alike[place] = 1;
  }
  return { found, places, stands, alike, others };
}
