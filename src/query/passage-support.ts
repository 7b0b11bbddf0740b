import { type Examined, featureOf } from './passage-features.ts';
import { logistic } from './ranking-model.ts';
import weights from './support-weights.json' with { type: 'json' };

/** What tells a sentence that answers from the nearest one of an archive that has no answer, in the order of the weights. */
export const supportNames = [
  'bias',
  'missingInParagraph',
  'missingInArticle',
  'article',
  'paragraph',
  'title',
  'near',
  'coverage',
  'names',
  'plain',
  'bigrams',
  'run',
  'graded',
  'synonyms',
  'articleHits',
  'often',
  'paragraphHits',
  'answerNear',
  'asked',
  'noAnswer',
] as const;

/** Kinds of words that a question may ask for, and that a sentence either holds or does not. */
const kinds = ['asksPerson', 'asksTime', 'asksPlace', 'asksNumber'] as const;

export function supportFeatures(first: Examined): Float64Array {
  return Float64Array.from(supportNames, (name) => {
    if (name === 'bias') return 1;
    if (name !== 'noAnswer') return featureOf(first, name);
    return first.answers.length === 0 && kinds.some((kind) => featureOf(first, kind) > 0) ? 1 : 0;
  });
}

/**
 * How likely it is that the first passage answers, rather than that nothing does, 0 to 1. Ranking and confidence are fitted
 * on questions that have an answer; this is fitted on the same questions with and without the article that has it.
 */
export function supportOf(first: Examined): number {
  const known: Readonly<Record<string, number>> = weights;
  const features = supportFeatures(first);
  let sum = 0;
  for (const [place, name] of supportNames.entries()) sum += (known[name] ?? 0) * (features[place] ?? 0);
  return logistic(sum);
}
