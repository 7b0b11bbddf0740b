import type { Chunk } from './chunk.ts';
import { isGone } from './chunk.ts';
import type { Held } from './segments.ts';

/** An article, or the part of one, in a chunk. */
export interface Part {
  readonly row: number;
  readonly first: number;
  readonly end: number;
  /** What is added to a place in the chunk for the number within the article. */
  readonly shift: number;
}

const areAscending = new WeakMap<Chunk, boolean>();

/**
 * Finds where terms stand in some articles without reading a text: each list is sorted, and an article is a stretch of it.
 *
 * @param terms numbers of terms; a negative one stands nowhere
 * @returns for each row that is held and each term the numbers of the sentences that hold it, ascending
 */
export function findOccurrences(
  held: readonly Held[],
  rows: ReadonlySet<number>,
  terms: readonly number[],
): Map<number, number[][]> {
  const found = new Map<number, number[][]>();
  for (const { chunk, gone } of held) {
    const parts = partsIn(chunk, rows);
    if (parts.length === 0) continue;
    for (const [place, term] of terms.entries()) {
      const list = term < 0 ? -1 : chunk.locate(term);
      if (list < 0) continue;
      for (const part of parts) {
        const sentences = found.get(part.row) ?? terms.map((): number[] => []);
        found.set(part.row, sentences);
        collect(chunk, list, part, gone, sentences[place] ?? []);
      }
    }
  }
  return found;
}

function collect(chunk: Chunk, list: number, part: Part, gone: Uint8Array | null, into: number[]): void {
  const { postings } = chunk;
  const end = chunk.endOf(list);
  let previous = -1;
  for (let at = lowerBound(postings, chunk.startOf(list), end, part.first); at < end; at++) {
    const sentence = postings[at] ?? 0;
    if (sentence >= part.end) return;
    if (sentence === previous) continue;
    previous = sentence;
    if (gone === null || !isGone(gone, sentence)) into.push(sentence + part.shift);
  }
}

/** First place in a sorted stretch whose posting is not below a sentence. */
export function lowerBound(postings: Uint16Array, from: number, to: number, sentence: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((postings[middle] ?? 0) < sentence) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where some articles lie in a chunk. */
export function partsIn(chunk: Chunk, rows: ReadonlySet<number>): Part[] {
  if (chunk.articles === 0) return [];
  return areRowsAscending(chunk) ? partsByRow(chunk, rows) : partsInOrder(chunk, rows);
}

/** Rows grow, so that nearly every chunk has them in order; an article that was read anew breaks it. */
export function areRowsAscending(chunk: Chunk): boolean {
  // One that still grows is looked through: it is one at most.
  if (!('data' in chunk)) return false;
  const known = areAscending.get(chunk) ?? hasRowsInOrder(chunk);
  areAscending.set(chunk, known);
  return known;
}

function hasRowsInOrder({ rows, articles }: Chunk): boolean {
  for (let article = 1; article < articles; article++) {
    if ((rows[article] ?? 0) <= (rows[article - 1] ?? 0)) return false;
  }
  return true;
}

function partsByRow(chunk: Chunk, rows: ReadonlySet<number>): Part[] {
  const least = chunk.rows[0] ?? 0;
  const most = chunk.rows[chunk.articles - 1] ?? 0;
  const parts: Part[] = [];
  for (const row of rows) {
    if (row < least || row > most) continue;
    let low = 0;
    let high = chunk.articles - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((chunk.rows[middle] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    if (chunk.rows[low] === row) parts.push(partOf(chunk, low));
  }
  return parts;
}

function partsInOrder(chunk: Chunk, rows: ReadonlySet<number>): Part[] {
  const parts: Part[] = [];
  for (let article = 0; article < chunk.articles; article++) {
    if (rows.has(chunk.rows[article] ?? -1)) parts.push(partOf(chunk, article));
  }
  return parts;
}

function partOf(chunk: Chunk, article: number): Part {
  const first = chunk.firsts[article] ?? 0;
  const end = article + 1 < chunk.articles ? (chunk.firsts[article + 1] ?? 0) : chunk.sentences;
  return { row: chunk.rows[article] ?? 0, first, end, shift: (chunk.offsets[article] ?? 0) - first };
}
