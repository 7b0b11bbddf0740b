import { stemWord } from './stem.ts';

/** Words that hold a sentence together: nobody asks for one, and no slip of a longer word is read as one. */
const functionWords = new Set(
  `a about an and any are as at be been being but by can could did do does had has have he her him his how i if in into is
  it its let me my no of on or our she so some than that the their them then there these they this those to us was we were
  what when where which while who whom whose why will with would you your`.split(/\s+/),
);

export function isFunctionWord(folded: string): boolean {
  return functionWords.has(folded);
}

const functionTerms = new Set([...functionWords].map(stemWord));

/** Tells the same of a term: "was" and "has" are known as "wa" and "ha", which are words of no other kind. */
export function isFunctionTerm(term: string): boolean {
  return functionTerms.has(term);
}
