import type { VersionRow } from '../model/archive.ts';
import type { Hit, IndexedArticle, QueryWord, SentenceIndex } from '../model/search.ts';
import { SHAPE, scanWords } from './analyse.ts';
import type { Bm25 } from './bm25.ts';
import { inverseFrequency, saturation, scoreUnit, sentenceBm25 } from './bm25.ts';
import type { Chunk } from './chunk.ts';
import { chunkSize, longestSentence } from './chunk.ts';
import { FreshChunk } from './fresh-chunk.ts';
import type { WantedWord } from './max-score.ts';
import { isGone, searchChunks, tellScore } from './max-score.ts';
import { readQuery } from './read-query.ts';
import { Spelling } from './spelling.ts';
import { stemWord } from './stem.ts';
import { noTerm, Vocabulary } from './vocabulary.ts';

/** An index that takes articles and gives them up again. */
export interface MutableSentenceIndex extends SentenceIndex {
  /** Adds an article, in the place of the one with the same row if there is one. */
  add(article: IndexedArticle): void;
  /** Takes out an article; a row that is not held changes nothing. */
  remove(row: VersionRow): void;
}

/** A chunk and what of it is gone. */
interface Held {
  chunk: Chunk;
  gone: Uint8Array | null;
  goneCount: number;
}

/** More words of one sentence than this are not told apart from a table that lost its lines. */
const mostTermsInSentence = 4096;

/** @param bm25 for comparisons; the index is measured with the values for sentences */
export function createSentenceIndex(bm25: Bm25 = sentenceBm25): MutableSentenceIndex {
  return new TypedArrayIndex(bm25);
}

class TypedArrayIndex implements MutableSentenceIndex {
  readonly #bm25: Bm25;
  readonly #vocabulary = new Vocabulary();
  readonly #spelling = new Spelling(this.#vocabulary);
  readonly #held: Held[] = [];
  #fresh = new FreshChunk();
  #sentences = 0;
  #words = 0;
  #newestRow = -1;
  #table: { readonly averageLength: number; readonly values: Float64Array } | null = null;
  readonly #terms = new Uint32Array(mostTermsInSentence);
  readonly #acronyms = new Uint32Array(mostTermsInSentence);
  readonly #upper = new Uint16Array(64);

  constructor(bm25: Bm25) {
    this.#bm25 = bm25;
    this.#held.push({ chunk: this.#fresh, gone: null, goneCount: 0 });
  }

  get size(): number {
    return this.#sentences;
  }

  add(article: IndexedArticle): void {
    // Rows grow with every version: only one that is read anew can be here already.
    if (article.row <= this.#newestRow) this.remove(article.row);
    this.#newestRow = Math.max(this.#newestRow, article.row);
    let begun = false;
    article.sentences.forEach(({ text }, number) => {
      if (this.#fresh.isFull) {
        this.#sealFresh();
        begun = false;
      }
      if (!begun) this.#fresh.beginArticle(article.row, number);
      begun = true;
      this.#addSentence(text);
    });
  }

  remove(row: VersionRow): void {
    for (const held of this.#held) this.#removeFrom(held, row);
  }

  frequency(word: string): number {
    const term = this.#vocabulary.findText(stemWord(word.toLowerCase()));
    return term < 0 ? 0 : (this.#vocabulary.frequencies[term] ?? 0);
  }

  knows(word: string): boolean {
    const known = this.#vocabulary.findText(word.toLowerCase());
    const term = known < 0 ? noTerm : this.#vocabulary.termOf(known);
    return term !== noTerm && (this.#vocabulary.frequencies[term] ?? 0) > 0;
  }

  readQuery(text: string): readonly QueryWord[] {
    return readQuery(text, {
      vocabulary: this.#vocabulary,
      spelling: this.#spelling,
      sentences: this.#sentences,
    });
  }

  search(
    words: readonly QueryWord[],
    options: { readonly limit: number; readonly allows?: (row: VersionRow) => boolean },
  ): readonly Hit[] {
    const { limit, allows } = options;
    const found = searchChunks(
      this.#held,
      words.map((word) => this.#wanted(word)),
      this.#saturation(),
      allows === undefined ? { limit } : { limit, allows: (row) => allows(row as VersionRow) },
    );
    return found.map(({ score, row, sentence }) => ({ row: row as VersionRow, sentence, score: tellScore(score) }));
  }

  #wanted({ terms }: QueryWord): WantedWord {
    return terms.flatMap(({ term, weight }) => {
      const number = this.#vocabulary.findText(term);
      const frequency = number < 0 ? 0 : (this.#vocabulary.frequencies[number] ?? 0);
      const factor = weight * inverseFrequency(this.#sentences, frequency) * scoreUnit;
      return frequency > 0 && factor > 0 ? [{ term: number, factor }] : [];
    });
  }

  #saturation(): Float64Array {
    const averageLength = this.#words / Math.max(this.#sentences, 1);
    if (this.#table?.averageLength !== averageLength) {
      this.#table = { averageLength, values: saturation(this.#bm25, averageLength) };
    }
    return this.#table.values;
  }

  #addSentence(text: string): void {
    const vocabulary = this.#vocabulary;
    const terms = this.#terms;
    let count = 0;
    let acronyms = 0;
    let words = 0;
    scanWords(text, (units, from, to, start, end, shape) => {
      if (count === mostTermsInSentence) return;
      const word = vocabulary.findOrAdd(units, from, to);
      terms[count++] = vocabulary.learnTerm(word);
      vocabulary.learnLook(word, shape, text, start, end);
      if ((shape & (SHAPE.joined | SHAPE.piece)) === 0) words++;
      if ((shape & SHAPE.upper) !== 0) this.#acronyms[acronyms++] = this.#acronymOf(units, from, to);
    });
    // In a headline all in capitals they say nothing.
    if (acronyms * 2 < words) {
      for (let place = 0; place < acronyms && count < mostTermsInSentence; place++) {
        terms[count++] = this.#acronyms[place] ?? 0;
      }
    }
    this.#fresh.addSentence(terms, count, words, vocabulary.frequencies);
    this.#sentences++;
    this.#words += Math.min(words, longestSentence);
  }

  #acronymOf(units: Uint16Array, from: number, to: number): number {
    const length = Math.min(to - from, this.#upper.length);
    for (let place = 0; place < length; place++) {
      const unit = units[from + place] ?? 0;
      this.#upper[place] = unit >= 0x61 && unit <= 0x7a ? unit - 32 : unit;
    }
    return this.#vocabulary.learnAsItIs(this.#upper, 0, length);
  }

  #sealFresh(): void {
    const last = this.#held.at(-1);
    if (last !== undefined) last.chunk = this.#fresh.seal();
    this.#fresh = new FreshChunk();
    this.#held.push({ chunk: this.#fresh, gone: null, goneCount: 0 });
  }

  #removeFrom(held: Held, row: number): void {
    const { chunk } = held;
    const leaving: number[] = [];
    for (let article = 0; article < chunk.articles; article++) {
      if (chunk.rows[article] !== row) continue;
      const end = article + 1 < chunk.articles ? (chunk.firsts[article + 1] ?? 0) : chunk.sentences;
      for (let sentence = chunk.firsts[article] ?? 0; sentence < end; sentence++) {
        if (held.gone === null || !isGone(held.gone, sentence)) leaving.push(sentence);
      }
    }
    if (leaving.length === 0) return;
    held.gone ??= new Uint8Array(chunkSize / 8);
    for (const sentence of leaving) {
      held.gone[sentence >> 3] = (held.gone[sentence >> 3] ?? 0) | (1 << (sentence & 7));
      this.#words -= chunk.lengths[sentence] ?? 0;
    }
    held.goneCount += leaving.length;
    this.#sentences -= leaving.length;
    forgetTerms(chunk, leaving, this.#vocabulary.frequencies);
  }
}

/** Counts sentences out of the frequencies of their terms; the lists say which those are. */
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
