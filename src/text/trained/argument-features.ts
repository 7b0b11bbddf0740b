import { mix } from './hash.ts';
import { margin, type UnitNumbers } from './unit-features.ts';

/** Most features that one token, or one place between two tokens, can have in one go. */
export const argumentFeatureCount = 32;

/** What is known of a unit in view of one cue, before features are made of it. */
export interface CueView {
  readonly unit: UnitNumbers;
  readonly cue: number;
  /**
   * What the rules say of each token, behind one place more at either end: 0 nothing, 1 speaker, 2 content; 3 more where
   * it is content of another cue, 6 more where it is another's speaker.
   */
  readonly ruled: Uint8Array;
  /** A number for the separators between token and cue. */
  readonly paths: Int32Array;
}

/** Arrays of the view that is made next: there is one at a time, and new arrays for each would be half the garbage. */
let room = newRoom(256);

function newRoom(length: number): Pick<CueView, 'ruled' | 'paths'> & { readonly shares: Uint8Array } {
  return { ruled: new Uint8Array(length), shares: new Uint8Array(length), paths: new Int32Array(length) };
}

/** Prepares the features of all tokens in view of one cue; the view before must no longer be used. */
export function viewFrom(unit: UnitNumbers, cue: number): CueView {
  const length = unit.tokens.length + 2;
  if (room.ruled.length < length) room = newRoom(length * 2);
  const { ruled, shares } = room;
  ruled.fill(0, 0, length);
  const own = unit.rules.get(cue);
  for (const clause of unit.clauses) {
    if (clause === own) continue;
    for (const { from, to } of clause.content) ruled.fill(3, from + 1, to + 1);
    if (clause.speaker !== null) ruled.fill(6, clause.speaker.from + 1, clause.speaker.to + 1);
  }
  if (own !== undefined) {
    shares.fill(0, 0, length);
    for (const { from, to } of own.content) shares.fill(2, from + 1, to + 1);
    if (own.speaker !== null) shares.fill(1, own.speaker.from + 1, own.speaker.to + 1);
    for (let at = 0; at < length; at += 1) ruled[at] = (ruled[at] ?? 0) + (shares[at] ?? 0);
  }
  fillPaths(unit, cue, room.paths);
  return { unit, cue, ruled, paths: room.paths };
}

/** The separators between each token and the cue, the last six of them, as a number. */
function fillPaths({ separators, words, tokens }: UnitNumbers, cue: number, paths: Int32Array): void {
  paths[cue] = 0;
  let path = 0;
  let steps = 0;
  for (let at = cue - 1; at >= 0; at -= 1) {
    paths[at] = path;
    if (separators[at] === 1 && steps < 6) {
      path = Math.imul(path + (words[at + margin] ?? 0) + 7, 31);
      steps += 1;
    }
  }
  path = 1;
  steps = 0;
  for (let at = cue + 1; at < tokens.length; at += 1) {
    paths[at] = path;
    if (separators[at] === 1 && steps < 6) {
      path = Math.imul(path + (words[at + margin] ?? 0) + 7, 37);
      steps += 1;
    }
  }
}

const clip = (value: number, most: number): number => Math.max(-most, Math.min(most, value));

/** Features of one token that hang on no cue but for the side on which it lies: 0 left, 1 right, 2 the cue itself. */
export function fixedTokenFeatures(unit: UnitNumbers, side: number, at: number, into: Int32Array): number {
  const { words, classes, suffixes } = unit;
  const here = at + margin;
  const own = classes[here] ?? 0;
  into[0] = mix(102, words[here] ?? 0, side);
  into[1] = mix(103, own, side);
  into[2] = mix(104, own, classes[here - 1] ?? 0, side);
  into[3] = mix(105, own, classes[here + 1] ?? 0, side);
  into[4] = mix(117, suffixes[at] ?? 0, side);
  return 5;
}

/**
 * Features of one token in view of a cue that are the same for all tokens of its kind in one stretch: see `startsStretch`.
 */
export function stretchTokenFeatures(view: CueView, at: number, into: Int32Array): number {
  const { unit, cue, ruled, paths } = view;
  const { words, classes, kinds, segments, segmentFirst, segmentHolds, own } = unit;
  const there = cue + margin;
  const side = sideOf(at, cue);
  const segment = segments[at] ?? 0;
  const apart = clip(segment - (segments[cue] ?? 0), 5);
  const holds = segmentHolds[segment] ?? 0;
  const rule = ruled[at + 1] ?? 0;
  const path = paths[at] ?? 0;
  const next = at >= own ? 1 : 0;
  const kind = kinds[at + margin] ?? 0;
  const cueWord = words[there] ?? 0;
  const cueClass = classes[there] ?? 0;
  const before = classes[there - 1] ?? 0;
  const after = classes[there + 1] ?? 0;
  into[0] = mix(100, side, kind, next);
  into[1] = mix(108, apart, holds, cueWord);
  into[2] = mix(109, apart, segmentFirst[segment] ?? 0, holds);
  into[3] = mix(110, apart, kind, cueWord);
  into[4] = mix(111, apart, kind, cueClass);
  into[5] = mix(112, rule, apart, kind);
  into[6] = mix(114, rule, cueWord);
  into[7] = mix(115, path, kind, side);
  into[8] = mix(116, path, holds, cueClass);
  into[9] = mix(118, after, apart, kind);
  into[10] = mix(119, before, apart, kind);
  into[11] = mix(120, before, after, apart * 8 + kind);
  into[12] = mix(122, rule, path);
  into[13] = mix(125, next, kind, cueWord);
  into[14] = mix(126, segmentHolds[(segments[cue] ?? 0) + 1] ?? 0, apart, kind);
  into[15] = mix(127, words[there + 1] ?? 0, apart, holds);
  into[16] = mix(128, path, rule, kind * 2 + next);
  return 17;
}

/**
 * Tells whether another stretch begins with the token at `at`: tokens of a stretch lie in one segment on one side of the
 * cue, in the unit itself or behind it, and the rules say the same of them.
 */
export function startsStretch({ unit, cue, ruled, paths }: CueView, at: number): boolean {
  return (
    at === cue ||
    at === cue + 1 ||
    at === unit.own ||
    unit.segments[at] !== unit.segments[at - 1] ||
    ruled[at + 1] !== ruled[at] ||
    paths[at] !== paths[at - 1]
  );
}

/** Features of one token in view of a cue that it shares with no other. */
export function tokenFeatures(view: CueView, at: number, into: Int32Array): number {
  const { unit, cue, ruled } = view;
  const { words, classes, kinds, segments, verbs, cues, likely } = unit;
  const there = cue + margin;
  const side = sideOf(at, cue);
  const distance = clip(at - cue, 12);
  const apart = clip((segments[at] ?? 0) - (segments[cue] ?? 0), 5);
  const verbsBetween = clip((verbs[at] ?? 0) - (verbs[cue] ?? 0), 3);
  const cuesBetween = clip((cues[at] ?? 0) - (cues[cue] ?? 0), 3);
  const kind = kinds[at + margin] ?? 0;
  const word = classes[at + margin] ?? 0;
  into[0] = mix(101, distance, kind);
  into[1] = mix(106, word, words[there] ?? 0, side);
  into[2] = mix(107, word, classes[there] ?? 0, distance);
  into[3] = mix(113, ruled[at + 1] ?? 0, word, side);
  into[4] = mix(121, verbsBetween, cuesBetween, apart * 2 + side);
  into[5] = mix(123, verbsBetween, kind, distance);
  into[6] = mix(124, likely[at] ?? 0, side, apart);
  into[7] = mix(129, word, apart, side);
  return 8;
}

/** 0 left of the cue, 1 right of it, 2 the cue. */
export function sideOf(at: number, cue: number): number {
  return at < cue ? 0 : at > cue ? 1 : 2;
}

/** Features of the place before token `at` that hang on no cue but for the side; `at` may be the length. */
export function fixedEdgeFeatures(unit: UnitNumbers, side: number, at: number, into: Int32Array): number {
  const { words, classes, kinds, segments, segmentFirst, segmentHolds, own, likely } = unit;
  const here = at + margin;
  const length = unit.tokens.length;
  const w1 = words[here - 1] ?? 0;
  const w2 = words[here] ?? 0;
  const c1 = classes[here - 1] ?? 0;
  const c2 = classes[here] ?? 0;
  const segment = segments[at] ?? 0;
  const holds = segmentHolds[segment] ?? 0;
  const end = at === own ? 1 : at === length ? 2 : at === 0 ? 3 : 0;
  into[0] = mix(201, c1, c2);
  into[1] = mix(202, w1, side);
  into[2] = mix(203, w2, side);
  into[3] = mix(204, w1, w2);
  into[4] = mix(208, c1, segmentFirst[segment] ?? 0, holds);
  into[5] = mix(213, end, kinds[here] ?? 0, kinds[here - 1] ?? 0);
  into[6] = mix(214, w2, words[here + 1] ?? 0, side);
  into[7] = mix(215, classes[here - 2] ?? 0, c1, c2);
  into[8] = mix(216, c1, c2, classes[here + 1] ?? 0);
  into[9] = mix(217, w1, likely[at] ?? 0, side);
  into[10] = mix(219, w2, likely[here - 2] ?? 0, holds);
  into[11] = mix(222, words[here - 2] ?? 0, w1, side);
  return 12;
}

/** Features of the place before token `at` in view of a cue: what a span that begins or ends there looks like. */
export function edgeFeatures(view: CueView, at: number, into: Int32Array): number {
  const { unit, cue, ruled } = view;
  const { words, classes, kinds, segments, segmentHolds } = unit;
  const here = at + margin;
  const there = cue + margin;
  const side = at <= cue ? 0 : 1;
  const distance = clip(at - cue, 6);
  const near = distance <= 4 && distance >= -4;
  const segment = segments[at] ?? 0;
  const apart = clip(segment - (segments[cue] ?? 0), 3);
  const holds = segmentHolds[segment] ?? 0;
  const w1 = words[here - 1] ?? 0;
  const w2 = words[here] ?? 0;
  const c1 = classes[here - 1] ?? 0;
  const c2 = classes[here] ?? 0;
  const k1 = kinds[here - 1] ?? 0;
  const k2 = kinds[here] ?? 0;
  const cueWord = words[there] ?? 0;
  const cueClass = classes[there] ?? 0;
  const boundary = (ruled[at] ?? 0) * 9 + (ruled[at + 1] ?? 0);
  into[0] = mix(200, side, near ? distance : 9);
  into[1] = mix(205, distance, cueWord);
  into[2] = mix(206, near ? w2 : 1, distance, cueClass);
  into[3] = mix(207, w2, distance > 0 && distance < 5 ? cueWord : 1);
  into[4] = mix(209, k1, k2, apart * 2 + side);
  into[5] = mix(210, boundary, k1 * 8 + k2);
  into[6] = mix(211, boundary, c1, c2);
  into[7] = mix(212, boundary, cueClass);
  into[8] = mix(218, c2, distance, kinds[there - 1] ?? 0);
  into[9] = mix(220, boundary, apart, holds);
  into[10] = mix(221, w1, c2, cueWord);
  into[11] = mix(223, boundary, w2, side);
  into[12] = mix(224, boundary, w1, side);
  into[13] = mix(225, c1, c2, side * 4 + apart);
  return 14;
}
