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

const plain = /^[a-z0-9'-]*$/;

/**
 * The form in which words of names are compared: lower case, no accents, no points, one kind of apostrophe and hyphen.
 * "U.S." is "us", "Jean‑Noël" is "jean-noel", "O’Brien" is "o'brien".
 */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (plain.test(lower)) return lower;
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
