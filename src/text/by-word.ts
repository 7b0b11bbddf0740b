/** Nothing is kept of longer words, which are rare and hardly ever come again. */
const longestKept = 24;
/** Slices that are longer share the letters of the text they are from, and would keep all of it in memory. */
const longestCopied = 12;
/** Places for words; a power of two. News of a day has a third as many. */
const places = 2 ** 14;

/**
 * Remembers what a pure function makes of words. They are looked up by their characters where they stand in a text, so that
 * a word met before costs neither a string nor its hash; a word that falls on the place of another takes it.
 *
 * @returns looks up the word from `start` to `end` of a text with these codes
 */
export function byWord<Value>(
  make: (word: string) => Value,
): (text: string, codes: Uint16Array, start: number, end: number) => Value {
  const kept: (Value | undefined)[] = new Array<undefined>(places).fill(undefined);
  const lengths = new Uint8Array(places);
  /** The codes of the kept words, each from its place times `longestKept` on. */
  const letters = new Uint16Array(places * longestKept);
  return (text, codes, start, end) => {
    const length = end - start;
    if (length > longestKept) return make(text.slice(start, end));
    let hash = 0;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (codes[at] ?? 0)) | 0;
    const place = (hash ^ (hash >>> 14)) & (places - 1);
    const known = kept[place];
    const first = place * longestKept;
    if (known !== undefined && lengths[place] === length) {
      let same = 0;
      while (same < length && letters[first + same] === codes[start + same]) same += 1;
      if (same === length) return known;
    }
    const value = make(copyOf(text, start, end));
    kept[place] = value;
    lengths[place] = length;
    for (let at = 0; at < length; at += 1) letters[first + at] = codes[start + at] ?? 0;
    return value;
  };
}

function copyOf(text: string, start: number, end: number): string {
  if (end - start <= longestCopied) return text.slice(start, end);
  return String.fromCharCode(...Array.from({ length: end - start }, (_, at) => text.charCodeAt(start + at)));
}
