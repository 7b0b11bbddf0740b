import type { Chunk, ChunkData } from './chunk.ts';
import { chunkSize, inSharedMemory, isGone, longestSentence, widenBound } from './chunk.ts';
import { copied, shared16, shared32 } from './shared-memory.ts';

/** A chunk to be folded, with a bit for each sentence that is gone. */
export interface Foldable {
  readonly chunk: Chunk;
  readonly gone: Uint8Array | null;
  readonly goneCount: number;
}

/** The next neighbours that fit one chunk, or a chunk of which something is gone; `null` when all is well. */
export function planFolding(held: readonly Foldable[]): { readonly first: number; readonly count: number } | null {
  for (let first = 0; first < held.length; first++) {
    let live = 0;
    let count = 0;
    for (const { chunk, goneCount } of held.slice(first)) {
      if (live + chunk.sentences - goneCount > chunkSize) break;
      live += chunk.sentences - goneCount;
      count++;
    }
    if (count > 1) return { first, count };
    if ((held[first]?.goneCount ?? 0) > 0) return { first, count: 1 };
  }
  return null;
}

/** A list of one of the chunks. */
interface Source {
  readonly term: number;
  readonly from: number;
  readonly list: number;
}

const isDropped = -1;

/** One chunk of all that is not gone, in the same order; `null` when nothing is left. */
export function foldChunks(parts: readonly Foldable[]): ChunkData | null {
  const total = parts.reduce((sum, { chunk, goneCount }) => sum + chunk.sentences - goneCount, 0);
  if (total === 0) return null;
  const lengths = new Uint8Array(total);
  const articleOf = new Uint16Array(total);
  const rows: number[] = [];
  const firsts: number[] = [];
  const offsets: number[] = [];
  let next = 0;
  const places = parts.map(({ chunk, gone }) => {
    const place = new Int32Array(chunk.sentences).fill(isDropped);
    let article = -1;
    for (let sentence = 0; sentence < chunk.sentences; sentence++) {
      if (gone !== null && isGone(gone, sentence)) continue;
      const own = chunk.articleOf[sentence] ?? 0;
      if (own !== article) {
        article = own;
        rows.push(chunk.rows[own] ?? 0);
        firsts.push(next);
        offsets.push((chunk.offsets[own] ?? 0) + sentence - (chunk.firsts[own] ?? 0));
      }
      lengths[next] = chunk.lengths[sentence] ?? 0;
      articleOf[next] = rows.length - 1;
      place[sentence] = next++;
    }
    return place;
  });
  return {
    ...inSharedMemory({ lengths, articleOf, rows, firsts, offsets }),
    ...foldLists(parts, places, lengths),
  };
}

function foldLists(
  parts: readonly Foldable[],
  places: readonly Int32Array[],
  lengths: Uint8Array,
): Pick<ChunkData, 'terms' | 'starts' | 'bounds' | 'postings'> {
  const sources: Source[] = [];
  let room = 0;
  parts.forEach(({ chunk }, from) => {
    for (let list = 0; list < chunk.lists; list++) {
      sources.push({ term: chunk.termOf(list), from, list });
      room += chunk.endOf(list) - chunk.startOf(list);
    }
  });
  sources.sort((one, other) => one.term - other.term || one.from - other.from);
  const postings = new Uint16Array(room);
  const terms: number[] = [];
  const starts: number[] = [];
  const bounds: number[] = [];
  let end = 0;
  for (const { term, from, list } of sources) {
    const chunk = parts[from]?.chunk;
    const place = places[from];
    if (chunk === undefined || place === undefined) continue;
    const begin = end;
    let bound = longestSentence;
    let previous = isDropped;
    let repeats = 0;
    const listEnd = chunk.endOf(list);
    for (let at = chunk.startOf(list); at < listEnd; at++) {
      const sentence = place[chunk.postings[at] ?? 0] ?? isDropped;
      if (sentence === isDropped) continue;
      repeats = sentence === previous ? repeats + 1 : 1;
      previous = sentence;
      bound = widenBound(bound, lengths[sentence] ?? 0, repeats);
      postings[end++] = sentence;
    }
    if (end === begin) continue;
    if (terms.at(-1) === term) {
      bounds[terms.length - 1] = joinBounds(bounds[terms.length - 1] ?? longestSentence, bound);
    } else {
      terms.push(term);
      starts.push(begin);
      bounds.push(bound);
    }
  }
  starts.push(end);
  return {
    terms: copied(shared32, terms),
    starts: copied(shared32, starts),
    bounds: copied(shared16, bounds),
    postings: copied(shared16, postings.subarray(0, end)),
  };
}

function joinBounds(one: number, other: number): number {
  return widenBound(one, other & 0xff, other >>> 8);
}
