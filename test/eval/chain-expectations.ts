/**
 * What chains of labels are expected to look like under given weights, and what an annotated one does look like: the two
 * sides of a step of training.
 */
import { type ChainScores, edgeColumns, resetScores, tokenColumns } from '../../src/text/trained/chain.ts';

interface State {
  /** 0 neither, 1 speaker, 2 content. */
  readonly label: number;
  readonly speaker: number;
  /** Pieces of content so far; 2 stands for two and more. */
  readonly pieces: number;
}

const states: State[] = [];
for (let speaker = 0; speaker <= 1; speaker += 1)
  for (let pieces = 0; pieces <= 2; pieces += 1) states.push({ label: 0, speaker, pieces });
for (let pieces = 0; pieces <= 2; pieces += 1) states.push({ label: 1, speaker: 1, pieces });
for (let speaker = 0; speaker <= 1; speaker += 1)
  for (let pieces = 1; pieces <= 2; pieces += 1) states.push({ label: 2, speaker, pieces });

const stateCount = states.length;
const labels = Uint8Array.from(states, ({ label }) => label);

function follows(from: State, to: State): boolean {
  if (to.label === from.label || to.label === 0) return to.speaker === from.speaker && to.pieces === from.pieces;
  if (to.label === 1) return from.speaker === 0 && to.pieces === from.pieces;
  return to.speaker === from.speaker && to.pieces === Math.min(2, from.pieces + 1);
}

/** Pairs of states that may follow each other, flat: from, to, number of the label pair. */
const steps = new Uint8Array(
  states.flatMap((to, toPlace) =>
    states.flatMap((from, fromPlace) => (follows(from, to) ? [fromPlace, toPlace, from.label * 3 + to.label] : [])),
  ),
);
const starts = states.flatMap((state, place) =>
  state.speaker === (state.label === 1 ? 1 : 0) && state.pieces === (state.label === 2 ? 1 : 0) ? [place] : [],
);

/** Column of a label's beginning or end at a place, -1 for "neither". */
const ends = [-1, 0, 1];
const begins = [-1, 2, 3];

/** Weight of one label pair at a place and of the token behind it, if there is one. */
function pairScore({ length, token, edge }: ChainScores, at: number, from: number, to: number): number {
  let score = 0;
  if (from !== to) {
    if (from !== 0) score += edge[at * edgeColumns + (ends[from] ?? 0)] ?? 0;
    if (to !== 0) score += edge[at * edgeColumns + (begins[to] ?? 0)] ?? 0;
  }
  return to !== 0 && at < length ? score + (token[at * tokenColumns + to - 1] ?? 0) : score;
}

function finalScore({ final }: ChainScores, { speaker, pieces }: State): number {
  return (pieces > 0 ? (final[0] ?? 0) : 0) + (speaker > 0 ? (final[1] ?? 0) : 0) + (pieces > 1 ? (final[2] ?? 0) : 0);
}

function fillPairs(scores: ChainScores, at: number, into: Float64Array): void {
  for (let from = 0; from < 3; from += 1)
    for (let to = 0; to < 3; to += 1) into[from * 3 + to] = pairScore(scores, at, from, to);
}

const pairs = new Float64Array(9);

/** Forward sums over all chains, each token's scaled to one; returns the logarithm of the whole sum. */
function forwardSums(scores: ChainScores, forward: Float64Array, scale: Float64Array): number {
  const { length } = scores;
  let total = 0;
  for (let at = 0; at < length; at += 1) {
    const here = at * stateCount;
    fillPairs(scores, at, pairs);
    for (let pair = 0; pair < 9; pair += 1) pairs[pair] = Math.exp(pairs[pair] ?? 0);
    forward.fill(0, here, here + stateCount);
    let sum = 0;
    if (at === 0) {
      for (const state of starts) {
        forward[state] = pairs[labels[state] ?? 0] ?? 0;
        sum += forward[state] ?? 0;
      }
    } else {
      const before = here - stateCount;
      for (let step = 0; step < steps.length; step += 3) {
        const value = (forward[before + (steps[step] ?? 0)] ?? 0) * (pairs[steps[step + 2] ?? 0] ?? 0);
        const cell = here + (steps[step + 1] ?? 0);
        forward[cell] = (forward[cell] ?? 0) + value;
        sum += value;
      }
    }
    // Kept near one: a long unit would overflow.
    for (let state = 0; state < stateCount; state += 1) forward[here + state] = (forward[here + state] ?? 0) / sum;
    scale[at] = sum;
    total += Math.log(sum);
  }
  let sum = 0;
  for (const [end, state] of states.entries())
    sum += (forward[(length - 1) * stateCount + end] ?? 0) * endWeight(scores, state);
  return total + Math.log(sum);
}

function endWeight(scores: ChainScores, state: State): number {
  return Math.exp(pairScore(scores, scores.length, state.label, 0) + finalScore(scores, state));
}

let forward = new Float64Array(0);
let backward = new Float64Array(0);
let scale = new Float64Array(0);

function makeRoom(length: number): void {
  if (scale.length >= length) return;
  forward = new Float64Array(length * 2 * stateCount);
  backward = new Float64Array(length * 2 * stateCount);
  scale = new Float64Array(length * 2);
}

/**
 * Writes what the model expects over the scores: how often each column counts. Training compares that with the
 * annotated chain.
 *
 * @returns logarithm of the sum over all chains
 */
export function expectColumns(scores: ChainScores): number {
  const { length, token, edge, final } = scores;
  makeRoom(length);
  const total = forwardSums(scores, forward, scale);
  const counts = new Float64Array((length + 1) * 9);
  const last = (length - 1) * stateCount;
  const ending = states.map((state) => endWeight(scores, state));
  const sum = ending.reduce((all, weight, end) => all + (forward[last + end] ?? 0) * weight, 0);
  backward.fill(0, 0, length * stateCount);
  for (let end = 0; end < stateCount; end += 1) backward[last + end] = (ending[end] ?? 0) / sum;
  for (let at = length - 1; at >= 1; at -= 1) {
    fillPairs(scores, at, pairs);
    for (let pair = 0; pair < 9; pair += 1) pairs[pair] = Math.exp(pairs[pair] ?? 0) / (scale[at] ?? 1);
    for (let step = 0; step < steps.length; step += 3) {
      const from = (at - 1) * stateCount + (steps[step] ?? 0);
      const value = (pairs[steps[step + 2] ?? 0] ?? 0) * (backward[at * stateCount + (steps[step + 1] ?? 0)] ?? 0);
      backward[from] = (backward[from] ?? 0) + value;
      const cell = at * 9 + (steps[step + 2] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + (forward[from] ?? 0) * value;
    }
  }
  final.fill(0);
  for (const [place, { label, speaker, pieces }] of states.entries()) {
    const first = (forward[place] ?? 0) * (backward[place] ?? 0);
    counts[label] = (counts[label] ?? 0) + first;
    const share = (forward[last + place] ?? 0) * (backward[last + place] ?? 0);
    const cell = length * 9 + label * 3;
    counts[cell] = (counts[cell] ?? 0) + share;
    if (pieces > 0) final[0] = (final[0] ?? 0) + share;
    if (speaker > 0) final[1] = (final[1] ?? 0) + share;
    if (pieces > 1) final[2] = (final[2] ?? 0) + share;
  }
  token.fill(0, 0, length * tokenColumns);
  edge.fill(0, 0, (length + 1) * edgeColumns);
  for (let at = 0; at <= length; at += 1) {
    for (let from = 0; from < 3; from += 1) {
      for (let to = 0; to < 3; to += 1) addColumns(scores, at, from, to, counts[at * 9 + from * 3 + to] ?? 0);
    }
  }
  return total;
}

/** Counts one label pair at a place in the columns that it touches. */
function addColumns({ length, token, edge }: ChainScores, at: number, from: number, to: number, count: number): void {
  if (to !== 0 && at < length) token[at * tokenColumns + to - 1] = (token[at * tokenColumns + to - 1] ?? 0) + count;
  if (from === to) return;
  const place = at * edgeColumns;
  if (from !== 0) edge[place + (ends[from] ?? 0)] = (edge[place + (ends[from] ?? 0)] ?? 0) + count;
  if (to !== 0) edge[place + (begins[to] ?? 0)] = (edge[place + (begins[to] ?? 0)] ?? 0) + count;
}

/** The columns of one chain of labels, written over the scores: the counterpart of `expectColumns`. */
export function chainColumns(chain: Uint8Array, scores: ChainScores): void {
  resetScores(scores, chain.length);
  let speaker = 0;
  let pieces = 0;
  for (let at = 0; at <= chain.length; at += 1) {
    const from = at === 0 ? 0 : (chain[at - 1] ?? 0);
    const to = at === chain.length ? 0 : (chain[at] ?? 0);
    addColumns(scores, at, from, to, 1);
    if (to === 1) speaker = 1;
    if (to === 2 && from !== 2) pieces += 1;
  }
  scores.final[0] = pieces > 0 ? 1 : 0;
  scores.final[1] = speaker;
  scores.final[2] = pieces > 1 ? 1 : 0;
}
