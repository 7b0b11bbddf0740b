import type { Span } from '../model/span.ts';
import type { Draft } from './attributions.ts';
import type { Unit } from './tokens.ts';

/** A speaker's label at the head of a line, and where the words behind it begin. */
export interface Label {
  readonly name: Span;
  readonly start: number;
}

const shout = /\p{Lu}{2}|^[QA]$/u;
/** `"HOLT: We go on.`: a transcript that is quoted as a whole has a mark at the head of each paragraph. */
const quotedLabel = /^["“”″„«»]\s*(\p{Lu}[\p{Lu}\p{M}.'’ -]{1,40}):\s+(?=\S)/u;

/** Reads the label at the head of a unit; `null` when it has none. */
export function labelOf({ tokens }: Unit): Label | null {
  const first = tokens[0];
  if (first === undefined) return null;
  if (first.kind === 'quote') {
    const found = quotedLabel.exec(first.text.slice(0, 60));
    const name = found?.[1];
    if (found === null || name === undefined || !shout.test(name)) return null;
    const start = first.start + found[0].indexOf(name);
    return { name: { start, end: start + name.length }, start: first.start + found[0].length };
  }
  const colon = firstColon(tokens);
  const last = tokens[colon - 1];
  const next = tokens[colon + 1];
  if (colon < 1 || last === undefined || next === undefined) return null;
  const shouted = tokens.slice(0, colon).every(({ text, kind }) => kind === 'sign' || text === text.toUpperCase());
  return shouted && shout.test(first.text) ? { name: { start: first.start, end: last.end }, start: next.start } : null;
}

/** Tokens of the longest label, its colon included. */
const longestLabel = 7;

/** Place of the colon behind a label, or -1. */
function firstColon(tokens: Unit['tokens']): number {
  for (let at = 0; at < longestLabel && at < tokens.length; at += 1) if (tokens[at]?.text === ':') return at;
  return -1;
}

/** Labels in capitals at the head of two paragraphs or more. */
export function isTranscript(units: readonly Unit[]): boolean {
  const labelled = new Set<number>();
  for (const unit of units) if (labelOf(unit) !== null) labelled.add(unit.paragraph);
  return labelled.size >= 2;
}

const unnamedAskers =
  /^(?:Q|QUESTION|QUESTIONS|REPORTER|REPORTERS|JOURNALIST|MODERATOR|AUDIENCE|CROWD|UNIDENTIFIED.*)$/;

/** What the label's owner says, to the end of the paragraph; `null` for askers who have no name. */
export function transcriptDraft(text: string, unit: Unit, label: Label, paragraphs: readonly Span[]): Draft | null {
  const end = paragraphs[unit.paragraph]?.end;
  if (end === undefined || label.start >= end || unnamedAskers.test(text.slice(label.name.start, label.name.end)))
    return null;
  const first = unit.tokens[0];
  const closed = first?.run?.closed === true && first.end === end;
  return {
    content: [{ start: label.start, end: closed ? first.run.inner.end : end }],
    cue: null,
    mention: label.name,
    continues: null,
    within: null,
    denied: false,
    rule: 'transcript',
    verbatim: true,
  };
}
