import type { Token } from '../tokens.ts';
import {
  argumentFeatureCount,
  type CueView,
  edgeFeatures,
  fixedEdgeFeatures,
  fixedTokenFeatures,
  sideOf,
  startsStretch,
  stretchTokenFeatures,
  tokenFeatures,
  viewFrom,
} from './argument-features.ts';
import {
  bestChain,
  type ChainScores,
  chancesOf,
  edgeColumns,
  finalColumns,
  newScores,
  resetScores,
  type ScoredChain,
  tokenColumns,
} from './chain.ts';
import { choosePieces, type PieceWeights } from './choose-pieces.ts';
import { cueFeatureCount, cueFeatures } from './cue-features.ts';
import { addWeights, mostColumns, type Table } from './table.ts';
import { margin, type UnitNumbers } from './unit-features.ts';

/** What chains of labels are weighed by. */
export interface ChainWeights {
  /** Width 1: whether a word is worth a chain at all. */
  readonly cue: Table;
  readonly token: Table;
  readonly edge: Table;
  readonly final: Table;
}

export interface Weights extends ChainWeights {
  readonly piece: PieceWeights;
}

/** What was found for one cue. */
export interface Labelled {
  readonly cue: number;
  /** Labels of the tokens. */
  readonly labels: Uint8Array;
  /** Probability that the cue reports anything. */
  readonly probability: number;
}

/** Most chains of a unit: no sentence needs as many, and text without stops would have hundreds in one. */
const mostChains = 12;
/** Words below this chance of being a cue get no chain. */
const worthChain = 0.2;
/** Chance of a speaker above which the best chain has to hold one. */
const speakerBar = 0.02;
/** Tokens on each side of a cue that a chain reads. */
const chainReach = 60;

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
const sums = new Int32Array(mostColumns);

/** Sums of the cue features of the word at `at`, left in `sums`. */
function sumCueWeights(table: Table, unit: UnitNumbers, at: number): void {
  sums.fill(0);
  addWeights(table, features, cueFeatures(unit, at, features), sums, 0);
}

/** Chance that the word at `at` is a cue, as its own features show. */
function cueProbability({ cue }: ChainWeights, unit: UnitNumbers, at: number): number {
  sumCueWeights(cue, unit, at);
  return 1 / (1 + Math.exp(-(sums[0] ?? 0) * cue.unit));
}

/**
 * What a unit's tokens and places weigh whichever word is the cue, for both sides of it; made when first asked for. There is
 * one for all units, since making its arrays anew costs more than clearing them.
 */
class FixedSums {
  token = new Int32Array(0);
  edge = new Int32Array(0);
  #known = new Uint8Array(0);
  #weights: ChainWeights | null = null;
  #unit: UnitNumbers | null = null;

  /** Forgets the unit before. */
  begin(weights: ChainWeights, unit: UnitNumbers): void {
    const places = unit.tokens.length + 1;
    if (this.#known.length < places * 5) {
      this.token = new Int32Array(places * 2 * 3 * mostColumns);
      this.edge = new Int32Array(places * 2 * 2 * mostColumns);
      this.#known = new Uint8Array(places * 2 * 5);
    }
    this.token.fill(0, 0, places * 3 * mostColumns);
    this.edge.fill(0, 0, places * 2 * mostColumns);
    this.#known.fill(0, 0, places * 5);
    this.#weights = weights;
    this.#unit = unit;
  }

  /** Where the sums of a token begin. */
  tokenCell(side: number, at: number): number {
    const cell = (at * 3 + side) * mostColumns;
    if (this.#known[at * 5 + side] === 0 && this.#unit !== null && this.#weights !== null) {
      this.#known[at * 5 + side] = 1;
      const count = fixedTokenFeatures(this.#unit, side, at, features);
      addWeights(this.#weights.token, features, count, this.token, cell);
    }
    return cell;
  }

  /** Where the sums of a place begin. */
  edgeCell(side: number, at: number): number {
    const cell = (at * 2 + side) * mostColumns;
    if (this.#known[at * 5 + 3 + side] === 0 && this.#unit !== null && this.#weights !== null) {
      this.#known[at * 5 + 3 + side] = 1;
      const count = fixedEdgeFeatures(this.#unit, side, at, features);
      addWeights(this.#weights.edge, features, count, this.edge, cell);
    }
    return cell;
  }
}

/** Sums the weights of one chain. */
function scoreChain(weights: ChainWeights, unit: UnitNumbers, cue: number, fixed: FixedSums, into: ChainScores): void {
  const { from, to } = chainWindow(unit.tokens.length, cue);
  resetScores(into, to - from);
  const view = viewFrom(unit, cue);
  for (let at = from; at < to; at += 1) {
    copySums(fixed.token, fixed.tokenCell(sideOf(at, cue), at));
    if (at === from || startsStretch(view, at)) stretchKnown.fill(0);
    addSums(stretchSums, stretchCell(weights.token, view, at));
    addWeights(weights.token, features, tokenFeatures(view, at, features), sums, 0);
    writeScores(weights.token, into.token, (at - from) * tokenColumns, tokenColumns);
  }
  for (let at = from; at <= to; at += 1) {
    copySums(fixed.edge, fixed.edgeCell(at <= cue ? 0 : 1, at));
    addWeights(weights.edge, features, edgeFeatures(view, at, features), sums, 0);
    writeScores(weights.edge, into.edge, (at - from) * edgeColumns, edgeColumns);
  }
  sumCueWeights(weights.final, unit, cue);
  writeScores(weights.final, into.final, 0, finalColumns);
}

/** Sums of the present stretch by kind of token, and which of them are made. */
const stretchSums = new Int32Array(8 * mostColumns);
const stretchKnown = new Uint8Array(8);

/** Where the sums begin that the token at `at` shares with those of its kind in the stretch. */
function stretchCell(table: Table, view: CueView, at: number): number {
  const kind = view.unit.kinds[at + margin] ?? 0;
  const cell = kind * mostColumns;
  if (stretchKnown[kind] === 0) {
    stretchKnown[kind] = 1;
    stretchSums.fill(0, cell, cell + mostColumns);
    addWeights(table, features, stretchTokenFeatures(view, at, features), stretchSums, cell);
  }
  return cell;
}

function addSums(from: Int32Array, cell: number): void {
  for (let column = 0; column < mostColumns; column += 1)
    sums[column] = (sums[column] ?? 0) + (from[cell + column] ?? 0);
}

function copySums(from: Int32Array, cell: number): void {
  for (let column = 0; column < mostColumns; column += 1) sums[column] = from[cell + column] ?? 0;
}

function writeScores({ unit }: Table, into: Float64Array, cell: number, columns: number): void {
  for (let column = 0; column < columns; column += 1) into[cell + column] = (sums[column] ?? 0) * unit;
}

const scores = newScores();
const fixedSums = new FixedSums();

/**
 * Finds the best chain of every word of a unit that may be a cue. Its scores are in arrays that the next chain uses again.
 *
 * @param least probability of a report below which a chain is left out
 */
export function eachChain(
  weights: ChainWeights,
  unit: UnitNumbers,
  least: number,
  visit: (chain: ScoredChain) => void,
): void {
  const cues = likeliestCues(weights, unit);
  if (cues.length > 0) fixedSums.begin(weights, unit);
  for (const cue of cues) {
    scoreChain(weights, unit, cue, fixedSums, scores);
    const { reports, speaker } = chancesOf(scores);
    if (reports < least) continue;
    // Where a speaker begins and ends is often open between several places, none of which wins over having none.
    const labels = bestChain(scores, speaker > speakerBar ? 1 : 0);
    const { from } = chainWindow(unit.tokens.length, cue);
    visit({ cue, from, scores, labels, probability: reports });
  }
}

/**
 * Labels the chain of every word of a unit that may be a cue.
 *
 * @param least probability of a report below which a chain is left out
 */
export function labelUnit(weights: Weights, unit: UnitNumbers, least: number): Labelled[] {
  const found: Labelled[] = [];
  eachChain(weights, unit, least, (chain) => {
    choosePieces(weights.piece, unit, chain);
    const labels = new Uint8Array(unit.tokens.length);
    labels.set(chain.labels, chain.from);
    found.push({ cue: chain.cue, labels, probability: chain.probability });
  });
  return found;
}

/** The words of a unit that are worth a chain, in reading order. */
function likeliestCues(weights: ChainWeights, unit: UnitNumbers): number[] {
  const found: { cue: number; chance: number }[] = [];
  for (let cue = 0; cue < unit.own; cue += 1) {
    const token = unit.tokens[cue];
    if (token === undefined || !mayBeCue(token, unit.likely[cue] ?? 0)) continue;
    const chance = cueProbability(weights, unit, cue);
    if (chance >= worthChain) found.push({ cue, chance });
  }
  if (found.length > mostChains) {
    found.sort((a, b) => b.chance - a.chance || a.cue - b.cue).splice(mostChains);
    found.sort((a, b) => a.cue - b.cue);
  }
  return found.map(({ cue }) => cue);
}
