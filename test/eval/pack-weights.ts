import { brotliCompressSync, constants } from 'node:zlib';
import type { PackedTable } from '../../src/text/trained/weights.ts';
import type { Table } from './weight-table.ts';

/**
 * Packs a table for `data/`: small weights are left out, the others rounded to one byte.
 *
 * @param least a feature is left out when all its weights are smaller
 */
export function packTable({ keys, values, width }: Table, least: number): PackedTable {
  const kept: { hash: number; slot: number }[] = [];
  let most = 0;
  for (const [slot, key] of keys.entries()) {
    if (key === 0) continue;
    let largest = 0;
    for (let column = 0; column < width; column += 1)
      largest = Math.max(largest, Math.abs(values[slot * width + column] ?? 0));
    if (largest < least) continue;
    most = Math.max(most, largest);
    kept.push({ hash: key >>> 0, slot });
  }
  kept.sort((a, b) => a.hash - b.hash);
  const unit = most / 127;
  const bytes: number[] = [];
  let last = 0;
  for (const { hash } of kept) {
    let gap = hash - last;
    last = hash;
    while (gap >= 128) {
      bytes.push((gap % 128) + 128);
      gap = Math.floor(gap / 128);
    }
    bytes.push(gap);
  }
  for (let column = 0; column < width; column += 1) {
    for (const { slot } of kept) bytes.push(Math.round((values[slot * width + column] ?? 0) / unit) & 255);
  }
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 } };
  const packed = brotliCompressSync(Uint8Array.from(bytes), options).toString('base64');
  return { width, count: kept.length, unit: Number(unit.toPrecision(6)), packed };
}
