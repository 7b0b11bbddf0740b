/** Nothing is kept of longer words, which are rare and hardly ever come again. */
const longestKept = 24;
/** Slices that are longer share the letters of the text they are from, and would keep all of it in memory. */
const longestCopied = 12;
/** Words that are kept at most. News of a day has a sixth as many; when they are reached all are forgotten. */
const mostKept = 2 ** 15;
/** Slots of the table; half of them stay free. */
const slotCount = mostKept * 2;
const slotShift = 32 - Math.log2(slotCount);
/** Letters that are kept at most, with two numbers for each word. */
const mostLetters = mostKept * 10;
/** Bits of a slot that say where in the letters a word is; the others are of its hash, so that few others are compared. */
const placeBits = Math.ceil(Math.log2(mostLetters));
const places = 2 ** placeBits - 1;

/**
 * Remembers what a pure function makes of words. They are looked up by their letters where they stand in a text, so that a
 * word met before costs neither a string nor its hash.
 *
 * @returns looks up the word from `start` to `end` of a text with these codes
 */
export function byWord<Value>(
  make: (word: string) => Value,
): (text: string, codes: Uint16Array, start: number, end: number) => Value {
  const values: Value[] = [];
  /** 0 where free. */
  const slots = new Int32Array(slotCount);
  /** Of each word its place in `values`, its length, and its letters: side by side, since reading memory is what costs. */
  const letters = new Uint16Array(mostLetters);
  let used = 1;

  const forgetAll = (): void => {
    values.length = 0;
    slots.fill(0);
    used = 1;
  };
  const keep = (codes: Uint16Array, start: number, length: number, value: Value): number => {
    const at = used;
    letters[at] = values.push(value) - 1;
    letters[at + 1] = length;
    for (let place = 0; place < length; place += 1) letters[at + 2 + place] = codes[start + place] ?? 0;
    used += length + 2;
    return at;
  };
  const isAt = (at: number, codes: Uint16Array, start: number, length: number): boolean => {
    if (letters[at + 1] !== length) return false;
    let same = 0;
    while (same < length && letters[at + 2 + same] === codes[start + same]) same += 1;
    return same === length;
  };

  return (text, codes, start, end) => {
    const length = end - start;
    if (length > longestKept) return make(text.slice(start, end));
    let hash = 0;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (codes[at] ?? 0)) | 0;
    for (let slot = Math.imul(hash, 0x9e3779b1) >>> slotShift; ; slot = (slot + 1) & (slotCount - 1)) {
      const taken = slots[slot] ?? 0;
      if (taken !== 0) {
        const at = taken & places;
        if ((taken ^ hash) >>> placeBits !== 0 || !isAt(at, codes, start, length)) continue;
        const known = values[letters[at] ?? 0];
        if (known !== undefined) return known;
      }
      const value = make(copyOf(text, start, end));
      if (values.length === mostKept || used + length + 2 > mostLetters) forgetAll();
      else slots[slot] = (hash & ~places) | keep(codes, start, length, value);
      return value;
    }
  };
}

function copyOf(text: string, start: number, end: number): string {
  if (end - start <= longestCopied) return text.slice(start, end);
  return String.fromCharCode(...Array.from({ length: end - start }, (_, at) => text.charCodeAt(start + at)));
}
