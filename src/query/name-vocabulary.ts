import type { ArchiveReader } from '../model/archive.ts';
import { wordDistance } from '../search/edit-distance.ts';
import { oneSpelling } from '../text/people/name-match.ts';
import type { NearWord } from './directory.ts';

type Kind = 'name' | 'description';

/** Every word of names and descriptions in the archive, for misspelt ones. A scope may see none of what is found. */
export interface NameVocabulary {
  /** Words within so many slips: the shorter first, then by the alphabet, whichever of them came first to the archive. */
  near(word: string, kind: Kind, most: number): readonly NearWord[];
  /** Words of names that begin with the same letter and are a beginning but for one slip. */
  begunLike(beginning: string): readonly string[];
}

/** Words of one length, one behind another, with the letters that each has. */
interface OfLength {
  text: string;
  letters: Uint32Array<ArrayBuffer>;
  count: number;
}

interface Packed {
  readonly byLength: Map<number, OfLength>;
  last: number;
}

/**
 * Reads the words when the first misspelt name is asked for, and from then on only those that are new. Words that went
 * since stay: whoever finds one looks whether anybody bears it.
 */
export function createNameVocabulary(archive: ArchiveReader): NameVocabulary {
  const packed: Readonly<Record<Kind, Packed>> = {
    name: { byLength: new Map(), last: 0 },
    description: { byLength: new Map(), last: 0 },
  };

  function upToDate(kind: Kind): Packed {
    const known = packed[kind];
    const { words, last } = archive.nameWords(kind, known.last);
    for (const word of words) pack(known, oneSpelling(word));
    known.last = last;
    return known;
  }

  return {
    near(word, kind, most) {
      const { byLength } = upToDate(kind);
      const letters = lettersOf(word);
      // Two spellings of one word are one, and a word that went may have come back.
      const found = new Map<string, NearWord>();
      for (let length = word.length - most; length <= word.length + most; length += 1) {
        const list = byLength.get(length);
        for (let place = 0; place < (list?.count ?? 0); place += 1) {
          // A slip takes one letter and brings one.
          if (bitsOf(letters ^ (list?.letters[place] ?? 0)) > 2 * most) continue;
          const candidate = list?.text.slice(place * length, (place + 1) * length) ?? '';
          const distance = wordDistance(word, candidate, most);
          if (distance <= most) found.set(candidate, { word: candidate, distance });
        }
      }
      return [...found.values()].sort(shorterFirst);
    },
    begunLike(beginning) {
      const { byLength } = upToDate('name');
      const found = new Set<string>();
      for (const [length, { text, count }] of byLength) {
        if (length < beginning.length) continue;
        for (let place = 0; place < count; place += 1) {
          if (text.charAt(place * length) !== beginning.charAt(0)) continue;
          const word = text.slice(place * length, (place + 1) * length);
          const isBegun = [-1, 0, 1].some(
            (more) => wordDistance(beginning, word.slice(0, beginning.length + more), 1) <= 1,
          );
          if (isBegun) found.add(word);
        }
      }
      return [...found];
    },
  };
}

function shorterFirst({ word: one }: NearWord, { word: other }: NearWord): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}

function pack({ byLength }: Packed, word: string): void {
  const { length } = word;
  const known = byLength.get(length) ?? { text: '', letters: new Uint32Array(64), count: 0 };
  byLength.set(length, known);
  if (known.count === known.letters.length) {
    const larger = new Uint32Array(2 * known.count);
    larger.set(known.letters);
    known.letters = larger;
  }
  known.letters[known.count] = lettersOf(word);
  known.text += word;
  known.count += 1;
}

/** A bit for each letter of the alphabet that a word has, and one for all other signs. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let place = 0; place < word.length; place += 1) {
    const letter = word.charCodeAt(place) - 97;
    letters |= 1 << (letter >= 0 && letter < 26 ? letter : 26);
  }
  return letters;
}

function bitsOf(letters: number): number {
  let count = 0;
  for (let left = letters; left !== 0; left &= left - 1) count += 1;
  return count;
}
