/** What a question says in signs rather than words, and the words that remain. */
export interface MarkedQuestion {
  /** The question with each quotation replaced by `quotationPlace` and operators taken out, blanks collapsed. */
  readonly text: string;
  /** Words that stood in quotation marks, in order. */
  readonly quotations: readonly string[];
  /** `outlet:` as typed. */
  readonly outlet: string | null;
  /** Words after a minus sign. */
  readonly excluded: readonly string[];
}

/** Stands for a quotation in the text of a question; a private-use character that no one types. */
export const quotationPlace = '\uE000';

/** Opening mark to the marks that may close it: people mix kinds, and copied text has double primes and low marks. */
const pairs: readonly { readonly open: string; readonly close: string }[] = [
  { open: '“”„‟″"＂〝', close: '”“″"＂‟〞〟' },
  { open: '«', close: '»' },
  { open: '»', close: '«' },
  { open: '‹', close: '›' },
  { open: '「', close: '」' },
  { open: '『', close: '』' },
];

/** Longest question that is read as a sentence; what follows can only be a pasted text. */
const longestRead = 20_000;

/** Takes quotations, `outlet:` and `-word` out of a question. An unclosed mark reaches to the end. */
export function readMarks(question: string): MarkedQuestion {
  const plain = question.toWellFormed().slice(0, longestRead).replaceAll(quotationPlace, ' ').replace(/\s+/g, ' ');
  const outlet = takeOutlet(plain);
  const quoted = takeQuotations(outlet.text);
  const excluded = takeExcluded(quoted.text);
  return {
    text: excluded.text.replace(/\s+/g, ' ').trim(),
    quotations: quoted.quotations,
    outlet: outlet.name,
    excluded: excluded.words,
  };
}

const outletOperator = /(?:^|\s)outlet:\s*(?:[“”"″](?<quoted>[^“”"″]+)[“”"″]|(?<word>[^\s“”"″]+))/i;

function takeOutlet(text: string): { text: string; name: string | null } {
  const match = outletOperator.exec(text);
  const name = match?.groups?.quoted ?? match?.groups?.word;
  if (!match || name === undefined) return { text, name: null };
  return { text: `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`, name: name.trim() };
}

function takeQuotations(text: string): { text: string; quotations: string[] } {
  const quotations: string[] = [];
  let rest = '';
  let at = 0;
  while (at < text.length) {
    const end = quotationEnd(text, at);
    if (end === null) {
      rest += text[at];
      at += 1;
      continue;
    }
    const words = text.slice(at + 1, end).trim();
    if (/[\p{L}\p{N}]/u.test(words)) {
      quotations.push(words);
      rest += ` ${quotationPlace} `;
    }
    at = end + 1;
  }
  return { text: rest, quotations };
}

/** Where the quotation that opens at `at` closes, or `null` when none opens there. */
function quotationEnd(text: string, at: number): number | null {
  const mark = text.charAt(at);
  if (/['‘’`]/.test(mark)) return singleQuotationEnd(text, at);
  const pair = pairs.find(({ open }) => open.includes(mark));
  if (!pair || isInch(text, at)) return null;
  for (let place = at + 1; place < text.length; place += 1) {
    if (pair.close.includes(text.charAt(place))) return place;
  }
  // A lone closing mark at the very end quotes nothing.
  return at + 1 < text.length ? text.length : null;
}

function isInch(text: string, at: number): boolean {
  return /["″]/.test(text.charAt(at)) && /\d/.test(text.charAt(at - 1)) && !/["″“]/.test(text.slice(at + 1));
}

/** A single mark quotes only between blanks: inside or at the end of a word it is an apostrophe. */
function singleQuotationEnd(text: string, at: number): number | null {
  if (at > 0 && !/[\s(,:]/.test(text.charAt(at - 1))) return null;
  if (!/[\p{L}\p{N}]/u.test(text.charAt(at + 1))) return null;
  const closing = /['’‘`](?=$|[\s?.!,;:)])/g;
  closing.lastIndex = at + 2;
  let last: number | null = null;
  for (let match = closing.exec(text); match; match = closing.exec(text)) {
    // "the leaders' table" holds an apostrophe; the last mark before the end of the question closes.
    last = match.index;
  }
  return last;
}

function takeExcluded(text: string): { text: string; words: string[] } {
  const words: string[] = [];
  const rest = text.replace(
    /(^|\s)[-−–](?=[\p{L}\p{N}])([\p{L}\p{N}'’-]+)/gu,
    (_whole, before: string, word: string) => {
      words.push(word);
      return before;
    },
  );
  return { text: rest, words };
}
