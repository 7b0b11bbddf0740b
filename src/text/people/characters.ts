/** Classes of characters, looked up by code since this is the inner loop of the text stage. */
const letter = 1;
const upper = 2;
const digit = 4;

const ascii = new Uint8Array(128);
for (let code = 0x61; code <= 0x7a; code += 1) ascii[code] = letter;
for (let code = 0x41; code <= 0x5a; code += 1) ascii[code] = letter | upper;
for (let code = 0x30; code <= 0x39; code += 1) ascii[code] = digit;

const wordSign = /[\p{L}\p{M}\p{N}]/u;

/** A letter, a digit or a mark on a letter. */
export function isWordCode(code: number): boolean {
  if (code < 128) return ascii[code] !== 0;
  // General punctuation, the quotation marks and dashes among it.
  if (code >= 0x2000 && code <= 0x206f) return false;
  // Halves of a pair: letters beyond the basic plane, or signs that stand for nobody.
  return (code >= 0xd800 && code <= 0xdfff) || wordSign.test(String.fromCharCode(code));
}

export function isAsciiLetter(code: number): boolean {
  return code < 128 && ((ascii[code] ?? 0) & letter) !== 0;
}

export function isUpperCode(code: number): boolean {
  if (code < 128) return ((ascii[code] ?? 0) & upper) !== 0;
  const sign = String.fromCharCode(code);
  return sign !== sign.toLowerCase();
}

export function isLowerCode(code: number): boolean {
  if (code < 128) return ascii[code] === letter;
  const sign = String.fromCharCode(code);
  return sign !== sign.toUpperCase();
}

export function isDigitCode(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** "'", "’", "ʼ". */
export function isApostropheCode(code: number): boolean {
  return code === 0x27 || code === 0x2019 || code === 0x2bc;
}

/** "-" and its two kin that join words. */
export function isHyphenCode(code: number): boolean {
  return code === 0x2d || code === 0x2010 || code === 0x2011;
}
