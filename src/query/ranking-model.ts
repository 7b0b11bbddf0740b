/**
 * What `test/eval/fit-said.ts` and `fit-passages.ts` have fitted: a straight weighing of the features, and a layer of units that see what
 * several features mean together.
 */
export interface RankingModel {
  /** The features in the order of the weights. */
  readonly features: readonly string[];
  readonly weights: readonly number[];
  /** Each unit: its weight in the score, its bias, then a weight for each feature. */
  readonly units: readonly (readonly number[])[];
  /** Turns what is known of the first candidates into a probability. */
  readonly confidence: Readonly<Record<string, number>>;
}

/** Scores the features of one candidate; only differences between candidates of one question mean anything. */
export type Scorer = (features: Float64Array) => number;

/** @throws when the model was fitted for other features: the fit has to be run again then */
export function scorerOf({ features, weights, units }: RankingModel, names: readonly string[]): Scorer {
  if (features.join(' ') !== names.join(' ')) throw new Error(`The ranking was fitted for "${features.join(' ')}"`);
  const width = names.length;
  const straight = Float64Array.from(weights);
  const layer = units.map((unit) => Float64Array.from(unit));
  return (row) => {
    let score = 0;
    for (let place = 0; place < width; place += 1) score += (straight[place] ?? 0) * (row[place] ?? 0);
    for (const unit of layer) {
      let sum = unit[1] ?? 0;
      for (let place = 0; place < width; place += 1) sum += (unit[place + 2] ?? 0) * (row[place] ?? 0);
      score += (unit[0] ?? 0) * Math.tanh(sum);
    }
    return score;
  };
}

/** Probabilities of scores, in their order. */
export function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

export function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
