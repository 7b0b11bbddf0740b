/**
 * Learns where pieces of content begin and end, over the labels of the chains, from annotated news. Deterministic.
 * Usage: node test/eval/learn-pieces.ts --folds FILE,FILE,... [--data DIR] [--out FILE]
 * The files are weights by learn-labels.ts: of N files the one at place K was learnt with --hold N --fold K, so that its
 * labels are as unsure of the articles of its fold as labels are of news. Where no file is named between two commas, the fold is
 * left out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Phrase } from '../../src/text/noun-phrases.ts';
import { believed } from '../../src/text/trained/belief.ts';
import type { ScoredChain } from '../../src/text/trained/chain.ts';
import { piecesOf } from '../../src/text/trained/choose-pieces.ts';
import { eachChain } from '../../src/text/trained/labeller.ts';
import { arePiece, type Places, placesOf } from '../../src/text/trained/piece-candidates.ts';
import {
  endFeatures,
  outsideOf,
  pieceFeatureCount,
  spanFeatures,
  startFeatures,
} from '../../src/text/trained/piece-features.ts';
import type { UnitNumbers } from '../../src/text/trained/unit-features.ts';
import { unpackChainWeights } from '../../src/text/trained/weights.ts';
import { readAnnotated } from './annotated-news.ts';
import { annotatedUnits } from './annotated-units.ts';
import { FeatureCounter, FeatureStore } from './feature-store.ts';
import { packTable } from './pack-weights.ts';
import { sequence, shuffle } from './sequence.ts';
import { newTable } from './weight-table.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/eval/quotations' },
    folds: { type: 'string', default: '' },
    epochs: { type: 'string', default: '5' },
    averaged: { type: 'string', default: '2' },
    rate: { type: 'string', default: '0.03' },
    decay: { type: 'string', default: '0.05' },
    drop: { type: 'string', default: '0.2' },
    rare: { type: 'string', default: '8' },
    out: { type: 'string', default: 'data/words/piece-weights.json' },
  },
});
const packedSchema = z.object({ width: z.number(), count: z.number(), unit: z.number(), packed: z.string() });
const weightsSchema = z.object({
  tables: z.object({ cue: packedSchema, token: packedSchema, edge: packedSchema, final: packedSchema }),
});

/** A piece that was annotated, with what the chain holds possible; made of features later. */
interface Lesson {
  /** Features of each candidate. */
  readonly features: readonly Int32Array[];
  /** What each candidate weighs in the chain. */
  readonly scores: readonly number[];
  readonly gold: number;
}

/** Wider than what is chosen from in the end: there is more to learn from. */
const widest = 6;
const buffer = new Int32Array(pieceFeatureCount);

/** The lessons of one chain; pieces whose annotated counterpart is no candidate teach nothing. */
function lessonsOf(unit: UnitNumbers, chain: ScoredChain, annotated: Uint8Array): Lesson[] {
  const { cue, from, scores, labels } = chain;
  const wanted = piecesOf(annotated);
  return piecesOf(labels).flatMap((piece) => {
    const gold = likest(wanted, { from: piece.from + from, to: piece.to + from });
    const candidates = candidatesOf(placesOf(scores, labels, piece, cue - from, widest), from);
    const right = candidates.findIndex((one) => one.from === gold?.from && one.to === gold.to);
    if (right < 0 || candidates.length < 2) return [];
    return [
      {
        features: candidates.map((one) => featuresOf(unit, cue, one)),
        scores: candidates.map(({ score }) => score),
        gold: right,
      },
    ];
  });
}

interface Candidate extends Phrase {
  readonly score: number;
}

/** All pieces that the places make, in tokens of the unit. */
function candidatesOf({ starts, ends }: Places, from: number): Candidate[] {
  return starts.flatMap((start) =>
    ends
      .filter((end) => arePiece(start, end, widest))
      .map((end) => ({ from: start.at + from, to: end.at + from, score: start.score + end.score })),
  );
}

function featuresOf(unit: UnitNumbers, cue: number, piece: Phrase): Int32Array {
  const outside = outsideOf(unit, piece.to);
  const start = buffer.slice(0, startFeatures(unit, cue, piece.from, buffer));
  const end = buffer.slice(0, endFeatures(unit, cue, piece.to, outside, buffer));
  const span = buffer.slice(0, spanFeatures(unit, cue, piece, outside, buffer));
  return Int32Array.of(...start, ...end, ...span);
}

/** The piece that shares most tokens with another, if one shares any. */
function likest(pieces: readonly Phrase[], { from, to }: Phrase): Phrase | undefined {
  const shared = (piece: Phrase): number => Math.min(piece.to, to) - Math.max(piece.from, from);
  return pieces.filter((piece) => shared(piece) > 0).sort((a, b) => shared(b) - shared(a))[0];
}

const articles = readAnnotated(values.data, 'polnear-train.jsonl.gz').filter(({ primary }) => primary);
const files = values.folds.split(',');
const lessons: Lesson[] = [];
for (const [fold, file] of files.entries()) {
  if (file === '') continue;
  const weights = unpackChainWeights(weightsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).tables);
  for (const article of articles.filter((_, place) => place % files.length === fold))
    for (const { unit, chains } of annotatedUnits(article))
      eachChain(weights, unit, believed, (chain) => {
        const annotated = chains.get(chain.cue);
        if (annotated !== undefined) lessons.push(...lessonsOf(unit, chain, annotated));
      });
}

const counter = new FeatureCounter(Number(values.rare));
for (const { features } of lessons) for (const one of features) counter.add(one, one.length);
const table = newTable(counter.kept, counter.kept.length, 1);
const store = new FeatureStore(table, counter.room);
const starts = lessons.map(({ features }) =>
  features.map((one) => {
    const start = store.end;
    store.add(one, one.length);
    return start;
  }),
);
console.log(`${lessons.length} pieces, ${counter.kept.length} features`);

const rate = Number(values.rate);
const decay = Number(values.decay);
const bar = Math.floor(Number(values.drop) * 4294967295);
const { values: weights } = table;
const moves = new Float32Array(weights.length);
let trust = 1;
let trustMoves = 0;
let salt = 0;

function takes(slot: number): boolean {
  return Math.imul(slot ^ salt, 0x9e3779b1) >>> 0 >= bar;
}

function eachSlot(start: number, visit: (slot: number) => void): void {
  const end = start + 1 + (store.slots[start] ?? 0);
  for (let at = start + 1; at < end; at += 1) {
    const slot = store.slots[at] ?? 0;
    if (takes(slot)) visit(slot);
  }
}

/** One step of AdaGrad towards the annotated piece; returns its log likelihood among the candidates. */
function step({ scores, gold }: Lesson, places: readonly number[]): number {
  const sums = places.map((start, at) => {
    let sum = trust * (scores[at] ?? 0);
    eachSlot(start, (slot) => {
      sum += weights[slot] ?? 0;
    });
    return sum;
  });
  const most = Math.max(...sums);
  const chances = sums.map((sum) => Math.exp(sum - most));
  const total = chances.reduce((all, one) => all + one, 0);
  const gradients = new Map<number, number>();
  let slope = 0;
  for (const [at, start] of places.entries()) {
    const off = (at === gold ? 1 : 0) - (chances[at] ?? 0) / total;
    slope += off * (scores[at] ?? 0);
    eachSlot(start, (slot) => gradients.set(slot, (gradients.get(slot) ?? 0) + off));
  }
  for (const [slot, gradient] of gradients) {
    // Shared by all candidates alike.
    if (Math.abs(gradient) < 1e-4) continue;
    const weight = weights[slot] ?? 0;
    const towards = gradient - decay * weight;
    const moved = (moves[slot] ?? 0) + towards * towards;
    moves[slot] = moved;
    weights[slot] = weight + (rate / Math.sqrt(moved + 0.1)) * towards;
  }
  trustMoves += slope * slope;
  trust += (rate / Math.sqrt(trustMoves + 1)) * slope;
  return Math.log((chances[gold] ?? 0) / total);
}

const random = sequence(20260101);
const epochs = Number(values.epochs);
const averaged = Number(values.averaged);
const means = new Float64Array(weights.length);
let meanTrust = 0;
for (let epoch = 0; epoch < epochs; epoch += 1) {
  let likelihood = 0;
  for (const place of shuffle([...lessons.keys()], random)) {
    const lesson = lessons[place];
    salt = Math.floor(random() * 4294967296) | 0;
    if (lesson !== undefined) likelihood += step(lesson, starts[place] ?? []);
  }
  console.log(
    `epoch ${epoch + 1}: log likelihood ${(likelihood / lessons.length).toFixed(4)}, trust ${trust.toFixed(2)}`,
  );
  if (epoch < epochs - averaged) continue;
  for (const [slot, weight] of weights.entries()) means[slot] = (means[slot] ?? 0) + weight / averaged;
  meanTrust += trust / averaged;
}
weights.set(means);
const packed = packTable(table, 0.01);
console.log(`${packed.count} features kept, ${packed.packed.length} bytes`);
const source =
  'Weights of features of whole pieces of content, learnt from the training part of PolNeAR 1.0 (US campaign news of 2016) by test/eval/learn-pieces.ts; hashed statistics only, no text.';
writeFileSync(
  values.out,
  `${JSON.stringify({ source, trust: Number(meanTrust.toPrecision(6)), table: packed }, null, 1)}\n`,
);
