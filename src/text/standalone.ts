import type { Span } from '../model/span.ts';
import type { Draft } from './attributions.ts';
import { findCue } from './cues.ts';
import { looksLikeVerb } from './grammar.ts';
import { phraseAt } from './noun-phrases.ts';
import type { Token, Unit } from './tokens.ts';

export interface Found {
  readonly paragraphs: readonly Span[];
  readonly units: readonly Unit[];
  /** What the clauses of each unit report. */
  readonly reported: readonly (readonly Draft[])[];
}

/** Words in a run from which on it may be speech although nothing reports it. */
const fewestWords = 4;

/**
 * Adds what no reporting clause holds: transcripts, "X: “...”", "“...” —X", quotations that go on from the one before,
 * and quotations that stand alone.
 */
export function findStandalone(text: string, { paragraphs, units, reported }: Found): Draft[] {
  const drafts: Draft[] = [];
  const transcript = isTranscript(units);
  let last: { draft: Draft; paragraph: number } | null = null;
  let announced: Draft['mention'] = null;
  for (const [place, unit] of units.entries()) {
    const own = [...(reported[place] ?? [])];
    const label = transcript ? labelOf(unit) : null;
    if (label !== null) {
      const draft = transcriptDraft(text, unit, label, paragraphs);
      if (draft !== null) {
        drafts.push(draft);
        last = { draft, paragraph: unit.paragraph };
      }
      continue;
    }
    if (own.length === 0) {
      const alone = aloneDraft(unit, { last, announced, next: reported[place + 1] ?? [], nextUnit: units[place + 1] });
      if (alone?.kind === 'more') {
        alone.of.content.push(alone.content);
        last = { draft: alone.of, paragraph: unit.paragraph };
      } else if (alone?.kind === 'new') {
        drafts.push(alone.draft);
        last = { draft: alone.draft, paragraph: unit.paragraph };
      }
    } else {
      drafts.push(...own);
      const final = own.at(-1);
      if (final !== undefined) last = { draft: final, paragraph: unit.paragraph };
    }
    announced = announcedSpeaker(unit);
  }
  return drafts;
}

type Alone = { kind: 'more'; of: Draft; content: Span } | { kind: 'new'; draft: Draft };

interface Around {
  readonly last: { readonly draft: Draft; readonly paragraph: number } | null;
  readonly announced: Span | null;
  readonly next: readonly Draft[];
  readonly nextUnit: Unit | undefined;
}

/** A unit that is a quotation and hardly more, with no reporting clause of its own. */
function aloneDraft(unit: Unit, { last, announced, next, nextUnit }: Around): Alone | null {
  const quotes = unit.tokens.filter(({ kind }) => kind === 'quote');
  const first = quotes[0];
  if (first?.run === null || first?.run === undefined) return null;
  const content = { start: first.start, end: quotes.at(-1)?.end ?? first.end };
  if ((last?.draft.content.at(-1)?.end ?? 0) > first.start) return null;
  const blank = { cue: null, mention: null, continues: null, within: null, denied: false, verbatim: false };
  const signed = signature(unit.tokens) ?? signatureLine(nextUnit);
  if (signed !== null) {
    return { kind: 'new', draft: { ...blank, content: [content], mention: signed, rule: 'dash-signature' } };
  }
  const labelled = colonSpeaker(unit.tokens);
  if (labelled !== null) {
    return {
      kind: 'new',
      draft: { ...blank, content: [{ start: first.start, end: first.end }], mention: labelled, rule: 'colon' },
    };
  }
  if (unit.tokens.some(({ kind }) => kind === 'word' || kind === 'number')) return null;
  if (announced !== null)
    return { kind: 'new', draft: { ...blank, content: [content], mention: announced, rule: 'colon' } };
  if (first.run.continues && last !== null) {
    return { kind: 'new', draft: { ...blank, content: [content], continues: last.draft, rule: 'continued-mark' } };
  }
  if (last !== null && last.paragraph === unit.paragraph) {
    const { draft } = last;
    const follows = draft.rule !== 'participle' && (draft.content[0]?.start ?? 0) < (draft.cue?.start ?? 0);
    if (follows) return { kind: 'more', of: draft, content };
    return { kind: 'new', draft: { ...blank, content: [content], continues: draft, rule: 'same-paragraph' } };
  }
  const coming = next[0];
  if (coming !== undefined && nextUnit?.paragraph === unit.paragraph && coming.mention !== null) {
    return { kind: 'new', draft: { ...blank, content: [content], mention: coming.mention, rule: 'next-in-paragraph' } };
  }
  if (wordsIn(first.text) < fewestWords || !/[.?!…]["'”’″»]*$/.test(first.text)) return null;
  return { kind: 'new', draft: { ...blank, content: [content], rule: 'unattributed' } };
}

function wordsIn(text: string): number {
  return text.split(/\s+/u).length;
}

/** "“...” -Commissioner Geoffrey Starks": the name behind a dash at the end. */
function signature(tokens: readonly Token[]): Span | null {
  const quote = tokens.findLastIndex(({ kind }) => kind === 'quote');
  const dash = tokens[quote + 1];
  const name = tokens[quote + 2];
  const last = tokens.at(-1);
  if (dash === undefined || name === undefined || last === undefined || !/^[—–-]$/.test(dash.text)) return null;
  if (!/^\p{Lu}/u.test(name.text) || tokens.slice(quote + 2).some(({ lower }) => findCue(lower)?.form === 'past'))
    return null;
  const phrase = phraseAt(tokens, quote + 2);
  const end = phrase === null ? undefined : tokens[phrase.to - 1]?.end;
  return phrase === null || end === undefined || quote > 0 ? null : { start: name.start, end };
}

/** "- Ada Holt, mayor of Leith": a line of its own under the quotation. */
function signatureLine(unit: Unit | undefined): Span | null {
  const [dash, name] = unit?.tokens ?? [];
  if (unit === undefined || dash === undefined || name === undefined || !/^[—–-]{1,2}$/.test(dash.text)) return null;
  const plain =
    unit.tokens.length <= 14 && !unit.tokens.some(({ kind, lower }) => kind === 'quote' || looksLikeVerb(lower));
  const phrase = plain && /^\p{Lu}/u.test(name.text) ? phraseAt(unit.tokens, 1) : null;
  const end = phrase === null ? undefined : unit.tokens[phrase.to - 1]?.end;
  return end === undefined ? null : { start: name.start, end };
}

/** "Rep. Trey Gowdy (R-S.C.): “...”" */
function colonSpeaker(tokens: readonly Token[]): Span | null {
  const quote = tokens.findIndex(({ kind }) => kind === 'quote');
  return tokens[quote - 1]?.text === ':' ? nameBefore(tokens, quote - 1) : null;
}

/** "And from Chairwoman Rosenworcel:" at the end of a paragraph announces the quotation of the next. */
function announcedSpeaker({ tokens }: Unit): Span | null {
  return tokens.at(-1)?.text === ':' ? nameBefore(tokens, tokens.length - 1) : null;
}

function nameBefore(tokens: readonly Token[], colon: number): Span | null {
  for (let at = Math.max(0, colon - 12); at < colon; at += 1) {
    const token = tokens[at];
    const before = tokens[at - 1];
    if (token === undefined || (before !== undefined && !/^(?:from|by|and|to)$/.test(before.lower))) continue;
    const phrase = phraseAt(tokens, at);
    if (phrase === null || !/^\p{Lu}/u.test(tokens[phrase.to - 1]?.text ?? '')) continue;
    const rest = tokens.slice(phrase.to, colon);
    const aside = rest.length === 0 || (/^[(,]$/.test(rest[0]?.text ?? '') && rest.length < 12);
    if (aside) return { start: token.start, end: tokens[phrase.to - 1]?.end ?? token.end };
  }
  return null;
}

/** A speaker's label at the head of a line, or `null`. */
function labelOf({ tokens }: Unit): { name: Span; from: number } | null {
  const colon = tokens.findIndex(({ text }, place) => text === ':' && place <= 6);
  const first = tokens[0];
  const last = tokens[colon - 1];
  if (colon < 1 || first === undefined || last === undefined || tokens[colon + 1] === undefined) return null;
  const label = tokens.slice(0, colon);
  const shouted =
    label.every(({ text, kind }) => kind === 'sign' || text === text.toUpperCase()) &&
    /\p{Lu}{2}|^[QA]$/u.test(first.text);
  return shouted ? { name: { start: first.start, end: last.end }, from: colon + 1 } : null;
}

/** Labels in capitals at the head of two paragraphs or more. */
function isTranscript(units: readonly Unit[]): boolean {
  const labelled = new Set<number>();
  for (const unit of units) if (labelOf(unit) !== null) labelled.add(unit.paragraph);
  return labelled.size >= 2;
}

const unnamedAskers =
  /^(?:Q|QUESTION|QUESTIONS|REPORTER|REPORTERS|JOURNALIST|MODERATOR|AUDIENCE|CROWD|UNIDENTIFIED.*)$/;

/** What the label's owner says, to the end of the paragraph; `null` for askers who have no name. */
function transcriptDraft(
  text: string,
  unit: Unit,
  label: { name: Span; from: number },
  paragraphs: readonly Span[],
): Draft | null {
  const start = unit.tokens[label.from]?.start;
  const end = paragraphs[unit.paragraph]?.end;
  if (start === undefined || end === undefined || unnamedAskers.test(text.slice(label.name.start, label.name.end)))
    return null;
  return {
    content: [{ start, end }],
    cue: null,
    mention: label.name,
    continues: null,
    within: null,
    denied: false,
    rule: 'transcript',
    verbatim: true,
  };
}
