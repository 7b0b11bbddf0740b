import { mix } from './hash.ts';
import { factsOf } from './token-facts.ts';
import { margin, type UnitNumbers } from './unit-features.ts';

/** Most features that one word can have. */
export const cueFeatureCount = 48;

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
  const here = at + margin;
  const word = words[here] ?? 0;
  const kind = classes[here] ?? 0;
  const segment = segments[at] ?? 0;
  const clause = rules.get(at);
  const shape = clause === undefined ? 0 : 1 + Math.min(3, clause.content.length) + (clause.speaker === null ? 4 : 0);
  const before = (cues[at] ?? 0) - ((likely[at] ?? 0) > 5 ? 1 : 0);
  const inRule = insideRule(unit, at);
  const left = contentWordLeft(unit, at) + margin;
  const quotesBefore = quotesLeft(unit, at);
  const quotesBehind = quotesRight(unit, at);
  into[0] = mix(1, word);
  into[1] = mix(2, kind);
  into[2] = mix(3, suffixes[at] ?? 0);
  into[3] = mix(4, likely[at] ?? 0);
  into[4] = mix(5, words[here - 1] ?? 0);
  into[5] = mix(6, words[here + 1] ?? 0);
  into[6] = mix(7, words[here - 1] ?? 0, word);
  into[7] = mix(8, word, words[here + 1] ?? 0);
  into[8] = mix(9, classes[here - 1] ?? 0, kind);
  into[9] = mix(10, kind, classes[here + 1] ?? 0);
  into[10] = mix(11, classes[here - 1] ?? 0, kind, classes[here + 1] ?? 0);
  into[11] = mix(12, words[here - 2] ?? 0, words[here - 1] ?? 0, kind);
  into[12] = mix(13, kind, words[here + 1] ?? 0, words[here + 2] ?? 0);
  into[13] = mix(14, classes[here - 2] ?? 0, classes[here - 1] ?? 0, word);
  into[14] = mix(15, word, classes[here + 1] ?? 0, classes[here + 2] ?? 0);
  into[15] = mix(16, kinds[here - 1] ?? 0, kinds[here + 1] ?? 0, word);
  into[16] = mix(17, kinds[here - 1] ?? 0, kinds[here] ?? 0, kinds[here + 1] ?? 0);
  into[17] = mix(18, word, classes[left] ?? 0, kinds[left] ?? 0);
  into[18] = mix(19, kind, classes[left] ?? 0, kinds[left] ?? 0);
  into[19] = mix(20, words[left] ?? 0, likely[at] ?? 0);
  into[20] = mix(21, shape, word);
  into[21] = mix(22, shape, clause === undefined ? 0 : ruleNumber(clause.rule), likely[at] ?? 0);
  into[22] = mix(23, inRule, likely[at] ?? 0);
  into[23] = mix(24, inRule, word);
  into[24] = mix(25, Math.min(3, before), likely[at] ?? 0, inRule);
  into[25] = mix(26, Math.min(3, (cues[own - 1] ?? 0) - (cues[at] ?? 0)), likely[at] ?? 0);
  into[26] = mix(27, Math.min(4, verbs[at] ?? 0), kind);
  into[27] = mix(28, segmentHolds[segment] ?? 0, segment === 0 ? 1 : 0, likely[at] ?? 0);
  into[28] = mix(29, segmentFirst[segment] ?? 0, likely[at] ?? 0);
  into[29] = mix(30, segmentFirst[segment] ?? 0, word);
  into[30] = mix(
    31,
    segment > 0 ? (segmentHolds[segment - 1] ?? 0) : 9,
    segmentFirst[Math.max(0, segment - 1)] ?? 0,
    likely[at] ?? 0,
  );
  into[31] = mix(32, segmentHolds[segment + 1] ?? 0, segmentFirst[segment + 1] ?? 0, likely[at] ?? 0);
  into[32] = mix(33, quotesBefore, quotesBehind, likely[at] ?? 0);
  into[33] = mix(34, quotesBefore, quotesBehind, word);
  into[34] = mix(35, Math.min(6, at), likely[at] ?? 0);
  into[35] = mix(36, Math.min(6, own - 1 - at), word);
  into[36] = mix(37, strongCueLeft(unit, at), likely[at] ?? 0, inRule);
  into[37] = mix(38, classes[here + 1] ?? 0, classes[here + 2] ?? 0, classes[here + 3] ?? 0);
  into[38] = mix(39, classes[here - 3] ?? 0, classes[here - 2] ?? 0, classes[here - 1] ?? 0);
  into[39] = mix(40, words[here - 1] ?? 0, words[here + 1] ?? 0, likely[at] ?? 0);
  into[40] = mix(41, kinds[last - 1 + margin] === 3 ? 1 : 0, kind, Math.min(2, at));
  into[41] = mix(42, thatWithin(unit, at), kind);
  return 42;
}

const ruleNumbers = new Map<string, number>();

/** Number of a rule that is the same in every run. */
function ruleNumber(rule: string): number {
  const known = ruleNumbers.get(rule);
  if (known !== undefined) return known;
  let number = 0;
  for (let at = 0; at < rule.length; at += 1) number = Math.imul(number, 31) + rule.charCodeAt(at);
  ruleNumbers.set(rule, number);
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
    if (!factsOf(token, place).isPassedOver || (likely[place] ?? 0) > 3) break;
    place -= 1;
  }
  return place;
}

function quotesLeft({ kinds }: UnitNumbers, at: number): number {
  for (let place = at - 1, steps = 0; place >= 0; place -= 1, steps += 1)
    if (kinds[place + margin] === 4) return steps === 0 ? 3 : steps < 6 ? 2 : 1;
  return 0;
}

function quotesRight({ kinds, tokens }: UnitNumbers, at: number): number {
  for (let place = at + 1, steps = 0; place < tokens.length; place += 1, steps += 1)
    if (kinds[place + margin] === 4) return steps === 0 ? 3 : steps < 6 ? 2 : 1;
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
