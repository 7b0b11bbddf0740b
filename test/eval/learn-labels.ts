/**
 * Learns the weights of the trained layer from annotated news. Deterministic: the same data give the same weights.
 * Usage: node test/eval/learn-labels.ts [--data DIR] [--epochs N] [--hold N] [--out FILE]
 * With --hold N every Nth article is left out of training.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  argumentFeatureCount,
  type CueView,
  edgeFeatures,
  fixedEdgeFeatures,
  fixedTokenFeatures,
  sideOf,
  stretchTokenFeatures,
  tokenFeatures,
  viewFrom,
} from '../../src/text/trained/argument-features.ts';
import {
  type ChainScores,
  edgeColumns,
  finalColumns,
  newScores,
  resetScores,
  tokenColumns,
} from '../../src/text/trained/chain.ts';
import { cueFeatureCount, cueFeatures } from '../../src/text/trained/cue-features.ts';
import { chainWindow, mayBeCue } from '../../src/text/trained/labeller.ts';
import { readAnnotated } from './annotated-news.ts';
import { type AnnotatedUnit, annotatedUnits } from './annotated-units.ts';
import { chainColumns, expectColumns } from './chain-expectations.ts';
import { packTable } from './pack-weights.ts';
import { newTable, slotOf, type Table } from './weight-table.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/eval/quotations' },
    epochs: { type: 'string', default: '4' },
    hold: { type: 'string', default: '0' },
    rate: { type: 'string', default: '0.05' },
    decay: { type: 'string', default: '0.01' },
    shrink: { type: 'string', default: '0' },
    drop: { type: 'string', default: '0.2' },
    rare: { type: 'string', default: '2' },
    average: { type: 'string', default: '2' },
    keep: { type: 'string', default: '10000,60000,80000,15000' },
    first: { type: 'string', default: '' },
    again: { type: 'string', default: '6' },
    out: { type: 'string', default: 'data/words/attribution-weights.json' },
  },
});
const hold = Number(values.hold);
const rate = Number(values.rate);
const decay = Number(values.decay);
const drop = Number(values.drop);
const shrink = Number(values.shrink);
const articles = readAnnotated(values.data, 'polnear-train.jsonl.gz').filter(({ primary }) => primary);
const training = articles.filter((_, place) => hold === 0 || place % hold !== 0);
const units = training.flatMap((article) => annotatedUnits(article));

interface Candidate extends AnnotatedUnit {
  readonly cue: number;
}
const candidates: Candidate[] = units.flatMap(({ unit, chains }) => {
  const found: Candidate[] = [];
  for (let cue = 0; cue < unit.own; cue += 1) {
    const token = unit.tokens[cue];
    if (token !== undefined && mayBeCue(token, unit.likely[cue] ?? 0)) found.push({ unit, chains, cue });
  }
  return found;
});
console.log(`${training.length} articles, ${units.length} units, ${candidates.length} words that may be cues`);

/** A sequence of numbers that looks random and is the same in every run (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [mixed[at], mixed[other]];
    if (a !== undefined && b !== undefined) [mixed[at], mixed[other]] = [b, a];
  }
  return mixed;
}

const features = new Int32Array(Math.max(cueFeatureCount, 2 * argumentFeatureCount));
const more = new Int32Array(argumentFeatureCount);

/** All features of a token, those that hang on no cue first. */
function allTokenFeatures(view: CueView, at: number): number {
  const fixed = fixedTokenFeatures(view.unit, sideOf(at, view.cue), at, features);
  const shared = withMore(fixed, stretchTokenFeatures(view, at, more));
  return withMore(shared, tokenFeatures(view, at, more));
}

function allEdgeFeatures(view: CueView, at: number): number {
  return withMore(fixedEdgeFeatures(view.unit, at <= view.cue ? 0 : 1, at, features), edgeFeatures(view, at, more));
}

function withMore(count: number, added: number): number {
  features.set(more.subarray(0, added), count);
  return count + added;
}

let salt = 0;

/** Leaves a share of the features out, other ones at each step but the same within a step, so that none is relied on alone. */
function thin(count: number): number {
  if (drop === 0) return count;
  let kept = 0;
  const bar = drop * 4294967296;
  for (let place = 0; place < count; place += 1) {
    const hash = features[place] ?? 0;
    if (Math.imul(hash ^ salt, 0x9e3779b1) >>> 0 < bar) continue;
    features[kept] = hash;
    kept += 1;
  }
  return kept;
}

/** Collects the features of many calls that were seen `rare` times or more. */
class Counter {
  readonly #counts = new Uint8Array(1 << 26);
  readonly #kept: number[] = [];
  readonly #rare: number;
  constructor(rare: number) {
    this.#rare = rare;
  }
  add(count: number): void {
    for (let place = 0; place < count; place += 1) {
      const hash = features[place] ?? 0;
      const cell = (hash ^ (hash >>> 26)) & ((1 << 26) - 1);
      const seen = this.#counts[cell] ?? 0;
      if (seen < 255) this.#counts[cell] = seen + 1;
      if (seen + 1 === this.#rare && hash !== 0) this.#kept.push(hash);
    }
  }
  table(width: number): Table {
    return newTable(this.#kept, this.#kept.length, width);
  }
  get size(): number {
    return this.#kept.length;
  }
}

const squares = new Map<Table, Float32Array>();
const squaresOf = (table: Table): Float32Array => {
  const found = squares.get(table) ?? new Float32Array(table.values.length);
  squares.set(table, found);
  return found;
};

/** One step of AdaGrad, which moves a weight less the more it has moved, for the first `count` features. */
function learn(table: Table, count: number, column: number, gradient: number): void {
  const moves = squaresOf(table);
  for (let place = 0; place < count; place += 1) {
    const slot = slotOf(table, features[place] ?? 0);
    if (slot < 0) continue;
    const cell = slot + column;
    const weight = table.values[cell] ?? 0;
    const slope = gradient - decay * weight;
    const moved = (moves[cell] ?? 0) + slope * slope;
    moves[cell] = moved;
    const step = rate / Math.sqrt(moved + 0.1);
    const next = weight + step * slope;
    // What does not pull is drawn to nothing, so that the file stays small.
    table.values[cell] = Math.sign(next) * Math.max(0, Math.abs(next) - step * shrink);
  }
}

const rare = Number(values.rare);
const cueCounter = new Counter(rare);
for (const { unit, cue } of candidates) cueCounter.add(cueFeatures(unit, cue, features));
const weights: Record<'cue' | 'token' | 'edge' | 'final', Table> = {
  cue: cueCounter.table(1),
  token: newTable([], 0, tokenColumns),
  edge: newTable([], 0, edgeColumns),
  final: cueCounter.table(finalColumns),
};

function sum(table: Table, count: number, sums: Float64Array, cell: number): void {
  for (let place = 0; place < count; place += 1) {
    const slot = slotOf(table, features[place] ?? 0);
    if (slot < 0) continue;
    for (let value = 0; value < table.width; value += 1)
      sums[cell + value] = (sums[cell + value] ?? 0) + (table.values[slot + value] ?? 0);
  }
}

/** Chance that the word is a cue, by the first `count` features. */
function cueProbability(count: number): number {
  const score = new Float64Array(1);
  sum(weights.cue, count, score, 0);
  return 1 / (1 + Math.exp(-(score[0] ?? 0)));
}

function trainCue({ unit, chains, cue }: Candidate): void {
  const count = thin(cueFeatures(unit, cue, features));
  learn(weights.cue, count, 0, (chains.has(cue) ? 1 : 0) - cueProbability(count));
}

const scores = newScores();

function scoreThinned({ unit, cue }: Candidate, into: ChainScores): void {
  const { from, to } = chainWindow(unit.tokens.length, cue);
  resetScores(into, to - from);
  const view = viewFrom(unit, cue);
  for (let at = from; at < to; at += 1)
    sum(weights.token, thin(allTokenFeatures(view, at)), into.token, (at - from) * tokenColumns);
  for (let at = from; at <= to; at += 1)
    sum(weights.edge, thin(allEdgeFeatures(view, at)), into.edge, (at - from) * edgeColumns);
  sum(weights.final, thin(cueFeatures(unit, cue, features)), into.final, 0);
}

const wanted = newScores();
/** Smaller gradients are passed over. */
const least = 1e-3;

/** One step towards the annotated chain; returns its log likelihood. */
function trainChain(candidate: Candidate): number {
  const { unit, chains, cue } = candidate;
  const gold = chains.get(cue) ?? new Uint8Array(unit.tokens.length);
  const { from, to } = chainWindow(unit.tokens.length, cue);
  const chain = gold.subarray(from, to);
  chainColumns(chain, wanted);
  scoreThinned(candidate, scores);
  const score =
    dot(scores.token, wanted.token, chain.length * tokenColumns) +
    dot(scores.edge, wanted.edge, (chain.length + 1) * edgeColumns) +
    dot(scores.final, wanted.final, finalColumns);
  const total = expectColumns(scores);
  const view = viewFrom(unit, cue);
  for (let at = 0; at <= chain.length; at += 1) {
    if (at < chain.length) {
      follow('token', at * tokenColumns, tokenColumns, () => thin(allTokenFeatures(view, at + from)));
    }
    follow('edge', at * edgeColumns, edgeColumns, () => thin(allEdgeFeatures(view, at + from)));
  }
  follow('final', 0, finalColumns, () => thin(cueFeatures(unit, cue, features)));
  return score - total;
}

function dot(a: Float64Array, b: Float64Array, count: number): number {
  let sum = 0;
  for (let place = 0; place < count; place += 1) sum += (a[place] ?? 0) * (b[place] ?? 0);
  return sum;
}

/** Moves the weights of one place, where what was expected is off; its features are drawn only then. */
function follow(part: 'token' | 'edge' | 'final', cell: number, columns: number, draw: () => number): void {
  let count = -1;
  for (let column = 0; column < columns; column += 1) {
    const gradient = (wanted[part][cell + column] ?? 0) - (scores[part][cell + column] ?? 0);
    if (Math.abs(gradient) < least) continue;
    if (count < 0) count = draw();
    learn(weights[part], count, column, gradient);
  }
}

const random = sequence(20260101);

function trainCues(epochs: number): void {
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const candidate of shuffle(candidates, random)) {
      salt = Math.floor(random() * 4294967296) | 0;
      trainCue(candidate);
    }
  }
}

/** Trains the chains; the weights of the last `averaged` epochs are averaged. */
function trainChains(chains: readonly Candidate[], epochs: number, averaged: number): void {
  const parts = [weights.token, weights.edge, weights.final];
  const sums = parts.map(({ values }) => new Float64Array(values.length));
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    let likelihood = 0;
    for (const candidate of shuffle(chains, random)) {
      salt = Math.floor(random() * 4294967296) | 0;
      likelihood += trainChain(candidate);
    }
    console.log(`epoch ${epoch + 1}: log likelihood ${(likelihood / chains.length).toFixed(4)} a chain`);
    if (epoch < epochs - averaged) continue;
    for (const [part, { values }] of parts.entries()) {
      const total = sums[part] ?? new Float64Array(0);
      for (let cell = 0; cell < total.length; cell += 1)
        total[cell] = (total[cell] ?? 0) + (values[cell] ?? 0) / averaged;
    }
  }
  for (const [part, { values }] of parts.entries()) values.set(sums[part] ?? []);
}

/** A fresh table for the features that weigh most in any of their columns, as many for each column. */
function strongest({ keys, values, width }: Table, count: number): Table {
  const kept = new Set<number>();
  for (let column = 0; column < width; column += 1) {
    const found: { hash: number; weight: number }[] = [];
    for (const [slot, hash] of keys.entries()) {
      const weight = Math.abs(values[slot * width + column] ?? 0);
      if (hash !== 0 && weight > 0) found.push({ hash, weight });
    }
    found.sort((a, b) => b.weight - a.weight || a.hash - b.hash);
    for (const { hash } of found.slice(0, Math.floor(count / width))) kept.add(hash);
  }
  return newTable(kept, kept.size, width);
}

function save(path: string, least: number): void {
  const tables = {
    cue: packTable(weights.cue, least),
    token: packTable(weights.token, least),
    edge: packTable(weights.edge, least),
    final: packTable(weights.final, least),
  };
  for (const [name, { count, packed }] of Object.entries(tables)) {
    console.log(`${name}: ${count} features, ${packed.length} bytes`);
  }
  const source =
    'Weights of features of words and places, learnt from the training part of PolNeAR 1.0 (US campaign news of 2016) by test/eval/learn-labels.ts; hashed statistics only, no text.';
  writeFileSync(path, `${JSON.stringify({ source, tables }, null, 1)}\n`);
}

trainCues(3);
// The first weights are too sure of what they have seen: a low bar keeps enough of the rest.
const worth = candidates.filter(
  (candidate) =>
    candidate.chains.has(candidate.cue) || cueProbability(cueFeatures(candidate.unit, candidate.cue, features)) > 0.003,
);
const tokenCounter = new Counter(rare);
const edgeCounter = new Counter(rare);
for (const { unit, cue } of worth) {
  const { from, to } = chainWindow(unit.tokens.length, cue);
  const view = viewFrom(unit, cue);
  for (let at = from; at < to; at += 1) tokenCounter.add(allTokenFeatures(view, at));
  for (let at = from; at <= to; at += 1) edgeCounter.add(allEdgeFeatures(view, at));
}
weights.token = tokenCounter.table(tokenColumns);
weights.edge = edgeCounter.table(edgeColumns);
console.log(
  `${worth.length} chains; features: ${cueCounter.size} cue, ${tokenCounter.size} token, ${edgeCounter.size} edge`,
);
trainChains(worth, Number(values.epochs), Number(values.average));

if (values.first !== '') save(values.first, 0);
const keep = values.keep.split(',').map(Number);
if (keep.length === 4) {
  const [cue = 0, token = 0, edge = 0, final = 0] = keep;
  weights.cue = strongest(weights.cue, cue);
  weights.token = strongest(weights.token, token);
  weights.edge = strongest(weights.edge, edge);
  weights.final = strongest(weights.final, final);
  trainCues(3);
  trainChains(worth, Number(values.again), Number(values.average));
}

save(values.out, 0.01);
