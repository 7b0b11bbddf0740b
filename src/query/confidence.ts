import { logistic } from './ranking-model.ts';

/** What tells how likely the first candidate answers, in the order of the weights. */
export const confidenceNames = [
  'bias',
  'odds',
  'gap',
  'score',
  'coverage',
  'words',
  'expanded',
  'certainSecond',
] as const;

/** Weights by name, as `test/eval/fit-said.ts` writes them. */
export type ConfidenceWeights = Readonly<Record<string, number>>;

export interface Ranked {
  readonly score: number;
  readonly probability: number;
}

/**
 * @param ranked best first, with the shares of a softmax
 * @param topic.coverage share of the topic's weight in the first; `words` and `expanded` count the words of the topic
 */
export function confidenceFeatures(
  ranked: readonly Ranked[],
  topic: { readonly coverage: number; readonly words: number; readonly expanded: number },
): Float64Array {
  const first = ranked[0] ?? { score: 0, probability: 0 };
  const second = ranked[1] ?? { score: first.score - 10, probability: 0 };
  const share = Math.min(0.999, Math.max(0.001, first.probability));
  return Float64Array.from([
    1,
    Math.log(share / (1 - share)),
    Math.min(10, first.score - second.score),
    first.score / 10,
    topic.coverage,
    Math.min(topic.words, 12) / 6,
    topic.words === 0 ? 0 : topic.expanded / topic.words,
    second.probability,
  ]);
}

/** Probability that the first of them answers, 0 to 1. */
export function confidenceOf(weights: ConfidenceWeights, features: Float64Array): number {
  let sum = 0;
  for (const [place, name] of confidenceNames.entries()) sum += (weights[name] ?? 0) * (features[place] ?? 0);
  return logistic(sum);
}
