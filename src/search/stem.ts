import { stemmer } from 'stemmer';
import { americanise } from './american.ts';
import { regularForm } from './irregular.ts';

/** English endings stand after letters; what holds a digit, a dot or another script has none. */
const stemmable = /^[a-z]+$/;
const decade = /^(\d+)s$/;

/**
 * The term that a folded word stands for in the index: its American spelling without endings, "met" as "meet".
 *
 * @see https://tartarus.org/martin/PorterStemmer/
 */
export function stemWord(folded: string): string {
  if (!stemmable.test(folded)) return decade.exec(folded)?.[1] ?? folded;
  const stem = stemmer(americanise(regularForm(folded)));
  if (stem === '') return folded;
  // Porter keeps the doubled l that British English sets before an ending: "travelled" would not meet "traveled".
  return stem.length > 4 && stem.endsWith('ll') ? stem.slice(0, -1) : stem;
}
