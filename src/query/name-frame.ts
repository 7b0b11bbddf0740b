const honorifics = new Set('mr mrs ms miss mx dr prof professor sir dame lord lady madam the his her'.split(' '));
/** Titles that may stand before a name without being stated of it in the archive. */
export const titles = new Set(
  'president senator sen secretary minister chancellor king queen prince princess pope general gen governor gov congressman congresswoman representative rep mayor judge justice ambassador chairman chairwoman chair chief leader head candidate spokesman spokeswoman spokesperson prime foreign vice deputy former ex us uk russian ukrainian french german american british'.split(
    ' ',
  ),
);

/** Words for people that tell nobody apart, however an article describes somebody. */
export const anybody = new Set(
  'man men woman women person people guy guys boy girl lady gentleman child kid one somebody someone'.split(' '),
);

/** They tell a son from his father, and are nobody's surname. */
export const generations = new Set(['jr', 'sr', 'ii', 'iii', 'iv']);

/** Not all that is a slip away from it: Thea and Tae are people. */
export const slipsOfThe = new Set(['teh', 'hte', 'th', 'te', 'thw', 'tje']);

/** "teh mayor" as "mayor"; `null` when it begins with nothing of the kind. */
export function withoutSlipOfThe([first = '', ...rest]: readonly string[]): string | null {
  return rest.length > 0 && slipsOfThe.has(first) ? rest.join(' ') : null;
}

const shortTitles: ReadonlyMap<string, string> = new Map([
  ['sec', 'secretary'],
  ['secy', 'secretary'],
  ['pres', 'president'],
  ['pm', 'prime minister'],
  ['fm', 'foreign minister'],
  ['min', 'minister'],
  ['gov', 'governor'],
  ['sen', 'senator'],
  ['rep', 'representative'],
  ['amb', 'ambassador'],
  ['gen', 'general'],
  ['dept', 'department'],
  ['govt', 'government'],
  ['dir', 'director'],
  ['spox', 'spokesman'],
  ['ag', 'attorney general'],
  ['ceo', 'chief executive'],
]);

/** "the sec of state" in whole words; `null` when nothing is short for anything. */
export function openedTitles(asked: readonly string[]): string | null {
  const isShort =
    asked.length > 1 ? asked.some((word) => shortTitles.has(word)) : /^(?:pm|fm|ag|ceo)$/.test(asked[0] ?? '');
  if (!isShort) return null;
  return asked.map((word) => shortTitles.get(word) ?? word).join(' ');
}

export function withoutHonorifics(words: readonly string[]): string[] {
  const rest = words.filter((word) => !honorifics.has(word));
  return rest.length === 0 ? [...words] : rest;
}
