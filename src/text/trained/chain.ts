/**
 * A chain of labels over the tokens of a unit: 0 neither, 1 speaker, 2 content. It holds one speaker at most, and it matters
 * whether it holds content, and whether in one piece or several. So there are 13 states, each with variables of its own
 * below, since sums over arrays take five times as long:
 *
 * - `n00 n01 n02` neither; no speaker so far; no piece of content so far, one, several
 * - `n10 n11 n12` neither; the speaker has been passed
 * - `s0 s1 s2` in the speaker
 * - `c01 c02` in content, the first piece or a later one; no speaker so far
 * - `c11 c12` in content; the speaker has been passed
 */

/** What a token is weighed for: being speaker, being content. */
export const tokenColumns = 2;
/** What a place is weighed for: the speaker ends, content ends, the speaker begins, content begins. */
export const edgeColumns = 4;
/** What a whole chain is weighed for: holding content, holding a speaker, holding two pieces of content or more. */
export const finalColumns = 3;

/** Sums of weights for one cue, column by column: `token` by token, `edge` by place, one more than there are tokens. */
export interface ChainScores {
  length: number;
  token: Float64Array;
  edge: Float64Array;
  readonly final: Float64Array;
}

/** The best chain for one cue; its scores and labels count from the window's first token. */
export interface ScoredChain {
  readonly cue: number;
  /** First token of the window. */
  readonly from: number;
  readonly scores: ChainScores;
  readonly labels: Uint8Array;
  readonly probability: number;
}

export function newScores(): ChainScores {
  return { length: 0, token: new Float64Array(0), edge: new Float64Array(0), final: new Float64Array(finalColumns) };
}

/** Makes room for a chain of `length` tokens and clears it. */
export function resetScores(scores: ChainScores, length: number): void {
  scores.length = length;
  if (scores.token.length < length * tokenColumns) {
    scores.token = new Float64Array(length * 2 * tokenColumns);
    scores.edge = new Float64Array((length * 2 + 1) * edgeColumns);
  }
  scores.token.fill(0, 0, length * tokenColumns);
  scores.edge.fill(0, 0, (length + 1) * edgeColumns);
  scores.final.fill(0);
}

export interface Chances {
  /** That the chain holds anything. */
  readonly reports: number;
  /** That a chain which holds content holds a speaker too. */
  readonly speaker: number;
}

/** Above this, or below its inverse, sums are scaled to one: a long unit would overflow. */
const large = 1e100;

/** What the sums over all chains say (the forward algorithm). The chain of nothing scores 0 by the way weights are counted. */
export function chancesOf({ length, token, edge, final }: ChainScores): Chances {
  let n00 = 1;
  let n01 = 0;
  let n02 = 0;
  let n10 = 0;
  let n11 = 0;
  let n12 = 0;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let c01 = 0;
  let c02 = 0;
  let c11 = 0;
  let c12 = 0;
  let logScale = 0;
  for (let at = 0; at < length; at += 1) {
    const cell = at * edgeColumns;
    const speaker = Math.exp(token[at * tokenColumns] ?? 0);
    const content = Math.exp(token[at * tokenColumns + 1] ?? 0);
    const endSpeaker = Math.exp(edge[cell] ?? 0);
    const endContent = Math.exp(edge[cell + 1] ?? 0);
    const startSpeaker = Math.exp(edge[cell + 2] ?? 0) * speaker;
    const startContent = Math.exp(edge[cell + 3] ?? 0) * content;
    const turnSpeaker = endContent * startSpeaker;
    const turnContent = endSpeaker * startContent;
    const nextS0 = s0 * speaker + n00 * startSpeaker;
    const nextS1 = s1 * speaker + n01 * startSpeaker + c01 * turnSpeaker;
    const nextS2 = s2 * speaker + n02 * startSpeaker + c02 * turnSpeaker;
    const nextC01 = c01 * content + n00 * startContent;
    const nextC02 = c02 * content + (n01 + n02) * startContent;
    const nextC11 = c11 * content + n10 * startContent + s0 * turnContent;
    const nextC12 = c12 * content + (n11 + n12) * startContent + (s1 + s2) * turnContent;
    n01 += c01 * endContent;
    n02 += c02 * endContent;
    n10 += s0 * endSpeaker;
    n11 += s1 * endSpeaker + c11 * endContent;
    n12 += s2 * endSpeaker + c12 * endContent;
    s0 = nextS0;
    s1 = nextS1;
    s2 = nextS2;
    c01 = nextC01;
    c02 = nextC02;
    c11 = nextC11;
    c12 = nextC12;
    const sum = n00 + n01 + n02 + n10 + n11 + n12 + s0 + s1 + s2 + c01 + c02 + c11 + c12;
    if (sum < large && sum > 1 / large) continue;
    logScale += Math.log(sum);
    n00 /= sum;
    n01 /= sum;
    n02 /= sum;
    n10 /= sum;
    n11 /= sum;
    n12 /= sum;
    s0 /= sum;
    s1 /= sum;
    s2 /= sum;
    c01 /= sum;
    c02 /= sum;
    c11 /= sum;
    c12 /= sum;
  }
  const endSpeaker = Math.exp(edge[length * edgeColumns] ?? 0);
  const endContent = Math.exp(edge[length * edgeColumns + 1] ?? 0);
  const hasContent = Math.exp(final[0] ?? 0);
  const hasSpeaker = Math.exp(final[1] ?? 0);
  const several = Math.exp(final[2] ?? 0);
  const without = (n01 + c01 * endContent + (n02 + c02 * endContent) * several) * hasContent;
  const one = n11 + s1 * endSpeaker + c11 * endContent;
  const more = n12 + s2 * endSpeaker + c12 * endContent;
  const both = (one + more * several) * hasContent * hasSpeaker;
  const total = n00 + (n10 + s0 * endSpeaker) * hasSpeaker + without + both;
  const holding = without + both;
  return { reports: 1 - Math.exp(-(Math.log(total) + logScale)), speaker: holding > 0 ? both / holding : 0 };
}

/** Numbers of the states in the order above, and the label of each. */
const labels = Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2);
const stateCount = labels.length;
let back = new Uint8Array(0);

/**
 * The best chain that holds content (the Viterbi algorithm); its labels.
 *
 * @param speakers fewest speakers that it must hold, 0 or 1
 */
export function bestChain({ length, token, edge, final }: ChainScores, speakers: number): Uint8Array {
  if (back.length < length * stateCount) back = new Uint8Array(length * 2 * stateCount);
  const none = -Infinity;
  const n00 = 0;
  let n01 = none;
  let n02 = none;
  let n10 = none;
  let n11 = none;
  let n12 = none;
  let s0 = none;
  let s1 = none;
  let s2 = none;
  let c01 = none;
  let c02 = none;
  let c11 = none;
  let c12 = none;
  for (let at = 0; at < length; at += 1) {
    const cell = at * edgeColumns;
    const here = at * stateCount;
    const speaker = token[at * tokenColumns] ?? 0;
    const content = token[at * tokenColumns + 1] ?? 0;
    const endSpeaker = edge[cell] ?? 0;
    const endContent = edge[cell + 1] ?? 0;
    const startSpeaker = (edge[cell + 2] ?? 0) + speaker;
    const startContent = (edge[cell + 3] ?? 0) + content;
    const turnSpeaker = endContent + startSpeaker;
    const turnContent = endSpeaker + startContent;
    let nextS0 = n00 + startSpeaker;
    back[here + 6] = 0;
    if (s0 + speaker > nextS0) {
      nextS0 = s0 + speaker;
      back[here + 6] = 6;
    }
    let nextS1 = n01 + startSpeaker;
    back[here + 7] = 1;
    if (s1 + speaker > nextS1) {
      nextS1 = s1 + speaker;
      back[here + 7] = 7;
    }
    if (c01 + turnSpeaker > nextS1) {
      nextS1 = c01 + turnSpeaker;
      back[here + 7] = 9;
    }
    let nextS2 = n02 + startSpeaker;
    back[here + 8] = 2;
    if (s2 + speaker > nextS2) {
      nextS2 = s2 + speaker;
      back[here + 8] = 8;
    }
    if (c02 + turnSpeaker > nextS2) {
      nextS2 = c02 + turnSpeaker;
      back[here + 8] = 10;
    }
    let nextC01 = n00 + startContent;
    back[here + 9] = 0;
    if (c01 + content > nextC01) {
      nextC01 = c01 + content;
      back[here + 9] = 9;
    }
    let nextC02 = Math.max(n01, n02) + startContent;
    back[here + 10] = n02 > n01 ? 2 : 1;
    if (c02 + content > nextC02) {
      nextC02 = c02 + content;
      back[here + 10] = 10;
    }
    let nextC11 = n10 + startContent;
    back[here + 11] = 3;
    if (s0 + turnContent > nextC11) {
      nextC11 = s0 + turnContent;
      back[here + 11] = 6;
    }
    if (c11 + content > nextC11) {
      nextC11 = c11 + content;
      back[here + 11] = 11;
    }
    let nextC12 = Math.max(n11, n12) + startContent;
    back[here + 12] = n12 > n11 ? 5 : 4;
    if (Math.max(s1, s2) + turnContent > nextC12) {
      nextC12 = Math.max(s1, s2) + turnContent;
      back[here + 12] = s2 > s1 ? 8 : 7;
    }
    if (c12 + content > nextC12) {
      nextC12 = c12 + content;
      back[here + 12] = 12;
    }
    back[here] = 0;
    back[here + 1] = c01 + endContent > n01 ? 9 : 1;
    n01 = Math.max(n01, c01 + endContent);
    back[here + 2] = c02 + endContent > n02 ? 10 : 2;
    n02 = Math.max(n02, c02 + endContent);
    back[here + 3] = s0 + endSpeaker > n10 ? 6 : 3;
    n10 = Math.max(n10, s0 + endSpeaker);
    back[here + 4] = 4;
    if (s1 + endSpeaker > n11) {
      n11 = s1 + endSpeaker;
      back[here + 4] = 7;
    }
    if (c11 + endContent > n11) {
      n11 = c11 + endContent;
      back[here + 4] = 11;
    }
    back[here + 5] = 5;
    if (s2 + endSpeaker > n12) {
      n12 = s2 + endSpeaker;
      back[here + 5] = 8;
    }
    if (c12 + endContent > n12) {
      n12 = c12 + endContent;
      back[here + 5] = 12;
    }
    s0 = nextS0;
    s1 = nextS1;
    s2 = nextS2;
    c01 = nextC01;
    c02 = nextC02;
    c11 = nextC11;
    c12 = nextC12;
  }
  const endSpeaker = edge[length * edgeColumns] ?? 0;
  const endContent = edge[length * edgeColumns + 1] ?? 0;
  const hasSpeaker = final[1] ?? 0;
  const several = final[2] ?? 0;
  const unspoken = speakers > 0 ? none : 0;
  const ends = [
    none,
    n01 + unspoken,
    n02 + several + unspoken,
    none,
    n11 + hasSpeaker,
    n12 + several + hasSpeaker,
    none,
    s1 + endSpeaker + hasSpeaker,
    s2 + endSpeaker + several + hasSpeaker,
    c01 + endContent + unspoken,
    c02 + endContent + several + unspoken,
    c11 + endContent + hasSpeaker,
    c12 + endContent + several + hasSpeaker,
  ];
  let state = ends.indexOf(Math.max(...ends));
  const found = new Uint8Array(length);
  for (let at = length - 1; at >= 0; at -= 1) {
    found[at] = labels[state] ?? 0;
    state = back[at * stateCount + state] ?? 0;
  }
  return found;
}
