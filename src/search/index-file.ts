import { randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, rename, rm } from 'node:fs/promises';
import { endianness } from 'node:os';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { IndexState } from './segments.ts';

/** Changes when bytes are laid out otherwise, or when the same text gives other terms: such a file is built anew. */
export const formatVersion = 3;

export const magic = 'VBTMIDX\n';
/** Places in the file are multiples of this: every typed array can then lie where it was read. */
const alignment = 8;
/** Offset and length of the table, its checksum, four bytes unused, magic. */
export const trailerBytes = 32;

/** What the file says of itself, at its end. */
export interface IndexTable {
  readonly format: number;
  readonly endianness: string;
  /** The archive that the index is a cache of. */
  readonly identity: string;
  /** How far the archive's movement is in it. */
  readonly mark: number;
  readonly newestRow: number;
  /** Sentences and words of all articles that are not gone. */
  readonly sentences: number;
  readonly words: number;
  readonly forms: readonly (readonly [word: number, form: string])[];
  readonly sections: readonly Section[];
}

/** A stretch of bytes under one checksum, holding some arrays one after another. */
export interface Section {
  readonly offset: number;
  readonly bytes: number;
  readonly checksum: number;
  /** Length of each array in its own units, in the order of `vocabularyArrays` or `chunkArrays`. */
  readonly lengths: readonly number[];
}

/** Larger units first, so that each array begins at a multiple of its own. */
export const vocabularyArrays = ['starts', 'terms', 'frequencies', 'slots', 'units', 'looks'] as const;
export const chunkArrays = [
  'rows',
  'firsts',
  'offsets',
  'terms',
  'starts',
  'bounds',
  'postings',
  'articleOf',
  'lengths',
  'gone',
] as const;

/** So much is written between two breaths: about a millisecond of checksum. */
const pieceBytes = 1 << 20;

type Bytes = Uint8Array<ArrayBufferLike>;

function bytesOf(array: ArrayBufferView): Bytes {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Writes a stream of bytes and knows where it is. */
class Writer {
  offset = 0;
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Returns the checksum so far. */
  async write(bytes: Bytes, checksum: number): Promise<number> {
    let sum = checksum;
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      const piece = bytes.subarray(from, from + pieceBytes);
      sum = crc32(piece, sum);
      await this.#writeAll(piece);
    }
    return sum;
  }

  async section(arrays: readonly ArrayBufferView[], lengths: readonly number[]): Promise<Section> {
    const { offset } = this;
    let checksum = 0;
    for (const array of arrays) checksum = await this.write(bytesOf(array), checksum);
    const bytes = this.offset - offset;
    await this.write(new Uint8Array((alignment - (this.offset % alignment)) % alignment), 0);
    return { offset, bytes, checksum, lengths };
  }

  async #writeAll(bytes: Bytes): Promise<void> {
    for (let from = 0; from < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(bytes, from, bytes.length - from, this.offset);
      from += bytesWritten;
      this.offset += bytesWritten;
    }
  }
}

/**
 * Writes an index beside `path` and puts it in its place, so that `path` is at all times a whole index or none.
 *
 * @throws what the file system refuses; nothing is left behind then
 */
export async function writeIndexFile(
  path: string,
  state: IndexState,
  { identity, mark }: { readonly identity: string; readonly mark: number },
): Promise<void> {
  // Two threads of one process may seal at once: the number of the process alone is not enough.
  const part = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.part`;
  try {
    const file = await open(part, 'w');
    try {
      await writeContent(file, state, { identity, mark });
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function writeContent(
  file: FileHandle,
  { vocabulary, chunks, newestRow, sentences, words }: IndexState,
  { identity, mark }: { readonly identity: string; readonly mark: number },
): Promise<void> {
  const writer = new Writer(file);
  await writer.write(Buffer.from(magic, 'latin1'), 0);
  const arrays = vocabularyArrays.map((name) => vocabulary[name]);
  const sections = [
    await writer.section(
      arrays,
      arrays.map(({ length }) => length),
    ),
  ];
  for (const { data, gone } of chunks) {
    const arrays = chunkArrays.map((name) => (name === 'gone' ? (gone ?? new Uint8Array(0)) : data[name]));
    sections.push(
      await writer.section(
        arrays,
        arrays.map(({ length }) => length),
      ),
    );
  }
  const table: IndexTable = {
    format: formatVersion,
    endianness: endianness(),
    identity,
    mark,
    newestRow,
    sentences,
    words,
    forms: [...vocabulary.forms],
    sections,
  };
  const { offset } = writer;
  const text = Buffer.from(JSON.stringify(table), 'utf8');
  const checksum = await writer.write(text, 0);
  const trailer = Buffer.alloc(trailerBytes);
  trailer.writeDoubleLE(offset, 0);
  trailer.writeUInt32LE(text.length, 8);
  trailer.writeUInt32LE(checksum, 12);
  // Told outside the table too: a later format may lay out the table itself in another way.
  trailer.writeUInt32LE(formatVersion, 16);
  trailer.write(magic, trailerBytes - magic.length, 'latin1');
  await writer.write(trailer, 0);
}

/** A rename lasts through a power cut only once its folder is written. Windows cannot open folders and need not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
