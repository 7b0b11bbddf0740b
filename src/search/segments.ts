import type { IndexedArticle } from '../model/search.ts';
import { SHAPE, scanWords, type WordSink } from './analyse.ts';
import type { Chunk, ChunkData } from './chunk.ts';
import { chunkSize, isGone, longestSentence, SealedChunk } from './chunk.ts';
import { foldChunks, planFolding } from './fold-chunks.ts';
import { FreshChunk } from './fresh-chunk.ts';
import type { VocabularyData } from './vocabulary.ts';
import { ownArrays, Vocabulary } from './vocabulary.ts';

/** A chunk and what of it is gone. */
export interface Held {
  readonly chunk: Chunk;
  /** A bit for each sentence that is gone, `null` while none is. */
  gone: Uint8Array | null;
  goneCount: number;
}

/** Everything an index knows, as a file keeps it. */
export interface IndexState {
  readonly vocabulary: VocabularyData;
  readonly chunks: readonly { readonly data: ChunkData; readonly gone: Uint8Array | null }[];
  readonly newestRow: number;
  /** Of all articles that are not gone. */
  readonly sentences: number;
  readonly words: number;
}

/** More words of one sentence than this are not told apart from a table that lost its lines. */
const mostTermsInSentence = 4096;
const longestAcronym = 64;

/** Sealed chunks, one that still grows, and the vocabulary they share. */
export class Segments {
  readonly vocabulary = new Vocabulary();
  /** Sentences and words of all articles that are not gone. */
  sentences = 0;
  words = 0;
  newestRow = -1;
  #sealed: Held[] = [];
  #fresh = new FreshChunk();
  #tail: Held = { chunk: this.#fresh, gone: null, goneCount: 0 };
  readonly #terms = new Uint32Array(mostTermsInSentence);
  readonly #acronyms = new Uint32Array(mostTermsInSentence);
  readonly #upper = new Uint16Array(longestAcronym);
  // The sentence that is being added.
  #text = '';
  #termCount = 0;
  #acronymCount = 0;
  #wordCount = 0;
  readonly #takeWord: WordSink;

  constructor(state?: IndexState) {
    if (state !== undefined) this.adopt(state);
    // Made once: a function for each sentence would be half of what is thrown away.
    this.#takeWord = (units, from, to, start, end, shape, hash) => {
      if (this.#termCount === mostTermsInSentence) return;
      const { vocabulary } = this;
      const word = vocabulary.findOrAdd(units, from, to, hash);
      this.#terms[this.#termCount++] = vocabulary.learnTerm(word);
      vocabulary.learnLook(word, shape, this.#text, start, end);
      if ((shape & (SHAPE.joined | SHAPE.piece)) === 0) this.#wordCount++;
      if ((shape & SHAPE.upper) !== 0) this.#acronyms[this.#acronymCount++] = this.#acronymOf(units, from, to);
    };
  }

  /** Chunks to search, oldest first. */
  get held(): readonly Held[] {
    if (this.#fresh.sentences === 0) return this.#sealed;
    this.#fresh.settle();
    return [...this.#sealed, this.#tail];
  }

  /** Holds this from now on, in the place of all that was held. Chunks may be shared; the rest is written to. */
  adopt(state: IndexState): void {
    this.vocabulary.adopt(state.vocabulary);
    this.newestRow = state.newestRow;
    this.sentences = state.sentences;
    this.words = state.words;
    this.#sealed = state.chunks.map(({ data, gone }) => holdSealed(new SealedChunk(data), gone));
    this.#beginFresh();
  }

  /** Adds an article, in the place of the one with the same row if there is one. */
  add(article: IndexedArticle): void {
    // Rows grow with every version: only one that is read anew can be here already.
    if (article.row <= this.newestRow) this.remove(new Set([article.row]));
    this.newestRow = Math.max(this.newestRow, article.row);
    let isBegun = false;
    article.sentences.forEach(({ text }, number) => {
      if (this.#fresh.isFull) {
        this.sealFresh();
        isBegun = false;
      }
      if (!isBegun) this.#fresh.beginArticle(article.row, number);
      isBegun = true;
      this.#addSentence(text);
    });
  }

  /** Takes articles out; rows that are not held change nothing. */
  remove(rows: ReadonlySet<number>): void {
    if (rows.size === 0) return;
    for (const held of this.held) this.#removeFrom(held, rows);
  }

  /** Packs the chunk that grows and begins another. */
  sealFresh(): void {
    if (this.#fresh.sentences === 0) return;
    this.#sealed.push({ ...this.#tail, chunk: this.#fresh.seal() });
    this.#beginFresh();
  }

  /** Joins small neighbours and drops what is gone, a chunk a step; answers are the same before, between and after. */
  *fold(): Generator<undefined> {
    for (let group = planFolding(this.#sealed); group !== null; group = planFolding(this.#sealed)) {
      const { first, count } = group;
      const folded = foldChunks(this.#sealed.slice(first, first + count));
      this.#sealed.splice(first, count, ...(folded === null ? [] : [holdSealed(new SealedChunk(folded), null)]));
      yield;
    }
  }

  /** What is held now, in memory that threads share. Later changes do not reach it: chunks never change, the rest is copied. */
  snapshot(): IndexState {
    this.sealFresh();
    return {
      vocabulary: this.vocabulary.snapshot(),
      chunks: this.#sealed.flatMap(({ chunk, gone }) =>
        chunk instanceof SealedChunk ? [{ data: chunk.data, gone: gone?.slice() ?? null }] : [],
      ),
      newestRow: this.newestRow,
      sentences: this.sentences,
      words: this.words,
    };
  }

  #beginFresh(): void {
    this.#fresh = new FreshChunk();
    this.#tail = { chunk: this.#fresh, gone: null, goneCount: 0 };
  }

  #addSentence(text: string): void {
    this.#text = text;
    this.#termCount = 0;
    this.#acronymCount = 0;
    this.#wordCount = 0;
    scanWords(text, this.#takeWord);
    // In a headline all in capitals they say nothing.
    if (this.#acronymCount * 2 < this.#wordCount) {
      for (let place = 0; place < this.#acronymCount && this.#termCount < mostTermsInSentence; place++) {
        this.#terms[this.#termCount++] = this.#acronyms[place] ?? 0;
      }
    }
    this.#fresh.addSentence(this.#terms, this.#termCount, this.#wordCount, this.vocabulary.frequencies);
    this.sentences++;
    this.words += Math.min(this.#wordCount, longestSentence);
  }

  #acronymOf(units: Uint16Array, from: number, to: number): number {
    const length = Math.min(to - from, longestAcronym);
    for (let place = 0; place < length; place++) {
      const unit = units[from + place] ?? 0;
      this.#upper[place] = unit >= 0x61 && unit <= 0x7a ? unit - 32 : unit;
    }
    return this.vocabulary.learnAsItIs(this.#upper, 0, length);
  }

  #removeFrom(held: Held, rows: ReadonlySet<number>): void {
    const { chunk } = held;
    const leaving: number[] = [];
    for (let article = 0; article < chunk.articles; article++) {
      if (!rows.has(chunk.rows[article] ?? -1)) continue;
      const end = article + 1 < chunk.articles ? (chunk.firsts[article + 1] ?? 0) : chunk.sentences;
      for (let sentence = chunk.firsts[article] ?? 0; sentence < end; sentence++) {
        if (held.gone === null || !isGone(held.gone, sentence)) leaving.push(sentence);
      }
    }
    if (leaving.length === 0) return;
    held.gone ??= new Uint8Array(chunkSize / 8);
    for (const sentence of leaving) {
      held.gone[sentence >> 3] = (held.gone[sentence >> 3] ?? 0) | (1 << (sentence & 7));
      this.words -= chunk.lengths[sentence] ?? 0;
    }
    held.goneCount += leaving.length;
    this.sentences -= leaving.length;
    forgetTerms(chunk, leaving, this.vocabulary.frequencies);
  }
}

/** The same for somebody who goes on from there; chunks are shared. */
export function ownState({ vocabulary, chunks, ...counts }: IndexState): IndexState {
  return {
    ...counts,
    vocabulary: ownArrays(vocabulary),
    chunks: chunks.map(({ data, gone }) => ({ data, gone: gone?.slice() ?? null })),
  };
}

function holdSealed(chunk: SealedChunk, gone: Uint8Array | null): Held {
  let goneCount = 0;
  if (gone !== null)
    for (let sentence = 0; sentence < chunk.sentences; sentence++) goneCount += isGone(gone, sentence) ? 1 : 0;
  return { chunk, gone, goneCount };
}

/**
 * Counts sentences out of the frequencies of their terms, so that what is left scores as if they had never been here.
 * The lists say which terms those are; an index from sentences to terms would take as much memory again.
 */
function forgetTerms(chunk: Chunk, leaving: readonly number[], frequencies: Uint32Array): void {
  const isLeaving = new Uint8Array(chunkSize);
  for (const sentence of leaving) isLeaving[sentence] = 1;
  const { postings } = chunk;
  for (let list = 0; list < chunk.lists; list++) {
    const end = chunk.endOf(list);
    let left = 0;
    let previous = -1;
    for (let place = chunk.startOf(list); place < end; place++) {
      const sentence = postings[place] ?? 0;
      if (sentence !== previous) left += isLeaving[sentence] ?? 0;
      previous = sentence;
    }
    if (left > 0) {
      const term = chunk.termOf(list);
      frequencies[term] = (frequencies[term] ?? 0) - left;
    }
  }
}
