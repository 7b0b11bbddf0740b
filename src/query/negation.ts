/** Folded words that turn a sentence round; contractions have lost their apostrophe. */
const negations = new Set(
  `no not never none nothing nobody neither nor without cannot dont doesnt didnt wont cant isnt arent wasnt werent havent
  hasnt hadnt couldnt wouldnt shouldnt mustnt neednt aint hardly barely scarcely`.split(/\s+/),
);

export function isNegation(folded: string): boolean {
  return negations.has(folded);
}
