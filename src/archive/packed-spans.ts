import type { Sentence } from '../model/reading.ts';
import type { Span } from '../model/span.ts';

const WORD = 4;

/** Little-endian on every machine, since archives are carried from one to another. */
function packNumbers(numbers: readonly number[]): Uint8Array {
  const packed = new Uint8Array(numbers.length * WORD);
  const view = new DataView(packed.buffer);
  numbers.forEach((number, index) => {
    view.setUint32(index * WORD, number, true);
  });
  return packed;
}

function viewOf(packed: Uint8Array, words: number): DataView {
  if (packed.length % (words * WORD) !== 0)
    throw new RangeError(`Expected a multiple of ${words * WORD} bytes of packed spans, got ${packed.length}`);
  return new DataView(packed.buffer, packed.byteOffset, packed.length);
}

/** Start and end of each, 32 bits. */
export function packSpans(spans: readonly Span[]): Uint8Array {
  return packNumbers(spans.flatMap(({ start, end }) => [start, end]));
}

export function unpackSpans(packed: Uint8Array): Span[] {
  const view = viewOf(packed, 2);
  const spans: Span[] = [];
  for (let at = 0; at < packed.length; at += 2 * WORD)
    spans.push({ start: view.getUint32(at, true), end: view.getUint32(at + WORD, true) });
  return spans;
}

/** Start, end and paragraph of each, 32 bits: a row for each of 10 million sentences would treble the file. */
export function packSentences(sentences: readonly Sentence[]): Uint8Array {
  return packNumbers(sentences.flatMap(({ start, end, paragraph }) => [start, end, paragraph]));
}

export function unpackSentences(packed: Uint8Array): Sentence[] {
  const view = viewOf(packed, 3);
  const sentences: Sentence[] = [];
  for (let at = 0; at < packed.length; at += 3 * WORD)
    sentences.push({
      start: view.getUint32(at, true),
      end: view.getUint32(at + WORD, true),
      paragraph: view.getUint32(at + 2 * WORD, true),
    });
  return sentences;
}
