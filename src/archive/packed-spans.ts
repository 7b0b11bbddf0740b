import type { Sentence, Statement } from '../model/reading.ts';
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

/** Where a statement has no cue or mention: no text is so long. */
const NOWHERE = 0xffff_ffff;
/** Extent, cue, mention, and how many spans of content follow; the rest are the quoted ones. */
const HEAD_WORDS = 7;

/** Where a statement stands, and where its speaker is mentioned. */
export type StatementSpans = Pick<Statement, 'content' | 'quoted' | 'extent' | 'cue'> & {
  readonly mention: Span | null;
};

/** Everything of a statement that is a place in the text: a column each would double the time to read it. */
export function packStatement({ content, quoted, extent, cue, mention }: StatementSpans): Uint8Array {
  const ends = (span: Span | null) => (span === null ? [NOWHERE, NOWHERE] : [span.start, span.end]);
  return packNumbers([
    ...[extent, cue, mention].flatMap(ends),
    content.length,
    ...content.flatMap(ends),
    ...quoted.flatMap(ends),
  ]);
}

export function unpackStatement(packed: Uint8Array): StatementSpans {
  const view = viewOf(packed, 1);
  const span = (word: number): Span => ({
    start: view.getUint32(word * WORD, true),
    end: view.getUint32((word + 1) * WORD, true),
  });
  const spanOrNull = (word: number) => (view.getUint32(word * WORD, true) === NOWHERE ? null : span(word));
  const spans = (from: number, to: number): Span[] => {
    const found: Span[] = [];
    for (let word = from; word < to; word += 2) found.push(span(word));
    return found;
  };
  const quotedFrom = HEAD_WORDS + 2 * view.getUint32((HEAD_WORDS - 1) * WORD, true);
  return {
    extent: span(0),
    cue: spanOrNull(2),
    mention: spanOrNull(4),
    content: spans(HEAD_WORDS, quotedFrom),
    quoted: spans(quotedFrom, packed.length / WORD),
  };
}

const PLACE_WORDS = 3;

/** Reads numbers of statements, each with the extent at the head of its packed spans, from hexadecimal digits. */
export function unpackPlaces(digits: string): { readonly number: number; readonly extent: Span }[] {
  const packed = Buffer.from(digits, 'hex');
  const places: { readonly number: number; readonly extent: Span }[] = [];
  for (let at = 0; at < packed.length; at += PLACE_WORDS * WORD) {
    places.push({
      // As SQLite writes numbers out: the only one that is not little-endian.
      number: packed.readUInt32BE(at),
      extent: { start: packed.readUInt32LE(at + WORD), end: packed.readUInt32LE(at + 2 * WORD) },
    });
  }
  return places;
}
