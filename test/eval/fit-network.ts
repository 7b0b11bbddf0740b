import type { RankingModel } from '../../src/query/ranking-model.ts';
import { randomFrom } from '../archive/made-articles.ts';
import { deviations, type Example, fitLinear } from './fit-linear.ts';

export interface NetworkOptions {
  readonly units: number;
  readonly epochs: number;
  readonly rate: number;
  /** Pulls weights of the layer to zero. */
  readonly decay: number;
  readonly seed: number;
}

type Layers = Pick<RankingModel, 'weights' | 'units'>;

const batch = 64;

/**
 * Fits a straight weighing and a layer of units over it, listwise as `fitLinear()`, from which it starts. Deterministic.
 */
export function fitNetwork(examples: readonly Example[], width: number, options: NetworkOptions): Layers {
  const scales = deviations(examples, width);
  const usable = examples
    .filter(({ right }) => right.some(Boolean) && !right.every(Boolean))
    .map(({ features, right }) => ({ rows: scaled(features, scales), right }));
  const linear = fitLinear(examples, width, { steps: 40, rate: 0.05, decay: 1e-4 });
  const random = randomFrom(options.seed);
  const { units } = options;
  /** The straight weights, then for each unit its weight in the score, its bias and its weights. */
  const size = width + units * (width + 2);
  const weights = new Float64Array(size);
  for (let place = 0; place < width; place += 1) weights[place] = (linear[place] ?? 0) * (scales[place] ?? 1);
  for (let place = width; place < size; place += 1) weights[place] = (random() * 2 - 1) / Math.sqrt(width);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    const order = shuffled(usable.length, random);
    const rate = options.rate * (1 - epoch / options.epochs);
    for (let from = 0; from < order.length; from += batch) {
      const part = order.slice(from, from + batch);
      const gradient = new Float64Array(size);
      for (const place of part) {
        const example = usable[place];
        if (example !== undefined) addGradient(example, weights, { width, units, gradient });
      }
      step += 1;
      for (let place = 0; place < size; place += 1) {
        const pull = place < width ? 1e-4 : options.decay;
        const slope = (gradient[place] ?? 0) / part.length + pull * (weights[place] ?? 0);
        mean[place] = 0.9 * (mean[place] ?? 0) + 0.1 * slope;
        square[place] = 0.999 * (square[place] ?? 0) + 0.001 * slope * slope;
        const first = (mean[place] ?? 0) / (1 - 0.9 ** step);
        const second = (square[place] ?? 0) / (1 - 0.999 ** step);
        weights[place] = (weights[place] ?? 0) - (rate * first) / (Math.sqrt(second) + 1e-8);
      }
    }
  }
  return unscaled(weights, scales, { width, units });
}

function scaled(features: readonly Float64Array[], scales: Float64Array): Float64Array[] {
  return features.map((row) => row.map((value, place) => value / (scales[place] ?? 1)));
}

function shuffled(length: number, random: () => number): number[] {
  const order = Array.from({ length }, (_, place) => place);
  for (let place = length - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    [order[place], order[other]] = [order[other] ?? 0, order[place] ?? 0];
  }
  return order;
}

interface Shape {
  readonly width: number;
  readonly units: number;
}

function addGradient(
  { rows, right }: { readonly rows: readonly Float64Array[]; readonly right: readonly boolean[] },
  weights: Float64Array,
  { width, units, gradient }: Shape & { readonly gradient: Float64Array },
): void {
  const active = rows.map(() => new Float64Array(units));
  const scores = rows.map((row, candidate) => {
    let score = 0;
    for (let place = 0; place < width; place += 1) score += (weights[place] ?? 0) * (row[place] ?? 0);
    const own = active[candidate] ?? new Float64Array(units);
    for (let unit = 0; unit < units; unit += 1) {
      const base = width + unit * (width + 2);
      let sum = weights[base + 1] ?? 0;
      for (let place = 0; place < width; place += 1) sum += (weights[base + 2 + place] ?? 0) * (row[place] ?? 0);
      const value = Math.tanh(sum);
      own[unit] = value;
      score += (weights[base] ?? 0) * value;
    }
    return score;
  });
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const all = powers.reduce((sum, power) => sum + power, 0);
  const good = powers.reduce((sum, power, place) => sum + (right[place] ? power : 0), 0);
  if (good === 0) return;
  for (const [candidate, row] of rows.entries()) {
    const power = powers[candidate] ?? 0;
    const pull = power / all - (right[candidate] ? power / good : 0);
    if (Math.abs(pull) < 1e-5) continue;
    for (let place = 0; place < width; place += 1) gradient[place] = (gradient[place] ?? 0) + pull * (row[place] ?? 0);
    for (let unit = 0; unit < units; unit += 1) {
      const base = width + unit * (width + 2);
      const value = active[candidate]?.[unit] ?? 0;
      const back = pull * (weights[base] ?? 0) * (1 - value * value);
      gradient[base] = (gradient[base] ?? 0) + pull * value;
      gradient[base + 1] = (gradient[base + 1] ?? 0) + back;
      for (let place = 0; place < width; place += 1) {
        gradient[base + 2 + place] = (gradient[base + 2 + place] ?? 0) + back * (row[place] ?? 0);
      }
    }
  }
}

function unscaled(weights: Float64Array, scales: Float64Array, { width, units }: Shape): Layers {
  const told = (value: number): number => Number(value.toPrecision(5));
  return {
    weights: Array.from({ length: width }, (_, place) => told((weights[place] ?? 0) / (scales[place] ?? 1))),
    units: Array.from({ length: units }, (_, unit) => {
      const base = width + unit * (width + 2);
      const inputs = Array.from({ length: width }, (_none, place) =>
        told((weights[base + 2 + place] ?? 0) / (scales[place] ?? 1)),
      );
      return [told(weights[base] ?? 0), told(weights[base + 1] ?? 0), ...inputs];
    }),
  };
}
