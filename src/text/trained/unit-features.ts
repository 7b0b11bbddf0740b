import { type Clause, findClauses } from '../clauses.ts';
import type { Token, Unit } from '../tokens.ts';
import { factsOf } from './token-facts.ts';

/** Places at either end of `words`, `classes` and `kinds` that stand for the edge of the unit. */
export const margin = 3;
const edgeNumber = 255;
const edgeKind = 5;
/** Segment of the place behind the last token. */
const edgeSegment = 63;

/** Numbers of a unit's tokens that features are made of; every array counts by token, three of them from `margin` on. */
export interface UnitNumbers {
  readonly tokens: readonly Token[];
  /** Tokens of the unit itself; those behind belong to a quotation that follows it. */
  readonly own: number;
  /** From `margin` on. */
  readonly words: Int32Array;
  /** From `margin` on. */
  readonly classes: Int32Array;
  /** From `margin` on: 0 word, 1 capital, 2 number, 3 sign, 4 quotation, 5 edge of the unit. */
  readonly kinds: Uint8Array;
  readonly suffixes: Int32Array;
  /** 1 where a quotation, or a sign that parts clauses, stands. */
  readonly separators: Uint8Array;
  /** Place of the piece between commas, stops, brackets and quotations. */
  readonly segments: Int32Array;
  readonly segmentFirst: Int32Array;
  /** 1 a verb, 2 a quotation, 4 a likely cue. */
  readonly segmentHolds: Uint8Array;
  /** How many words that look like verbs stand up to here. */
  readonly verbs: Int32Array;
  /** How many likely cues stand up to here. */
  readonly cues: Int32Array;
  /** How often the word reports, in tenths; 0 for other words. */
  readonly likely: Uint8Array;
  /** What the rules find, by the token of the cue. */
  readonly rules: ReadonlyMap<number, Clause>;
  readonly clauses: readonly Clause[];
}

/** A unit and the quotation-only unit behind it, which may belong to its last speaker. */
export function numberUnit(unit: Unit, following: readonly Token[]): UnitNumbers {
  const tokens = following.length === 0 ? unit.tokens : [...unit.tokens, ...following];
  const length = tokens.length;
  const words = withEdges(new Int32Array(length + 2 * margin), edgeNumber);
  const classes = withEdges(new Int32Array(length + 2 * margin), edgeNumber);
  const kinds = withEdges(new Uint8Array(length + 2 * margin), edgeKind);
  const suffixes = new Int32Array(length + 1);
  const separators = new Uint8Array(length);
  const segments = new Int32Array(length + 1);
  segments[length] = edgeSegment;
  const segmentFirst = new Int32Array(Math.max(2 * length + 2, edgeSegment + 1));
  const segmentHolds = new Uint8Array(segmentFirst.length);
  const verbs = new Int32Array(length + 1);
  const cues = new Int32Array(length + 1);
  const likely = new Uint8Array(length + 2);
  let segment = 0;
  let fresh = true;
  let verbCount = 0;
  let cueCount = 0;
  for (let at = 0; at < length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const facts = factsOf(token, at);
    if (facts.parts && !fresh) segment += 1;
    segments[at] = segment;
    words[at + margin] = facts.word;
    classes[at + margin] = facts.class;
    kinds[at + margin] = facts.kind;
    suffixes[at] = facts.suffix;
    likely[at] = facts.likely;
    if (facts.onPath) separators[at] = 1;
    if (fresh || facts.parts) segmentFirst[segment] = facts.word;
    let holds = facts.kind === 4 ? 2 : 0;
    if (facts.isVerb) {
      verbCount += 1;
      holds |= 1;
    }
    if (facts.isCue) {
      cueCount += 1;
      holds |= 4;
    }
    segmentHolds[segment] = (segmentHolds[segment] ?? 0) | holds;
    verbs[at] = verbCount;
    cues[at] = cueCount;
    fresh = facts.parts;
    if (fresh) segment += 1;
  }
  const clauses = findClauses(unit.tokens);
  const rules = new Map(clauses.map((clause): [number, Clause] => [clause.cue.from, clause]));
  return {
    tokens,
    own: unit.tokens.length,
    words,
    classes,
    kinds,
    suffixes,
    separators,
    segments,
    segmentFirst,
    segmentHolds,
    verbs,
    cues,
    likely,
    rules,
    clauses,
  };
}

function withEdges<Numbers extends Int32Array | Uint8Array>(numbers: Numbers, edge: number): Numbers {
  numbers.fill(edge, 0, margin);
  numbers.fill(edge, numbers.length - margin);
  return numbers;
}

/** Tokens of the next unit when it is a quotation and nothing else, in the same paragraph or behind a colon. */
export function followingQuotation(unit: Unit, next: Unit | undefined): readonly Token[] {
  if (next === undefined) return [];
  const first = next.tokens[0];
  if (first?.kind !== 'quote') return [];
  const only = next.tokens.every(({ kind }) => kind === 'quote' || kind === 'sign');
  if (unit.tokens.at(-1)?.text === ':') return next.tokens.slice(0, 1);
  return only && next.paragraph === unit.paragraph ? next.tokens : [];
}
