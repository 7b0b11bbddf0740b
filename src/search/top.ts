/** One place in a ranking. */
export interface Ranked {
  readonly score: number;
  readonly row: number;
  readonly sentence: number;
}

/** The best few so far: a heap with the worst on top. Equal scores stand newest row first, then in reading order. */
export class Top {
  readonly #limit: number;
  readonly #heap: Ranked[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** What a score has to reach to get in; it still has to win the tie then. */
  get threshold(): number {
    return this.#heap.length < this.#limit ? 0 : (this.#heap[0]?.score ?? 0);
  }

  get isFull(): boolean {
    return this.#heap.length >= this.#limit;
  }

  offer(score: number, row: number, sentence: number): void {
    const heap = this.#heap;
    const entry = { score, row, sentence };
    if (heap.length < this.#limit) {
      heap.push(entry);
      this.#rise(heap.length - 1, entry);
    } else {
      const worst = heap[0];
      if (worst === undefined || !isBetter(entry, worst)) return;
      this.#sink(entry);
    }
  }

  /** Best first. */
  ranking(): Ranked[] {
    return this.#heap.toSorted((one, other) => (isBetter(one, other) ? -1 : 1));
  }

  #rise(from: number, entry: Ranked): void {
    const heap = this.#heap;
    let place = from;
    while (place > 0) {
      const up = (place - 1) >> 1;
      const parent = heap[up];
      if (parent === undefined || !isBetter(parent, entry)) break;
      heap[place] = parent;
      place = up;
    }
    heap[place] = entry;
  }

  #sink(entry: Ranked): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      let down = place * 2 + 1;
      let child = heap[down];
      if (child === undefined) break;
      const sibling = heap[down + 1];
      if (sibling !== undefined && isBetter(child, sibling)) {
        child = sibling;
        down++;
      }
      if (!isBetter(entry, child)) break;
      heap[place] = child;
      place = down;
    }
    heap[place] = entry;
  }
}

function isBetter(one: Ranked, other: Ranked): boolean {
  if (one.score !== other.score) return one.score > other.score;
  if (one.row !== other.row) return one.row > other.row;
  return one.sentence < other.sentence;
}
