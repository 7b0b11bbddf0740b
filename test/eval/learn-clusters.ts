/**
 * Groups words that stand between like neighbours (exchange algorithm of Kneser and Ney, 1993, over class bigrams) and
 * writes the groups to `data/words/word-classes.json`. They stand in for parts of speech, which no list here gives.
 * Usage: node test/eval/learn-clusters.ts [--news DIR] [--quotations DIR] [--classes N] [--words N] [--sweeps N]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { splitParagraphs } from '../../src/text/paragraphs.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { classKey } from '../../src/text/word-classes.ts';
import { splitWords } from '../../src/text/words.ts';
import { readAnnotated } from './annotated-news.ts';

const { values } = parseArgs({
  options: {
    news: { type: 'string', default: '../shared/eval/questions' },
    quotations: { type: 'string', default: '../shared/eval/quotations' },
    classes: { type: 'string', default: '160' },
    words: { type: 'string', default: '16000' },
    sweeps: { type: 'string', default: '8' },
    out: { type: 'string', default: 'data/words/word-classes.json' },
  },
});
const classCount = Number(values.classes);
const articleSchema = z.object({ source: z.string(), text: z.string() });

function texts(): string[] {
  const packed = gunzipSync(readFileSync(join(values.news, 'articles.jsonl.gz'))).toString('utf8');
  const news = packed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => articleSchema.parse(JSON.parse(line)))
    // PolNeAR stands in that file too, its parts for testing included: only the training part is learnt from.
    .filter(({ source }) => source !== 'polnear')
    .map(({ text }) => text);
  return [...news, ...readAnnotated(values.quotations, 'polnear-train.jsonl.gz').map(({ text }) => text)];
}

/** Words of all sentences as keys, an empty string between sentences. */
function* keysOf(all: readonly string[]): Generator<string> {
  for (const text of all) {
    for (const sentence of splitSentences(text, splitParagraphs(text))) {
      yield '';
      for (const [place, word] of splitWords(text, sentence).entries()) yield classKey(word, place);
    }
  }
}

const corpus = texts();
const counts = new Map<string, number>();
for (const key of keysOf(corpus)) counts.set(key, (counts.get(key) ?? 0) + 1);
const kept = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, Number(values.words));
const idOf = new Map(kept.map(([key], id) => [key, id]));
const size = kept.length;
/** All words that are not kept share the last id. */
const rest = size;
console.log(`${size} words of ${counts.size}, rarest ${kept.at(-1)?.[1]} times`);

const following: Map<number, number>[] = Array.from({ length: size + 1 }, () => new Map());
const preceding: Map<number, number>[] = Array.from({ length: size + 1 }, () => new Map());
const total = new Float64Array(size + 1);
let last = idOf.get('') ?? rest;
for (const key of keysOf(corpus)) {
  const id = idOf.get(key) ?? rest;
  bump(following[last], id);
  bump(preceding[id], last);
  total[id] = (total[id] ?? 0) + 1;
  last = id;
}

function bump(map: Map<number, number> | undefined, key: number): void {
  map?.set(key, (map.get(key) ?? 0) + 1);
}

/** Class 0 is the sentence break's alone, and the last one that of the words not kept. */
const K = classCount + 2;
const classOf = new Int32Array(size + 1);
for (let id = 0; id < size; id += 1) classOf[id] = 1 + (id % classCount);
classOf[idOf.get('') ?? 0] = 0;
classOf[rest] = K - 1;

const pairs = new Float64Array(K * K);
const classTotal = new Float64Array(K);
for (let id = 0; id <= size; id += 1) {
  const own = classOf[id] ?? 0;
  classTotal[own] = (classTotal[own] ?? 0) + (total[id] ?? 0);
  for (const [next, n] of following[id] ?? []) {
    const cell = own * K + (classOf[next] ?? 0);
    pairs[cell] = (pairs[cell] ?? 0) + n;
  }
}

const xlogx = (x: number): number => (x > 0 ? x * Math.log(x) : 0);
const out = new Float64Array(K);
const into = new Float64Array(K);

function neighbours(id: number): number {
  out.fill(0);
  into.fill(0);
  let self = 0;
  for (const [next, n] of following[id] ?? []) {
    if (next === id) self = n;
    else out[classOf[next] ?? 0] = (out[classOf[next] ?? 0] ?? 0) + n;
  }
  for (const [before, n] of preceding[id] ?? []) {
    if (before !== id) into[classOf[before] ?? 0] = (into[classOf[before] ?? 0] ?? 0) + n;
  }
  return self;
}

function shift(id: number, to: number, self: number, sign: 1 | -1): void {
  for (let c = 0; c < K; c += 1) {
    pairs[to * K + c] = (pairs[to * K + c] ?? 0) + sign * (out[c] ?? 0);
    pairs[c * K + to] = (pairs[c * K + to] ?? 0) + sign * (into[c] ?? 0);
  }
  pairs[to * K + to] = (pairs[to * K + to] ?? 0) + sign * self;
  classTotal[to] = (classTotal[to] ?? 0) + sign * (total[id] ?? 0);
}

/** What putting the word into a class adds to the likelihood; the word is in none at the moment. */
function gain(id: number, to: number, self: number, touched: readonly number[]): number {
  const n = classTotal[to] ?? 0;
  let sum = -2 * (xlogx(n + (total[id] ?? 0)) - xlogx(n));
  for (const c of touched) {
    if (c === to) continue;
    const a = pairs[to * K + c] ?? 0;
    const b = pairs[c * K + to] ?? 0;
    if (out[c] !== 0) sum += xlogx(a + (out[c] ?? 0)) - xlogx(a);
    if (into[c] !== 0) sum += xlogx(b + (into[c] ?? 0)) - xlogx(b);
  }
  const own = pairs[to * K + to] ?? 0;
  return sum + xlogx(own + (out[to] ?? 0) + (into[to] ?? 0) + self) - xlogx(own);
}

for (let sweep = 0; sweep < Number(values.sweeps); sweep += 1) {
  let moved = 0;
  for (let id = 0; id < size; id += 1) {
    const from = classOf[id] ?? 0;
    if (from === 0) continue;
    const self = neighbours(id);
    const touched: number[] = [];
    for (let c = 0; c < K; c += 1) if (out[c] !== 0 || into[c] !== 0) touched.push(c);
    shift(id, from, self, -1);
    let best = from;
    let most = gain(id, from, self, touched);
    for (let to = 1; to < K - 1; to += 1) {
      if (to === from) continue;
      const here = gain(id, to, self, touched);
      if (here > most + 1e-9) {
        most = here;
        best = to;
      }
    }
    shift(id, best, self, 1);
    classOf[id] = best;
    if (best !== from) moved += 1;
  }
  console.log(`sweep ${sweep + 1}: ${moved} words moved`);
}

const classes: string[][] = Array.from({ length: classCount }, () => []);
for (const [id, [key]] of kept.entries()) if (key !== '') classes[(classOf[id] ?? 1) - 1]?.push(key);
writeFileSync(
  values.out,
  `${JSON.stringify(
    {
      source: `Words that stand between like neighbours, grouped from ${corpus.length} news articles (Reuters, ABC, BBC, Wikipedia articles of SQuAD, and the training part of PolNeAR 1.0) by test/eval/learn-clusters.ts; a statistic of single words, no text.`,
      classes: classes.map((words) => words.join(' ')),
    },
    null,
    0,
  ).replaceAll('","', '",\n"')}\n`,
);
