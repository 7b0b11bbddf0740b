import { stemWord } from '../search/stem.ts';

/** A folded word and its term, the same object each time it is met. */
interface KnownWord {
  readonly folded: string;
  readonly stem: string;
}

/**
 * Places for words met lately, a power of two: news has some 30,000 words that come up again and again. Two beside each
 * other serve the same words, the one met last first, so that two words do not drive each other out.
 */
const slots: (KnownWord | undefined)[] = new Array<KnownWord | undefined>(0x10000).fill(undefined);

/**
 * A word of a text as strings. Making them, and stemming, costs several times what reading the word does, so that what
 * was met lately is told again; of what has the same place the oldest gives way.
 *
 * @param units folded, from `from` up to `to`
 * @param hash of those units
 */
export function knownWord(units: Uint16Array, from: number, to: number, hash: number): KnownWord {
  const slot = hash & (slots.length - 1);
  const known = slots[slot];
  if (known !== undefined && isWritten(known.folded, units, from, to)) return known;
  const beside = slots[slot ^ 1];
  if (beside !== undefined && isWritten(beside.folded, units, from, to)) return beside;
  slots[slot ^ 1] = known;
  const folded = String.fromCharCode(...units.subarray(from, to));
  const word = { folded, stem: stemWord(folded) };
  slots[slot] = word;
  return word;
}

function isWritten(word: string, units: Uint16Array, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let place = 0; place < word.length; place += 1) {
    if (word.charCodeAt(place) !== units[from + place]) return false;
  }
  return true;
}
