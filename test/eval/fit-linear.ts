/** One question: the features of its candidates in rows, and which of them answer. */
export interface Example {
  readonly features: readonly Float64Array[];
  readonly right: readonly boolean[];
}

interface Options {
  readonly steps: number;
  readonly rate: number;
  /** Pulls weights to zero. */
  readonly decay: number;
}

/**
 * Fits a linear model so that the right candidates of each question get the largest share of a softmax over all of
 * them (listwise), by Adam over all examples. Deterministic.
 *
 * @see https://arxiv.org/abs/1412.6980
 */
export function fitLinear(examples: readonly Example[], width: number, options: Options): Float64Array {
  const scales = deviations(examples, width);
  const weights = new Float64Array(width);
  const mean = new Float64Array(width);
  const square = new Float64Array(width);
  const usable = examples.filter(({ right }) => right.some(Boolean));
  const batch = 256;
  let step = 0;
  for (let epoch = 0; epoch < options.steps; epoch += 1) {
    for (let from = 0; from < usable.length; from += batch) {
      const gradient = new Float64Array(width);
      const part = usable.slice(from, from + batch);
      for (const example of part) addGradient(example, weights, scales, gradient);
      step += 1;
      const rate = options.rate * (1 - epoch / options.steps);
      for (let place = 0; place < width; place += 1) {
        const slope = (gradient[place] ?? 0) / part.length + options.decay * (weights[place] ?? 0);
        mean[place] = 0.9 * (mean[place] ?? 0) + 0.1 * slope;
        square[place] = 0.999 * (square[place] ?? 0) + 0.001 * slope * slope;
        const first = (mean[place] ?? 0) / (1 - 0.9 ** step);
        const second = (square[place] ?? 0) / (1 - 0.999 ** step);
        weights[place] = (weights[place] ?? 0) - (rate * first) / (Math.sqrt(second) + 1e-8);
      }
    }
  }
  return weights.map((weight, place) => weight / (scales[place] ?? 1));
}

export function deviations(examples: readonly Example[], width: number): Float64Array {
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  let count = 0;
  for (const { features } of examples) {
    for (const row of features) {
      count += 1;
      for (let place = 0; place < width; place += 1) {
        const value = row[place] ?? 0;
        sums[place] = (sums[place] ?? 0) + value;
        squares[place] = (squares[place] ?? 0) + value * value;
      }
    }
  }
  return sums.map((sum, place) => {
    const average = sum / Math.max(1, count);
    const variance = (squares[place] ?? 0) / Math.max(1, count) - average * average;
    return variance > 1e-12 ? Math.sqrt(variance) : 1;
  });
}

function addGradient(
  { features, right }: Example,
  weights: Float64Array,
  scales: Float64Array,
  gradient: Float64Array,
): void {
  const width = weights.length;
  const scores = features.map((row) => {
    let score = 0;
    for (let place = 0; place < width; place += 1) {
      score += ((weights[place] ?? 0) * (row[place] ?? 0)) / (scales[place] ?? 1);
    }
    return score;
  });
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const all = powers.reduce((sum, power) => sum + power, 0);
  const good = powers.reduce((sum, power, place) => sum + (right[place] ? power : 0), 0);
  if (good === 0) return;
  for (const [candidate, row] of features.entries()) {
    const power = powers[candidate] ?? 0;
    const pull = power / all - (right[candidate] ? power / good : 0);
    if (Math.abs(pull) < 1e-6) continue;
    for (let place = 0; place < width; place += 1) {
      gradient[place] = (gradient[place] ?? 0) + (pull * (row[place] ?? 0)) / (scales[place] ?? 1);
    }
  }
}
