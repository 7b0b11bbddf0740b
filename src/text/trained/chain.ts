/**
 * A chain of labels over the tokens of a unit: neither, speaker, content. Its states also know whether a speaker and how
 * many pieces of content have been passed, so that there is one speaker at most.
 */

/** Labels: 0 neither, 1 speaker, 2 content. */
export const labelCount = 3;

interface State {
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

/** Sums of weights for one cue: `token` three a token, `edge` nine a place (one more than tokens), `final` by outcome. */
export interface ChainScores {
  length: number;
  token: Float64Array;
  edge: Float64Array;
  /** By `outcomeOf`. */
  final: Float64Array;
}

/** Outcomes: whether there is a speaker, and none, one or more pieces of content. */
export const outcomeCount = 6;

const stateCount = states.length;
const labels = states.map(({ label }) => label);
const outcomes = states.map(({ speaker, pieces }) => speaker * 3 + pieces);

function follows(from: State, to: State): boolean {
  if (to.label === from.label) return to.speaker === from.speaker && to.pieces === from.pieces;
  if (to.label === 0) return to.speaker === from.speaker && to.pieces === from.pieces;
  if (to.label === 1) return from.speaker === 0 && to.pieces === from.pieces;
  return to.speaker === from.speaker && to.pieces === Math.min(2, from.pieces + 1);
}

/** Pairs of states that may follow each other, flat: from, to, number of the label pair. */
const steps = new Int32Array(
  states.flatMap((to, toPlace) =>
    states.flatMap((from, fromPlace) =>
      follows(from, to) ? [fromPlace, toPlace, from.label * labelCount + to.label] : [],
    ),
  ),
);
const starts = states.flatMap((state, place) =>
  state.speaker === (state.label === 1 ? 1 : 0) && state.pieces === (state.label === 2 ? 1 : 0) ? [place] : [],
);

export function newScores(): ChainScores {
  return { length: 0, token: new Float64Array(0), edge: new Float64Array(0), final: new Float64Array(outcomeCount) };
}

/** Makes room for a chain of `length` tokens and clears it. */
export function resetScores(scores: ChainScores, length: number): void {
  scores.length = length;
  if (scores.token.length < length * labelCount) {
    scores.token = new Float64Array(length * 2 * labelCount);
    scores.edge = new Float64Array((length * 2 + 1) * labelCount * labelCount);
  }
  scores.token.fill(0, 0, length * labelCount);
  scores.edge.fill(0, 0, (length + 1) * labelCount * labelCount);
  scores.final.fill(0);
}

interface BestChain {
  readonly labels: Uint8Array;
  readonly score: number;
}

/** The best labels (Viterbi). */
export function bestChain({ length, token, edge, final }: ChainScores): BestChain {
  let current = new Float64Array(stateCount).fill(-Infinity);
  let next = new Float64Array(stateCount);
  const back = new Uint8Array(length * stateCount);
  for (const state of starts) current[state] = (token[labels[state] ?? 0] ?? 0) + (edge[labels[state] ?? 0] ?? 0);
  for (let at = 1; at < length; at += 1) {
    next.fill(-Infinity);
    for (let step = 0; step < steps.length; step += 3) {
      const from = steps[step] ?? 0;
      const to = steps[step + 1] ?? 0;
      const score = (current[from] ?? 0) + (edge[at * 9 + (steps[step + 2] ?? 0)] ?? 0);
      if (score > (next[to] ?? 0)) {
        next[to] = score;
        back[at * stateCount + to] = from;
      }
    }
    for (let state = 0; state < stateCount; state += 1)
      next[state] = (next[state] ?? 0) + (token[at * 3 + (labels[state] ?? 0)] ?? 0);
    [current, next] = [next, current];
  }
  let state = 0;
  let best = -Infinity;
  for (let end = 0; end < stateCount; end += 1) {
    const score =
      (current[end] ?? 0) + (edge[length * 9 + (labels[end] ?? 0) * 3] ?? 0) + (final[outcomes[end] ?? 0] ?? 0);
    if (score > best) {
      best = score;
      state = end;
    }
  }
  const found = new Uint8Array(length);
  for (let at = length - 1; at >= 0; at -= 1) {
    found[at] = labels[state] ?? 0;
    state = back[at * stateCount + state] ?? 0;
  }
  return { labels: found, score: best };
}

/** Logarithm of the sum over all chains, and the score of the chain that holds nothing. */
export function sumChains({ length, token, edge, final }: ChainScores): { total: number; empty: number } {
  let current = new Float64Array(stateCount);
  let next = new Float64Array(stateCount);
  let shift = 0;
  let empty = final[0] ?? 0;
  for (const state of starts)
    current[state] = Math.exp((token[labels[state] ?? 0] ?? 0) + (edge[labels[state] ?? 0] ?? 0));
  for (let at = 0; at <= length; at += 1) empty += (edge[at * 9] ?? 0) + (at < length ? (token[at * 3] ?? 0) : 0);
  const pair = new Float64Array(9);
  for (let at = 1; at < length; at += 1) {
    next.fill(0);
    for (let p = 0; p < 9; p += 1) pair[p] = Math.exp((edge[at * 9 + p] ?? 0) + (token[at * 3 + (p % 3)] ?? 0));
    let sum = 0;
    for (let step = 0; step < steps.length; step += 3) {
      const value = (current[steps[step] ?? 0] ?? 0) * (pair[steps[step + 2] ?? 0] ?? 0);
      const to = steps[step + 1] ?? 0;
      next[to] = (next[to] ?? 0) + value;
      sum += value;
    }
    // Kept near one: a long unit would overflow.
    for (let state = 0; state < stateCount; state += 1) next[state] = (next[state] ?? 0) / sum;
    shift += Math.log(sum);
    [current, next] = [next, current];
  }
  let sum = 0;
  for (let end = 0; end < stateCount; end += 1)
    sum +=
      (current[end] ?? 0) *
      Math.exp((edge[length * 9 + (labels[end] ?? 0) * 3] ?? 0) + (final[outcomes[end] ?? 0] ?? 0));
  return { total: shift + Math.log(sum), empty };
}

/** Expected counts under the model, written over the scores: what training compares with the annotated chain. */
export function expectCounts(scores: ChainScores): number {
  const { length, token, edge, final } = scores;
  const forward = new Float64Array(length * stateCount);
  const backward = new Float64Array(length * stateCount);
  const scale = new Float64Array(length + 1);
  const pairs = new Float64Array(length * 9);
  for (let at = 0; at < length; at += 1)
    for (let p = 0; p < 9; p += 1)
      pairs[at * 9 + p] = Math.exp((edge[at * 9 + p] ?? 0) + (token[at * 3 + (p % 3)] ?? 0));
  let sum = 0;
  for (const state of starts) {
    forward[state] = pairs[labels[state] ?? 0] ?? 0;
    sum += forward[state] ?? 0;
  }
  scale[0] = sum;
  for (let state = 0; state < stateCount; state += 1) forward[state] = (forward[state] ?? 0) / sum;
  for (let at = 1; at < length; at += 1) {
    sum = 0;
    for (let step = 0; step < steps.length; step += 3) {
      const value =
        (forward[(at - 1) * stateCount + (steps[step] ?? 0)] ?? 0) * (pairs[at * 9 + (steps[step + 2] ?? 0)] ?? 0);
      const cell = at * stateCount + (steps[step + 1] ?? 0);
      forward[cell] = (forward[cell] ?? 0) + value;
      sum += value;
    }
    scale[at] = sum;
    for (let state = 0; state < stateCount; state += 1)
      forward[at * stateCount + state] = (forward[at * stateCount + state] ?? 0) / sum;
  }
  const ends = new Float64Array(stateCount);
  sum = 0;
  for (let end = 0; end < stateCount; end += 1) {
    ends[end] = Math.exp((edge[length * 9 + (labels[end] ?? 0) * 3] ?? 0) + (final[outcomes[end] ?? 0] ?? 0));
    sum += (forward[(length - 1) * stateCount + end] ?? 0) * (ends[end] ?? 0);
  }
  let total = Math.log(sum);
  for (let at = 0; at < length; at += 1) total += Math.log(scale[at] ?? 1);
  for (let end = 0; end < stateCount; end += 1) backward[(length - 1) * stateCount + end] = (ends[end] ?? 0) / sum;
  token.fill(0, 0, length * 3);
  edge.fill(0, 0, (length + 1) * 9);
  final.fill(0);
  for (let at = length - 1; at >= 1; at -= 1) {
    const norm = scale[at] ?? 1;
    for (let step = 0; step < steps.length; step += 3) {
      const from = (at - 1) * stateCount + (steps[step] ?? 0);
      const to = at * stateCount + (steps[step + 1] ?? 0);
      const value = ((pairs[at * 9 + (steps[step + 2] ?? 0)] ?? 0) * (backward[to] ?? 0)) / norm;
      backward[from] = (backward[from] ?? 0) + value;
      const cell = at * 9 + (steps[step + 2] ?? 0);
      edge[cell] = (edge[cell] ?? 0) + (forward[from] ?? 0) * value;
    }
  }
  for (let at = 0; at < length; at += 1) {
    for (let state = 0; state < stateCount; state += 1) {
      const share = (forward[at * stateCount + state] ?? 0) * (backward[at * stateCount + state] ?? 0);
      const label = labels[state] ?? 0;
      token[at * 3 + label] = (token[at * 3 + label] ?? 0) + share;
      if (at === 0) edge[label] = (edge[label] ?? 0) + share;
      if (at === length - 1) {
        edge[length * 9 + label * 3] = (edge[length * 9 + label * 3] ?? 0) + share;
        final[outcomes[state] ?? 0] = (final[outcomes[state] ?? 0] ?? 0) + share;
      }
    }
  }
  return total;
}

/** The outcome of a chain of labels. */
export function outcomeOf(chain: Uint8Array): number {
  let speaker = 0;
  let pieces = 0;
  for (let at = 0; at < chain.length; at += 1) {
    if (chain[at] === 1) speaker = 1;
    if (chain[at] === 2 && chain[at - 1] !== 2) pieces = Math.min(2, pieces + 1);
  }
  return speaker * 3 + pieces;
}

/** Numbers of the features of one chain are drawn into these before their weights are summed. */
export const emptyOutcome = 0;
