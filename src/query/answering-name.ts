import type { Span } from '../model/span.ts';
import { SHAPE } from '../search/analyse.ts';
import type { Token } from './shelf.ts';
import { isStopword } from './topic.ts';

/** Which end of its verb a question asks for: "who thanked X" the one who did, "whom did X thank" the other. */
export interface WhoQuestion {
  readonly end: 'doer' | 'other';
  /** Stem of the verb. */
  readonly verb: string;
}

const auxiliary = new Set(
  `is are was were be been being has have had do does did will would can could may might shall should must not never also
  already first just really actually ever again then later recently still reportedly publicly`.split(/\s+/),
);

/** Reads "who thanked", "who has been thanking", "who was thanked by X", "whom did X thank"; `null` for any other form. */
export function readWhoQuestion(tokens: readonly Token[]): WhoQuestion | null {
  const asking = tokens.findIndex(({ folded }) => folded === 'who' || folded === 'whom');
  if (asking < 0) return null;
  const rest = tokens.slice(asking + 1);
  const [first] = rest;
  const own = rest.find(({ folded }) => !auxiliary.has(folded));
  if (first === undefined || own === undefined) return null;
  // "who did Rubio meet": the verb comes behind the one who did it.
  if (/^(?:did|does|do)$/.test(first.folded)) {
    const verb = rest.findLast(({ folded, shape }) => (shape & SHAPE.capital) === 0 && !isStopword(folded));
    return verb === undefined ? null : { end: 'other', verb: verb.stem };
  }
  // "who is the mayor of", "who was Ann Reed" have no verb of their own.
  if (/^(?:the|a|an|his|her|their|its|this|that)$/.test(own.folded) || (own.shape & SHAPE.capital) !== 0) return null;
  const isPassive = /^(?:is|are|was|were|been|being)$/.test(first.folded) && rest.some(({ folded }) => folded === 'by');
  return { end: isPassive ? 'other' : 'doer', verb: own.stem };
}

const pronoun = /^(?:he|she|they|it|i|we)$/;
const determiner = /^(?:the|a|an|his|her|their|its|this|that|some|many|several|two|three|both|one)$/;
const notPerson =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)$/;
const longestPhrase = 8;

/**
 * The words that name the answering one: the doer of the question's verb, or whom it was done to.
 *
 * @param text of the article that the tokens count in
 * @returns `null` where the sentence does not hold the verb, or nobody beside it
 */
export function answeringName(
  tokens: readonly Token[],
  text: string,
  question: WhoQuestion,
  isVerb: (stem: string) => boolean,
): Span | null {
  const verb = tokens.findIndex(({ stem }) => isVerb(stem));
  if (verb < 0) return null;
  const by = tokens.findIndex(({ folded }, place) => place > verb && place <= verb + 4 && folded === 'by');
  const isPassive = by > verb && /^(?:is|are|was|were|been|being|be)$/.test(beforeVerb(tokens, verb)?.folded ?? '');
  const wantsBehind = (question.end === 'doer') === isPassive;
  return wantsBehind ? phraseFrom(tokens, isPassive ? by + 1 : verb + 1, text) : phraseUpTo(tokens, verb, text);
}

/** A run of names without what was asked for: "Ann Reed" of "Harbour Board President Ann Reed"; `null` when no more is left. */
export function beyondAsked(run: Span, tokens: readonly Token[], isAsked: (token: Token) => boolean): Span | null {
  const own = tokens.filter(({ start, end }) => start >= run.start && end <= run.end);
  const behind = own.slice(own.findLastIndex(isAsked) + 1);
  const before = own.slice(0, own.findIndex(isAsked));
  const [first, last] = behind.length > 0 ? [behind[0], behind.at(-1)] : [before[0], before.at(-1)];
  return first === undefined || last === undefined ? null : { start: first.start, end: last.end };
}

function beforeVerb(tokens: readonly Token[], verb: number): Token | undefined {
  return tokens
    .slice(Math.max(0, verb - 3), verb)
    .findLast(({ folded }) => /^(?:is|are|was|were|been|being|be)$/.test(folded));
}

/** The phrase that ends before the verb, over "has also" and over what stands between commas. */
function phraseUpTo(tokens: readonly Token[], verb: number, text: string): Span | null {
  let end = verb - 1;
  while (end >= 0 && isSkipped(tokens[end])) end -= 1;
  const last = tokens[end];
  if (last === undefined) return null;
  // "Reed met Moss and thanked her": whoever the sentence began with.
  if (/^(?:and|but|or)$/.test(last.folded)) return firstPhrase(tokens, end, text);
  if (text.slice(last.end, tokens[end + 1]?.start ?? last.end).includes(',')) {
    const opening = openingComma(tokens, end, text);
    if (opening >= 0) return phraseEndingAt(tokens, opening, text);
  }
  return phraseEndingAt(tokens, end, text);
}

function isSkipped(token: Token | undefined): boolean {
  return token !== undefined && (auxiliary.has(token.folded) || /ly$/.test(token.folded));
}

/** Place of the word before the comma that opens an insertion which ends at `end`, or -1. */
function openingComma(tokens: readonly Token[], end: number, text: string): number {
  for (let place = end - 1; place >= 0; place -= 1) {
    if (text.slice(tokens[place]?.end, tokens[place + 1]?.start).includes(',')) return place;
  }
  return -1;
}

function isName({ shape, folded }: Token): boolean {
  return (shape & SHAPE.capital) !== 0 && !isStopword(folded) && !notPerson.test(folded);
}

function phraseEndingAt(tokens: readonly Token[], end: number, text: string): Span | null {
  const last = tokens[end];
  if (last === undefined) return null;
  if (pronoun.test(last.folded)) return { start: last.start, end: last.end };
  let start = end;
  if (isName(last)) {
    while (start > 0 && joins(tokens[start - 1], tokens[start], text)) start -= 1;
    return { start: tokens[start]?.start ?? last.start, end: last.end };
  }
  // "the minister of finance": up to the article before it.
  for (; start >= 0 && start > end - longestPhrase; start -= 1) {
    const token = tokens[start];
    // "Reed's chief of staff": the owner belongs to the name.
    if (token !== undefined && start < end && /^['’]s\b/.test(text.slice(token.end, token.end + 3)))
      return { start: token.start, end: last.end };
    if (token !== undefined && determiner.test(token.folded) && !/^of$/.test(tokens[start - 1]?.folded ?? ''))
      return { start: token.start, end: last.end };
  }
  return nearestName(tokens, end, text);
}

function joins(before: Token | undefined, token: Token | undefined, text: string): boolean {
  if (before === undefined || token === undefined || !isName(before)) return false;
  return /^[\s.-]{1,2}$/.test(text.slice(before.end, token.start));
}

function nearestName(tokens: readonly Token[], end: number, text: string): Span | null {
  for (let place = end; place >= 0; place -= 1) {
    const token = tokens[place];
    if (token !== undefined && isName(token)) return phraseEndingAt(tokens, place, text);
  }
  return null;
}

function firstPhrase(tokens: readonly Token[], before: number, text: string): Span | null {
  const first = tokens.findIndex((token, place) => place < before && (isName(token) || pronoun.test(token.folded)));
  return first < 0 ? null : phraseFrom(tokens, first, text);
}

/** The name or phrase that begins at a place, or the first name soon behind it. */
function phraseFrom(tokens: readonly Token[], from: number, text: string): Span | null {
  for (let place = from; place < tokens.length && place < from + longestPhrase; place += 1) {
    const token = tokens[place];
    if (token === undefined) return null;
    if (!isName(token)) {
      if (place === from && pronoun.test(token.folded)) return { start: token.start, end: token.end };
      continue;
    }
    let end = place;
    while (
      joins(tokens[end], tokens[end + 1], text) &&
      tokens[end + 1] !== undefined &&
      isName(tokens[end + 1] ?? token)
    )
      end += 1;
    return { start: token.start, end: tokens[end]?.end ?? token.end };
  }
  return null;
}
