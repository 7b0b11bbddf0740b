/** Nothing is kept of longer words, which are rare and hardly ever come again. */
const longestKept = 24;
/** Slices that are longer share the letters of the text they are from, and would keep all of it in memory. */
const longestCopied = 12;
/** Places for words; a power of two. News of a day has a third as many. */
const places = 2 ** 14;

/**
 * Remembers what a pure function makes of words. They are looked up by their characters where they stand in a text, so that
 * a word met before costs neither a string nor its hash; a word that falls on the place of another takes it.
 */
export function byWord<Value extends { readonly text: string }>(
  make: (word: string) => Value,
): (text: string, start: number, end: number) => Value {
  const kept: (Value | undefined)[] = new Array<undefined>(places).fill(undefined);
  return (text, start, end) => {
    if (end - start > longestKept) return make(text.slice(start, end));
    let hash = 0;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    const place = (hash ^ (hash >>> 14)) & (places - 1);
    const known = kept[place];
    if (known !== undefined && isAt(known.text, text, start, end)) return known;
    const value = make(copyOf(text, start, end));
    kept[place] = value;
    return value;
  };
}

function copyOf(text: string, start: number, end: number): string {
  if (end - start <= longestCopied) return text.slice(start, end);
  return String.fromCharCode(...Array.from({ length: end - start }, (_, at) => text.charCodeAt(start + at)));
}

function isAt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
}
