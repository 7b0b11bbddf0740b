/** Features of a piece of content as a whole: of where it begins, of where it ends, and of what lies between. */
import type { Phrase } from '../noun-phrases.ts';
import { mix } from './hash.ts';
import { margin, type UnitNumbers } from './unit-features.ts';

/** Most features of a beginning, an end, or a piece. */
export const pieceFeatureCount = 24;

const signKind = 3;
const quoteKind = 4;
/** Stands for what a segment holds where none begins. */
const noSegment = 8;

const few = (count: number): number => Math.min(3, Math.max(0, count));

/** A count by its size. */
function sizeOf(count: number): number {
  if (count < 4) return Math.max(0, count);
  if (count < 7) return 4;
  if (count < 12) return 5;
  return count < 20 ? 6 : 7;
}

/** How far the beginning is from the cue, on its right, or else from the beginning of the unit. */
const gapOf = (cue: number, from: number): number =>
  from > cue ? Math.min(9, from - cue - 1) : 10 + Math.min(5, from);

/** Features of a beginning before token `from`; returns how many there are. */
export function startFeatures(unit: UnitNumbers, cue: number, from: number, into: Int32Array): number {
  const { words, classes, kinds, verbs } = unit;
  const here = from + margin;
  const there = cue + margin;
  const side = from > cue ? 1 : 0;
  const word = words[here] ?? 0;
  const kind = classes[here] ?? 0;
  const before = words[here - 1] ?? 0;
  const cueWord = words[there] ?? 0;
  const cueClass = classes[there] ?? 0;
  const gap = gapOf(cue, from);
  const verbsPassed = side === 1 ? few((verbs[from - 1] ?? 0) - (verbs[cue] ?? 0)) : 4;
  let passed = 0;
  for (let at = cue + 1; at < from && at < cue + 4; at += 1) passed = mix(passed, words[at + margin] ?? 0);
  into[0] = mix(360, before, word, side);
  into[1] = mix(361, cueWord, word, side);
  into[2] = mix(362, cueWord, gap, word);
  into[3] = mix(363, classes[here - 1] ?? 0, kind, classes[here + 1] ?? 0);
  into[4] = mix(364, word, words[here + 1] ?? 0, side);
  into[5] = mix(365, passed, cueWord, gap);
  into[6] = mix(366, word, classes[there - 1] ?? 0, cueClass);
  into[7] = mix(367, kinds[here - 1] ?? 0, kinds[here] ?? 0, gap);
  into[8] = mix(368, kind, gap, cueClass);
  into[9] = mix(369, before, verbsPassed, kind);
  into[10] = mix(370, cueWord, verbsPassed, gap);
  into[11] = mix(373, cueWord, before, gap);
  into[12] = mix(374, words[here - 2] ?? 0, before, word);
  return 13;
}

/** What an end leaves outside. */
interface Outside {
  /** Verbs in the rest of its segment, and how long that is. */
  readonly verbs: number;
  readonly size: number;
  /** First word and contents of the segment behind the sign that stands at the end, if one does. */
  readonly first: number;
  readonly holds: number;
}

/** What is left outside by an end before token `to`. */
export function outsideOf(unit: UnitNumbers, to: number): Outside {
  const { kinds, segments, segmentFirst, segmentHolds, verbs, tokens } = unit;
  const segment = segments[to] ?? 0;
  let stop = to;
  while (stop < tokens.length && segments[stop] === segment) stop += 1;
  const isSign = kinds[to + margin] === signKind;
  return {
    verbs: few((verbs[Math.max(0, stop - 1)] ?? 0) - (verbs[to - 1] ?? 0)),
    size: sizeOf(stop - to),
    first: isSign ? (segmentFirst[segment + 1] ?? 0) : 0,
    holds: isSign ? (segmentHolds[segment + 1] ?? 0) : noSegment,
  };
}

/** Features of an end before token `to`; returns how many there are. */
export function endFeatures(unit: UnitNumbers, cue: number, to: number, outside: Outside, into: Int32Array): number {
  const { words, classes, kinds, suffixes, segments, segmentFirst, segmentHolds, verbs, cues, tokens, own, likely } =
    unit;
  const here = to + margin;
  const side = to > cue ? 1 : 0;
  const last = words[here - 1] ?? 0;
  const lastClass = classes[here - 1] ?? 0;
  const next = words[here] ?? 0;
  const nextClass = classes[here] ?? 0;
  const nextKind = kinds[here] ?? 0;
  const { first, holds } = outside;
  const segment = segments[to] ?? 0;
  const isSign = nextKind === signKind;
  const second = isSign ? (segmentFirst[segment + 3] ?? 0) : 0;
  const secondHolds = isSign ? (segmentHolds[segment + 3] ?? 0) : noSegment;
  const lastSegment = segments[to - 1] ?? 0;
  const lastFirst = segmentFirst[lastSegment] ?? 0;
  const verbsLeft = few((verbs[own - 1] ?? 0) - (verbs[to - 1] ?? 0));
  const cuesLeft = few((cues[own - 1] ?? 0) - (cues[to - 1] ?? 0));
  const toCue = side === 1 ? 9 : Math.min(6, cue - to);
  const edge = to === own ? 1 : to === tokens.length ? 2 : 0;
  into[0] = mix(300, last, next, side);
  into[1] = mix(301, lastClass, nextClass, classes[here + 1] ?? 0);
  into[2] = mix(302, next, first, holds * 2 + side);
  into[3] = mix(303, next, verbsLeft, sizeOf(own - to) * 2 + side);
  into[4] = mix(304, next, words[cue + margin] ?? 0, side);
  into[5] = mix(305, nextClass, outside.verbs, outside.size * 2 + side);
  into[6] = mix(306, next, words[here + 1] ?? 0, words[here + 2] ?? 0);
  into[7] = mix(307, first, second, holds);
  into[8] = mix(308, nextKind, edge, side);
  into[9] = mix(309, last, nextKind, side);
  into[10] = mix(310, next, toCue, cuesLeft);
  into[11] = mix(311, classes[here - 2] ?? 0, lastClass, nextClass);
  into[12] = mix(312, suffixes[to - 1] ?? 0, nextKind, side);
  into[13] = mix(313, next, secondHolds, holds * 2 + edge);
  into[14] = mix(314, nextClass, verbsLeft, cuesLeft * 2 + side);
  into[15] = mix(315, next, lastFirst, (segmentHolds[lastSegment] ?? 0) * 2 + side);
  into[16] = mix(316, first, lastFirst, next);
  into[17] = mix(317, likely[to] ?? 0, nextClass, toCue);
  return 18;
}

/** How many signs and quotations a piece holds; brackets that open count against those that close. */
function countSigns({ kinds, tokens }: UnitNumbers, { from, to }: Phrase): Record<keyof typeof none, number> {
  const counts = { ...none };
  for (let at = from; at < to; at += 1) {
    const kind = kinds[at + margin];
    if (kind === quoteKind) counts.quotes += 1;
    if (kind !== signKind) continue;
    const text = tokens[at]?.text ?? '';
    if (text === ',') counts.commas += 1;
    else if (text === '(' || text === '[') counts.brackets += 1;
    else if (text === ')' || text === ']') counts.brackets -= 1;
    else if (text === '—' || text === '–' || text === '-') counts.dashes += 1;
  }
  return counts;
}

const none = { commas: 0, brackets: 0, dashes: 0, quotes: 0 };

/** Features of a piece that hang on its beginning and its end both; returns how many there are. */
export function spanFeatures(
  unit: UnitNumbers,
  cue: number,
  piece: Phrase,
  outside: Outside,
  into: Int32Array,
): number {
  const { words, classes, kinds, verbs, own } = unit;
  const { from, to } = piece;
  const here = from + margin;
  const behind = to + margin;
  const side = from > cue ? 1 : 0;
  const cueWord = words[cue + margin] ?? 0;
  const cueClass = classes[cue + margin] ?? 0;
  const open = words[here] ?? 0;
  const openClass = classes[here] ?? 0;
  const next = words[behind] ?? 0;
  const nextKind = kinds[behind] ?? 0;
  const { commas, brackets, dashes, quotes } = countSigns(unit, piece);
  const { first, holds, verbs: verbsOutside } = outside;
  const held = few((verbs[to - 1] ?? 0) - (from > 0 ? (verbs[from - 1] ?? 0) : 0));
  const verbsLeft = few((verbs[own - 1] ?? 0) - (verbs[to - 1] ?? 0));
  const size = sizeOf(to - from);
  const gap = gapOf(cue, from);
  into[0] = mix(330, open, next, first);
  into[1] = mix(331, openClass, held, next);
  into[2] = mix(332, held, verbsOutside, next);
  into[3] = mix(333, cueWord, held, next);
  into[4] = mix(334, size, cueClass, nextKind);
  into[5] = mix(335, few(commas), next, first);
  into[6] = mix(336, open, size, side);
  into[7] = mix(337, open, held, holds * 8 + nextKind);
  into[8] = mix(338, brackets + 4, few(dashes), next);
  into[9] = mix(339, few(quotes), nextKind, side);
  into[10] = mix(340, cueWord, held, verbsOutside * 8 + nextKind);
  into[11] = mix(341, openClass, held, verbsOutside * 4 + verbsLeft);
  into[12] = mix(342, cueClass, open, classes[behind] ?? 0);
  into[13] = mix(343, few(commas) * 4 + held, holds, next);
  into[14] = mix(344, cueWord, held, size);
  into[15] = mix(371, open, gap, held);
  into[16] = mix(372, openClass, held, gap);
  return 17;
}
