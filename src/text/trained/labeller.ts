import type { Token } from '../tokens.ts';
import {
  argumentFeatureCount,
  edgeFeatures,
  fixedEdgeFeatures,
  fixedTokenFeatures,
  sideOf,
  tokenFeatures,
  viewFrom,
} from './argument-features.ts';
import { bestChain, type ChainScores, chancesOf, edgeColumns, newScores, resetScores, tokenColumns } from './chain.ts';
import { cueFeatureCount, cueFeatures } from './cue-features.ts';
import { slotOf, type Table } from './table.ts';
import type { UnitNumbers } from './unit-features.ts';

export interface Weights {
  /** Width 1: whether a word is worth a chain at all. */
  readonly cue: Table;
  readonly token: Table;
  readonly edge: Table;
  readonly final: Table;
}

/** What was found for one cue. */
export interface Labelled {
  readonly cue: number;
  /** Labels of the tokens. */
  readonly labels: Uint8Array;
  /** Probability that the cue reports anything. */
  readonly probability: number;
}

/** Words below this chance of being a cue get no chain. */
const worthChain = 0.2;
/** Chance of a speaker above which the best chain has to hold one. */
const speakerBar = 0.02;
/** Tokens on each side of a cue that a chain reads. */
const chainReach = 120;

/** The part of a unit that a chain reads. */
export function chainWindow(length: number, cue: number): { from: number; to: number } {
  return { from: Math.max(0, cue - chainReach), to: Math.min(length, cue + chainReach) };
}

/** Words that may be cues: verbs that report somewhere, "according", and the colon. */
export function mayBeCue(token: Token, likely: number): boolean {
  if (token.kind === 'sign') return token.text === ':';
  return token.kind === 'word' && (likely > 0 || token.lower === 'according');
}

const features = new Int32Array(Math.max(cueFeatureCount, argumentFeatureCount));

/** Chance that the word at `at` is a cue, as its own features show. */
export function cueProbability({ cue }: Weights, unit: UnitNumbers, at: number): number {
  const count = cueFeatures(unit, at, features);
  let sum = 0;
  for (let place = 0; place < count; place += 1) {
    const slot = slotOf(cue, features[place] ?? 0);
    if (slot >= 0) sum += cue.values[slot] ?? 0;
  }
  return 1 / (1 + Math.exp(-sum));
}

/** What a unit's tokens and places weigh whichever word is the cue, for both sides of it; made when first asked for. */
class FixedScores {
  readonly token: Float64Array;
  readonly edge: Float64Array;
  readonly #weights: Weights;
  readonly #unit: UnitNumbers;
  readonly #known: Uint8Array;

  constructor(weights: Weights, unit: UnitNumbers) {
    const places = unit.tokens.length + 1;
    this.#weights = weights;
    this.#unit = unit;
    this.token = new Float64Array(places * 3 * tokenColumns);
    this.edge = new Float64Array(places * 2 * edgeColumns);
    this.#known = new Uint8Array(places * 5);
  }

  /** Where the sums of a token begin. */
  tokenCell(side: number, at: number): number {
    const cell = (at * 3 + side) * tokenColumns;
    if (this.#known[at * 5 + side] === 0) {
      this.#known[at * 5 + side] = 1;
      addWeights(this.#weights.token, fixedTokenFeatures(this.#unit, side, at, features), this.token, cell);
    }
    return cell;
  }

  /** Where the sums of a place begin. */
  edgeCell(side: number, at: number): number {
    const cell = (at * 2 + side) * edgeColumns;
    if (this.#known[at * 5 + 3 + side] === 0) {
      this.#known[at * 5 + 3 + side] = 1;
      addWeights(this.#weights.edge, fixedEdgeFeatures(this.#unit, side, at, features), this.edge, cell);
    }
    return cell;
  }
}

/** Sums the weights of one chain. */
function scoreChain(weights: Weights, unit: UnitNumbers, cue: number, fixed: FixedScores, into: ChainScores): void {
  const { from, to } = chainWindow(unit.tokens.length, cue);
  resetScores(into, to - from);
  const view = viewFrom(unit, cue);
  for (let at = from; at < to; at += 1) {
    const cell = (at - from) * tokenColumns;
    copy(fixed.token, fixed.tokenCell(sideOf(at, cue), at), into.token, cell, tokenColumns);
    addWeights(weights.token, tokenFeatures(view, at, features), into.token, cell);
  }
  for (let at = from; at <= to; at += 1) {
    const cell = (at - from) * edgeColumns;
    copy(fixed.edge, fixed.edgeCell(at <= cue ? 0 : 1, at), into.edge, cell, edgeColumns);
    addWeights(weights.edge, edgeFeatures(view, at, features), into.edge, cell);
  }
  addWeights(weights.final, cueFeatures(unit, cue, features), into.final, 0);
}

function copy(from: Float64Array, at: number, into: Float64Array, cell: number, count: number): void {
  for (let place = 0; place < count; place += 1) into[cell + place] = from[at + place] ?? 0;
}

/** Adds the weights of the first `count` features to the sums that begin at `cell`. */
function addWeights(table: Table, count: number, sums: Float64Array, cell: number): void {
  const { values, width } = table;
  for (let place = 0; place < count; place += 1) {
    const slot = slotOf(table, features[place] ?? 0);
    if (slot < 0) continue;
    for (let value = 0; value < width; value += 1)
      sums[cell + value] = (sums[cell + value] ?? 0) + (values[slot + value] ?? 0);
  }
}

const scores = newScores();

/** Labels the chain of every word of a unit that may be a cue. */
export function labelUnit(weights: Weights, unit: UnitNumbers): Labelled[] {
  const found: Labelled[] = [];
  const fixed = new FixedScores(weights, unit);
  for (let cue = 0; cue < unit.own; cue += 1) {
    const token = unit.tokens[cue];
    if (token === undefined || !mayBeCue(token, unit.likely[cue] ?? 0)) continue;
    if (cueProbability(weights, unit, cue) < worthChain) continue;
    scoreChain(weights, unit, cue, fixed, scores);
    const { reports, speaker } = chancesOf(scores);
    // Where a speaker begins and ends is often open between several places, none of which wins over having none.
    const best = bestChain(scores, speaker > speakerBar ? 1 : 0);
    const labels = new Uint8Array(unit.tokens.length);
    labels.set(best, chainWindow(unit.tokens.length, cue).from);
    found.push({ cue, labels, probability: reports });
  }
  return found;
}
