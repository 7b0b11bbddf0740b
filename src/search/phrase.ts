import type { VersionRow } from '../model/archive.ts';
import type { QueryWord, SentenceIndex } from '../model/search.ts';
import { analyse, SHAPE } from './analyse.ts';
import { stemWord } from './stem.ts';

/** A sentence of the archive, by its place. */
export interface SentencePlace {
  readonly row: VersionRow;
  readonly sentence: number;
}

/** Neighbouring sentences of one article that hold words of a quotation in its own order. */
export interface QuotationPlace {
  readonly row: VersionRow;
  /** Sentences from `first` to `last`, both included. */
  readonly first: number;
  readonly last: number;
  /** Words of the quotation that stand here in a row with their neighbours. */
  readonly covered: number;
  /** Words of the quotation in all, as far as it was read. */
  readonly words: number;
}

export interface QuotationSearch {
  readonly limit: number;
  readonly allows?: (row: VersionRow) => boolean;
  /** Texts of sentences in the order of `places`; `null` for one that is gone. Asked once. */
  readonly textsOf: (places: readonly SentencePlace[]) => readonly (string | null)[];
}

/** A quotation may be a whole speech, and costs no more than this. */
const mostWords = 480;
/** A window is a short sentence long, and windows overlap: the archive may cut its sentences anywhere. */
const windowWords = 12;
const windowStep = 6;
/** The rarest words of a window find it; common ones would only cost. */
const wordsAsked = 8;
const hitsPerWindow = 30;
const mostSentences = 400;
/** Shorter runs of words stand in many sentences by chance. */
const shingleWords = 3;

/**
 * Finds where the words of a quotation stand, also when it runs over several sentences or is put together from several
 * articles. Case, accents, blanks and kinds of marks do not matter; whether the words are the same to the letter is for
 * whoever compares them.
 *
 * @returns most covered first, then the fewest sentences, then newest row, then reading order
 */
export function findQuotation(
  index: SentenceIndex,
  quotation: string,
  { limit, allows, textsOf }: QuotationSearch,
): QuotationPlace[] {
  const words = foldedWords(quotation).slice(0, mostWords);
  if (words.length === 0) return [];
  const places = candidates(index, words, allows);
  const texts = textsOf(places);
  const shingles = shinglesOf(words);
  const found = places.flatMap((place, at) => {
    const text = texts[at] ?? null;
    const covered = text === null ? new Set<number>() : coveredWords(foldedWords(text), shingles);
    return covered.size === 0 ? [] : [{ ...place, covered }];
  });
  return joinNeighbours(found)
    .map(({ row, first, last, covered }) => ({ row, first, last, covered: covered.size, words: words.length }))
    .sort(
      (one, other) =>
        other.covered - one.covered ||
        one.last - one.first - (other.last - other.first) ||
        other.row - one.row ||
        one.first - other.first,
    )
    .slice(0, limit);
}

function foldedWords(text: string): string[] {
  return analyse(text)
    .filter(({ shape }) => (shape & (SHAPE.joined | SHAPE.piece)) === 0)
    .map(({ folded }) => folded);
}

/** Sentences that share the rarest words of any window; those that more windows find come first. */
function candidates(
  index: SentenceIndex,
  words: readonly string[],
  allows: ((row: VersionRow) => boolean) | undefined,
): SentencePlace[] {
  const found = new Map<string, { readonly place: SentencePlace; windows: number; readonly order: number }>();
  for (let start = 0; start === 0 || start + windowStep < words.length; start += windowStep) {
    const wanted = rarest(index, words.slice(start, start + windowWords));
    const options = allows === undefined ? { limit: hitsPerWindow } : { limit: hitsPerWindow, allows };
    for (const { row, sentence } of index.search(wanted, options)) {
      const key = `${row}/${sentence}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { place: { row, sentence }, windows: 1, order: found.size });
      else known.windows++;
    }
  }
  return [...found.values()]
    .sort((one, other) => other.windows - one.windows || one.order - other.order)
    .slice(0, mostSentences)
    .map(({ place }) => place);
}

function rarest(index: SentenceIndex, words: readonly string[]): QueryWord[] {
  return [...new Set(words)]
    .map((word) => ({ word, frequency: index.frequency(word) }))
    .filter(({ frequency }) => frequency > 0)
    .sort((one, other) => one.frequency - other.frequency)
    .slice(0, wordsAsked)
    .map(({ word }) => ({ typed: word, terms: [{ term: stemWord(word), weight: 1 }] }));
}

/** For each run of three words the places in the quotation where it begins; of one or two where it has no more. */
interface Shingles {
  readonly size: number;
  readonly places: ReadonlyMap<string, readonly number[]>;
}

function shinglesOf(words: readonly string[]): Shingles {
  const size = Math.min(shingleWords, words.length);
  const places = new Map<string, number[]>();
  for (let place = 0; place + size <= words.length; place++) {
    const run = words.slice(place, place + size).join(' ');
    const known = places.get(run);
    if (known === undefined) places.set(run, [place]);
    else known.push(place);
  }
  return { size, places };
}

function coveredWords(words: readonly string[], { size, places }: Shingles): Set<number> {
  const covered = new Set<number>();
  for (let place = 0; place + size <= words.length; place++) {
    for (const start of places.get(words.slice(place, place + size).join(' ')) ?? []) {
      for (let word = start; word < start + size; word++) covered.add(word);
    }
  }
  return covered;
}

interface Run {
  readonly row: VersionRow;
  readonly first: number;
  last: number;
  readonly covered: Set<number>;
}

/** Sentences that follow one another, or have one between them, are one place. */
function joinNeighbours(found: readonly (SentencePlace & { readonly covered: ReadonlySet<number> })[]): Run[] {
  const inOrder = found.toSorted((one, other) => one.row - other.row || one.sentence - other.sentence);
  const runs: Run[] = [];
  for (const { row, sentence, covered } of inOrder) {
    const before = runs.at(-1);
    if (before !== undefined && before.row === row && sentence - before.last <= 2 && addsTo(before.covered, covered)) {
      before.last = sentence;
      for (const word of covered) before.covered.add(word);
    } else runs.push({ row, first: sentence, last: sentence, covered: new Set(covered) });
  }
  return runs;
}

/** A neighbour that only says the same once more makes a place longer and no better. */
function addsTo(covered: ReadonlySet<number>, more: ReadonlySet<number>): boolean {
  for (const word of more) if (!covered.has(word)) return true;
  return false;
}
