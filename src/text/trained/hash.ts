/**
 * Mixes the number of a feature template with up to three values into 32 bits. The values are cut to whole numbers before
 * the sums, not after: the engine would reckon the sums as fractions.
 */
export function mix(template: number, a: number, b = 0, c = 0): number {
  let h = Math.imul(template + 1, 0x9e3779b1);
  h = Math.imul(h ^ ((a | 0) + 0x7f4a7c15), 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h ^ ((b | 0) + 0x165667b1), 0xc2b2ae35);
  h ^= h >>> 15;
  h = Math.imul(h ^ ((c | 0) + 0x27d4eb2f), 0x9e3779b1);
  return h ^ (h >>> 14);
}
