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

/** The arrays of a unit's numbers. */
type Room = Pick<
  UnitNumbers,
  | 'words'
  | 'classes'
  | 'kinds'
  | 'suffixes'
  | 'separators'
  | 'segments'
  | 'segmentFirst'
  | 'segmentHolds'
  | 'verbs'
  | 'cues'
  | 'likely'
>;

function newRoom(length: number): Room {
  const padded = length + 2 * margin;
  const segments = Math.max(2 * length + 2, edgeSegment + 1);
  return {
    words: new Int32Array(padded),
    classes: new Int32Array(padded),
    kinds: new Uint8Array(padded),
    suffixes: new Int32Array(padded),
    separators: new Uint8Array(padded),
    segments: new Int32Array(padded),
    segmentFirst: new Int32Array(segments),
    segmentHolds: new Uint8Array(segments),
    verbs: new Int32Array(padded),
    cues: new Int32Array(padded),
    likely: new Uint8Array(padded),
  };
}

/** Sets what the numbers of `length` tokens do not overwrite. */
function clearRoom(room: Room, length: number): void {
  const { words, classes, kinds, separators, segments, segmentFirst, segmentHolds, suffixes, likely, verbs, cues } =
    room;
  const end = length + margin;
  words.fill(edgeNumber, 0, margin).fill(edgeNumber, end, end + margin);
  classes.fill(edgeNumber, 0, margin).fill(edgeNumber, end, end + margin);
  kinds.fill(edgeKind, 0, margin).fill(edgeKind, end, end + margin);
  separators.fill(0, 0, length);
  segments[length] = edgeSegment;
  const most = Math.max(2 * length + 2, edgeSegment + 1);
  segmentFirst.fill(0, 0, most);
  segmentHolds.fill(0, 0, most);
  for (const numbers of [suffixes, likely, verbs, cues]) numbers.fill(0, length, length + 2);
}

let shared = newRoom(256);

/** Numbers in arrays that the next call uses again: making new ones for each unit costs more than filling them. */
export function numberInPassing(unit: Unit, following: readonly Token[]): UnitNumbers {
  const length = unit.tokens.length + following.length;
  if (shared.kinds.length < length + 2 * margin) shared = newRoom(length * 2);
  return numberInto(shared, unit, following);
}

/** A unit and the quotation-only unit behind it, which may belong to its last speaker. */
export function numberUnit(unit: Unit, following: readonly Token[]): UnitNumbers {
  return numberInto(newRoom(unit.tokens.length + following.length), unit, following);
}

const noRules: ReadonlyMap<number, Clause> = new Map();

function numberInto(room: Room, unit: Unit, following: readonly Token[]): UnitNumbers {
  const tokens = following.length === 0 ? unit.tokens : [...unit.tokens, ...following];
  const length = tokens.length;
  clearRoom(room, length);
  const { words, classes, kinds, suffixes, separators, segments, segmentFirst, segmentHolds, verbs, cues, likely } =
    room;
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
  const rules = clauses.length === 0 ? noRules : new Map(clauses.map((clause) => [clause.cue.from, clause] as const));
  return { ...room, tokens, own: unit.tokens.length, rules, clauses };
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
