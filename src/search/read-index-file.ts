import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';
import type { ChunkData } from './chunk.ts';
import type { IndexTable, Section } from './index-file.ts';
import { chunkArrays, formatVersion, magic, trailerBytes, vocabularyArrays } from './index-file.ts';
import type { IndexState } from './segments.ts';
import type { VocabularyData } from './vocabulary.ts';

/** Why an index on disk is not used. The index is a cache: each of these is mended by building it anew. */
export type Unusable = 'missing' | 'refused' | 'damaged' | 'other format' | 'other archive';

export type IndexOnDisk =
  | { readonly kind: 'index'; readonly state: IndexState; readonly mark: number }
  | { readonly kind: Unusable };

/** What stands in the file is not what was written. */
class DamageError extends Error {
  override readonly name = 'DamageError';
}

/**
 * Reads an index file to the last byte and believes none of it before its checksum agrees.
 *
 * @param identity of the archive that the index has to be of
 * @throws what the file system refuses, other than that there is no file
 */
export function readIndexFile(path: string, identity: string): IndexOnDisk {
  const file = openIfThere(path);
  if (file === null) return { kind: 'missing' };
  try {
    return readOpen(file, identity);
  } catch (error) {
    if (error instanceof DamageError) return { kind: 'damaged' };
    throw error;
  } finally {
    closeSync(file);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function readOpen(file: number, identity: string): IndexOnDisk {
  const { size } = fstatSync(file);
  if (size < magic.length + trailerBytes) throw new DamageError('too short');
  const trailer = Buffer.from(read(file, size - trailerBytes, new Uint8Array(trailerBytes)));
  if (trailer.toString('latin1', trailerBytes - magic.length) !== magic) throw new DamageError('no end');
  if (trailer.readUInt32LE(16) !== formatVersion) return { kind: 'other format' };
  const offset = trailer.readDoubleLE(0);
  const length = trailer.readUInt32LE(8);
  if (!Number.isSafeInteger(offset) || offset < 0 || offset + length + trailerBytes !== size) {
    throw new DamageError('table out of place');
  }
  const bytes = read(file, offset, new Uint8Array(length));
  if (crc32(bytes) !== trailer.readUInt32LE(12)) throw new DamageError('table');
  // What has this checksum and this format was written by `writeIndexFile()`.
  const told = JSON.parse(Buffer.from(bytes).toString('utf8')) as IndexTable;
  if (told.endianness !== endianness()) return { kind: 'other format' };
  if (told.identity !== identity) return { kind: 'other archive' };
  const [vocabulary, ...chunks] = told.sections;
  if (vocabulary === undefined) throw new DamageError('no vocabulary');
  const state: IndexState = {
    vocabulary: readVocabulary(file, size, vocabulary, new Map(told.forms)),
    chunks: chunks.map((each) => readChunk(file, size, each)),
    newestRow: told.newestRow,
    sentences: told.sentences,
    words: told.words,
  };
  return { kind: 'index', state, mark: told.mark };
}

/** Fills `bytes` with what stands in the file from `offset` on. */
function read<B extends ArrayBufferLike>(file: number, offset: number, bytes: Uint8Array<B>): Uint8Array<B> {
  for (let from = 0; from < bytes.length; ) {
    const got = readSync(file, bytes, from, bytes.length - from, offset + from);
    if (got === 0) throw new DamageError('ends early');
    from += got;
  }
  return bytes;
}

/** Takes arrays out of one buffer in the order in which they were written. */
class Reader {
  readonly #buffer: ArrayBufferLike;
  readonly #lengths: readonly number[];
  #offset = 0;
  #next = 0;

  /** @param make memory for so many bytes */
  constructor(
    { file, size, make }: { readonly file: number; readonly size: number; make(bytes: number): ArrayBufferLike },
    { offset, bytes, checksum, lengths }: Section,
    arrays: number,
  ) {
    if (offset + bytes > size || lengths.length !== arrays) throw new DamageError('section out of place');
    const content = read(file, offset, new Uint8Array(make(bytes)));
    if (crc32(content) !== checksum) throw new DamageError('section');
    this.#buffer = content.buffer;
    this.#lengths = lengths;
  }

  take<T>(make: {
    new (buffer: ArrayBufferLike, offset: number, length: number): T;
    readonly BYTES_PER_ELEMENT: number;
  }): T {
    const length = this.#lengths[this.#next++] ?? 0;
    const array = new make(this.#buffer, this.#offset, length);
    this.#offset += length * make.BYTES_PER_ELEMENT;
    return array;
  }
}

function readVocabulary(
  file: number,
  size: number,
  words: Section,
  forms: ReadonlyMap<number, string>,
): VocabularyData {
  const reader = new Reader({ file, size, make: (bytes) => new ArrayBuffer(bytes) }, words, vocabularyArrays.length);
  return {
    starts: reader.take(Uint32Array),
    terms: reader.take(Uint32Array),
    frequencies: reader.take(Uint32Array),
    slots: reader.take(Uint32Array),
    units: reader.take(Uint16Array),
    looks: reader.take(Uint16Array),
    forms,
  };
}

function readChunk(file: number, size: number, chunk: Section): IndexState['chunks'][number] {
  const reader = new Reader({ file, size, make: (bytes) => new SharedArrayBuffer(bytes) }, chunk, chunkArrays.length);
  const data: ChunkData = {
    rows: reader.take(Float64Array),
    firsts: reader.take(Uint32Array),
    offsets: reader.take(Uint32Array),
    terms: reader.take(Uint32Array),
    starts: reader.take(Uint32Array),
    bounds: reader.take(Uint16Array),
    postings: reader.take(Uint16Array),
    articleOf: reader.take(Uint16Array),
    lengths: reader.take(Uint8Array),
  };
  const gone = reader.take(Uint8Array);
  return { data, gone: gone.length === 0 ? null : gone.slice() };
}
