/** Longer slices of a text keep the whole text in memory, so nothing is kept of longer words. */
const longestKept = 12;
/** Places for words; a power of two. News of a day has a third as many. */
const places = 2 ** 14;

interface Kept<Value> {
  readonly word: string;
  readonly value: Value;
}

/**
 * Remembers what a pure function makes of words. They are looked up by their characters where they stand in a text, so that
 * a word met before costs neither a string nor its hash; a word that falls on the place of another takes it.
 */
export function byWord<Value>(make: (word: string) => Value): (text: string, start: number, end: number) => Value {
  const kept: (Kept<Value> | undefined)[] = new Array<undefined>(places).fill(undefined);
  return (text, start, end) => {
    if (end - start > longestKept) return make(text.slice(start, end));
    let hash = 0;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    const place = (hash ^ (hash >>> 14)) & (places - 1);
    const known = kept[place];
    if (known !== undefined && isAt(known.word, text, start, end)) return known.value;
    const word = text.slice(start, end);
    const value = make(word);
    kept[place] = { word, value };
    return value;
  };
}

function isAt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
}
