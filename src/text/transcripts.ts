import type { Span } from '../model/span.ts';
import type { Draft } from './attributions.ts';
import { honorificGender, isGivenName, roleNoun, roleOfTitle } from './people/lexicon.ts';
import type { Token, Unit } from './tokens.ts';

/** A speaker's label at the head of a line, and where the words behind it begin. */
export interface Label {
  readonly name: Span;
  readonly start: number;
}

const shout = /\p{Lu}{2}|^[QA]$/u;
/** `"HOLT: We go on.`: a transcript that is quoted as a whole has a mark at the head of each paragraph. */
const quotedLabel = /^["“”″„«»]\s*(\p{Lu}[\p{Lu}\p{M}.'’ -]{1,40}):\s+(?=\S)/u;

/** The labels of a transcript, each by the unit that it heads; none where a text is no transcript. */
export function labelsOf(units: readonly Unit[]): ReadonlyMap<Unit, Label> {
  const shouted = labelsBy(units, shoutedLabel);
  if (new Set([...shouted.keys()].map(({ paragraph }) => paragraph)).size >= 2) return shouted;
  const named = labelsBy(units, namedLabel);
  return takesTurns([...named.keys()]) ? named : none;
}

const none: ReadonlyMap<Unit, Label> = new Map();

function labelsBy(units: readonly Unit[], labelOf: (unit: Unit) => Label | null): Map<Unit, Label> {
  const labels = new Map<Unit, Label>();
  for (const unit of units) {
    const label = labelOf(unit);
    if (label !== null) labels.set(unit, label);
  }
  return labels;
}

/** "HOLT: We go on." */
function shoutedLabel({ tokens }: Unit): Label | null {
  const first = tokens[0];
  if (first === undefined) return null;
  if (first.kind === 'quote') {
    const found = quotedLabel.exec(first.text.slice(0, 60));
    const name = found?.[1];
    if (found === null || name === undefined || !shout.test(name)) return null;
    const start = first.start + found[0].indexOf(name);
    return { name: { start, end: start + name.length }, start: first.start + found[0].length };
  }
  const label = labelBefore(tokens, firstColon(tokens));
  const shouted = tokens
    .slice(0, firstColon(tokens))
    .every(({ text, kind }) => kind === 'sign' || text === text.toUpperCase());
  return shouted && shout.test(first.text) ? label : null;
}

/** "Ada Holt: We go on.", "Mr Holt: We go on." */
function namedLabel({ tokens }: Unit): Label | null {
  const colon = firstColon(tokens);
  const first = tokens[0];
  if (colon < 2 || first === undefined) return null;
  const opens =
    isGivenName(first.lower) || honorificGender(first.lower.replace('.', '')) !== undefined || isOffice(first);
  const areNames = tokens.slice(0, colon).every(({ kind, capital }) => kind === 'word' && capital);
  // "Ada Holt: 7": marks given to players.
  const isMark = tokens.slice(colon + 1).every(({ kind }) => kind === 'number' || kind === 'sign');
  return opens && areNames && !isMark ? labelBefore(tokens, colon) : null;
}

function isOffice({ lower }: Token): boolean {
  return roleNoun(lower)?.plural === false || roleOfTitle(lower.replace('.', '')) !== undefined;
}

function labelBefore(tokens: Unit['tokens'], colon: number): Label | null {
  const [first, last, next] = [tokens[0], tokens[colon - 1], tokens[colon + 1]];
  if (colon < 1 || first === undefined || last === undefined || next === undefined) return null;
  return { name: { start: first.start, end: last.end }, start: next.start };
}

/** One label comes back behind another; those of a list of what each said of a film do not. */
function takesTurns(units: readonly Unit[]): boolean {
  const met = new Set<string>();
  let before = '';
  for (const { tokens } of units) {
    const label = tokens
      .slice(0, firstColon(tokens))
      .map(({ lower }) => lower)
      .join(' ');
    if (label !== before && met.has(label)) return true;
    met.add(label);
    before = label;
  }
  return false;
}

/** Tokens of the longest label, its colon included. */
const longestLabel = 7;

/** Place of the colon behind a label, or -1. */
function firstColon(tokens: Unit['tokens']): number {
  for (let at = 0; at < longestLabel && at < tokens.length; at += 1) if (tokens[at]?.text === ':') return at;
  return -1;
}

const unnamedAskers =
  /^(?:Q|QUESTION|QUESTIONS|INTERVIEWER|HOST|REPORTER|REPORTERS|JOURNALIST|MODERATOR|AUDIENCE|CROWD|UNIDENTIFIED.*)$/;

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
