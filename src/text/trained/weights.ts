import { brotliDecompressSync } from 'node:zlib';
import file from '../../../data/words/attribution-weights.json' with { type: 'json' };
import pieces from '../../../data/words/piece-weights.json' with { type: 'json' };
import type { ChainWeights, Weights } from './labeller.ts';
import { newTable, type Table } from './table.ts';

let loaded: Weights | null = null;

/** The weights of the trained layer; read at the first call, since not every process needs them. */
export function loadWeights(): Weights {
  loaded ??= {
    ...unpackChainWeights(file.tables),
    piece: { table: unpack(pieces.table), trust: pieces.trust },
  };
  return loaded;
}

/** Tables of weights of chains as they lie in a file. */
export function unpackChainWeights({ cue, token, edge, final }: Record<keyof ChainWeights, PackedTable>): ChainWeights {
  return { cue: unpack(cue), token: unpack(token), edge: unpack(edge), final: unpack(final) };
}

export interface PackedTable {
  readonly width: number;
  readonly count: number;
  /** What one step of a packed weight is worth. */
  readonly unit: number;
  /**
   * Brotli in base64: the hashes in ascending order, each as its distance from the one before in sevens of bits; then the
   * weights, one signed byte each, column by column.
   */
  readonly packed: string;
}

function unpack(packed: PackedTable): Table {
  const { hashes, weights } = unpackWeights(packed);
  return newTable(hashes, weights, packed.unit);
}

/** Hashes in ascending order, and the weights of each: a signed byte a column, the first column lowest. */
export function unpackWeights({ width, count, packed }: PackedTable): { hashes: Int32Array; weights: Int32Array } {
  const bytes = brotliDecompressSync(Buffer.from(packed, 'base64'));
  const hashes = new Int32Array(count);
  let at = 0;
  let hash = 0;
  for (let place = 0; place < count; place += 1) {
    let gap = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at] ?? 0;
      at += 1;
      gap |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    hash = (hash + gap) | 0;
    hashes[place] = hash;
  }
  const weights = new Int32Array(count);
  for (let column = 0; column < width; column += 1) {
    for (let place = 0; place < count; place += 1) {
      weights[place] = (weights[place] ?? 0) | ((bytes[at] ?? 0) << (8 * column));
      at += 1;
    }
  }
  return { hashes, weights };
}
