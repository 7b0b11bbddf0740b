/** Weights by the name of the feature, as `test/eval/fit-ranking.ts` writes them. */
export interface LinearModel {
  readonly weights: Readonly<Record<string, number>>;
  /** Turns what is known of the first candidates into a probability. */
  readonly confidence: Readonly<Record<string, number>>;
}

/** The weights in the order of the features; a feature without a weight counts nothing. */
export function weightsFor(model: LinearModel, names: readonly string[]): Float64Array {
  return Float64Array.from(names, (name) => model.weights[name] ?? 0);
}

export function scoreOf(weights: Float64Array, features: Float64Array): number {
  let score = 0;
  for (let place = 0; place < weights.length; place += 1) score += (weights[place] ?? 0) * (features[place] ?? 0);
  return score;
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
