/** Codes behind the end that read as 0, so that a look ahead needs no check. */
const margin = 8;
/** An array for a longer text goes with the next text. */
const longestKept = 2 ** 20;

let roomy = new Uint16Array(2 ** 14);
let current = { text: '', codes: roomy };

/**
 * The UTF-16 codes of a text, zeros behind them. Reading them from an array costs a fraction of `charCodeAt`, which looks
 * each time how the string is kept. The array is filled anew with the next text: hold it no longer than this one is read.
 */
export function codesOf(text: string): Uint16Array {
  if (text !== current.text) current = { text, codes: fill(roomFor(text.length + margin), text) };
  // The same letters in another string, which would be compared each time.
  else current.text = text;
  return current.codes;
}

function roomFor(length: number): Uint16Array<ArrayBuffer> {
  if (length > longestKept) return new Uint16Array(length);
  if (roomy.length < length) roomy = new Uint16Array(length * 2);
  return roomy;
}

function fill(codes: Uint16Array<ArrayBuffer>, text: string): Uint16Array<ArrayBuffer> {
  Buffer.from(codes.buffer).write(text, 'utf16le');
  return codes.fill(0, text.length, text.length + margin);
}
