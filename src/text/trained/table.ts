import type { Span } from '../../model/span.ts';

/** Most weights that a feature can have: one byte each, so that they fit one number. */
export const mostColumns = 4;

/**
 * Weights by hashed feature; a feature that weighs nothing is absent. The hashing is perfect: each feature has one slot
 * where it can be, so that a look-up is without branches, which would be guessed wrong as often as not.
 */
export interface Table {
  /**
   * A bit for each hash by its lowest bits. Half of all features that are asked for have no weight, and this turns nearly all
   * of them away: it stays in the processor's cache, where a slot seldom lies.
   */
  readonly sieve: Int32Array;
  /**
   * Two numbers a slot: the hash of the feature, and its weights, a signed byte each, the first column lowest. Side by
   * side, since the price of a look-up is the line of memory that it touches.
   */
  readonly slots: Int32Array;
  /** What the upper bits of a hash change in the lower ones to give its slot. */
  readonly turns: Uint16Array;
  /** How far the upper bits of a hash are shifted to give the place of its turn. */
  readonly upper: number;
  /** What one step of a weight is worth. */
  readonly unit: number;
}

/** A table of these hashes, none of them 0, each with its packed weights. */
export function newTable(hashes: Int32Array, weights: Int32Array, unit: number): Table {
  let bits = 5;
  while (2 ** bits < hashes.length * 1.5) bits += 1;
  for (;;) {
    const table = placeAll(hashes, weights, unit, bits);
    if (table !== null) return table;
    bits += 1;
  }
}

/** `null` when some cannot be kept apart with so many bits. */
function placeAll(hashes: Int32Array, weights: Int32Array, unit: number, bits: number): Table | null {
  const groupBits = bits - 2;
  const table = {
    sieve: sieveOf(hashes),
    slots: new Int32Array(2 ** bits * 2),
    turns: new Uint16Array(2 ** groupBits),
    upper: 32 - groupBits,
    unit,
  };
  const groups = groupBy(hashes, table.upper, table.turns.length);
  // The largest first, while there is room.
  for (let size = groups.largest; size > 0; size -= 1) {
    for (let group = 0; group < table.turns.length; group += 1) {
      const start = groups.starts[group] ?? 0;
      if ((groups.starts[group + 1] ?? 0) - start !== size) continue;
      const turn = freeTurn(table.slots, hashes, groups.members, { start, end: start + size });
      if (turn < 0) return null;
      table.turns[group] = turn;
      for (let member = start; member < start + size; member += 1) {
        const place = groups.members[member] ?? 0;
        table.slots[slotOf(table.slots, hashes[place] ?? 0, turn) + 1] = weights[place] ?? 0;
      }
    }
  }
  return table;
}

/** Bits of the sieve for each feature, at least: one in eight of those without a weight is let through. */
const sieveBits = 6;

function sieveOf(hashes: Int32Array): Int32Array {
  let words = 1;
  while (words * 32 < hashes.length * sieveBits) words *= 2;
  const sieve = new Int32Array(words);
  for (const hash of hashes) {
    const word = (hash >>> 5) & (words - 1);
    sieve[word] = (sieve[word] ?? 0) | (1 << (hash & 31));
  }
  return sieve;
}

interface Groups {
  /** Where the members of each group start; they run to the next group's. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** Members of the largest group. */
  readonly largest: number;
}

/** The places of all hashes by their upper bits. */
function groupBy(hashes: Int32Array, upper: number, groups: number): Groups {
  const starts = new Int32Array(groups + 1);
  for (const hash of hashes) starts[(hash >>> upper) + 1] = (starts[(hash >>> upper) + 1] ?? 0) + 1;
  let largest = 0;
  for (let group = 0; group < groups; group += 1) {
    largest = Math.max(largest, starts[group + 1] ?? 0);
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  }
  const next = starts.slice();
  const members = new Int32Array(hashes.length);
  for (let place = 0; place < hashes.length; place += 1) {
    const group = (hashes[place] ?? 0) >>> upper;
    const cell = next[group] ?? 0;
    members[cell] = place;
    next[group] = cell + 1;
  }
  return { starts, members, largest };
}

function slotOf(slots: Int32Array, hash: number, turn: number): number {
  return ((hash ^ turn) << 1) & (slots.length - 1);
}

/** The first turn that gives each hash of a group a free slot, which it then holds; -1 when there is none. */
function freeTurn(slots: Int32Array, hashes: Int32Array, members: Int32Array, { start, end }: Span): number {
  for (let turn = 0; turn <= 0xffff; turn += 1) {
    let taken = start;
    for (; taken < end; taken += 1) {
      const hash = hashes[members[taken] ?? 0] ?? 0;
      const slot = slotOf(slots, hash, turn);
      if (slots[slot] !== 0) break;
      slots[slot] = hash;
    }
    if (taken === end) return turn;
    for (let back = start; back < taken; back += 1) slots[slotOf(slots, hashes[members[back] ?? 0] ?? 0, turn)] = 0;
  }
  return -1;
}

/** The features of a call that the sieve lets through. */
let kept = new Int32Array(64);

/** Adds the weights of the first `count` features to the `mostColumns` sums that begin at `cell`, in steps of the table's unit. */
export function addWeights(table: Table, features: Int32Array, count: number, sums: Int32Array, cell: number): void {
  const { sieve, slots, turns, upper } = table;
  if (kept.length < count) kept = new Int32Array(count * 2);
  const lastWord = sieve.length - 1;
  const lastSlot = slots.length - 1;
  let left = 0;
  for (let place = 0; place < count; place += 1) {
    const hash = features[place] ?? 0;
    kept[left] = hash;
    // Without a branch, which would be guessed wrong as often as not.
    left += ((sieve[(hash >>> 5) & lastWord] ?? 0) >>> (hash & 31)) & 1;
  }
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let place = 0; place < left; place += 1) {
    const hash = kept[place] ?? 0;
    // As in `slotOf`, written out: this is the inner loop of the layer.
    const slot = ((hash ^ (turns[hash >>> upper] ?? 0)) << 1) & lastSlot;
    const other = (slots[slot] ?? 0) ^ hash;
    // All ones where the slot holds this feature, else 0.
    const here = ~((other | -other) >> 31);
    const packed = (slots[slot + 1] ?? 0) & here;
    a += (packed << 24) >> 24;
    b += (packed << 16) >> 24;
    c += (packed << 8) >> 24;
    d += packed >> 24;
  }
  sums[cell] = (sums[cell] ?? 0) + a;
  sums[cell + 1] = (sums[cell + 1] ?? 0) + b;
  sums[cell + 2] = (sums[cell + 2] ?? 0) + c;
  sums[cell + 3] = (sums[cell + 3] ?? 0) + d;
}
