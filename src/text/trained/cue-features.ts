import { mix } from './hash.ts';
import type { UnitNumbers } from './unit-features.ts';

/** Most features that one word can have. */
export const cueFeatureCount = 48;

const edge = 255;

/** Writes the features of one word as a cue into `into` and returns how many there are. */
export function cueFeatures(unit: UnitNumbers, at: number, into: Int32Array): number {
  const {
    words,
    classes,
    suffixes,
    kinds,
    segments,
    segmentFirst,
    segmentHolds,
    likely,
    cues,
    verbs,
    rules,
    own,
    tokens,
  } = unit;
  const last = tokens.length;
  const w = (place: number): number => (place < 0 || place >= last ? edge : (words[place] ?? edge));
  const c = (place: number): number => (place < 0 || place >= last ? edge : (classes[place] ?? edge));
  const k = (place: number): number => (place < 0 || place >= last ? 5 : (kinds[place] ?? 5));
  const word = w(at);
  const kind = c(at);
  let n = 0;
  const add = (template: number, a: number, b = 0, d = 0): void => {
    into[n] = mix(template, a, b, d);
    n += 1;
  };
  const segment = segments[at] ?? 0;
  const clause = rules.get(at);
  const shape = clause === undefined ? 0 : 1 + Math.min(3, clause.content.length) + (clause.speaker === null ? 4 : 0);
  const before = (cues[at] ?? 0) - ((likely[at] ?? 0) > 5 ? 1 : 0);
  const inRule = insideRule(unit, at);
  const left = contentWordLeft(unit, at);
  add(1, word);
  add(2, kind);
  add(3, suffixes[at] ?? 0);
  add(4, likely[at] ?? 0);
  add(5, w(at - 1));
  add(6, w(at + 1));
  add(7, w(at - 1), word);
  add(8, word, w(at + 1));
  add(9, c(at - 1), kind);
  add(10, kind, c(at + 1));
  add(11, c(at - 1), kind, c(at + 1));
  add(12, w(at - 2), w(at - 1), kind);
  add(13, kind, w(at + 1), w(at + 2));
  add(14, c(at - 2), c(at - 1), word);
  add(15, word, c(at + 1), c(at + 2));
  add(16, k(at - 1), k(at + 1), word);
  add(17, k(at - 1), k(at), k(at + 1));
  add(18, word, c(left), k(left));
  add(19, kind, c(left), k(left));
  add(20, w(left), likely[at] ?? 0);
  add(21, shape, word);
  add(22, shape, clause === undefined ? 0 : ruleNumber(clause.rule), likely[at] ?? 0);
  add(23, inRule, likely[at] ?? 0);
  add(24, inRule, word);
  add(25, Math.min(3, before), likely[at] ?? 0, inRule);
  add(26, Math.min(3, (cues[own - 1] ?? 0) - (cues[at] ?? 0)), likely[at] ?? 0);
  add(27, Math.min(4, verbs[at] ?? 0), kind);
  add(28, segmentHolds[segment] ?? 0, segment === 0 ? 1 : 0, likely[at] ?? 0);
  add(29, segmentFirst[segment] ?? 0, likely[at] ?? 0);
  add(30, segmentFirst[segment] ?? 0, word);
  add(
    31,
    segment > 0 ? (segmentHolds[segment - 1] ?? 0) : 9,
    segmentFirst[Math.max(0, segment - 1)] ?? 0,
    likely[at] ?? 0,
  );
  add(32, segmentHolds[segment + 1] ?? 0, segmentFirst[segment + 1] ?? 0, likely[at] ?? 0);
  add(33, quotesLeft(unit, at), quotesRight(unit, at), likely[at] ?? 0);
  add(34, quotesLeft(unit, at), quotesRight(unit, at), word);
  add(35, Math.min(6, at), likely[at] ?? 0);
  add(36, Math.min(6, own - 1 - at), word);
  add(37, strongCueLeft(unit, at), likely[at] ?? 0, inRule);
  add(38, c(at + 1), c(at + 2), c(at + 3));
  add(39, c(at - 3), c(at - 2), c(at - 1));
  add(40, w(at - 1), w(at + 1), likely[at] ?? 0);
  add(41, k(last - 1) === 3 ? 1 : 0, kind, Math.min(2, at));
  add(42, thatWithin(unit, at), kind);
  return n;
}

/** Number of a rule that is the same in every run. */
function ruleNumber(rule: string): number {
  let number = 0;
  for (let at = 0; at < rule.length; at += 1) number = Math.imul(number, 31) + rule.charCodeAt(at);
  return number;
}

/** 1 when a clause that the rules found holds this word in its content, 2 in its speaker. */
function insideRule({ clauses }: UnitNumbers, at: number): number {
  for (const { content, speaker, cue } of clauses) {
    if (cue.from === at) continue;
    if (content.some(({ from, to }) => from <= at && at < to)) return 1;
    if (speaker !== null && speaker.from <= at && at < speaker.to) return 2;
  }
  return 0;
}

/** The nearest word on the left that is no adverb or auxiliary, as far as the classes show: at most four steps. */
function contentWordLeft({ tokens, likely }: UnitNumbers, at: number): number {
  let place = at - 1;
  for (let steps = 0; steps < 4 && place > 0; steps += 1) {
    const token = tokens[place];
    if (token === undefined || token.kind !== 'word') break;
    const passed =
      /ly$|^(?:has|have|had|also|later|then|is|was|are|were|be|been|to|not|will|would|could|did|does|do)$/.test(
        token.lower,
      );
    if (!passed || (likely[place] ?? 0) > 3) break;
    place -= 1;
  }
  return place;
}

function quotesLeft({ kinds }: UnitNumbers, at: number): number {
  for (let place = at - 1, steps = 0; place >= 0; place -= 1, steps += 1)
    if (kinds[place] === 4) return steps === 0 ? 3 : steps < 6 ? 2 : 1;
  return 0;
}

function quotesRight({ kinds }: UnitNumbers, at: number): number {
  for (let place = at + 1, steps = 0; place < kinds.length; place += 1, steps += 1)
    if (kinds[place] === 4) return steps === 0 ? 3 : steps < 6 ? 2 : 1;
  return 0;
}

/** The likely cue next on the left: how far, and whether a comma or quotation stands between. */
function strongCueLeft({ likely, segments }: UnitNumbers, at: number): number {
  for (let place = at - 1; place >= 0 && place > at - 40; place -= 1) {
    if ((likely[place] ?? 0) <= 5) continue;
    return 1 + Math.min(3, at - place - 1) + 4 * Math.min(3, (segments[at] ?? 0) - (segments[place] ?? 0));
  }
  return 0;
}

function thatWithin({ tokens }: UnitNumbers, at: number): number {
  for (let place = at + 1; place < tokens.length && place <= at + 5; place += 1)
    if (tokens[place]?.lower === 'that') return place - at;
  return 0;
}
