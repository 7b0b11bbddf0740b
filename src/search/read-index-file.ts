import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
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

type Bytes = Uint8Array<SharedArrayBuffer>;

/** All that an index file holds, each part sound by its checksum. Whose index it is, nobody has asked yet. */
export interface IndexBytes {
  readonly table: Bytes;
  /** In the order of the table. */
  readonly sections: readonly Bytes[];
}

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
    return unlessDamaged(() => {
      const { size } = fstatSync(file);
      const table = readTable(file, size);
      if (table === null) return { kind: 'other format' };
      return indexOf(table, identity, (section) =>
        sound(read(file, section.offset, memoryFor(section, size)), section.checksum),
      );
    });
  } finally {
    closeSync(file);
  }
}

/** The same of what was read before. */
export function readIndexBytes({ table, sections }: IndexBytes, identity: string): IndexOnDisk {
  return unlessDamaged(() => indexOf(table, identity, (_section, place) => sections[place] ?? bytesOfLength(0)));
}

/**
 * Reads an index file to the last byte while this thread does something else, but for the checksums: a section takes it a
 * millisecond or two.
 *
 * @returns `null` where that gives no sound index, for whatever reason: `readIndexFile()` tells it
 */
export async function readIndexAhead(path: string): Promise<IndexBytes | null> {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    const table = readTable(file.fd, size);
    if (table === null) return null;
    const { sections } = tableIn(table);
    return { table, sections: await Promise.all(sections.map((section) => readSectionLater(file, size, section))) };
  } catch (error) {
    if (error instanceof DamageError || (error instanceof Error && 'syscall' in error)) return null;
    throw error;
  }
}

async function readSectionLater(file: FileHandle, size: number, section: Section): Promise<Bytes> {
  const bytes = memoryFor(section, size);
  for (let from = 0; from < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, from, bytes.length - from, section.offset + from);
    if (bytesRead === 0) throw new DamageError('ends early');
    from += bytesRead;
  }
  return sound(bytes, section.checksum);
}

function unlessDamaged(work: () => IndexOnDisk): IndexOnDisk {
  try {
    return work();
  } catch (error) {
    if (error instanceof DamageError) return { kind: 'damaged' };
    throw error;
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

/** The table as it stands in the file, sound; `null` when another format lays it out. */
function readTable(file: number, size: number): Bytes | null {
  if (size < magic.length + trailerBytes) throw new DamageError('too short');
  const trailer = Buffer.from(read(file, size - trailerBytes, bytesOfLength(trailerBytes)));
  if (trailer.toString('latin1', trailerBytes - magic.length) !== magic) throw new DamageError('no end');
  if (trailer.readUInt32LE(16) !== formatVersion) return null;
  const offset = trailer.readDoubleLE(0);
  const length = trailer.readUInt32LE(8);
  if (!Number.isSafeInteger(offset) || offset < 0 || offset + length + trailerBytes !== size) {
    throw new DamageError('table out of place');
  }
  return sound(read(file, offset, bytesOfLength(length)), trailer.readUInt32LE(12));
}

/** @param table sound, and of this format: it was written by `writeIndexFile()` */
function tableIn(table: Bytes): IndexTable {
  return JSON.parse(Buffer.from(table).toString('utf8')) as IndexTable;
}

/** @param contentOf gives the bytes of a section, by what the table says of it and by its place there */
function indexOf(table: Bytes, identity: string, contentOf: (section: Section, place: number) => Bytes): IndexOnDisk {
  const told = tableIn(table);
  if (told.endianness !== endianness()) return { kind: 'other format' };
  if (told.identity !== identity) return { kind: 'other archive' };
  const [vocabulary, ...chunks] = told.sections;
  if (vocabulary === undefined) throw new DamageError('no vocabulary');
  const state: IndexState = {
    vocabulary: vocabularyOf(
      new Reader(contentOf(vocabulary, 0), vocabulary, vocabularyArrays.length),
      new Map(told.forms),
    ),
    chunks: chunks.map((chunk, place) => chunkOf(new Reader(contentOf(chunk, place + 1), chunk, chunkArrays.length))),
    newestRow: told.newestRow,
    sentences: told.sentences,
    words: told.words,
  };
  return { kind: 'index', state, mark: told.mark };
}

function bytesOfLength(length: number): Bytes {
  return new Uint8Array(new SharedArrayBuffer(length));
}

function memoryFor({ offset, bytes }: Section, size: number): Bytes {
  if (offset + bytes > size) throw new DamageError('section out of place');
  return bytesOfLength(bytes);
}

/** Fills `bytes` with what stands in the file from `offset` on. */
function read(file: number, offset: number, bytes: Bytes): Bytes {
  for (let from = 0; from < bytes.length; ) {
    const got = readSync(file, bytes, from, bytes.length - from, offset + from);
    if (got === 0) throw new DamageError('ends early');
    from += got;
  }
  return bytes;
}

function sound(bytes: Bytes, checksum: number): Bytes {
  if (crc32(bytes) !== checksum) throw new DamageError('checksum');
  return bytes;
}

/** Takes arrays out of one buffer in the order in which they were written. */
class Reader {
  readonly #buffer: SharedArrayBuffer;
  readonly #lengths: readonly number[];
  #offset = 0;
  #next = 0;

  constructor(content: Bytes, { lengths }: Section, arrays: number) {
    if (lengths.length !== arrays) throw new DamageError('section out of place');
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

/** The arrays are written to by the one vocabulary that adopts them. */
function vocabularyOf(reader: Reader, forms: ReadonlyMap<number, string>): VocabularyData {
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

function chunkOf(reader: Reader): IndexState['chunks'][number] {
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
