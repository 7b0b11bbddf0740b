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

const plainName = /^[A-Za-z]{2,}(?: [A-Za-z]{2,})*$/;

/** Joins letters that stand alone, so that "J. D. Vance" is "JD Vance" and "U. S." is "US". */
function joinInitials(words: readonly string[]): string[] {
  const joined: string[] = [];
  let initials = '';
  for (const word of [...words, '']) {
    if (/^\p{L}$/u.test(word)) {
      initials += word;
      continue;
    }
    if (initials !== '') joined.push(initials);
    initials = '';
    if (word !== '') joined.push(word);
  }
  return joined;
}

/** The same names come again and again in one article and from one article to the next, and folding takes microseconds. */
const folded = new Map<string, string>();
const mostKept = 10_000;

/**
 * The form by which names, descriptions and outlets are compared: "Jean-Noël Barrot" and "Jean-Noel Barrot" are one,
 * "the Kremlin" is "Kremlin", "U.S." is "US". A name without letters and digits stays as it is.
 */
export function foldName(name: string): string {
  const known = folded.get(name);
  if (known !== undefined) return known;
  if (folded.size >= mostKept) folded.clear();
  const form = fold(name);
  folded.set(name, form);
  return form;
}

function fold(name: string): string {
  // Nine of ten names have nothing to fold but capitals.
  if (plainName.test(name)) return name.toLowerCase().replace(/^the (?=.)/, '');
  const letters = name
    .toLowerCase()
    .normalize('NFKD')
    // Only the marks of European scripts: those of Indic scripts are vowels.
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[æđðıłøœßþ]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/[.'’ʼ`´]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
  if (letters === '') return name.trim().toLowerCase();
  const words = joinInitials(letters.split(' '));
  return (words.length > 1 && words[0] === 'the' ? words.slice(1) : words).join(' ');
}
