import type { Phrase } from '../noun-phrases.ts';
import { mix } from './hash.ts';
import type { UnitNumbers } from './unit-features.ts';

/** Most features that one token, or one place between two tokens, can have in one go. */
export const argumentFeatureCount = 32;

/** What is known of a token in view of one cue, before features are made of it. */
export interface CueView {
  readonly unit: UnitNumbers;
  readonly cue: number;
  /** Label that the rules give: 0 none, 1 speaker, 2 content. */
  readonly ruled: Uint8Array;
  /** 1 when the rules put the token into the content of another cue. */
  readonly ruledElsewhere: Uint8Array;
  /** A number for the separators between token and cue. */
  readonly paths: Int32Array;
}

/** Prepares the features of all tokens in view of one cue. */
export function viewFrom(unit: UnitNumbers, cue: number): CueView {
  const length = unit.tokens.length;
  const ruled = new Uint8Array(length);
  const ruledElsewhere = new Uint8Array(length);
  const fill = (array: Uint8Array, { from, to }: Phrase, value: number): void => {
    array.fill(value, from, to);
  };
  const own = unit.rules.get(cue);
  for (const clause of unit.clauses) {
    if (clause === own) continue;
    for (const piece of clause.content) fill(ruledElsewhere, piece, 1);
    if (clause.speaker !== null) fill(ruledElsewhere, clause.speaker, 2);
  }
  if (own !== undefined) {
    for (const piece of own.content) fill(ruled, piece, 2);
    if (own.speaker !== null) fill(ruled, own.speaker, 1);
  }
  return { unit, cue, ruled, ruledElsewhere, paths: pathsTo(unit, cue) };
}

/** The separators between each token and the cue, the last six of them, as a number. */
function pathsTo({ kinds, words, tokens }: UnitNumbers, cue: number): Int32Array {
  const paths = new Int32Array(tokens.length);
  const isSeparator = (at: number): boolean => {
    const kind = kinds[at];
    return kind === 4 || (kind === 3 && /^[,;:()—–.]$/.test(tokens[at]?.text ?? ''));
  };
  let path = 0;
  let steps = 0;
  for (let at = cue - 1; at >= 0; at -= 1) {
    paths[at] = path;
    if (isSeparator(at) && steps < 6) {
      path = Math.imul(path + (words[at] ?? 0) + 7, 31);
      steps += 1;
    }
  }
  path = 1;
  steps = 0;
  for (let at = cue + 1; at < tokens.length; at += 1) {
    paths[at] = path;
    if (isSeparator(at) && steps < 6) {
      path = Math.imul(path + (words[at] ?? 0) + 7, 37);
      steps += 1;
    }
  }
  return paths;
}

const edgeNumber = 255;
const clip = (value: number, most: number): number => Math.max(-most, Math.min(most, value));

/** Features of one token that hang on no cue but for the side on which it lies: 0 left, 1 right, 2 the cue itself. */
export function fixedTokenFeatures(unit: UnitNumbers, side: number, at: number, into: Int32Array): number {
  const { words, classes, suffixes } = unit;
  const own = classes[at] ?? edgeNumber;
  into[0] = mix(102, words[at] ?? edgeNumber, side);
  into[1] = mix(103, own, side);
  into[2] = mix(104, own, classes[at - 1] ?? edgeNumber, side);
  into[3] = mix(105, own, classes[at + 1] ?? edgeNumber, side);
  into[4] = mix(117, suffixes[at] ?? 0, side);
  return 5;
}

/** Features of one token in view of a cue. */
export function tokenFeatures(view: CueView, at: number, into: Int32Array): number {
  const { unit, cue, ruled, ruledElsewhere, paths } = view;
  const { words, classes, kinds, segments, segmentFirst, segmentHolds, verbs, cues, likely, own } = unit;
  const side = sideOf(at, cue);
  const distance = clip(at - cue, 12);
  const segment = segments[at] ?? 0;
  const apart = clip(segment - (segments[cue] ?? 0), 5);
  const holds = segmentHolds[segment] ?? 0;
  const rule = (ruled[at] ?? 0) + 3 * (ruledElsewhere[at] ?? 0);
  const path = paths[at] ?? 0;
  const verbsBetween = clip((verbs[at] ?? 0) - (verbs[cue] ?? 0), 3);
  const cuesBetween = clip((cues[at] ?? 0) - (cues[cue] ?? 0), 3);
  const next = at >= own ? 1 : 0;
  const kind = kinds[at] ?? 5;
  const word = classes[at] ?? edgeNumber;
  const cueWord = words[cue] ?? edgeNumber;
  const cueClass = classes[cue] ?? edgeNumber;
  const before = classes[cue - 1] ?? edgeNumber;
  const after = classes[cue + 1] ?? edgeNumber;
  let n = 0;
  const add = (template: number, a: number, b = 0, d = 0): void => {
    into[n] = mix(template, a, b, d);
    n += 1;
  };
  add(100, side, kind, next);
  add(101, distance, kind);
  add(106, word, cueWord, side);
  add(107, word, cueClass, distance);
  add(108, apart, holds, cueWord);
  add(109, apart, segmentFirst[segment] ?? 0, holds);
  add(110, apart, kind, cueWord);
  add(111, apart, kind, cueClass);
  add(112, rule, apart, kind);
  add(113, rule, word, side);
  add(114, rule, cueWord);
  add(115, path, kind, side);
  add(116, path, holds, cueClass);
  add(118, after, apart, kind);
  add(119, before, apart, kind);
  add(120, before, after, apart * 8 + kind);
  add(121, verbsBetween, cuesBetween, apart * 2 + side);
  add(122, rule, path);
  add(123, verbsBetween, kind, distance);
  add(124, likely[at] ?? 0, side, apart);
  add(125, next, kind, cueWord);
  add(126, segmentHolds[(segments[cue] ?? 0) + 1] ?? 0, apart, kind);
  add(127, words[cue + 1] ?? edgeNumber, apart, holds);
  add(128, path, rule, kind * 2 + next);
  add(129, word, apart, side);
  return n;
}

/** 0 left of the cue, 1 right of it, 2 the cue. */
export function sideOf(at: number, cue: number): number {
  return at < cue ? 0 : at > cue ? 1 : 2;
}

/** Features of the place before token `at` that hang on no cue but for the side; `at` may be the length. */
export function fixedEdgeFeatures(unit: UnitNumbers, side: number, at: number, into: Int32Array): number {
  const { words, classes, kinds, segments, segmentFirst, segmentHolds, own, likely } = unit;
  const length = unit.tokens.length;
  const w1 = words[at - 1] ?? edgeNumber;
  const w2 = words[at] ?? edgeNumber;
  const c1 = classes[at - 1] ?? edgeNumber;
  const c2 = classes[at] ?? edgeNumber;
  const segment = segments[at] ?? 63;
  const holds = segmentHolds[segment] ?? 0;
  const end = at === own ? 1 : at === length ? 2 : at === 0 ? 3 : 0;
  into[0] = mix(201, c1, c2);
  into[1] = mix(202, w1, side);
  into[2] = mix(203, w2, side);
  into[3] = mix(204, w1, w2);
  into[4] = mix(208, c1, segmentFirst[segment] ?? 0, holds);
  into[5] = mix(213, end, kinds[at] ?? 5, kinds[at - 1] ?? 5);
  into[6] = mix(214, w2, words[at + 1] ?? edgeNumber, side);
  into[7] = mix(215, classes[at - 2] ?? edgeNumber, c1, c2);
  into[8] = mix(216, c1, c2, classes[at + 1] ?? edgeNumber);
  into[9] = mix(217, w1, likely[at] ?? 0, side);
  into[10] = mix(219, w2, likely[at + 1] ?? 0, holds);
  into[11] = mix(222, words[at - 2] ?? edgeNumber, w1, side);
  return 12;
}

/** Features of the place before token `at` in view of a cue: what a span that begins or ends there looks like. */
export function edgeFeatures(view: CueView, at: number, into: Int32Array): number {
  const { unit, cue, ruled, ruledElsewhere } = view;
  const { words, classes, kinds, segments, segmentHolds } = unit;
  const side = at <= cue ? 0 : 1;
  const distance = clip(at - cue, 6);
  const near = distance <= 4 && distance >= -4;
  const segment = segments[at] ?? 63;
  const apart = clip(segment - (segments[cue] ?? 0), 3);
  const holds = segmentHolds[segment] ?? 0;
  const w1 = words[at - 1] ?? edgeNumber;
  const w2 = words[at] ?? edgeNumber;
  const c1 = classes[at - 1] ?? edgeNumber;
  const c2 = classes[at] ?? edgeNumber;
  const k1 = kinds[at - 1] ?? 5;
  const k2 = kinds[at] ?? 5;
  const cueWord = words[cue] ?? edgeNumber;
  const cueClass = classes[cue] ?? edgeNumber;
  const ruledAt = (place: number): number => (ruled[place] ?? 0) + 3 * (ruledElsewhere[place] ?? 0);
  const boundary = ruledAt(at - 1) * 9 + ruledAt(at);
  let n = 0;
  const add = (template: number, a: number, b = 0, d = 0): void => {
    into[n] = mix(template, a, b, d);
    n += 1;
  };
  add(200, side, near ? distance : 9);
  add(205, distance, cueWord);
  add(206, near ? w2 : 1, distance, cueClass);
  add(207, w2, distance > 0 && distance < 5 ? cueWord : 1);
  add(209, k1, k2, apart * 2 + side);
  add(210, boundary, k1 * 8 + k2);
  add(211, boundary, c1, c2);
  add(212, boundary, cueClass);
  add(218, c2, distance, kinds[cue - 1] ?? 5);
  add(220, boundary, apart, holds);
  add(221, w1, c2, cueWord);
  add(223, boundary, w2, side);
  add(224, boundary, w1, side);
  add(225, c1, c2, side * 4 + apart);
  return n;
}
