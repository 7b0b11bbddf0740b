import type { ArticleWords } from '../model/search.ts';
import type { Chunk } from './chunk.ts';
import { isGone } from './chunk.ts';
import { lowerBound, type Part, partsIn } from './occurrences.ts';
import type { Held } from './segments.ts';

/** A term that stands for a word of a question; a negative number stands nowhere. */
interface WeighedTerm {
  readonly term: number;
  readonly weight: number;
}

type Words = readonly (readonly WeighedTerm[])[];

/** A stretch of an article in one chunk, with the list of each term there. */
interface Stretch {
  readonly chunk: Chunk;
  readonly part: Part;
  readonly lists: readonly (readonly number[])[];
}

/** What some articles hold of the words of a question, by row; a row that is not held is absent. */
export function findArticleWords(
  held: readonly Held[],
  rows: ReadonlySet<number>,
  words: Words,
): Map<number, ArticleWords> {
  const stretches = new Map<number, Stretch[]>();
  for (const { chunk, gone } of held) {
    // An article goes as a whole: its first sentence tells of all.
    const parts = partsIn(chunk, rows).filter(({ first }) => gone === null || !isGone(gone, first));
    if (parts.length === 0) continue;
    const lists = words.map((terms) => terms.map(({ term }) => (term < 0 ? -1 : chunk.locate(term))));
    for (const part of parts) {
      const known = stretches.get(part.row);
      if (known === undefined) stretches.set(part.row, [{ chunk, part, lists }]);
      else known.push({ chunk, part, lists });
    }
  }
  return new Map([...stretches].map(([row, own]) => [row, read(own, words)]));
}

function read(stretches: readonly Stretch[], words: Words): ArticleWords {
  const best = new Float64Array(words.length);
  const counts = new Float64Array(words.length);
  let sentences = 0;
  for (const { chunk, part, lists } of stretches) {
    sentences = Math.max(sentences, part.end + part.shift);
    for (let word = 0; word < words.length; word++) {
      let most = 0;
      const terms = words[word] ?? [];
      for (let place = 0; place < terms.length; place++) {
        const list = lists[word]?.[place] ?? -1;
        if (list < 0) continue;
        const weight = terms[place]?.weight ?? 0;
        const end = chunk.endOf(list);
        const from = lowerBound(chunk.postings, chunk.startOf(list), end, part.first);
        const count = lowerBound(chunk.postings, from, end, part.end) - from;
        if (count === 0) continue;
        best[word] = Math.max(best[word] ?? 0, weight);
        most = Math.max(most, count * weight);
      }
      counts[word] = (counts[word] ?? 0) + most;
    }
  }
  return { sentences, best, counts, layOut: () => layOut(stretches, words, sentences) };
}

function layOut(stretches: readonly Stretch[], words: Words, sentences: number): ReturnType<ArticleWords['layOut']> {
  const width = words.length;
  const weights = new Float32Array(sentences * width);
  const lengths = new Uint8Array(sentences);
  for (const { chunk, part, lists } of stretches) {
    for (let place = part.first; place < part.end; place++) lengths[place + part.shift] = chunk.lengths[place] ?? 0;
    for (let word = 0; word < width; word++) {
      const terms = words[word] ?? [];
      for (let place = 0; place < terms.length; place++) {
        const list = lists[word]?.[place] ?? -1;
        if (list < 0) continue;
        const weight = terms[place]?.weight ?? 0;
        const end = chunk.endOf(list);
        for (let at = lowerBound(chunk.postings, chunk.startOf(list), end, part.first); at < end; at++) {
          const sentence = chunk.postings[at] ?? 0;
          if (sentence >= part.end) break;
          const cell = (sentence + part.shift) * width + word;
          if (weight > (weights[cell] ?? 0)) weights[cell] = weight;
        }
      }
    }
  }
  return { weights, lengths };
}
