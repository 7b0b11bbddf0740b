/** Words at each end of a long passage. Enough to be found once; browsers compare whole words. */
const wordsAtEachEnd = 6;
const longestWhole = 120;

/**
 * The address of a passage in its article: a browser scrolls to the words and marks them.
 *
 * @param url of the article; one that has a fragment already keeps it
 * @param passage as it stands in the article; only its first and last paragraph are used, since a fragment's parts
 * cannot span blocks
 * @returns `url` as it is when the passage holds no word
 * @see https://wicg.github.io/scroll-to-text-fragment/
 */
export function linkToWords(url: string, passage: string): string {
  const directive = textDirective(passage);
  if (directive === null) return url;
  return url.includes('#') ? `${url}:~:${directive}` : `${url}#:~:${directive}`;
}

function textDirective(passage: string): string | null {
  const blocks = passage
    .split(/\n+/)
    .map((block) => block.trim().replace(/\s+/g, ' '))
    .filter((block) => /[\p{L}\p{N}]/u.test(block));
  const first = blocks[0];
  const last = blocks.at(-1);
  if (first === undefined || last === undefined) return null;
  if (blocks.length === 1 && first.length <= longestWhole) return `text=${encode(first)}`;
  const start = first.split(' ').slice(0, wordsAtEachEnd).join(' ');
  const end = last.split(' ').slice(-wordsAtEachEnd).join(' ');
  return `text=${encode(start)},${encode(end)}`;
}

/** `-`, `,` and `&` have a meaning of their own in a text directive. */
function encode(words: string): string {
  return encodeURIComponent(words)
    .replace(/-/g, '%2D')
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
