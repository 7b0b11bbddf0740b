import { slotOf, type Table } from './weight-table.ts';

const cells = 1 << 26;

/** Counts features by their hashes; those seen `rare` times or more are kept. */
export class FeatureCounter {
  readonly #counts = new Uint8Array(cells);
  readonly kept: number[] = [];
  readonly #rare: number;
  /** Numbers that a store of all of it needs. */
  room = 0;
  constructor(rare: number) {
    this.#rare = rare;
  }
  add(features: Int32Array, count: number): void {
    this.room += count + 1;
    for (let place = 0; place < count; place += 1) {
      const hash = features[place] ?? 0;
      const cell = (hash ^ (hash >>> 26)) & (cells - 1);
      const seen = this.#counts[cell] ?? 0;
      if (seen < 255) this.#counts[cell] = seen + 1;
      if (seen + 1 === this.#rare && hash !== 0) this.kept.push(hash);
    }
  }
}

/**
 * Features of many places, looked up once: each is the slot of its weights. Making them anew in every round of training
 * takes ten times as long.
 */
export class FeatureStore {
  readonly table: Table;
  /** How many features a place has, then their slots; place behind place. */
  readonly slots: Int32Array;
  #end = 0;
  constructor(table: Table, room: number) {
    this.table = table;
    this.slots = new Int32Array(room);
  }
  /** Where the next place will begin. */
  get end(): number {
    return this.#end;
  }
  add(features: Int32Array, count: number): void {
    const start = this.#end;
    let end = start + 1;
    for (let place = 0; place < count; place += 1) {
      const slot = slotOf(this.table, features[place] ?? 0);
      if (slot < 0) continue;
      this.slots[end] = slot;
      end += 1;
    }
    this.slots[start] = end - start - 1;
    this.#end = end;
  }
}
