import type { Sentence, StatementType } from '../model/reading.ts';
import type { Span } from '../model/span.ts';
import type { Attribution } from './attribution.ts';
import { type Clause, findClauses } from './clauses.ts';
import type { Phrase } from './noun-phrases.ts';
import type { QuotedRun } from './quote-marks.ts';
import { findStandalone } from './standalone.ts';
import { buildUnits, type Unit } from './tokens.ts';

/** An attribution before those that go on from another are joined to it. */
export interface Draft {
  readonly content: readonly Span[];
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

/** Finds every attribution of an article, in reading order of the content. */
export function findAttributions(
  text: string,
  paragraphs: readonly Span[],
  sentences: readonly Sentence[],
  runs: readonly QuotedRun[],
): Attribution[] {
  const units = buildUnits(text, sentences, runs);
  const reported = units.map((unit) => draftsOf(unit));
  const drafts = findStandalone(text, { paragraphs, units, reported, runs });
  return finish(text, drafts, runs);
}

function draftsOf(unit: Unit): Draft[] {
  const clauses = findClauses(unit);
  const drafts: Draft[] = [];
  for (const clause of clauses) drafts.push(draftOf(unit, clause, within(clauses, drafts, clause)));
  return drafts;
}

/** `according to X, Y said ...`: Y's report stands inside what X is the source of. */
function within(clauses: readonly Clause[], drafts: readonly Draft[], clause: Clause): Draft | null {
  for (const [place, draft] of drafts.entries()) {
    const outer = clauses[place];
    const holds = outer?.content.some(({ from, to }) => from <= clause.cue.from && clause.cue.to <= to) ?? false;
    if (holds) return draft;
  }
  return null;
}

function draftOf({ tokens }: Unit, clause: Clause, outer: Draft | null): Draft {
  const spanOf = ({ from, to }: Phrase): Span => ({ start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 });
  return {
    content: clause.content.map(spanOf),
    cue: spanOf(clause.cue),
    mention: clause.speaker === null ? null : spanOf(clause.speaker),
    continues: null,
    within: outer,
    denied: clause.denied,
    rule: clause.rule,
    verbatim: false,
  };
}

function finish(text: string, drafts: readonly Draft[], runs: readonly QuotedRun[]): Attribution[] {
  const outer = runs.filter(({ nested }) => !nested);
  const ordered = [...drafts].sort((a, b) => firstStart(a) - firstStart(b));
  const places = new Map(ordered.map((draft, place) => [draft, place]));
  const placeOf = (draft: Draft | null): number | null => (draft === null ? null : (places.get(draft) ?? null));
  return ordered.map((draft) => {
    const quoted = draft.content.flatMap((piece) => runsIn(outer, piece));
    return {
      type: draft.verbatim ? 'direct' : typeOf(text, draft.content, quoted),
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

function typeOf(text: string, content: readonly Span[], quoted: readonly QuotedRun[]): StatementType {
  if (quoted.length === 0) return 'indirect';
  const allInMarks = content.every(({ start, end }) => {
    let from = start;
    for (const run of quoted) {
      if (run.start < from || run.start >= end) continue;
      if (/[\p{L}\p{N}]/u.test(text.slice(from, run.start))) return false;
      from = run.end;
    }
    return !/[\p{L}\p{N}]/u.test(text.slice(from, end));
  });
  return allInMarks ? 'direct' : 'mixed';
}
