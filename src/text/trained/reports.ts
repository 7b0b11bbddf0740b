import { findCue } from '../cues.ts';
import { auxiliaries, determiners, looksLikeVerb } from '../grammar.ts';
import { antecedentOf, type Phrase } from '../noun-phrases.ts';
import type { Token } from '../tokens.ts';
import { believed, isBelieved, likelier, surer } from './belief.ts';
import { type Labelled, labelUnit, type Weights } from './labeller.ts';
import { mendReport } from './mend-reports.ts';
import { reportsNothing } from './no-reports.ts';
import { withOpening } from './openings.ts';
import type { UnitNumbers } from './unit-features.ts';

/** One attribution as the labels give it, in tokens of the unit and of the quotation behind it. */
export interface Report {
  readonly cue: number;
  readonly speaker: Phrase | null;
  readonly content: readonly Phrase[];
  readonly rule: string;
  /** Cue of the report whose content holds this one. */
  readonly within: number | null;
}

/** A report, and the piece of its content in which another report lies. */
interface Around {
  readonly report: Report;
  readonly piece: Phrase;
}

/** Tenths of the places in which a word reports. */
const mostly = 8;

/**
 * Finds the reports of a unit: the most probable first, none that holds words which another already holds, unless one of the
 * two holds the whole of the other.
 */
export function findReports(weights: Weights, unit: UnitNumbers): Report[] {
  const candidates = labelUnit(weights, unit, believed)
    .filter((one) => isBelieved(unit, one) && !isNounBeforeVerb(unit, one.cue))
    .sort((a, b) => b.probability - a.probability || a.cue - b.cue);
  const taken = new Uint8Array(unit.tokens.length);
  let reports: Report[] = [];
  for (const candidate of candidates) {
    const { cue, labels } = candidate;
    const overlaps = labels.some((label, at) => label === 2 && taken[at] === 1);
    const around = overlaps && isReportWithin(unit, candidate) ? pieceAround(reports, cue, labels) : null;
    // What the labels took of the other's cue and speaker, behind its content.
    if (around !== null) labels.fill(0, around.piece.to);
    const held = overlaps && around === null ? reports.filter((one) => shares(one, labels)) : [];
    if (!held.every((one) => holdsReport(labels, one)) || !saysSomething(unit, labels)) continue;
    const opened = reportOf(unit, cue, labels);
    const mended = mendReport(unit.tokens, overlaps ? opened : withOpening(unit.tokens, opened, taken));
    if (reportsNothing(unit.tokens, mended)) continue;
    const report = around === null ? mended : { ...mended, within: around.report.cue };
    for (const { from, to } of report.content) taken.fill(1, from, to);
    reports = reports.map((one) => (held.includes(one) ? { ...one, within: cue } : one));
    reports.push(report);
  }
  return reports.sort((a, b) => a.cue - b.cue);
}

/** Tells whether labels and a report hold some words both. */
function shares({ content, within }: Report, labels: Labelled['labels']): boolean {
  return within === null && content.some(({ from, to }) => labels.subarray(from, to).includes(2));
}

/** "According to the Courier, Holt said it was over": the labels hold all of a report, its cue and speaker too. */
function holdsReport(labels: Labelled['labels'], { cue, speaker, content }: Report): boolean {
  const parts = [...content, { from: cue, to: cue + 1 }, ...(speaker === null ? [] : [speaker])];
  return parts.every(({ from, to }) => labels.subarray(from, to).every((label) => label === 2));
}

/** Within what another says, "expected to", "showed a loss" and the like are his own words far more often than a report. */
function isReportWithin({ likely, rules }: UnitNumbers, { cue, labels, probability }: Labelled): boolean {
  const least = rules.has(cue) ? likelier : surer;
  return probability >= least && (likely[cue] ?? 0) >= mostly && labels.includes(1);
}

/** "Holt told the board it was over, according to the Courier": the labels begin and have their cue in what another holds. */
function pieceAround(reports: readonly Report[], cue: number, labels: Labelled['labels']): Around | null {
  const begin = labels.findIndex((label) => label !== 0);
  const speakerEnd = labels.lastIndexOf(1);
  const contentBegin = labels.indexOf(2);
  for (const report of reports) {
    const piece = report.content.find(
      ({ from, to }) => begin >= from && cue >= from && cue < to && speakerEnd < to && contentBegin < to,
    );
    if (piece !== undefined) return { report, piece };
  }
  return null;
}

const emptyWords = new Set(
  'but and or which that who whom as so what this it yes no not he she they them him her us'.split(' '),
);

/** "a plan, which officials announced": a pronoun alone tells a reader nothing. */
function saysSomething({ tokens }: UnitNumbers, labels: Labelled['labels']): boolean {
  return tokens.some(({ kind, lower }, at) => labels[at] === 2 && kind !== 'sign' && !emptyWords.has(lower));
}

/** "The talks brought together ...": a noun whose own verb follows reports nothing. */
function isNounBeforeVerb({ tokens }: UnitNumbers, cue: number): boolean {
  const word = tokens[cue];
  const next = tokens[cue + 1];
  if (word === undefined || next === undefined || findCue(word.lower)?.form !== 'present') return false;
  return next.text === next.lower && isVerb(next.lower) && word.lower !== 'says';
}

function reportOf({ tokens }: UnitNumbers, cue: number, labels: Labelled['labels']): Report {
  const speaker = runsOf(labels, 1)[0];
  const mention = speaker === undefined ? null : mentionIn(tokens, speaker);
  const relative = speaker !== undefined && isRelative(tokens[speaker.from]);
  const content = runsOf(labels, 2).map((piece) =>
    withoutApposition(tokens, relative && piece.from > cue ? withinRelative(tokens, piece) : piece, speaker),
  );
  const said = content.filter((piece) => content.length === 1 || !isNameInMarks(tokens, piece));
  return { cue, speaker: mention, content: said, rule: shapeOf(tokens, cue, mention, said), within: null };
}

/** `a man who goes by the name “Shorty”`: a name in marks is no piece of what he says. */
function isNameInMarks(tokens: readonly Token[], { from, to }: Phrase): boolean {
  const quote = tokens[from];
  return (
    to === from + 1 &&
    quote?.kind === 'quote' &&
    namers.has(tokens[from - 1]?.lower ?? '') &&
    quote.text.split(/\s+/u).length <= 3
  );
}

const namers = new Set('name named nickname nicknamed called dubbed as titled entitled alias'.split(' '));

/** "Talks are moving, the head of the agency, the IAEA [said]": the piece between the commas belongs to the speaker. */
function withoutApposition(tokens: readonly Token[], piece: Phrase, speaker: Phrase | undefined): Phrase {
  if (speaker === undefined || speaker.from !== piece.to + 1 || tokens[piece.to]?.text !== ',') return piece;
  const comma = tokens.findLastIndex(
    ({ text, kind }, at) => at > piece.from && at < piece.to && (text === ',' || kind === 'quote'),
  );
  const first = tokens[comma + 1];
  if (tokens[comma]?.text !== ',' || first === undefined || !determiners.has(first.lower)) return piece;
  const hasVerb = (from: number, to: number): boolean =>
    tokens.slice(from, to).some(({ lower, kind, text }) => kind === 'quote' || (text === lower && isVerb(lower)));
  return hasVerb(comma + 1, piece.to) || !hasVerb(piece.from, comma) ? piece : { from: piece.from, to: comma };
}

/** "Holt, who claimed the bridge was safe, had [since left]": the relative clause ends at the comma before the verb. */
function withinRelative(tokens: readonly Token[], piece: Phrase): Phrase {
  const comma = tokens.findIndex(
    ({ text }, at) => at > piece.from && at < piece.to && text === ',' && isVerb(tokens[at + 1]?.lower ?? ''),
  );
  return comma < 0 ? piece : { from: piece.from, to: comma };
}

function isVerb(word: string): boolean {
  return auxiliaries.has(word) || looksLikeVerb(word);
}

function isRelative(token: Token | undefined): boolean {
  return token !== undefined && /^(?:who|which|that)$/.test(token.lower);
}

function runsOf(labels: Labelled['labels'], wanted: number): Phrase[] {
  const runs: Phrase[] = [];
  let from = -1;
  for (let at = 0; at <= labels.length; at += 1) {
    const inside = at < labels.length && labels[at] === wanted;
    if (inside && from < 0) from = at;
    if (inside || from < 0) continue;
    runs.push({ from, to: at });
    from = -1;
  }
  return runs;
}

/** The phrase that names the speaker: what is set off behind it is left out, and "who" gives way to what it stands for. */
function mentionIn(tokens: readonly Token[], { from, to }: Phrase): Phrase {
  if (isRelative(tokens[from])) return antecedentOf(tokens, from);
  for (let at = from + 1; at < to; at += 1) {
    if (setsOff(tokens, at, to)) return { from, to: at };
  }
  return { from, to };
}

function setsOff(tokens: readonly Token[], at: number, to: number): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  if (/^(?:who|whose|which)$/.test(token.lower)) return true;
  if (token.kind !== 'sign') return false;
  if (/^[(—–;:]$/.test(token.text)) return true;
  if (token.text !== ',') return false;
  // "Rubio, Lavrov and Witkoff" is a list; "Rubio, the secretary of state" is not.
  const list = tokens.slice(at + 1, to).some(({ lower }, place) => lower === 'and' && place > 0);
  return !/^(?:Jr|Sr)\.?$/.test(tokens[at + 1]?.text ?? '') && !(list && /^\p{Lu}/u.test(tokens[at + 1]?.text ?? ''));
}

/** Name of the order in which speaker, cue and content stand. */
function shapeOf(tokens: readonly Token[], cue: number, speaker: Phrase | null, content: readonly Phrase[]): string {
  const word = tokens[cue]?.lower ?? '';
  const first = content[0]?.from ?? cue;
  if (word === 'according') return 'according-to';
  if (word === ':') return 'colon';
  if (speaker === null) return first < cue ? 'content-cue' : 'cue-content';
  if (findCue(word)?.form === 'gerund') return 'participle';
  if (first < cue) return speaker.from < cue ? 'content-subject-cue' : 'content-cue-subject';
  return speaker.from < cue ? 'subject-cue-content' : 'cue-subject-content';
}
