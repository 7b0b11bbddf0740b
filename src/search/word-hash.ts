/**
 * FNV-1a over the units of a word, so that whoever reads a word can reckon the hash of it on the way.
 *
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export const emptyHash = 0x811c9dc5 | 0;

export function hashWith(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Mixed once more, since the low bits choose the slot and the high ones tell the words of one slot apart. */
export function finishHash(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

export function hashOf(units: Uint16Array, from: number, to: number): number {
  let hash: number = emptyHash;
  for (let place = from; place < to; place++) hash = hashWith(hash, units[place] ?? 0);
  return finishHash(hash);
}
