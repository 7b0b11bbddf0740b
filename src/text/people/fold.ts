/** Letters that Unicode does not take apart into a base letter and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
};

/** Folded already: most words of an article are. */
function isPlain(word: string): boolean {
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    if (!((code >= 0x61 && code <= 0x7a) || code === 0x2d || code === 0x27 || (code >= 0x30 && code <= 0x39)))
      return false;
  }
  return true;
}

/**
 * The form in which words of names are compared: lower case, no accents, no points, one kind of apostrophe and hyphen.
 * "U.S." is "us", "Jean‑Noël" is "jean-noel", "O’Brien" is "o'brien".
 */
export function foldWord(word: string): string {
  if (isPlain(word)) return word;
  const lower = word.toLowerCase();
  if (isPlain(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/[\u0300-\u036f.]/g, '')
    .replace(/[æđðıłøœßþ]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/[‐‑–]/g, '-')
    .normalize('NFC');
}

/** The words of a phrase, each folded; signs between them fall away. */
export function foldWords(phrase: string): string[] {
  return phrase
    .split(/[\s,;:()"“”/]+/u)
    .map((word) => foldWord(word).replace(/^['-]+|['-]+$/g, ''))
    .filter((word) => word !== '');
}
