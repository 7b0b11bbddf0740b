import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bestChain,
  type ChainScores,
  chancesOf,
  edgeColumns,
  finalColumns,
  newScores,
  resetScores,
  tokenColumns,
} from '../../../src/text/trained/chain.ts';
import { piecesOf } from '../../../src/text/trained/choose-pieces.ts';
import { placesOf } from '../../../src/text/trained/piece-candidates.ts';
import { chainColumns, expectColumns } from '../../eval/chain-expectations.ts';

/** Every chain of a length that has one speaker at most. */
function allChains(length: number): Uint8Array[] {
  let chains: number[][] = [[]];
  for (let at = 0; at < length; at += 1)
    chains = chains.flatMap((chain) => [0, 1, 2].map((label) => [...chain, label]));
  const speakers = (chain: number[]): number => chain.filter((label, at) => label === 1 && chain[at - 1] !== 1).length;
  return chains.filter((chain) => speakers(chain) <= 1).map((chain) => Uint8Array.from(chain));
}

function scoresFrom(length: number, weights: readonly number[]): ChainScores {
  const scores = newScores();
  resetScores(scores, length);
  let next = 0;
  const draw = (): number => weights[next++ % weights.length] ?? 0;
  for (let at = 0; at < length * tokenColumns; at += 1) scores.token[at] = draw();
  for (let at = 0; at < (length + 1) * edgeColumns; at += 1) scores.edge[at] = draw();
  for (let at = 0; at < finalColumns; at += 1) scores.final[at] = draw();
  return scores;
}

/** Sum of a chain's weights, column by column. */
function scoreOf(scores: ChainScores, chain: Uint8Array): number {
  const columns = newScores();
  chainColumns(chain, columns);
  const dot = (a: Float64Array, b: Float64Array, count: number): number =>
    a.slice(0, count).reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  return (
    dot(scores.token, columns.token, chain.length * tokenColumns) +
    dot(scores.edge, columns.edge, (chain.length + 1) * edgeColumns) +
    dot(scores.final, columns.final, finalColumns)
  );
}

const cases = fc.tuple(
  fc.integer({ min: 1, max: 5 }),
  fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 60, maxLength: 60 }),
);

describe('the chain of labels agrees with counting every chain out', () => {
  test('bestChain() finds the best that holds content', () => {
    fc.assert(
      fc.property(cases, ([length, weights]) => {
        const scores = scoresFrom(length, weights);
        const most = Math.max(
          ...allChains(length)
            .filter((chain) => chain.includes(2))
            .map((chain) => scoreOf(scores, chain)),
        );
        expect(scoreOf(scores, bestChain(scores, 0))).toBeCloseTo(most, 8);
      }),
    );
  });

  test('bestChain() finds the best that holds a speaker too', () => {
    fc.assert(
      fc.property(cases, ([shortest, weights]) => {
        const length = Math.max(2, shortest);
        const scores = scoresFrom(length, weights);
        const both = allChains(length).filter((chain) => chain.includes(2) && chain.includes(1));
        const most = Math.max(...both.map((chain) => scoreOf(scores, chain)));
        expect(scoreOf(scores, bestChain(scores, 1))).toBeCloseTo(most, 8);
      }),
    );
  });

  test('chancesOf() gives the share of the chains', () => {
    fc.assert(
      fc.property(cases, ([length, weights]) => {
        const scores = scoresFrom(length, weights);
        const mass = (chains: readonly Uint8Array[]): number =>
          chains.reduce((all, chain) => all + Math.exp(scoreOf(scores, chain)), 0);
        const chains = allChains(length);
        const content = chains.filter((chain) => chain.includes(2));
        const { reports, speaker } = chancesOf(scores);
        expect(reports).toBeCloseTo(1 - 1 / mass(chains), 8);
        expect(speaker).toBeCloseTo(mass(content.filter((chain) => chain.includes(1))) / mass(content), 8);
      }),
    );
  });

  test('expectColumns() gives the mean of the columns', () => {
    fc.assert(
      fc.property(cases, ([length, weights]) => {
        const scores = scoresFrom(length, weights);
        const expected = scoresFrom(length, [0]);
        let sum = 0;
        for (const chain of allChains(length)) {
          const weight = Math.exp(scoreOf(scores, chain));
          const columns = newScores();
          chainColumns(chain, columns);
          sum += weight;
          for (const part of ['token', 'edge', 'final'] as const) {
            for (let at = 0; at < expected[part].length; at += 1) {
              expected[part][at] = (expected[part][at] ?? 0) + weight * (columns[part][at] ?? 0);
            }
          }
        }
        expect(expectColumns(scores)).toBeCloseTo(Math.log(sum), 8);
        const cells = { token: length * tokenColumns, edge: (length + 1) * edgeColumns, final: finalColumns };
        for (const part of ['token', 'edge', 'final'] as const) {
          for (let at = 0; at < cells[part]; at += 1) {
            expect(scores[part][at]).toBeCloseTo((expected[part][at] ?? 0) / sum, 8);
          }
        }
      }),
    );
  });
});

describe('other places for a piece of content', () => {
  test('placesOf() weighs them as the whole chain would', () => {
    fc.assert(
      fc.property(cases, ([length, weights]) => {
        const scores = scoresFrom(length, weights);
        const labels = bestChain(scores, 0);
        const cue = labels.indexOf(0);
        for (const piece of piecesOf(labels)) {
          const { starts, ends } = placesOf(scores, labels, piece, cue, 100);
          for (const start of starts) {
            for (const end of ends.filter((one) => start.at < one.at)) {
              const moved = labels.slice().fill(0, piece.from, piece.to).fill(2, start.at, end.at);
              const more = scoreOf(scores, moved) - scoreOf(scores, labels);
              expect(start.score + end.score).toBeCloseTo(more, 8);
            }
          }
        }
      }),
    );
  });

  test('placesOf() leaves the cue, the speaker and other pieces alone', () => {
    const scores = scoresFrom(9, [0]);
    const labels = Uint8Array.of(2, 2, 0, 2, 0, 0, 0, 1, 0);
    const { starts, ends } = placesOf(scores, labels, { from: 3, to: 4 }, 5, 1);
    expect(starts.map(({ at }) => at)).toEqual([3]);
    expect(ends.map(({ at }) => at)).toEqual([4, 5]);
  });
});
