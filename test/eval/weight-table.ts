/** Weights while they are learnt, by hashed feature, open addressing: a feature that was too rare is absent. */
export interface Table {
  /** Hash of the feature in each slot; 0 where the slot is free. */
  readonly keys: Int32Array;
  /** `width` weights a slot. */
  readonly values: Float32Array;
  readonly width: number;
}

/** A table for these hashes, all weights 0. */
export function newTable(hashes: Iterable<number>, count: number, width: number): Table {
  let slots = 16;
  while (slots < count * 2) slots *= 2;
  const table = { keys: new Int32Array(slots), values: new Float32Array(slots * width), width };
  for (const hash of hashes) {
    let slot = hash & (slots - 1);
    while (table.keys[slot] !== 0 && table.keys[slot] !== hash) slot = (slot + 1) & (slots - 1);
    table.keys[slot] = hash;
  }
  return table;
}

/** Where the weights of a feature begin, or -1 when it has none. */
export function slotOf({ keys, width }: Table, hash: number): number {
  const mask = keys.length - 1;
  let slot = hash & mask;
  for (;;) {
    const key = keys[slot];
    if (key === hash) return slot * width;
    if (key === 0) return -1;
    slot = (slot + 1) & mask;
  }
}
