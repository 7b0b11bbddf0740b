import type { Span } from '../model/span.ts';
import type { Draft } from './attributions.ts';
import { findCue } from './cues.ts';
import { looksLikeVerb } from './grammar.ts';
import { phraseAt } from './noun-phrases.ts';
import { type Standing, standingSpeaker } from './standing-speaker.ts';
import type { Token, Unit } from './tokens.ts';
import { labelsOf, transcriptDraft } from './transcripts.ts';

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
  const labels = labelsOf(units);
  let last: Last | null = null;
  let announced: Draft['mention'] = null;
  for (const [place, unit] of units.entries()) {
    const own = reported[place] ?? [];
    const label = labels.get(unit);
    if (label !== undefined) {
      // "Their exchange went as follows:" reports nothing by itself.
      while ((drafts.at(-1)?.content.at(-1)?.end ?? 0) > (unit.tokens[0]?.start ?? 0)) drafts.pop();
      const draft = transcriptDraft(text, unit, label, paragraphs);
      if (draft !== null) {
        drafts.push(draft);
        last = { draft, paragraph: unit.paragraph, unit: place };
      }
      announced = null;
      continue;
    }
    if (own.length === 0) {
      const alone =
        unit.quotes.length === 0
          ? null
          : aloneDraft(text, unit, {
              last,
              follows: last?.unit === place - 1,
              announced,
              paragraph: unit.paragraph,
              before: units[place - 1],
              next: reported[place + 1] ?? [],
              nextUnit: units[place + 1],
              ahead: () => speakerAhead(units, reported, place),
            });
      if (alone?.kind === 'more') {
        alone.of.content.push(alone.content);
        last = { draft: alone.of, paragraph: unit.paragraph, unit: place };
      } else if (alone?.kind === 'new') {
        drafts.push(alone.draft);
        last = { draft: alone.draft, paragraph: unit.paragraph, unit: place };
      } else if (last !== null && isHeldBy(last.draft, unit)) last = { ...last, unit: place };
    } else {
      drafts.push(...own);
      const main = mainDraft(unit, own);
      if (main !== undefined) last = { draft: main, paragraph: unit.paragraph, unit: place };
    }
    announced = announcedSpeaker(unit);
  }
  return drafts;
}

/** Tells whether a report of an earlier unit holds the quotation that is this unit. */
function isHeldBy({ content }: Draft, { quotes }: Unit): boolean {
  const last = quotes.at(-1);
  return last !== undefined && content.some(({ start, end }) => start < last.end && last.start < end);
}

/** Of the reports of a unit the one that a quotation behind it goes on from: the last that has words in marks, else the last. */
function mainDraft({ quotes }: Unit, own: readonly Draft[]): Draft | undefined {
  const outer = own.filter(({ within }) => within === null);
  const quoted = outer.findLast(({ content }) =>
    quotes.some(({ start, end }) => content.some((piece) => piece.start < end && start < piece.end)),
  );
  return quoted ?? outer.at(-1) ?? own.at(-1);
}

/** The attribution that stands last so far. */
interface Last {
  readonly draft: Draft;
  readonly paragraph: number;
  /** Place of the unit that holds it, or its last piece. */
  readonly unit: number;
}

type Alone = { kind: 'more'; of: Draft; content: Span } | { kind: 'new'; draft: Draft };

interface Around extends Standing {
  readonly last: Last | null;
  readonly announced: Span | null;
  readonly next: readonly Draft[];
  readonly nextUnit: Unit | undefined;
  /** Whom a paragraph further on names that goes on with its open mark. */
  ahead(): Span | null;
}

/** Most paragraphs of one quotation that are looked through for its speaker. */
const mostParagraphs = 12;

/** "“First we cut." and in the next paragraph "“Then we sell,” Holt said.": who is named where the open mark goes on. */
function speakerAhead(units: readonly Unit[], reported: Found['reported'], place: number): Span | null {
  for (let at = place; at < place + mostParagraphs; at += 1) {
    const open = units[at]?.tokens.findLast(({ kind }) => kind === 'quote')?.run;
    const next = units[at + 1];
    const more = next?.tokens.find(({ kind }) => kind === 'quote');
    if (open?.closed !== false || next === undefined || more?.run?.continues !== true) return null;
    const own = reported[at + 1] ?? [];
    const holder = own.find(({ content }) => content.some((piece) => piece.start < more.end && more.start < piece.end));
    if (holder !== undefined || own.length > 0) return holder?.mention ?? null;
  }
  return null;
}

/** A unit that is a quotation and hardly more, with no reporting clause of its own. */
function aloneDraft(text: string, unit: Unit, around: Around): Alone | null {
  const { last, follows, announced, next, nextUnit, ahead } = around;
  const { quotes } = unit;
  const first = quotes[0];
  if (first?.run === null || first?.run === undefined) return null;
  const content = { start: first.start, end: quotes.at(-1)?.end ?? first.end };
  // "(CROSSTALK)": what a transcript notes in brackets.
  if (/^["“”]\(/u.test(first.text)) return null;
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
    if (draft.rule !== 'participle' && isQuotationFirst(draft)) return { kind: 'more', of: draft, content };
    return { kind: 'new', draft: { ...blank, content: [content], continues: draft, rule: 'same-paragraph' } };
  }
  const mention = ahead();
  if (mention !== null) {
    return { kind: 'new', draft: { ...blank, content: [content], mention, rule: 'continued-mark' } };
  }
  const coming = next[0];
  if (coming !== undefined && nextUnit?.paragraph === unit.paragraph && coming.mention !== null) {
    return { kind: 'new', draft: { ...blank, content: [content], mention: coming.mention, rule: 'next-in-paragraph' } };
  }
  if (wordsIn(first.text) < fewestWords || !/[.?!…]["'”’″»“«]*$/.test(first.text) || isTitle(first.text)) return null;
  if (follows && last !== null && last.paragraph === unit.paragraph - 1 && goesOn(last.draft)) {
    return { kind: 'new', draft: { ...blank, content: [content], continues: last.draft, rule: 'next-paragraph' } };
  }
  return { kind: 'new', draft: { ...blank, content: [content], ...(standingSpeaker(text, around) ?? unattributed) } };
}

const unattributed = { rule: 'unattributed' };

function isQuotationFirst({ content, cue }: Draft): boolean {
  return cue !== null && (content[0]?.start ?? 0) < cue.start;
}

/** `“...,” said Holt.` at the end of a paragraph: a paragraph that is a quotation goes on from it, and so does the next. */
function goesOn(draft: Draft): boolean {
  return isQuotationFirst(draft) || draft.rule === 'next-paragraph';
}

/** ‘Legend of the Coal Fields.’: a heading, all its long words with capitals. */
function isTitle(text: string): boolean {
  const long = text
    .split(/\s+/u)
    .slice(1)
    .filter((word) => /^\p{L}{4}/u.test(word));
  return wordsIn(text) <= 12 && long.length > 0 && !long.some((word) => /^\p{Ll}/u.test(word));
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
  if (dash === undefined || name === undefined || last === undefined || !/^[—–―-]$/.test(dash.text)) return null;
  if (!/^\p{Lu}/u.test(name.text) || tokens.slice(quote + 2).some(({ lower }) => findCue(lower)?.form === 'past'))
    return null;
  const phrase = phraseAt(tokens, quote + 2);
  const end = phrase === null ? undefined : tokens[phrase.to - 1]?.end;
  return phrase === null || end === undefined || quote > 0 ? null : { start: name.start, end };
}

/** "- Ada Holt, mayor of Leith": a line of its own under the quotation. */
function signatureLine(unit: Unit | undefined): Span | null {
  const [dash, name] = unit?.tokens ?? [];
  if (unit === undefined || dash === undefined || name === undefined || !/^[—–―-]{1,2}$/.test(dash.text)) return null;
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
