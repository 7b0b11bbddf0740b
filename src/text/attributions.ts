import type { StatementType } from '../model/reading.ts';
import type { Span } from '../model/span.ts';
import type { Attribution } from './attribution.ts';
import { type Clause, findClauses, isNegated } from './clauses.ts';
import { type Cue, findCue } from './cues.ts';
import type { Phrase } from './noun-phrases.ts';
import type { QuotedRun } from './quote-marks.ts';
import { findStandalone } from './standalone.ts';
import { spanOf, type Token, type Unit } from './tokens.ts';
import { appearance, passive } from './trained/mend-speakers.ts';
import { reportsNothing } from './trained/no-reports.ts';
import { findReports, type Report } from './trained/reports.ts';
import { followingQuotation, numberInPassing } from './trained/unit-features.ts';
import { loadWeights } from './trained/weights.ts';
import { findUncovered } from './uncovered.ts';

/** *rules*: clause shapes alone; *trained*: labels learnt from annotated news on top of them. */
export type Layer = 'rules' | 'trained';

/** An attribution before those that go on from another are joined to it. */
export interface Draft {
  /** Grows while a quotation goes on behind it. */
  readonly content: Span[];
  readonly cue: Span | null;
  readonly mention: Span | null;
  /** The draft whose speaker goes on speaking. */
  readonly continues: Draft | null;
  /** The draft inside whose content this one stands. */
  readonly within: Draft | null;
  readonly denied: boolean;
  readonly rule: string;
  /** A transcript's words are direct speech without marks. */
  readonly verbatim: boolean;
}

export interface ArticleParts {
  readonly paragraphs: readonly Span[];
  readonly units: readonly Unit[];
  readonly runs: readonly QuotedRun[];
}

/** Finds every attribution of an article, in reading order of the content. */
export function findAttributions(text: string, { paragraphs, units, runs }: ArticleParts, layer: Layer): Attribution[] {
  const reported = units.map((unit, place) => {
    const drafts = layer === 'rules' ? ruledDrafts(unit) : trainedDrafts(unit, behindReport(unit, units[place + 1]));
    const uncovered = findUncovered(unit, drafts);
    return uncovered.length === 0 ? drafts : [...drafts, ...uncovered];
  });
  const drafts = findStandalone(text, { paragraphs, units, reported });
  return finish(text, drafts, runs);
}

/** The quotation behind a unit that may belong to its last speaker: none where a clause of its own reports it. */
function behindReport(unit: Unit, next: Unit | undefined): readonly Token[] {
  const following = followingQuotation(unit, next);
  const [first] = following;
  if (first === undefined || next === undefined || next.tokens.length === following.length) return following;
  const reported = findClauses(next.tokens).some(({ content }) => content[0]?.from === 0);
  return reported ? [] : following;
}

function ruledDrafts({ tokens }: Unit): Draft[] {
  const clauses = findClauses(tokens);
  if (clauses.length === 0) return [];
  const drafts = new Map<Clause, Draft>();
  // The widest first, so that what stands inside another finds it.
  for (const clause of [...clauses].sort((a, b) => reachOf(b) - reachOf(a))) {
    const outer = clauses.find((other) => other !== clause && other.content.some((piece) => holds(piece, clause.cue)));
    drafts.set(clause, draftOf(tokens, clause, outer === undefined ? null : (drafts.get(outer) ?? null)));
  }
  return clauses.flatMap((clause) => drafts.get(clause) ?? []);
}

function reachOf({ content }: Pick<Clause, 'content'>): number {
  return content.reduce((sum, { from, to }) => sum + to - from, 0);
}

/**
 * Least share of its places in which a verb reports, for the rules to be believed where the trained layer saw nothing: words of
 * less are mostly nouns there ("the states", "their rules"), and two of three may be chance.
 */
const sureCue = 0.68;
/** The same of a past form within what another reports, which the trained layer looks into less. */
const sureWithin = 0.6;

function isSure({ probability, form }: Cue, { speaker }: Clause, outer: Held | undefined): boolean {
  const isWithin = outer !== undefined && form === 'past' && !samePhrase(speaker, outer.speaker);
  return probability >= (isWithin ? sureWithin : sureCue);
}

/** What one unit holds so far, in tokens. */
interface Held {
  content: readonly Phrase[];
  readonly speaker: Phrase | null;
  readonly rule: string;
  readonly cue: Phrase;
  readonly outer: Held | null;
}

function trainedDrafts(unit: Unit, following: readonly Token[]): Draft[] {
  const numbers = numberInPassing(unit, following);
  const { tokens, clauses, rules } = numbers;
  const held = heldReports(tokens, findReports(loadWeights(), numbers), rules);
  for (const clause of clauses) {
    if (held.some(({ cue }) => cue.from === clause.cue.from)) continue;
    const added = besideReports(tokens, clause, held);
    if (added !== null) held.push(added);
  }
  if (held.length === 0) return [];
  const drafts = new Map<Held, Draft>();
  for (const one of held)
    drafts.set(one, draftOf(tokens, one, one.outer === null ? null : (drafts.get(one.outer) ?? null)));
  return [...drafts.values()];
}

/** The reports that say something was said, those that hold others before these. */
function heldReports(tokens: readonly Token[], reports: readonly Report[], rules: ReadonlyMap<number, Clause>): Held[] {
  if (reports.length === 0) return [];
  const held = new Map<number, Held>();
  const widestFirst = [...reports].sort((a, b) => reachOf(b) - reachOf(a));
  for (const report of widestFirst) {
    if (isNegated(tokens, report.cue)) continue;
    const outer = report.within === null ? null : (held.get(report.within) ?? null);
    held.set(report.cue, { ...heldReport(tokens, report, rules.get(report.cue)), outer });
  }
  return [...held.values()];
}

/** What the rules found where the trained layer found nothing, or something around it; `null` when it is not to be kept. */
function besideReports(tokens: readonly Token[], clause: Clause, held: readonly Held[]): Held | null {
  if (reportsNothing(tokens, { ...clause, cue: clause.cue.from })) return null;
  const cue = findCue(tokens[clause.cue.from]?.lower ?? '');
  const outer = held.find(({ content }) => content.some((piece) => holds(piece, clause.cue)));
  const sure = cue !== undefined && isSure(cue, clause, outer) && !clause.thought;
  if (!sure && cue?.lemma !== 'according') return null;
  if (outer === undefined) {
    const free = clause.content.every(
      (piece) => !held.some(({ content }) => content.some((other) => overlap(other, piece))),
    );
    return free ? { ...clause, outer: null } : null;
  }
  if (samePhrase(clause.speaker, outer.speaker)) {
    const shortened = outer.content.map((piece) =>
      holds(piece, clause.cue) ? beforeCue(tokens, piece, clause.cue) : piece,
    );
    // "X accused Y of waste and promised ...": two reports of one speaker, not one within the other.
    if (shortened.every(({ from, to }) => from < to)) {
      outer.content = shortened;
      return { ...clause, outer: null };
    }
  }
  const inside = clause.content.every((piece) => outer.content.some((whole) => holds(whole, piece)));
  return inside ? { ...clause, outer } : null;
}

/** The part of a content before another verb of the same speaker: conjunction, adverb and comma are left out. */
function beforeCue(tokens: readonly Token[], { from }: Phrase, cue: Phrase): Phrase {
  let to = cue.from;
  while (to > from && /^(?:and|but|then|also|,|has|have|had|later)$|ly$/.test(tokens[to - 1]?.lower ?? '')) to -= 1;
  return { from, to };
}

function samePhrase(a: Phrase | null, b: Phrase | null): boolean {
  return a !== null && b !== null && a.from === b.from && a.to === b.to;
}

function heldReport(
  tokens: readonly Token[],
  { cue, speaker, content, rule }: Report,
  ruled: Clause | undefined,
): Omit<Held, 'outer'> {
  const accordingTo = tokens[cue]?.lower === 'according' && tokens[cue + 1]?.lower === 'to';
  return {
    content,
    speaker: speaker ?? (rule === appearance || rule === passive ? null : (ruled?.speaker ?? null)),
    rule,
    cue: { from: cue, to: accordingTo ? cue + 2 : cue + 1 },
  };
}

function draftOf(
  tokens: readonly Token[],
  { content, cue, speaker, rule }: Pick<Held, 'content' | 'cue' | 'speaker' | 'rule'>,
  within: Draft | null,
): Draft {
  const word = tokens[cue.from];
  return {
    content: content.map((piece) => spanOf(tokens, piece)),
    // A colon stands between speaker and words; it is none that reports.
    cue: word?.kind === 'word' ? spanOf(tokens, cue) : null,
    mention: speaker === null ? null : spanOf(tokens, speaker),
    continues: null,
    within,
    denied: isDenial(word),
    rule,
    verbatim: false,
  };
}

function isDenial(cue: Token | undefined): boolean {
  const lemma = cue === undefined ? undefined : findCue(cue.lower)?.lemma;
  return lemma === 'deny' || lemma === 'refute' || lemma === 'refuse' || lemma === 'decline';
}

function holds(whole: Phrase, part: Phrase): boolean {
  return whole.from <= part.from && part.to <= whole.to;
}

function overlap(a: Phrase, b: Phrase): boolean {
  return a.from < b.to && b.from < a.to;
}

function finish(text: string, drafts: readonly Draft[], runs: readonly QuotedRun[]): Attribution[] {
  const outer = runs.filter(({ nested }) => !nested);
  const ordered = [...drafts].sort(
    (a, b) => firstStart(a) - firstStart(b) || Number(a.within !== null) - Number(b.within !== null),
  );
  const places = new Map(ordered.map((draft, place) => [draft, place]));
  const placeOf = (draft: Draft | null): number | null => (draft === null ? null : (places.get(draft) ?? null));
  return ordered.map((draft) => {
    const pieces = draft.content.map((piece) => ({ piece, runs: runsIn(outer, piece) }));
    const quoted = pieces.flatMap((part) => part.runs);
    return {
      type: draft.verbatim ? 'direct' : typeOf(text, pieces),
      content: draft.content,
      quoted: draft.verbatim ? draft.content : quoted.map(({ inner }) => inner),
      cue: draft.cue,
      mention: draft.mention,
      continues: placeOf(draft.continues),
      within: placeOf(draft.within),
      denied: draft.denied,
      rule: draft.rule,
    };
  });
}

function firstStart({ content }: Draft): number {
  return content[0]?.start ?? 0;
}

/** Runs inside a span; `runs` in reading order. */
function runsIn(runs: readonly QuotedRun[], { start, end }: Span): QuotedRun[] {
  const found: QuotedRun[] = [];
  for (let place = firstFrom(runs, start); place < runs.length; place += 1) {
    const run = runs[place];
    if (run === undefined || run.start >= end) break;
    if (run.end <= end) found.push(run);
  }
  return found;
}

function firstFrom(runs: readonly Span[], start: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function typeOf(text: string, pieces: readonly { piece: Span; runs: readonly QuotedRun[] }[]): StatementType {
  if (pieces.every(({ runs }) => runs.length === 0)) return 'indirect';
  return pieces.every(({ piece, runs }) => isInMarks(text, piece, runs)) ? 'direct' : 'mixed';
}

/** Tells whether no word stands outside the runs. */
function isInMarks(text: string, { start, end }: Span, runs: readonly QuotedRun[]): boolean {
  let from = start;
  for (const run of runs) {
    if (/[\p{L}\p{N}]/u.test(text.slice(from, run.start))) return false;
    from = run.end;
  }
  return !/[\p{L}\p{N}]/u.test(text.slice(from, end));
}
