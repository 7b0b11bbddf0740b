/**
 * Learns the weights of the trained layer from annotated news. Deterministic: the same data give the same weights.
 * Usage: node test/eval/learn-labels.ts [--data DIR] [--news DIR] [--epochs N] [--again N] [--runs N] [--hold N] [--fold N] [--out FILE]
 * With `--news ''` other news than PolNeAR is left out. With --hold N every Nth article of PolNeAR is left out of training,
 * from the one of number --fold on. First all features are weighed for --epochs rounds; then those
 * that weigh most are learnt anew for --again rounds, --runs times in other orders and with other features left out, and
 * the mean of these runs is kept.
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
import { edgeColumns, finalColumns, newScores, resetScores, tokenColumns } from '../../src/text/trained/chain.ts';
import { cueFeatureCount, cueFeatures } from '../../src/text/trained/cue-features.ts';
import { chainWindow, mayBeCue } from '../../src/text/trained/labeller.ts';
import { readAnnotated } from './annotated-news.ts';
import { type AnnotatedUnit, annotatedUnits } from './annotated-units.ts';
import { chainColumns, expectColumns } from './chain-expectations.ts';
import { FeatureCounter, FeatureStore } from './feature-store.ts';
import { readOtherNews } from './other-news.ts';
import { packTable } from './pack-weights.ts';
import { sequence, shuffle } from './sequence.ts';
import { newTable, type Table } from './weight-table.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/eval/quotations' },
    news: { type: 'string', default: '../shared/eval/questions' },
    epochs: { type: 'string', default: '4' },
    again: { type: 'string', default: '5' },
    runs: { type: 'string', default: '2' },
    hold: { type: 'string', default: '0' },
    fold: { type: 'string', default: '0' },
    rate: { type: 'string', default: '0.05' },
    decay: { type: 'string', default: '0.01' },
    drop: { type: 'string', default: '0.2,0.35' },
    rare: { type: 'string', default: '2' },
    average: { type: 'string', default: '2' },
    keep: { type: 'string', default: '12000,75000,100000,15000' },
    out: { type: 'string', default: 'data/words/attribution-weights.json' },
  },
});
const hold = Number(values.hold);
const rate = Number(values.rate);
const decay = Number(values.decay);
/** Share of the features that is left out in each step of a run, by run. */
const drops = values.drop.split(',').map(Number);
const articles = readAnnotated(values.data, 'polnear-train.jsonl.gz').filter(({ primary }) => primary);
const training = articles.filter((_, place) => hold === 0 || place % hold !== Number(values.fold));
if (values.news !== '') training.push(...readOtherNews(values.news, 'fit'));
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

const rare = Number(values.rare);

/** Weights of one table, how far each has moved so far, and which are learnt at all. */
interface Learnt {
  readonly table: Table;
  readonly moves: Float32Array;
  /** By slot; 0 where a feature is left out for good. */
  readonly open: Uint8Array;
}

function learntOf(table: Table): Learnt {
  const { values: weights } = table;
  return { table, moves: new Float32Array(weights.length), open: new Uint8Array(weights.length).fill(1) };
}

let salt = 0;
let bar = 0;

/** A share of the features is left out, other ones at each step but the same within a step, so that none is relied on alone. */
function takes({ open }: Learnt, slot: number): boolean {
  return open[slot] === 1 && Math.imul(slot ^ salt, 0x9e3779b1) >>> 0 >= bar;
}

/** Adds the weights of the place that begins at `from` to the sums at `cell`; returns where the next place begins. */
function sum(learnt: Learnt, slots: Int32Array, from: number, sums: Float64Array, cell: number): number {
  const { values: weights, width } = learnt.table;
  const end = from + 1 + (slots[from] ?? 0);
  for (let at = from + 1; at < end; at += 1) {
    const slot = slots[at] ?? 0;
    if (!takes(learnt, slot)) continue;
    for (let column = 0; column < width; column += 1)
      sums[cell + column] = (sums[cell + column] ?? 0) + (weights[slot + column] ?? 0);
  }
  return end;
}

/** One step of AdaGrad, which moves a weight less the more it has moved, for the place that begins at `from`. */
function learn(learnt: Learnt, slots: Int32Array, from: number, column: number, gradient: number): void {
  const { values: weights } = learnt.table;
  const { moves } = learnt;
  const end = from + 1 + (slots[from] ?? 0);
  for (let at = from + 1; at < end; at += 1) {
    const slot = slots[at] ?? 0;
    if (!takes(learnt, slot)) continue;
    const cell = slot + column;
    const weight = weights[cell] ?? 0;
    const slope = gradient - decay * weight;
    const moved = (moves[cell] ?? 0) + slope * slope;
    moves[cell] = moved;
    weights[cell] = weight + (rate / Math.sqrt(moved + 0.1)) * slope;
  }
}

const cueCounter = new FeatureCounter(rare);
for (const { unit, cue } of candidates) cueCounter.add(features, cueFeatures(unit, cue, features));
const cueTable = newTable(cueCounter.kept, cueCounter.kept.length, 1);
const cueStore = new FeatureStore(cueTable, cueCounter.room);
const cueStarts = candidates.map(({ unit, cue }) => {
  const start = cueStore.end;
  cueStore.add(features, cueFeatures(unit, cue, features));
  return start;
});
const cueLearnt = learntOf(cueTable);
const score = new Float64Array(1);

/** Chance that the word is a cue, by its features. */
function cueProbability(start: number): number {
  score[0] = 0;
  sum(cueLearnt, cueStore.slots, start, score, 0);
  return 1 / (1 + Math.exp(-(score[0] ?? 0)));
}

function trainCues(epochs: number, random: () => number): void {
  const places = [...candidates.keys()];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const place of shuffle(places, random)) {
      const candidate = candidates[place];
      if (candidate === undefined) continue;
      salt = Math.floor(random() * 4294967296) | 0;
      const start = cueStarts[place] ?? 0;
      const gold = candidate.chains.has(candidate.cue) ? 1 : 0;
      learn(cueLearnt, cueStore.slots, start, 0, gold - cueProbability(start));
    }
  }
}

const random = sequence(20260101);
setDrop(0);
trainCues(3, random);
salt = 0;
bar = 0;
// The first weights are too sure of what they have seen: a low bar keeps enough of the rest.
const leastWorth = 0.01;
const worth = candidates.filter(
  (candidate, place) => candidate.chains.has(candidate.cue) || cueProbability(cueStarts[place] ?? 0) > leastWorth,
);

/** Sets how many features are left out, as the given run does. */
function setDrop(run: number): void {
  bar = Math.floor((drops[run % drops.length] ?? 0) * 4294967295);
}

/** A chain to learn from, and where its features begin in the stores. */
interface Lesson {
  readonly chain: Uint8Array;
  readonly token: number;
  readonly edge: number;
  readonly final: number;
}

function eachPlace(
  onToken: (count: number) => void,
  onEdge: (count: number) => void,
  begin: (one: Candidate) => void,
): void {
  for (const candidate of worth) {
    const { unit, cue } = candidate;
    begin(candidate);
    const { from, to } = chainWindow(unit.tokens.length, cue);
    const view = viewFrom(unit, cue);
    for (let at = from; at < to; at += 1) onToken(allTokenFeatures(view, at));
    for (let at = from; at <= to; at += 1) onEdge(allEdgeFeatures(view, at));
  }
}

const tokenCounter = new FeatureCounter(rare);
const edgeCounter = new FeatureCounter(rare);
eachPlace(
  (count) => tokenCounter.add(features, count),
  (count) => edgeCounter.add(features, count),
  () => undefined,
);
console.log(
  `${worth.length} chains; features: ${cueCounter.kept.length} cue, ${tokenCounter.kept.length} token, ${edgeCounter.kept.length} edge`,
);
const tokenStore = new FeatureStore(
  newTable(tokenCounter.kept, tokenCounter.kept.length, tokenColumns),
  tokenCounter.room,
);
const edgeStore = new FeatureStore(newTable(edgeCounter.kept, edgeCounter.kept.length, edgeColumns), edgeCounter.room);
const finalTable = newTable(cueCounter.kept, cueCounter.kept.length, finalColumns);
const finalStore = new FeatureStore(finalTable, worth.length * (cueFeatureCount + 1));
const lessons: Lesson[] = [];
eachPlace(
  (count) => tokenStore.add(features, count),
  (count) => edgeStore.add(features, count),
  ({ unit, cue, chains }) => {
    const { from, to } = chainWindow(unit.tokens.length, cue);
    const chain = (chains.get(cue) ?? new Uint8Array(unit.tokens.length)).slice(from, to);
    lessons.push({ chain, token: tokenStore.end, edge: edgeStore.end, final: finalStore.end });
    finalStore.add(features, cueFeatures(unit, cue, features));
  },
);
const tokenLearnt = learntOf(tokenStore.table);
const edgeLearnt = learntOf(edgeStore.table);
const finalLearnt = learntOf(finalTable);

const scores = newScores();
const wanted = newScores();
/** Smaller gradients are passed over. */
const least = 1e-3;

/** One step towards the annotated chain; returns its log likelihood. */
function trainChain({ chain, token, edge, final }: Lesson): number {
  chainColumns(chain, wanted);
  resetScores(scores, chain.length);
  let next = token;
  for (let at = 0; at < chain.length; at += 1)
    next = sum(tokenLearnt, tokenStore.slots, next, scores.token, at * tokenColumns);
  next = edge;
  for (let at = 0; at <= chain.length; at += 1)
    next = sum(edgeLearnt, edgeStore.slots, next, scores.edge, at * edgeColumns);
  sum(finalLearnt, finalStore.slots, final, scores.final, 0);
  const likelihood =
    dot(scores.token, wanted.token, chain.length * tokenColumns) +
    dot(scores.edge, wanted.edge, (chain.length + 1) * edgeColumns) +
    dot(scores.final, wanted.final, finalColumns) -
    expectColumns(scores);
  follow('token', tokenLearnt, tokenStore.slots, token, chain.length);
  follow('edge', edgeLearnt, edgeStore.slots, edge, chain.length + 1);
  follow('final', finalLearnt, finalStore.slots, final, 1);
  return likelihood;
}

function dot(a: Float64Array, b: Float64Array, count: number): number {
  let total = 0;
  for (let place = 0; place < count; place += 1) total += (a[place] ?? 0) * (b[place] ?? 0);
  return total;
}

/** Moves the weights of `places` places that begin at `from`, where what was expected is off. */
function follow(
  part: 'token' | 'edge' | 'final',
  learnt: Learnt,
  slots: Int32Array,
  from: number,
  places: number,
): void {
  const { width } = learnt.table;
  let next = from;
  for (let place = 0; place < places; place += 1) {
    for (let column = 0; column < width; column += 1) {
      const cell = place * width + column;
      const gradient = (wanted[part][cell] ?? 0) - (scores[part][cell] ?? 0);
      if (Math.abs(gradient) >= least) learn(learnt, slots, next, column, gradient);
    }
    next += 1 + (slots[next] ?? 0);
  }
}

const chainParts = [tokenLearnt, edgeLearnt, finalLearnt];

/** Trains the chains; adds the mean of the weights of the last `averaged` epochs to `sums`, by part. */
function trainChains(epochs: number, averaged: number, sums: readonly Float64Array[]): void {
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    let likelihood = 0;
    for (const lesson of shuffle(lessons, random)) {
      salt = Math.floor(random() * 4294967296) | 0;
      likelihood += trainChain(lesson);
    }
    console.log(`epoch ${epoch + 1}: log likelihood ${(likelihood / lessons.length).toFixed(4)} a chain`);
    if (epoch < epochs - averaged) continue;
    for (const [part, { table }] of chainParts.entries()) {
      const total = sums[part] ?? new Float64Array(0);
      for (let cell = 0; cell < total.length; cell += 1)
        total[cell] = (total[cell] ?? 0) + (table.values[cell] ?? 0) / averaged;
    }
  }
}

const emptySums = (): Float64Array[] => chainParts.map(({ table }) => new Float64Array(table.values.length));

/** Leaves all features out but those that weigh most in any of their columns, as many for each column. */
function keepStrongest({ table, open }: Learnt, count: number): void {
  const { keys, values: weights, width } = table;
  open.fill(0);
  for (let column = 0; column < width; column += 1) {
    const found: { hash: number; slot: number; weight: number }[] = [];
    for (const [place, hash] of keys.entries()) {
      const weight = Math.abs(weights[place * width + column] ?? 0);
      if (hash !== 0 && weight > 0) found.push({ hash, slot: place * width, weight });
    }
    found.sort((a, b) => b.weight - a.weight || a.hash - b.hash);
    for (const { slot } of found.slice(0, Math.floor(count / width))) open[slot] = 1;
  }
}

function beginAnew({ table, moves }: Learnt): void {
  table.values.fill(0);
  moves.fill(0);
}

function save(path: string, leastKept: number): void {
  const tables = {
    cue: packTable(cueTable, leastKept),
    token: packTable(tokenLearnt.table, leastKept),
    edge: packTable(edgeLearnt.table, leastKept),
    final: packTable(finalTable, leastKept),
  };
  for (const [name, { count, packed }] of Object.entries(tables)) {
    console.log(`${name}: ${count} features, ${packed.length} bytes`);
  }
  const news =
    values.news === '' ? '' : ' and from 240 articles of ABC, the BBC and Reuters (test/eval/other-news.jsonl)';
  const source = `Weights of features of words and places, learnt by test/eval/learn-labels.ts from the training part of PolNeAR 1.0 (US campaign news of 2016)${news}; hashed statistics only, no text.`;
  writeFileSync(path, `${JSON.stringify({ source, tables }, null, 1)}\n`);
}

const averaged = Number(values.average);
setDrop(0);
const first = emptySums();
trainChains(Number(values.epochs), averaged, first);
for (const [part, { table }] of chainParts.entries()) table.values.set(first[part] ?? []);
const [keptCue = 0, keptToken = 0, keptEdge = 0, keptFinal = 0] = values.keep.split(',').map(Number);
keepStrongest(cueLearnt, keptCue);
keepStrongest(tokenLearnt, keptToken);
keepStrongest(edgeLearnt, keptEdge);
keepStrongest(finalLearnt, keptFinal);
beginAnew(cueLearnt);
setDrop(0);
trainCues(3, random);
const runs = Number(values.runs);
const all = emptySums();
for (let run = 0; run < runs; run += 1) {
  for (const part of chainParts) beginAnew(part);
  setDrop(run);
  trainChains(Number(values.again), averaged, all);
}
for (const [part, { table }] of chainParts.entries())
  table.values.set((all[part] ?? new Float64Array(0)).map((weight) => weight / runs));
save(values.out, 0.01);
