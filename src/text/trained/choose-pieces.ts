import type { Phrase } from '../noun-phrases.ts';
import type { ScoredChain } from './chain.ts';
import { arePiece, placesOf } from './piece-candidates.ts';
import { endFeatures, outsideOf, pieceFeatureCount, spanFeatures, startFeatures } from './piece-features.ts';
import { addWeights, mostColumns, type Table } from './table.ts';
import type { UnitNumbers } from './unit-features.ts';

/** What is learnt of whole pieces of content, which a chain weighs place by place. */
export interface PieceWeights {
  /** Width 1. */
  readonly table: Table;
  /** What a candidate's weight in the chain counts beside its features. */
  readonly trust: number;
}

/** Candidates that weigh less in the chain are passed over: they win once in a thousand pieces, and cost twice as much. */
const widest = 2.5;

/** The label of content. */
const content = 2;

const features = new Int32Array(pieceFeatureCount);
const sums = new Int32Array(mostColumns);

/** Moves the beginning and the end of each piece of content to where the whole piece weighs most; changes the labels. */
export function choosePieces(weights: PieceWeights, unit: UnitNumbers, chain: ScoredChain): void {
  const { labels } = chain;
  for (const piece of piecesOf(labels)) {
    const best = bestPiece(weights, unit, chain, piece);
    labels.fill(0, piece.from, piece.to).fill(content, best.from, best.to);
  }
}

/** The pieces of content in labels. */
export function piecesOf(labels: Uint8Array): Phrase[] {
  const pieces: Phrase[] = [];
  for (let at = labels.indexOf(content); at >= 0; ) {
    let to = at;
    while (labels[to] === content) to += 1;
    pieces.push({ from: at, to });
    at = labels.indexOf(content, to);
  }
  return pieces;
}

function bestPiece(weights: PieceWeights, unit: UnitNumbers, chain: ScoredChain, piece: Phrase): Phrase {
  const { cue, from, scores, labels } = chain;
  const { starts, ends } = placesOf(scores, labels, piece, cue - from, widest);
  if (starts.length < 2 && ends.length < 2) return piece;
  // What all candidates share decides nothing.
  const startWeights = starts.map(({ at }) =>
    starts.length < 2 ? 0 : weigh(weights, startFeatures(unit, cue, at + from, features)),
  );
  let best = piece;
  let most = -Infinity;
  for (const end of ends) {
    const to = end.at + from;
    const outside = outsideOf(unit, to);
    const endWeight = ends.length < 2 ? 0 : weigh(weights, endFeatures(unit, cue, to, outside, features));
    for (let place = 0; place < starts.length; place += 1) {
      const start = starts[place];
      if (start === undefined || !arePiece(start, end, widest)) continue;
      const inUnit = { from: start.at + from, to };
      const whole = weigh(weights, spanFeatures(unit, cue, inUnit, outside, features));
      const sum = whole + (startWeights[place] ?? 0) + endWeight + weights.trust * (start.score + end.score);
      if (sum <= most) continue;
      most = sum;
      best = { from: start.at, to: end.at };
    }
  }
  return best;
}

/** Weight of the first `count` features. */
function weigh({ table }: PieceWeights, count: number): number {
  sums.fill(0);
  addWeights(table, features, count, sums, 0);
  return (sums[0] ?? 0) * table.unit;
}
